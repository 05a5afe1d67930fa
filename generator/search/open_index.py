"""Read access to the command line's index.

A search needs a few posting lists, ten documents, and some numbers of every document and word: sort position,
length norms, document frequency. These are stored as packed columns when the index changes: reading them row by
row would take longer than the search itself.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable
from itertools import takewhile

from .document import SearchDocument
from .engine import Filters
from .names import MARK, Names
from .query import Vocabulary
from .scoring import DOCUMENT_SHIFT, FIELDS, TYPE_WEIGHTS, Scorer, field_norms

SCHEMA = "CREATE TABLE columns (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;"


def pack_columns(index: sqlite3.Connection, names: Names) -> None:
    """Rewrite the columns that ``OpenIndex`` reads: of all documents, sorted by key, of all words, and of the names in use."""
    documents = index.execute("SELECT number, type, date, lengths FROM documents ORDER BY key").fetchall()
    lengths = [array("Q") for _ in FIELDS]
    for *_, written in documents:
        for field, length in zip(lengths, written.split(), strict=True):
            field.append(int(length))
    numbers = array("Q", [number for number, *_ in documents])
    places = array("Q", bytes(8 * (max(numbers, default=-1) + 1)))
    for place, number in enumerate(numbers):
        places[number] = place
    words = index.execute("SELECT word, max(forms, lemmas), lemmas FROM words ORDER BY word").fetchall()
    query_words = names.query_words(word for word, *_ in words if word.startswith(MARK))
    columns = {
        "numbers": numbers.tobytes(),
        "places by number": places.tobytes(),
        "dates": _lines(date for _, _, date, _ in documents),
        "weights": array("d", [TYPE_WEIGHTS.get(kind, 1.0) for _, kind, *_ in documents]).tobytes(),
        **{f"norms of {name}": norms.tobytes() for name, norms in zip(FIELDS, field_norms(lengths), strict=True)},
        "words": _lines(word for word, *_ in words),
        "documents by word": array("Q", [count for _, count, _ in words]).tobytes(),
        "documents by lemma": array("Q", [count for *_, count in words]).tobytes(),
        "words of names": _lines(" ".join((word, *lemmas)) for word, lemmas in query_words.items()),
    }
    index.executemany("INSERT OR REPLACE INTO columns VALUES (?, ?)", columns.items())


class OpenIndex:
    """Documents are numbered from 0 in the order of their keys, which decides between equal scores.

    ``read`` decodes a stored document. Raises ``sqlite3.DatabaseError`` for an index without columns.
    """

    def __init__(self, index: sqlite3.Connection, names: Names, read: Callable[[str], SearchDocument]) -> None:
        self._index = index
        self._read = read
        self._columns: dict[str, bytes] = dict(index.execute("SELECT name, value FROM columns WHERE name <> 'dates'"))
        if not self._columns:
            raise sqlite3.DatabaseError("the index has no columns")
        self._numbers = self._counts("numbers")
        self._places = self._counts("places by number")
        norms = [self._shares(f"norms of {name}") for name in FIELDS]
        self._scorer = Scorer(norms, self._shares("weights"), tabled=0)
        self._scores: dict[str, dict[int, float]] = {}
        words = self._columns["words"].decode().split("\n") if self._columns["words"] else []
        marks = frozenset(takewhile(lambda word: word.startswith(MARK), words))
        counts = self._counts("documents by word")
        lemmas = self._counts("documents by lemma")
        known = (word for word, count in zip(words, lemmas, strict=True) if count)
        query_words = {word: tuple(lemmas) for word, *lemmas in map(str.split, self._columns["words of names"].decode().splitlines())}
        forms = dict(zip(words[len(marks) :], counts[len(marks) :], strict=True))
        self.vocabulary = Vocabulary(forms, known, names, marks, query_words)

    def _counts(self, name: str) -> array[int]:
        return array("Q", self._columns[name])

    def _shares(self, name: str) -> array[float]:
        return array("d", self._columns[name])

    def __len__(self) -> int:
        return len(self._numbers)

    def dates(self) -> list[str]:
        """Dates of all documents, by number; empty if unknown."""
        (column,) = self._index.execute("SELECT value FROM columns WHERE name = 'dates'").fetchone()
        return list(column.decode().split("\n"))

    def scores(self, lemma: str) -> dict[int, float]:
        """The contribution of a lemma or mark to the score of each document that has it."""
        if lemma not in self._scores:
            rows = self._index.execute("SELECT document, counts FROM postings WHERE lemma = ?", (lemma,))
            postings = [self._places[number] << DOCUMENT_SHIFT | counts for number, counts in rows]
            scores, documents, _ = self._scorer.scored(postings)
            self._scores[lemma] = dict(zip(documents, scores, strict=True))
        return self._scores[lemma]

    def allowed(self, filters: Filters) -> set[int] | None:
        """Numbers of the documents that pass the filters; None if no filter is set."""
        found: set[int] | None = None
        for name, values in filters.chosen().items():
            marks = ", ".join("?" * len(values))
            query = f"SELECT document FROM facets WHERE name = ? AND value IN ({marks})"
            rows = self._index.execute(query, (name, *map(str, values)))
            these = {self._places[number] for (number,) in rows}
            found = these if found is None else found & these
        return found

    def document(self, place: int) -> SearchDocument:
        query = "SELECT document FROM documents WHERE number = ?"
        return self._read(self._index.execute(query, (self._numbers[place],)).fetchone()[0])


def _lines(values: Iterable[str]) -> bytes:
    return "\n".join(values).encode()
