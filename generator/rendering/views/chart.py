"""What charts show: counts with their share of the longest bar. Words and order are the template's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    title: str
    address: str  # empty where there is no page to go to
    count: int
    share: float  # percent of the longest bar
    note: str = ""


def bars(rows: Iterable[tuple[str, str, int] | tuple[str, str, int, str]]) -> tuple[Bar, ...]:
    """Rows of (title, address, count) and perhaps a note, in their order."""
    found = list(rows)
    longest = max((row[2] for row in found), default=0) or 1
    return tuple(Bar(row[0], row[1], row[2], round(row[2] * 100 / longest, 1), *row[3:]) for row in found)
