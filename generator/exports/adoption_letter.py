"""A request to adopt a practice as a Word file: the same letter as on the practice's page."""

from __future__ import annotations

import io

from generator.wording.adoption_letter import Letter

from .undated import without_dates
from .word_properties import set_properties


def word_letter(letter: Letter) -> bytes:
    """The letter as .docx; the same letter gives the same bytes."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = docx.Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    set_properties(document, letter.subject, author="Смартека")
    document.add_paragraph(letter.to).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_heading(letter.subject, 1)
    document.add_paragraph("Здравствуйте!")
    for paragraph in letter.paragraphs:
        document.add_paragraph(paragraph)
    if letter.known:
        document.add_paragraph("Что мы уже знаем из базы «Смартека»:")
        for line in letter.known:
            document.add_paragraph(line, style="List Bullet")
    document.add_paragraph("Просим рассказать:")
    for question in letter.questions:
        document.add_paragraph(question, style="List Number")
    document.add_paragraph("\n".join(letter.closing))
    out = io.BytesIO()
    document.save(out)
    return without_dates(out.getvalue())
