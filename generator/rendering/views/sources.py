"""Sources that records name, and how many records name each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.loading.records import Loaded
from generator.model.scalars import PartialDate

NamedSource = tuple[str, PartialDate | None]
"""Title and date."""


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source, and how many records name it."""

    title: str
    date: PartialDate | None
    records: int


def sources_of(item: Loaded) -> list[NamedSource]:
    return [(source.title, source.date) for source in item.record.sources]


def count_sources(records: Iterable[list[NamedSource]]) -> list[SourceUse]:
    """The most used first, then by title. Of several dates of one title, the first is told."""
    dates: dict[str, PartialDate | None] = {}
    uses: Counter[str] = Counter()
    for sources in records:
        for title, when in sources:
            dates.setdefault(title, when)
        uses.update({title for title, _ in sources})
    return [SourceUse(title, dates[title], n) for title, n in sorted(uses.items(), key=lambda use: (-use[1], use[0]))]
