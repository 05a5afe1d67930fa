"""Word files (.docx) → paragraphs and rows of tables, in reading order, with their headings.

python-docx opens the package and gives the styles; the traversal of the body is ours, because that of python-docx
skips tables of contents (``w:sdt``), text boxes and tracked insertions.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from .documents import Block, DocumentFault, Line, Place, Row

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # repeats the content before it
_HEADING = re.compile(r"(?:heading|заголовок) ?([1-9])", re.IGNORECASE)
_BREAKS = frozenset((f"{_W}br", f"{_W}cr"))


def read_word(data: bytes) -> Iterator[Block]:
    """Blocks of the body of a document. Raises DocumentFault for an invalid .docx."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        walk = _Walk(document)
        blocks = list(walk.blocks(body))
    except RecursionError:
        raise _broken() from None
    except Exception as fault:  # python-docx, lxml and zipfile may raise anything for a broken file
        raise _broken() from fault
    yield from blocks


def _broken() -> DocumentFault:
    return DocumentFault(
        "broken-document", "файл Word повреждён и не читается",
        "откройте его в Word и сохраните заново или скопируйте текст в .txt",
    )


class _Walk:
    """Traverses the body and counts paragraphs and tables."""

    def __init__(self, document: Any) -> None:
        self.paragraphs = 0
        self.tables = 0
        self.style = cache(lambda id: _style(document, id))

    def blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self.table(child)
            elif child.tag not in (_FALLBACK, f"{_W}del"):  # sdt, sdtContent, ins, smartTag, text boxes
                yield from self.blocks(child)

    def paragraph(self, element: Any) -> Iterator[Block]:
        """The lines of a paragraph, split at manual line breaks; then the text boxes anchored in it."""
        self.paragraphs += 1
        place = Place(self.paragraphs, f"абзац {self.paragraphs}")
        level, bold = self._look(element)
        pieces = [(run, text) for run, text in _runs(element) if text]
        filled = [run for run, text in pieces if text.strip()]
        whole_bold = bool(filled) and all(_is_bold(run, bold) for run in filled)
        for number, text in enumerate("".join(text for _, text in pieces).split("\n")):
            if text.strip():
                yield Line(text, place, number == 0, level, whole_bold, number == 0 and _is_item(element))
        for box in element.iter(f"{_W}txbxContent"):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                yield from self.blocks(box)

    def table(self, element: Any) -> Iterator[Row]:
        self.tables += 1
        table = self.tables
        above: dict[int, tuple[Line, ...]] = {}  # by column, for vertically merged cells
        for number, row in enumerate(_rows(element), 1):
            cells: list[tuple[Line, ...]] = []
            for cell in _cells(row):
                lines = tuple(line for line in self._cell_lines(cell))
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merged is not None and merged.get(f"{_W}val") != "restart" and not lines:
                    lines = above.get(len(cells), ())
                above[len(cells)] = lines
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                width = int(span.get(f"{_W}val")) if span is not None else 1
                cells += [lines, *([()] * (min(width, 63) - 1))]  # Word allows at most 63 columns
            yield Row(tuple(cells), Place(self.paragraphs, f"таблица {table}, строка {number}"), table)

    def _cell_lines(self, cell: Any) -> Iterator[Line]:
        for block in self.blocks(cell):
            if isinstance(block, Line):
                yield block
            else:  # a nested table: its text, in order
                yield from (line for inner in block.cells for line in inner)

    def _look(self, element: Any) -> tuple[int, bool]:
        """Level of a heading, and whether the style is bold."""
        properties = element.find(f"{_W}pPr")
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        level, bold = self.style(style.get(f"{_W}val") if style is not None else None)
        outline = properties.find(f"{_W}outlineLvl") if properties is not None else None
        if not level and outline is not None and (outline.get(f"{_W}val") or "9") in "012345678":
            level = int(outline.get(f"{_W}val")) + 1
        return level, bold


def _is_item(paragraph: Any) -> bool:
    """Whether the paragraph has a number or a bullet of Word, or a list style."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return False
    style = properties.find(f"{_W}pStyle")
    if style is not None and (style.get(f"{_W}val") or "").lower().startswith("list"):
        return True
    number = properties.find(f"{_W}numPr/{_W}numId")
    return number is not None and number.get(f"{_W}val") != "0"


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _cells(child)


def _runs(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """Runs of a paragraph with their text, without text boxes and deletions."""
    for child in paragraph:
        if child.tag == f"{_W}r":
            yield child, _run_text(child)
        elif child.tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", _FALLBACK):
            yield from _runs(child)


def _run_text(run: Any) -> str:
    text = ""
    for child in run:
        if child.tag == f"{_W}t":
            text += child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            text += "\t"
        elif child.tag in _BREAKS:
            text += "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            text += "-"
        elif child.tag == f"{_W}softHyphen":
            text += "\u00ad"
    return text


def _is_bold(run: Any, style: bool) -> bool:
    mark = run.find(f"{_W}rPr/{_W}b")
    return style if mark is None else mark.get(f"{_W}val") not in ("0", "false", "off")


def _style(document: Any, id: str | None) -> tuple[int, bool]:
    """Level and boldness of a paragraph style, own or inherited."""
    styles = {style.style_id: style for style in document.styles if style.type == 1}  # paragraph styles
    style = styles.get(id) if id else None
    level, bold, seen = 0, None, set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        match = _HEADING.fullmatch((style.name or "").strip())
        outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
        if not level and match:
            level = int(match[1])
        elif not level and outline is not None and (outline.get(f"{_W}val") or "9") in "012345678":
            level = int(outline.get(f"{_W}val")) + 1
        if bold is None:
            bold = style.font.bold
        style = style.base_style
    return level, bool(bold)
