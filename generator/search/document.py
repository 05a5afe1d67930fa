"""The search document: one search result as every index stores it. Does not import the record models, so that a search in a cached index need not load them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facets:
    """Values by which search results are filtered; regions, directions, subcategories and situations are ids."""

    regions: tuple[str, ...] = ()
    direction: str = ""
    subcategories: tuple[str, ...] = ()
    life_situations: tuple[str, ...] = ()
    stage: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One searchable item. All texts are plain (no Markdown); ``url`` is relative to the site.

    ``text`` holds the record's texts, one per line. The weight of a word depends on its field
    (``scoring.WEIGHTS``); ``keywords`` are regions, vocabulary terms and other names of the item itself.
    ``phrases`` are queries that people type for this item in their own words; no page shows them. ``kind`` is the display name of the type in the singular: «практика».
    """

    type: str
    id: str
    title: str
    url: str
    question: str = ""
    keywords: tuple[str, ...] = ()
    results: str = ""
    summary: str = ""
    text: str = ""
    region_titles: tuple[str, ...] = ()
    effect: str = ""
    facets: Facets = field(default_factory=Facets)
    date: str = ""
    kind: str = ""
    phrases: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Unique among all documents."""
        return f"{self.type}:{self.id}"
