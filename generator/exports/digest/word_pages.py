"""Page layout of the Word file, so that its table of contents has correct page numbers without a word processor.

Lines have exact heights and page breaks are explicit: a page is filled until its lines, counted by the
letter widths of Arial, leave only ``SPARE`` free. So a word processor that breaks a line elsewhere, or
uses a metric-compatible font, still breaks the page at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from .word_styles import PAGE_HEIGHT, STYLES, TEXT_WIDTH

SPARE = 44.0  # points, three lines of text
ROOM = PAGE_HEIGHT - SPARE
_GOOD_PART = 0.35
BOLD = 1.09  # bold letters are wider at most by this factor

# Advance widths of the letters of Arial, in thousandths of the font size, rounded up.
_GROUPS = {
    225: "'ijl", 280: " !,./:;I[\\]ft\u00a0|", 350: "(){}-`r„“”•\"", 400: "г*°", 440: "к", 475: "зт^",
    510: "Jcksvxyzсухэ", 535: "чьв", 560: "Гпян#$0123456789?L_abdeghnopquаеорё«»–§ий", 585: "бцКдл+<=>~−×",
    612: "ЗFTZТ", 640: "ъУ", 670: "БЛЬ&ABEKPSVXYАВЕРХЧЁж", 690: "Дм", 725: "ИЙПЭыCDHNRUwНСЯ",
    760: "ЦюФ", 805: "GOQОЪш", 835: "фщMmМ", 890: "Ы%", 945: "ШЖЩW", 1080: "—…→Ю@№",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_UNKNOWN = 1000
_PIECES = re.compile(r"[^ \-–]*(?:[-–]+|[ ]+|$)")  # a line may end after each


@dataclass(frozen=True, slots=True)
class Measured:
    """The properties of a paragraph that matter for pages. ``unit`` is the number of its entry."""

    style: str
    text: str
    unit: int
    new_page: bool = False  # required, e.g. for a section
    keep_next: bool = False  # in addition to the style


@dataclass(frozen=True, slots=True)
class Placed:
    page: int
    new_page: bool  # a page break before the paragraph


@lru_cache(maxsize=20_000)  # issues share most of their words
def _width(word: str) -> int:
    """Width in thousandths of the font size."""
    return sum(_WIDTHS.get(letter, _UNKNOWN) for letter in word)


def lines(text: str, size: float, width: float) -> int:
    """The number of lines of a paragraph; ``size`` and ``width`` in points."""
    if "\n" in text:
        return sum(lines(part, size, width) for part in text.split("\n"))
    count, at = 1, 0.0
    for piece in _PIECES.findall(text):
        word = piece.rstrip(" ")
        wide = _width(word) * size / 1000
        if at and at + wide > width:
            count, at = count + 1, 0.0
        if wide > width:  # a word longer than a line is broken
            count += int(wide // width)
            wide %= width
        at += wide + (len(piece) - len(word)) * _WIDTHS[" "] * size / 1000
    return count


def height(paragraph: Measured) -> float:
    """Points from the end of the previous paragraph to the end of this one."""
    style = STYLES[paragraph.style]
    size = style.size * (BOLD if style.bold else 1)
    count = lines(paragraph.text, size, TEXT_WIDTH - style.left)
    return style.before + count * style.line + style.after


def paginate(paragraphs: Sequence[Measured]) -> list[Placed]:
    """The page of each paragraph, from 1.

    An entry that fits on the page is not split; another one begins there if a good part of the page
    is free, and is split between two paragraphs, but never after one with ``keep_next``.
    A paragraph longer than a page takes as many as it needs.
    """
    placed: list[Placed] = []
    page, used = 1, 0.0
    for _, unit in groupby(paragraphs, key=lambda p: p.unit):
        groups = [(group, sum(map(height, group))) for group in _kept_together(list(unit))]
        whole = sum(high for _, high in groups)
        whole_next = used + whole > ROOM and used > ROOM * (1 - _GOOD_PART)
        for number, (group, high) in enumerate(groups):
            break_here = group[0].new_page or (number == 0 and whole_next) or used + high > ROOM
            if break_here and used:
                page, used = page + 1, 0.0
                placed.append(Placed(page, True))
            else:
                placed.append(Placed(page, False))
            placed += [Placed(page, False)] * (len(group) - 1)
            used += high
            page, used = page + int(used // PAGE_HEIGHT), used % PAGE_HEIGHT
    return placed


def _kept_together(paragraphs: list[Measured]) -> list[list[Measured]]:
    groups: list[list[Measured]] = [[]]
    for paragraph in paragraphs:
        groups[-1].append(paragraph)
        if not (paragraph.keep_next or STYLES[paragraph.style].keep_next):
            groups.append([])
    return [group for group in groups if group]
