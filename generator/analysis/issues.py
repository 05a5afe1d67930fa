"""Practices of an issue of the digest, and regions that enter the base with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import derived_for
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.scalars import PartialDate, RegionId

from .dating import record_date

_Span = tuple[date, date]  # earliest and latest possible day of a date


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Regions of an issue without earlier practices in the base.

    ``unsure``: regions with a practice whose date is too imprecise to tell whether it is earlier («2021», or
    none). ``first``: the base has no earlier issue to compare with.
    """

    new: tuple[RegionId, ...]
    unsure: tuple[RegionId, ...]
    first: bool


@derived_for
def practices_of(base: KnowledgeBase, issue: str) -> list[Practice]:
    """Practices of an issue (by id), each once, in its order."""
    ids = dict.fromkeys(entry.practice for section in base[Digest, issue].sections for entry in section.entries)
    return [p for id in ids if (p := base.get(Practice, id))]


def practices_of_all(base: KnowledgeBase, digests: Iterable[Digest]) -> list[Practice]:
    """Practices of several issues, each once, in their order."""
    return list({p.id: p for digest in digests for p in practices_of(base, digest.id)}.values())


@dataclass(frozen=True, slots=True)
class Debuts:
    """When each region entered the base; computed once for all issues.

    A practice counts from its first issue or, if it is in none, from its own date. ``spans``: for each region the
    earliest day on which it may have entered and the day by which it certainly had.
    """

    first_issue: date
    spans: Mapping[RegionId, _Span]

    @classmethod
    def of(cls, base: KnowledgeBase) -> Debuts:
        issues = sorted(base.all(Digest), key=lambda d: (d.starts, d.id))
        first: dict[str, Digest] = {}
        for digest in issues:
            for practice in practices_of(base, digest.id):
                first.setdefault(practice.id, digest)
        spans: dict[RegionId, _Span] = {}
        for practice in base.all(Practice):
            issue = first.get(practice.id)
            low, high = (issue.starts, issue.starts) if issue else _span(record_date(practice))
            for region in practice.regions:
                earlier = spans.get(region, (date.max, date.max))
                spans[region] = (min(low, earlier[0]), min(high, earlier[1]))
        return cls(issues[0].starts if issues else date.max, spans)

    def newcomers(self, base: KnowledgeBase, digest: Digest) -> Newcomers:
        """Regions in the order of the issue."""
        regions = dict.fromkeys(r for p in practices_of(base, digest.id) for r in p.regions)
        new = tuple(r for r in regions if self.spans[r][0] >= digest.starts)
        unsure = tuple(r for r in regions if self.spans[r][0] < digest.starts <= self.spans[r][1])
        return Newcomers(new, unsure, digest.starts == self.first_issue)


def _span(when: PartialDate | date | None) -> _Span:
    if isinstance(when, PartialDate):
        return when.first_day, when.last_day
    return (when, when) if when else (date.min, date.max)
