"""All texts of a record with their paths."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from .references import Path


def texts(value: Any, where: Path = ()) -> Iterator[tuple[Path, str]]:
    """(path, text) in field order; includes ids, partial dates and vocabulary terms."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from texts(part, (*where, i))
    elif isinstance(value, BaseModel):
        for name in _names(type(value)):
            yield from texts(getattr(value, name), (*where, name))


@cache
def _names(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)
