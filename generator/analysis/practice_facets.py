"""The facets of a practice: what lists and maps of practices are counted, filtered and grouped by.

Most edits change what a practice says and leave its facets as they are, so pages that read nothing else stay valid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice, Stage
from generator.model.region import FederalDistrict, Region

from .coverage import regions_of, situations_of
from .dating import practice_date


class PracticeFacets(NamedTuple):
    """``homes`` are the regions that made it, ``regions`` those that made or adopted it; ``year`` is empty where no date is known."""

    id: str
    year: str
    situations: tuple[str, ...]
    homes: tuple[str, ...]
    regions: tuple[str, ...]
    stage: Stage
    direction: str | None
    subcategories: tuple[str, ...]


def facets_of(practice: Practice) -> PracticeFacets:
    return PracticeFacets(
        id=practice.id,
        year=practice_date(practice)[:4],
        situations=situations_of(practice),
        homes=practice.regions,
        regions=regions_of(practice),
        stage=practice.stage,
        direction=practice.direction,
        subcategories=practice.subcategories,
    )


def by_district(base: KnowledgeBase, facets: Iterable[PracticeFacets]) -> Mapping[str, Mapping[FederalDistrict | None, frozenset[str]]]:
    """Ids of practices of each life situation by the federal district of the regions that made them.

    A practice of two districts stands in both; None holds those whose region no source names.
    """
    district = {str(region.id): region.district for region in base.all(Region)}
    found: dict[str, dict[FederalDistrict | None, set[str]]] = {str(s.id): defaultdict(set) for s in base.all(LifeSituation)}
    for each in facets:
        for situation in each.situations:
            homes: set[FederalDistrict | None] = {district[r] for r in each.homes}
            for where in homes or {None}:
                found[situation][where].add(each.id)
    return {situation: {where: frozenset(ids) for where, ids in row.items()} for situation, row in found.items()}
