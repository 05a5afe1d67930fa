"""A year of the digest in figures: topics, regions, and the outcome of announcements."""

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
"""(id, number of practices), largest first, then by id."""


@dataclass(frozen=True, slots=True)
class YearReview:
    """A practice counts once, even if it is in several issues and sections of the year.

    ``months``: number of practices by month of the week of their first issue. ``new_regions``: regions that
    entered the base with an issue of the year, in that order; empty if the base has no earlier issue to
    compare with.
    """

    practices: tuple[Practice, ...]
    entries: int
    directions: Ranking
    subcategories: Ranking
    regions: Ranking
    without_subcategory: int
    months: tuple[int, ...]
    top: tuple[tuple[RegionId, int], ...]  # regions by number of TOP-5 entries
    new_regions: tuple[RegionId, ...]
    checks: tuple[CheckBack, ...]  # outcomes of announcements


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
        first_seen = {p.id for p in practices_of(base, digest.id)} - seen
        seen |= first_seen
        months[IsoWeek.of(digest.starts).month - 1] += len(first_seen)
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
