"""Input and output types of a search engine."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from .snippet import Snippet


@dataclass(frozen=True, slots=True)
class Filters:
    """A document passes if it has one of the values of every non-empty filter."""

    types: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    life_situations: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    subcategories: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def chosen(self) -> dict[str, tuple[str | int, ...]]:
        """Non-empty filters by name."""
        every = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: values for name, values in every.items() if values}


@dataclass(frozen=True, slots=True)
class Hit:
    type: str
    id: str
    title: str
    url: str
    score: float
    snippet: Snippet

    def as_json(self) -> dict[str, Any]:
        """The object that ``smarteka search --format json`` promises: the snippet is plain text."""
        return {
            "type": self.type,
            "id": self.id,
            "title": self.title,
            "url": self.url,
            "score": self.score,
            "snippet": self.snippet.text,
        }


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``total`` is the number of all results, ``hits`` are the best of them.

    ``suggestion`` is the corrected query that was run instead of a mistyped one.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    suggestion: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "query": self.query,
            "total": self.total,
            "hits": [hit.as_json() for hit in self.hits],
            "suggestion": self.suggestion,
        }


@dataclass(frozen=True, slots=True)
class IndexChange:
    """Numbers of documents that an update added, changed and removed; a rebuilt index counts all as added."""

    added: int = 0
    changed: int = 0
    removed: int = 0


class SearchIndexError(Exception):
    """The index cannot be used; the message gives the reason in Russian."""


EVERYTHING = Filters()
