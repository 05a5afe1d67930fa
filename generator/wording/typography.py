"""Russian typography of plain text: no-break spaces and dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .russian import NBSP

_SHORT = "в во на с со к ко о об обо и а у из от до по за не но ни для при без под над или что как".split()
_UNITS = (
    "% ₽ млн млрд тыс руб дн день дня дней год лет мес недел час мин чел январ феврал март апрел май мая июн июл "
    "август сентябр октябр ноябр декабр человек км кг шт".split()
)


def _after_short() -> Iterator[str]:
    """Patterns of a place right after a short word and a space, by the word's length: what looks back has one width.

    A whole word between spaces is written in one of three ways; after another sign («(в», a line that begins with «в») anyhow.
    """
    for length in (1, 2, 3):
        words = [word for word in ("№", "§", *_SHORT) if len(word) == length]
        written = "|".join(dict.fromkeys(form for word in words for form in (word, word.capitalize(), word.upper())))
        yield rf"(?<= (?:{written}) )"
        yield rf"(?<=\A(?:{written}) )"
        yield rf"(?<=[^\w\- ](?i:{'|'.join(words)}) )"


_WHOLE_WORD = [place for place in _after_short() if "(?i:" not in place]
_DASH = re.compile(rf" (?<=\S ){''.join(place.replace('(?<=', '(?<!', 1) for place in _WHOLE_WORD)}[—–-](?= \S)")
_NOT_LONG = "(?<![а-яёА-ЯЁ]{4} )"
"""After four letters nothing below can match: one look back in place of ten, for most spaces."""
_NO_BREAK = re.compile(
    rf" {_NOT_LONG}(?=\S)(?:(?<=\d )(?:(?={'|'.join(map(re.escape, _UNITS))})|(?=\d\d\d(?!\d)))|{'|'.join(_after_short())})"
)
"""Spaces to replace. Both patterns begin with a space: the engine leaps from one to the next."""


@lru_cache(maxsize=50_000)
def typograph(text: str) -> str:
    """No-break spaces after short words and before units, en dashes with spaces; as long as before."""
    if " " not in text:
        return text
    if " – " in text or " — " in text or " - " in text:
        text = _DASH.sub(f"{NBSP}–", text)
    return _NO_BREAK.sub(NBSP, text)
