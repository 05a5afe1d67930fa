"""Document headers: what the static index needs of a document without loading it – its sort key and fingerprints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from .document import SearchDocument
from .scoring import field_texts

TEXT_CHARACTERS = 8_000  # of the text stored in a card for its snippet; reports are longer
FACETS = ("direction", "stage", "life_situation", "year", "subcategory", "region")
"""Facets in the order in which documents are sorted by them: those with few values first."""

Values = tuple[str, ...]


class DocumentHeader(NamedTuple):
    """``order``: sort key of type, values of each of the ``FACETS``, date, id; ``title``: its sort key.

    ``fingerprint``: hash of everything that is indexed or shown; ``order_fingerprint``: of ``order`` and
    ``title``; ``size``: approximate number of characters of the card.
    """

    key: str
    order: tuple[Any, ...]
    title: str
    size: int
    fingerprint: bytes
    order_fingerprint: bytes

    @property
    def type(self) -> str:
        found: str = self.order[0]
        return found

    @property
    def date(self) -> str:
        found: str = self.order[-2]
        return found

    def values(self, facet: int) -> Values:
        found: Values = self.order[1 + facet]
        return found


def header_of(document: SearchDocument, row: Sequence[str] = ()) -> DocumentHeader:
    """``row``: texts that a result list shows in addition to the indexed ones."""
    d, f = document, document.facets
    order = (
        d.type, _one(f.direction), _one(f.stage), _strings(f.life_situations), _one(str(f.year or "")), _strings(f.subcategories),
        _strings(f.regions), str(d.date), str(d.id),
    )  # fmt: skip
    order_text = repr(order)
    contents = "\0".join([*field_texts(d), d.url, d.effect, "|".join(d.region_titles), order_text, "|".join(row)])
    size = 300 + len(d.summary) + min(len(d.text), TEXT_CHARACTERS)
    title = d.title.lower().replace("ё", "е").lstrip("«„“\"")
    return DocumentHeader(d.key, order, title, size, _fingerprint(contents, 16), _fingerprint(f"{order_text} {title}", 8))


def _fingerprint(text: str, size: int) -> bytes:
    return blake2b(text.encode(), digest_size=size).digest()


def _one(value: str) -> Values:
    return (str(value),) if value else ()


def _strings(values: Iterable[str]) -> Values:
    return tuple(map(str, values))


class Documents(Protocol):
    """All documents of an index, loaded lazily; ``document`` and ``row`` by ``SearchDocument.key``."""

    @property
    def headers(self) -> Sequence[DocumentHeader]: ...

    def document(self, key: str) -> SearchDocument: ...

    def row(self, key: str) -> Sequence[str]: ...


class LoadedDocuments:
    """Documents that are in memory already."""

    def __init__(self, documents: Iterable[SearchDocument], rows: Mapping[str, Sequence[str]]) -> None:
        self._documents = {document.key: document for document in documents}
        self._rows = rows
        self.headers = [header_of(document, rows.get(key, ())) for key, document in self._documents.items()]

    def document(self, key: str) -> SearchDocument:
        return self._documents[key]

    def row(self, key: str) -> Sequence[str]:
        return self._rows.get(key, ())
