"""The API as static files: ``api/v1/index.json``, lists by kind, a file for each record.

Addresses in these files are relative to the root of the site, which is ``site`` in the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from generator.analysis.dating import first_day, record_date
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.registry import RecordType

from .export_file import ExportFile, json_file, json_text
from .record_json import full_record, short_record

API = "api/v1"
LIST_RECORDS = 150  # in a file; a practice takes some 1.2 KB


def index_file(base: KnowledgeBase, site_url: str, site_name: str, updated: Mapping[str, date]) -> Iterator[ExportFile]:
    """``updated`` is the day of the newest change by path of the record's file."""
    yield json_file(f"{API}/index.json", index(base, site_url, site_name, updated))


def record_address(item: Loaded) -> str:
    """Address of the JSON of a record; shared vocabularies have a folder of their own."""
    return f"{API}/{item.type.collection or 'vocabularies'}/{item.record.id}.json"


def record_file(base: KnowledgeBase, item: Loaded) -> ExportFile:
    return ExportFile(record_address(item), full_record(base, item))


def list_files(base: KnowledgeBase, ids_of: Callable[[str], Sequence[str]]) -> Iterator[tuple[str, Callable[[], Iterator[ExportFile]]]]:
    """Unit name and the function that makes it, for ``practices.json``, ``practices-2.json``, …; each file links to the next one.

    ``ids_of`` gives all ids of a kind; an empty kind has one file with an empty list.
    """
    for record_type in base.registry:
        if record_type.collection:
            for start in range(0, len(ids_of(record_type.kind)) or 1, LIST_RECORDS):
                yield f"api {_list_address(record_type, start)}", partial(_list_file, base, record_type, ids_of, start)


def _list_file(base: KnowledgeBase, record_type: RecordType, ids_of: Callable[[str], Sequence[str]], start: int) -> Iterator[ExportFile]:
    ids, end = ids_of(record_type.kind), start + LIST_RECORDS
    text = f'{{"items":[{",".join([_short_text(base, record_type.kind, id) for id in ids[start:end]])}]'
    if end < len(ids):
        text += f',"next":{json_text(_list_address(record_type, end))}'
    yield ExportFile(_list_address(record_type, start), f"{text}}}\n".encode())


def _short_text(base: KnowledgeBase, kind: str, id: str) -> str:
    item = base.find(kind, id)
    assert item is not None, id
    return json_text(short_record(item))


def index(
    base: KnowledgeBase, site_url: str, site_name: str, updated: Mapping[str, date]
) -> dict[str, Any]:
    """The kinds with their Russian names, counts and addresses, and the day of the newest change."""
    newest = newest_day(base, updated)
    return {
        "version": 1,
        "title": site_name,
        "site": site_url,
        "updated": newest.isoformat() if newest else None,
        "kinds": {
            t.collection: _kind(t, len(base.of_kind(t.kind)))
            | {"url": _list_address(t, 0), "record": f"{API}/{t.collection}/{{id}}.json", "page": t.address}
            for t in base.registry
            if t.collection
        },
        "vocabularies": {
            item.record.id: _kind(t, 1) | {"url": record_address(item)}
            for t in base.registry
            if not t.collection
            for item in base.of_kind(t.kind)
        },
    }


def newest_day(base: KnowledgeBase, updated: Mapping[str, date]) -> date | None:
    """Day of the newest change of a record; if none is known, the newest date in the records."""
    changed = [updated[item.path] for item in base.loaded if item.path in updated]
    dates = (first_day(when) for item in base.loaded if (when := record_date(item.record)))
    return max(changed or dates, default=None)


def _kind(record_type: RecordType, count: int) -> dict[str, Any]:
    one = record_type.forms[0]
    return {
        "type": record_type.kind,
        "title": one[:1].upper() + one[1:],
        "forms": list(record_type.forms),
        "count": count,
        "schema": f"schemas/{record_type.kind}.json",
    }


def _list_address(record_type: RecordType, start: int) -> str:
    number = start // LIST_RECORDS + 1
    return f"{API}/{record_type.collection}{f'-{number}' if number > 1 else ''}.json"
