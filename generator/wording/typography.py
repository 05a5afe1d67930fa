"""Russian typography of plain text: no-break spaces and dashes."""

from __future__ import annotations

import re
from functools import lru_cache

from .russian import NBSP

_SHORT = "в во на с со к ко о об обо и а у из от до по за не но ни для при без под над или что как".split()
_SHORT_WORDS = frozenset(("№", "§", *_SHORT, *map(str.capitalize, _SHORT), *map(str.upper, _SHORT)))
_SHORT_AT_END = re.compile(rf"[^\w-](?:{'|'.join([*_SHORT, '№', '§'])})\Z", re.IGNORECASE)
_UNITS = tuple(
    "% ₽ млн млрд тыс руб дн день дня дней год лет мес недел час мин чел январ феврал март апрел май мая июн июл "
    "август сентябр октябр ноябр декабр человек км кг шт".split()
)
_DASHES = frozenset("—–-")


@lru_cache(maxsize=50_000)
def typograph(text: str) -> str:
    """No-break spaces after short words and before units, en dashes with spaces; as long as before."""
    words = text.split(" ")
    if len(words) == 1:
        return text
    last = len(words) - 1
    out = [before := words[0]]
    for place, word in enumerate(words[1:], 1):
        space = " "
        if not before or not word or word[0].isspace() or before[-1].isspace():
            pass
        elif before in _SHORT_WORDS:
            space = NBSP
        elif word in _DASHES and place < last and words[place + 1][:1].strip():
            space, word = NBSP, "–"
        elif before[-1].isdecimal():
            if word.startswith(_UNITS) or (word[:3].isdecimal() and len(word[:3]) == 3 and not word[3:4].isdecimal()):
                space = NBSP
        elif not before[-4:].isalpha() and _SHORT_AT_END.search(before):  # «(в», a line that begins with «в»
            space = NBSP
        out += (space, word)
        before = word
    return "".join(out)
