"""Scores of lemmas in documents: BM25 per field, the same for the command line and the browser.

The contribution of a lemma to the score of a document does not depend on the query, so the site index
stores it precomputed (``static_levels``); the command line computes it at query time.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from .document import SearchDocument

FIELDS: tuple[str, ...] = ("title", "keywords", "question", "results", "phrases", "text")
WEIGHTS = {"title": 4.5, "keywords": 3.0, "question": 4.5, "results": 2.5, "phrases": 3.0, "text": 1.0}
# BM25's b: how strongly the length of a field lowers the scores of its words. Weak for a list of
# keywords; strong for the text, since a long text mentions much in passing.
FIELD_B = {"title": 0.5, "keywords": 0.1, "question": 0.3, "results": 0.6, "phrases": 0.1, "text": 0.75}
K1 = 1.2
# Phrases are for words that the records do not use: what more documents say elsewhere is found there.
COMMON, COMMON_PHRASE = 6, 0.1
# Digests and reports are long lists that name everything and explain little; a problem is only a part of what
# people look for.
TYPE_WEIGHTS = {"practice": 1.1, "digest": 0.35, "standard_report": 0.6, "report_item": 0.5, "problem": 0.8, "region": 1.3}

# A posting is one 63-bit integer: the document number, then the term frequency of the lemma per field.
DOCUMENT_SHIFT = 43
FIELD_SHIFTS = (15, 21, 29, 35, 13, 0)  # by ``FIELDS``; the text has the largest counts and the lowest bits
FIELD_LIMITS = (63, 255, 63, 255, 3, 8191)  # larger frequencies are cut to these
_COUNTS = (1 << DOCUMENT_SHIFT) - 1


def field_texts(document: SearchDocument) -> tuple[str, ...]:
    """The texts of a document by ``FIELDS``."""
    return (
        document.title,
        "\n".join((*document.keywords, document.kind)),
        document.question,
        f"{document.summary}\n{document.results}",
        "\n".join(document.phrases),
        document.text,
    )


_TABLED = 4  # most term frequencies are lower; contributions of these are precomputed
_TEXT = FIELD_SHIFTS.index(0)
_PHRASES = FIELDS.index("phrases") + 1  # among document frequencies, which have the text first


class Scorer:
    """BM25 scores of documents numbered from 0; ``norms`` by field and document (``field_norms``).

    Contributions of term frequencies below ``tabled`` are precomputed for all documents. That pays off
    when all lemmas are scored, not for the few lemmas of a query.
    """

    def __init__(self, norms: Sequence[array[float]], type_weights: Sequence[float], tabled: int = _TABLED) -> None:
        self._documents = len(type_weights)
        self._type_weights = type_weights
        self._tabled = tabled
        boosts = [WEIGHTS[name] * (K1 + 1) for name in FIELDS]
        tables = [
            [
                array("d", [boost * times / (times + norm) * weight for norm, weight in zip(found, type_weights, strict=True)])
                for times in range(tabled)
            ]
            for found, boost in zip(norms, boosts, strict=True)
        ]
        *self._others, self._text = zip(FIELD_SHIFTS, FIELD_LIMITS, norms, boosts, tables, strict=True)

    def scores(self, postings: Sequence[int]) -> list[float]:
        """The contribution of a lemma to the score of each of its documents, in the order of its postings."""
        return self.scored(postings)[0]

    def scored(
        self, postings: Sequence[int], known_frequencies: tuple[int, ...] | None = None
    ) -> tuple[list[float], list[int], tuple[int, ...]]:
        """Scores, document numbers, and document frequencies of the lemma by field, the text first.

        ``known_frequencies``: the document frequencies over all postings of the lemma, if ``postings`` is only a part of them.
        """
        if len(postings) == 1 and not known_frequencies:  # as for most lemmas
            return self._scored_one(postings[0])
        _, text_limit, text_norms, text_boost, tables = self._text
        weights, tabled = self._type_weights, self._tabled
        in_text = [value & text_limit for value in postings]
        documents = [value >> DOCUMENT_SHIFT for value in postings]
        frequencies = [len(in_text) - in_text.count(0)]
        rare = rarity(self._documents, known_frequencies[0] if known_frequencies else frequencies[0])
        if max(in_text, default=0) < tabled:
            scores = [rare * tables[times][document] for times, document in zip(in_text, documents, strict=True)]
        else:
            scores = [
                rare * tables[times][document]
                if times < tabled
                else rare * text_boost * times / (times + text_norms[document]) * weights[document]
                for times, document in zip(in_text, documents, strict=True)
            ]
        elsewhere = [(place, counts) for place, value in enumerate(postings) if (counts := value & _COUNTS) > text_limit]
        for field, (shift, limit, norms, boost, tables) in enumerate(self._others, 1) if elsewhere else ():
            here = [(place, times) for place, counts in elsewhere if (times := counts >> shift & limit)]
            frequencies.append(len(here))
            rare = rarity(self._documents, known_frequencies[field] if known_frequencies else len(here))
            if field == _PHRASES and max(known_frequencies[:field] if known_frequencies else frequencies[:field]) > COMMON:
                rare *= COMMON_PHRASE
            for place, times in here:
                document = documents[place]
                if times < tabled:
                    scores[place] += rare * tables[times][document]
                else:
                    scores[place] += rare * boost * times / (times + norms[document]) * weights[document]
        return scores, documents, tuple(frequencies)

    def _scored_one(self, value: int) -> tuple[list[float], list[int], tuple[int, ...]]:
        """``scored`` for a lemma with a single posting."""
        document, (_, limit, norms, boost, tables) = value >> DOCUMENT_SHIFT, self._text
        score, frequency = self._part(value & limit, document, norms, boost, tables)
        frequencies = [frequency]
        if value & _COUNTS > limit:
            for shift, limit, norms, boost, tables in self._others:
                part, frequency = self._part(value >> shift & limit, document, norms, boost, tables)
                score += part
                frequencies.append(frequency)
        return [score], [document], tuple(frequencies)

    def _part(
        self, times: int, document: int, norms: array[float], boost: float, tables: Sequence[array[float]]
    ) -> tuple[float, int]:
        if not times:
            return 0.0, 0
        rare = rarity(self._documents, 1)
        if times < self._tabled:
            return rare * tables[times][document], 1
        return rare * boost * times / (times + norms[document]) * self._type_weights[document], 1


def rarity(documents: int, having: int) -> float:
    """Inverse document frequency of a word that ``having`` of the documents have."""
    return math.log(max(documents, 1) / (having + 1)) + 1


def field_norms(lengths: Sequence[array[int]]) -> list[array[float]]:
    """BM25 length normalisation, K1 · (1 − b + b · length / mean), by field and document; ``lengths`` in lemmas, likewise."""
    return [_norms(name, found) for name, found in zip(FIELDS, lengths, strict=True)]


def _norms(name: str, lengths: array[int]) -> array[float]:
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    b = FIELD_B[name]
    return array("d", (K1 * (1 - b + b * length / (mean or 1.0)) for length in lengths))
