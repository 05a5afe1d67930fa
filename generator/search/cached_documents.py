"""Cache of document headers by record, kept between builds: documents are made again only where something has changed.

Losing it costs only time.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from generator.knowledge.dependencies import Key, ReadTracker
from generator.loading.user_cache import load_sealed, store_sealed

from .document import SearchDocument
from .headers import DocumentHeader, header_of

Made = tuple[Sequence[SearchDocument], Sequence[str]]
"""Documents of a record, and the texts that a result list shows in addition to them."""


class CachedDocuments:
    """``file`` lies in the user's cache; None if nothing can be cached.

    ``whole``: fingerprint of the inputs of all records, of fixed length; ``fingerprint_of``: fingerprint of a key
    that ``reads`` records.
    """

    def __init__(self, file: Path | None, whole: str, reads: ReadTracker, fingerprint_of: Callable[[Key], str]) -> None:
        self._file = file
        self._whole = whole.encode()
        self._reads = reads
        self._fingerprint_of = fingerprint_of
        self._makers: dict[str, Callable[[], Made]] = {}  # by key of a document
        self._made: dict[str, tuple[SearchDocument, Sequence[str]]] = {}
        self._now: dict[str, tuple[Any, ...]] = {}
        data = load_sealed(file, self._whole) if file else None
        self._known: dict[str, tuple[Any, ...]] = {} if data is None else marshal.loads(data)
        self.headers: list[DocumentHeader] = []

    def add(self, record: str, make: Callable[[], Made]) -> None:
        """Add the documents of a record such as ``practice/apteka``, or, by a name without a slash, of what ``whole`` covers."""
        if (known := self._known.get(record)) is not None:
            keys, fingerprints, headers = known
            if "".join(map(self._fingerprint_of, keys)) == fingerprints:
                self._now[record] = known
                for fields in headers:
                    header = DocumentHeader(*fields)
                    self._makers[header.key] = make
                    self.headers.append(header)
                return
        with self._reads.recorded() as read:
            made = make()
        found = self._take(made)
        self.headers += found
        if self._file:
            keys = tuple(sorted({record, *read} if "/" in record else read))
            self._now[record] = keys, "".join(map(self._fingerprint_of, keys)), list(map(tuple, found))

    def _take(self, made: Made) -> list[DocumentHeader]:
        documents, row = made
        self._made.update({document.key: (document, row) for document in documents})
        return [header_of(document, row) for document in documents]

    def document(self, key: str) -> SearchDocument:
        return self._of(key)[0]

    def row(self, key: str) -> Sequence[str]:
        return self._of(key)[1]

    def _of(self, key: str) -> tuple[SearchDocument, Sequence[str]]:
        if key not in self._made:
            self._take(self._makers[key]())
        return self._made[key]

    def save(self) -> None:
        """Atomic; only if something has changed."""
        if self._file and self._now != self._known:
            store_sealed(self._file, self._whole, marshal.dumps(self._now))
