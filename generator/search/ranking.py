"""Ranking of documents for a query. ``site_templates/assets/search/`` computes exactly the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .query import Alternative, QueryWord, Understood
from .scoring import rarity

FEW = 10  # with fewer complete matches, incomplete ones are listed among them
SCATTERED = 0.6  # factor for the words of a name that a document does not have as a phrase
LEAST_COVERAGE = 0.25  # share of the query, weighted by the rarity of its words, that an incomplete match needs
LACK = 4  # the score of an incomplete match is multiplied by its share to this power

Scores = Mapping[int, float]  # by document number


@dataclass(frozen=True, slots=True)
class Ranked:
    """(document number, score), best first: documents that match the whole query, and those that match a part."""

    complete: list[tuple[int, float]]
    incomplete: list[tuple[int, float]]

    def listed(self) -> list[tuple[int, float]]:
        """The results to show: incomplete matches only if there are fewer than ``FEW`` complete ones.

        They are sorted together: a good incomplete match may precede a long report that contains all words somewhere.
        """
        return self.complete if len(self.complete) >= FEW else _sorted([*self.complete, *self.incomplete])

    def among(self, allowed: set[int]) -> Ranked:
        return Ranked(
            [pair for pair in self.complete if pair[0] in allowed],
            [pair for pair in self.incomplete if pair[0] in allowed],
        )


def rank(asked: Understood, scores_of: Callable[[str], Scores], documents: int) -> Ranked:
    """``scores_of(lemma or mark)``: its contribution to the score of each document that has it.

    A name of several words counts as a phrase if that scores more than the sum of its words; none of its
    words is then missing. Light words may be missing.
    """
    words = [_word_scores(word, scores_of) for word in asked.words]
    shares = [_rarity(word, scores_of, documents) * word.weight for word in asked.words]
    phrases = [(phrase, _best(phrase.alternatives, scores_of)) for phrase in asked.phrases]
    total = sum(shares)
    complete: list[tuple[int, float]] = []
    incomplete: list[tuple[int, float]] = []
    if not total:
        return Ranked(complete, incomplete)
    for document in set().union(*words, *(found for _, found in phrases)):
        own = [found.get(document, 0.0) for found in words]
        has = [score > 0 for score in own]
        score = sum(own)
        for phrase, found in phrases:
            scattered = sum(own[phrase.start : phrase.end])
            if document in found:
                score += max(0.0, found[document] - scattered)
                has[phrase.start : phrase.end] = [True] * (phrase.end - phrase.start)
            else:
                score -= (1 - SCATTERED) * scattered
        if all(there or word.light for there, word in zip(has, asked.words, strict=True)):
            complete.append((document, score))
        elif (coverage := sum(s for s, there in zip(shares, has, strict=True) if there) / total) >= LEAST_COVERAGE:
            incomplete.append((document, score * coverage**LACK))
    return Ranked(_sorted(complete), _sorted(incomplete))


def _word_scores(word: QueryWord, scores_of: Callable[[str], Scores]) -> dict[int, float]:
    return {document: score * word.weight for document, score in _best(word.alternatives, scores_of).items()}


def _best(alternatives: tuple[Alternative, ...], scores_of: Callable[[str], Scores]) -> dict[int, float]:
    """For each document the score of the best alternative: readings of one word are not summed."""
    best: dict[int, float] = {}
    for alternative in alternatives:
        first, *others = map(scores_of, alternative.lemmas)
        for document, score in first.items():
            if all(document in other for other in others):
                whole = (score + sum(other[document] for other in others)) * alternative.weight
                best[document] = max(best.get(document, 0.0), whole)
    return best


def _rarity(word: QueryWord, scores_of: Callable[[str], Scores], documents: int) -> float:
    lemmas = {lemma for alternative in word.alternatives for lemma in alternative.lemmas}
    often = max((len(scores_of(lemma)) for lemma in lemmas), default=0)
    return rarity(documents, often) if often else 0.0  # no document can match it, so it is not counted as missing


def _sorted(scored: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Best first, ties by document number; scores are rounded."""
    return sorted(((n, round(score, 4)) for n, score in scored), key=lambda pair: (-pair[1], pair[0]))
