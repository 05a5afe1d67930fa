"""Tokenizer of Russian text: word boundaries, normalisation of letters, alphabets and keyboard layouts.

Does not use the morphological dictionary; lemmas are in ``language``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d"  # stress marks, soft hyphens, zero-width joiners
_WORD = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_TOKEN = re.compile(
    rf"(?P<dotted>(?<![^\W_])(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W_]))?)"  # З.О.Н.Т.
    r"|(?P<grouped>\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![^\W_]))"  # 3 461
    r"|(?P<number>\d+(?:[.,]\d+)+(?![^\W_]))"  # 12,7 or 15.11.2021
    r"|(?P<plus>\d+\+)"  # 50+
    rf"|(?P<word>{_WORD}(?:[-\u2010\u2011]{_WORD})*)"  # онлайн-запись
)
_HYPHEN = re.compile(r"[-\u2010\u2011]")
PIECE = re.compile(_WORD)
"""A word without hyphens, not normalised."""
_RUSSIAN_WORD = re.compile("[а-яёА-ЯЁ]+")

# Letters that look alike. Words that mix alphabets are typing errors: «Cмартека» with a Latin C.
_LATIN_LOOK, _CYRILLIC_LOOK = "AaBCcEeHKMOoPpTXxy", "АаВСсЕеНКМОоРрТХху"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOK, _CYRILLIC_LOOK)
_TO_LATIN = str.maketrans(_CYRILLIC_LOOK, _LATIN_LOOK)
_PLAIN = str.maketrans("ёѐѝ", "ееи")

# Transliteration from Latin, longer spellings first: «start» → «старт», «chat» → «чат».
_SPELLED = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"),
    ("ya", "я"), ("yo", "е"), ("ye", "е"), ("ck", "к"), ("ph", "ф"), ("oo", "у"), ("ee", "и"), ("x", "кс"),
    *zip("abvgdezijklmnoprstufhcyqw", "абвгдезийклмнопрстуфхкикв", strict=True),
)

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>"
_CYRILLIC_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю"
_RETYPE_CYRILLIC = str.maketrans(_LATIN_KEYS, _CYRILLIC_KEYS)
_RETYPE_LATIN = str.maketrans(_CYRILLIC_KEYS[:33], _LATIN_KEYS[:33])


# Letters that are often confused: neighbours on the keyboard, and those that sound alike.
_KEYBOARDS = (("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"), ("qwertyuiop", "asdfghjkl", "zxcvbnm"))
_ROW_STARTS = (0, 0.25, 0.75)  # horizontal offsets of the keyboard rows, in keys
_KEY_PLACES = [
    {key: (place + start, row) for row, (keys, start) in enumerate(zip(rows, _ROW_STARTS, strict=True)) for place, key in enumerate(keys)}
    for rows in _KEYBOARDS
]
_NEIGHBOURS = frozenset(
    one + other
    for places in _KEY_PLACES
    for one, (x, row) in places.items()
    for other, (there, next_row) in places.items()
    if one != other and abs(x - there) <= 1 and abs(row - next_row) <= 1
)
_SOUNDS = "ао ие ея ео иы ую эе бп вф гк дт жш зс щш щч цс хг ьъ йи ae ai ao ei eo iy ou sz cs ck kq vw bp dt"
_ALIKE = _NEIGHBOURS.union(*((pair, pair[::-1]) for pair in _SOUNDS.split()))


class Token(NamedTuple):
    """A normalised word (lower case, ё as е) with its offsets in the text.

    A compound («онлайн-запись», «15.11.2021») is one joined word with at least two parts; a search matches
    the whole or all parts. «50+» has one part, the number.
    """

    word: str
    start: int
    end: int
    parts: tuple[Token, ...] = ()


@cache
def normalise(word: str) -> str:
    """Letters and digits only, lower case, ё as е, one alphabet, no stress marks."""
    if _RUSSIAN_WORD.fullmatch(word):  # most words
        return word.lower().replace("ё", "е")
    text = unicodedata.normalize("NFKC", _one_alphabet(unicodedata.normalize("NFKC", word)).lower())
    return "".join(c for c in text.translate(_PLAIN) if c.isalnum())


def _one_alphabet(word: str) -> str:
    if word.isascii():
        return word
    latin = {c for c in word if c.isascii() and c.isalpha()}
    if not latin:
        return word
    cyrillic = {c for c in word if "\u0400" <= c <= "\u04ff"}
    if cyrillic and latin <= set(_LATIN_LOOK):
        return word.translate(_TO_CYRILLIC)
    if cyrillic and cyrillic <= set(_CYRILLIC_LOOK):
        return word.translate(_TO_LATIN)
    return word


def tokenise(text: str) -> tuple[Token, ...]:
    """Tokens of a text in order, not overlapping."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        (start, end), raw = match.span(), match.group()
        if match.lastgroup == "word":
            if _HYPHEN.search(raw):
                yield from _hyphenated(text, start, end)
            elif word := normalise(raw):
                yield Token(word, start, end)
        elif match.lastgroup == "plus":
            number = normalise(raw)
            yield Token(f"{number}+", start, end, (Token(number, start, end - 1),))
        elif match.lastgroup == "number":
            yield from _decimal_or_date(text, start, end)
        else:  # «З.О.Н.Т.» and «3 461»: one word once the dots and spaces are gone
            yield Token(normalise(raw), start, end)


