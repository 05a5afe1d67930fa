"""A road map's Word and Excel files: written and edited as people do, read back by what a reader sees in the cells."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import docx
import openpyxl

from generator.analysis.roadmap_form import form, names_of
from generator.exports.form_word import write_word
from generator.exports.roadmap.excel import write_excel
from generator.knowledge.base import KnowledgeBase
from generator.model.roadmap import Roadmap
from generator.wording.russian import number

KNOWN = "ozernaya-lekarstva"
WRITERS: dict[str, Callable[..., bytes]] = {"xlsx": write_excel, "docx": write_word}
Change = Callable[[Any], None]


def the(base: KnowledgeBase) -> Roadmap:
    found = base.get(Roadmap, KNOWN)
    assert found
    return found


def written(base: KnowledgeBase, roadmap: Roadmap, suffix: str = "xlsx") -> bytes:
    return WRITERS[suffix](form(roadmap, names_of(base, roadmap)), roadmap.title)


def edited(base: KnowledgeBase, change: Change) -> bytes:
    """The known road map's sheet as somebody leaves it."""
    book = openpyxl.load_workbook(io.BytesIO(written(base, the(base))))
    change(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(values: dict[str, Any], **formats: str) -> Change:
    def change(sheet: Any) -> None:
        for place, value in values.items():
            sheet[place] = value
        for place, shown in formats.items():
            sheet[place].number_format = shown

    return change


WRONG: dict[str, Change] = {
    "names": changed({"A4": "Регион: Озёрный край", "C7": "Получение", "D16": "Когда", "H18": "смотри тут"}),
    "values": changed(
        {"A9": "Довольны", "C9": "много", "E15": "Автобус; avtobus-s-lekarstvami", "D17": "31.02.2026", "E17": 46000, "H18": "?"},
        E9="0%", E17="General",
    ),
    "cells": lambda s: (changed({"C9": "=1+1", "E9": "#REF!"})(s), s.merge_cells("F17:F18"))[0],
    "no plan": lambda s: s.delete_rows(13, 30),
    "too long": changed({"B17": "я" * 401}),
}
"""Ways to spoil the known road map's sheet."""


def word_rows(data: bytes) -> tuple[list[str], list[list[str]]]:
    """Paragraphs that say something, and the rows of all tables; a merged cell counts once."""
    file = docx.Document(io.BytesIO(data))
    rows = []
    for table in file.tables:
        for row in table.rows:
            cells = dict.fromkeys(cell._tc for cell in row.cells)
            rows.append(["".join(text.text or "" for text in tc.iter(_WORD_TEXT)) for tc in cells])
    return [p.text for p in file.paragraphs if p.text.strip()], rows


_WORD_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def excel_cells(data: bytes) -> dict[str, Any]:
    """Value of each cell that has one, by its place; a merged cell has its value in its first place."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")}


def excel_merged(data: bytes) -> set[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return {str(each) for each in sheet.merged_cells.ranges}


def shown(value: Any) -> str:
    """A cell's value as the Word file writes it."""
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, int | float):
        return number(Decimal(str(value)))
    return str(value)
