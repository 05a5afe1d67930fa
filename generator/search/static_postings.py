"""Where lemmas stand and how much that counts: the postings of the static index.

What a lemma adds to the score of a document does not depend on the query, so it is worked out when
the index is built (BM25 by field, weighed as in ``whoosh_engine``) and written as one symbol.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.analysis.language import lemma, tokenise

from .static_coding import Levels, Shards, front_coded, gaps
from .static_words import DOCUMENT_SHIFT, FIELD_LIMITS, FIELD_SHIFTS, FIELDS, Corpus
from .whoosh_engine import WEIGHTS

# As ``_BM25F`` of ``whoosh_engine``.
FIELD_B = {"title": 0.3, "keywords": 0.1, "question": 0.3, "results": 0.75, "text": 0.75}
K1 = 1.2
SHARD_CHARACTERS = 4_000
FINE = 500  # with more documents a lemma's scores are told less exactly
NAMED_GROUPS = 6  # how many groups of names one lemma may explain

_COUNTS = (1 << DOCUMENT_SHIFT) - 1


@dataclass(frozen=True, slots=True)
class PostingsReport:
    """What a reader has to know: first lemma of each shard, and the scale of the scores."""

    bounds: list[int]
    low: float
    ratio: float


def add_postings(
    corpus: Corpus, type_weights: Sequence[float], names: Iterable[Sequence[str]], shards: Shards
) -> PostingsReport:
    """Add shards ``p0``, ``p1``…; a lemma never lies in two of them.

    ``type_weights``: by document. ``names``: groups of names of one thing, the fullest first; they
    say why a document was found by a word that it does not hold.
    """
    scores = _scores(corpus, type_weights)
    levels = Levels(min(map(min, scores), default=1.0), max(map(max, scores), default=1.0))
    explained = _explained(corpus, names)
    bounds: list[int] = []
    rows: list[list[str]] = []
    size = 0
    for number, (name, forms) in enumerate(zip(corpus.lemmas, corpus.forms_by_lemma(), strict=True)):
        documents = [value >> DOCUMENT_SHIFT for value in corpus.postings[number]]
        coarse = 1 + (len(documents) > FINE) + (len(documents) > 8 * FINE)
        words = " ".join([name, *front_coded([name, *forms])[1:]])
        row = [words, gaps(documents), levels.symbols(scores[number], coarse)]
        if number in explained:
            row.append("|".join(explained[number]))
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
    return PostingsReport(bounds, levels.low, levels.ratio)


def _scores(corpus: Corpus, type_weights: Sequence[float]) -> list[list[float]]:
    """By lemma, what it adds to each of its documents."""
    norms = [_norms(name, lengths) for name, lengths in zip(FIELDS, corpus.lengths, strict=True)]
    boosts = [WEIGHTS[name] * (K1 + 1) for name in FIELDS]
    *others, (_, text_limit, text_norms, text_boost) = zip(FIELD_SHIFTS, FIELD_LIMITS, norms, boosts, strict=True)
    found = []
    for postings in corpus.postings:
        counts = [value & _COUNTS for value in postings]
        documents = [value >> DOCUMENT_SHIFT for value in postings]
        in_text = [count & text_limit for count in counts]
        boost = text_boost * _rarity(corpus.documents, len(in_text) - in_text.count(0))
        scores = [
            boost * often / (often + text_norms[document]) for often, document in zip(in_text, documents, strict=True)
        ]
        elsewhere = [place for place, count in enumerate(counts) if count > text_limit]
        for shift, limit, norm, weight in others:
            often_here = [(place, often) for place in elsewhere if (often := counts[place] >> shift & limit)]
            boost = weight * _rarity(corpus.documents, len(often_here))
            for place, often in often_here:
                scores[place] += boost * often / (often + norm[documents[place]])
        found.append([score * type_weights[document] for score, document in zip(scores, documents, strict=True)])
    return found


def _norms(name: str, lengths: array[int]) -> array[float]:
    """What a field's length takes from the counts of its words, by document."""
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    b = FIELD_B[name]
    return array("d", (K1 * (1 - b + b * length / (mean or 1.0)) for length in lengths))


def _rarity(documents: int, often: int) -> float:
    return math.log(documents / (often + 1)) + 1


def _explained(corpus: Corpus, names: Iterable[Sequence[str]]) -> dict[int, list[str]]:
    """Groups of names by the rarest lemma of each name: «технические средства реабилитации,ТСР»."""
    numbers = {name: number for number, name in enumerate(corpus.lemmas)}
    found: dict[int, list[str]] = defaultdict(list)
    for group in names:
        told = "~".join(dict.fromkeys(group))
        for name in dict.fromkeys(group):
            known = [numbers[each] for token in tokenise(name) if (each := lemma(token.word)) in numbers]
            if known and len(group) > 1:
                rarest = min(known, key=lambda number: (len(corpus.postings[number]), number))
                if told not in found[rarest] and len(found[rarest]) < NAMED_GROUPS:
                    found[rarest].append(told)
    return {number: groups for number, groups in found.items() if groups}
