"""Posting lists with quantised scores, and their incremental update.

A changed document changes the mean length of texts, and so every score, but hardly any of the symbols
that encode them: a symbol is exact to some per cent only. For every block of symbols we store how far its
scores may drift before one of its symbols changes, and the change of the means bounds the drift.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from .corpus import Change, Counts
from .scoring import DOCUMENT_SHIFT, Scorer, field_norms
from .static_coding import Levels, gaps

FINE = 500  # scores of a lemma with more documents are quantised more coarsely
_BLOCK = 64  # symbols per block
_MOST_DRIFT = 0.01  # with more, everything is encoded again
_ROUNDING = 1e-9  # upper bound of rounding errors


@dataclass(slots=True)
class EncodedPostings:
    """By lemma number: its documents as ``gaps``, their scores as ``symbols`` of the ``Levels``; empty for a lemma without documents.

    ``limits``: for each block the value of ``drift`` up to which its symbols are valid; ``least_limit``: the
    smallest of them. ``least`` and ``most``: bounds of the scores as last computed.
    """

    documents: int
    means: list[float]
    drift: float = 0.0  # upper bound of the relative change of scores since everything was encoded
    low: float = 1.0
    high: float = 1.0
    gaps: list[str] = field(default_factory=list)
    symbols: list[str] = field(default_factory=list)
    frequencies: list[tuple[int, ...]] = field(default_factory=list)  # document frequencies by field, as from ``Scorer.scored``
    limits: list[array[float]] = field(default_factory=list)
    least_limit: array[float] = field(default_factory=lambda: array("d"))
    least: array[float] = field(default_factory=lambda: array("d"))
    most: array[float] = field(default_factory=lambda: array("d"))

    @property
    def levels(self) -> Levels:
        return Levels(self.low, self.high)

    def grow(self, count: int) -> None:
        """Extend the tables to ``count`` lemmas."""
        more = count - len(self.gaps)
        for texts in (self.gaps, self.symbols):
            texts += [""] * more
        self.frequencies += [()] * more
        self.limits += [array("d")] * more
        self.least_limit.extend([math.inf] * more)
        self.least.extend([math.inf] * more)
        self.most.extend([0.0] * more)


_Scored = tuple[list[float], list[int], tuple[int, ...]]


def encode(counts: Counts, type_weights: Sequence[float], updatable: bool = False) -> EncodedPostings:
    """Encode all posting lists; ``updatable``: so that ``encode_changes`` works."""
    scorer = Scorer(field_norms(counts.lengths), type_weights)
    found = [scorer.scored(postings) for postings in counts.postings]
    encoded = EncodedPostings(len(type_weights), _means(counts))
    encoded.low, encoded.high = _range(found)
    levels = encoded.levels
    if updatable:
        encoded.grow(len(found))
        for lemma, scored in enumerate(found):
            if scored[0]:
                _encode(encoded, levels, lemma, scored)
    else:
        encoded.gaps = [gaps(documents) for _, documents, _ in found]
        encoded.symbols = [levels.symbols(scores, _coarse(len(scores))) for scores, _, _ in found]
    return encoded


def encode_changes(counts: Counts, type_weights: Sequence[float], encoded: EncodedPostings, change: Change) -> set[int] | None:
    """Update the encoding after a ``change`` that kept the relative order of the remaining documents.

    Returns the lemmas whose encoding has changed; None if everything has to be encoded again.
    """
    means, same_postings = _means(counts), change.same_postings
    encoded.drift += (_length_drift(encoded.means, means) + _count_drift(encoded.documents, len(type_weights))) * 1.001 + _ROUNDING
    encoded.means, encoded.documents = means, len(type_weights)
    if encoded.drift > _MOST_DRIFT:
        return None
    encoded.grow(len(counts.postings))
    scorer = Scorer(field_norms(counts.lengths), type_weights)
    found = {lemma: scorer.scored(counts.postings[lemma]) for lemma in change.lemmas}
    again: dict[int, dict[int, list[float]]] = {}  # by lemma, scores of blocks
    for lemma in same_postings.keys() - found.keys():
        postings = counts.postings[lemma]
        blocks = {bisect_left(postings, number << DOCUMENT_SHIFT) // _BLOCK for number in same_postings[lemma]}
        again[lemma] = {block: scorer.scored(_block(postings, block), encoded.frequencies[lemma])[0] for block in blocks}
        for scores in again[lemma].values():
            encoded.least[lemma] = min(encoded.least[lemma], *scores)
            encoded.most[lemma] = max(encoded.most[lemma], *scores)
    for lemma in found:  # as for a lemma without documents, so that the bounds are those of the others
        encoded.least[lemma], encoded.most[lemma], encoded.least_limit[lemma] = math.inf, 0.0, math.inf
    low, high = _read_range(counts, encoded, scorer, found, 1 + 3 * encoded.drift)
    levels = Levels(low, high)
    if (levels.low, levels.ratio) != (encoded.levels.low, encoded.levels.ratio):
        return None
    encoded.low, encoded.high = low, high
    changed: set[int] = set()
    if change.moved:
        for lemma, postings in enumerate(counts.postings):
            if lemma not in found and postings:
                before, encoded.gaps[lemma] = encoded.gaps[lemma], gaps([value >> DOCUMENT_SHIFT for value in postings])
                if before != encoded.gaps[lemma]:
                    changed.add(lemma)
    for lemma, scored in found.items():
        if _encode(encoded, levels, lemma, scored):
            changed.add(lemma)
    drift = encoded.drift
    for lemma in again.keys() | {lemma for lemma, holds in enumerate(encoded.least_limit) if holds <= drift}:
        if lemma not in found and _encode_blocks(encoded, levels, lemma, scorer, counts.postings[lemma], again.get(lemma, {})):
            changed.add(lemma)
    return changed


def _range(found: Iterable[_Scored]) -> tuple[float, float]:
    """The minimum and maximum of all scores."""
    met = [scores for scores, _, _ in found if scores]
    return min(map(min, met), default=1.0), max(map(max, met), default=1.0)


def _read_range(counts: Counts, encoded: EncodedPostings, scorer: Scorer, found: dict[int, _Scored], slack: float) -> tuple[float, float]:
    """The exact minimum and maximum of all scores; lemmas that may have them are scored again, into ``found``."""
    least, most = encoded.least, encoded.most
    wanted = {which(bounds) for which, bounds in ((_least, least), (_most, most)) if len(bounds)}
    wanted = {lemma for lemma in wanted if most[lemma] and lemma not in found}
    while wanted:
        found |= {lemma: scorer.scored(counts.postings[lemma]) for lemma in wanted}
        low, high = _range(found.values())
        floor, top = low * slack, high / slack
        near = chain(
            [lemma for lemma, each in enumerate(least) if each <= floor], [lemma for lemma, each in enumerate(most) if each >= top]
        )
        wanted = {lemma for lemma in near if lemma not in found}
    return _range(found.values())


def _least(bounds: array[float]) -> int:
    return bounds.index(min(bounds))


def _most(bounds: array[float]) -> int:
    return bounds.index(max(bounds))


def _encode(encoded: EncodedPostings, levels: Levels, lemma: int, scored: _Scored) -> bool:
    """Encode a lemma again; returns whether its encoding has changed."""
    scores, documents, frequencies = scored
    before = encoded.gaps[lemma], encoded.symbols[lemma]
    encoded.gaps[lemma] = gaps(documents)
    encoded.symbols[lemma], encoded.limits[lemma] = _quantised(levels, scores, _coarse(len(scores)), encoded.drift)
    encoded.frequencies[lemma] = frequencies
    encoded.least_limit[lemma] = min(encoded.limits[lemma], default=math.inf)
    encoded.least[lemma] = min(scores, default=math.inf)
    encoded.most[lemma] = max(scores, default=0.0)
    return before != (encoded.gaps[lemma], encoded.symbols[lemma])


def _encode_blocks(
    encoded: EncodedPostings, levels: Levels, lemma: int, scorer: Scorer, postings: array[int], again: Mapping[int, list[float]]
) -> bool:
    """The same for a lemma with unchanged postings: only blocks that may be invalid; ``again``: block → scores computed already."""
    symbols, frequencies = encoded.symbols[lemma], encoded.frequencies[lemma]
    parts, limits = [], array("d", encoded.limits[lemma])
    for block, holds in enumerate(limits):
        if block not in again and holds > encoded.drift:
            parts.append(symbols[block * _BLOCK : (block + 1) * _BLOCK])
            continue
        scores = again.get(block) or scorer.scored(_block(postings, block), frequencies)[0]
        text, (limits[block],) = _quantised(levels, scores, _coarse(len(postings)), encoded.drift)
        parts.append(text)
        encoded.least[lemma] = min(encoded.least[lemma], *scores)
        encoded.most[lemma] = max(encoded.most[lemma], *scores)
    encoded.symbols[lemma], encoded.limits[lemma] = "".join(parts), limits
    encoded.least_limit[lemma] = min(limits, default=math.inf)
    return encoded.symbols[lemma] != symbols


def _block(postings: array[int], block: int) -> array[int]:
    return postings[block * _BLOCK : (block + 1) * _BLOCK]


def _coarse(documents: int) -> int:
    return 1 + (documents > FINE) + (documents > 8 * FINE)


def _means(counts: Counts) -> list[float]:
    return [sum(lengths) / len(lengths) if lengths else 0.0 for lengths in counts.lengths]


def _length_drift(before: Sequence[float], after: Sequence[float]) -> float:
    """Upper bound of the relative change of scores: each is a sum of parts that change by less than the mean length of their field."""
    return max(
        [
            0.0 if old == new else abs(math.log(new / old)) if old and new else math.inf
            for old, new in zip(before, after, strict=True)
        ]
    )


def _count_drift(before: int, after: int) -> float:
    """The same bound for a changed number of documents: ``rarity`` is hardly ever less than 1."""
    return 0.0 if before == after else 1.1 * abs(math.log(after / before)) if before > 50 and after > 50 else math.inf


def _quantised(levels: Levels, scores: Sequence[float], coarse: int, drift: float) -> tuple[str, array[float]]:
    """Symbols of scores, and for each block the drift up to which they are valid."""
    scale, shift, symbols = levels.scale(coarse)
    log = math.log
    places = [log(score) * scale + shift for score in scores]
    text = "".join([symbols[int(place)] for place in places])
    rests = [place % 1.0 for place in places]
    blocks = [rests] if len(rests) <= _BLOCK else [rests[at : at + _BLOCK] for at in range(0, len(rests), _BLOCK)]
    return text, array("d", [min(min(block), 1.0 - max(block)) / scale + drift for block in blocks if block])
