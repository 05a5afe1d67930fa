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
    """Lookbehind patterns for a short word and a space, one set for each length, since a lookbehind must have a fixed width.

    A word after a space or at the start of the text is matched in lower case, capitalised or in capitals; after another
    character («(в») in any case.
    """
    for length in (1, 2, 3):
        words = [word for word in ("№", "§", *_SHORT) if len(word) == length]
        written = "|".join(dict.fromkeys(form for word in words for form in (word, word.capitalize(), word.upper())))
        yield rf"(?<= (?:{written}) )"
        yield rf"(?<=\A(?:{written}) )"
        yield rf"(?<=[^\w\- ](?i:{'|'.join(words)}) )"


_MONTHS = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()
_ENDINGS = {"март": ("", "а", "е"), "август": ("", "а", "е"), "ма": ("й", "я", "е")}
_NUMBERED = (
    "проблема проблемы проблеме проблемой проблему пункт пункта пункте пункту пунктом статья статьи статье статью часть части "
    "глава главы главе главу раздел раздела разделе приложение приложения приложении таблица таблицы таблице форма формы форме "
    "этап этапа решение решения шаг шага ст. п. пп. ч. гл. стр. табл."
).split()


def numbered_words() -> tuple[str, ...]:
    """Words to which a following number belongs, in all the forms in use."""
    return (*(month + ending for month in _MONTHS for ending in _ENDINGS.get(month, ("ь", "я", "е"))), *_NUMBERED)


def _before_number() -> Iterator[str]:
    """Lookbehind patterns for a word to which the following number belongs («приложение 1», «пункт 3», «июня 2022»), by length.

    A long word is matched without its first letter, which may be a capital; other words with the same ending do no harm.
    """
    by_length: dict[int, list[str]] = {}
    for word in numbered_words():
        for end in (word[1:],) if len(word) > 4 else (word, word.capitalize()):
            by_length.setdefault(len(end), []).append(re.escape(end))
    for length, ends in sorted(by_length.items()):
        known = "|".join(ends)
        yield rf"(?<=(?:{known}) )" if length > 3 else rf"(?<=[^\w-](?:{known}) )|(?<=\A(?:{known}) )"


_WHOLE_WORD = [place for place in _after_short() if "(?i:" not in place]
_DASH = re.compile(rf" (?<=\S ){''.join(place.replace('(?<=', '(?<!', 1) for place in _WHOLE_WORD)}[—–-](?= \S)")
_NOT_LONG = "(?<![а-яёА-ЯЁ]{4} )"
"""After four letters none of the patterns below can match: for most spaces one lookbehind instead of ten."""
_THOUSANDS = r"(?<=[\d\u00a0 ]тыс\. )(?=\w)|(?<=[\d\u00a0 ]млн )(?=\w)|(?<=[\d\u00a0 ]млрд )(?=\w)"
_NO_BREAK = re.compile(
    rf" (?:(?=[\dIVX])(?:{'|'.join(_before_number())})|{_THOUSANDS}|{_NOT_LONG}(?=\S)(?:(?<=\d )(?:(?={'|'.join(map(re.escape, _UNITS))})|(?=\d\d\d(?!\d)))|{'|'.join(_after_short())}))"
)
"""Spaces to replace. Both patterns begin with a literal space, so that the regex engine skips to the next space."""


@lru_cache(maxsize=50_000)
def typograph(text: str) -> str:
    """Set no-break spaces after short words and before units, and en dashes; keeps the length of the text."""
    if " " not in text:
        return text
    if " – " in text or " — " in text or " - " in text:
        text = _DASH.sub(f"{NBSP}–", text)
    return _NO_BREAK.sub(NBSP, text)
