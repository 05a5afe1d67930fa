"""Correction of typos in the first letters of a word: the words of the documents by their tails.

The tail is what follows the first three letters. Each word is stored with its lemma, so that a
correction needs no other shard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .static_coding import count_level, front_coded, number
from .static_lexemes import KEY

TAIL_LENGTH = 4  # minimum length of a word: a typo in a word of five letters has at least four
TAIL_CHARACTERS = 1_100  # of a shard; correcting a word loads three
_FINE = 8  # the number of shards takes 8 values between powers of two, so that it seldom changes
_PRIME = 2_147_483_629  # below 2³¹, so that products are exact in the browser


@dataclass(slots=True)
class Tails:
    """Words by shard; ``size``: approximate number of characters in all shards."""

    size: int = 0
    shards: list[list[str]] = field(default_factory=lambda: [[]])

    @classmethod
    def of(cls, words: Iterable[str]) -> Tails:
        indexed = [word for word in words if has_tail(word)]
        size = sum([_size(word) for word in indexed])
        found = cls(size, [[] for _ in range(shard_count(size))])
        count, shards = len(found.shards), found.shards
        for word in indexed:
            shards[tail_hash(word[KEY + 1 :]) % count].append(word)
        return found

    def change(self, gone: Iterable[str], fresh: Iterable[str]) -> bool:
        """Apply a change of the words; False if the number of shards changes, so that all words have to be assigned again."""
        gone, fresh = list(filter(has_tail, gone)), list(filter(has_tail, fresh))
        self.size += sum(map(_size, fresh)) - sum(map(_size, gone))
        if shard_count(self.size) != len(self.shards):
            return False
        for word in gone:
            self.shards[self.shard_of(word)].remove(word)
        for word in fresh:
            self.shards[self.shard_of(word)].append(word)
        return True

    def shard_of(self, word: str) -> int:
        """The shard of a word, by a hash of what follows its fourth letter: a typo in the first three leaves that unchanged or shifts it by one letter."""
        return tail_hash(word[KEY + 1 :]) % len(self.shards)


def shard_count(size: int) -> int:
    count = max(1, size // TAIL_CHARACTERS)
    step = max(1, 1 << count.bit_length() - 1) // _FINE
    return count - count % step if step > 1 else count


def tail_hash(tail: str) -> int:
    """The tail's UTF-16 code units as a number modulo a prime; ``search.js`` computes the same."""
    return int.from_bytes(tail.encode("utf-16-le"), "little") % _PRIME


def has_tail(word: str) -> bool:
    """Whether the word is indexed by its tail: not short ones, nor numbers, where another digit makes another number."""
    return len(word) >= TAIL_LENGTH and word.isalpha()


def _size(word: str) -> int:
    return len(word) // 2 + 5


def records(words: Iterable[tuple[str, int, int]], where: Mapping[int, tuple[int, int]]) -> str:
    """The contents of a shard: for each tail the tail, a space, and for each word its first three letters, frequency level and lemma.

    ``words``: (word, number of documents, lemma); ``where``: lemma → its section and place there.
    """
    entries: dict[str, list[str]] = defaultdict(list)  # by tail
    for word, often, lemma in sorted(words):
        section, within = where[lemma]
        entries[word[KEY:]].append(word[:KEY] + count_level(often) + number(section) + number(within))
    tails = sorted(entries)
    return "|".join([f"{coded} {''.join(entries[tail])}" for tail, coded in zip(tails, front_coded(tails), strict=True)])
