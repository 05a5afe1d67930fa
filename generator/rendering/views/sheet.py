"""A form as an HTML table: heading cells, and labels of cells for narrow screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.form import Cell, Form, Line
from generator.model.design_template import DesignTemplate, Mood

_HEADS = frozenset(("head", "band", "stage", "row"))
_HEIGHTS = {Mood.GOOD: 10, Mood.EVEN: 30, Mood.BAD: 50}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """``label`` is the title of the column: a narrow screen shows the cells of a row one below another."""

    texts: tuple[str, ...]
    look: str
    span: int
    tag: str
    scope: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``curve`` are the moods of a row of emotions as points (x, y, mood); a column is 100 wide, the row 60 high."""

    cells: tuple[SheetCell, ...]
    heading: bool
    curve: tuple[tuple[int, int, str], ...] = ()

    def __iter__(self) -> Iterator[SheetCell]:
        return iter(self.cells)

    def __getitem__(self, place: int) -> SheetCell:
        return self.cells[place]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``space`` is the minimum height of a row with blanks to be filled in by hand, millimetres; 0 if there are none."""

    template: str
    title: str
    lines: tuple[Line, ...]
    rows: tuple[SheetRow, ...]
    rings: bool
    space: int


def sheet(template: DesignTemplate, form: Form) -> Sheet:
    """The (only) table of a form of this template."""
    (rows,) = form.tables
    is_grid = bool(template.columns)
    labels: list[str] = []
    made: list[SheetRow] = []
    for r, cells in enumerate(rows):
        heading = r < 2 if is_grid else r % 2 == 0
        drawn = tuple(_cell(cell, is_grid, labels[p] if p < len(labels) else "") for p, cell in enumerate(cells))
        made.append(SheetRow(drawn, heading, _curve(cells)))
        if is_grid and r == 1:
            phases = [cell.text for cell in rows[0] for _ in range(cell.span)]
            is_matrix = template.columns == "contacts"
            labels = [f"{phases[p]}, {cell.text}" if is_matrix else cell.text for p, cell in enumerate(cells)]
        elif not is_grid and heading:
            labels = [cell.text.partition("\n")[0] for cell in cells]
    return Sheet(template.name.value, template.title, form.lines, tuple(made), template.rings, form.space)


def _cell(cell: Cell, is_grid: bool, label: str) -> SheetCell:
    texts = tuple(filter(None, cell.text.split("\n")))
    if cell.look in _HEADS and texts:
        scope = "row" if cell.look == "row" and is_grid else "colgroup" if cell.look == "band" else "col"
        return SheetCell(texts, cell.look, cell.span, "th", scope)
    return SheetCell(texts, cell.look, cell.span, "td", "", "" if cell.look in (*_HEADS, "line") else label)


def _curve(cells: tuple[Cell, ...]) -> tuple[tuple[int, int, str], ...]:
    moods = [(place, cell.look.removeprefix("mood-")) for place, cell in enumerate(cells[1:]) if cell.look.startswith("mood-")]
    return tuple((place * 100 + 50, _HEIGHTS[Mood(mood)], mood) for place, mood in moods)
