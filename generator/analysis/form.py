"""A printable form as lines and rows of cells, independent of the output format (page, Word, Excel)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """``text``: as displayed; ``number`` and ``day``: its value, if it is a number or a date.

    ``look``: head (of columns), band (across the table), measure, text; of canvases also row, stage, line,
    name and mood-….  A text may have several lines.
    """

    text: str
    span: int = 1
    look: str = "text"
    number: Decimal | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line above the tables; ``look``: approval, title, subtitle, note, example."""

    text: str
    look: str


@dataclass(frozen=True, slots=True)
class Form:
    """``tables`` follow the ``lines``; each is a sequence of rows whose cells together span all columns.

    ``widths``: of the columns, in twentieths of a point; ``paper``: A4 or A3, landscape; ``space``: minimum height
    of a row to be filled in by hand, in millimetres.
    """

    lines: tuple[Line, ...]
    tables: tuple[tuple[tuple[Cell, ...], ...], ...]
    widths: tuple[int, ...]
    paper: str = "A4"
    space: int = 0
