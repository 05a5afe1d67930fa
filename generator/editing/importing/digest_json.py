"""An imported digest as JSON values, the public format of ``smarteka import digest --format json``."""

from __future__ import annotations

from typing import Any

from generator.editing.plain_json import plain

from .digest_drafts import figure_values
from .digest_import import DigestImport, ImportedPractice
from .figures import Candidate


def as_json(result: DigestImport) -> dict[str, Any]:
    """``digest`` (null if it cannot be made), ``practices`` in their order, ``diagnostics``.

    Digest and practices have the form of their records, with the values of the document. ``import`` has
    the data about the import: whether the base has the record, its path, the place in the document, the
    words a proposal is based on.
    """
    return {
        "digest": _digest(result),
        "practices": [_practice(result, practice) for practice in result.practices],
        "diagnostics": result.diagnostic_values(),
    }


def _digest(result: DigestImport) -> dict[str, Any] | None:
    if result.values is None:
        return None
    return {**plain(result.values), "import": {"status": result.status, "path": result.path, "changes": result.changes}}


def _practice(result: DigestImport, practice: ImportedPractice) -> dict[str, Any]:
    found, proposals = practice.found, practice.proposals
    return {
        **plain(practice.values),
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
    """An unconfirmed candidate."""
    return {**plain(figure_values(figure)), "quote": figure.quote, "confirmed": False}
