"""The page of one РСС report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.analysis.progress import Progress, by_body, is_overdue, of_report, of_section
from generator.model.report import ReportItem, StandardReport, Status
from generator.wording import russian as wording

from .common import Facts, FigureView, Ref, figure_view

# Shape and colour of a status in the strip: never colour alone.
MARKS = {
    Status.DONE: "●",
    Status.PARTLY: "◐",
    Status.NOT_DONE: "✕",
    Status.CROSSED: "–",
    Status.NONE: "○",
}


@dataclass(frozen=True, slots=True)
class ItemView:
    item: ReportItem
    anchor: str
    status: str
    status_title: str
    mark: str
    overdue: bool
    due: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class ReportSectionView:
    number: int
    title: str
    items: tuple[ItemView, ...]
    progress: Progress


@dataclass(frozen=True, slots=True)
class ReportPage:
    report: StandardReport
    region: Ref
    as_of: str
    as_of_is_today: bool
    progress: Progress
    sections: tuple[ReportSectionView, ...]
    bodies: tuple[tuple[str, Progress], ...]
    overdue: tuple[ItemView, ...]
    doubtful: tuple[ItemView, ...]
    statuses: tuple[tuple[str, str, str, int], ...]  # (value, title, mark, count)


def report_page(facts: Facts, report: StandardReport) -> ReportPage:
    as_of = report.as_of.last_day if report.as_of else facts.today
    sections = tuple(
        ReportSectionView(
            section.number, section.title,
            tuple(_item(item, as_of) for item in section.items),
            of_section(section, as_of),
        )
        for section in report.sections
    )
    items = [item for section in sections for item in section.items]
    progress = of_report(report, as_of)
    return ReportPage(
        report=report,
        region=facts.region(report.region),
        as_of=wording.day(as_of),
        as_of_is_today=report.as_of is None,
        progress=progress,
        sections=sections,
        bodies=tuple(by_body(report, as_of).items()),
        overdue=tuple(i for i in items if i.overdue),
        doubtful=tuple(i for i in items if i.item.doubts),
        statuses=tuple(
            (s.value, wording.STATUSES[s], MARKS[s], progress.counts[s]) for s in MARKS if progress.counts.get(s)
        ),
    )


def _item(item: ReportItem, as_of: date) -> ItemView:
    deadline = item.deadline
    return ItemView(
        item=item,
        anchor=f"item-{item.number.replace('.', '-').replace('–', '--')}",
        status=item.status.value.value,
        status_title=wording.STATUSES[item.status.value],
        mark=MARKS[item.status.value],
        overdue=is_overdue(item, as_of),
        due=wording.day(deadline.due) if deadline and deadline.due else "",
        figures=tuple(figure_view(f) for f in item.figures),
    )
