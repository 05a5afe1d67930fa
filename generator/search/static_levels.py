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
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .corpus import Corpus
from .scoring import DOCUMENT_SHIFT, Scorer
from .static_coding import Levels, gaps

FINE = 500  # with more documents a lemma's scores are told less exactly
_BLOCK = 64  # symbols whose scores move together
_MOST_DRIFT = 0.01
_ROUNDING = 1e-9  # more than all errors of the arithmetic


@dataclass(slots=True)
class Told:
    """By lemma of a corpus: its documents as ``gaps``, their scores as symbols of the ``Levels``.

    ``room``: for each block of symbols, what ``drift`` may come to while they hold. ``least`` and
    ``most``: no score was less, or more, when it was worked out.
    """

    documents: int
    means: list[float]
    drift: float = 0.0  # by what part the scores may have moved in all
    low: float = 1.0
    high: float = 1.0
    lemmas: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    symbols: list[str] = field(default_factory=list)
    often: list[tuple[int, ...]] = field(default_factory=list)  # as ``Scorer.scored`` tells it
    room: list[array[float]] = field(default_factory=list)
    least: array[float] = field(default_factory=lambda: array("d"))
    most: array[float] = field(default_factory=lambda: array("d"))

    @property
    def levels(self) -> Levels:
        return Levels(self.low, self.high)


_Scored = tuple[list[float], list[int], tuple[int, ...]]


def tell(corpus: Corpus, type_weights: Sequence[float], lasting: bool = False) -> Told:
    """All postings of a corpus; ``lasting``: what can be taken over by ``tell_again``."""
    scorer = Scorer(corpus.lengths, type_weights)
    found = [scorer.scored(postings) for postings in corpus.postings]
    told = Told(corpus.documents, _means(corpus), lemmas=corpus.lemmas)
    told.low, told.high = _range(found)
    levels = told.levels
    for scored in found:
        if lasting:
            _add(told, levels, scored)
        else:
            told.gaps.append(gaps(scored[1]))
            told.symbols.append(levels.symbols(scored[0], _coarse(len(scored[0]))))
    return told


