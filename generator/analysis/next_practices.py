"""Practices that a region could adopt next: for problems without a practice of its own, from similar regions first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from heapq import merge
from itertools import islice
from typing import NamedTuple

from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation, Problem
from generator.model.practice import HelpsWith, Practice, Stage
from generator.model.region import Region
from generator.model.roadmap import Roadmap

from .coverage import CoveredProblem, regions_of, situations_of

MOST = 5
_OF_ONE_SITUATION = 2
_LOOKED_AT = 40  # candidates considered for a region: enough for MOST, independent of the size of the base


class Nearness(IntEnum):
    """Similarity of a practice's home region to the region; smaller is nearer."""

    SAME_DISTRICT_AND_KIND = 0
    SAME_DISTRICT = 1
    SAME_KIND = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class NextPractice:
    """``home``: the most similar region that has the practice; None if no source gives one.

    ``chosen``: the region has a road map for the situation.
    """

    practice: Practice
    link: HelpsWith
    situation: LifeSituation
    problem: Problem
    home: Region | None
    nearness: Nearness
    chosen: bool


def gaps(region: Region, coverage: Mapping[str, CoveredProblem]) -> list[CoveredProblem]:
    """Problems with practices, none of which was created or adopted by the region."""
    return [covered for covered in coverage.values() if covered.practices and region.id not in covered.regions]


class _Offer(NamedTuple):
    """A practice for a problem; ``having``: regions of the base that have the practice."""

    practice: Practice
    link: HelpsWith
    covered: CoveredProblem
    having: tuple[str, ...]


class Proposals:
    """All practices that could be proposed to some region, without announcements and closed ones."""

    def __init__(self, base: KnowledgeBase, coverage: Mapping[str, CoveredProblem], proven_rank: Mapping[str, int]) -> None:
        """``proven_rank``: id of a practice → rank by evidence, 0 for the best proven."""
        self._regions: dict[str, Region] = {region.id: region for region in base.all(Region)}
        offers = [
            _Offer(practice, link, covered, tuple([id for id in regions_of(practice) if id in self._regions]))
            for covered in coverage.values() for practice, link in covered.practices
            if practice.stage not in (Stage.ANNOUNCED, Stage.CLOSED)
        ]
        offers.sort(key=lambda offer: (proven_rank[offer.practice.id], offer.covered.problem.number))
        self._offers = offers
        self._by_having: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, offer in enumerate(offers):
            self._by_having[offer.having].append(place)

    def next_of(self, region: Region, roadmaps: Iterable[Roadmap] = ()) -> list[NextPractice]:
        """At most five, each practice once, at most two of one situation.

        Sorted by: situations of the region's road maps first, similarity of the home region, evidence.
        """
        chosen: set[str] = {roadmap.life_situation for roadmap in roadmaps}
        return list(_spread(islice(self._ranked(region, chosen), _LOOKED_AT * max(1, len(chosen)))))

    def _ranked(self, region: Region, chosen: set[str]) -> Iterator[NextPractice]:
        nearness_of = {id: _nearness(region, other) for id, other in self._regions.items()}
        by_nearness: dict[Nearness, list[list[int]]] = defaultdict(list)
        for having, places in self._by_having.items():
            by_nearness[min(map(nearness_of.__getitem__, having), default=Nearness.OTHER)].append(places)
        for first in (True, False) if chosen else (False,):
            for nearness in sorted(by_nearness):
                for place in merge(*by_nearness[nearness]):
                    practice, link, covered, having = self._offers[place]
                    if (covered.situation.id in chosen) == first and region.id not in covered.regions:
                        home = self._regions[min(having, key=nearness_of.__getitem__)] if having else None
                        yield NextPractice(practice, link, covered.situation, covered.problem, home, nearness, first)


def _nearness(one: Region, other: Region) -> Nearness:
    if one.district is other.district:
        return Nearness.SAME_DISTRICT_AND_KIND if one.kind is other.kind else Nearness.SAME_DISTRICT
    return Nearness.SAME_KIND if one.kind is other.kind else Nearness.OTHER


def _spread(found: Iterable[NextPractice]) -> Iterator[NextPractice]:
    practices: set[str] = set()
    situations: dict[str, int] = {}
    for each in found:
        if len(practices) == MOST:
            return
        if each.practice.id in practices or situations.get(each.situation.id, 0) == _OF_ONE_SITUATION:
            continue
        practices.add(each.practice.id)
        situations[each.situation.id] = situations.get(each.situation.id, 0) + 1
        yield each


def asked_for(base: KnowledgeBase, practice: Practice) -> tuple[list[str], list[str]]:
    """Titles of the situations and problems for which a practice is adopted, for the letter to its owner."""
    situations = [s.short_title for id in situations_of(practice) if (s := base.get(LifeSituation, id))]
    problems = [found[1].title for link in practice.helps_with if (found := base.problem(link.problem))]
    return situations, problems
