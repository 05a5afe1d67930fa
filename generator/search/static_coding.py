"""Encoding of the static index: numbers as printable text that compresses well and needs no escapes in a script.

A shard is a classic script that calls one function with its contents, so that it loads from a server as
well as from ``file://``: ``smartekaShard("p", …)``. ``site_templates/assets/search/`` decodes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Any

# Printable ASCII without what a script escapes (quote, backslash) and without the separator of shards (bar).
ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\|')
LAST = 64  # the first 64 symbols end a number; the other ones continue it
_MORE = len(ALPHABET) - LAST


def number(value: int) -> str:
    """Variable-length code of an integer ≥ 0: one symbol below 64, two below 1,792."""
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
    """Zigzag code of an integer: 0, −1, 1, −2… → 0, 1, 2, 3…"""
    return number(value * 2 if value >= 0 else -value * 2 - 1)


class _Numbers(dict[int, str]):
    """Memoised ``number``."""

    def __missing__(self, value: int) -> str:
        written = self[value] = number(value)
        return written


_NUMBERS = _Numbers()


def gaps(rising: Sequence[int]) -> str:
    """Delta code of strictly increasing integers ≥ 0: differences minus 1, the first from −1."""
    befores = chain((-1,), rising)
    return "".join([_NUMBERS[value - before - 1] for value, before in zip(rising, befores, strict=False)])


def front_coded(words: Iterable[str]) -> list[str]:
    """Front coding: for each word the length of the prefix shared with the word before (at most 63), and the rest."""
    found, last, shared = [], "", 0
    for word in words:
        # The shared prefix is usually about as long as that of the pair before: start there.
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
    """The front code of a word that follows an equal one."""
    return ALPHABET[min(len(word), LAST - 1)] + word[LAST - 1 :]


class Levels:
    """Quantises positive numbers on a logarithmic scale, one symbol each.

    ``coarse``: number of levels merged into one. Scores of a lemma that thousands of documents have hardly
    distinguish them, and take much space.
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
        """Factor, shift and symbols: the symbol of a value is ``symbols[int(log(value) * factor + shift)]``."""
        if coarse not in self._scales:
            scale = 1 / math.log(self.ratio) / coarse
            self._scales[coarse] = scale, 0.5 - math.log(self.low) * scale, (ALPHABET + ALPHABET[-1] * coarse)[::coarse]
        return self._scales[coarse]


# Document frequencies of words on a logarithmic scale: steps of a sixth suffice to rank words by frequency.
COUNT_RATIO = 1.17


@cache
def count_level(count: int) -> str:
    return ALPHABET[min(round(math.log(count) / math.log(COUNT_RATIO)), len(ALPHABET) - 1)]


_literal = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def literal(value: Any) -> str:
    """A value as a compact JavaScript literal: JSON with U+2028 and U+2029 escaped."""
    text = _literal(value)
    if "\u2028" in text or "\u2029" in text:
        text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text
