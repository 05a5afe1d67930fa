"""Records → flat tables: one per type, and one per list of things inside its records.

``practice`` has a row a record; ``practice.results`` has a row a figure, with the id of its
practice and its number there. Columns come from the models, so that they stay the same whatever
the content. A row holds values as records do; ``cell`` makes texts of them: ids of one cell are
parted by «; », texts by a line break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel

from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.common import Record
from generator.model.registry import RecordType

Names = tuple[str, ...]
_Owner = tuple[tuple[str | int, ...], BaseModel]  # the cells that tell which it is, and the thing itself


@dataclass(frozen=True, slots=True)
class Column:
    """``holds`` is the type of a value, of each value where there are ``many`` in a cell (a tuple)."""

    name: str
    title: str  # in Russian, from the model
    holds: type = str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``title`` says in Russian what the rows are: the records of a type, or the items of a list inside them.

    The first ``keys`` columns tell the owner of a row and its number, from 1, in each list; a main
    table has none: its rows are known by ``id``. ``owner`` is the table of the things that hold the lists.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    title: str
    keys: int = 0
    owner: str = ""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Fields of a model: plain ones by path, and lists of things with the model of a thing."""

    plain: tuple[tuple[Names, Column], ...]
    lists: tuple[tuple[Names, str, type[BaseModel]], ...]


def all_tables(base: KnowledgeBase) -> Iterator[Table]:
    """Every table of every type, in the order of the registry."""
    for record_type in base.registry:
        yield from tables(record_type, base.of_kind(record_type.kind))


def tables(record_type: RecordType, items: Iterable[Loaded]) -> Iterator[Table]:
    """All tables of a type, the main one first."""
    known = list(items)
    shape = _shape(record_type.model)
    address = (Column("url", "Адрес страницы относительно корня сайта"),) if record_type.address else ()
    yield Table(
        record_type.kind,
        (*_columns(shape), *address),
        tuple(
            (*_cells(shape, item.record), *((record_type.address_of(item.record),) if address else ()))
            for item in known
        ),
        record_type.title,
    )
    keys = (Column(record_type.kind, "Идентификатор записи", _leaf(record_type.model.model_fields["id"].annotation)[0]),)
    owners: list[_Owner] = [((str(item.record.id),), item.record) for item in known]
    yield from _inner(record_type.kind, keys, shape, owners)


def cell(value: Any) -> str:
    """One value as text; numbers as exact as in the record, nothing for an absent one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        texts = all(type(item) is str for item in value)
        return ("\n" if texts else "; ").join(cell(item) for item in value)
    return _harmless(value) if type(value) is str else str(value)


def _harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _inner(name: str, keys: tuple[Column, ...], shape: _Shape, owners: list[_Owner]) -> Iterator[Table]:
    """Tables of the lists inside ``owners``, and of the lists inside those."""
    for path, title, model in shape.lists:
        inner_name = f"{name}.{'.'.join(path)}"
        inner_keys = (*keys, Column(f"{path[-1]}_no", "Номер в списке", int))
        inner_shape = _shape(model)
        parts: list[_Owner] = [
            ((*key, number), part)
            for key, owner in owners
            for number, part in enumerate(_at(owner, path) or (), 1)
        ]
        yield Table(
            inner_name,
            (*inner_keys, *_columns(inner_shape)),
            tuple((*key, *_cells(inner_shape, part)) for key, part in parts),
            title, len(inner_keys), name,
        )
        yield from _inner(inner_name, inner_keys, inner_shape, parts)


def _columns(shape: _Shape) -> tuple[Column, ...]:
    return tuple(column for _, column in shape.plain)


def _cells(shape: _Shape, owner: BaseModel) -> tuple[Any, ...]:
    return tuple(_at(owner, path) for path, _ in shape.plain)


def _at(owner: BaseModel, path: Names) -> Any:
    value: Any = owner
    for name in path:
        value = getattr(value, name, None)
    return value


@cache
def _shape(model: type[BaseModel]) -> _Shape:
    plain: list[tuple[Names, Column]] = []
    lists: list[tuple[Names, str, type[BaseModel]]] = []
    for name, info in model.model_fields.items():
        if name == "draft" and issubclass(model, Record):
            continue  # what is exported is published
        title = info.description or ""
        part, many = _leaf(info.annotation)
        if not issubclass(part, BaseModel):
            plain.append(((name,), Column(name, title, part, many)))
        elif many:
            lists.append(((name,), title, part))
        else:
            inner = _shape(part)
            plain += [((name, *path), Column(f"{name}.{c.name}", c.title, c.holds, c.many)) for path, c in inner.plain]
            lists += [((name, *path), told, thing) for path, told, thing in inner.lists]
    return _Shape(tuple(plain), tuple(lists))


def _leaf(annotation: Any, many: bool = False) -> tuple[type, bool]:
    """The type of a field's values, and whether the field is a list of them."""
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation, many
    many = many or getattr(annotation, "__origin__", None) is tuple
    for argument in get_args(annotation):
        if argument is not NoneType and (isinstance(argument, type) or get_args(argument)):
            return _leaf(argument, many)
    return str, many
