"""Office files that unpack to more than they say, or make whoever opens them hold more than there is memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial

import docx
import openpyxl
import pytest

from generator.editing.importing import documents, pdf_reader, workbook_size
from generator.editing.importing.archive_size import unpacked_sizes
from generator.editing.importing.documents import read_document
from generator.editing.importing.form_cells import read_form
from generator.editing.importing.report_table import read_table
from generator.editing.importing.workbook_size import MOST_CELLS, holds_too_much
from generator.model.diagnostic import Diagnostic

SHEET = "xl/worksheets/sheet1.xml"
DOCUMENT = "word/document.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def packed(parts: Mapping[str, bytes], made: bytes) -> bytes:
    """An archive with some of its parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as sound, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in sound.namelist():
            changed.writestr(name, parts.get(name, sound.read(name)))
    return stream.getvalue()


def workbook(sheet: str) -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return packed({SHEET: f"<worksheet {NAMESPACE}>{sheet}</worksheet>".encode()}, stream.getvalue())


def word(body: bytes) -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return packed({DOCUMENT: b"<w:document " + space + b"><w:body>" + body + b"</w:body></w:document>"}, stream.getvalue())


def told(data: bytes, name: str, size: int) -> bytes:
    """The archive whose table of contents gives another size for a part."""
    found, at = bytearray(data), 0
    while (at := found.find(b"PK\1\2", at)) >= 0:
        length = struct.unpack_from("<H", found, at + 28)[0]
        if found[at + 46 : at + 46 + length] == name.encode():
            struct.pack_into("<I", found, at + 24, size)
        at += 4
    return bytes(found)


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [d.code for d in diagnostics]


CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
AREAS = "".join(f'<mergeCell ref="A{n * 20 + 1}:XFD{n * 20 + 20}"/>' for n in range(30))
TOO_MUCH = {
    "all cells merged": f'{CELL}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    "many areas": f"{CELL}<mergeCells>{AREAS}</mergeCells>",
}


@pytest.mark.parametrize("sheet", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_a_workbook_of_more_cells_than_a_form_has(sheet: str) -> None:
    data = workbook(sheet)
    assert len(data) < 20_000
    for read in (read_table, partial(read_form, sign="КПЭ")):
        found, diagnostics = read(data, "k.xlsx")
        assert found is None
        assert codes(diagnostics) == ["file-too-large"]
        assert str(MOST_CELLS) in diagnostics[0].message


def test_cells_of_all_sheets_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook(f"<sheetData>{'<row><c/><c/></row>' * 50}</sheetData>")
    monkeypatch.setattr(workbook_size, "MOST_CELLS", 100)
    assert not holds_too_much(data)
    monkeypatch.setattr(workbook_size, "MOST_CELLS", 99)
    assert holds_too_much(data)


@pytest.mark.parametrize("encoding", ["utf-32", "nonsense"])
def test_a_part_that_cannot_be_read_hides_no_other(encoding: str) -> None:
    large = workbook('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(large)) as sound, zipfile.ZipFile(stream, "w") as made:
        made.writestr("a.xml", f'<?xml version="1.0" encoding="{encoding}"?><a/>')
        for name in sound.namelist():
            made.writestr(name, sound.read(name))
    assert holds_too_much(stream.getvalue())


def test_a_workbook_with_merged_headings_is_read() -> None:
    assert not holds_too_much(workbook(f'{CELL}<mergeCells><mergeCell ref="A1:F1"/><mergeCell ref="A2:F9000"/></mergeCells>'))
    assert not holds_too_much(b"PK and no archive")


def test_columns_beyond_a_report_are_not_read() -> None:
    """Each row would be a list of 16,384 cells."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>1.{n}</v></c><c r="B{n}"><v>2</v></c><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 4))
    table, _ = read_table(workbook(f"<sheetData>{rows}</sheetData>"), "k.xlsx")
    assert table is not None
    assert [len(row.cells) for row in table.rows] == [100, 100, 100]


def test_a_document_that_unpacks_to_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """Megabytes of empty paragraphs in a few kilobytes; the table of contents is believed nothing."""
    monkeypatch.setattr(documents, "MAX_MARKUP", 1_000_000)
    data = word(b"<w:p/>" * 200_000)
    assert len(data) < 50_000
    found, diagnostics = read_document(told(data, DOCUMENT, 1000), "v.docx")
    assert (found, codes(diagnostics)) == (None, ["file-too-large"])


def test_blanks_before_the_markup_do_not_hide_what_it_is() -> None:
    """XML may begin with a megabyte of them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DOCUMENT, b" " * (1 << 20) + b"<w:p/>" * 1000)
        archive.writestr("word/media/image1.png", bytes(500))
    with zipfile.ZipFile(stream) as archive:
        assert unpacked_sizes(archive, stream.getvalue(), 10_000_000) == ((1 << 20) + 6500, 6000)


def test_entities_of_a_document_are_not_followed() -> None:
    """Neither a file of the computer nor a text that grows comes of them."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for entity in ('SYSTEM "file:///etc/hostname"', '"тайна"'):
        text = f"<!DOCTYPE x [<!ENTITY a {entity}>]><w:document {space}><w:body><w:p><w:r><w:t>Дом&a;</w:t></w:r></w:p></w:body></w:document>"
        found, diagnostics = read_document(packed({DOCUMENT: text.encode()}, stream.getvalue()), "v.docx")
        assert found is None or [block.text for block in found.blocks] == ["Дом"], diagnostics  # type: ignore[union-attr]  # lines


def pdf(drawn: bytes, filters: bytes) -> bytes:
    """A page on which this is drawn."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter[%b]>>\nstream\n%b\nendstream" % (len(drawn), filters, drawn), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, text) for n, text in enumerate(objects, 1)) + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


def test_a_pdf_that_unpacks_to_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_UNPACKED", 4_000_000)
    one = zlib.compress(b" " * 5_000_000)
    drawings = {b"/FlateDecode/FlateDecode": zlib.compress(one), b"/FlateDecode": zlib.compress(b"BT (a) Tj ET " * 200_000)}
    for filters, drawn in drawings.items():
        found, diagnostics = read_document(pdf(drawn, filters), "v.pdf")
        assert (found, codes(diagnostics)) == (None, ["file-too-large"])


@pytest.mark.parametrize("spoiled", [lambda whole: whole, lambda whole: whole[:-4] + b"abcd", lambda whole: whole[:-6]], ids=["sound", "checksum", "cut off"])
def test_a_pdf_is_read_as_far_as_it_goes(spoiled: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pdfminer.pdftypes.decompress_corrupted", None)  # never ends with a large stream
    found, _ = read_document(pdf(spoiled(zlib.compress(b"BT /F1 10 Tf 10 700 Td (House) Tj ET ")), b"/FlateDecode"), "v.pdf")
    assert found is not None
    assert [block.text for block in found.blocks] == ["House"]  # type: ignore[union-attr]  # lines
