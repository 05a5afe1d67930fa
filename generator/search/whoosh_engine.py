"""Answers from the Whoosh index: complete ones first, then the best incomplete ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .documents import SearchDocument
from .engine import EVERYTHING, Filters, Hit, IndexChange, SearchIndexError, SearchResult
from .query import QueryWord, Understood, Vocabulary, understand
from .snippet import snippet
from .whoosh_index import WORD_FIELDS, WhooshIndex

# After our index, which silences the warnings of Whoosh's first import.
from whoosh import query as whoosh_query, scoring  # isort: skip

FEW = 10  # with fewer complete answers, incomplete ones follow them
LEAST_COVERAGE = 0.25  # share of the query, by the rarity of its words, that an incomplete one needs
WEIGHTS = {"title": 5.0, "keywords": 3.0, "question": 3.5, "results": 2.5, "text": 1.0}
TYPE_WEIGHTS = {"digest": 0.5, "standard_report": 0.6}  # long lists name everything and explain little
# Length says little of a title or a list of names; a text that is long mentions much in passing.
_BM25F = scoring.BM25F(B=0.75, K1=1.2, title_B=0.3, keywords_B=0.1, question_B=0.3)

_Scores = dict[int, float]  # by Whoosh's number of the document
_Ranked = list[tuple[float, int]]  # scores with these numbers, best first


class WhooshEngine:
    """A ``SearchEngine`` whose index lies in a folder, for example ``.cache/search``."""

    def __init__(self, folder: Path) -> None:
        self._index = WhooshIndex(folder)
        self._documents: list[SearchDocument] | None = None
        self._forms: tuple[int, dict[str, int]] = (0, {})  # as they were at the index's stamp

    def update(self, documents: Iterable[SearchDocument]) -> IndexChange:
        self._documents = list(documents)
        return self._index.update(self._documents)

    def search(self, query: str, filters: Filters = EVERYTHING, limit: int = 10) -> SearchResult:
        """By ``SearchEngine``; a damaged index is made anew if the documents are at hand."""
        if not self._index.exists():
            raise SearchIndexError("индекса поиска ещё нет: постройте его командой smarteka build")
        try:
            return self._answer(query, filters, limit)
        except Exception as fault:  # Whoosh raises whatever its decoders meet in broken files
            if self._documents is None:
                raise SearchIndexError("индекс поиска повреждён: обновите его или удалите папку") from fault
            self._index.update(self._documents, anew=f"индекс повреждён: {type(fault).__name__}")
            return self._answer(query, filters, limit)

    def _answer(self, query: str, filters: Filters, limit: int) -> SearchResult:
        index = self._index.open()
        with index.searcher(weighting=_BM25F) as searcher:
            lexicon = _Lexicon(searcher)
            understood = understand(query, Vocabulary(self._vocabulary(), lexicon.knows))
            allowed = _filter_query(filters)
            asked = understood.words or query.strip()
            ranked = _ranked(searcher, lexicon, understood, allowed) if asked else _listed(searcher, allowed)
            hits = tuple(
                _hit(score, searcher.stored_fields(number)["shown"], understood)
                for score, number in ranked[:limit]
            )
        index.close()
        return SearchResult(query, len(ranked), hits, understood.suggestion)

    def _vocabulary(self) -> dict[str, int]:
        """Read once for as long as the index stays as it is."""
        stamp = self._index.stamp()
        if self._forms[0] != stamp:
            self._forms = (stamp, self._index.forms())
        return self._forms[1]


class _Lexicon:
    """How rare a lemma is among the documents."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher

    def knows(self, lemma: str) -> bool:
        reader = self._searcher.reader()
        return any((name, lemma) in reader for name in WORD_FIELDS)

    def rarity(self, word: QueryWord) -> float:
        lemmas = {lemma for alternative in word.alternatives for lemma in alternative.lemmas}
        rarities = [self._searcher.idf(name, lemma) for lemma in lemmas for name in WORD_FIELDS]
        return float(min(rarities, default=0.0))


def _word_query(word: QueryWord) -> Any:
    """Any alternative answers; readings of one word do not add up."""
    found = [
        whoosh_query.And([_lemma_query(lemma, alternative.weight) for lemma in alternative.lemmas])
        for alternative in word.alternatives
    ]
    return found[0] if len(found) == 1 else whoosh_query.DisjunctionMax(found)


