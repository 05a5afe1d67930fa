"""Office files that unpack to more than they say, or make whoever opens them hold more than there is memory."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial

import docx
import openpyxl
import pytest

from generator.editing.importing import documents, pdf_bounds, workbook_size
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
    for read in (read_table, partial(read_form, marker="КПЭ")):
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
    monkeypatch.setattr(pdf_bounds, "MAX_UNPACKED", 4_000_000)
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


def objects(given: Mapping[int, bytes]) -> bytes:
    """A page that draws what the objects say; each may take the place of one of a sound file."""
    sound = {
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 10 0 R>>>>>>",
        4: stream(b"BT /F1 10 Tf 10 700 Td (A) Tj ET"), 5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % pair for pair in {**sound, **given}.items()) + b"trailer<</Size 99/Root 1 0 R>>\n%%EOF"


def stream(drawn: bytes, keys: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(drawn), keys, drawn)


def flate(drawn: bytes, more: bytes = b"") -> bytes:
    return stream(zlib.compress(drawn), b"/Filter[/FlateDecode%b]" % more)


def form(drawn: bytes, next_form: int) -> bytes:
    return stream(drawn, b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X %d 0 R>>>>" % next_form)


def lzw(codes: int) -> bytes:
    """Ever longer runs of one sign, then the longest again and again."""
    bits = f"{256:09b}{65:09b}"
    for code in range(258, 258 + codes):
        bits += f"{min(code, 4095):0{9 if code < 511 else 10 if code < 1023 else 11 if code < 2047 else 12}b}"
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def font(to_unicode: bytes) -> dict[int, bytes]:
    return {5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>", 6: flate(to_unicode)}


WIDTHS = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[0 1000000000 500]>>"
DRAWN = {
    "lzw": {4: stream(lzw(6000), b"/Filter/LZWDecode")},
    "runs": {4: flate(b"\x81 " * 90_000, b"/RunLengthDecode")},
    "runs of runs": {4: flate(b"\x81\x81" * 3_000, b"/RunLengthDecode/RunLengthDecode")},
    "rows of a predictor": {4: stream(zlib.compress(bytes(100)), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 40000000000>>")},
    "forms in forms": {4: stream(b"/X Do"), **{n: form(b"/X Do " * 10, n + 1) for n in range(10, 25)}, 25: form(b"", 25)},
    "signs": {4: flate(b"BT /F1 1 Tf (%b) Tj ET" % (b"a" * 6_000))},
    "shapes": {4: flate(b"0 0 9 9 re f " * 2_500)},
    "a sign that is a book": {**font(b"1 beginbfchar <41> <%b> endbfchar" % (b"0041" * 6_000))},
    "all signs there are": font(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"),
    "widths of all signs": {5: b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>", 6: WIDTHS},
}


@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN.keys())
def test_a_pdf_that_takes_too_much(drawn: Mapping[int, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes each; with the bounds as they are, a second or two each."""
    for name in ("MAX_UNPACKED", "MAX_PAGE"):
        monkeypatch.setattr(pdf_bounds, name, getattr(pdf_bounds, name) // 20)
    found, diagnostics = read_document(objects(drawn), "v.pdf")
    assert (found, codes(diagnostics)) == (None, ["file-too-large"])


def test_pages_that_draw_too_much_together(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = range(100, 120)
    kids = b" ".join(b"%d 0 R" % n for n in pages)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    data = objects({2: b"<</Type/Pages/Kids[%b]/Count 20>>" % kids, **dict.fromkeys(pages, page)})
    assert codes(read_document(data, "v.pdf")[1]) != ["file-too-large"]
    monkeypatch.setattr(pdf_bounds, "MAX_DRAWN", 3000)
    assert codes(read_document(data, "v.pdf")[1]) == ["file-too-large"]


def test_what_filters_give_is_what_they_should() -> None:
    """Our own take the place of pdfminer's: the same text comes of each."""
    text = b"BT /F1 10 Tf 10 700 Td (House) Tj ET"
    runs = b"".join(bytes((len(part) - 1,)) + part for part in (text[:20], text[20:])) + b"\xff \x80 ignored"
    bits = "".join(f"{code:09b}" for code in (256, *text, 257))
    whole = (
        stream(runs, b"/Filter/RunLengthDecode"), stream(int(bits.ljust(352, "0"), 2).to_bytes(44, "big"), b"/Filter/LZWDecode"),
        stream(base64.a85encode(text, wrapcol=7) + b" ~>", b"/Filter/ASCII85Decode"),
    )
    for drawn in whole:
        found, diagnostics = read_document(objects({4: drawn}), "v.pdf")
        assert found is not None, diagnostics
        assert [block.text for block in found.blocks] == ["House"]  # type: ignore[union-attr]  # lines


def test_a_page_of_lines_is_not_searched_for_tables() -> None:
    """Two hundred lines each way take a minute."""
    lines = b"".join(b"%d 0 m %d 2000 l S 0 %d m 2000 %d l S " % (n, n, n, n) for n in range(0, 1200, 5))
    drawn = objects({4: flate(lines + b"BT /F1 10 Tf 10 700 Td (House) Tj ET")}).replace(b"600 800", b"2000 2000")
    found, diagnostics = read_document(drawn, "v.pdf")
    assert found is not None, diagnostics
    assert [block.text for block in found.blocks] == ["House"]  # type: ignore[union-attr]  # lines
    assert [d.code for d in diagnostics if d.message.endswith("страницы: 1")] == ["damaged-text"]
