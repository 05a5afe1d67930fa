"""The common result of all imports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.loading.records import Loaded
from generator.model.diagnostic import Diagnostic, Severity


@dataclass(slots=True)
class Imported:
    """``files`` are drafts to be written, by path below the root.

    ``values`` are those of the document in the form of a record, None if it cannot be made; ``path`` is that
    of the record. ``published`` is the existing record of the base, if any (possibly a draft); ``changes`` are the
    differences of the document from it, in Russian. ``places``: line number → words: «таблица 1, строка 5».
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
        """For ``--format json``, each with the words for its place in the document."""
        return [{**d.values(), "place": self.places.get(d.location.line, "")} for d in self.diagnostics]

    @property
    def status(self) -> str:
        """Whether the base has the record: «new», a draft or published."""
        return "new" if self.published is None else "draft" if self.published.record.draft else "published"

    @property
    def errors(self) -> list[Diagnostic]:
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]
