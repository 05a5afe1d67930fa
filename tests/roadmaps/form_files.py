"""Reads a road map's Word and Excel files back: lines and rows of what a reader sees in the cells."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import Any

import docx
import openpyxl

from generator.wording.russian import number


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
