"""Due days of the deadlines of a report's plan: single days, yearly days, ends of periods."""

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
    """How the due day of a deadline was determined."""

    DUE = "due"  # the source gives the day, or a period of which it is the last day
    YEARLY = "yearly"  # the source gives a day of every year
    PERIOD_END = "period_end"  # the source gives only the frequency: the last day of each period is taken


@dataclass(frozen=True, slots=True)
class DueDay:
    """A due day of ``item``."""

    day: date
    item: ReportItem
    grounds: Grounds


def plan_days(report: StandardReport) -> tuple[date, date] | None:
    """First and last day of the plan, by the years in its period; None if it contains none."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", report.period)]
    return (date(min(years), 1, 1), date(max(years), 12, 31)) if years else None


def days_of(deadline: Deadline, first: date, last: date) -> Iterator[tuple[date, Grounds]]:
    """Due days of a deadline from ``first`` to ``last``, in order. Standing ones are due when their reports are."""
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
    """Due days of a report within its plan, earliest first; only those later than ``after``, if given.

    A finished item has no ``DUE`` day any more; recurring deadlines continue to the end of the plan.
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
    """The newest report of each plan (region and years); one without a date counts as the oldest."""
    newest: dict[tuple[str, object], StandardReport] = {}
    for report in sorted(reports, key=age):
        newest[plan_of(report)] = report
    return list(newest.values())


def plan_of(report: StandardReport) -> tuple[str, object]:
    """Identity of a plan: region and years, or the period as written."""
    return report.region, plan_days(report) or report.period


def age(report: StandardReport) -> tuple[date, str]:
    """Sort key of reports of one plan, oldest first."""
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
