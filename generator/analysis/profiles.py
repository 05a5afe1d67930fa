"""Practices as TF-IDF vectors of their strongest words."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from .practice_words import Groups, PracticeWords

STRONGEST_WORDS = 60  # of a practice; the rest would hardly change the similarity of two texts
_STEP = math.log(2) / 8


class Profile(NamedTuple):
    """A practice as a vector of weighted words, normalised to length 1, the strongest first, and its groups.

    ``words``: their numbers. In arrays, so that comparing a pair of practices reads contiguous memory.
    """

    words: array[int]
    weights: array[float]
    groups: Groups


class Rarity:
    """Inverse document frequency by word number."""

    def __init__(self, practices: int, using: Sequence[int]) -> None:
        """``using``: document frequency by word number."""
        self.unknown = _rarity_of_word(practices + 1, 1)
        rarities = {count: _rarity_of_word(practices + 1, count or 1) for count in set(using)}
        self.known = array("d", [rarities[count] for count in using])

    def of_all(self, words: int) -> array[float]:
        """The rarity of the first ``words`` words; those without a known frequency have that of an unused word."""
        self.known.extend([self.unknown] * (words - len(self.known)))
        return self.known


def using(counts: Iterable[Iterable[int]], words: PracticeWords) -> list[int]:
    """Document frequency by word number; ``counts``: the words of each practice."""
    found = Counter(chain.from_iterable(counts))
    return [found[word] for word in range(len(words.words.names))]


def places_in_alphabet(words: Sequence[str]) -> list[int]:
    """Alphabetical rank by word number."""
    places = [0] * len(words)
    for place, number in enumerate(sorted(range(len(words)), key=words.__getitem__)):
        places[number] = place
    return places


def make_profile(
    words: Iterable[int], counts: Iterable[int], groups: Groups, rarity: Rarity, alphabet: Sequence[int] | Sequence[str]
) -> Profile:
    """The profile of the strongest words by TF-IDF; ``alphabet``: alphabetical sort key by word number."""
    rarity_of = rarity.of_all(len(alphabet))
    weighted = {word: _growth(count) * rarity_of[word] for word, count in zip(words, counts, strict=True)}
    strongest = sorted(weighted, key=alphabet.__getitem__)
    strongest.sort(key=weighted.__getitem__, reverse=True)  # stable: ties in alphabetical order
    weights = [weighted[word] for word in strongest[:STRONGEST_WORDS]]
    length = math.sqrt(sum([weight**2 for weight in weights])) or 1.0
    return Profile(array("I", strongest[:STRONGEST_WORDS]), array("d", [weight / length for weight in weights]), groups)


@cache
def _growth(count: int) -> float:
    return 1.0 + math.log(count)


def _rarity_of_word(all: int, having: int) -> float:
    """Inverse document frequency, rounded to eighths of a binary logarithm.

    So a new practice does not change the rarity of nearly all words, nor the cached similarities.
    """
    return max(1, round(8 * math.log2(all)) - round(8 * math.log2(having))) * _STEP
