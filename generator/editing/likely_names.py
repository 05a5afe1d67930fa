"""Regions and problems of the base that somebody may have meant by a name or a few words of it, the likeliest first."""

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
LEAST_ALIKE = 55  # of 100: names worth offering for a word of a vocabulary;
_LEAST = 80  # of regions: «Крым» is like eight of them by 68,
_FALL = 20  # and by how much less alike than the best they may be


def regions_like(base: KnowledgeBase, text: str, most: int = _OFFERED) -> list[RegionId]:
    """Ids of the regions that a name may mean, a town's, too, the likeliest first: «тул», «Рязаньская», «югра», «Сочи»."""
    names = {r.id: [r.title, *r.other_names] for r in base.all(Region)}
    for town in towns(base):
        names[town.region].append(town.name)
    return _like(names, text, most)


def region_hint(base: KnowledgeBase, text: str) -> str:
    """What somebody may have meant who named a region that the base does not know."""
    names = RegionNames(base)
    near = [f"{names.titles[id]} ({id})" for id in regions_like(base, text, 3)]
    return f"возможно, {' или '.join(near)}" if near else "назовите регион базы, например «Тульская область»"


def problems_like(base: KnowledgeBase, text: str, most: int = 8) -> list[str]:
    """Problems in whose titles, texts or situations the words stand, in whatever form; the likeliest first."""
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
    """Of 100: how much a name, or the beginning of one of its words, is like what was typed."""
    own = name_key(name)
    if own == wanted:
        return 100.0
    if own.startswith(wanted):
        return 95.0
    beginnings = [JaroWinkler.similarity(wanted, word[: len(wanted)]) for word in map(name_key, re.split(r"[\s-]+", name)) if len(wanted) > 2 and word[:1] == wanted[:1]]
    return max([fuzz.ratio(wanted, own), *(90 * score for score in beginnings)])
