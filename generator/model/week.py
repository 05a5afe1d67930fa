"""ISO 8601 weeks: Monday to Sunday, numbered within the ISO year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1900, 2100  # limits of all dates in records


@dataclass(frozen=True, slots=True, order=True)
class IsoWeek:
    """``year``: the ISO year; the week of 1 January may belong to the year before."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> IsoWeek:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> IsoWeek:
        """``2026-W47``, in either case. Raises ValueError for another form or a week that does not exist."""
        match = re.fullmatch(r"([0-9]{4})-[Ww]([0-9]{1,2})", text.strip())
        if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
            raise ValueError(text)
        week = cls(int(match[1]), int(match[2]))
        if not 1 <= week.number <= weeks_of(week.year):
            raise ValueError(text)
        return week

    @property
    def starts(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def ends(self) -> date:
        return self.starts + timedelta(days=6)

    @property
    def month(self) -> int:
        """The month of its Thursday, that is, the month with most of its days; as for the ISO year."""
        return (self.starts + timedelta(days=3)).month

    def plus(self, weeks: int) -> IsoWeek:
        return IsoWeek.of(self.starts + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


def weeks_of(year: int) -> int:
    """52 or 53. Raises ValueError for a year that the calendar does not have."""
    return date(year, 12, 28).isocalendar().week  # 28 December is always in the last week
