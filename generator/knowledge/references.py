"""Every reference of a record, found by the type of the value alone."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from generator.model.common import Record
from generator.model.scalars import RecordId

Path = tuple[str | int, ...]


class Reference(NamedTuple):
    """``target`` is a typed id; ``where`` is its path in the record that holds it."""

    where: Path
    target: RecordId


def references(record: Record) -> list[Reference]:
    """All references of a record in the order of its fields; its own id is not one."""
    found: list[Reference] = []
    _gather(record, (), found)
    return found


def home(target: RecordId) -> tuple[str, str]:
    """Kind and id of the record that a named thing stands in: words and problems have no files of their own."""
    kind, id = target.kind, str(target)
    if kind in ("direction", "subcategory"):
        return "taxonomy", "taxonomy"
    if kind == "problem":
        return "life_situation", id.partition("#")[0]
    return kind, id


def _gather(value: Any, where: Path, found: list[Reference]) -> None:
    """Of a value in whose annotation an id can stand."""
    kind = type(value)
    if kind is tuple:
        for i, item in enumerate(value):
            _gather(item, (*where, i), found)
    elif issubclass(kind, RecordId):
        found.append(Reference(where, value))
    elif issubclass(kind, BaseModel):
        for name in _fields_with_ids(kind):
            part = getattr(value, name)
            # Most lists are empty. Ids that a part defines for itself (a direction, a subcategory) are not references.
            if part and name != "id":
                _gather(part, (*where, name), found)


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
