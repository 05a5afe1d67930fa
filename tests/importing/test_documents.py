"""Files → lines: kinds and encodings told by the content, places, broken and locked files."""

from __future__ import annotations

import io
import zipfile

import pypdf
import pytest
import word_files
from digest_samples import DIGESTS

from generator.editing.importing.documents import Line, Row, SourceDocument, read_document
from generator.model.diagnostic import Diagnostic

TEXT = "Мониторинг региональных практик\n\nЁлка – «ёж»\r\nвторая\rтретья\fчетвёртая"
LINES = [
    ("Мониторинг региональных практик", 1, True), ("Ёлка – «ёж»", 3, True), ("вторая", 4, False), ("третья", 5, False),
    ("четвёртая", 7, True),
]


def read(data: bytes) -> SourceDocument:
    document, diagnostics = read_document(data, "x")
    assert document, diagnostics
    assert diagnostics == []
    return document


def refused(data: bytes) -> str:
    """The code of the one diagnostic of a file that cannot be read."""
    document, diagnostics = read_document(data, "папка/x.docx")
    assert document is None
    (found,) = diagnostics
    assert (found.severity.value, found.location.path) == ("error", "папка/x.docx")
    assert found.message
    assert found.hint
    return found.code


def shape(document: SourceDocument) -> list[tuple[str, int, bool]]:
    return [(b.text, b.place.number, b.opens) for b in document.blocks if isinstance(b, Line)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_a_text_in_any_usual_encoding(encoding: str) -> None:
    text = TEXT if encoding.startswith("utf") or encoding == "cp1251" else TEXT.replace("–", "-").replace("«", '"').replace("»", '"')
    found = shape(read(text.encode(encoding)))
    wanted = [(t if text == TEXT else t.replace("–", "-").replace("«", '"').replace("»", '"'), n, o) for t, n, o in LINES]
    assert found == wanted
    assert read(text.encode(encoding)).blocks[1].place.words == "строка 3"


def test_a_text_cut_in_the_middle_of_a_letter_is_read_and_reported() -> None:
    document, diagnostics = read_document(("Практика " * 200).encode()[:-2] + b"\xd0", "x.txt")
    assert document
    assert [d.code for d in diagnostics] == ["damaged-text"]


def test_an_empty_paragraph_opens_the_next_line_also_after_spaces() -> None:
    assert shape(read("а\n \t\nб\nв".encode())) == [("а", 1, True), ("б", 3, True), ("в", 4, False)]


def archive(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, text in files.items():
            made.writestr(name.replace("__", "/").replace("_TYPES", "[Content_Types].xml"), text)
    return stream.getvalue()


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("пароль", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def blank_pdf(pages: int = 1) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-document"),
        (" \n\t\n\u00a0".encode(), "empty-document"),
        (b"\x00\x01\x02\x03" * 50, "wrong-document"),
        (bytes(range(128, 256)) * 20, "wrong-document"),
        (b"PK\x03\x04 broken", "broken-document"),
        (archive(word__document="<x"), "broken-document"),
        (archive(word__document_xml="<x/>", _TYPES="<Types/>"), "broken-document"),
        (archive(xl__workbook="<x/>", _TYPES="<Types/>"), "wrong-document"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "wrong-document"),
        (archive(readme="text"), "broken-document"),
        (OLE, "wrong-document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked-document"),
        (rb"{\rtf1 text}", "wrong-document"),
        (b"<!DOCTYPE html><p>text", "wrong-document"),
        (b"%PDF-1.7 broken", "broken-document"),
        (locked_pdf(), "locked-document"),
        (blank_pdf(), "pdf-without-text"),
        (b"x" * 50_000_001, "file-too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_told_with_the_next_step(data: bytes, code: str) -> None:
    assert refused(data) == code


@pytest.mark.slow
def test_an_archive_that_unpacks_to_too_much_is_not_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"0" * 200_000_001)
    assert refused(stream.getvalue()) == "file-too-large"


def test_word_paragraphs_with_all_that_lies_between() -> None:
    document = read(word_files.with_oddities())
    lines = [b for b in document.blocks if isinstance(b, Line)]
    assert [(line.text, line.place.words, line.opens) for line in lines] == [
        ("Первый абзац", "абзац 1", True),
        ("до вставлено", "абзац 2", True),
        ("строка", "абзац 3", True),
        ("вторая\u00a0часть", "абзац 3", False),
        ("пол\u00adгода-год", "абзац 4", True),
        ("пункт", "абзац 5", True),
        ("в рамке", "абзац 7", True),
        ("Глава", "абзац 13", True),
    ]
    assert [line.text for line in lines if line.item] == ["пункт"]
    assert [(line.text, line.level, line.bold) for line in lines if line.level or line.bold] == [("Глава", 2, True)]


def test_rows_of_a_word_table_with_merged_cells() -> None:
    rows = [b for b in read(word_files.with_oddities()).blocks if isinstance(b, Row)]
    texts = [[" ".join(line.text for line in cell) for cell in row.cells] for row in rows]
    assert texts == [["широкая", "", "вниз"], ["а", "", "вниз"]]
    assert [row.place.words for row in rows] == ["таблица 1, строка 1", "таблица 1, строка 2"]


def test_lines_of_a_pdf_with_pages_headings_and_without_page_numbers() -> None:
    document, diagnostics = read_document((DIGESTS / "week-52.pdf").read_bytes(), "x.pdf")
    assert document
    assert [d.code for d in diagnostics] == ["damaged-text"]  # page numbers were taken away
    lines = [b for b in document.blocks if isinstance(b, Line)]
    assert not any(line.text.strip().isdigit() for line in lines)
    assert lines[0].text == "Мониторинг региональных практик"
    assert lines[0].place.words == "страница 1, строка 2"  # a running head stands above
    headings = {line.text: line.level for line in lines if line.level}
    assert headings["1. Забота и здоровье"] < headings["Конкурс «Двор, где ждут», Санкт-Петербург"]
    assert {line.place.words.partition(",")[0] for line in lines} >= {"страница 1", "страница 2", "страница 3"}


def test_a_pdf_with_too_many_pages_is_refused_before_it_is_read() -> None:
    assert refused(blank_pdf(501)) == "file-too-large"


def test_the_name_says_nothing_of_the_kind() -> None:
    diagnostics: list[Diagnostic]
    document, diagnostics = read_document("Текст, названный документом Word".encode(), "x.docx")
    assert document
    assert diagnostics == []
