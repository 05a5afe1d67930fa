"""A parsed report: sections and items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model.scalars import RegionId

from .deadlines import ReadDeadline
from .documents import Place
from .imported import Imported
from .report_cells import ReadExecution, ReadStatus
from .report_figures import ReportFigures


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """An item. ``places`` are those of its columns; ``doubts`` are sentences for the record."""

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
class ReportImport(Imported):
    """The result, with the parsed facts besides the draft."""

    region: RegionId | None = None
    title: str = ""
    period: str = ""
    as_of: date | None = None
    sections: tuple[ImportedSection, ...] = ()

    @property
    def items(self) -> list[ImportedItem]:
        return [item for section in self.sections for item in section.items]
