"""What a typed word may be a slip of: words of the documents by what stands after their first three letters.

Each comes with its lemma, so that nothing more has to be loaded for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from .corpus import Corpus
from .static_coding import Shards, count_level, front_coded, numbers_below
from .static_lexemes import KEY

TAIL_LENGTH = 4  # words shorter than this are no slip of a word of five letters
TAIL_CHARACTERS = 1_100  # three shards of tails are read for a slip
_PRIME = 2_147_483_629  # below 2³¹, so that a browser multiplies exactly


def tail_hash(tail: str) -> int:
    """The same in Python and in the browser."""
    return int.from_bytes(tail.encode("utf-16-le"), "little") % _PRIME


def add_tails(corpus: Corpus, counts: Mapping[str, int], shards: Shards) -> int:
    """Add shards ``t0``, ``t1``… of the words of the documents; returns how many there are.

    A word lies where what follows its first four letters leads: a slip in the first three leaves that
    as it is or shifts it by one letter. Records: what follows three letters, a space, then of each word
    these three letters, how common it is, and the number of its likeliest lemma.

    Numbers are left out: one other digit makes another number, not a slip.
    """
    codes = numbers_below(len(corpus.lemmas))
    known_as = dict(zip(corpus.lemmas, codes, strict=True))  # of words that stand nowhere but as lemmas
    forms = corpus.forms
    size = 0
    told: dict[str, list[str]] = defaultdict(list)  # by what follows three letters
    for word, often in counts.items():
        if len(word) >= TAIL_LENGTH and word.isalpha():
            size += len(word) // 2 + 5
            lemma = codes[forms[word][0]] if word in forms else known_as[word]
            told[word[KEY:]].append(word[:KEY] + count_level(often) + lemma)
    count = max(1, size // TAIL_CHARACTERS)
    by_shard: list[list[str]] = [[] for _ in range(count)]
    for tail in sorted(told):
        by_shard[tail_hash(tail[1:]) % count].append(tail)
    for place, tails in enumerate(by_shard):
        records = [f"{coded} {''.join(told[tail])}" for tail, coded in zip(tails, front_coded(tails), strict=True)]
        shards.add(f"t{place}", "|".join(records))
    return count