def tell_again(
    corpus: Corpus, type_weights: Sequence[float], earlier: Told, changed: Container[str], still: Mapping[str, Sequence[int]]
) -> Told:
    """The same with what still holds of an earlier corpus whose documents have the same numbers.

    ``changed``: lemmas whose postings have changed; ``still``: by lemma, documents of which only the
    lengths may have.
    """
    told = Told(corpus.documents, _means(corpus), lemmas=corpus.lemmas)
    told.drift = earlier.drift + _moved(earlier.means, told.means) * 1.001 + _ROUNDING
    if earlier.documents != told.documents or told.drift > _MOST_DRIFT:
        return tell(corpus, type_weights, lasting=True)
    places = {lemma: place for place, lemma in enumerate(earlier.lemmas)}
    kept = [-1 if lemma in changed else places.get(lemma, -1) for lemma in corpus.lemmas]
    scorer = Scorer(corpus.lengths, type_weights)
    again: dict[int, dict[int, list[float]]] = {}  # by lemma, scores of blocks
    for lemma, (name, place) in enumerate(zip(corpus.lemmas, kept, strict=True)):
        if place >= 0 and name in still:
            postings = corpus.postings[lemma]
            blocks = {bisect_left(postings, number << DOCUMENT_SHIFT) // _BLOCK for number in still[name]}
            again[lemma] = {block: scorer.scored(_block(postings, block), earlier.often[place])[0] for block in blocks}
            for scores in again[lemma].values():
                earlier.least[place] = min(earlier.least[place], *scores)
                earlier.most[place] = max(earlier.most[place], *scores)
    found = {lemma: scorer.scored(corpus.postings[lemma]) for lemma, place in enumerate(kept) if place < 0}
    told.low, told.high = _read_range(corpus, earlier, kept, scorer, found, 1 + 3 * told.drift)
    levels = told.levels
    if (levels.low, levels.ratio) != (earlier.levels.low, earlier.levels.ratio):
        return tell(corpus, type_weights, lasting=True)
    for lemma, place in enumerate(kept):
        if lemma in found:
            _add(told, levels, found[lemma])
        else:
            _take_over(told, levels, earlier, place, scorer, corpus.postings[lemma], again.get(lemma, {}))
    return told


def _range(found: Iterable[_Scored]) -> tuple[float, float]:
    """The least and the largest of all scores."""
    met = [scores for scores, _, _ in found if scores]
    return min(map(min, met), default=1.0), max(map(max, met), default=1.0)


def _read_range(
    corpus: Corpus, earlier: Told, kept: Sequence[int], scorer: Scorer, found: dict[int, _Scored], slack: float
) -> tuple[float, float]:
    """The same, exactly: lemmas whose scores may be the least or the largest are read again, into ``found``."""
    unread = [lemma for lemma, place in enumerate(kept) if place >= 0 and lemma not in found and earlier.room[place]]
    wanted = {
        min(unread, key=lambda lemma: earlier.least[kept[lemma]]), max(unread, key=lambda lemma: earlier.most[kept[lemma]])
    } if unread else set()  # fmt: skip
    while wanted:
        found |= {lemma: scorer.scored(corpus.postings[lemma]) for lemma in wanted}
        low, high = _range(found.values())
        unread = [lemma for lemma in unread if lemma not in found]
        wanted = {
            lemma for lemma in unread
            if earlier.least[kept[lemma]] <= low * slack or earlier.most[kept[lemma]] * slack >= high
        }  # fmt: skip
    return _range(found.values())


def _add(told: Told, levels: Levels, scored: _Scored) -> None:
    scores, documents, often = scored
    told.gaps.append(gaps(documents))
    symbols, room = _placed(levels, scores, _coarse(len(scores)), told.drift)
    told.symbols.append(symbols)
    told.room.append(room)
    told.often.append(often)
    told.least.append(min(scores, default=math.inf))
    told.most.append(max(scores, default=0.0))


def _take_over(
    told: Told, levels: Levels, earlier: Told, place: int, scorer: Scorer, postings: array[int], again: Mapping[int, list[float]]
) -> None:
    """A lemma whose postings are the same, with the blocks anew that may not hold any more; ``again``: scores of some."""
    symbols, room, often = earlier.symbols[place], earlier.room[place], earlier.often[place]
    least, most = earlier.least[place], earlier.most[place]
    if again or (room and min(room) <= told.drift):
        parts, room = [], array("d", room)
        for block, holds in enumerate(room):
            if block not in again and holds > told.drift:
                parts.append(symbols[block * _BLOCK : (block + 1) * _BLOCK])
                continue
            scores = again.get(block) or scorer.scored(_block(postings, block), often)[0]
            text, (room[block],) = _placed(levels, scores, _coarse(len(postings)), told.drift)
            parts.append(text)
            least, most = min(least, *scores), max(most, *scores)
        symbols = "".join(parts)
    told.gaps.append(earlier.gaps[place])
    told.symbols.append(symbols)
    told.room.append(room)
    told.often.append(often)
    told.least.append(least)
    told.most.append(most)


def _block(postings: array[int], block: int) -> array[int]:
    return postings[block * _BLOCK : (block + 1) * _BLOCK]


def _coarse(documents: int) -> int:
    return 1 + (documents > FINE) + (documents > 8 * FINE)


def _means(corpus: Corpus) -> list[float]:
    return [sum(lengths) / len(lengths) if lengths else 0.0 for lengths in corpus.lengths]


def _moved(before: Sequence[float], after: Sequence[float]) -> float:
    """By what part any score can have changed: it is a sum of parts that change by less than the mean of their field."""
    return max(
        [
            0.0 if old == new else abs(math.log(new / old)) if old and new else math.inf
            for old, new in zip(before, after, strict=True)
        ]
    )


def _placed(levels: Levels, scores: Sequence[float], coarse: int, drift: float) -> tuple[str, array[float]]:
    """Symbols of scores, and by block up to which drift they hold."""
    scale, shift, symbols = levels.scale(coarse)
    log = math.log
    places = [log(score) * scale + shift for score in scores]
    text = "".join([symbols[int(place)] for place in places])
    rests = [place % 1.0 for place in places]
    blocks = [rests] if len(rests) <= _BLOCK else [rests[at : at + _BLOCK] for at in range(0, len(rests), _BLOCK)]
    return text, array("d", [min(min(block), 1.0 - max(block)) / scale + drift for block in blocks if block])
