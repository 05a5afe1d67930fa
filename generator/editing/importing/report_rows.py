"""Rows of the table of a report → its sections and items, each cell in its column.

The heading of the table determines the columns; rows split by a page break are joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .documents import Line, Place, Row
from .doubting import Doubt
from .prose import paragraphs
from .report_table import COLUMNS, HEADING, ITEM_NUMBER, ReportTable
from .tidying import tidy_line, words_of

_LONGEST_NUMBER_ROW = 12  # columns of the row «1 2 3 4 5 6» below the heading


class Column(StrEnum):
    NUMBER = "номер"
    TITLE = "мероприятие"
    RESPONSIBLE = "ответственный"
    DEADLINE = "срок"
    EXECUTION = "исполнение"
    STATUS = "отметка"


# Tried in this order: «Сроки исполнения» is a deadline, «Выполнено/Не выполнено» a status.
_HEADS = (
    (Column.NUMBER, re.compile(r"^(?:№|п/п|номер)")),
    (Column.DEADLINE, re.compile(r"\bсрок")),
    (Column.RESPONSIBLE, re.compile(r"ответствен|исполнител")),
    (Column.STATUS, re.compile(r"выполнено|отметка|статус")),
    (Column.TITLE, re.compile(r"наименовани|мероприяти|пункт плана")),
    (Column.EXECUTION, re.compile(r"исполнени|информаци|результат|ход\b|выполнени")),
)
_USUAL = {column: i for i, column in enumerate(Column)}


@dataclass(slots=True)
class RawItem:
    """The unchanged lines of each column."""

    place: Place
    cells: dict[Column, list[Line]]

    def place_of(self, column: Column) -> Place:
        lines = self.cells.get(column)
        return lines[0].place if lines else self.place


@dataclass(slots=True)
class RawSection:
    number: int
    title: str
    place: Place
    items: list[RawItem] = field(default_factory=list)


@dataclass(slots=True)
class ReportRows:
    sections: list[RawSection] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    words: frozenset[str] = frozenset()  # of the document, for joining words broken at the end of a line
    removed: Counter[str] = field(default_factory=Counter)  # removed artefacts by their Russian name

    def text(self, lines: list[Line]) -> str:
        """Lines of a cell as paragraphs and lists."""
        tidied = [Line(text, line.place, True, item=line.item) for line in lines if (text := tidy_line(line.text, Counter()))]
        return re.sub(r"(?m)^(\d{1,2}[.)])(?=[А-ЯЁ])", r"\1 ", paragraphs(tidied, self.words)[0]) if tidied else ""

    def line(self, lines: list[Line]) -> str:
        """Lines of a cell as one."""
        return " ".join(text for line in lines if (text := tidy_line(line.text, Counter())))


def read_rows(table: ReportTable) -> ReportRows:
    """Sections with their items in order; a fatal doubt if there are none."""
    found = ReportRows(words=words_of(line for row in table.rows for cell in row.cells for line in cell))
    for line in (*table.before, *(line for row in table.rows for cell in row.cells for line in cell)):
        tidy_line(line.text, found.removed)
    columns, width = None, 0
    for row in table.rows:
        texts = [found.line(list(cell)) for cell in row.cells]
        if columns is None and (read := _columns(texts)):
            columns, width = read, len(_without_numbers(texts))
        elif not any(texts) or (read := _columns(texts)) or _numbers_columns(texts):
            continue
        else:
            lost = columns is not None and width < len(row.cells) == COLUMNS and Column.NUMBER in columns and len(columns) < COLUMNS
            _take(found, row, texts, _USUAL if columns is None or lost else columns)
    found.sections = [section for section in found.sections if section.items or not _drop(found, section)]
    if not found.sections:
        place = table.rows[0].place if table.rows else table.before[0].place if table.before else Place(1, "начало документа")
        found.doubts = [
            Doubt(
                "not-a-report", "в документе не найдены пункты отчёта", place,
                "нужна таблица, где у пункта есть номер вида 1.1, мероприятие, ответственный, срок, исполнение и отметка", fatal=True,
            )
        ]
    elif columns is None:
        found.doubts.append(
            Doubt("no-heading", "заголовка таблицы нет: графы прочитаны в обычном порядке", found.sections[0].place, "сверьте, что в какой графе")
        )
    else:
        for column in Column:
            if column not in columns:
                found.doubts.append(
                    Doubt("no-column", f"графы «{column.value}» в таблице нет", found.sections[0].place, "её поля остались пустыми")
                )
    return found


def _columns(texts: list[str]) -> dict[Column, int] | None:
    """Columns of a heading row; None for other rows. In text, the row «1 2 3…» is attached to it."""
    texts = _without_numbers(texts)
    columns: dict[Column, int] = {}
    for i, text in enumerate(texts):
        if len(text) > 100:
            return None
        column = next((c for c, pattern in _HEADS if c not in columns and pattern.search(text.lower())), None)
        if column is not None:
            columns[column] = i
    if len(columns) < 4 or Column.TITLE not in columns or ITEM_NUMBER.fullmatch(texts[0]):
        return None
    if Column.NUMBER not in columns:  # its cell is empty, or was lost, so that the others are shifted
        columns = {column: i + 1 for column, i in columns.items()} if 0 in columns.values() else columns
        columns[Column.NUMBER] = 0
    return columns


def _without_numbers(texts: list[str]) -> list[str]:
    while texts and re.fullmatch(r"\d", texts[-1]):
        texts = texts[:-1]
    return texts


def _numbers_columns(texts: list[str]) -> bool:
    filled = [text for text in texts if text]
    return len(filled) >= 3 and filled == [str(i) for i in range(1, len(filled) + 1)] and len(filled) <= _LONGEST_NUMBER_ROW


def _take(found: ReportRows, row: Row, texts: list[str], columns: dict[Column, int]) -> None:
    at = columns.get(Column.NUMBER, 0)
    number = texts[at] if at < len(texts) else ""
    if ITEM_NUMBER.fullmatch(number):
        _item(found, row, columns, int(number.partition(".")[0]))
    elif (heading := _heading(texts)) is not None:
        found.sections.append(RawSection(*heading, row.place))
    elif found.sections and found.sections[-1].items:
        _go_on(found, found.sections[-1].items[-1], row, columns)
    elif found.sections:
        found.sections[-1].title += " " + " ".join(text for text in texts if text)
    elif any(re.search(r"\d", text) for text in texts):
        found.doubts.append(Doubt("row-not-read", f"строка таблицы не прочитана: «{_short(texts)}»", row.place, "у пункта нет номера вида 1.1"))


def _heading(texts: list[str]) -> tuple[int, str] | None:
    """«1. Стратегия» in one cell, or «1» and «Стратегия» in two."""
    filled = [text for text in texts if text]
    if len(filled) == 2 and re.fullmatch(r"[1-9]\d?\.?", filled[0]):
        return int(filled[0].rstrip(".")), filled[1]
    if len(filled) == 1 and (match := HEADING.fullmatch(filled[0])):
        return int(match[1]), match[2].strip()
    return None


def _item(found: ReportRows, row: Row, columns: dict[Column, int], section: int) -> None:
    cells = {column: list(row.cells[i]) for column, i in columns.items() if i < len(row.cells)}
    last = found.sections[-1] if found.sections else None
    if last is not None and last.items and last.items[-1].cells.get(Column.NUMBER) == cells[Column.NUMBER]:
        _go_on(found, last.items[-1], row, columns)  # the number is in a cell merged over several rows
        return
    if last is None or last.number != section:
        if last is None or any(s.number == section for s in found.sections) or section != last.number:
            found.doubts.append(
                Doubt("no-section", f"пункт раздела {section} стоит без заголовка этого раздела", row.place, "раздел назван по номеру; впишите название")
            )
        found.sections.append(RawSection(section, f"Раздел {section}", row.place))
    if len(row.cells) <= columns.get(Column.EXECUTION, 0):
        found.doubts.append(Doubt("short-row", f"в строке {len(row.cells)} ячеек: какие-то потеряны", row.place, "сверьте все поля пункта"))
    extra = [line for i, cell in enumerate(row.cells) if i not in columns.values() for line in cell]
    if extra:
        found.doubts.append(Doubt("extra-cell", f"лишняя ячейка не прочитана: «{_short([found.line(extra)])}»", extra[0].place))
    found.sections[-1].items.append(RawItem(row.place, cells))


def _go_on(found: ReportRows, item: RawItem, row: Row, columns: dict[Column, int]) -> None:
    """Append a row without a number to the item above."""
    added = False
    for column, i in columns.items():
        if i < len(row.cells) and column is not Column.NUMBER:
            new = [line for line in row.cells[i] if line not in item.cells.get(column, [])]
            item.cells.setdefault(column, []).extend(new)
            added = added or bool(new)
    if added:
        found.doubts.append(
            Doubt("row-without-number", "строка без номера отнесена к пункту выше", row.place, "проверьте, не отдельный ли это пункт")
        )


def _drop(found: ReportRows, section: RawSection) -> bool:
    """Drop and report a heading without items, which a record cannot have."""
    found.doubts.append(Doubt("empty-section", f"в разделе {section.number} «{section.title}» нет пунктов", section.place, "раздел не записан"))
    return True


def _short(texts: list[str]) -> str:
    text = " ".join(text for text in texts if text)
    return text if len(text) <= 60 else f"{text[:60].rpartition(' ')[0] or text[:60]}…"


def items(sections: list[RawSection]) -> Iterator[RawItem]:
    for section in sections:
        yield from section.items
