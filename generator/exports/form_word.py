"""A form as a Word file in landscape format: lines, the approval block on the right, tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from generator.analysis.form import Cell, Form
from generator.exports.undated import archive, parts_of
from generator.exports.word_properties import set_properties

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Arial"  # on every office computer; elsewhere replaced by Liberation Sans, which has the same widths
PAPERS = {"A4": (297, 210), "A3": (420, 297)}  # mm
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHADES = {"band": "D9E6E8", "head": "EFEDE6", "measure": "F7F6F2", "row": "EFEDE6", "stage": "EFEDE6", "line": "FBEEE4"}
_BOLD = frozenset(("band", "measure", "row", "stage", "name"))
_CENTRED = frozenset(("title", "subtitle"))
_OF_A_FORM = ("word/document.xml", "docProps/core.xml")  # the other parts are the same as in an empty file
_KEPT = frozenset(("head", "band", "line"))  # kept on one page with the next row


def write_word(form: Form, title: str) -> bytes:
    """The same bytes for the same form."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    file, parts = _empty(form.paper)
    body = file.element.body
    for element in body[:-1]:  # of the previous form; the last element holds the page settings
        body.remove(element)
    for line in form.lines:
        paragraph = file.add_paragraph()
        run = paragraph.add_run(line.text)
        if line.look == "approval":
            paragraph.paragraph_format.left_indent = Mm(130)
        elif line.look in _CENTRED:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.bold = line.look == "title"
            run.font.size = Pt(14 if line.look == "title" else 11)
            paragraph.paragraph_format.space_before = Pt(12 if line.look == "title" else 0)
    for rows in form.tables:
        _add_table(file, rows, form)
    set_properties(file, title, author="")
    own = {part.partname.lstrip("/"): part for part in file.part.package.iter_parts()}
    return archive({name: own[name].blob if name in _OF_A_FORM else data for name, data in parts.items()})


@cache
def _empty(paper: str) -> tuple[Document, dict[str, bytes]]:
    """An empty document, reused for every form, and all its package parts.

    Reading the template of the library and writing its styles, theme and picture took most of the time of a form.
    """
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    file = docx.Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in PAPERS[paper])
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(15)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    stream = io.BytesIO()
    file.save(stream)
    return file, parts_of(stream.getvalue())


def _add_table(file: Document, rows: Sequence[Sequence[Cell]], form: Form) -> None:
    from docx.oxml import parse_xml

    gap = file.add_paragraph()  # adjacent tables would be merged
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="5F6B70"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in form.widths)
    table = (
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{sum(form.widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(_row(cells, form) for cells in rows)}</w:tbl>'
    )
    gap._p.addnext(parse_xml(table))


def _row(cells: Sequence[Cell], form: Form) -> str:
    column, inner = 0, ""
    for cell in cells:
        width = sum(form.widths[column : column + cell.span])
        column += cell.span
        inner += _cell(cell, width)
    assert column == len(form.widths)
    keep = "<w:cantSplit/>" if cells[0].look in _KEPT else ""
    waits = form.space and any(not cell.text for cell in cells) and not all(cell.look in _KEPT for cell in cells)
    height = f'<w:trHeight w:val="{round(form.space * 56.7)}" w:hRule="atLeast"/>' if waits else ""
    return f"<w:tr><w:trPr>{keep}{height}</w:trPr>{inner}</w:tr>"


def _cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADES[cell.look]}"/>' if cell.look in _SHADES else ""
    keep = "<w:keepNext/>" if cell.look not in ("text", "row", "name") else ""
    bold = "<w:b/>" if cell.look in _BOLD else ""
    paragraphs = "".join(
        f'<w:p><w:pPr>{keep}<w:spacing w:before="40" w:after="40"/></w:pPr>'
        + (f'<w:r><w:rPr>{bold}<w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else "")
        + "</w:p>"
        for text in cell.text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}</w:tcPr>{paragraphs}</w:tc>'
