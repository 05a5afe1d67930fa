"""Every reference of a record, found by the type of the value alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from generator.model.common import Record
from generator.model.scalars import RecordId

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """``target`` is a typed id; ``where`` is its path in the record that holds it."""

    where: Path
    target: RecordId


def references(record: Record) -> Iterator[Reference]:
    """All references of a record in the order of its fields; its own id is not one."""
    for name in _fields_with_ids(type(record)):
        if name != "id":
            yield from _walk(getattr(record, name), (name,))


def home(target: RecordId) -> tuple[str, str]:
    """Kind and id of the record that a named thing stands in: words and problems have no files of their own."""
    kind, id = target.kind, str(target)
    if kind in ("direction", "subcategory"):
        return "taxonomy", "taxonomy"
    if kind == "problem":
        return "life_situation", id.partition("#")[0]
    return kind, id


def _walk(value: Any, where: Path) -> Iterator[Reference]:
    if isinstance(value, RecordId):
        yield Reference(where, value)
    elif isinstance(value, BaseModel):
        for name in _fields_with_ids(type(value)):
            # Ids that a part defines for itself (a direction, a subcategory) are not references.
            if name != "id":
                yield from _walk(getattr(value, name), (*where, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _walk(item, (*where, i))


@cache
def _fields_with_ids(model: type[BaseModel]) -> tuple[str, ...]:
    """Names of the fields in whose annotations an id can stand: most records are mostly text."""
    return tuple(n for n, info in model.model_fields.items() if _holds_id(info.annotation))


def _holds_id(annotation: Any) -> bool:
    if isinstance(annotation, type):
        if issubclass(annotation, RecordId):
            return True
        if issubclass(annotation, BaseModel):
            return bool(_fields_with_ids(annotation))
    return any(_holds_id(argument) for argument in get_args(annotation))
