"""Words that mix Latin and Cyrillic letters: these look alike, but no search, comparison or reference matches them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CYRILLIC, _LATIN = "аеорсухіѕјАВЕКМНОРСТХУІЅЈ", "aeopcyxisjABEKMHOPCTXYISJ"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans("aeopcyxABEKMHOPCTXY", "аеорсухАВЕКМНОРСТХУ")
_WORD = re.compile("[A-Za-zА-Яа-яЁё]+")
_ROMAN = re.compile("[IVX]+")
# A lone Latin letter in place of a preposition or conjunction: lower case anywhere, a capital at the start of a sentence.
_LONE = re.compile(
    r"(?:(?<![^\n(«])|(?<=[а-яё\d,;:»)–] ))[acoy](?= [а-яё\d«])"
    r"|(?:(?<![^\n(«])|(?<=[.!?…] ))(?:[ABCKOY](?= [а-яё])|[CK](?= \d))"
)
# Latin letters used on purpose: enumerations, «a, b и c», and labels, «пункт a».
_AND = "(?:, ?| и | или |/| – )"
_MEANT = re.compile(
    rf"(?<![^\W\d_])(?:[a-z](?:{_AND}[a-z](?![^\W\d_]))+|[A-Z](?:{_AND}[A-Z](?![^\W\d_]))+)"
    r"|(?:\b(?:под)?пункт\w* |\bп?п\. ?|\bлит(?:\.|ер\w*) ?|\bбукв\w* )[A-Za-z]\b"
)


class Mixed(NamedTuple):
    """A word, its letters of the wrong alphabet, and the corrected word."""

    word: str
    letters: str
    meant: str

    @property
    def alphabet(self) -> str:
        """Alphabet of the wrong letters, in Russian."""
        return "латинские" if self.letters.isascii() else "русские"


def as_latin(text: str) -> str:
    """Replace Cyrillic letters by the Latin ones that look alike: «stерs» → «steps»."""
    return text.translate(_TO_LATIN)


def mixed_words(text: str) -> Iterator[Mixed]:
    """Words that look right but contain letters of the other alphabet, and lone Latin letters in place of a Russian word.

    Not reported: words mixed on purpose, whose letters have no look-alikes in the other alphabet («SMSка»; «IT-школа» is two words).
    """
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.isascii() and any(c.isascii() for c in word) and (found := _mixed(word)):
            yield found
    lone = list(_LONE.finditer(text))
    meant = {at for match in _MEANT.finditer(text) for at in range(*match.span())} if lone else ()
    for match in lone:
        if match.start() in meant:
            continue
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
