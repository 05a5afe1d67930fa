"""Names of directions and subcategories in documents → terms of the taxonomy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from generator.wording.name_key import name_key

_ALIKE = 88  # of 100: minimum similarity of a misspelt term
_MOST_COMMAS = 5  # comma-separated parts of one title
_MOST_WORDS = 30  # terms of one list; a longer one is not a list


@dataclass(frozen=True, slots=True)
class NamedWord:
    """A term named in a text. ``id`` is None for an unknown one.

    ``sure`` is false for a similar spelling; ``nearest`` is the title of the most similar term.
    """

    text: str
    id: str | None
    sure: bool = True
    nearest: str = ""
    glued: bool = False  # the comma before it is missing


class Vocabulary:
    """Titles of the directions, or of the subcategories, of a base."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        """``titles`` by id; of equal titles the first is used."""
        self._titles = dict(titles)
        self._by_key: dict[str, str] = {}
        for id, title in titles.items():
            self._by_key.setdefault(name_key(title), id)

    def named(self, text: str) -> NamedWord:
        text = text.strip(" .,;")
        if id := self._by_key.get(name_key(text)):
            return NamedWord(text, id)
        found = process.extractOne(name_key(text), list(self._by_key), scorer=fuzz.ratio)
        if found and found[1] >= _ALIKE:
            id = self._by_key[found[0]]
            return NamedWord(text, id, False, self._titles[id])
        return NamedWord(text, None, False, self._titles[self._by_key[found[0]]] if found and found[1] >= 50 else "")

    def listed(self, text: str) -> list[NamedWord]:
        """Terms of a comma-separated list; handles titles with commas and missing commas."""
        split = re.split(r"\s*[,;]\s*", text.strip(" .,;"), maxsplit=_MOST_WORDS)[:_MOST_WORDS]
        parts = [part for part in split if name_key(part)]
        found: list[NamedWord] = []
        i = 0
        while i < len(parts):
            for end in range(min(len(parts), i + _MOST_COMMAS), i, -1):
                whole = ", ".join(parts[i:end])
                if name_key(whole) in self._by_key or end == i + 1:
                    found += self._one_or_glued(whole)
                    i = end
                    break
        unique = {word.id or word.text: word for word in reversed(found)}
        return [word for word in found if unique.get(word.id or word.text) is word]

    def _one_or_glued(self, text: str) -> list[NamedWord]:
        """«Электронные услуги Благоустройство» are two terms with a missing comma."""
        word = self.named(text)
        if word.id and word.sure:
            return [word]
        tokens = text.split()[:_MOST_WORDS]
        for cut in range(1, len(tokens)):
            first, rest = self.named(" ".join(tokens[:cut])), " ".join(tokens[cut:])
            if first.id and first.sure:
                others = self._one_or_glued(rest)
                if all(other.id for other in others):
                    return [first, replace(others[0], glued=True), *others[1:]]
        return [word]
