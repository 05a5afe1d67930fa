"""Where lemmas stand and how much that counts: the postings of the static index.

What a lemma adds to the score of a document does not depend on the query, so it is worked out when
the index is built (``scoring``) and written as one symbol.
"""

from __future__ import annotations

from dataclasses import dataclass

from .corpus import Corpus
from .names import Names
from .static_coding import Shards, front_coded
from .static_levels import Told

SHARD_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class PostingsReport:
    """What a reader has to know: first lemma of each shard, and the scale of the scores."""

    bounds: list[int]
    low: float
    ratio: float


def add_postings(corpus: Corpus, told: Told, names: Names, shards: Shards) -> PostingsReport:
    """Add shards ``p0``, ``p1``…; a lemma never lies in two of them.

    Marks are followed by the names for which they stand: these show
    why a document was found by a word that it does not hold.
    """
    bounds: list[int] = []
    rows: list[list[str]] = []
    size = 0
    for number, (name, forms) in enumerate(zip(corpus.lemmas, corpus.forms_by_lemma(), strict=True)):
        words = " ".join([name, *front_coded([name, *forms])[1:]])
        row = [words, told.gaps[number], told.symbols[number]]
        if name in names.by_mark:
            row.append("~".join(names.by_mark[name].names))
        size += sum(map(len, row))
        if size > SHARD_CHARACTERS and rows:
            shards.add(f"p{len(bounds) - 1}", rows)
            rows = []
            size = sum(map(len, row))
        if not rows:
            bounds.append(number)
        rows.append(row)
    if rows:
        shards.add(f"p{len(bounds) - 1}", rows)
    levels = told.levels
    return PostingsReport(bounds, levels.low, levels.ratio)
