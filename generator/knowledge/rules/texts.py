"""Rules of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.knowledge.base import KnowledgeBase
from generator.model.diagnostic import Diagnostic, warning

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:[\s/][^<>]*)?>|<!--")


def texts_hold_no_html(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """Texts are Markdown; HTML in them is shown as it stands and never takes effect (a warning)."""
    for item in base.loaded:
        for where, text in _texts(item.record, ()):
            if "<" in text and (match := _TAG.search(text)):
                yield warning(
                    "html-in-text", f"разметка HTML «{match.group()[:40]}» покажется как есть",
                    item.location(*where), "пишите Markdown: **жирный**, *курсив*, [ссылка](https://…)",
                )


def _texts(value: Any, where: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from _texts(part, (*where, i))
    elif isinstance(value, BaseModel):
        for name in _names(type(value)):
            yield from _texts(getattr(value, name), (*where, name))


@cache
def _names(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)