def _pieces(text: str, start: int, end: int) -> list[Token]:
    found = (Token(normalise(m.group()), m.start(), m.end()) for m in PIECE.finditer(text, start, end))
    return [token for token in found if token.word]


def _hyphenated(text: str, start: int, end: int) -> Iterator[Token]:
    parts = _pieces(text, start, end)
    if all(part.word.isdigit() for part in parts):  # a range: 2021-2022
        yield from parts
    else:
        yield Token("".join(p.word for p in parts), start, end, tuple(parts))


def _decimal_or_date(text: str, start: int, end: int) -> Iterator[Token]:
    parts = _pieces(text, start, end)
    if len(parts) == 2:
        yield Token(f"{parts[0].word}.{parts[1].word}", start, end)
    else:
        yield Token(".".join(p.word for p in parts), start, end, tuple(parts))


def every_word(text: str) -> Iterator[Token]:
    """Tokens of a text, each compound followed by its parts, as they are to be indexed."""
    for token in tokenise(text):
        yield token
        yield from token.parts


def in_cyrillic(word: str) -> str:
    """Transliterate a Latin word to Cyrillic: «start» → «старт». Other words and short ones are returned unchanged."""
    if not (word.isascii() and word.isalpha()):
        return word
    spelled = word
    for latin, cyrillic in _SPELLED:
        spelled = spelled.replace(latin, cyrillic)
    return spelled if len(spelled) > 2 else word


def is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one typo: a letter missing or extra, two neighbours swapped, or one replaced by a similar one.

    Any letter may be missing, but only letters often confused replace each other: «дочка» is not a typo of «точка», nor
    «мальчик» of «Нальчик».
    """
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    i = next((place for place, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    if len(longer) != len(shorter):
        return longer[i + 1 :] == shorter[i:]
    if longer[i + 1 :] == shorter[i + 1 :]:
        pair = longer[i : i + 1] + shorter[i : i + 1]
        return not pair or pair in (_ALIKE if i else _NEIGHBOURS)  # at the beginning only keyboard neighbours: nobody confuses the sounds there
    return longer[i : i + 2] == shorter[i : i + 2][::-1] and longer[i + 2 :] == shorter[i + 2 :]


def other_layout(text: str) -> str:
    """The text as typed with the other keyboard layout: «cghfdrb» → «справки», «сщмшв» → «covid»."""
    lowered = text.lower()
    return lowered.translate(_RETYPE_LATIN if re.search("[а-яё]", lowered) else _RETYPE_CYRILLIC)
