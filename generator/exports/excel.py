"""The whole base as an Excel workbook: a sheet for each type, for each list inside its records, and a list of all sheets.

Numbers, dates and booleans are typed cells; everything else is text, never a formula or a link,
whatever it begins with.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.knowledge.base import KnowledgeBase
from generator.model.scalars import PartialDate
from generator.wording.system_errors import system_reason

from .destination import ExportRefused, whole_file
from .flattening import Column, Table, all_tables, cell

CONTENTS = "Содержание"
MOST_ROWS = 1_048_576  # of a sheet, limit of the format
MOST_CHARACTERS = 32_767  # of a cell, limit of the format
CUT = " … [обрезано: ячейка Excel больше не вмещает]"
_EXACT_DIGITS = 15  # the precision of numbers in Excel
_FIRST_DAY = date(1900, 3, 1)  # earlier dates are one day off in Excel, or impossible
_HEADER_ROWS = 2
_TITLE = "Смартека: вся база"


def write_xlsx(base: KnowledgeBase, out: Path) -> None:
    """The same bytes for the same base. A list that is empty in every record has no sheet. Raises ExportRefused."""
    import xlsxwriter

    found = [table for table in all_tables(base) if table.rows or not table.owner]
    for table in found:
        if len(table.rows) + _HEADER_ROWS > MOST_ROWS:
            raise ExportRefused(f"таблица {table.name} не помещается на лист Excel: строк {len(table.rows)}; возьмите sqlite или csv")
    with whole_file(out, ".xlsx", is_ours=_is_export) as part:
        book = xlsxwriter.Workbook(
            str(part),
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        book.set_properties({"title": _TITLE, "created": datetime(2000, 1, 1)})
        looks = _Looks(book)
        names = dict(zip((table.name for table in found), sheet_names(found), strict=True))
        _write_contents(book, looks, found, names)
        for table in found:
            _write_sheet(book.add_worksheet(names[table.name]), looks, table)
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as fault:
            reason = system_reason(fault.args[0]) if fault.args and isinstance(fault.args[0], OSError) else fault
            raise ExportRefused(f"{out} не записать: {reason}") from fault


def _is_export(path: Path) -> bool:
    """Whether the file is an earlier export, by the title in its properties."""
    try:
        with zipfile.ZipFile(path) as book:
            return _TITLE in book.read("docProps/core.xml").decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, RuntimeError):  # not an archive, no properties, encrypted or another compression
        return False


def sheet_names(found: list[Table]) -> Iterator[str]:
    """Unique names of sheets: «Практики» for a type, the table name for a list, shortened to 31 characters, the limit of Excel."""
    taken: set[str] = set()
    for table in found:
        name = table.name if table.owner else table.title
        short, number = name, 1
        if len(name) > 31:
            kind, _, rest = name.partition(".")
            short = f"{kind[: max(30 - len(rest), 4)]}~{rest}"[:31]
        while short.casefold() in taken:
            number += 1
            short = f"{short[: 30 - len(str(number))]}~{number}"
        taken.add(short.casefold())
        yield short


class _Looks:
    def __init__(self, book: Any) -> None:
        base = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        self.title = book.add_format({**base, "bold": True, "text_wrap": True, "bg_color": "#D9E6E8", "border": 1, "border_color": "#5F6B70"})
        self.key = book.add_format({**base, "font_color": "#5F6B70", "bg_color": "#F2F2EE", "bottom": 1})
        self.text = book.add_format({**base, "text_wrap": False})
        self.day = book.add_format({**base, "num_format": "dd.mm.yyyy", "align": "left"})
        self.link = book.add_format({**base, "font_color": "#0B5D66", "underline": 1})
        self.heading = book.add_format({**base, "font_size": 14, "bold": True})


def _write_contents(book: Any, looks: _Looks, found: list[Table], names: dict[str, str]) -> None:
    """The sheet with the list of sheets, and below it all columns with their descriptions."""
    sheet = book.add_worksheet(CONTENTS)
    for column, width in enumerate((32, 40, 12, 60)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 0)
    sheet.write_string(0, 0, "Смартека: вся база", looks.heading)
    sheet.write_string(1, 0, "На каждом листе первая строка – названия столбцов, вторая – их ключи, как в JSON и SQLite. «_no» – номер в списке, от 1.", looks.text)
    for column, title in enumerate(("Лист", "Таблица", "Строк", "Что это")):
        sheet.write_string(2, column, title, looks.title)
    row = 3
    for table in found:
        sheet.write_url(row, 0, f"internal:'{names[table.name]}'!A1", looks.link, names[table.name])
        sheet.write_string(row, 1, table.name, looks.text)
        sheet.write_number(row, 2, len(table.rows), looks.text)
        sheet.write_string(row, 3, table.title, looks.text)
        row += 1
    row += 1
    for column, title in enumerate(("Лист", "Столбец", "Вид", "Описание")):
        sheet.write_string(row, column, title, looks.title)
    for table in found:
        for described in table.columns:
            row += 1
            for column, text in enumerate((names[table.name], described.name, _kind(described), described.title)):
                sheet.write_string(row, column, text, looks.text)


def _kind(column: Column) -> str:
    if column.many:
        return "список"
    words: tuple[tuple[type, str], ...] = ((bool, "да/нет"), (int, "число"), (Decimal, "число"), (PartialDate, "дата"), (date, "дата"))
    return next((word for kind, word in words if issubclass(column.holds, kind)), "текст")


def _write_sheet(sheet: Any, looks: _Looks, table: Table) -> None:
    """Titles, keys with filters, then a row for each record; both header rows and the key columns are frozen."""
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(column))
    sheet.freeze_panes(_HEADER_ROWS, max(table.keys, 1))
    sheet.autofilter(1, 0, max(len(table.rows), 1) + 1, len(table.columns) - 1)
    sheet.set_row(0, 45)
    for row, (look, texts) in enumerate(
        ((looks.title, [c.title for c in table.columns]), (looks.key, [c.name for c in table.columns]))
    ):
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, look)
    for number, values in enumerate(table.rows, _HEADER_ROWS):
        sheet.set_row(number, 15)  # otherwise a long text makes its row as high as the screen
        for place, value in enumerate(values):
            _write_value(sheet, number, place, value, looks)


def _width(column: Column) -> int:
    if column.name.endswith("_no") or (issubclass(column.holds, (bool, int, Decimal)) and not column.many):
        return 10
    if issubclass(column.holds, (PartialDate, date)):
        return 12
    return 46 if column.name in ("title", "question", "summary", "text", "solution", "problem") else 26


def _write_value(sheet: Any, row: int, column: int, value: Any, looks: _Looks) -> None:
    if value is None or value == ():
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, looks.text)
    elif isinstance(value, int | Decimal) and _exact(value):
        sheet.write_number(row, column, value, looks.text)
    elif (day := _day(value)) is not None:
        sheet.write_datetime(row, column, datetime.combine(day, time()), looks.day)
    else:
        text = value if type(value) is str else cell(value)
        if len(text) > MOST_CHARACTERS:
            text = text[: MOST_CHARACTERS - len(CUT)] + CUT
        sheet.write_string(row, column, text, looks.text)


def _exact(value: int | Decimal) -> bool:
    return len(Decimal(value).as_tuple().digits) <= _EXACT_DIGITS


def _day(value: Any) -> date | None:
    """A full date that Excel represents correctly; years and months stay text."""
    if isinstance(value, PartialDate) and len(value) == len("2021-11-15"):
        value = date.fromisoformat(value)
    return value if isinstance(value, date) and value >= _FIRST_DAY else None
