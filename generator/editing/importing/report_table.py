"""The table of a report in a .docx, .xlsx or .txt file → its rows, each cell with its lines and place.

A text file is a table copied from Word: a cell begins with a tab, at the beginning of a line or, if a row is
one line, inside of it. Cells are not interpreted, except to find the beginnings of rows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from generator.model.diagnostic import Diagnostic, Location, error, warning

from .documents import (
    MAX_BYTES,
    DocumentFault,
    Line,
    Package,
    Place,
    Remarks,
    Row,
    decode_text,
    package_kind,
    refuse_foreign,
)
from .workbook_size import MOST_CELLS, holds_too_much

COLUMNS = 6
_LEAST_OF_A_LINE = 3  # minimum number of tabs of a line that is a whole row
_MOST_ROWS = 20_000
_MOST_COLUMNS = 100
ITEM_NUMBER = re.compile(r"[1-9]\d?\.[1-9]\d{0,2}\.?(?:\s*(?:[–—,-]|по)?\s*[1-9]\d?\.[1-9]\d{0,2}\.?)?")
HEADING = re.compile(r"([1-9]\d?)(?:\.\s*|\s+)([^\W\d_«].*|«.*)", re.DOTALL)
_WANTED = "нужен .docx, .xlsx или .txt"
_RULE = re.compile(r"[_=–—-]{5,}")


@dataclass(frozen=True, slots=True)
class ReportTable:
    """``before`` are the lines above the table, among them the title."""

    name: str
    before: tuple[Line, ...]
    rows: tuple[Row, ...]

    def location(self, place: Place) -> Location:
        return Location(self.name, place.number)


def read_table(data: bytes, name: str) -> tuple[ReportTable | None, list[Diagnostic]]:
    """The content of a file → its table, or None with diagnostics."""
    place = Location(name)
    try:
        table, remarks = _read(data, name)
    except DocumentFault as fault:
        return None, [error(fault.code, fault.message, place, fault.hint)]
    return table, [warning("damaged-text", text, place, hint) for text, hint in remarks]


def _read(data: bytes, name: str) -> tuple[ReportTable, Remarks]:
    if not data.strip():
        raise DocumentFault("empty-document", "файл пуст", "проверьте, тот ли это файл")
    if len(data) > MAX_BYTES:
        raise DocumentFault("file-too-large", f"файл больше {MAX_BYTES // 1_000_000} МБ", "сохраните таблицу без картинок")
    if b"%PDF-" in data[:1024]:
        raise DocumentFault(
            "wrong-document", "это PDF: границы ячеек в нём не записаны", "возьмите исходный .docx или .xlsx либо скопируйте таблицу в .txt"
        )
    if data.startswith(b"PK"):
        kind = package_kind(data)
        if kind is Package.WORD:
            return _word(data, name), []
        if kind is Package.SHEET:
            return _sheets(data, name), []
        raise DocumentFault("wrong-document", "это не документ Word и не книга Excel", _WANTED)
    refuse_foreign(data)
    text, remarks = decode_text(data, _WANTED)
    before, rows = _text(text)
    return ReportTable(name, before, rows), remarks


def _word(data: bytes, name: str) -> ReportTable:
    from .word_reader import read_word

    before: list[Line] = []
    rows: list[Row] = []
    for block in read_word(data):
        if isinstance(block, Row):
            rows.append(block)
        elif not rows:
            before.append(block)
    return ReportTable(name, tuple(before), tuple(rows))


def _sheets(data: bytes, name: str) -> ReportTable:
    """All sheets of a workbook, in order; a formula has its cached value."""
    import openpyxl

    if holds_too_much(data):
        raise DocumentFault("file-too-large", f"в книге больше {MOST_CELLS} ячеек", "оставьте в ней только лист с отчётом")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
        rows = [
            row for number, sheet in enumerate(book.worksheets, 1)
            for row in _sheet(sheet.title, number, sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True))
        ]
        book.close()
    except DocumentFault:
        raise
    except Exception as fault:  # openpyxl and zipfile may raise anything for a broken file
        raise DocumentFault(
            "broken-document", "книга Excel повреждена и не читается", "откройте её в Excel и сохраните заново или скопируйте таблицу в .txt"
        ) from fault
    before: list[Line] = []
    while rows and sum(map(bool, rows[0].cells)) == 1 and not HEADING.fullmatch(_first(rows[0]).text):
        before.append(_first(rows.pop(0)))
    return ReportTable(name, tuple(before), tuple(rows))


def _first(row: Row) -> Line:
    return next(line for cell in row.cells for line in cell)


def _sheet(title: str, table: int, rows: Iterable[Sequence[object]]) -> Iterator[Row]:
    for number, values in enumerate(rows, 1):
        if number > _MOST_ROWS:
            raise DocumentFault("file-too-large", f"на листе «{title}» больше {_MOST_ROWS} строк", "оставьте на листе только отчёт")
        place = Place(number, f"лист «{title}», строка {number}")
        cells = tuple(tuple(Line(line, place) for line in shown(value).splitlines() if line.strip()) for value in values)
        if any(cells):
            yield Row(cells, place, table)


def shown(value: object) -> str:
    """The value of a cell as displayed: «30.12.2024», «5.1», «1 500»."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def _text(text: str) -> tuple[tuple[Line, ...], tuple[Row, ...]]:
    before: list[Line] = []
    cells: list[list[Line]] = []
    places: list[Place] = []
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n"), 1):
        place = Place(number, f"строка {number}")
        if _is_row(raw):
            raw = "\t" + raw.lstrip("\t")
        elif raw.startswith("\t"):  # further tabs are white space of the text
            raw = "\t" + raw[1:].replace("\t", " ")
        first, *begun = raw.split("\t") if raw.startswith("\t") else [raw]
        if first.strip() and not _RULE.fullmatch(first.strip()):
            (cells[-1] if cells else before).append(Line(first.replace("\t", " "), place))
        for piece in begun:
            cells.append([Line(piece, place)] if piece.strip() else [])
            places.append(place)
    return tuple(before), tuple(_rows(cells, places))


def _is_row(raw: str) -> bool:
    """Whether a line is a whole row: a number, then tabs."""
    first = raw.lstrip("\t").partition("\t")[0].strip()
    return raw.lstrip("\t").count("\t") >= _LEAST_OF_A_LINE and (ITEM_NUMBER.fullmatch(first) is not None or first.startswith("№"))


def _rows(cells: list[list[Line]], places: list[Place]) -> Iterator[Row]:
    """A sequence of cells → rows. A row begins with the number of an item or the heading of a section."""
    row: list[tuple[Line, ...]] = []
    began = Place(1, "строка 1")
    section = 0
    for cell, place in zip(cells, places, strict=True):
        text = " ".join(line.text.strip() for line in cell)
        heading = HEADING.fullmatch(text)
        opens = False
        if ITEM_NUMBER.fullmatch(text):
            # In the column of deadlines, «3.10» may be a date.
            opens = len(row) != 3 or text.startswith(f"{section}.")
        elif heading and len(heading[2]) < 400 and (len(row) >= COLUMNS or int(heading[1]) == section + 1):
            opens, section = not row or len(row) >= COLUMNS - 1 or _is_heading(row), int(heading[1])
        if opens and row:
            yield Row(tuple(row), began, 1)
            row = []
        if not row:
            began = place
        row.append(tuple(cell))
    if row:
        yield Row(tuple(row), began, 1)


def _is_heading(row: list[tuple[Line, ...]]) -> bool:
    return sum(map(bool, row)) == 1
