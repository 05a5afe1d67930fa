"""The inverted index of the command line, in one SQLite file that is kept between runs.

It is updated incrementally, in one transaction, and rebuilt when it is damaged or when the code of the
search or the synonym groups have changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.analysis import language, morphology, names_in_text, stop_words, tokens

from . import corpus as corpus_module
from . import scoring, spellings
from .cached_forms import SCHEMA as FORMS
from .cached_forms import CachedForms, store_forms
from .corpus import Corpus, read_corpus
from .document import Facets, SearchDocument
from .engine import IndexChange, SearchIndexError
from .names import Names
from .open_index import SCHEMA as COLUMNS
from .open_index import OpenIndex, pack_columns
from .scoring import DOCUMENT_SHIFT

LOCK_SECONDS = 30.0
_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, key TEXT UNIQUE, hash TEXT, type TEXT, date TEXT, lengths TEXT, document TEXT
);
CREATE TABLE postings (lemma TEXT, document INTEGER, counts INTEGER, PRIMARY KEY (lemma, document)) WITHOUT ROWID;
CREATE TABLE words (word TEXT PRIMARY KEY, forms INTEGER, lemmas INTEGER) WITHOUT ROWID;
CREATE TABLE facets (name TEXT, value TEXT, document INTEGER, PRIMARY KEY (name, value, document)) WITHOUT ROWID;
"""
_COUNTS = (1 << DOCUMENT_SHIFT) - 1


class LemmaStore:
    """An index in a file, for example ``.cache/search/index.sqlite``."""

    def __init__(self, file: Path, names: Names) -> None:
        self._file = file
        self._names = names

    def exists(self) -> bool:
        return self._file.is_file()

    def update(self, documents: Iterable[SearchDocument], *, rebuild: bool = False) -> IndexChange:
        """Make the index contain exactly these documents. Rebuilds an unusable index, and any with ``rebuild``."""
        wanted = {document.key: document for document in documents}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        if not rebuild and self._usable():
            with suppress(sqlite3.DatabaseError):  # damaged
                return self._change(wanted)
        self._file.unlink(missing_ok=True)
        try:
            with self._connected() as index:
                index.executescript(_SCHEMA + COLUMNS + FORMS)
                index.execute("INSERT INTO about VALUES ('made by', ?)", (self._made_by(),))
            return self._change(wanted)
        except sqlite3.DatabaseError as fault:
            raise SearchIndexError(f"индекс поиска не записать: {fault}") from fault

    @contextmanager
    def opened(self) -> Iterator[OpenIndex]:
        """Open the index for a search. Raises ``sqlite3.DatabaseError`` if it is damaged."""
        with self._connected() as index, language.cached_forms(CachedForms(index).of):
            yield OpenIndex(index, self._names, read_document)

    def _usable(self) -> bool:
        """Whether the index exists, is readable and was made by this code with these synonym groups."""
        if not self.exists():
            return False
        try:
            with self._connected() as index:
                made_by = index.execute("SELECT value FROM about WHERE name = 'made by'").fetchone()
        except sqlite3.DatabaseError:
            return False
        return bool(made_by == (self._made_by(),))

    def _made_by(self) -> str:
        """A hash of the code and the synonym groups that determine the index: instead of a version number that one may forget to raise."""
        used = (language, tokens, morphology, names_in_text, stop_words, corpus_module, scoring, spellings)
        beside = (Path(__file__).with_name(name) for name in ("documents.py", "document.py"))  # not imported: ``documents`` would load the models
        modules = (Path(__file__), *beside, *(Path(str(module.__file__)) for module in used))
        code = sha256(b"".join(module.read_bytes() for module in modules)).hexdigest()
        return f"{code[:24]} {self._names.digest()}"

    def _change(self, wanted: dict[str, SearchDocument]) -> IndexChange:
        hashes = {key: sha256(repr(document).encode()).hexdigest()[:24] for key, document in wanted.items()}
        with self._connected() as index:
            index.execute("BEGIN IMMEDIATE")
            known = dict(index.execute("SELECT key, hash FROM documents"))
            gone = [key for key in known if key not in hashes]
            changed = [key for key, hash in hashes.items() if known.get(key, hash) != hash]
            added = [key for key in hashes if key not in known]
            if gone or changed:
                self._remove(index, [*gone, *changed])
            if changed or added:
                self._add(index, [(wanted[key], hashes[key]) for key in (*changed, *added)])
            if gone or changed or added:
                store_forms(index, self._names.words())
                pack_columns(index, self._names)
        return IndexChange(len(added), len(changed), len(gone))

    def _add(self, index: sqlite3.Connection, found: Sequence[tuple[SearchDocument, str]]) -> None:
        corpus = read_corpus([document for document, _ in found], self._names)
        (first,) = index.execute("SELECT ifnull(max(number), -1) + 1 FROM documents").fetchone()
        lengths = list(zip(*corpus.lengths, strict=True))
        index.executemany(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (first + n, d.key, hash, d.type, d.date, " ".join(map(str, lengths[n])), _written(d))
                for n, (d, hash) in enumerate(found)
            ),
        )
        index.executemany(
            "INSERT INTO postings VALUES (?, ?, ?)",
            (
                (lemma, first + (value >> DOCUMENT_SHIFT), value & _COUNTS)
                for lemma, postings in zip(corpus.lemmas, corpus.postings, strict=True)
                for value in postings
            ),
        )
        index.executemany(
            "INSERT OR IGNORE INTO facets VALUES (?, ?, ?)",
            ((name, value, first + n) for n, (d, _) in enumerate(found) for name, value in _facets(d)),
        )
        _count(index, corpus, 1)

    def _remove(self, index: sqlite3.Connection, keys: Sequence[str]) -> None:
        rows = [
            index.execute("SELECT number, document FROM documents WHERE key = ?", (key,)).fetchone() for key in keys
        ]
        corpus = read_corpus([read_document(text) for _, text in rows], self._names)
        index.executemany(
            "DELETE FROM postings WHERE lemma = ? AND document = ?",
            (
                (lemma, rows[value >> DOCUMENT_SHIFT][0])
                for lemma, postings in zip(corpus.lemmas, corpus.postings, strict=True)
                for value in postings
            ),
        )
        index.executemany("DELETE FROM facets WHERE document = ?", ((number,) for number, _ in rows))
        index.executemany("DELETE FROM documents WHERE number = ?", ((number,) for number, _ in rows))
        _count(index, corpus, -1)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        index = sqlite3.connect(self._file, timeout=LOCK_SECONDS, isolation_level=None)
        try:
            index.execute("PRAGMA synchronous = OFF")  # a lost index is rebuilt
            yield index
            if index.in_transaction:
                index.execute("COMMIT")
        except sqlite3.OperationalError as fault:
            if "locked" in str(fault):
                raise SearchIndexError("индекс поиска занят другой командой: дождитесь её и повторите") from fault
            raise
        finally:
            index.close()


