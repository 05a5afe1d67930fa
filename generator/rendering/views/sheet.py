"""A form as a table of a page: what is a heading, and how a cell is called where columns do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.form import Cell, Form, Line
from generator.model.design_template import DesignTemplate

_HEADS = frozenset(("head", "band", "stage", "row"))


@dataclass(frozen=True, slots=True)
class SheetCell:
    """``label`` names the cell's column: a telephone shows the cells of a row one below another."""

    texts: tuple[str, ...]
    look: str
    span: int
    tag: str
    scope: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    cells: tuple[SheetCell, ...]
    heading: bool

    def __iter__(self) -> Iterator[SheetCell]:
        return iter(self.cells)

    def __getitem__(self, place: int) -> SheetCell:
        return self.cells[place]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``space`` is the least height of a row that waits for handwriting, millimetres; 0 where nothing waits."""

    template: str
    title: str
    lines: tuple[Line, ...]
    rows: tuple[SheetRow, ...]
    rings: bool
    space: int


def sheet(template: DesignTemplate, form: Form) -> Sheet:
    """The one table of a form of this template."""
    (rows,) = form.tables
    is_grid = bool(template.columns)
    labels: list[str] = []
    made: list[SheetRow] = []
    for r, cells in enumerate(rows):
        heading = r < 2 if is_grid else r % 2 == 0
        made.append(SheetRow(tuple(_cell(cell, is_grid, labels[p] if p < len(labels) else "") for p, cell in enumerate(cells)), heading))
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
