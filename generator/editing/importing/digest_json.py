"""An imported digest as JSON values, by the contract of ``smarteka import digest --format json``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from generator.model.diagnostic import Diagnostic

from .digest_drafts import figure_values
from .digest_import import DigestImport, ImportedPractice
from .figures import Candidate


def as_json(result: DigestImport) -> dict[str, Any]:
    """``digest`` (null where it cannot be made), ``practices`` in their order, ``diagnostics``.

    Digest and practices are in the form of their records and tell what the document says. What
    belongs to the import stands in ``import``: whether the base has the record, its path, the
    place in the document, the words behind a proposal.
    """
    return {
        "digest": _digest(result),
        "practices": [_practice(result, practice) for practice in result.practices],
        "diagnostics": [_diagnostic(result, d) for d in result.diagnostics],
    }


def _digest(result: DigestImport) -> dict[str, Any] | None:
    if result.values is None:
        return None
    published = result.published
    status = "new" if published is None else "draft" if published.record.draft else "published"
    return {**_plain(result.values), "import": {"status": status, "path": result.path, "changes": result.changes}}


def _practice(result: DigestImport, practice: ImportedPractice) -> dict[str, Any]:
    found, proposals = practice.found, practice.proposals
    return {
        **_plain(practice.values),
        "results": [_figure(figure) for figure in proposals.figures],
        "heads": _heads(result, practice),
        "import": {
            "status": "new" if practice.record is None else "known",
            "path": practice.path,
            "place": found.place.words,
            "line": found.place.number,
            "sections": found.sections,
            "regions_as_written": [region.text for region in found.regions],
            "kind_words": list(proposals.kind.words),
            "stage_words": list(proposals.stage.words),
        },
    }


def _heads(result: DigestImport, practice: ImportedPractice) -> list[dict[str, Any]]:
    return [
        {"region": str(head.region) if head.region else None, "name": head.name, "acting": head.acting}
        for head in practice.found.heads
    ]


def _figure(figure: Candidate) -> dict[str, Any]:
    """A candidate: nobody has confirmed it."""
    return {**_plain(figure_values(figure)), "quote": figure.quote, "confirmed": False}


def _diagnostic(result: DigestImport, d: Diagnostic) -> dict[str, Any]:
    return {
        "code": d.code,
        "severity": d.severity.value,
        "message": d.message,
        "path": d.location.path,
        "line": d.location.line,
        "column": d.location.column,
        "place": result.places.get(d.location.line, ""),
        "hint": d.hint,
        "related": [{"path": p.path, "line": p.line, "column": p.column} for p in d.related],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
