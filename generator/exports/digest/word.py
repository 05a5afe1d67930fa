"""The issue as a Word file: title page, TOP-5, contents with page numbers, sections, entries.

python-docx makes the package and its properties. Paragraphs are written as XML, because python-docx has
no fields, bookmarks and tables of contents, and for speed: a build may have several hundred issues.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from generator.exports.undated import without_dates
from generator.exports.word_properties import set_properties
from generator.wording.blocks import BULLET, Block

from .document import DigestDocument, Entry
from .word_pages import Measured, Placed, lines, paginate
from .word_styles import STYLES, TEXT_WIDTH, style_id, template

if TYPE_CHECKING:
    from docx.document import Document

_WORDS, _WORDS_END = '<w:t xml:space="preserve">', "</w:t>"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run: text with a character style. ``url`` is an external link, ``anchor`` one to a bookmark of the file."""

    text: str
    look: str = ""
    url: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``style`` is a key of STYLES, ``bookmark`` the anchor of a heading; paragraphs of a ``unit`` should stay on one page.

    ``listed``, for a line of the contents, is the anchor whose page number it shows.
    """

    style: str
    pieces: tuple[Piece, ...]
    unit: int
    bookmark: str = ""
    new_page: bool = False
    keep_next: bool = False
    listed: str = ""

    @property
    def measured(self) -> str:
        """The text for measuring, including the page number."""
        return "".join(piece.text for piece in self.pieces) + (" 000" if self.listed else "")


def write_word(document: DigestDocument) -> bytes:
    """The same bytes for the same issue. Raises ImportError without python-docx."""
    import docx

    paragraphs = list(_paragraphs(document))
    placed = paginate([Measured(p.style, p.measured, p.unit, p.new_page, p.keep_next) for p in paragraphs])
    file = docx.Document(io.BytesIO(template()))
    _fill(file, paragraphs, placed)
    _header_and_footer(file, document)
    set_properties(
        file, document.title, author=document.publisher, moment=datetime.combine(document.day, time(), UTC),
        subject=document.lead, keywords=f"{document.series}; {document.week}", comments=document.address,
    )
    stream = io.BytesIO()
    file.save(stream)
    return without_dates(stream.getvalue())


def _paragraphs(document: DigestDocument) -> Iterator[Paragraph]:
    """All paragraphs in order. Units: 0 title page, 1 TOP-5, 2 contents, then one for each entry."""
    yield Paragraph("title", (Piece(document.series),), 0)
    yield Paragraph("dates", (Piece(document.dates),), 0)
    yield Paragraph("lead", (Piece(document.lead),), 0)
    for number, sentence in enumerate(document.imprint):
        yield Paragraph("imprint_first" if number == 0 else "imprint", (Piece(sentence),), 0)
    if document.address:
        yield Paragraph("imprint", (_address(document.address),), 0)
    if document.top:
        yield Paragraph("section", (Piece(document.top_title),), 1, bookmark="top", new_page=True)
    for place in document.top:
        yield Paragraph("top", (Piece(f"{place.place}.\t"), Piece(place.title, anchor=place.anchor)), 1)
        if place.regions:
            yield Paragraph("top_region", (Piece(place.regions),), 1)
        yield Paragraph("top_text", (Piece(place.summary),), 1)
    yield Paragraph("contents", (Piece("Оглавление"),), 2, new_page=True)
    unit = 3
    yield from _contents(document)
    for section in document.sections:
        yield Paragraph("section", (Piece(section.heading),), unit, bookmark=section.anchor, new_page=True)
        for entry in section.entries:
            yield from _entry(entry, unit)
            unit += 1


def _contents(document: DigestDocument) -> Iterator[Paragraph]:
    if document.top:
        yield Paragraph("contents1", (Piece(document.top_title),), 2, listed="top")
    for section in document.sections:
        yield Paragraph("contents1", (Piece(section.heading),), 2, listed=section.anchor)
        for entry in section.entries:
            yield Paragraph("contents2", (Piece(_contents_words(entry)),), 2, listed=entry.anchor)


def _contents_words(entry: Entry) -> str:
    """Title and region; the region on a line of its own if that adds no line, so that the page number is never alone on one."""
    if not entry.regions:
        return entry.heading
    size = STYLES["contents2"].size
    apart = lines(f"{entry.title},\n{entry.regions} 000", size, TEXT_WIDTH)
    whole = lines(f"{entry.heading} 000", size, TEXT_WIDTH)
    return f"{entry.title},\n{entry.regions}" if apart <= whole else entry.heading


def _entry(entry: Entry, unit: int) -> Iterator[Paragraph]:
    regions = (Piece(", "), Piece(entry.regions, "Region")) if entry.regions else ()
    yield Paragraph("entry", (Piece(entry.title), *regions), unit, bookmark=entry.anchor)
    for label, value in entry.fields:
        yield Paragraph("field", (Piece(f"{label}: ", "Soft"), Piece(value)), unit)
    body = [Paragraph("text", (Piece("Описание. ", "Soft"), Piece(entry.summary)), unit)]
    body += [_block(block, unit) for block in entry.text]
    body += [Paragraph("label", (Piece("Результаты:"),), unit)] if entry.results else []
    body += [Paragraph("bullet", (Piece(result),), unit) for result in entry.results]
    yield from body[:-1]
    yield replace(body[-1], keep_next=True)
    stage = (Piece("Стадия: "), Piece(entry.stage, "Signal" if entry.announced else ""))
    yield Paragraph("end", stage, unit, keep_next=bool(entry.address))
    if entry.address:
        yield Paragraph("end", (Piece("Подробнее: "), _address(entry.address)), unit)


def _block(block: Block, unit: int) -> Paragraph:
    pieces = tuple(_piece(s.text, s.bold, s.italic, s.url) for s in block.spans)
    if block.marker == BULLET:
        return Paragraph("bullet" if block.level == 1 else "bullet2", pieces, unit)
    if block.marker:
        return Paragraph("number", (Piece(f"{block.marker}\t"), *pieces), unit)
    introduces = block.text.rstrip().endswith(":")  # a list, to be kept on the same page
    return Paragraph("inner" if block.level else "text", pieces, unit, keep_next=introduces)


def _piece(text: str, bold: bool, italic: bool, url: str) -> Piece:
    return Piece(text, "Hyperlink" if url else "Strong" if bold else "Emphasis" if italic else "", url)


def _address(url: str) -> Piece:
    return Piece(url.removeprefix("https://").removeprefix("http://").rstrip("/"), "Hyperlink", url)


def _fill(file: Document, paragraphs: list[Paragraph], placed: list[Placed]) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    pages = {p.bookmark: where.page for p, where in zip(paragraphs, placed, strict=True) if p.bookmark}
    ids = {anchor: number for number, anchor in enumerate(pages, 1)}
    listed = [p for p in paragraphs if p.listed]

    def relation(url: str) -> str:
        return file.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def xml(paragraph: Paragraph, place: Placed) -> str:
        inner = "".join(_run(piece, relation, ids) for piece in paragraph.pieces)
        if paragraph.bookmark:
            id = ids[paragraph.bookmark]
            inner = f'<w:bookmarkStart w:id="{id}" w:name="{_bookmark(id)}"/>{inner}<w:bookmarkEnd w:id="{id}"/>'
        if paragraph.listed:
            inner = _contents_line(inner, _bookmark(ids[paragraph.listed]), pages[paragraph.listed])
            if paragraph is listed[0]:
                inner = _field_start(r' TOC \o "1-2" \h \z \u ') + inner
            if paragraph is listed[-1]:
                inner += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        flags = ("<w:keepNext/>" if paragraph.keep_next else "") + ("<w:pageBreakBefore/>" if place.new_page else "")
        style = f'<w:pStyle w:val="{style_id(paragraph.style)}"/>' if paragraph.style != "text" else ""
        return f"<w:p><w:pPr>{style}{flags}</w:pPr>{inner}</w:p>"

    text = "".join(xml(p, where) for p, where in zip(paragraphs, placed, strict=True))
    body = file.element.body
    for number, element in enumerate(list(parse_xml(f'<w:body xmlns:w="{_W}" xmlns:r="{_R}">{text}</w:body>'))):
        body.insert(number, element)


def _run(piece: Piece, relation: Callable[[str], str], ids: dict[str, int]) -> str:
    run = _words(piece.text, piece.look)
    if piece.url:
        return f'<w:hyperlink r:id="{relation(piece.url)}" w:history="1">{run}</w:hyperlink>'
    if piece.anchor:
        return f'<w:hyperlink w:anchor="{_bookmark(ids[piece.anchor])}" w:history="1">{run}</w:hyperlink>'
    return run


def _bookmark(id: int) -> str:
    """A bookmark name in the format of Word's own (``_Toc…``), which it hides and updates."""
    return f"_Toc{46_000_000 + id}"


