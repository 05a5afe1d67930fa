"""The texts of records, plain: what a search can find a record by."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.wording import plain_text

# Text without any of these means itself: most texts of a record need not meet the parser.
_SIGN = re.compile(r"[*_`\[\]<>\\&|~#]")
_BEGINNING = re.compile(r"^(?:\s*(?:[-+=]|\d+[.)])| {4}|\t)", re.MULTILINE)  # of a line


def plain(text: str) -> str:
    """Short Markdown → words on one line."""
    begins = _BEGINNING.search if "\n" in text else _BEGINNING.match
    return plain_text.plain_text(text) if _SIGN.search(text) or begins(text) else " ".join(text.split())


# Fields that say nothing of the matter: where the facts come from, remarks on that, addresses.
_RECORD_ASIDE = frozenset(("id", "title", "aliases", "notes"))
_ASIDE = frozenset(("sources", "source", "note", "url", "archived_url", "email", "phone"))


def texts_of(value: BaseModel, *without: str) -> list[str]:
    """Texts of a record or of a part of one in the order of its fields, ``without`` some of them.

    A record's own title, remarks and sources are left out. Ids, dates and words of vocabularies
    are not texts.
    """
    aside = _RECORD_ASIDE.union(without) if "sources" in type(value).model_fields else frozenset(without)
    found: list[str] = []
    for name in _names(type(value)):
        if name not in aside:
            _gather(getattr(value, name), found)
    return found


@cache
def _names(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple([name for name in model.model_fields if name not in _ASIDE])


def _gather(value: Any, found: list[str]) -> None:
    if type(value) is str:  # ids, partial dates and words of vocabularies are subclasses
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _gather(item, found)
    elif isinstance(value, BaseModel):
        fields = value.__dict__
        for name in _names(type(value)):
            if (inner := fields[name]) is not None:
                _gather(inner, found)
