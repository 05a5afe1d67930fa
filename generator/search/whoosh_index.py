"""The Whoosh index of the documents: a folder kept between runs, mended when damaged.

Whoosh stores and counts; which words a text has is our business (``analysis.language``), so its
fields are given ready lemmas parted by spaces. Beside the index lies ``state.json``: which content
each document had when it was indexed, and the word forms of all documents.
"""

from __future__ import annotations

import json
import shutil
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.analysis import language, stop_words

from .documents import SearchDocument
from .engine import IndexChange, SearchIndexError

with warnings.catch_warnings():
    # Whoosh 2.7.4 has escapes such as "\d" in plain strings: new Pythons warn when they compile it.
    warnings.filterwarnings("ignore", category=SyntaxWarning, module=r".*whoosh")
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r".*whoosh")
    from whoosh import fields
    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.filedb.filestore import FileStorage

WORD_FIELDS = ("title", "keywords", "question", "results", "text")
FACET_FIELDS = ("types", "regions", "life_situations", "directions", "subcategories", "stages", "years")
LOCK_SECONDS = 30.0


def word_texts(document: SearchDocument) -> dict[str, str]:
    """The texts of a document by the field of the index that holds their words."""
    return {
        "title": document.title,
        "keywords": "\n".join(document.keywords),
        "question": document.question,
        "results": f"{document.summary}\n{document.results}",
        "text": document.text,
    }


def _facet_values(document: SearchDocument) -> dict[str, str]:
    facets = document.facets
    return {
        "types": document.type,
        "regions": " ".join(facets.regions),
        "life_situations": " ".join(facets.life_situations),
        "directions": facets.direction,
        "subcategories": " ".join(facets.subcategories),
        "stages": facets.stage,
        "years": str(facets.year or ""),
    }


def _schema() -> Any:
    words = {name: fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False) for name in WORD_FIELDS}
    facets = {name: fields.KEYWORD() for name in FACET_FIELDS}
    # Columns, so that thousands of answers are put in order without unpacking what is stored of them.
    columns = {"key": fields.ID(unique=True, sortable=True), "date": fields.ID(sortable=True)}
    return fields.Schema(shown=fields.STORED, **columns, **words, **facets)


def _words(text: str) -> list[str]:
    """Words of a text that the index holds: compounds by the whole and by parts, no stop words."""
    return [t.word for t in language.every_word(text) if t.word not in stop_words.STOP_WORDS]


def _lemmas(words: Iterable[str]) -> str:
    """All readings of the words, ready for the index."""
    return " ".join(found for word in words for found in language.lemmas(word))


def _forms(texts: Iterable[str]) -> set[str]:
    """What an unfinished or mistyped word is compared with: words as they stand, and their lemmas."""
    words = {word for text in texts for word in _words(text)}
    return words.union(*map(language.lemmas, words))


def _content_hash(document: SearchDocument) -> str:
    return sha256(repr(document).encode()).hexdigest()[:24]


def _code_hash() -> str:
    """Changes with the code that decides what the index holds: no version number to forget."""
    modules = (__file__, language.__file__, stop_words.__file__)
    return sha256(b"".join(Path(module).read_bytes() for module in modules)).hexdigest()[:24]


@dataclass(slots=True)
class _State:
    """What the index held when it was last written."""

    code: str
    documents: dict[str, str] = field(default_factory=dict)  # key → hash of the content
    forms: dict[str, int] = field(default_factory=dict)  # word form → number of documents
    files: dict[str, int] = field(default_factory=dict)  # file of the index → its size


