"""Parser of dates as people write them."""

from __future__ import annotations

import re
from datetime import date

from .russian import MONTHS, MONTHS_GENITIVE

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ENDS = r"(?:\s*(?:г\.?|год[ау]?))?\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}{_ENDS}",
        rf"(?:(?P<day>\d{{1,2}})[./])?(?P<month>\d{{1,2}})[./]{_YEAR}{_ENDS}",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<short>\d\d)",
        rf"{_YEAR}[-./–—](?P<month>\d{{1,2}})(?:[-./–—](?P<day>\d{{1,2}}))?(?:[t ]\d\d:\d\d.*)?",
        rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<word>[а-я]+)\s+{_YEAR}{_ENDS}",
    )
)


def record_date(text: str) -> str | None:
    """«21.11.2021», «21 ноября 2021 г.», «2021/11/21» → «2021-11-21»; also months and years. None if it is not a date."""
    written = " ".join(text.lower().split())
    for form in _FORMS:
        match = form.fullmatch(written)
        if match:
            return _as_record(match.groupdict())
    return None


def _as_record(found: dict[str, str | None]) -> str | None:
    year = found.get("year") or f"20{found['short']}"
    month, day = found.get("month"), found.get("day")
    if word := found.get("word"):
        names = MONTHS_GENITIVE if day else MONTHS
        both = [*MONTHS_GENITIVE, *MONTHS]
        if word not in names and (day or word not in both):
            return None
        month = str((names if word in names else both).index(word) % 12 + 1)
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
