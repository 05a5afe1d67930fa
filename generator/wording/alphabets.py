"""Letters of two alphabets in one word: they look alike, and no search, comparison or reference takes them for the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CYRILLIC, _LATIN = "аеорсухіѕјАВЕКМНОРСТХУІЅЈ", "aeopcyxisjABEKMHOPCTXYISJ"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans("aeopcyxABEKMHOPCTXY", "аеорсухАВЕКМНОРСТХУ")
_WORD = re.compile("[A-Za-zА-Яа-яЁё]+")
_ROMAN = re.compile("[IVX]+")
_LONE = re.compile(r"(?<=[а-яё,] )[acoy](?= [а-яё])")  # a preposition or a conjunction


class Mixed(NamedTuple):
    """A word, the letters of the other alphabet in it, and the word as it was meant."""

    word: str
    letters: str
    meant: str

    @property
    def alphabet(self) -> str:
        """Of the letters that are wrong."""
        return "латинские" if self.letters.isascii() else "русские"


def as_latin(text: str) -> str:
    """Cyrillic letters that look like Latin ones as these: «stерs» → «steps»."""
    return text.translate(_TO_LATIN)


def mixed_words(text: str) -> Iterator[Mixed]:
    """Words that look right and hold letters of the other alphabet, and lone Latin letters among Russian words.

    A word whose letters have no twin in the other alphabet is mixed on purpose: «IT-школа» is two, «SMSка» one.
    """
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.isascii() and any(c.isascii() for c in word) and (found := _mixed(word)):
            yield found
    for match in _LONE.finditer(text):
        yield Mixed(match.group(), match.group(), match.group().translate(_TO_CYRILLIC))


def _mixed(word: str) -> Mixed | None:
    latin = [c for c in word if c.isascii()]
    cyrillic = [c for c in word if not c.isascii()]
    in_cyrillic, in_latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    is_russian = not any(c.isascii() for c in in_cyrillic)
    if is_russian and not _ROMAN.fullmatch(in_latin) and (len(cyrillic) >= len(latin) or not in_latin.isascii()):
        return Mixed(word, _once(latin), in_cyrillic)
    return Mixed(word, _once(cyrillic), in_latin) if in_latin.isascii() else None


def _once(letters: list[str]) -> str:
    return "".join(dict.fromkeys(letters))
