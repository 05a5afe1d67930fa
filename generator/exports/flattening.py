"""Records → flat tables: one for each type, and one for each list of nested models inside its records.

``practice`` has a row for each record; ``practice.results`` has a row for each figure, with the id of its
practice and its number there. Columns come from the models, so they do not depend on the content. Rows
hold the values of records; ``cell`` converts them to text: several ids in a cell are separated by «; »,
texts by a line break.
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
_Owner = tuple[tuple[str | int, ...], BaseModel]  # values of its key columns, and the model instance


@dataclass(frozen=True, slots=True)
class Column:
    """``holds`` is the type of a value; with ``many``, a cell is a tuple of such values."""

    name: str
    title: str  # in Russian, from the model
    holds: type = str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``title`` says in Russian what the rows are: the records of a type, or the items of a list inside them.

    The first ``keys`` columns are the id of the record and the number, from 1, in each nested list; a main
    table has none: its key is ``id``. ``owner`` is the name of the table whose rows contain the lists.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    title: str
    keys: int = 0
    owner: str = ""


@dataclass(frozen=True, slots=True)
class _Shape:
    """The fields of a model: columns by path, and lists of nested models (path, title, model)."""

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
    """A value as text; numbers in full precision, empty for None."""
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
    """A text that a spreadsheet would take for a formula is prefixed with an apostrophe."""
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
            continue  # only published records are exported
        title = info.description or ""
        part, many = _leaf(info.annotation)
        if not issubclass(part, BaseModel):
            plain.append(((name,), Column(name, title, part, many)))
        elif many:
            lists.append(((name,), title, part))
        else:
            inner = _shape(part)
            plain += [((name, *path), Column(f"{name}.{c.name}", c.title, c.holds, c.many)) for path, c in inner.plain]
            lists += [((name, *path), inner_title, model) for path, inner_title, model in inner.lists]
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
