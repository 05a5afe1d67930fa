"""An imported report as JSON values, the public format of ``smarteka import report --format json``."""

from __future__ import annotations

from typing import Any

from generator.editing.plain_json import plain

from .digest_drafts import figure_values
from .imported_report import ImportedItem, ReportImport
from .report_draft import item_values


def as_json(result: ReportImport) -> dict[str, Any]:
    """``report`` (null if it cannot be made) and ``diagnostics``.

    The report has the form of its record, with the values of the document. ``import`` has the data about
    the import: whether the base has the report, its path; for each item, its place in the document and
    other, unconfirmed figures of its text.
    """
    return {"report": _report(result), "diagnostics": result.diagnostic_values()}


def _report(result: ReportImport) -> dict[str, Any] | None:
    if result.values is None:
        return None
    sections = [
        {"number": section.number, "title": section.title, "items": [_item(item) for item in section.items]} for section in result.sections
    ]
    return {
        **plain(result.values), "sections": sections, "import": {"status": result.status, "path": result.path, "changes": result.changes},
    }


def _item(item: ImportedItem) -> dict[str, Any]:
    others = [{**plain(figure_values(figure)), "quote": figure.quote, "confirmed": False} for figure in item.figures.others]
    return {**plain(item_values(item)), "import": {"place": item.place.words, "line": item.place.number, "other_figures": others}}
