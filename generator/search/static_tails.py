"""What a typed word may be a slip of: words of the documents by what stands after their first three letters.

Each comes with its lemma, so that nothing more has to be loaded for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .static_coding import count_level, front_coded, number
from .static_lexemes import KEY

TAIL_LENGTH = 4  # words shorter than this are no slip of a word of five letters
TAIL_CHARACTERS = 1_100  # three shards of tails are read for a slip
_FINE = 8  # steps of the number of shards from one power of two to the next: it seldom changes
_PRIME = 2_147_483_629  # below 2³¹, so that a browser multiplies exactly


@dataclass(slots=True)
class Tails:
    """Words by shard; ``size``: letters in all of these."""

    size: int = 0
    shards: list[list[str]] = field(default_factory=lambda: [[]])

    @classmethod
    def of(cls, words: Iterable[str]) -> Tails:
        told = [word for word in words if is_told(word)]
        size = sum([_size(word) for word in told])
        found = cls(size, [[] for _ in range(shard_count(size))])
        count, shards = len(found.shards), found.shards
        for word in told:
            shards[tail_hash(word[KEY + 1 :]) % count].append(word)
        return found

    def change(self, gone: Iterable[str], fresh: Iterable[str]) -> bool:
        """Follow a change of the words; False where all of them lie elsewhere now."""
        gone, fresh = list(filter(is_told, gone)), list(filter(is_told, fresh))
        self.size += sum(map(_size, fresh)) - sum(map(_size, gone))
        if shard_count(self.size) != len(self.shards):
            return False
        for word in gone:
            self.shards[self.shard_of(word)].remove(word)
        for word in fresh:
            self.shards[self.shard_of(word)].append(word)
        return True

    def shard_of(self, word: str) -> int:
        """A word lies where what follows its first four letters leads: a slip in the first three leaves that as it is or shifts it by one letter."""
        return tail_hash(word[KEY + 1 :]) % len(self.shards)


def shard_count(size: int) -> int:
    count = max(1, size // TAIL_CHARACTERS)
    step = max(1, 1 << count.bit_length() - 1) // _FINE
    return count - count % step if step > 1 else count


def tail_hash(tail: str) -> int:
    """The same in Python and in the browser."""
    return int.from_bytes(tail.encode("utf-16-le"), "little") % _PRIME


def is_told(word: str) -> bool:
    """Numbers are left out: one other digit makes another number, not a slip."""
    return len(word) >= TAIL_LENGTH and word.isalpha()


def _size(word: str) -> int:
    return len(word) // 2 + 5


def records(words: Iterable[tuple[str, int, int]], where: Mapping[int, tuple[int, int]]) -> str:
    """Of a shard: what follows three letters, a space, then of each word these letters, how common it is, its likeliest lemma.

    ``words``: each with how many documents have it, and its lemma; ``where`` these stand.
    """
    told: dict[str, list[str]] = defaultdict(list)  # by what follows three letters
    for word, often, lemma in sorted(words):
        section, within = where[lemma]
        told[word[KEY:]].append(word[:KEY] + count_level(often) + number(section) + number(within))
    tails = sorted(told)
    return "|".join([f"{coded} {''.join(told[tail])}" for tail, coded in zip(tails, front_coded(tails), strict=True)])
