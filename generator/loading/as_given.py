"""A rejected value as written and its field: the input of all hints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import BaseModel


class Field(NamedTuple):
    """The field of the value: name, type annotation, model it belongs to, path of the file, comment after the value."""

    name: str
    annotation: Any
    owner: type[BaseModel] | None
    path: str
    comment: str


def as_written(value: Any) -> str:
    """A scalar as written in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def odd_blanks(text: str) -> str:
    """A hint about no-break spaces around a word; empty if there are none."""
    return "сотрите невидимый неразрывный пробел рядом" if text != text.strip() else ""


def latin_advice(text: str, twin: str) -> str:
    """A hint about a word that looks right but contains Cyrillic letters; ``twin``: the word in Latin ones."""
    letters = dict.fromkeys(c for c in text if not c.isascii())
    return f"наберите латиницей: {twin}; сейчас в нём русские «{'», «'.join(letters)}»"
