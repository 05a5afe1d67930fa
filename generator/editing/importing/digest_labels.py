"""Labels of the fields of a digest entry, and splitting of lines at labels inside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from generator.wording.russian import STAGES

from .documents import Block, Line, Row


class Label(IntEnum):
    """Fields in the order of the layout; a title has a label only in a table."""

    TITLE = 0
    REGION = 1
    HEAD = 2
    DIRECTION = 3
    SUBCATEGORY = 4
    DESCRIPTION = 5
    RESULTS = 6  # these three are in issues exported by this project
    STAGE = 7
    LINK = 8


_REGION_WORDS = r"регион(?:а|ов)|субъект(?:а|ов)(?:\s+(?:РФ|федерации))?|республики|области|края|города|округа"
_HEAD = (
    r"(?P<acting>врио|вр\.?\s?и\.?\s?о\.?|и\.?\s?о\.?)?\s*"
    rf"(?:(?:глав[аы]|руководител[ьия])\s+(?:{_REGION_WORDS})|губернатора?(?:\s+(?:{_REGION_WORDS})|(?=\s*:)))"
)
_PATTERNS: dict[Label, str] = {
    Label.TITLE: r"(?:название|наименование)(?:\s+практики)?|практика",
    Label.REGION: r"регион|субъект(?:\s+РФ|\s+федерации)?",
    Label.HEAD: _HEAD,
    Label.DIRECTION: r"направлени[ея]",
    Label.SUBCATEGORY: r"под\s?категори[яи]|под\s?рубрик[аи]",
    Label.DESCRIPTION: r"описание(?:\s+практики)?|суть(?:\s+практики)?",
    Label.RESULTS: r"результаты(?=:\s*$)",
    Label.STAGE: rf"стадия(?=:\s*(?:{'|'.join(STAGES.values())})\b)",
    Label.LINK: r"подробнее(?=:\s*\S+\.\S+/\S*$)",
}
# A label is followed by a colon or a full stop; if it was lost, by the value, which begins with a capital.
_LOST = r"\s+(?=(?-i:[А-ЯЁ«]))"
_MARKS = dict.fromkeys(_PATTERNS, rf"(?:\s*[:.]+\s*|\s+[–—-]{_LOST}|\s*$|{_LOST})")
# «Глава региона Иван Иванов сообщил, что…» is a sentence, not a field.
_MARKS[Label.HEAD] = rf"(?:\s*:+\s*|\s+[–—-]\s+|\s*$|{_LOST}(?=(?-i:(?:[А-ЯЁ][\w-]+\s*){{2,4}}$)))"
_AT_START = {label: re.compile(rf"[•*]?\s*(?:{p}){_MARKS[label]}", re.IGNORECASE) for label, p in _PATTERNS.items()}
_NAME = {label: re.compile(rf"(?:{p})\s*[:.]?", re.IGNORECASE) for label, p in _PATTERNS.items()}
# Labels inside a line also begin with a capital letter; a colon or a full stop follows.
_ANY_INSIDE = re.compile(
    r"(?P<HEAD>(?:В(?:РИО|рио)\s+[гГ]лавы|Глав[аы])\s+(?:регион(?:а|ов)|субъекта(?:\s+РФ)?)\s*:\s*)"
    r"|(?P<DIRECTION>Направлени[ея]\s*:\s*)"
    r"|(?P<SUBCATEGORY>Подкатегори[яи]\s*:\s*)"
    r"|(?P<DESCRIPTION>Описание\s*[.:]\s*|(?<=\s)Описание\s+(?=[А-ЯЁ«\d]))"
)
# Labels that may be inside the line of a field. A description is prose, which may contain «Направление: …».
_MAY_HOLD: dict[Label | None, tuple[Label, ...]] = {
    None: (Label.HEAD, Label.DIRECTION, Label.SUBCATEGORY, Label.DESCRIPTION),
    Label.TITLE: (Label.HEAD, Label.DIRECTION, Label.SUBCATEGORY, Label.DESCRIPTION),
    Label.REGION: (Label.HEAD, Label.DIRECTION, Label.SUBCATEGORY, Label.DESCRIPTION),
    Label.HEAD: (Label.DIRECTION, Label.SUBCATEGORY, Label.DESCRIPTION),
    Label.DIRECTION: (Label.SUBCATEGORY, Label.DESCRIPTION),
    Label.SUBCATEGORY: (Label.DESCRIPTION,),
    Label.DESCRIPTION: (Label.HEAD,),
    Label.RESULTS: (),
    Label.STAGE: (),
    Label.LINK: (),
}
# Words that also begin sentences: labels only if a colon follows and most entries have them.
_COMMON_WORDS = frozenset((Label.TITLE, Label.REGION))
_COLUMN_NAMES = 3  # a table whose first row has so many field names is a table of entries


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a part of one. ``glued``: it was split from the end of the line of another field."""

    label: Label | None
    line: Line
    glued: bool = False
    acting: bool = False  # the label itself says «врио»


def pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    """Lines without their labels; a line with labels inside gives several pieces."""
    counts = Counter(_starts_with(line.text, frozenset())[0] for line in lines)
    ignored = frozenset(label for label in _COMMON_WORDS if counts[label] * 2 < counts[Label.DESCRIPTION])
    for line in lines:
        yield from _pieces(line, ignored)


def _pieces(line: Line, ignored: frozenset[Label]) -> Iterator[Piece]:
    label, text, acting = _starts_with(line.text, ignored)
    glued, start = False, 0
    for match in _ANY_INSIDE.finditer(text):
        inner = Label[str(match.lastgroup)]
        if inner not in _MAY_HOLD[label] or (match.start() == 0 and label is None):
            continue
        head = text[start : match.start()].strip()
        if head or label is not None:
            yield Piece(label, replace(line, text=head), glued, acting)
        acting = inner is Label.HEAD and "врио" in match.group().lower()
        label, glued, start = inner, True, match.end()
    yield Piece(label, replace(line, text=text[start:].strip()), glued, acting)


def _starts_with(text: str, ignored: frozenset[Label]) -> tuple[Label | None, str, bool]:
    for label, pattern in _AT_START.items():
        if label in ignored or (label in _COMMON_WORDS and not re.match(r"[^:.]{4,24}:", text)):
            continue  # «Практика показала» and «Регион.» begin sentences
        if match := pattern.match(text):
            acting = label is Label.HEAD and bool(match.groupdict().get("acting"))
            return label, text[match.end() :], acting
    return None, text, False


def label_of(text: str) -> Label | None:
    """The label in a cell of a table: «Глава региона», «Подкатегории:»."""
    found = (label for label, pattern in _NAME.items() if pattern.fullmatch(text.strip()))
    return next(found, None)


def without_tables(blocks: Iterable[Block]) -> Iterator[Line]:
    """Convert rows of tables to the lines of the same digest without tables.

    Two kinds of tables are known: fields of an entry with labels in the first column, and entries
    in rows below a row of field names. Each row of other tables (TOP-5, contents) becomes one line.
    """
    columns: dict[int, Label] = {}
    table = 0
    for block in blocks:
        if isinstance(block, Line):
            yield block
            continue
        if block.table != table:
            table, columns = block.table, {}
        named = {i: label for i, cell in enumerate(block.cells) if (label := label_of(_text(cell))) is not None}
        if len(named) >= _COLUMN_NAMES:
            columns = named
        elif columns and sum(bool(cell) for cell in block.cells) > 1:
            yield from _entry_row(block, columns)
        else:
            yield from _row_lines(block)


def _entry_row(row: Row, columns: dict[int, Label]) -> Iterator[Line]:
    cells = {label: row.cells[i] for i, label in columns.items() if i < len(row.cells) and row.cells[i]}
    title, region = _text(cells.get(Label.TITLE, ())), _text(cells.get(Label.REGION, ()))
    if title:
        yield Line(f"Название: {title}", row.place)
    if region:
        yield Line(f"Регион: {region}", row.place)
    for label, word in _WORDS.items():
        for i, line in enumerate(cells.get(label, ())):
            yield replace(line, text=f"{word} {line.text.strip()}" if i == 0 else line.text, place=row.place)


_WORDS = {
    Label.HEAD: "Глава региона:", Label.DIRECTION: "Направление:", Label.SUBCATEGORY: "Подкатегория:",
    Label.DESCRIPTION: "Описание.",
}


def _row_lines(row: Row) -> Iterator[Line]:
    filled = [cell for cell in row.cells if cell]
    if len(filled) == 1:
        yield from (replace(line, place=row.place) for line in filled[0])
        return
    if not filled:
        return
    label = label_of(_text(filled[0]))
    if label is not None and len(filled) == 2:
        word = _WORDS.get(label, f"{_text(filled[0]).strip(' :.')}:")
        for i, line in enumerate(filled[1]):
            yield replace(line, text=f"{word} {line.text.strip()}" if i == 0 else line.text, place=row.place)
        return
    texts = [_text(cell) for cell in filled]
    number = f"{texts.pop(0).rstrip('.')}. " if re.fullmatch(r"\d{1,2}\.?", texts[0]) and len(texts) > 1 else ""
    page = f" {texts.pop()}" if re.fullmatch(r"\d{1,3}", texts[-1]) and len(texts) > 1 else ""
    yield Line(f"{number}{', '.join(texts)}{page}", row.place, True, filled[0][0].level)


def _text(cell: tuple[Line, ...]) -> str:
    return " ".join(line.text.strip() for line in cell)
