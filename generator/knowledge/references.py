"""References of a record, recognised by the type of the value."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from generator.model.common import Record
from generator.model.scalars import RecordId

Path = tuple[str | int, ...]


class Reference(NamedTuple):
    """``target``: a typed id; ``where``: its path in the referring record."""

    where: Path
    target: RecordId


def references(record: Record) -> list[Reference]:
    """All references of a record in field order, without its own id."""
    found: list[Reference] = []
    _gather(record, (), found)
    return found


def home(target: RecordId) -> tuple[str, str]:
    """Kind and id of the record that contains the target: vocabulary terms and problems have no files of their own."""
    kind, id = target.kind, str(target)
    if kind in ("direction", "subcategory"):
        return "taxonomy", "taxonomy"
    if kind == "problem":
        return "life_situation", id.partition("#")[0]
    return kind, id


def _gather(part: BaseModel, where: Path, found: list[Reference]) -> None:
    values = part.__dict__  # runs 100,000 times in a large base: faster than ``getattr``
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
"""Interned paths: records of a type have references at the same few paths."""


@cache
def _fields_with_ids(model: type[BaseModel]) -> tuple[str, ...]:
    """Names of the fields that may contain an id, by their annotations; the others need not be visited.

    An ``id`` that a part defines for itself (a direction, a subcategory) is not a reference.
    """
    return tuple(n for n, info in model.model_fields.items() if n != "id" and _holds_id(info.annotation))


def _holds_id(annotation: Any) -> bool:
    if isinstance(annotation, type):
        if issubclass(annotation, RecordId):
            return True
        if issubclass(annotation, BaseModel):
            return bool(_fields_with_ids(annotation))
    return any(_holds_id(argument) for argument in get_args(annotation))
