"""The whole base as text: a JSON file, or a folder of CSV tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.knowledge.base import KnowledgeBase

from .destination import MANIFEST, manifest, whole_file, whole_folder
from .export_file import json_text
from .flattening import Table, all_tables, cell
from .record_json import facts

COLUMNS = "columns.csv"
_FORMAT = "smarteka-csv-1"
_JSON_MARK = b'{"format":"smarteka-json-'


def base_json(base: KnowledgeBase) -> Iterator[str]:
    """The base as one JSON object, in chunks: ``counts``, then ``records`` by type, one record on a line."""
    yield f'{_JSON_MARK.decode()}1",\n"counts":{json_text(base.counts())},\n"records":{{'
    for number, record_type in enumerate(base.registry):
        yield f"{',' if number else ''}\n{json_text(record_type.kind)}:["
        for position, item in enumerate(base.of_kind(record_type.kind)):
            page = {"url": record_type.address_of(item.record)} if record_type.address else {}
            yield f"{',' if position else ''}\n{json_text(facts(item.record) | page)}"
        yield "]"
    yield "\n}}\n"


def write_json(base: KnowledgeBase, out: Path) -> None:
    """Write the base as one JSON file. Raises ExportRefused."""
    with whole_file(out, ".json", is_ours=_is_json_export) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(base_json(base))


def _is_json_export(path: Path) -> bool:
    with path.open("rb") as opened:
        return opened.read(len(_JSON_MARK)) == _JSON_MARK


def write_csv(base: KnowledgeBase, out: Path) -> None:
    """Write a folder with a table for each type and each nested list, for spreadsheets (UTF-8 with BOM). Raises ExportRefused."""
    found = list(all_tables(base))
    with whole_folder(out, _FORMAT, lambda found: {COLUMNS, *(f"{name}.csv" for name in found["tables"])}) as part:
        for table in found:
            rows = (map(cell, row) for row in table.rows)
            _write_table(part / f"{table.name}.csv", (c.name for c in table.columns), rows)
        described = [(t.name, c.name, c.title) for t in found for c in t.columns]
        _write_table(part / COLUMNS, ("table", "column", "title"), described)
        (part / MANIFEST).write_bytes(_manifest(found))


def _write_table(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _manifest(found: list[Table]) -> bytes:
    return manifest({"format": _FORMAT, "tables": {table.name: len(table.rows) for table in found}})
