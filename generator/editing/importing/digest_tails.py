"""Finds the end of a description and the beginning of the next title, the only boundary without a label.

After a description there may be the title of a section and then the title of the next practice, each on
one or several lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from generator.analysis.language import is_stop_word
from generator.analysis.tokens import normalise
from generator.wording.name_key import name_key

from .digest_front import Expected, is_numbered, title_text, without_number
from .documents import Line
from .region_names import RegionNames
from .tidying import is_closed

_MOST_LINES = 8  # of a title
_LONGEST_TITLE = 300
_LONGEST_SECTION = 120
_LONGEST_GUESS = 60  # characters of a title of a section that is recognised only by its position
_ALIKE = 90  # of 100: minimum similarity of a damaged title to that in the contents
_SENTENCE_END = re.compile(r"[.!?…][»\")]*\s+(?=[А-ЯЁA-Z«\d])")


@dataclass(frozen=True, slots=True)
class Tail:
    """Lines between two labels, divided. ``sure`` is false if the beginning of the title was guessed."""

    own: tuple[Line, ...]
    section: tuple[Line, ...]
    title: tuple[Line, ...]
    sure: bool
    section_sure: bool = True
    glued: bool = False  # the title was on the same line as the text before it


class TailDivider:
    def __init__(self, regions: RegionNames, expected: Expected, document_words: frozenset[str]) -> None:
        self.regions = regions
        self.expected = expected
        self.document_words = document_words

    def divide(self, lines: Sequence[Line]) -> Tail:
        """If ``lines`` is empty, the entry has no title."""
        if not lines:
            return Tail((), (), (), False)
        glued = self._glued(lines)
        if glued is not None:
            return glued
        start, sure = self._start(lines)
        rest = lines[:start]
        section = self.section_lines(rest, lines[start].level)
        guessed = 1 if not section and self._may_be_section(rest) else 0
        border = len(rest) - (section or guessed)
        return Tail(tuple(rest[:border]), tuple(rest[border:]), tuple(lines[start:]), sure, not guessed)

    def _text(self, lines: Sequence[Line]) -> str:
        return title_text([line.text for line in lines], self.document_words, self.regions)

    def _title_key(self, text: str) -> str:
        return name_key(self.regions.split_title(without_number(text)).title)

    def _starts(self, lines: Sequence[Line]) -> list[int]:
        """Indices of lines that may be the beginning of a title, from the last one backwards."""
        least = max(0, len(lines) - _MOST_LINES)
        return [k for k in range(len(lines) - 1, least - 1, -1) if sum(len(line.text) for line in lines[k:]) <= _LONGEST_TITLE]

    def _start(self, lines: Sequence[Line]) -> tuple[int, bool]:
        starts = self._starts(lines)
        if not starts:
            return len(lines) - 1, False
        keys = {k: self._title_key(self._text(lines[k:])) for k in starts}
        named = [k for k in starts if keys[k] in self.expected.titles]
        if named:
            return named[-1], True
        styled = self._by_style(lines, starts)
        if styled is not None:
            return styled, True
        alike = self._alike(keys)
        if alike is not None:
            return alike, True
        return self._by_signs(lines, starts)

    def _by_style(self, lines: Sequence[Line], starts: Sequence[int]) -> int | None:
        """By formatting: the last lines that are one heading, or bold after normal text."""
        last = lines[-1]
        if not last.level and not (last.bold and not all(line.bold for line in lines)):
            return None
        start = len(lines) - 1
        while start - 1 in starts and lines[start - 1].level == last.level and (last.level or lines[start - 1].bold):
            if self._ends(lines, start - 1):
                break
            start -= 1
        return start if not lines[start].text[0].islower() else None

    def _alike(self, keys: dict[int, str]) -> int | None:
        """The beginning whose title is most similar to one of the contents."""
        titles = list(self.expected.titles)
        best: tuple[float, int] | None = None
        for start, title in keys.items():
            found = process.extractOne(title, titles, scorer=fuzz.ratio, score_cutoff=_ALIKE) if len(title) > 8 else None
            if found and (best is None or found[1] > best[0]):
                best = (found[1], start)
        return best[1] if best else None

    def _by_signs(self, lines: Sequence[Line], starts: Sequence[int]) -> tuple[int, bool]:
        """By punctuation: a title begins with a capital after a complete sentence, and ends with its region."""
        with_region = [k for k in starts if self.regions.split_title(without_number(self._text(lines[k:]))).regions]
        begins = [k for k in starts if not lines[k].text[0].islower() and (k == 0 or self._ends(lines, k - 1))]
        for k in starts:
            if k in with_region and k in begins:
                return k, True
        capital = [k for k in with_region if not lines[k].text[0].islower()]
        if capital:
            return capital[0], False
        return (begins[0] if begins else starts[0]), False

    def _ends(self, lines: Sequence[Line], last: int) -> bool:
        """Whether a line cannot be a part of a title: a complete sentence, a section, another title."""
        line = lines[last]
        if is_closed(line.text) or self._names_section(line) or self.regions.ends_with_region(line.text):
            return True
        return last + 1 < len(lines) and lines[last + 1].opens and self._may_be_section(lines[: last + 1])

    def _names_section(self, line: Line) -> bool:
        if name_key(without_number(line.text)) in self.expected.sections:
            return True
        return is_numbered(line.text) and len(line.text) <= _LONGEST_SECTION and not self.regions.ends_with_region(line.text)

    def section_lines(self, rest: Sequence[Line], level: int = 0) -> int:
        """Number of the last lines before a title (a heading of ``level``) that are the title of a section."""
        for count in (3, 2, 1):
            if count <= len(rest) and name_key(without_number(self._text(rest[-count:]))) in self.expected.sections:
                return count
        if not rest or is_closed(rest[-1].text):
            return 0
        if rest[-1].level > 0 and (rest[-1].level < level or not level):
            count = 1
            while count < len(rest) and rest[-count - 1].level == rest[-1].level and count < 3:
                count += 1
            return count
        if self._names_section(rest[-1]) and rest[-1].opens:
            return 1
        if len(rest) > 1 and self._names_section(rest[-2]) and rest[-1].text[0].islower() and len(rest[-1].text) <= _LONGEST_SECTION:
            return 2
        return 0

    def _may_be_section(self, rest: Sequence[Line]) -> bool:
        """A short line after a complete sentence, if there are no contents with the titles of sections."""
        if self.expected.complete or not rest:
            return False
        line = rest[-1]
        after = len(rest) == 1 or is_closed(rest[-2].text)
        alone = line.opens and not is_closed(line.text) and len(line.text) <= _LONGEST_GUESS
        whole = not line.text.endswith(",") and not is_stop_word(normalise(line.text.split()[-1]))
        return after and alone and whole and not line.text[0].islower() and not any(c.isdigit() for c in line.text)

    def cut_off(self, line: Line) -> Tail | None:
        """A title, perhaps after that of a section, at the end of a line of other text; None if there is none."""
        begin, sure = self._title_in(line.text)
        if not begin:
            return None
        before, title = line.text[:begin].rstrip(), replace(line, text=line.text[begin:], opens=True)
        section: tuple[Line, ...] = ()
        for name in self.expected.sections.values():
            match = re.search(rf"(?:\d{{1,2}}\.\s+)?{_loosely(name)}$", before)
            if match and match.start():
                section = (replace(line, text=match.group(), opens=True),)
                before = before[: match.start()].rstrip()
                break
        return Tail((replace(line, text=before),), section, (title,), sure, glued=True)

    def _title_in(self, text: str) -> tuple[int, bool]:
        """Position of a title at the end of a text, 0 if there is none; and whether the title is known."""
        least = max(0, len(text) - _LONGEST_TITLE)
        for title in self.expected.titles.values():
            match = re.search(rf"(?<!\w){_loosely(title)}$", text[least:])
            if match:
                return least + match.start(), True
        ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() >= least]
        for end in ends:
            if self._title_key(text[end:]) in self.expected.titles:
                return end, True
        with_region = [end for end in ends if self.regions.ends_with_region(text[end:])]
        return (with_region[-1], False) if with_region else (0, False)

    def _glued(self, lines: Sequence[Line]) -> Tail | None:
        """The tail if the title follows other text on the same line; None if the whole line may be a title."""
        last = lines[-1]
        if len(last.text) <= _LONGEST_TITLE:
            if not _SENTENCE_END.search(last.text) or self._title_key(self._text(lines[-2:])) in self.expected.titles:
                return None
            begin, sure = self._title_in(last.text)
            if not sure or not begin:
                return None
        found = self.cut_off(last)
        return replace(found, own=(*lines[:-1], *found.own)) if found else None


def _loosely(text: str) -> str:
    """A regex pattern of the text with any white space between its words."""
    return r"\s+".join(re.escape(word) for word in text.split())
