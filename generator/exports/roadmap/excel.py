"""The form as an Excel sheet: numbers and dates are typed cells."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from generator.analysis.form import Cell, Form
from generator.analysis.roadmap_form import COLUMNS

SHEET = "Дорожная карта"
WIDTHS = (34, 30, 34, 14, 14, 26)  # of the columns, characters
_SHADES = {"band": "#D9E6E8", "head": "#EFEDE6", "measure": "#F7F6F2"}
_LINE_HEIGHT = 13.5


def write_excel(form: Form, title: str) -> bytes:
    """The same bytes for the same form."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title[:255], "created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet(SHEET)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.6, 0.6, 0.6, 0.6)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    formats = _Formats(book)
    row = 0
    for line in form.lines:
        first = COLUMNS // 2 if line.look == "approval" else 0
        sheet.merge_range(row, first, row, COLUMNS - 1, line.text, formats.line(line.look))
        sheet.set_row(row, 30 if line.look == "approval" and len(line.text) > 60 else 20)
        row += 1
    for rows in form.tables:
        row += 1
        for cells in rows:
            column = 0
            for cell in cells:
                _write(sheet, row, column, cell, formats)
                column += cell.span
            sheet.set_row(row, _height(cells))
            row += 1
    book.close()
    return stream.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    look = formats.cell(cell)
    if cell.span > 1:
        sheet.merge_range(row, column, row, column + cell.span - 1, "", look)
    if cell.number is not None:
        sheet.write_number(row, column, cell.number, look)
    elif cell.day is not None:
        sheet.write_datetime(row, column, datetime.combine(cell.day, time()), look)
    elif cell.text:
        sheet.write_string(row, column, cell.text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _height(cells: tuple[Cell, ...]) -> float:
    """The height of a row, since Excel does not fit rows with merged cells: estimated by the longest cell and the width of its columns."""
    column, lines = 0, 1
    for cell in cells:
        width = sum(WIDTHS[column : column + cell.span])
        column += cell.span
        lines = max(lines, -(-len(cell.text) * 11 // (10 * width)))
    return min(lines * _LINE_HEIGHT + 5, 409.0)


class _Formats:
    """Formats of cells, cached."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Any] = {}

    def line(self, look: str) -> Any:
        size = {"title": 14, "subtitle": 11}.get(look, 10)
        align = "left" if look == "approval" else "center"
        return self._make((look, "line"), font_size=size, bold=look == "title", align=align, valign="vcenter", text_wrap=True)

    def cell(self, cell: Cell) -> Any:
        kind = "number" if cell.number is not None else "day" if cell.day is not None else "text"
        look: dict[str, Any] = {"font_size": 10, "border": 1, "valign": "top", "text_wrap": True, "border_color": "#5F6B70"}
        if cell.look in _SHADES:
            look |= {"bg_color": _SHADES[cell.look], "bold": cell.look != "head"}
        if kind == "day":
            look |= {"num_format": "dd.mm.yyyy", "align": "left"}
        if kind == "number":
            look |= {"num_format": "General", "align": "left"}
        return self._make((cell.look, kind), **look)

    def _make(self, key: tuple[str, ...], **look: Any) -> Any:
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": "Arial", **look})
        return self._made[key]
