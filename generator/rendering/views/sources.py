"""Sources that records name: how many records name each, and where the base itself retells one."""

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
    """A source, and how many records name it; ``address`` is where the base itself tells of it, or empty."""

    title: str
    date: PartialDate | None
    records: int
    address: str


class Sources:
    """The part of ``Facts`` that is about sources."""

    base: KnowledgeBase
    reads: ReadTracker

    def __init__(self) -> None:
        self._sources_of: IncrementalMap[Loaded, list[_NamedSource]] = IncrementalMap(_sources_of, "path")
        self._counted: tuple[list[list[_NamedSource]], list[_Count]] | None = None  # with what they were counted from

    @cutoff
    def source_uses(self) -> list[SourceUse]:
        """Sources of all records, the most used first."""
        named = self._sources_of(self.base.loaded)
        if self._counted is None or self._counted[0] is not named:
            self._counted = named, _counts(named)
        return [SourceUse(title, when, n, self.told_here.get(title, "")) for title, when, n in self._counted[1]]

    def told_at(self, item: Loaded, source: Source) -> str:
        """Where the base retells a source of a record, or empty: an item of a report is told at its place.

        A source that has an address needs no other.
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
        """Titles of sources that a record of the base retells, with its address; it is empty where several bear the title."""
        found: dict[str, str] = {}
        for kind in ("digest", "standard_report", "event"):
            for item in self.base.of_kind(kind):
                title = item.record.title
                found[title] = "" if title in found else item.type.address_of(item.record)
        return found

    @cutoff_for
    def practices_told_in(self, title: str) -> list[tuple[str, Ref]]:
        """Practices with a source of this title and no address: its place, the practice."""
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
    """The most used first, then by title. Of several dates of one title, the first is told."""
    dates: dict[str, PartialDate | None] = {}
    uses: Counter[str] = Counter()
    for sources in records:
        for title, when in sources:
            dates.setdefault(title, when)
        uses.update({title for title, _ in sources})
    return [(title, dates[title], n) for title, n in sorted(uses.items(), key=lambda use: (-use[1], use[0]))]
