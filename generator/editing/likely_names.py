"""Fuzzy search for the region or problem of the base meant by an inexact name, best match first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from generator.analysis.language import content_lemmas
from generator.knowledge.base import KnowledgeBase
from generator.model.region import Region
from generator.model.scalars import RegionId
from generator.wording.name_key import name_key

from .importing.region_names import RegionNames, towns

Id = TypeVar("Id", bound=str)

_OFFERED = 5
LEAST_ALIKE = 55  # of 100: minimum score of a vocabulary term to be offered
_LEAST = 80  # of 100: minimum score of a region; the query «Крым» scores 68 for eight regions
_FALL = 20  # by how much a region may be below the best one


def regions_like(base: KnowledgeBase, text: str, most: int = _OFFERED) -> list[RegionId]:
    """Ids of at most ``most`` regions that a name (also of a town) may mean, best first: «тул», «Рязаньская», «югра», «Сочи»."""
    names = {r.id: [r.title, *r.other_names] for r in base.all(Region)}
    for town in towns(base):
        names[town.region].append(town.name)
    return _like(names, text, most)


def region_hint(base: KnowledgeBase, text: str) -> str:
    """The hint for an unknown region: which ones may be meant, in Russian."""
    names = RegionNames(base)
    near = [f"{names.titles[id]} ({id})" for id in regions_like(base, text, 3)]
    return f"возможно, {' или '.join(near)}" if near else "назовите регион базы, например «Тульская область»"


def problems_like(base: KnowledgeBase, text: str, most: int = 8) -> list[str]:
    """Ids of problems whose title, text or situation contains the words, in any grammatical form; best first."""
    wanted = set(content_lemmas(text))
    scores: dict[str, float] = {}
    for id, (situation, problem) in base.problems.items():
        title = set(content_lemmas(problem.title))
        rest = set(content_lemmas(f"{problem.text or ''} {situation.title} {situation.short_title}"))
        score = len(wanted & title) + 0.5 * len((wanted - title) & rest)
        scores[id] = score + fuzz.partial_ratio(name_key(text), name_key(problem.title)) / 1000
    order = {id: place for place, id in enumerate(base.problems)}
    best = sorted((id for id in scores if scores[id] >= 0.5 or name_key(text) in name_key(base.problems[id][1].title)), key=lambda id: (-scores[id], order[id]))
    return best[:most]


def _like(names: Mapping[Id, Sequence[str]], text: str, most: int) -> list[Id]:
    wanted = name_key(text)
    scores: dict[Id, float] = {}
    for id, all_names in names.items():
        for name in (str(id), *all_names):
            scores[id] = max(scores.get(id, 0.0), _likeness(wanted, name))
    least = max(_LEAST, max(scores.values(), default=0.0) - _FALL)
    return sorted((id for id in scores if scores[id] >= least), key=lambda id: (-scores[id], id))[:most]


def _likeness(wanted: str, name: str) -> float:
    """The score, of 100, of a name against what was typed; also compares the beginnings of its words."""
    own = name_key(name)
    if own == wanted:
        return 100.0
    if own.startswith(wanted):
        return 95.0
    beginnings = [JaroWinkler.similarity(wanted, word[: len(wanted)]) for word in map(name_key, re.split(r"[\s-]+", name)) if len(wanted) > 2 and word[:1] == wanted[:1]]
    return max([fuzz.ratio(wanted, own), *(90 * score for score in beginnings)])
