"""The form as a Word file: A4 across, the approval block on the right, two tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from generator.analysis.roadmap_form import COLUMNS, Cell, Form
from generator.exports.undated import without_dates

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Arial"  # on every office computer; others take Liberation Sans, which is as wide
WIDTHS = (3200, 2900, 3100, 1500, 1500, 2400)  # of the columns, twentieths of a point
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # a file tells no time of its making
_SHADES = {"band": "D9E6E8", "head": "EFEDE6", "measure": "F7F6F2"}
_BOLD = frozenset(("band", "measure"))


def write_word(form: Form, title: str) -> bytes:
    """The same bytes for the same form."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    file = docx.Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(15)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    for line in form.lines:
        paragraph = file.add_paragraph()
        run = paragraph.add_run(line.text)
        if line.look == "approval":
            paragraph.paragraph_format.left_indent = Mm(130)
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.bold = line.look == "title"
            run.font.size = Pt(14 if line.look == "title" else 11)
            paragraph.paragraph_format.space_before = Pt(12 if line.look == "title" else 0)
    for rows in form.tables:
        _add_table(file, rows)
    _properties(file, title)
    stream = io.BytesIO()
    file.save(stream)
    return without_dates(stream.getvalue())


def _add_table(file: Document, rows: Sequence[Sequence[Cell]]) -> None:
    from docx.oxml import parse_xml

    gap = file.add_paragraph()  # two tables that touch would become one
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="5F6B70"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    table = (
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(map(_row, rows))}</w:tbl>'
    )
    gap._p.addnext(parse_xml(table))


def _row(cells: Sequence[Cell]) -> str:
    column, inner = 0, ""
    for cell in cells:
        width = sum(WIDTHS[column : column + cell.span])
        column += cell.span
        inner += _cell(cell, width)
    assert column == COLUMNS
    keep = "<w:cantSplit/>" if cells[0].look in ("head", "band") else ""
    return f"<w:tr><w:trPr>{keep}</w:trPr>{inner}</w:tr>"


def _cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADES[cell.look]}"/>' if cell.look in _SHADES else ""
    keep = "<w:keepNext/>" if cell.look != "text" else ""
    bold = "<w:b/>" if cell.look in _BOLD else ""
    text = f'<w:r><w:rPr>{bold}<w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{escape(cell.text)}</w:t></w:r>' if cell.text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}</w:tcPr>'
        f'<w:p><w:pPr>{keep}<w:spacing w:before="40" w:after="40"/></w:pPr>{text}</w:p></w:tc>'
    )


def _properties(file: Document, title: str) -> None:
    properties = file.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "ru-RU"
    properties.created = properties.modified = _MOMENT
    properties.revision = 1
