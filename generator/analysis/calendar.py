"""Weeks of a year with the issues of the digest, existing and missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from generator.model.digest import Digest
from generator.model.week import IsoWeek, weeks_of


class WeekState(StrEnum):
    ISSUE = "issue"
    MISSING = "missing"  # no issue, although after the first one of the base and over
    BEFORE = "before"  # before the first issue of the base
    AHEAD = "ahead"  # the week is not over


@dataclass(frozen=True, slots=True)
class Week:
    week: IsoWeek
    state: WeekState
    issues: tuple[Digest, ...]  # several if there are several series


@dataclass(frozen=True, slots=True)
class Year:
    """``weeks``: all of the ISO year; ``issues``: newest first."""

    year: int
    weeks: tuple[Week, ...]
    issues: tuple[Digest, ...]

    def of_state(self, state: WeekState) -> list[IsoWeek]:
        return [w.week for w in self.weeks if w.state is state]


def years(digests: Iterable[Digest], today: date) -> list[Year]:
    """Years that have an issue, newest first."""
    by_week: dict[IsoWeek, list[Digest]] = {}
    for digest in sorted(digests, key=lambda d: (d.starts, d.id)):
        by_week.setdefault(IsoWeek.of(digest.starts), []).append(digest)
    if not by_week:
        return []
    first = min(by_week)
    return [
        _year(year, by_week, first, today) for year in sorted({week.year for week in by_week}, reverse=True)
    ]


def _year(year: int, by_week: dict[IsoWeek, list[Digest]], first: IsoWeek, today: date) -> Year:
    weeks = []
    for number in range(1, weeks_of(year) + 1):
        week = IsoWeek(year, number)
        issues = tuple(by_week.get(week, ()))
        if issues:
            state = WeekState.ISSUE
        elif week < first:
            state = WeekState.BEFORE
        else:
            state = WeekState.MISSING if week.ends < today else WeekState.AHEAD
        weeks.append(Week(week, state, issues))
    return Year(year, tuple(weeks), tuple(d for w in reversed(weeks) for d in w.issues))


def runs(weeks: Iterable[IsoWeek]) -> list[tuple[IsoWeek, IsoWeek]]:
    """Ranges of consecutive weeks as (first, last), for «1–4, 12»."""
    found = []
    for _, group in groupby(enumerate(sorted(weeks)), key=lambda pair: pair[1].starts.toordinal() // 7 - pair[0]):
        row = [week for _, week in group]
        found.append((row[0], row[-1]))
    return found


def silent_years(found: list[Year], today: date) -> list[int]:
    """Years without an issue between the first issue and today, in order."""
    have = {year.year for year in found}
    return [year for year in range(min(have), IsoWeek.of(today).year + 1) if year not in have] if have else []
