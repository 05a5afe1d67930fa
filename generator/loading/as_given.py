"""A value as somebody gave it, and where: what all hints start from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import BaseModel


class Field(NamedTuple):
    """Where the value stands: the name and the type of its field, whose field it is, the file, a comment behind it."""

    name: str
    annotation: Any
    owner: type[BaseModel] | None
    path: str
    comment: str


def as_written(value: Any) -> str:
    """A scalar as it stands in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def odd_blanks(text: str) -> str:
    """What to do about blanks around a word that nobody sees; empty where there are none."""
    return "сотрите невидимый неразрывный пробел рядом" if text != text.strip() else ""


def latin_advice(text: str, twin: str) -> str:
    """What to do about a word that looks right but holds Russian letters; ``twin`` is it in Latin ones."""
    letters = dict.fromkeys(c for c in text if not c.isascii())
    return f"наберите латиницей: {twin}; сейчас в нём русские «{'», «'.join(letters)}»"