def _lemma_query(lemma: str, weight: float) -> Any:
    terms = [whoosh_query.Term(name, lemma, boost=weight * WEIGHTS[name]) for name in WORD_FIELDS]
    return whoosh_query.Or(terms)


def _filter_query(filters: Filters) -> Any:
    chosen = {
        "types": filters.types,
        "regions": filters.regions,
        "life_situations": filters.life_situations,
        "directions": filters.directions,
        "subcategories": filters.subcategories,
        "stages": filters.stages,
        "years": filters.years,
    }
    every = [
        whoosh_query.Or([whoosh_query.Term(name, str(value)) for value in values])
        for name, values in chosen.items()
        if values
    ]
    return whoosh_query.And(every) if every else None


def _scores(searcher: Any, asked: Any, allowed: Any) -> _Scores:
    results = searcher.search(asked, filter=allowed, limit=None)
    return {number: float(score) for score, number in results.top_n}


def _ranked(searcher: Any, lexicon: _Lexicon, understood: Understood, allowed: Any) -> _Ranked:
    """Documents with all words by score; if there are few, those with most of the words after them."""
    words = [word for word in understood.words if word.alternatives]
    if not words:
        return []
    complete: _Scores = {}
    if len(words) == len(understood.words):
        complete = _scores(searcher, whoosh_query.And([_word_query(word) for word in words]), allowed)
    ranked = _sorted(searcher, complete)
    if len(complete) < FEW and len(understood.words) > 1:
        rest = {n: s for n, s in _incomplete(searcher, lexicon, words, allowed).items() if n not in complete}
        ranked += _below(ranked, _sorted(searcher, rest))
    return ranked


def _below(ranked: _Ranked, rest: _Ranked) -> _Ranked:
    """The rest with scores lessened alike, so that the whole list falls from first to last."""
    if not ranked or not rest or rest[0][0] <= ranked[-1][0]:
        return rest
    scale = ranked[-1][0] / rest[0][0]
    return [(round(score * scale, 4), number) for score, number in rest]


def _incomplete(searcher: Any, lexicon: _Lexicon, words: list[QueryWord], allowed: Any) -> _Scores:
    """Scores by the words that a document has, lessened by the share of the query that it lacks.

    Words that no document has cannot be asked of any.
    """
    rarities = [lexicon.rarity(word) for word in words]
    coverage: _Scores = {}
    sums: _Scores = {}
    for word, rarity in zip(words, rarities, strict=True):
        for number, score in _scores(searcher, _word_query(word), allowed).items():
            coverage[number] = coverage.get(number, 0.0) + rarity / sum(rarities)
            sums[number] = sums.get(number, 0.0) + score
    return {n: sums[n] * share**2 for n, share in coverage.items() if share >= LEAST_COVERAGE}


def _sorted(searcher: Any, scores: _Scores) -> _Ranked:
    """Best first; equal ones by type and id, never by their place in the index."""
    keys = searcher.reader().column_reader("key")
    found = []
    for number, score in scores.items():
        key = keys[number]
        found.append((-round(score * TYPE_WEIGHTS.get(key.partition(":")[0], 1.0), 4), key, number))
    return [(-score, number) for score, _, number in sorted(found)]


def _listed(searcher: Any, allowed: Any) -> _Ranked:
    """Everything allowed, the newest first."""
    keys, dates = (searcher.reader().column_reader(name) for name in ("key", "date"))
    numbers = sorted(_scores(searcher, whoosh_query.Every(), allowed), key=lambda number: keys[number])
    return [(0.0, number) for number in sorted(numbers, key=lambda number: dates[number], reverse=True)]


def _hit(score: float, shown: dict[str, Any], understood: Understood) -> Hit:
    lines = shown["texts"]["text"].split("\n")
    texts = (shown["texts"]["question"], shown["summary"], shown["results"], *lines)
    if not understood.words:
        texts = (shown["summary"], *texts)
    words = snippet(texts, understood.lemmas)
    return Hit(shown["type"], shown["id"], shown["title"], shown["url"], score, words)
