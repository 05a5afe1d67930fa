"""The front of a digest, before its first entry: series and week, TOP-5, contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.wording.name_key import name_key

from .digest_layout import ContentsItem, DigestLayout, Text, Week
from .documents import Line
from .doubting import Doubt
from .region_names import RegionNames
from .tidying import joined
from .weeks import find_days

_TOP = re.compile(r"[тt][оo][пp]\s?[-–—]?\s?(\d{1,2})?\b(?![-–—]?\w*\.\w).{0,60}", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:оглавление|содержание)\s*[:.]?", re.IGNORECASE)
_NUMBER = re.compile(r"[-•*]?\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|[IVX]{1,4}[.)])\s+(?=\S)|[-•*]\s+(?=\S)")
_PAGE = re.compile(r"(?:[\s.…·_]+\d[\d\s.]{0,6}|[\s.…·_]+)$")
_OF_THE_WEEK = re.compile(r"\s*\b(?:за(?:\s+период)?(?:\s+с)?|на\s+неделе|выпуск|неделя)\s*$", re.IGNORECASE)
_LONGEST_ISSUE = 13  # days; a longer range is not the week of an issue


def without_number(text: str) -> str:
    """«2. Вовлеченность» → «Вовлеченность»; «50+. Цифра» stays."""
    return _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text


def title_text(lines: Sequence[str], document_words: frozenset[str], regions: RegionNames) -> str:
    """Lines of a title joined; a region on a line of its own is separated by a comma."""
    whole = joined(lines, document_words)
    below = regions.named(lines[-1]) if len(lines) > 1 else ()
    if below and all(region.id for region in below) and len(regions.split_title(whole).regions) < len(below):
        return f"{joined(lines[:-1], document_words).rstrip(' ,(')}, {lines[-1]}"
    return whole


def is_numbered(text: str) -> bool:
    match = _NUMBER.match(text)
    return match is not None and any(c.isdigit() or c in "IVX" for c in match.group())


def without_page(text: str) -> str:
    """A line of the contents without the page number: «…, Москва 1 .7» → «…, Москва»."""
    return _PAGE.sub("", text)


@dataclass(slots=True)
class Expected:
    """Titles expected in the text of a digest, by ``key``: from contents, TOP-5 and the base."""

    titles: dict[str, str] = field(default_factory=dict)  # with the region, as written
    sections: dict[str, str] = field(default_factory=dict)
    complete: bool = False  # the contents name all sections


class Front:
    """Parses the front of a digest. ``usual`` are titles of sections in issues of the base."""

    def __init__(self, regions: RegionNames, usual: Iterable[str], series: Iterable[str], document_words: frozenset[str]) -> None:
        self.regions = regions
        self.usual = {name_key(title): title for title in usual}
        self.series = {name_key(title): title for title in series}
        self.document_words = document_words

    def read(self, lines: Sequence[Line], layout: DigestLayout) -> tuple[Expected, int]:
        """Set series, week, TOP-5 and contents of the layout; returns the expected titles and the index of
        the first line of the body (the title of its section), or of the first line that may be it.
        """
        top = next((i for i, line in enumerate(lines) if _is_top(line.text)), None)
        contents = next((i for i, line in enumerate(lines) if _CONTENTS.fullmatch(line.text)), None)
        body = self._body(lines, contents) if contents is not None else self._usual_section(lines, 0 if top is None else top + 1)
        marks = [i for i in (top, contents) if i is not None]
        self._header(lines[: min([*marks, body] if marks else [body or len(lines)])], layout)
        if contents is not None:
            layout.has_contents = True
            end = top if top is not None and top > contents else body
            layout.contents = self._contents(lines[contents + 1 : end])
        if top is not None:
            layout.has_top = True
            end = contents if contents is not None and contents > top else body
            layout.top = self._top(lines[top + 1 : end], _top_count(lines[top].text))
        return self._expected(layout), body

    def _expected(self, layout: DigestLayout) -> Expected:
        expected = Expected(sections=dict(self.usual), complete=any(item.is_section for item in layout.contents))
        for item in layout.contents:
            if item.is_section:
                expected.sections[name_key(item.text.text)] = item.text.text
            else:
                expected.titles[self._title_key(item.text.text)] = item.text.text
        for text in layout.top:
            expected.titles.setdefault(self._title_key(text.text), text.text)
        expected.titles.pop("", None)
        expected.sections.pop("", None)
        return expected

    def _title_key(self, text: str) -> str:
        return name_key(self.regions.split_title(text).title)

    def _body(self, lines: Sequence[Line], mark: int) -> int:
        """Index of the first line of the body: the last one equal to the first item of the contents, or a usual section."""
        following = (line.text for line in lines[mark + 1 :] if not _is_top(without_page(line.text)))
        first = name_key(without_number(without_page(next(following, ""))))
        for i in range(len(lines) - 1, mark + 1, -1):
            if first and name_key(without_number(lines[i].text)) == first:
                above = lines[i - 1].text
                return i - 1 if is_numbered(above) and not self._has_region(above) and self._has_region(lines[i].text) else i
        return self._usual_section(lines, mark + 1)

    def _usual_section(self, lines: Sequence[Line], start: int) -> int:
        for i in range(len(lines) - 1, start, -1):
            if name_key(without_number(lines[i].text)) in self.usual:
                return i
        numbered = [i for i in range(start, len(lines)) if is_numbered(lines[i].text) and not self._has_region(lines[i].text)]
        return numbered[-1] if numbered and len(lines) - numbered[-1] <= 6 else len(lines)

    def _has_region(self, text: str) -> bool:
        return self.regions.ends_with_region(without_page(text))

    def _header(self, lines: Sequence[Line], layout: DigestLayout) -> None:
        """Series and week. The days of the week may be on a line of their own, or on two lines."""
        pairs = [(f"{a.text} {b.text}", i) for i, (a, b) in enumerate(pairwise(lines))]
        for text, i in [*((line.text, i) for i, line in enumerate(lines)), *pairs]:
            found = find_days(text)
            if found and (found[1] - found[0]).days <= _LONGEST_ISSUE:
                first, last, begin, end = found
                layout.week = Week(first, last, Text(text[begin:end], lines[i].place))
                before = _OF_THE_WEEK.sub("", text[:begin].strip(" ,.:–—-(")).strip(" ,.")
                layout.series = self._series([*lines[:i], Line(before, lines[i].place)] if before else lines[:i])
                break
        if layout.series is None and lines:
            layout.series = self._series([line for line in lines if find_days(line.text) is None])

    def _series(self, lines: Sequence[Line]) -> Text | None:
        """A series of the base, if the header contains one; else the last line before the days."""
        for i in range(len(lines)):
            for end in range(len(lines), i, -1):
                text = joined([line.text for line in lines[i:end]], self.document_words)
                if name_key(text) in self.series:
                    return Text(self.series[name_key(text)], lines[i].place)
        begin = len(lines) - 1
        while begin > 0 and lines[begin].text[0].islower():
            begin -= 1
        if begin < 0:
            return None
        return Text(joined([line.text for line in lines[begin:]], self.document_words)[:400], lines[begin].place)

    def _top(self, lines: Sequence[Line], count: int) -> list[Text]:
        """Items of the TOP-5: an item ends with its region or before the next number.

        If items are numbered, lines after the region (a summary, say) belong to none.
        """
        items: list[list[Line]] = []
        numbers = 0
        whole = False
        for line in lines:
            numbered = is_numbered(line.text) or line.item or _bare_number(line.text) == len(items) + 1
            whole = whole or not items or self._is_whole(items[-1], line)
            if not numbered and whole and (len(items) == count or 0 < numbers == len(items)):
                continue
            if numbered or whole:
                numbers += numbered
                items.append([line])
                whole = False
            else:
                items[-1].append(line)
        texts = [Text(self._without_number(item), item[0].place) for item in items]
        return [text for text in texts if name_key(text.text)]

    def _is_whole(self, item: Sequence[Line], following: Line) -> bool:
        whole = title_text([line.text for line in item], self.document_words, self.regions)
        return self.regions.ends_with_region(whole) and not following.text[0].islower()

    def _without_number(self, item: Sequence[Line]) -> str:
        first = item[0].text
        first = without_number(first) if is_numbered(first) else re.sub(r"^\d\s+(?=[А-ЯЁ«])", "", first)
        return title_text([first, *(line.text for line in item[1:])], self.document_words, self.regions)

    def _contents(self, lines: Sequence[Line]) -> list[ContentsItem]:
        """Items of the contents, with broken lines joined, without page numbers."""
        items: list[ContentsItem] = []
        waiting: list[Line] = []

        def close() -> None:
            whole = without_page(joined([without_page(line.text) for line in waiting], self.document_words))
            text = without_number(whole)
            named = name_key(text) in self.usual or (is_numbered(whole) and not re.match(r"\s*\d+\.\d", whole))
            if name_key(text):
                is_section = named and not self.regions.ends_with_region(whole)
                items.append(ContentsItem(Text(text, waiting[0].place), is_section))
            waiting.clear()

        lines = [line for line in lines if not _is_top(without_page(line.text))]
        for i, line in enumerate(lines):
            following = lines[i + 1] if i + 1 < len(lines) else None
            numbered = is_numbered(line.text)
            if waiting and numbered:
                close()
            waiting.append(line)
            whole = without_page(joined([without_page(item.text) for item in waiting], self.document_words))
            has_page = without_page(line.text) != line.text.rstrip(" .")
            if following is not None and following.text[0].islower() and not has_page:
                continue  # the item goes on
            section = numbered or name_key(without_number(whole)) in self.usual
            if has_page or section or self.regions.ends_with_region(whole):
                close()
        if waiting:
            close()
        return items


def _bare_number(text: str) -> int:
    """The number of an item without a full stop: «1 Автобус с книгами»; 0 for other lines."""
    match = re.match(r"(\d)\s+[А-ЯЁ«]", text)
    return int(match[1]) if match else 0


def _is_top(text: str) -> bool:
    return _TOP.fullmatch(text.strip()) is not None and not re.search(r"[.!?]\s*$", text)


def is_mark(text: str) -> bool:
    """Whether a line is «ТОП-5…» or «Оглавление»."""
    return _is_top(text) or _CONTENTS.fullmatch(text) is not None


def _top_count(text: str) -> int:
    match = _TOP.match(text.strip())
    return int(match[1]) if match and match[1] else 5


def front_doubts(layout: DigestLayout, place_of_start: Line) -> list[Doubt]:
    """Doubts about missing parts of the front."""
    place = place_of_start.place
    doubts = []
    if not layout.has_top:
        doubts.append(Doubt("no-top", "нет раздела «ТОП-5»", place, "впишите пять практик в поле top выпуска"))
    if not layout.has_contents:
        doubts.append(
            Doubt("no-contents", "нет оглавления: названия и разделы не с чем сверить", place, "проверьте границы названий")
        )
    return doubts
