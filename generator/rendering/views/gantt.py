"""A plan as a Gantt chart: positions of bars, months and the day of the build; the template draws the SVG.

All lengths are units of the drawing, which is ``WIDTH`` wide; ``y`` grows downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.roadmap import Activity
from generator.wording import russian as wording

WIDTH = 760.0
TOP = 40.0  # of the first row, below the axis
ROW = 42.0
HEAD = 30.0  # of a measure's title
_MONTHS_SHOWN = 18  # a longer axis has quarters, one of more than _QUARTERS_SHOWN years
_QUARTERS_SHOWN = 60
_AHEAD = 0.34  # today is not drawn if it is beyond the plan by more than this share of its length
_LONGEST = 92  # characters of a title

_Place = Callable[[date], float]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str
    year: str  # at the beginning of a year and on the first tick, else empty


@dataclass(frozen=True, slots=True)
class BarRow:
    """An activity. ``shape``: bar, point (only one day is known) or none (no day is known).

    ``late_width`` is the length from the last day to today, if it is overdue.
    """

    number: str
    anchor: str
    title: str
    y: float
    shape: str
    x: float
    width: float
    status: str
    words: str
    late_x: float = 0.0
    late_width: float = 0.0


@dataclass(frozen=True, slots=True)
class HeadRow:
    title: str
    y: float


@dataclass(frozen=True, slots=True)
class Gantt:
    """``today_x`` is None if today is too far from the plan; ``summary`` describes the drawing in a sentence."""

    height: float
    ticks: tuple[Tick, ...]
    heads: tuple[HeadRow, ...]
    bars: tuple[BarRow, ...]
    today_x: float | None
    today: str
    summary: str


@dataclass(frozen=True, slots=True)
class Item:
    """The input of a row; ``words`` are dates, status and delay as text."""

    number: str
    anchor: str
    activity: Activity
    overdue: bool
    words: str


def gantt(measures: Sequence[tuple[str, Sequence[Item]]], today: date) -> Gantt | None:
    """None if no activity has a date."""
    days = [day for _, items in measures for item in items for day in (item.activity.start, item.activity.end) if day]
    if not days:
        return None
    first, last = min(days), max(days)
    room = timedelta(days=max(31, int((last - first).days * _AHEAD)))
    shown = first - room <= today <= last + room
    begins = min(first, today) if shown else first
    ends = (max(last, today) if shown else last) + timedelta(days=1)
    begins = begins.replace(day=1)
    ends = _next_month(ends) if ends.day > 1 else ends
    scale = WIDTH / (ends - begins).days

    def at(day: date) -> float:
        return round((day - begins).days * scale, 1)

    heads: list[HeadRow] = []
    bars: list[BarRow] = []
    y = TOP
    for title, items in measures:
        if not items:
            continue
        heads.append(HeadRow(_short(title), y + 18))
        y += HEAD
        for item in items:
            bars.append(_bar(item, y, at, at(today) if shown else WIDTH))
            y += ROW
    return Gantt(
        height=y + 8,
        ticks=tuple(_ticks(begins, ends, at)),
        heads=tuple(heads),
        bars=tuple(bars),
        today_x=at(today) if shown else None,
        today=wording.day(today),
        summary=f"С {wording.day(first)} по {wording.day(last)}",
    )


def _bar(item: Item, y: float, at: _Place, today_x: float) -> BarRow:
    start, end = item.activity.start, item.activity.end
    shape, x, width = "none", 0.0, 0.0
    if start and end and end >= start:
        shape, x = "bar", at(start)
        width = max(at(end + timedelta(days=1)) - x, 3.0)
    elif day := end or start:
        shape, x = "point", at(day)
    late_x = x + width
    return BarRow(
        number=item.number, anchor=item.anchor, title=_short(item.activity.title), y=y, shape=shape, x=x, width=round(width, 1),
        status=item.activity.status.value, words=item.words, late_x=round(late_x, 1),
        late_width=round(max(today_x - late_x, 0.0), 1) if item.overdue else 0.0,
    )


def _ticks(begins: date, ends: date, at: _Place) -> list[Tick]:
    months = (ends.year - begins.year) * 12 + ends.month - begins.month
    step = 1 if months <= _MONTHS_SHOWN else 3 if months <= _QUARTERS_SHOWN else 12
    ticks: list[Tick] = []
    day, year = begins, 0
    while day < ends:
        if (day.month - 1) % step == 0:
            label = wording.MONTHS[day.month - 1][:3]
            ticks.append(Tick(at(day), label, str(day.year) if day.year != year else ""))
            year = day.year
        day = _next_month(day)
    return ticks


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rsplit(' ', 1)[0]}…"