def _count(index: sqlite3.Connection, corpus: Corpus, by: int) -> None:
    """Add ``by`` (1 or −1) times the document frequencies of words, as a form and as a lemma."""
    changes: dict[str, list[int]] = {form: [count * by, 0] for form, count in corpus.counts.items() if count}
    for lemma, postings in zip(corpus.lemmas, corpus.postings, strict=True):
        if postings:
            changes.setdefault(lemma, [0, 0])[1] = len(postings) * by
    index.executemany(
        "INSERT INTO words VALUES (?1, ?2, ?3) ON CONFLICT (word) DO UPDATE SET forms = forms + ?2, lemmas = lemmas + ?3",
        ((word, forms, lemmas) for word, (forms, lemmas) in changes.items()),
    )
    if by < 0:
        index.execute("DELETE FROM words WHERE forms <= 0 AND lemmas <= 0")


def _facets(document: SearchDocument) -> Iterator[tuple[str, str]]:
    """(name, value); names are those of ``Filters``."""
    facets = document.facets
    yield "types", document.type
    yield from (("regions", value) for value in facets.regions)
    yield from (("life_situations", value) for value in facets.life_situations)
    yield from (("subcategories", value) for value in facets.subcategories)
    one = (("directions", facets.direction), ("stages", facets.stage), ("years", str(facets.year or "")))
    yield from ((name, value) for name, value in one if value)


def _written(document: SearchDocument) -> str:
    return json.dumps(asdict(document), ensure_ascii=False)


def read_document(text: str) -> SearchDocument:
    fields: dict[str, Any] = json.loads(text)
    facets: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in fields.pop("facets").items()}
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return SearchDocument(**{**fields, **lists}, facets=Facets(**facets))
