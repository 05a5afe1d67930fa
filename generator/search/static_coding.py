"""How the static index writes numbers and shards: printable text that gzip and a script both like.

A shard is a classic script that hands its contents to one function, so that it loads from a server
and by double click alike: ``smartekaShard("p12", …)``. ``site_templates/assets/search.js`` reads it.
"""

from __future__ import annotations

import json
import math
import os
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
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


def numbers_below(end: int) -> list[str]:
    """All whole numbers from nought as ``number`` writes them: those that differ in the last symbol together."""
    heads = (number(value)[:-1] for value in range(0, end, LAST))
    return [head + last for head in heads for last in ALPHABET[:LAST]][:end]


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


def common_prefix(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    shorter = min(len(one), len(other))
    if one[:shorter] == other[:shorter]:
        return shorter
    length = 0
    while one[length] == other[length]:
        length += 1
    return length


def front_coded(words: Iterable[str]) -> list[str]:
    """Each word as the number of letters it shares with the one before, and the rest."""
    found, last = [], ""
    for word in words:
        shared = min(common_prefix(last, word), LAST - 1)
        found.append(ALPHABET[shared] + word[shared:])
        last = word
    return found


class Levels:
    """Positive numbers on a scale of equal ratios, one symbol each.

    ``coarse`` is how many levels are taken for one: what stands in thousands of documents tells them
    apart little, and costs much.
    """

    def __init__(self, low: float, high: float) -> None:
        self.low = float(f"{low:.4g}")
        self.ratio = max(round((high / self.low) ** (1 / (len(ALPHABET) - 2)), 6), 1.000001)

    def symbols(self, values: Iterable[float], coarse: int = 1) -> str:
        log, scale = math.log, 1 / math.log(self.ratio) / coarse
        shift = 0.5 - math.log(self.low) * scale
        symbols = (ALPHABET + ALPHABET[-1] * coarse)[::coarse]
        return "".join([symbols[int(log(value) * scale + shift)] for value in values])


# How common a word is: levels a sixth apart are enough to tell which of two is the commoner.
COUNT_RATIO = 1.17


@cache
def count_level(count: int) -> str:
    return ALPHABET[min(round(math.log(count) / math.log(COUNT_RATIO)), len(ALPHABET) - 1)]


def literal(value: Any) -> str:
    """A value as a script writes it, without a space too many."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@dataclass(slots=True)
class Shards:
    """Shards by name, in the order in which they were made; ``text`` is what a file holds."""

    texts: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, *contents: Any) -> None:
        values = "".join(f",{literal(value)}" for value in contents)
        self.texts[name] = f'smartekaShard("{name}"{values})\n'.encode()

    def digest(self) -> str:
        """Changes with any byte of any shard."""
        total = sha256()
        for name, data in sorted(self.texts.items()):
            total.update(f"{name} {len(data)}\n".encode())
            total.update(data)
        return total.hexdigest()[:12]

    def write(self, folder: Path) -> int:
        """Bytes written."""
        folder.mkdir(parents=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        for name, data in self.texts.items():  # there are thousands: a file object for each takes its time
            file = os.open(f"{folder}/{name}.js", flags, 0o666)
            try:
                with memoryview(data) as left:
                    while left:
                        left = left[os.write(file, left) :]
            finally:
                os.close(file)
        return sum(map(len, self.texts.values()))

    def packed(self, prefix: str = "") -> list[int]:
        """Sizes over the wire of the shards whose names begin so, for measuring."""
        return [len(zlib.compress(data, 9)) + 18 for name, data in self.texts.items() if name.startswith(prefix)]
