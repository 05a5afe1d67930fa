"""Snippets: the excerpt of a document that shows why it matches the query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.analysis.language import lemmas
from generator.analysis.tokens import tokenise

from .names import NO_NAMES, Names

WIDTH = 220  # characters; cut at word boundaries

_Places = list[tuple[int, int, frozenset[str]]]  # start, end, which of the wanted lemmas match there


@dataclass(frozen=True, slots=True)
class Snippet:
    """Plain text, and the (start, end) offsets of matched words in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def marked(self, before: str, after: str) -> str:
        """The text with ``before`` and ``after`` around each match, for a terminal; not escaped."""
        pieces, done = [], 0
        for start, end in self.marks:
            pieces += [self.text[done:start], before, self.text[start:end], after]
            done = end
        return "".join([*pieces, self.text[done:]])


def snippet(
    texts: Iterable[str], wanted: frozenset[str], width: int = WIDTH, names: Names = NO_NAMES
) -> Snippet:
    """The excerpt with the most distinct wanted lemmas and marks; the beginning of the first text if there are none.

    On a tie the earlier text wins.
    """
    best, most, first = Snippet(""), 0, ""
    for text in texts:
        if not text:
            continue
        first = first or text
        places = [
            (token.start, token.end, found)
            for token in tokenise(text)
            if (found := wanted.intersection(*[_lemmas_of(token.word, [p.word for p in token.parts])]))
        ]
        named = [(start, end, frozenset((mark,))) for start, end, mark in names.places(text, wanted)]
        places = _merged(sorted([*places, *named], key=lambda place: place[:2]))
        window, count = _window(places, width)
        if count > most:
            best, most = _cut(text, window, [(start, end) for start, end, _ in places], width), count
            if count == len(wanted):
                break
    return best if most else _cut(first, (0, 0), [], width)


def _merged(places: _Places) -> _Places:
    """Overlapping places merged into one: a name and the words in it."""
    found: _Places = []
    for start, end, lemmas_there in places:
        if found and start < found[-1][1]:
            first, last, before = found[-1]
            found[-1] = (first, max(last, end), before | lemmas_there)
        else:
            found.append((start, end, lemmas_there))
    return found


def _lemmas_of(word: str, parts: list[str]) -> frozenset[str]:
    return frozenset(found for each in (word, *parts) for found in lemmas(each))


def _window(places: _Places, width: int) -> tuple[tuple[int, int], int]:
    """(start, end) of the excerpt of at most ``width`` characters with the most distinct wanted lemmas, and how many."""
    best, most = (0, 0), 0
    for i, (start, end, _) in enumerate(places):
        found: set[str] = set()
        last = end
        for _, other_end, lemmas_there in places[i:]:
            if other_end - start > width:
                break
            found |= lemmas_there
            last = other_end
        if len(found) > most:
            best, most = (start, last), len(found)
    return best, most


def _cut(text: str, window: tuple[int, int], places: list[tuple[int, int]], width: int) -> Snippet:
    """About ``width`` characters around the window, with an ellipsis where text is cut off."""
    if len(text) <= width:
        return Snippet(text, tuple(places))
    room = max(0, width - (window[1] - window[0]))
    start = max(0, window[0] - room // 3)
    end = min(len(text), start + width)
    start = max(0, min(start, end - width))
    if start:
        space = text.find(" ", start, window[0] + 1)
        start = space + 1 if space >= 0 else window[0]
    if end < len(text):
        space = text.rfind(" ", max(start, window[1]), end + 1)
        end = space if space > start else end
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple((s + shift, e + shift) for s, e in places if start <= s and e <= end)
    return Snippet(f"{before}{text[start:end]}{after}", marks)
