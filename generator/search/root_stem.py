"""The Snowball stem of a Russian word, to find words of one root: «запись» and «записаться».

Works on words with «й» replaced by «и» and «ё» by «е». The library's stemmer is generic and takes four
times as long; a test compares the two. The tables are those of Snowball's russian.sbl without the
endings in «й», which cannot occur here.
"""

from __future__ import annotations

import re
from functools import cache

_REGIONS = re.compile("[^аеиоуыэюя]*[аеиоуыэюя]()(?:[аеиоуыэюя]*[^аеиоуыэюя]+[аеиоуыэюя]+[^аеиоуыэюя]())?")


class _Endings(dict[str, int]):
    """Ending → 1 if it is removed only after «а» or «я» (which stay), 2 if always."""

    def __init__(self, after_a: str, always: str) -> None:
        super().__init__(dict.fromkeys(after_a.split(), 1) | dict.fromkeys(always.split(), 2))
        self.longest = max(map(len, self))
        self.last = frozenset(ending[-1] for ending in self)


_GERUND = _Endings("в вши вшись", "ив ыв ивши ывши ившись ывшись")
_ADJECTIVE = _Endings("", "ее ие ое ые ими ыми ем им ом ым его ого ему ому их ых ею ою ую юю ая яя")
_PARTICIPLE = _Endings("ем нн вш щ ющ", "ивш ывш ующ")
_REFLEXIVE = _Endings("", "сь ся")
_VERB = _Endings(
    "ла на ете ли л ем н ло но нно ет ют ны ть ешь",
    "ила ыла ена ите или ыли ил ыл им ым ен ило ыло ено ует ит ыт уют ят ены ить ыть ишь ю ую",
)
_NOUN = _Endings("", "а ев ов е ие ье и еи ии ами ями иями ам ем ием ом ям иям о у ах ях иях ы ь ю ию ью я ия ья")


@cache
def root_stem(word: str) -> str:
    """The stem of a normalised word (lower case, ё as е)."""
    word = word.replace("й", "и")
    regions = _REGIONS.match(word)
    if not regions:
        return word
    start, second = regions.start(1), regions.start(2)
    head, rest = word[:start], word[start:]
    rest = _first_step(rest)
    rest = rest.removesuffix("и")
    for ending in ("ость", "ост"):
        if rest.endswith(ending):
            if second >= 0 and start + len(rest) - len(ending) >= second:
                rest = rest[: -len(ending)]
            break
    return head + _tidy(rest)


def _first_step(rest: str) -> str:
    gerund = _without(rest, _GERUND)
    if gerund is not None:
        return gerund
    reflexive = _without(rest, _REFLEXIVE)
    rest = rest if reflexive is None else reflexive
    adjective = _without(rest, _ADJECTIVE)
    if adjective is not None:
        participle = _without(adjective, _PARTICIPLE)
        return adjective if participle is None else participle
    for table in (_VERB, _NOUN):
        shorter = _without(rest, table)
        if shorter is not None:
            return shorter
    return rest


def _without(rest: str, endings: _Endings) -> str | None:
    """The word without its longest ending in the table; None if it has none or the ending may not be removed."""
    if rest[-1:] not in endings.last:
        return None
    for length in range(min(endings.longest, len(rest)), 0, -1):
        group = endings.get(rest[-length:])
        if group:
            left = rest[:-length]
            return left if group == 2 or left.endswith(("а", "я")) else None
    return None


def _tidy(rest: str) -> str:
    for ending in ("ейше", "ейш"):
        if rest.endswith(ending):
            rest = rest[: -len(ending)]
            return rest[:-1] if rest.endswith("нн") else rest
    return rest[:-1] if rest.endswith(("нн", "ь")) else rest