def _contents_line(words: str, bookmark: str, page: int) -> str:
    number = f'{_field_start(f" PAGEREF {bookmark} " + chr(92) + "h ")}<w:r><w:t>{page}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{words}<w:r><w:tab/></w:r>{number}</w:hyperlink>'


def _field_start(instruction: str) -> str:
    """The beginning of a field, up to its cached value, which is shown until the reader updates it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _header_and_footer(file: Document, document: DigestDocument) -> None:
    from docx.oxml import parse_xml

    section = file.sections[0]
    number = f'{_field_start(" PAGE ")}<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for part, left, right in ((section.header, document.series, _words(document.dates)), (section.footer, document.publisher, number)):
        part.is_linked_to_previous = False
        paragraph = part.paragraphs[0]._p
        paragraph.getparent().replace(paragraph, parse_xml(
            f'<w:p xmlns:w="{_W}"><w:pPr><w:pStyle w:val="{style_id("margin")}"/></w:pPr>'
            f"{_words(left)}<w:r><w:tab/></w:r>{right}</w:p>"
        ))


def _words(text: str, look: str = "") -> str:
    """A run, with tabs and line breaks as elements of Word."""
    style = f'<w:rPr><w:rStyle w:val="{look}"/></w:rPr>' if look else ""
    words = escape(text).replace("\t", f"{_WORDS_END}<w:tab/>{_WORDS}").replace("\n", f"{_WORDS_END}<w:br/>{_WORDS}")
    return f"<w:r>{style}{_WORDS}{words}{_WORDS_END}</w:r>"
