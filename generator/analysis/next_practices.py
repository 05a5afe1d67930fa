"""Practices that a region could take next: for problems where the base knows none of its own, like regions first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation, Problem
from generator.model.practice import HelpsWith, Practice, Stage
from generator.model.region import Region
from generator.model.roadmap import Roadmap

from .coverage import CoveredProblem, regions_of, situations_of

MOST = 5
_OF_ONE_SITUATION = 2
_LOOKED_AT = 40  # candidates of a region that are weighed: enough for MOST, and the same for any size of base


class Nearness(IntEnum):
    """How like a practice's home is to the region; smaller is nearer."""

    SAME_DISTRICT_AND_KIND = 0
    SAME_DISTRICT = 1
    SAME_KIND = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class NextPractice:
    """``home`` is the likest region that has the practice; None where no source names one.

    ``chosen`` says that the region has a road map for the situation.
    """

    practice: Practice
    link: HelpsWith
    situation: LifeSituation
    problem: Problem
    home: Region | None
    nearness: Nearness
    chosen: bool


def gaps(region: Region, coverage: Mapping[str, CoveredProblem]) -> list[CoveredProblem]:
    """Problems that practices help with, none of them of the region or adopted by it."""
    return [covered for covered in coverage.values() if covered.practices and region.id not in covered.regions]


def next_practices(
    base: KnowledgeBase, region: Region, coverage: Mapping[str, CoveredProblem], proven_rank: Mapping[str, int], roadmaps: Iterable[Roadmap] = (),
) -> list[NextPractice]:
    """At most five, each practice once, at most two of one situation.

    First for situations of the region's road maps, then from like regions, then better proven
    (``proven_rank``, 0 for the best). Announcements and closed practices are not proposed.
    """
    chosen: set[str] = {roadmap.life_situation for roadmap in roadmaps}
    found = sorted(_candidates(base, region, gaps(region, coverage), chosen), key=lambda n: (not n.chosen, n.nearness, proven_rank[n.practice.id], n.problem.number))
    return list(_spread(found[: _LOOKED_AT * max(1, len(chosen))]))


def _candidates(base: KnowledgeBase, region: Region, problems: Sequence[CoveredProblem], chosen: set[str]) -> Iterator[NextPractice]:
    homes: dict[tuple[str, ...], tuple[Region | None, Nearness]] = {}  # by the regions that have a practice: often the same
    for covered in problems:
        for practice, link in covered.practices:
            if practice.stage not in (Stage.ANNOUNCED, Stage.CLOSED):
                having = regions_of(practice)
                if having not in homes:
                    homes[having] = _home(base, region, having)
                home, nearness = homes[having]
                yield NextPractice(practice, link, covered.situation, covered.problem, home, nearness, covered.situation.id in chosen)


def _home(base: KnowledgeBase, region: Region, having: Iterable[str]) -> tuple[Region | None, Nearness]:
    homes = [home for id in having if (home := base.get(Region, id))]
    if not homes:
        return None, Nearness.OTHER
    nearest = min(homes, key=lambda home: _nearness(region, home))
    return nearest, _nearness(region, nearest)


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
    """Titles of the situations and problems that a practice is adopted for: what a letter about it names."""
    situations = [s.short_title for id in situations_of(practice) if (s := base.get(LifeSituation, id))]
    problems = [found[1].title for link in practice.helps_with if (found := base.problem(link.problem))]
    return situations, problems
