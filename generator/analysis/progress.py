"""Progress of a РСС report: items by status, overdue items, progress by responsible body."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from generator.model.report import ReportItem, ReportSection, StandardReport, Status

SOON = timedelta(days=30)


class Light(StrEnum):
    """The traffic light of an item on a day, by its status and last day only."""

    DONE = "done"
    OVERDUE = "overdue"  # not done, the last day has passed
    SOON = "soon"  # not done, the last day is within 30 days
    AHEAD = "ahead"  # not done, the last day is later
    UNDATED = "undated"  # not done, the deadline has no last day



@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of items by status and by light, and the items overdue on ``as_of``."""

    counts: dict[Status, int]
    lights: dict[Light, int]
    overdue: tuple[ReportItem, ...]
    as_of: date

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts.get(Status.DONE, 0)


def is_overdue(item: ReportItem, as_of: date) -> bool:
    """Whether it is not done although its last day has passed. A deadline without a last day is never overdue."""
    return (
        not item.status.value.is_finished
        and item.deadline is not None
        and item.deadline.due is not None
        and item.deadline.due < as_of
    )


def light(item: ReportItem, as_of: date) -> Light:
    """The rule of the traffic light; the page describes it in words."""
    if item.status.value.is_finished:
        return Light.DONE
    due = item.deadline.due if item.deadline else None
    if due is None:
        return Light.UNDATED
    if due < as_of:
        return Light.OVERDUE
    return Light.SOON if due <= as_of + SOON else Light.AHEAD


def progress(items: tuple[ReportItem, ...] | list[ReportItem], as_of: date) -> Progress:
    return Progress(
        dict(Counter(item.status.value for item in items)),
        dict(Counter(light(item, as_of) for item in items)),
        tuple(item for item in items if is_overdue(item, as_of)),
        as_of,
    )


def of_report(report: StandardReport, as_of: date) -> Progress:
    return progress([item for section in report.sections for item in section.items], as_of)


def of_section(section: ReportSection, as_of: date) -> Progress:
    return progress(section.items, as_of)


def by_body(report: StandardReport, as_of: date) -> dict[str, Progress]:
    """Progress by responsible body, most items first; an item of several bodies counts for each."""
    items: dict[str, list[ReportItem]] = {}
    for section in report.sections:
        for item in section.items:
            for body in item.responsible:
                items.setdefault(body, []).append(item)
    ordered = sorted(items.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {body: progress(rows, as_of) for body, rows in ordered}
