"""The whole base in one go: a JSON file, or a folder of CSV tables. Written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.knowledge.base import KnowledgeBase
from generator.wording.system_errors import system_reason

from .export_file import json_text
from .flattening import Table, tables
from .record_json import facts

MANIFEST = "smarteka-export.json"
COLUMNS = "columns.csv"
_FORMAT = "smarteka-csv-1"


class ExportRefused(Exception):
    """The export cannot be written there; the message is for the user, in Russian."""


def base_json(base: KnowledgeBase) -> Iterator[str]:
    """The base as one JSON object, in pieces: ``counts``, then ``records`` by type, a record a line."""
    yield f'{{"format":"smarteka-json-1",\n"counts":{json_text(base.counts())},\n"records":{{'
    for number, record_type in enumerate(base.registry):
        yield f"{',' if number else ''}\n{json_text(record_type.kind)}:["
        for position, item in enumerate(base.of_kind(record_type.kind)):
            page = {"url": record_type.address_of(item.record)} if record_type.address else {}
            yield f"{',' if position else ''}\n{json_text(facts(item.record) | page)}"
        yield "]"
    yield "\n}}\n"


def write_json(base: KnowledgeBase, out: Path) -> None:
    """One file with everything. An earlier ``.json`` there is replaced, another file is not."""
    out = out.resolve()
    if out.is_dir():
        raise ExportRefused(f"{out} – папка, а нужен файл: укажите имя, например {out.name}/baza.json")
    if out.exists() and out.suffix != ".json":
        raise ExportRefused(f"файл {out} уже есть, и это не .json: укажите другое имя")
    with _part_path(out) as part:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(base_json(base))
        part.replace(out)


def write_csv(base: KnowledgeBase, out: Path, delimiter: str = ",") -> None:
    """A folder with a table a type and a table a list inside it, for spreadsheets (UTF-8 with a mark).

    An earlier export there is replaced. A folder that holds anything else is left alone.
    """
    out = out.resolve()
    found = [t for kind in base.registry for t in tables(kind, base.of_kind(kind.kind))]
    with _part_path(out) as part:
        _refuse_foreign(out)
        part.mkdir()
        for table in found:
            _write_table(part / f"{table.name}.csv", (c.name for c in table.columns), table.rows, delimiter)
        described = [(t.name, c.name, c.title) for t in found for c in t.columns]
        _write_table(part / COLUMNS, ("table", "column", "title"), described, delimiter)
        (part / MANIFEST).write_bytes(_manifest(found))
        _replace_folder(part, out)


@contextmanager
def _part_path(out: Path) -> Iterator[Path]:
    """A new name beside the target; whatever is left there at the end is removed."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        yield part
    except OSError as fault:
        raise ExportRefused(f"{out} не записать: {system_reason(fault)}") from fault
    finally:
        if part.is_dir():
            shutil.rmtree(part)
        elif part.exists():
            part.unlink()


def _refuse_foreign(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise ExportRefused(f"{out} – файл, а для CSV нужна папка")
    present = {path.name for path in out.iterdir()} if out.is_dir() else set()
    if not present:
        return
    try:
        manifest = json.loads((out / MANIFEST).read_text("utf-8"))
        ours = {MANIFEST, COLUMNS, *(f"{name}.csv" for name in manifest["tables"])}
        known = manifest["format"] == _FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        known, ours = False, set()
    if not known:
        raise ExportRefused(f"в папке {out} лежит не выгрузка Смартеки: укажите новую или пустую папку")
    if foreign := sorted(present - ours):
        names = ", ".join(foreign[:3])
        raise ExportRefused(f"в папке {out} рядом с выгрузкой лежит чужое ({names}): укажите другую папку")


def _replace_folder(part: Path, out: Path) -> None:
    """The new folder takes the place of the old one; if that fails, the old one comes back."""
    old = out.with_name(f"{part.name}.old")
    if out.exists():
        out.replace(old)
    try:
        part.replace(out)
    except OSError:
        if old.exists():
            old.replace(out)
        raise
    if old.exists():
        shutil.rmtree(old)


def _write_table(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]], delimiter: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _manifest(found: list[Table]) -> bytes:
    """What the folder holds: the mark by which the next export knows its own."""
    value = {"format": _FORMAT, "tables": {table.name: len(table.rows) for table in found}}
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
