"""A filled form in .xlsx or .docx → its rows, each cell with its value and the words for its place.

Cells are not interpreted here. Cells whose content would be lost silently (a formula without a value, cells
merged over several rows, a table inside a cell) are refused with their place.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from generator.model.diagnostic import Diagnostic, Location, error
from generator.wording.roadmaps import CELL_FAULTS, WORKBOOK_FAULTS

from .documents import MAX_BYTES, DocumentFault, Package, package_kind, refuse_foreign
from .workbook_size import MOST_CELLS, holds_too_much

_LONG = 1000  # characters: not a heading; a hundred thousand cells may share one text of megabytes

Value = str | Decimal | date
"""The value of a cell: stripped text, a number, a date."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """``cells``: non-empty ones by column from 1; ``first_span``: number of columns of the first one.

    ``number`` is that of the row of a sheet, from 1; in a Word file paragraphs and rows of tables are counted together.
    ``percents``: columns whose number is formatted as a percentage.
    """

    number: int
    place: str  # «лист «План», ячейка {column}7»
    cells: Mapping[int, Value]
    first_span: int = 1
    percents: frozenset[int] = frozenset()
    columns: tuple[int, ...] = ()  # of the cells of a Word table in their order

    def words(self, column: int) -> str:
        order = self.columns.index(column) + 1 if column in self.columns else column
        return self.place.format(letter=_letter(column), order=order)


@dataclass(slots=True)
class FormFile:
    """``unread``: names of other non-empty sheets."""

    rows: list[FormRow]
    unread: list[str] = field(default_factory=list)


class CellFaults(Exception):
    """Cells that cannot be read, each (row, column, words of the place, message, hint). Caught within this package."""

    def __init__(self, found: list[tuple[int, int, str, str, str]]) -> None:
        super().__init__()
        self.found = found


def read_form(data: bytes, name: str, marker: str) -> tuple[FormFile | None, list[Diagnostic]]:
    """Rows of the sheet (or the document) with the text ``marker`` in a cell, or None with diagnostics."""
    try:
        return _read(data, marker), []
    except DocumentFault as fault:
        return None, [error(fault.code, fault.message, Location(name), fault.hint)]
    except CellFaults as faults:
        return None, [
            error("form-cell", f"{place}: {message}", Location(name, row, column), hint) for row, column, place, message, hint in faults.found
        ]


def _read(data: bytes, marker: str) -> FormFile:
    if not data.strip():
        raise DocumentFault("empty-document", *_said("empty"))
    if len(data) > MAX_BYTES:
        raise DocumentFault("file-too-large", *_said("large", text=MAX_BYTES // 1_000_000))
    if not data.startswith(b"PK"):
        refuse_foreign(data)
        raise DocumentFault("wrong-document", "это не документ Word и не книга Excel", "нужна форма дорожной карты в .xlsx или .docx")
    kind = package_kind(data)
    if kind is Package.OTHER:
        raise DocumentFault("wrong-document", "это не документ Word и не книга Excel", "нужна форма дорожной карты в .xlsx или .docx")
    found = _sheet(data, marker) if kind is Package.SHEET else FormFile(_word(data))
    if not any(same(value, marker) for row in found.rows for value in row.cells.values()):
        raise DocumentFault("wrong-document", *_said("not-form", text=marker))
    return found


def _said(kind: str, **words: object) -> tuple[str, str]:
    """``kind`` is one of ``WORKBOOK_FAULTS``: message and next step."""
    message, hint = WORKBOOK_FAULTS[kind]
    return message.format(**words), hint


def same(value: Value, text: str) -> bool:
    """Whether a cell has this text, ignoring case and white space."""
    return isinstance(value, str) and len(value) < _LONG and _folded(value) == _folded(text)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().replace("ё", "е")


# Excel


def _sheet(data: bytes, marker: str) -> FormFile:
    import openpyxl

    if holds_too_much(data):
        raise DocumentFault("file-too-large", *_said("many-cells", text=MOST_CELLS))
    try:
        with warnings.catch_warnings():  # about styles and extensions that are not used here
            warnings.simplefilter("ignore")
            values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        filled = {sheet.title: sheet for sheet in values.worksheets if sheet.max_row * sheet.max_column > 1 or sheet["A1"].value is not None}
    except Exception as fault:  # openpyxl and zipfile may raise anything for a broken file
        raise DocumentFault("broken-document", *_said("broken")) from fault
    for sheet in filled.values():
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            raise DocumentFault("file-too-large", *_said("large-sheet", text=sheet.title, rows=sheet.max_row, columns=sheet.max_column))
    holding = [
        title for title, sheet in filled.items() if any(isinstance(v, str) and same(v, marker) for row in sheet.iter_rows(values_only=True) for v in row)
    ]
    if not holding:
        return FormFile([])
    if len(holding) > 1:
        raise DocumentFault("several-forms", *_said("several", text=", ".join(f"«{title}»" for title in holding)))
    title = holding[0]
    written = {
        (cell.row, cell.column): str(cell.value) for row in formulas[title].iter_rows() for cell in row if getattr(cell, "data_type", "") == "f"
    }
    return FormFile(_sheet_rows(filled[title], written), [other for other in filled if other != title])


def _sheet_rows(sheet: Any, formulas: Mapping[tuple[int, int], str]) -> list[FormRow]:
    """``formulas``: by row and column."""
    spans: dict[tuple[int, int], int] = {}
    faults: list[tuple[int, int, str, str, str]] = []
    for merged in sheet.merged_cells.ranges:
        spans[merged.min_row, merged.min_col] = merged.max_col - merged.min_col + 1
        if merged.max_row > merged.min_row and sheet.cell(merged.min_row, merged.min_col).value is not None:
            faults.append(_cell_fault(sheet.title, merged.min_row, merged.min_col, "merged", merged.coord))
    rows = []
    for cells in sheet.iter_rows():
        number = cells[0].row
        place = f"лист «{_braced(sheet.title)}», ячейка {{letter}}{number}"
        found: dict[int, Value] = {}
        percents = set()
        for cell in cells:
            if cell.value is None:
                if formula := formulas.get((number, cell.column)):
                    faults.append(_cell_fault(sheet.title, number, cell.column, "formula", formula))
                continue
            if cell.data_type == "e":
                faults.append(_cell_fault(sheet.title, number, cell.column, "error", cell.value))
                continue
            value = _value(cell.value)
            if value is None:
                faults.append(_cell_fault(sheet.title, number, cell.column, "odd-value", cell.value))
            elif value != "":
                found[cell.column] = value
                if isinstance(value, Decimal) and "%" in str(cell.number_format):
                    percents.add(cell.column)
        if found:
            rows.append(FormRow(number, place, found, spans.get((number, min(found)), 1), frozenset(percents)))
    if faults:
        raise CellFaults(sorted(faults))
    return rows


def _cell_fault(title: str, row: int, column: int, kind: str, text: object) -> tuple[int, int, str, str, str]:
    """``kind`` is one of ``CELL_FAULTS``."""
    message, hint = CELL_FAULTS[kind]
    return row, column, f"лист «{title}», ячейка {_letter(column)}{row}", message.format(text=text), hint


def _value(value: object) -> Value | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Decimal(repr(value))
    if isinstance(value, datetime):
        return value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else None
    if isinstance(value, date):
        return value
    return str(value).strip() if isinstance(value, str) else None


def _letter(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


# Word

# Number of cells in a row → their columns. A form has six columns, a cell spans two; their number determines the columns, because Writer drops those that no row needs.
_COLUMNS_OF = {1: (1,), 2: (1, 3), 3: (1, 3, 5)}


def _word(data: bytes) -> list[FormRow]:
    import docx
    from docx.table import Table

    try:
        blocks = list(docx.Document(io.BytesIO(data)).iter_inner_content())
    except Exception as fault:  # python-docx and lxml may raise anything for a broken file
        raise DocumentFault("broken-document", "файл Word повреждён и не читается", "откройте его в Word и сохраните заново") from fault
    rows: list[FormRow] = []
    number = paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            for row in _word_rows(block, tables, number):
                number += 1
                if row.cells:
                    rows.append(row)
            continue
        paragraphs += 1
        number += 1
        if text := block.text.strip():
            rows.append(FormRow(number, f"абзац {paragraphs}", {1: text}))
    return rows


def _word_rows(table: Any, number: int, before: int) -> Iterator[FormRow]:
    """``number`` of the table from 1; ``before``: number of rows and paragraphs above it."""
    above: set[Any] = set()
    for place, row in enumerate(table.rows, 1):
        cells = {cell._tc: cell for cell in row.cells}  # in order; a merged cell is repeated for each of its columns
        columns = _COLUMNS_OF.get(len(cells), tuple(range(1, len(cells) + 1)))
        found: dict[int, Value] = {}
        for order, (column, (tc, cell)) in enumerate(zip(columns, cells.items(), strict=True), 1):
            if cell.tables or tc in above:
                what = "в ячейке ещё одна таблица" if cell.tables else "ячейки объединены по вертикали"
                words = f"таблица {number}, строка {place}, ячейка {order}"
                raise CellFaults([(before + place, column, words, what, "впишите значение в ячейку каждой строки текстом")])
            if text := cell.text.strip():
                found[column] = text
        above = set(cells)
        span = 1 if len(cells) > max(_COLUMNS_OF) else 2
        yield FormRow(before + place, f"таблица {number}, строка {place}, ячейка {{order}}", found, span, columns=columns)
