"""The whole base as an SQLite file: a table for each type, for each nested list and each list of ids, views, full text.

Names are those of the CSV export with ``_`` for each dot (``practice_results``, ``resources_cost``).
An id in a record is a foreign key; a list of ids is a join table (``practice_regions``: owner, number
in the list, id), a list of texts or numbers a table with ``value``. Decimals are REAL, booleans 0 or 1,
dates have the precision of the source (``2021``, ``2021-11``, ``2021-11-15``) and sort as text.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from generator.knowledge.base import KnowledgeBase
from generator.model.registry import Registry
from generator.model.scalars import RecordId

from .destination import whole_file
from .flattening import Column, Table, all_tables
from .sqlite_views import VIEWS

FORMAT = "smarteka-sqlite-1"
FULL_TEXT = "full_text"
_WORDS = {  # kinds of ids that refer not to a record but to an item of a list in one
    "direction": "taxonomy_directions", "subcategory": "taxonomy_subcategories", "problem": "life_situation_problems",
}
_PROBLEMS = "life_situation_problems"


class Findable(NamedTuple):
    """A row of the full-text table; ``address`` is relative to the site."""

    type: str
    id: str
    address: str
    title: str
    keywords: str
    text: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """A table to create: its SQL statements and its rows."""

    name: str
    sql: tuple[str, ...]
    rows: Iterable[tuple[Any, ...]]
    described: tuple[tuple[str, str], ...]  # column, title


def write_sqlite(base: KnowledgeBase, out: Path, findable: Iterable[Findable]) -> None:
    """The same bytes for the same base and version of SQLite. Without FTS5 there is no full-text table."""
    with whole_file(out, ".sqlite", ".db", ".sqlite3", is_ours=_is_export) as part:
        part.touch()  # if that fails, the OSError gives the reason, an SQLite error would not
        db = sqlite3.connect(part, isolation_level=None)
        try:
            _fill(db, base, findable)
        except sqlite3.OperationalError as fault:
            if "disk" not in str(fault):
                raise
            raise OSError(errno.ENOSPC if "full" in str(fault) else errno.EIO, str(fault)) from fault
        finally:
            db.close()


def _is_export(path: Path) -> bool:
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        found = db.execute("SELECT value FROM about WHERE name = 'format'").fetchone()
    except sqlite3.DatabaseError:  # another database, or not SQLite
        return False
    finally:
        db.close()
    return found is not None and str(found[0]).startswith(FORMAT.rstrip("0123456789"))


def _fill(db: sqlite3.Connection, base: KnowledgeBase, findable: Iterable[Findable]) -> None:
    db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;")
    db.execute("BEGIN")
    plans = [plan for table in all_tables(base) for plan in _plans(table, base.registry)]
    for plan in plans:
        for sql in plan.sql:
            db.execute(sql)
        if rows := list(plan.rows):
            db.executemany(f'INSERT INTO "{plan.name}" VALUES ({",".join("?" * len(rows[0]))})', rows)
    _describe(db, base, plans)
    names = {plan.name for plan in plans}
    for view in VIEWS:
        if view.needs <= names:  # a registry with other types may lack a table
            db.execute(f'CREATE VIEW "{view.name}" AS {view.sql}')
    _full_text(db, findable)
    db.execute("COMMIT")


def _describe(db: sqlite3.Connection, base: KnowledgeBase, plans: list[_Plan]) -> None:
    """The tables ``about`` (format, counts) and ``about_columns`` (Russian titles of columns)."""
    db.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    about = {"format": FORMAT, "title": "Смартека: вся база", "licence": "CC BY 4.0"}
    about |= {f"records.{kind}": str(count) for kind, count in base.counts().items()}
    db.executemany("INSERT INTO about VALUES (?,?)", about.items())
    db.execute('CREATE TABLE about_columns ("table" TEXT, "column" TEXT, title TEXT NOT NULL, PRIMARY KEY ("table", "column")) WITHOUT ROWID')
    rows = ((plan.name, column, title) for plan in plans for column, title in plan.described)
    db.executemany("INSERT INTO about_columns VALUES (?,?,?)", rows)


def _full_text(db: sqlite3.Connection, findable: Iterable[Findable]) -> None:
    """The full-text table, with ё replaced by е; words are not lemmatized: query ``школ*``."""
    try:
        db.execute(
            f"CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5(type UNINDEXED, id UNINDEXED, url UNINDEXED, title, keywords, text, tokenize='unicode61')"
        )
    except sqlite3.OperationalError as fault:
        if "fts5" not in str(fault):
            raise
        db.execute("INSERT INTO about VALUES ('full_text', 'нет: эта сборка SQLite без FTS5')")
        return
    rows = ((f.type, f.id, f.address, *map(_without_yo, (f.title, f.keywords, f.text))) for f in findable)
    db.executemany(f"INSERT INTO {FULL_TEXT} VALUES (?,?,?,?,?,?)", rows)
    db.execute(f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}) VALUES ('optimize')")


def _without_yo(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


def _plans(table: Table, registry: Registry) -> Iterable[_Plan]:
    """The table itself, then one for each column with several values in a cell."""
    name = _sql(table.name)
    own = [(place, column) for place, column in enumerate(table.columns) if not column.many]
    key = [_sql(c.name) for c in table.columns[: table.keys]] or ["id"]
    lines = [_column(c) if place < max(table.keys, 1) else _column(c, registry, required=False) for place, c in own]
    rows: Iterable[tuple[Any, ...]] = (tuple(_value(row[place]) for place, _ in own) for row in table.rows)
    described = [(_sql(c.name), c.title) for _, c in own]
    lines.append(f"PRIMARY KEY ({_names(key)})")
    if table.keys:
        lines.append(_owner(table, key[:-1]))
        own_ids = [_sql(c.name) for _, c in own[table.keys :] if c.name == "id"]
        lines += [f'UNIQUE ("{id}")' for id in own_ids]  # vocabulary terms are referred to by their ids
    if name == _PROBLEMS:
        # Practices refer to a problem as «situation#number»: it gets a column, so that it can be a foreign key.
        number = next(place for place, c in own if c.name == "number")
        lines.insert(len(own), '"id" TEXT NOT NULL UNIQUE')
        rows = ((*row, f"{row[0]}#{row[number]}") for row in rows)
        described.append(("id", "Идентификатор: жизненная-ситуация#номер"))
    yield _Plan(name, (f'CREATE TABLE "{name}" ({", ".join(lines)})',), rows, tuple(described))
    for place, column in enumerate(table.columns):
        if column.many:
            yield _list_plan(table, key, place, column, registry)


def _list_plan(table: Table, key: list[str], place: int, column: Column, registry: Registry) -> _Plan:
    """The table of a column with several values in a cell: owner, number from 1, the id or value."""
    owner, name = _sql(table.name), _sql(f"{table.name}.{column.name}")
    owner_keys = key if table.keys else [owner]
    kept = [at for at, c in enumerate(table.columns) if c in table.columns[: table.keys] or (not table.keys and c.name == "id")]
    what = column.holds.kind if issubclass(column.holds, RecordId) else "value"
    if what in owner_keys:
        what = f"{what}_id"
    lines = [*(_column(Column(k, "", int if k.endswith("_no") else str)) for k in owner_keys), '"no" INTEGER NOT NULL']
    lines.append(_column(Column(what, column.title, column.holds), registry))
    lines.append(f'PRIMARY KEY ({_names([*owner_keys, "no"])})')
    lines.append(f'FOREIGN KEY ({_names(owner_keys)}) REFERENCES "{owner}" ({_names(key)})')
    sql = [f'CREATE TABLE "{name}" ({", ".join(lines)}) WITHOUT ROWID']
    if what != "value":
        sql.append(f'CREATE INDEX "{name}_by_{what}" ON "{name}" ("{what}")')
    rows = (
        (*(_value(row[at]) for at in kept), number, _value(value))
        for row in table.rows
        for number, value in enumerate(row[place] or (), 1)
    )
    described = (*((k, "Чьё это") for k in owner_keys), ("no", "Номер в списке"), (what, column.title))
    return _Plan(name, tuple(sql), rows, described)


def _owner(table: Table, key: list[str]) -> str:
    referred = key if len(key) > 1 else ["id"]
    return f'FOREIGN KEY ({_names(key)}) REFERENCES "{_sql(table.owner)}" ({_names(referred)})'


def _column(column: Column, registry: Registry | None = None, required: bool = True) -> str:
    """The SQL of a column. With a ``registry``, an id is a foreign key; the keys of the owner are one composite foreign key instead."""
    holds = column.holds
    kind = "REAL" if issubclass(holds, Decimal) else "INTEGER" if issubclass(holds, int) else "TEXT"
    line = f'"{_sql(column.name)}" {kind}{" NOT NULL" if required else ""}'
    if registry and column.name != "id" and issubclass(holds, RecordId) and (target := _target(holds.kind, registry)):
        line += f' REFERENCES "{target}" ("id")'
    return line


def _target(kind: str, registry: Registry) -> str:
    return _WORDS.get(kind) or (kind if kind in registry else "")


def _value(value: Any) -> str | int | float | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _sql(name: str) -> str:
    return name.replace(".", "_").replace("-", "_")


def _names(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
