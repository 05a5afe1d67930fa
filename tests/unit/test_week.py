"""ISO weeks: read, counted, written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trying import tries

from generator.model.week import IsoWeek, weeks_of


@tries(60)
@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_day_lies_in_its_week_and_the_week_reads_back(day: date) -> None:
    week = IsoWeek.of(day)
    assert week.starts <= day <= week.ends == week.starts + timedelta(days=6)
    assert week.starts.isoweekday() == 1
    assert IsoWeek.parse(str(week)) == week
    assert week.plus(1).plus(-1) == week
    assert week.plus(1).starts - week.ends == timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "week"), [("2026-W47", IsoWeek(2026, 47)), ("2026-w47", IsoWeek(2026, 47)), ("2026-W1", IsoWeek(2026, 1)), (" 2020-W53 ", IsoWeek(2020, 53))]
)
def test_what_is_a_week(text: str, week: IsoWeek) -> None:
    assert IsoWeek.parse(text) == week


@pytest.mark.parametrize("text", ["", "2026", "2026-47", "2026-W00", "2026-W54", "2021-W53", "0000-W01", "9999-W52", "2026-W47-1", "W47", "2026-W4٧"])
def test_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        IsoWeek.parse(text)


def test_a_week_belongs_to_the_month_and_the_year_of_its_thursday() -> None:
    assert (IsoWeek.of(date(2024, 12, 30)), IsoWeek.of(date(2024, 12, 30)).month) == (IsoWeek(2025, 1), 1)
    assert IsoWeek(2025, 5).month == 1  # 27 January – 2 February
    assert [weeks_of(year) for year in (2020, 2021, 2026)] == [53, 52, 53]
