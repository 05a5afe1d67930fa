"""The engine of ``smarteka search``: analysis and ranking as in the browser, with the index in an SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from .document import SearchDocument
from .engine import EVERYTHING, Filters, Hit, IndexChange, SearchIndexError, SearchResult
from .lemma_store import LemmaStore
from .names import NO_NAMES, Names
from .open_index import OpenIndex
from .query import Understood, understand
from .ranking import rank
from .snippet import snippet

INDEX = "index.sqlite"
"""File name of the index in its folder."""


class LocalEngine:
    """Runs queries against the index in a folder, for example ``.cache/search``."""

    def __init__(self, folder: Path, names: Names = NO_NAMES) -> None:
        self.file = folder / INDEX
        self._store = LemmaStore(self.file, names)
        self._names = names
        self._documents: list[SearchDocument] | None = None

    def update(self, documents: Iterable[SearchDocument]) -> IndexChange:
        """Make the index contain exactly these documents; only changed ones are written."""
        self._documents = list(documents)
        return self._store.update(self._documents)

    def search(self, query: str, filters: Filters = EVERYTHING, limit: int = 10) -> SearchResult:
        """The best results; an empty query lists everything that the filters allow, newest first.

        A damaged index is rebuilt if ``update`` was called before; otherwise raises ``SearchIndexError``,
        as for a missing index.
        """
        if not self._store.exists():
            raise SearchIndexError("индекса поиска ещё нет: постройте его командой smarteka build")
        try:
            return self._answer(query, filters, limit)
        except sqlite3.DatabaseError as fault:
            if self._documents is None:
                raise SearchIndexError("индекс поиска повреждён: обновите его или удалите папку") from fault
            self._store.update(self._documents, rebuild=True)
            return self._answer(query, filters, limit)

    def _answer(self, query: str, filters: Filters, limit: int) -> SearchResult:
        with self._store.opened() as index:
            understood = understand(query, index.vocabulary)
            allowed = index.allowed(filters)
            if understood.words or query.strip():
                ranked = rank(understood, index.scores, len(index))
                found = (ranked if allowed is None else ranked.among(allowed)).listed()
            else:
                found = _newest(index, allowed)
            hits = tuple(self._hit(score, index.document(number), understood) for number, score in found[:limit])
        return SearchResult(query, len(found), hits, understood.suggestion)

    def _hit(self, score: float, document: SearchDocument, understood: Understood) -> Hit:
        texts = (document.question, document.summary, document.results, *document.text.split("\n"))
        if not understood.words:
            texts = (document.summary, *texts)
        words = snippet(texts, understood.lemmas, names=self._names)
        return Hit(document.type, document.id, document.title, document.url, score, words)


def _newest(index: OpenIndex, allowed: set[int] | None) -> list[tuple[int, float]]:
    """All allowed documents, newest first; score 0."""
    numbers, dates = sorted(range(len(index)) if allowed is None else allowed), index.dates()
    return [(number, 0.0) for number in sorted(numbers, key=dates.__getitem__, reverse=True)]
