"""Sources of records: how many records refer to each, and which are records of the base themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.analysis.plan_addresses import item_anchor, item_named
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import ReadTracker, cutoff, cutoff_for, derived
from generator.knowledge.memo import IncrementalMap
from generator.loading.records import Loaded
from generator.model.common import Source
from generator.model.practice import Practice
from generator.model.scalars import PartialDate

from .common import Ref

_NamedSource = tuple[str, PartialDate | None]  # title, date
_Count = tuple[str, PartialDate | None, int]  # and the number of records


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source, and the number of records that refer to it; ``address`` is that of the record made from it, or empty."""

    title: str
    date: PartialDate | None
    records: int
    address: str


class Sources:
    """The part of ``Facts`` about sources."""

    base: KnowledgeBase
    reads: ReadTracker

    def __init__(self) -> None:
        self._sources_of: IncrementalMap[Loaded, list[_NamedSource]] = IncrementalMap(_sources_of, "path")
        self._counted: tuple[list[list[_NamedSource]], list[_Count]] | None = None  # with its inputs

    @cutoff
    def source_uses(self) -> list[SourceUse]:
        """Sources of all records, the most used first."""
        named = self._sources_of(self.base.loaded)
        if self._counted is None or self._counted[0] is not named:
            self._counted = named, _counts(named)
        return [SourceUse(title, when, n, self.told_here.get(title, "")) for title, when, n in self._counted[1]]

    def told_at(self, item: Loaded, source: Source) -> str:
        """Address of the content of a source in the base itself (an item of a report has its own anchor), or empty.

        Empty for a source with a URL.
        """
        address = "" if source.url else self.retold(source.title)
        if address == item.type.address_of(item.record):
            return ""
        number = item_named(source.place) if address.startswith("reports/") else ""
        return f"{address}#{item_anchor(number)}" if number else address

    @cutoff_for
    def retold(self, title: str) -> str:
        return self.told_here.get(title, "")

    @derived
    def told_here(self) -> dict[str, str]:
        """Titles of sources that are records of the base → address; empty if several records have the title."""
        found: dict[str, str] = {}
        for kind in ("digest", "standard_report", "event"):
            for item in self.base.of_kind(kind):
                title = item.record.title
                found[title] = "" if title in found else item.type.address_of(item.record)
        return found

    @cutoff_for
    def practices_told_in(self, title: str) -> list[tuple[str, Ref]]:
        """Practices with a source of this title and no URL: (place in the source, practice)."""
        return self._told_in.get(title, [])

    @derived
    def _told_in(self) -> dict[str, list[tuple[str, Ref]]]:
        found: dict[str, list[tuple[str, Ref]]] = defaultdict(list)
        for item, practice in self.base.items(Practice):
            for source in practice.sources:
                if not source.url:
                    found[source.title].append((source.place or "", Ref(practice.title, item.type.address_of(practice))))
        return dict(found)


def _sources_of(item: Loaded) -> list[_NamedSource]:
    return [(source.title, source.date) for source in item.record.sources]


def _counts(records: Iterable[list[_NamedSource]]) -> list[_Count]:
    """Most used first, then by title. Of several dates of one title, the first is given."""
    dates: dict[str, PartialDate | None] = {}
    uses: Counter[str] = Counter()
    for sources in records:
        for title, when in sources:
            dates.setdefault(title, when)
        uses.update({title for title, _ in sources})
    return [(title, dates[title], n) for title, n in sorted(uses.items(), key=lambda use: (-use[1], use[0]))]
