"""Where lemmas stand and how much that counts, as the postings of the index tell it; what of an earlier index still holds.

A changed document changes the mean length of texts, and so each score, but hardly any of the symbols
that stand for them: a score is told to some per cent. For every few symbols it is known how far the
scores may move before one of the symbols changes, and the change of the means bounds how far they
have moved.
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

FINE = 500  # with more documents a lemma's scores are told less exactly
_BLOCK = 64  # symbols whose scores move together
_MOST_DRIFT = 0.01
_ROUNDING = 1e-9  # more than all errors of the arithmetic


@dataclass(slots=True)
class EncodedPostings:
    """By number of a lemma: its documents as ``gaps``, their scores as symbols of the ``Levels``; nothing of one that has none.

    ``room``: for each block of symbols, what ``drift`` may come to while they hold, and ``closest`` the
    least of these. ``least`` and ``most``: no score was less, or more, when it was worked out.
    """

    documents: int
    means: list[float]
    drift: float = 0.0  # by what part the scores may have moved in all
    low: float = 1.0
    high: float = 1.0
    gaps: list[str] = field(default_factory=list)
    symbols: list[str] = field(default_factory=list)
    often: list[tuple[int, ...]] = field(default_factory=list)  # as ``Scorer.scored`` tells it
    room: list[array[float]] = field(default_factory=list)
    closest: array[float] = field(default_factory=lambda: array("d"))
    least: array[float] = field(default_factory=lambda: array("d"))
    most: array[float] = field(default_factory=lambda: array("d"))

    @property
    def levels(self) -> Levels:
        return Levels(self.low, self.high)

    def grow(self, count: int) -> None:
        """Make place for lemmas that have been numbered since."""
        more = count - len(self.gaps)
        for texts in (self.gaps, self.symbols):
            texts += [""] * more
        self.often += [()] * more
        self.room += [array("d")] * more
        self.closest.extend([math.inf] * more)
        self.least.extend([math.inf] * more)
        self.most.extend([0.0] * more)


_Scored = tuple[list[float], list[int], tuple[int, ...]]


def encode(counts: Counts, type_weights: Sequence[float], lasting: bool = False) -> EncodedPostings:
    """All postings; ``lasting``: what can be changed by ``encode_again``."""
    scorer = Scorer(field_norms(counts.lengths), type_weights)
    found = [scorer.scored(postings) for postings in counts.postings]
    told = EncodedPostings(len(type_weights), _means(counts))
    told.low, told.high = _range(found)
    levels = told.levels
    if lasting:
        told.grow(len(found))
        for lemma, scored in enumerate(found):
            if scored[0]:
                _put(told, levels, lemma, scored)
    else:
        told.gaps = [gaps(documents) for _, documents, _ in found]
        told.symbols = [levels.symbols(scores, _coarse(len(scores))) for scores, _, _ in found]
    return told


def encode_again(counts: Counts, type_weights: Sequence[float], told: EncodedPostings, change: Change) -> set[int] | None:
    """Change what was told of other documents, which stand in the same order as far as they are the same.

    The lemmas of which something else is told; None if all has to be told anew.
    """
    means, still = _means(counts), change.still
    told.drift += (_moved(told.means, means) + _rarer(told.documents, len(type_weights))) * 1.001 + _ROUNDING
    told.means, told.documents = means, len(type_weights)
    if told.drift > _MOST_DRIFT:
        return None
    told.grow(len(counts.postings))
    scorer = Scorer(field_norms(counts.lengths), type_weights)
    found = {lemma: scorer.scored(counts.postings[lemma]) for lemma in change.lemmas}
    again: dict[int, dict[int, list[float]]] = {}  # by lemma, scores of blocks
    for lemma in still.keys() - found.keys():
        postings = counts.postings[lemma]
        blocks = {bisect_left(postings, number << DOCUMENT_SHIFT) // _BLOCK for number in still[lemma]}
        again[lemma] = {block: scorer.scored(_block(postings, block), told.often[lemma])[0] for block in blocks}
        for scores in again[lemma].values():
            told.least[lemma] = min(told.least[lemma], *scores)
            told.most[lemma] = max(told.most[lemma], *scores)
    for lemma in found:  # as if it had none, so that only the others are asked
        told.least[lemma], told.most[lemma], told.closest[lemma] = math.inf, 0.0, math.inf
    low, high = _read_range(counts, told, scorer, found, 1 + 3 * told.drift)
    levels = Levels(low, high)
    if (levels.low, levels.ratio) != (told.levels.low, told.levels.ratio):
        return None
    told.low, told.high = low, high
    turned: set[int] = set()
    if change.moved:
        for lemma, postings in enumerate(counts.postings):
            if lemma not in found and postings:
                before, told.gaps[lemma] = told.gaps[lemma], gaps([value >> DOCUMENT_SHIFT for value in postings])
                if before != told.gaps[lemma]:
                    turned.add(lemma)
    for lemma, scored in found.items():
        if _put(told, levels, lemma, scored):
            turned.add(lemma)
    drift = told.drift
    for lemma in again.keys() | {lemma for lemma, holds in enumerate(told.closest) if holds <= drift}:
        if lemma not in found and _put_blocks(told, levels, lemma, scorer, counts.postings[lemma], again.get(lemma, {})):
            turned.add(lemma)
    return turned


def _range(found: Iterable[_Scored]) -> tuple[float, float]:
    """The least and the largest of all scores."""
    met = [scores for scores, _, _ in found if scores]
    return min(map(min, met), default=1.0), max(map(max, met), default=1.0)


def _read_range(counts: Counts, told: EncodedPostings, scorer: Scorer, found: dict[int, _Scored], slack: float) -> tuple[float, float]:
    """The same, exactly: lemmas whose scores may be the least or the largest are read again, into ``found``."""
    least, most = told.least, told.most
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


def _put(told: EncodedPostings, levels: Levels, lemma: int, scored: _Scored) -> bool:
    """Tell a lemma anew; whether it is told otherwise than before."""
    scores, documents, often = scored
    before = told.gaps[lemma], told.symbols[lemma]
    told.gaps[lemma] = gaps(documents)
    told.symbols[lemma], told.room[lemma] = _placed(levels, scores, _coarse(len(scores)), told.drift)
    told.often[lemma] = often
    told.closest[lemma] = min(told.room[lemma], default=math.inf)
    told.least[lemma] = min(scores, default=math.inf)
    told.most[lemma] = max(scores, default=0.0)
    return before != (told.gaps[lemma], told.symbols[lemma])


def _put_blocks(
    told: EncodedPostings, levels: Levels, lemma: int, scorer: Scorer, postings: array[int], again: Mapping[int, list[float]]
) -> bool:
    """The same of a lemma whose postings are as they were, with the blocks that may not hold any more; ``again``: scores of some."""
    symbols, often = told.symbols[lemma], told.often[lemma]
    parts, room = [], array("d", told.room[lemma])
    for block, holds in enumerate(room):
        if block not in again and holds > told.drift:
            parts.append(symbols[block * _BLOCK : (block + 1) * _BLOCK])
            continue
        scores = again.get(block) or scorer.scored(_block(postings, block), often)[0]
        text, (room[block],) = _placed(levels, scores, _coarse(len(postings)), told.drift)
        parts.append(text)
        told.least[lemma] = min(told.least[lemma], *scores)
        told.most[lemma] = max(told.most[lemma], *scores)
    told.symbols[lemma], told.room[lemma] = "".join(parts), room
    told.closest[lemma] = min(room, default=math.inf)
    return told.symbols[lemma] != symbols


def _block(postings: array[int], block: int) -> array[int]:
    return postings[block * _BLOCK : (block + 1) * _BLOCK]


def _coarse(documents: int) -> int:
    return 1 + (documents > FINE) + (documents > 8 * FINE)


def _means(counts: Counts) -> list[float]:
    return [sum(lengths) / len(lengths) if lengths else 0.0 for lengths in counts.lengths]


def _moved(before: Sequence[float], after: Sequence[float]) -> float:
    """By what part any score can have changed: it is a sum of parts that change by less than the mean of their field."""
    return max(
        [
            0.0 if old == new else abs(math.log(new / old)) if old and new else math.inf
            for old, new in zip(before, after, strict=True)
        ]
    )


def _rarer(before: int, after: int) -> float:
    """The same where there are more documents or fewer: rarity is hardly ever less than one."""
    return 0.0 if before == after else 1.1 * abs(math.log(after / before)) if before > 50 and after > 50 else math.inf


def _placed(levels: Levels, scores: Sequence[float], coarse: int, drift: float) -> tuple[str, array[float]]:
    """Symbols of scores, and by block up to which drift they hold."""
    scale, shift, symbols = levels.scale(coarse)
    log = math.log
    places = [log(score) * scale + shift for score in scores]
    text = "".join([symbols[int(place)] for place in places])
    rests = [place % 1.0 for place in places]
    blocks = [rests] if len(rests) <= _BLOCK else [rests[at : at + _BLOCK] for at in range(0, len(rests), _BLOCK)]
    return text, array("d", [min(min(block), 1.0 - max(block)) / scale + drift for block in blocks if block])
