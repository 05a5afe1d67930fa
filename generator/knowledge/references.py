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


def _gather(part: BaseModel, where: Path, found: list[Reference]) -> None:
    values = part.__dict__  # read 100,000 times in a large base: quicker than by ``getattr``
    for name in _fields_with_ids(type(part)):
        if value := values[name]:  # most lists are empty
            _take(value, (*where, name), found)


def _take(value: Any, where: Path, found: list[Reference]) -> None:
    if isinstance(value, RecordId):
        found.append(Reference(_paths.setdefault(where, where), value))
    elif type(value) is tuple:
        for i, item in enumerate(value):
            _take(item, (*where, i), found)
    elif isinstance(value, BaseModel):
        _gather(value, where, found)


_paths: dict[Path, Path] = {}
"""Each path once: records of a type name others at the same few places."""


@cache
def _fields_with_ids(model: type[BaseModel]) -> tuple[str, ...]:
    """Names of the fields in whose annotations an id can stand: most records are mostly text.

    Ids that a part defines for itself (a direction, a subcategory) are not references.
    """
    return tuple(n for n, info in model.model_fields.items() if n != "id" and _holds_id(info.annotation))


def _holds_id(annotation: Any) -> bool:
    if isinstance(annotation, type):
        if issubclass(annotation, RecordId):
            return True
        if issubclass(annotation, BaseModel):
            return bool(_fields_with_ids(annotation))
    return any(_holds_id(argument) for argument in get_args(annotation))
