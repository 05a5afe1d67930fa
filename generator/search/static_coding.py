"""How the static index writes numbers and shards: printable text that gzip and a script both like.

A shard is a classic script that hands its contents to one function, so that it loads from a server
and by double click alike: ``smartekaShard("p12", …)``. ``site_templates/assets/search/`` reads it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Any

# Printable, without what a script would escape (quote, backslash) or a shard keeps for itself (bar).
ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\|')
LAST = 64  # symbols that end a number; the rest go on with it
_MORE = len(ALPHABET) - LAST


def number(value: int) -> str:
    """A whole number from nought: one symbol below 64, two below 1,792."""
    if value < LAST:
        return ALPHABET[value]
    rest, last = divmod(value, LAST)
    symbols = [ALPHABET[last]]
    while rest:
        rest, digit = divmod(rest - 1, _MORE)
        symbols.append(ALPHABET[LAST + digit])
    return "".join(reversed(symbols))


def numbers(values: Iterable[int]) -> str:
    return "".join(map(number, values))


def signed(value: int) -> str:
    """A whole number of either sign: 0, −1, 1, −2…"""
    return number(value * 2 if value >= 0 else -value * 2 - 1)


class _Numbers(dict[int, str]):
    """Whole numbers as they are written, each worked out once."""

    def __missing__(self, value: int) -> str:
        written = self[value] = number(value)
        return written


_NUMBERS = _Numbers()


def gaps(rising: Sequence[int]) -> str:
    """Numbers from nought, each larger than the one before, as what lies between them."""
    befores = chain((-1,), rising)
    return "".join([_NUMBERS[value - before - 1] for value, before in zip(rising, befores, strict=False)])


def front_coded(words: Iterable[str]) -> list[str]:
    """Each word as the number of letters it shares with the one before, and the rest."""
    found, last, shared = [], "", 0
    for word in words:
        # Neighbours share about as many letters as the two before them.
        if last[:shared] == word[:shared]:
            shorter = min(len(last), len(word), LAST - 1)
            while shared < shorter and last[shared] == word[shared]:
                shared += 1
        else:
            shared -= 1
            while last[:shared] != word[:shared]:
                shared -= 1
        found.append(ALPHABET[shared] + word[shared:])
        last = word
    return found


def shared(word: str) -> str:
    """A word after itself."""
    return ALPHABET[min(len(word), LAST - 1)] + word[LAST - 1 :]


class Levels:
    """Positive numbers on a scale of equal ratios, one symbol each.

    ``coarse`` is how many levels are taken for one: what stands in thousands of documents tells them
    apart little, and costs much.
    """

    def __init__(self, low: float, high: float) -> None:
        self.low = float(f"{low:.4g}")
        self.ratio = max(round((high / self.low) ** (1 / (len(ALPHABET) - 2)), 6), 1.000001)
        self._scales: dict[int, tuple[float, float, str]] = {}

    def symbols(self, values: Iterable[float], coarse: int = 1) -> str:
        log = math.log
        scale, shift, symbols = self.scale(coarse)
        return "".join([symbols[int(log(value) * scale + shift)] for value in values])

    def scale(self, coarse: int) -> tuple[float, float, str]:
        """What a logarithm is multiplied by, what is added to that, and the symbols whose number is then the whole part."""
        if coarse not in self._scales:
            scale = 1 / math.log(self.ratio) / coarse
            self._scales[coarse] = scale, 0.5 - math.log(self.low) * scale, (ALPHABET + ALPHABET[-1] * coarse)[::coarse]
        return self._scales[coarse]


# How common a word is: levels a sixth apart are enough to tell which of two is the commoner.
COUNT_RATIO = 1.17


@cache
def count_level(count: int) -> str:
    return ALPHABET[min(round(math.log(count) / math.log(COUNT_RATIO)), len(ALPHABET) - 1)]


_literal = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def literal(value: Any) -> str:
    """A value as a script writes it, without a space too many."""
    text = _literal(value)
    if "\u2028" in text or "\u2029" in text:
        text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text
