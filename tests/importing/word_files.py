"""Word files for tests, as an editor might write them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

LABEL = re.compile(r"(Глав[аы] регион(?:а|ов):|Направление:|Подкатегория:|Описание\.)")


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_headings(text: str, numbered_by_word: bool = False) -> bytes:
    """The digest as a document with heading styles and bold labels; the contents stand in a field's box."""
    document = docx.Document()
    contents: list[str] = []
    in_contents = False
    for line in (line for line in text.split("\n") if line.strip()):
        if line.strip() == "Оглавление":
            document.add_paragraph(line, style="TOC Heading" if "TOC Heading" in document.styles else None)
            in_contents = True
            continue
        section = re.fullmatch(r"\d\. (\D+)", line)
        if in_contents and section and any(section[1] in c for c in contents):
            in_contents = False
            _contents_box(document, contents)
        if in_contents:
            contents.append(line)
        elif section:
            document.add_heading(section[1] if numbered_by_word else line, 1)
        elif match := LABEL.match(line):
            paragraph = document.add_paragraph()
            paragraph.add_run(match.group()).bold = True
            paragraph.add_run(line[match.end() :])
        else:
            document.add_paragraph(line.replace("**", ""))
    return saved(document)


def _contents_box(document: Any, lines: Sequence[str]) -> None:
    box, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    box.append(content)
    for line in lines:
        content.append(document.add_paragraph(line)._p)
    document.element.body.insert(len(document.element.body) - 1, box)


Entry = tuple[str, str, dict[str, str]]  # title, region, fields by label


def with_tables(header: Sequence[str], sections: Sequence[tuple[str, Sequence[Entry]]], *, columns: bool) -> bytes:
    """A digest whose entries are tables: a table of fields for each, or one of rows for each section."""
    document = docx.Document()
    for line in header:
        document.add_paragraph(line)
    for number, (section, entries) in enumerate(sections, 1):
        document.add_paragraph(f"{number}. {section}")
        if columns:
            names = ["№", "Название практики", "Регион", "Глава региона", "Направление", "Подкатегория", "Описание"]
            table = document.add_table(1, len(names))
            for cell, name in zip(table.rows[0].cells, names, strict=True):
                cell.text = name
            for place, (title, region, fields) in enumerate(entries, 1):
                cells = [str(place), title, region, *(fields.get(name, "") for name in names[3:])]
                for cell, text in zip(table.add_row().cells, cells, strict=True):
                    cell.text = text
        else:
            for title, region, fields in entries:
                document.add_paragraph(f"{title}, {region}")
                table = document.add_table(0, 2)
                for name, text in fields.items():
                    row = table.add_row().cells
                    row[0].text, row[1].text = name, text
    return saved(document)


def with_oddities() -> bytes:
    """A paragraph of each kind that python-docx itself passes over."""
    document = docx.Document()
    document.add_paragraph("Первый абзац")
    paragraph = document.add_paragraph("до ")
    deleted = parse_xml(f'<w:del {nsdecls("w")}><w:r><w:delText>стёрто</w:delText></w:r></w:del>')
    inserted = parse_xml(f'<w:ins {nsdecls("w")}><w:r><w:t>вставлено</w:t></w:r></w:ins>')
    paragraph._p.extend([deleted, inserted])
    broken = document.add_paragraph("строка")
    broken.add_run().add_break()
    broken.add_run("вторая\u00a0часть")
    hyphens = document.add_paragraph("пол")
    hyphens.add_run()._r.append(OxmlElement("w:softHyphen"))
    hyphens.add_run("года")
    hyphens.add_run()._r.append(OxmlElement("w:noBreakHyphen"))
    hyphens.add_run("год")
    document.add_paragraph("пункт", style="List Number")
    box = parse_xml(
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>'
        '<mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>в рамке</w:t></w:r></w:p></w:txbxContent></mc:Choice>'
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>в рамке</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    document.element.body.insert(len(document.element.body) - 1, box)
    table = document.add_table(2, 3)
    merged = table.cell(0, 0).merge(table.cell(0, 1))
    merged.text = "широкая"
    down = table.cell(0, 2).merge(table.cell(1, 2))
    down.text = "вниз"
    table.cell(1, 0).text = "а"
    document.add_heading("Глава", 2)
    assert document.element.body.find(qn("w:sectPr")) is not None
    return saved(document)
