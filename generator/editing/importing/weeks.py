"""Days of an issue in a line of text: «15 — 21 ноября 2021 г.», «29 ноября – 5 декабря 2021 года»."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = r"(?P<m{n}>янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-яё]*\.?"
_YEAR = r"(?P<y{n}>20\d\d)(?:\s*(?:г\.|года?|г\b))?"
_DASH = r"\s*(?:[–—-]|\bпо\b)\s*"
_IN_WORDS = re.compile(
    rf"(?:\bс\s+)?\b(?P<d1>\d{{1,2}})(?:\s+{_MONTH.format(n=1)})?(?:\s+{_YEAR.format(n=1)})?"
    rf"{_DASH}(?P<d2>\d{{1,2}})\s+{_MONTH.format(n=2)}\s+{_YEAR.format(n=2)}",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:\.(?P<m1>\d{{1,2}}))?(?:\.(?P<y1>20\d\d))?{_DASH}(?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})\.(?P<y2>20\d\d)"
)


def find_days(text: str) -> tuple[date, date, int, int] | None:
    """First and last day of the first range in the text, and its start and end positions.

    The first day takes a missing month and year from the last. Invalid dates and ranges that go
    backwards are skipped.
    """
    for pattern in (_IN_WORDS, _IN_FIGURES):
        for match in pattern.finditer(text):
            year = int(match["y2"])
            last = _day(match["d2"], match["m2"], year)
            first = _day(match["d1"], match["m1"] or match["m2"], int(match["y1"] or year))
            if first and last and first > last and not match["y1"]:
                first = _day(match["d1"], match["m1"] or match["m2"], year - 1)  # 27 декабря – 2 января 2022
            if first and last and first <= last and (match["y1"] or (last - first).days < 200):
                return first, last, match.start(), match.end()
    return None


def _day(day: str, month: str, year: int) -> date | None:
    number = int(month) if month.isdigit() else _month(month.lower())
    try:
        return date(year, number, int(day))
    except ValueError:
        return None


def _month(word: str) -> int:
    return next(i for i, start in enumerate(_MONTHS, 1) if word.startswith(start))


def nearest_week(first: date, last: date) -> date:
    """Monday of the week with most of the days; the earlier one of two equal ones."""
    mondays = {first + timedelta(days=i - (first + timedelta(days=i)).weekday()) for i in range((last - first).days + 1)}

    def shared(monday: date) -> int:
        return (min(last, monday + timedelta(days=6)) - max(first, monday)).days

    return min(mondays, key=lambda monday: (-shared(monday), monday))


def parse_week(text: str) -> date:
    """Monday of «2021-W46». Raises ValueError for another format or a week that the year does not have."""
    match = re.fullmatch(r"(\d{4})-?[Ww](\d{1,2})", text.strip())
    if not match:
        raise ValueError(text)
    return date.fromisocalendar(int(match[1]), int(match[2]), 1)
