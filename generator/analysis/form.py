"""A form on paper: lines and rows of cells, before they are a file of any format or a table of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` is what a reader sees; ``number`` and ``day`` are the value where it is one.

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
    """``tables`` follow the ``lines``; each is rows of cells that together span all columns.

    ``widths`` are those of the columns in twentieths of a point; ``paper`` lies across: A4 or A3.
    ``space`` is the least height of a row that waits for handwriting, millimetres.
    """

    lines: tuple[Line, ...]
    tables: tuple[tuple[tuple[Cell, ...], ...], ...]
    widths: tuple[int, ...]
    paper: str = "A4"
    space: int = 0