class WhooshIndex:
    """An index folder. Opening never fails: what cannot be used is reported and made anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = folder / "index"
        self._state_file = folder / "state.json"

    def exists(self) -> bool:
        return self._state_file.is_file()

    def forms(self) -> dict[str, int]:
        """Word forms of all documents, with the number of documents of each."""
        state = self._read_state()
        return state.forms if isinstance(state, _State) else {}

    def stamp(self) -> int:
        """Changes whenever the index does."""
        return self._state_file.stat().st_mtime_ns

    def open(self) -> Any:
        """Whoosh's index as it stands on the disk. Raises what Whoosh raises for a damaged one."""
        return FileStorage(str(self._files)).open_index()

    def update(self, documents: Iterable[SearchDocument], *, anew: str = "") -> IndexChange:
        """Make the index hold exactly these documents; ``anew`` is a reason to start from nothing."""
        wanted = {document.key: document for document in documents}
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._lock():
            state = anew or self._usable_state()
            if isinstance(state, _State):
                try:
                    return self._change(state, wanted)
                except Exception as fault:  # Whoosh raises whatever its decoders meet in broken files
                    state = f"индекс повреждён: {type(fault).__name__}"
            shutil.rmtree(self._files, ignore_errors=True)
            self._files.mkdir(exist_ok=True)
            FileStorage(str(self._files)).create_index(_schema())
            change = self._change(_State(_code_hash()), wanted)
            return IndexChange(change.added, rebuilt=state)

    def _change(self, state: _State, wanted: dict[str, SearchDocument]) -> IndexChange:
        hashes = {key: _content_hash(document) for key, document in wanted.items()}
        gone = [key for key in state.documents if key not in hashes]
        changed = [key for key, hash in hashes.items() if state.documents.get(key, hash) != hash]
        added = [key for key in hashes if key not in state.documents]
        if not (gone or changed or added) and state.files:
            return IndexChange()
        index = self.open()
        forms = Counter(state.forms)
        with index.searcher() as searcher:
            for key in (*gone, *changed):
                old = searcher.document(key=key)["shown"]["texts"].values()
                forms.subtract(_forms(old))
        writer = index.writer(limitmb=256)
        try:
            for key in (*gone, *changed):
                writer.delete_by_term("key", key)
            for key in (*changed, *added):
                forms.update(self._add(writer, wanted[key]))
        except BaseException:
            writer.cancel()
            raise
        # Whoosh weighs words by rounded lengths and counts deleted documents until it merges their
        # segment: scores of an updated index differ a little from those of a new one.
        writer.commit()
        index.close()
        known = {form: count for form, count in sorted(forms.items()) if count > 0}
        self._write_state(_State(state.code, hashes, known, self._sizes()))
        return IndexChange(len(added), len(changed), len(gone))

    def _add(self, writer: Any, document: SearchDocument) -> set[str]:
        """Hand a document to Whoosh; returns its word forms."""
        texts = word_texts(document)
        shown = {
            "type": document.type,
            "id": document.id,
            "title": document.title,
            "url": document.url,
            "summary": document.summary,
            "results": document.results,
            "texts": texts,
        }
        columns = {"key": document.key, "date": document.date}
        words = {name: _words(text) for name, text in texts.items()}
        lemmas = {name: _lemmas(found) for name, found in words.items()}
        writer.add_document(shown=shown, **columns, **lemmas, **_facet_values(document))
        return _forms(texts.values())

    def _usable_state(self) -> _State | str:
        """What the index holds, or why it has to be made anew."""
        state = self._read_state()
        if isinstance(state, str):
            return state
        if state.code != _code_hash():
            return "изменился код поиска"
        if state.files != self._sizes():
            return "файлы индекса повреждены или потеряны"
        return state

    def _read_state(self) -> _State | str:
        try:
            return _State(**json.loads(self._state_file.read_text("utf-8")))
        except FileNotFoundError:
            return "индекса ещё нет"
        except (OSError, ValueError, TypeError):
            return "описание индекса повреждено"

    def _write_state(self, state: _State) -> None:
        draft = self._state_file.with_suffix(".new")
        draft.write_text(json.dumps(asdict(state), ensure_ascii=False), "utf-8")
        draft.replace(self._state_file)

    def _sizes(self) -> dict[str, int]:
        if not self._files.is_dir():
            return {}
        files = sorted(self._files.iterdir())
        return {file.name: file.stat().st_size for file in files if not file.name.endswith("WRITELOCK")}

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """One writer at a time: a site being served and a command may update the same index."""
        lock = FileStorage(str(self._folder)).lock("LOCK")
        deadline = time.monotonic() + LOCK_SECONDS
        while not lock.acquire():
            if time.monotonic() > deadline:
                raise SearchIndexError("индекс поиска занят другой командой: дождитесь её и повторите")
            time.sleep(0.05)
        try:
            yield
        finally:
            lock.release()
