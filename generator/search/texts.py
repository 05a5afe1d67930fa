"""Plain texts of records for the search index."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.wording import plain_text

# Text without any of these has no Markdown: most texts of a record need not go through the parser.
_MARKUP = re.compile(r"[*_`\[\]<>\\&|~#]")
_BLOCK_MARKUP = re.compile(r"^(?:\s*(?:[-+=]|\d+[.)])| {4}|\t)", re.MULTILINE)  # at the start of a line


def plain(text: str) -> str:
    """Short Markdown → plain text on one line."""
    has_block_markup = _BLOCK_MARKUP.search if "\n" in text else _BLOCK_MARKUP.match
    return plain_text.plain_text(text) if _MARKUP.search(text) or has_block_markup(text) else " ".join(text.split())


# Fields that do not describe the subject: sources, notes on them, addresses.
_EXCLUDED_OF_RECORD = frozenset(("id", "title", "aliases", "notes"))
_EXCLUDED = frozenset(("sources", "source", "note", "url", "archived_url", "email", "phone"))


def texts_of(value: BaseModel, *without: str) -> list[str]:
    """Texts of a record or of a part of it, in field order, except the fields named in ``without``.

    Excludes the title, notes and sources of the record itself. Ids, dates and vocabulary terms are
    not texts.
    """
    excluded = _EXCLUDED_OF_RECORD.union(without) if "sources" in type(value).model_fields else frozenset(without)
    found: list[str] = []
    for name in _names(type(value)):
        if name not in excluded:
            _gather(getattr(value, name), found)
    return found


@cache
def _names(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple([name for name in model.model_fields if name not in _EXCLUDED])


def _gather(value: Any, found: list[str]) -> None:
    if type(value) is str:  # ids, partial dates and vocabulary terms are subclasses of str
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _gather(item, found)
    elif isinstance(value, BaseModel):
        fields = value.__dict__
        for name in _names(type(value)):
            if (inner := fields[name]) is not None:
                _gather(inner, found)
