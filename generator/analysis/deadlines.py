"""On which days the deadlines of a report's plan fall: single days, days of every year, ends of periods."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.model.report import Deadline, Every, ReportItem, StandardReport

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


class Grounds(StrEnum):
    """Why a deadline falls on a day."""

    DUE = "due"  # the source names it, or it is the last day of what it names
    YEARLY = "yearly"  # a day of every year that the source names
    PERIOD_END = "period_end"  # the source names only how often: the last day of each period is taken


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day on which a deadline of ``item`` falls, and why."""

    day: date
    item: ReportItem
    grounds: Grounds


def plan_days(report: StandardReport) -> tuple[date, date] | None:
    """First and last day of the plan by the years of its period; None where it names none."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", report.period)]
    return (date(min(years), 1, 1), date(max(years), 12, 31)) if years else None


def days_of(deadline: Deadline, first: date, last: date) -> Iterator[tuple[date, Grounds]]:
    """Days from ``first`` to ``last`` on which a deadline falls, in order. Standing ones fall on their reports."""
    if deadline.due is not None:
        if first <= deadline.due <= last:
            yield deadline.due, Grounds.DUE
        return
    yearly = deadline.days or ((deadline.report_by,) if deadline.report_by else ())
    found = dict.fromkeys(_yearly(yearly, first, last), Grounds.YEARLY)
    if deadline.every is not None and not (deadline.every is Every.YEAR and yearly):
        for day in _period_ends(deadline.every, first, last):
            found.setdefault(day, Grounds.PERIOD_END)
    yield from sorted(found.items())


def due_days(report: StandardReport, after: date | None = None) -> list[DueDay]:
    """Days of a report's deadlines within its plan, earliest first.

    ``after`` leaves out that day and earlier ones. An item that is done has no single day any more;
    what recurs goes on to the end of the plan.
    """
    plan = plan_days(report)
    if plan is None:
        return []
    first, last = plan
    found = [
        DueDay(day, item, grounds)
        for section in report.sections
        for item in section.items
        if item.deadline is not None
        for day, grounds in days_of(item.deadline, first, last)
        if (after is None or day > after) and not (grounds is Grounds.DUE and item.status.value.is_finished)
    ]
    return sorted(found, key=lambda f: f.day)  # stable: items of one day stay in their order


def newest_reports(reports: list[StandardReport]) -> list[StandardReport]:
    """Of the reports of each plan (region and years) the newest; without a day counts as oldest."""
    newest: dict[tuple[str, object], StandardReport] = {}
    for report in sorted(reports, key=age):
        newest[plan_of(report)] = report
    return list(newest.values())


def plan_of(report: StandardReport) -> tuple[str, object]:
    """What tells one plan of a region from another: its years, or the period as written."""
    return report.region, plan_days(report) or report.period


def age(report: StandardReport) -> tuple[date, str]:
    """Sorts reports of one plan, oldest first."""
    return report.as_of.last_day if report.as_of else date.min, report.id


def _yearly(days: tuple[str, ...], first: date, last: date) -> Iterator[date]:
    for year in range(first.year, last.year + 1):
        for text in days:
            month, day = map(int, text.split("-"))
            found = date(year, month, min(day, monthrange(year, month)[1]))
            if first <= found <= last:
                yield found


def _period_ends(every: Every, first: date, last: date) -> Iterator[date]:
    step = _MONTHS[every]
    for year in range(first.year, last.year + 1):
        for month in range(step, 13, step):
            found = date(year, month, monthrange(year, month)[1])
            if first <= found <= last:
                yield found
