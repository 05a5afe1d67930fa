"""A year of the digest in figures: its topics and regions, and what became of announcements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.knowledge.base import KnowledgeBase
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.scalars import DirectionId, RegionId, SubcategoryId
from generator.model.week import IsoWeek

from .check_back import CheckBack, check_backs
from .issues import Newcomers, practices_of, practices_of_all

Ranking = tuple[tuple[str, int], ...]
"""(id, practices), most first, then by id."""


@dataclass(frozen=True, slots=True)
class YearReview:
    """A practice counts once, however many issues and sections of the year it stands in.

    ``months`` are twelve numbers of practices, by the month of the week in which one first stood.
    ``new_regions`` came into the base in an issue of the year, in that order; empty where the base
    has no earlier issue to compare with.
    """

    practices: tuple[Practice, ...]
    entries: int
    directions: Ranking
    subcategories: Ranking
    regions: Ranking
    without_subcategory: int
    months: tuple[int, ...]
    top: tuple[tuple[RegionId, int], ...]  # regions by places in TOP-5
    new_regions: tuple[RegionId, ...]
    checks: tuple[CheckBack, ...]  # what became of announcements


def ranking(ids: Iterable[DirectionId | SubcategoryId | RegionId]) -> Ranking:
    return tuple(sorted(Counter(map(str, ids)).items(), key=lambda pair: (-pair[1], pair[0])))


def review(base: KnowledgeBase, issues: Sequence[Digest], newcomers: Callable[[Digest], Newcomers], today: date) -> YearReview:
    """``issues`` of one year, in any order."""
    issues = sorted(issues, key=lambda d: (d.starts, d.id))
    practices = practices_of_all(base, issues)
    months = [0] * 12
    seen: set[str] = set()
    new: dict[RegionId, None] = {}
    for digest in issues:
        told = {p.id for p in practices_of(base, digest.id)} - seen
        seen |= told
        months[IsoWeek.of(digest.starts).month - 1] += len(told)
        found = newcomers(digest)
        if not found.first:
            new.update(dict.fromkeys(found.new))
    top = [r for d in issues for id in d.top if (p := base.get(Practice, id)) for r in p.regions]
    return YearReview(
        practices=tuple(practices),
        entries=sum(len(section.entries) for d in issues for section in d.sections),
        directions=ranking(p.direction for p in practices if p.direction),
        subcategories=ranking(s for p in practices for s in p.subcategories),
        regions=ranking(r for p in practices for r in p.regions),
        without_subcategory=sum(1 for p in practices if not p.subcategories),
        months=tuple(months),
        top=tuple((RegionId(id), n) for id, n in ranking(top)),
        new_regions=tuple(new),
        checks=tuple(check_backs(practices, today)),
    )
