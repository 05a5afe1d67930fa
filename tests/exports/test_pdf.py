"""The PDF file, read again: bookmarks, tags, fonts inside, text that can be copied, the same bytes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from issues import TEMPLATE_FOLDER, document, entry
from pypdf import PdfReader
from trying import tries

from generator.exports.digest.document import DigestDocument
from generator.exports.digest.pdf import write_pdf
from generator.parallel import ForkedTask


@pytest.fixture(scope="session")
def pdf(issue: DigestDocument) -> PdfReader:
    return reader(issue)


def reader(issue: DigestDocument) -> PdfReader:
    return PdfReader(io.BytesIO(write_pdf(issue, TEMPLATE_FOLDER)))


def squeezed(text: str) -> str:
    """Without what lines and typography put between letters; Typst glues page numbers with word joiners."""
    return "".join(text.replace("\u2060", "").split())


def text_of(pdf: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in pdf.pages))


def bookmarks(pdf: PdfReader) -> list[tuple[int, str, int]]:
    """Depth, title, page from 1."""

    def walk(items: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                yield depth, item.title, (pdf.get_destination_page_number(item) or 0) + 1

    return list(walk(pdf.outline, 1))


def tags(node: Any) -> Iterator[str]:
    """Kinds of structure elements, the whole tree."""
    node = node.get_object()
    for child in node if isinstance(node, list) else [node]:
        child = child.get_object()
        if isinstance(child, dict):
            if "/S" in child:
                yield str(child["/S"])
            if "/K" in child and not isinstance(child["/K"], int):
                yield from tags(child["/K"])


@pytest.mark.slow
def test_bookmarks_follow_sections_and_entries(issue: DigestDocument, pdf: PdfReader) -> None:
    expected = [(1, issue.top_title)]
    for section in issue.sections:
        expected += [(1, section.heading), *((2, e.heading) for e in section.entries)]
    found = bookmarks(pdf)
    assert [(depth, title) for depth, title, _ in found] == expected
    for _, title, page in found:
        assert squeezed(title) in squeezed(pdf.pages[page - 1].extract_text())


def test_contents_name_the_pages_of_the_bookmarks(pdf: PdfReader) -> None:
    listed = squeezed(pdf.pages[2].extract_text())
    for _, title, page in bookmarks(pdf):
        assert f"{squeezed(title)}{page}" in listed


def test_it_is_tagged_for_screen_readers(issue: DigestDocument, pdf: PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "ru-RU"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    counted = Counter(tags(root["/StructTreeRoot"]["/K"]))
    entries = sum(len(s.entries) for s in issue.sections)
    assert counted["/H1"] == len(issue.sections) + 2  # TOP-5 and contents
    assert counted["/H2"] == entries
    assert counted["/TOCI"] == len(bookmarks(pdf))
    assert counted["/P"] > 3 * entries
    assert counted["/L"] and counted["/LI"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_fonts_are_inside_and_only_ours(pdf: PdfReader) -> None:
    fonts = {}
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]  # a dictionary
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            fonts[str(descriptor["/FontName"]).partition("+")[2]] = any(key.startswith("/FontFile") for key in descriptor)
    assert fonts == {"GolosText-Regular": True, "GolosText-Bold": True}


@pytest.mark.slow
def test_the_text_can_be_copied(issue: DigestDocument, pdf: PdfReader) -> None:
    found = text_of(pdf)
    for section in issue.sections:
        for e in section.entries:
            assert squeezed(e.summary) in found
            for label, value in e.fields:
                assert squeezed(f"{label}: {value}") in found


def test_it_is_small_and_the_same_each_time(issue: DigestDocument) -> None:
    one = write_pdf(issue, TEMPLATE_FOLDER)
    assert one == write_pdf(issue, TEMPLATE_FOLDER)
    assert len(one) < 2_000_000


def test_a_forked_process_does_not_wait_for_threads_it_has_not(sample_issue: DigestDocument) -> None:
    here = write_pdf(sample_issue, TEMPLATE_FOLDER)  # from now on, forks of this process cannot use Typst
    assert ForkedTask(lambda: write_pdf(sample_issue, TEMPLATE_FOLDER)).result() == here


def test_properties_are_those_of_the_issue(issue: DigestDocument, pdf: PdfReader) -> None:
    about = pdf.metadata
    assert about is not None
    assert about.title == issue.title
    assert about.author == "Смартека"
    assert about.creation_date is not None
    assert about.creation_date.date() == issue.day


def test_an_issue_without_top_or_regions_is_laid_out() -> None:
    found = reader(document(entry(1, regions="", fields=(), address=""), top=(), address=""))
    assert [title for _, title, _ in bookmarks(found)] == ["1. Раздел", "Практика"]


@tries(8)
@given(st.text(alphabet="аб#*_`$<>@[]{}\\\"'=-+/~ ", min_size=1, max_size=30).filter(lambda t: bool(t.strip())))
def test_texts_are_not_read_as_typst(text: str) -> None:
    found = reader(document(entry(1, "Практика", text, text, results=(text,))))
    assert text_of(found).count(squeezed(text)) >= 3
