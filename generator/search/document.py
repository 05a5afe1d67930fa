"""One thing that can be found, as every index holds it. Knows no records: a search in what is kept need not load their models."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facets:
    """By what a list of found things can be narrowed; values are ids."""

    regions: tuple[str, ...] = ()
    direction: str = ""
    subcategories: tuple[str, ...] = ()
    life_situations: tuple[str, ...] = ()
    stage: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One thing that can be found. Every text is plain; ``url`` is relative to the site.

    ``text`` holds the record's texts, one a line. Words weigh by their field, heaviest first: title,
    keywords (regions, words of vocabularies, other names of the thing itself) and ``phrases``, question, results, text.
    ``phrases`` are what people type who look for it in words of their own; no page shows them.
    ``kind`` is what people call a record of its type: «практика».
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
