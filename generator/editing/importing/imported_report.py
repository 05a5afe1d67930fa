"""What came of a report's document: its items as read, the values of its record, the drafts to be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.loading.records import Loaded
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.scalars import RegionId

from .deadlines import ReadDeadline
from .documents import Place
from .report_cells import ReadExecution, ReadStatus
from .report_figures import ReportFigures


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """One item as read. ``places`` tell where each column stands; ``doubts`` are the sentences for its record."""

    number: str
    title: str
    responsible: tuple[str, ...]
    deadline_text: str
    deadline: ReadDeadline | None
    execution: tuple[ReadExecution, ...]
    mark: str
    status: ReadStatus
    figures: ReportFigures
    doubts: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ImportedSection:
    number: int
    title: str
    items: tuple[ImportedItem, ...]


@dataclass(slots=True)
class ReportImport:
    """What came of a document. ``files`` are drafts to be written, by their path below the root.

    ``values`` are the report in the form of a record, None where it cannot be made. ``published`` is
    the same report in the base; ``changes`` are then the differences of the document from it.
    """

    document: str
    region: RegionId | None = None
    title: str = ""
    period: str = ""
    as_of: date | None = None
    sections: tuple[ImportedSection, ...] = ()
    values: dict[str, Any] | None = None
    path: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)  # numbers of lines → places in words
    files: dict[str, str] = field(default_factory=dict)
    published: Loaded | None = None
    changes: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[Diagnostic]:
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]

    @property
    def items(self) -> list[ImportedItem]:
        return [item for section in self.sections for item in section.items]
