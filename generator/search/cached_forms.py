"""Cache of dictionary forms of words, in the command line's index.

A search needs those of a thousand words (of the query, of synonym groups, of snippets), nearly all of which occur
in the base. Looking them up takes a tenth of the time of loading the morphological dictionary.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from generator.analysis.language import dictionary_forms
from generator.analysis.stop_words import STOP_WORDS

from .names import MARK

SCHEMA = "CREATE TABLE forms (word TEXT PRIMARY KEY, dictionary TEXT) WITHOUT ROWID;"


def store_forms(index: sqlite3.Connection, more: Iterable[str]) -> None:
    """Store the forms of all indexed words, of ``more`` (normalised), and of stop words: these are not indexed but occur in snippets."""
    indexed = (word for (word,) in index.execute("SELECT word FROM words") if not word.startswith(MARK))
    words = STOP_WORDS.union(indexed, more)
    known = {word for (word,) in index.execute("SELECT word FROM forms")}
    new = sorted(words - known)
    index.executemany("INSERT INTO forms VALUES (?, ?)", ((word, " ".join(dictionary_forms(word))) for word in new))


class CachedForms:
    """``of(word)``: its dictionary forms, the likeliest first; empty if they are not cached."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index

    def of(self, word: str) -> tuple[str, ...]:
        row = self._index.execute("SELECT dictionary FROM forms WHERE word = ?", (word,)).fetchone()
        return tuple(row[0].split(" ")) if row else ()
