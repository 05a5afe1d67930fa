"""The words of documents, kept between builds in one file, so that only what has changed is read again.

An index made with them has the same bytes as one made without. Losing the file costs only time: one
that is damaged, of another state of the code, of other names of things or of another morphological
dictionary is not read, and a folder that cannot be written is done without.
"""

from __future__ import annotations

import marshal
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b, sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.analysis import language, morphology, names_in_text, stop_words

from . import corpus as corpus_module
from . import scoring, static_lexemes
from .corpus import Analysis, Words
from .documents import SearchDocument
from .names import Names
from .scoring import field_texts
from .static_lexemes import Inflected

_SUM = 32  # bytes before the rest, its hash
_MOST, _SPARE = 2, 1000  # times as many words as the documents use, and more: older ones are not kept for ever


class KeptWords:
    """``file`` as an earlier build has left it; ``save`` leaves what this one has used."""

    def __init__(self, file: Path, names: Names) -> None:
        self._file = file
        self._made_by = _made_by(names)
        self.words = Words()
        self.inflected: dict[str, tuple[Inflected, ...]] = {}
        self._known: dict[bytes, tuple[bytes, ...]] = {}
        self._used: dict[bytes, tuple[bytes, ...]] = {}
        self._read()

    def _read(self) -> None:
        try:
            data = self._file.read_bytes()
        except OSError:
            return
        if len(data) < _SUM or sha256(memoryview(data)[_SUM:]).digest() != data[:_SUM]:
            return
        made_by, forms, readings, lemmas, documents, inflected = marshal.loads(data[_SUM:])
        if made_by != self._made_by:
            return
        self.words.forms = {key: number for number, key in enumerate(forms)}
        self.words.readings = readings
        self.words.lemmas = {lemma: number for number, lemma in enumerate(lemmas)}
        self._known = documents
        self.inflected = {lemma: tuple([Inflected(*each) for each in found]) for lemma, found in inflected.items()}

    def analysis(self, document: SearchDocument, make: Callable[[], Analysis]) -> Analysis:
        """The words of a document, counted by ``make`` if its texts are new."""
        key = blake2b("\0".join(field_texts(document)).encode(), digest_size=16).digest()
        if (parts := self._known.get(key)) is not None:
            self._used[key] = parts
            return Analysis(*(_array(code, part) for code, part in zip("liqi", parts, strict=True)))
        found = make()
        self._used[key] = tuple([part.tobytes() for part in (found.lengths, found.lemmas, found.counts, found.forms)])
        return found

    def save(self, lemmas: int) -> None:
        """``lemmas``: how many the index has. Whole or not at all."""
        if len(self.words.lemmas) > _MOST * lemmas + _SPARE:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            return
        if self._used == self._known:
            return
        state: Any = (
            self._made_by, list(self.words.forms), self.words.readings, list(self.words.lemmas), self._used,
            {lemma: tuple(map(tuple, found)) for lemma, found in self.inflected.items()},
        )  # fmt: skip
        data = marshal.dumps(state)
        # One name for all: a killed build leaves no more than one behind, and if two write at once, the
        # hash does not fit and the file is not read.
        part = self._file.with_name(f".{self._file.name}.part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(sha256(data).digest() + data)
            part.replace(self._file)
        except OSError:
            pass  # the next build reads the documents again
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _array(code: str, data: bytes) -> array[int]:
    found: array[int] = array(code)
    found.frombytes(data)
    return found


def _made_by(names: Names) -> str:
    """Changes with all that decides how a text is read: no version number to forget."""
    modules = (language, morphology, names_in_text, stop_words, corpus_module, scoring, static_lexemes)
    files = (__file__, *(str(module.__file__) for module in modules))
    code = sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest()
    return f"{code} {names.digest()} {version('pymorphy3')} {version('pymorphy3-dicts-ru')} {sys.version} {sys.byteorder}"
