"""What the static index has to know of a document without reading it: where it stands, and whether it has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from .document import SearchDocument
from .scoring import field_texts

TEXT_CHARACTERS = 8_000  # of a document, for its snippet; reports are longer
FACETS = ("direction", "stage", "life_situation", "year", "subcategory", "region")
"""Names of the facets in the order in which documents are numbered by them: those of few values first."""

Values = tuple[str, ...]


class Head(NamedTuple):
    """``order``: type, values of each of the ``FACETS``, date, id; ``title``: as it stands in the alphabet.

    ``fingerprint`` changes with all that is found in a document or shown of it, ``place`` with its order and
    title; ``size``: letters of what is shown, about.
    """

    key: str
    order: tuple[Any, ...]
    title: str
    size: int
    fingerprint: bytes
    place: bytes

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


def head_of(document: SearchDocument, row: Sequence[str] = ()) -> Head:
    """``row``: what a list shows of it beside what is found in it."""
    d, f = document, document.facets
    order = (
        d.type, _one(f.direction), _one(f.stage), _strings(f.life_situations), _one(str(f.year or "")), _strings(f.subcategories),
        _strings(f.regions), str(d.date), str(d.id),
    )  # fmt: skip
    placed = repr(order)
    told = "\0".join([*field_texts(d), d.url, d.effect, "|".join(d.region_titles), placed, "|".join(row)])
    size = 300 + len(d.summary) + min(len(d.text), TEXT_CHARACTERS)
    title = d.title.lower().replace("ё", "е").lstrip("«„“\"")
    return Head(d.key, order, title, size, _fingerprint(told, 16), _fingerprint(f"{placed} {title}", 8))


def _fingerprint(text: str, size: int) -> bytes:
    return blake2b(text.encode(), digest_size=size).digest()


def _one(value: str) -> Values:
    return (str(value),) if value else ()


def _strings(values: Iterable[str]) -> Values:
    return tuple(map(str, values))


class Documents(Protocol):
    """All documents of an index, each read only when it has to be."""

    @property
    def heads(self) -> Sequence[Head]: ...

    def document(self, key: str) -> SearchDocument: ...

    def row(self, key: str) -> Sequence[str]: ...


class LoadedDocuments:
    """Documents that are there already."""

    def __init__(self, documents: Iterable[SearchDocument], rows: Mapping[str, Sequence[str]]) -> None:
        self._documents = {document.key: document for document in documents}
        self._rows = rows
        self.heads = [head_of(document, rows.get(key, ())) for key, document in self._documents.items()]

    def document(self, key: str) -> SearchDocument:
        return self._documents[key]

    def row(self, key: str) -> Sequence[str]:
        return self._rows.get(key, ())
