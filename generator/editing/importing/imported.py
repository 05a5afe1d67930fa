"""The result of an import, whatever the kind of document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.loading.records import Loaded
from generator.model.diagnostic import Diagnostic, Severity


@dataclass(slots=True)
class Imported:
    """``files`` are drafts to be written, by their path below the root.

    ``values`` are the document in the form of a record, None where it cannot be made; ``path`` is the place
    of that record. ``published`` is the same record where the base has it; ``changes`` are then the
    differences of the document from it, in words. ``places`` name lines of the document in the terms of its
    format: «таблица 1, строка 5».
    """

    document: str
    values: dict[str, Any] | None = None
    path: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    published: Loaded | None = None
    changes: list[str] = field(default_factory=list)

    def diagnostic_values(self) -> list[dict[str, Any]]:
        """As in ``--format json``, each with the words for its place in the document."""
        return [{**d.values(), "place": self.places.get(d.location.line, "")} for d in self.diagnostics]

    @property
    def status(self) -> str:
        """What the base has of the document: nothing («new»), a draft or a published record."""
        return "new" if self.published is None else "draft" if self.published.record.draft else "published"

    @property
    def errors(self) -> list[Diagnostic]:
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]
