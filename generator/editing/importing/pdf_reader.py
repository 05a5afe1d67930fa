"""PDF files → lines with their page; headings by font size, paragraphs by gaps between lines.

pdfplumber and not pypdf: it gives the size and position of each line, keeps single spaces in
justified text, and finds tables; it takes about 0.1 s a page.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .documents import Block, DocumentFault, Line, Place, Remarks, Row
from .pdf_bounds import PdfBounds, bounded
from .tidying import is_page_number

MAX_PAGES = 500
_JOINERS = re.compile("[\u200b-\u200d\u2060\ufeff]")
_HEADING_SIZE = 1.08  # relative to the size of normal text
_PARAGRAPH_GAP = 1.25  # relative to the usual distance between lines
_INDENT = 12  # points to the right of the margin


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line on its page; ``top``, ``x0`` and ``x1`` in points."""

    text: str
    page: int
    number: int  # on the page, from 1
    top: float
    x0: float
    x1: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class _PlacedRow:
    cells: tuple[str, ...]
    page: int
    table: int
    number: int
    top: float


def read_pdf(data: bytes) -> tuple[tuple[Block, ...], Remarks]:
    """Lines and rows of all pages without page numbers, headers and footers.

    Raises DocumentFault for broken, encrypted and scanned files.
    """
    try:
        with bounded() as bounds:
            pages = _pages(data, bounds)
    except DocumentFault:
        raise
    except Exception as fault:  # pdfminer may raise anything for a broken file
        if "Password" in type(fault).__name__ or any("Password" in type(a).__name__ for a in fault.args):
            raise DocumentFault(
                "locked-document", "PDF закрыт паролем", "снимите пароль или сохраните документ в Word"
            ) from fault
        raise DocumentFault(
            "broken-document", "файл PDF повреждён и не читается", "сохраните его заново или скопируйте текст в .txt"
        ) from fault
    if not any(pages):
        raise DocumentFault(
            "pdf-without-text", "в PDF нет текста: видимо, это снимки страниц", "распознайте текст или возьмите документ Word"
        )
    furniture = _furniture(pages)
    kept = [[item for item in page if id(item) not in furniture] for page in pages]
    remarks = [(f"убраны номера и колонтитулы страниц, строк: {len(furniture)}", "ничего делать не нужно")] if furniture else []
    if unsearched := ", ".join(map(str, bounds.pages_without_tables)):
        remarks.append((f"слишком много линий, таблиц там не искали; страницы: {unsearched}", "проверьте на них текст"))
    return tuple(_blocks(kept)), remarks


def _furniture(pages: Sequence[Sequence[_Placed | _PlacedRow]]) -> frozenset[int]:
    """``id()`` of page numbers, headers and footers.

    A header or a footer is the first or last line of most pages, with the same text apart from numbers.
    """
    edges = [item for page in pages for item in {id(i): i for i in (*page[:2], *page[-2:])}.values()]
    lines = [item for item in edges if isinstance(item, _Placed)]
    counts = Counter(re.sub(r"\d+", "#", line.text) for line in lines)
    often = max(3, len(pages) // 2)
    return frozenset(
        id(line) for line in lines if is_page_number(line.text) or counts[re.sub(r"\d+", "#", line.text)] > often
    )


def _pages(data: bytes, bounds: PdfBounds) -> list[list[_Placed | _PlacedRow]]:
    import pdfplumber

    pages: list[list[_Placed | _PlacedRow]] = []
    tables = 0
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise DocumentFault("file-too-large", f"в PDF больше {MAX_PAGES} страниц", "оставьте только страницы выпуска")
        for number, page in enumerate(pdf.pages, 1):
            bounds.begin_page(number)
            found = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
            placed: list[_Placed | _PlacedRow] = []
            for table in found:
                tables += 1
                placed += [
                    _PlacedRow(tuple(cell or "" for cell in cells), number, tables, i, row.bbox[1])
                    for i, (cells, row) in enumerate(zip(table.extract(), table.rows, strict=True), 1)
                ]
            placed += _lines(page, number, [table.bbox for table in found])
            pages.append(sorted(placed, key=lambda item: (item.top, getattr(item, "x0", 0.0))))
            page.close()  # frees the parsed objects of the page
    return pages


def _lines(page: Any, number: int, tables: Sequence[tuple[float, float, float, float]]) -> Iterator[_Placed]:
    """Lines outside the tables of a page."""
    for count, line in enumerate(page.extract_text_lines(return_chars=True), 1):
        middle = (line["top"] + line["bottom"]) / 2
        if any(top <= middle <= bottom and x0 <= line["x0"] <= x1 for x0, top, x1, bottom in tables):
            continue
        chars = [c for c in line["chars"] if c["text"].strip()]
        if chars:
            size = Counter(round(c["size"], 1) for c in chars).most_common(1)[0][0]
            bold = all("bold" in c["fontname"].lower() for c in chars)
            # A soft hyphen is drawn as a hyphen; joiners are not drawn.
            text = _JOINERS.sub("", line["text"].replace("\u00ad", "-"))
            yield _Placed(text, number, count, line["top"], line["x0"], line["x1"], size, bold)


def _blocks(pages: Sequence[Sequence[_Placed | _PlacedRow]]) -> Iterator[Block]:
    lines = [item for page in pages for item in page if isinstance(item, _Placed)]
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    levels = {size: i for i, size in enumerate(sorted((s for s in sizes if s > body * _HEADING_SIZE), reverse=True), 1)}
    margin = Counter(round(line.x0) for line in lines).most_common(1)[0][0] if lines else 0
    right = max((line.x1 for line in lines), default=0.0)
    step = _usual_step(lines, body)
    number = 0
    before: _Placed | None = None
    for page in pages:
        for item in page:
            number += 1
            if isinstance(item, _PlacedRow):
                place = Place(number, f"страница {item.page}, таблица {item.table}, строка {item.number}")
                cells = tuple(
                    tuple(Line(text, place, i == 0) for i, text in enumerate(cell.split("\n")) if text.strip())
                    for cell in item.cells
                )
                yield Row(cells, place, item.table)
                before = None
            else:
                place = Place(number, f"страница {item.page}, строка {item.number}")
                opens = _opens(before, item, step, margin, right)
                yield Line(item.text, place, opens, levels.get(item.size, 0), item.bold)
                before = item


def _usual_step(lines: Sequence[_Placed], body: float) -> float:
    steps = Counter(
        round(b.top - a.top)
        for a, b in pairwise(lines)
        if a.page == b.page and a.size == b.size == body and b.top - a.top > 1
    )
    return float(steps.most_common(1)[0][0]) if steps else body * 1.3


def _opens(before: _Placed | None, line: _Placed, step: float, margin: float, right: float) -> bool:
    """Whether a paragraph begins: after a gap, with an indent, a change of size, or after a short line."""
    if before is None or before.size != line.size or line.x0 > before.x0 + _INDENT:
        return True
    if before.page != line.page:
        return before.x1 < margin + 0.85 * (right - margin)
    return line.top - before.top > max(step, line.size * 1.15) * _PARAGRAPH_GAP
