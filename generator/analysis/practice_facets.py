"""Facets of practices, by which lists and maps count, filter and group them.

Most edits change texts of a practice but not its facets, so pages that read only facets stay valid.
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
    """``homes``: regions where it was created; ``regions``: these and those that adopted it; ``year``: empty if no date is known."""

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
    """Life situation → federal district of the creating regions → ids of practices.

    A practice of two districts is in both; None is for practices whose region no source gives.
    """
    district = {str(region.id): region.district for region in base.all(Region)}
    found: dict[str, dict[FederalDistrict | None, set[str]]] = {str(s.id): defaultdict(set) for s in base.all(LifeSituation)}
    for each in facets:
        for situation in each.situations:
            homes: set[FederalDistrict | None] = {district[r] for r in each.homes}
            for where in homes or {None}:
                found[situation][where].add(each.id)
    return {situation: {where: frozenset(ids) for where, ids in row.items()} for situation, row in found.items()}
