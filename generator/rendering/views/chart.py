"""Bars of charts: counts with their share of the longest bar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    title: str
    address: str  # empty if it is not a link
    count: int
    share: float  # percent of the longest bar
    note: str = ""


def bars(rows: Iterable[tuple[str, str, int] | tuple[str, str, int, str]]) -> tuple[Bar, ...]:
    """Bars of rows (title, address, count[, note]), in their order."""
    found = list(rows)
    longest = max((row[2] for row in found), default=0) or 1
    return tuple(Bar(row[0], row[1], row[2], round(row[2] * 100 / longest, 1), *row[3:]) for row in found)
