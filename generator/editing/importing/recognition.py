"""Recognition of practices that are in the base already, by title, region and text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from generator.analysis.likeness import Likeness
from generator.analysis.practice_words import Draft
from generator.analysis.similarity import Twin, Verdict, similar_to_text
from generator.knowledge.base import KnowledgeBase
from generator.model.practice import Practice
from generator.model.scalars import RegionId
from generator.wording.name_key import name_key

_LONGEST = 20_000  # characters of a text that are compared


@dataclass(frozen=True, slots=True)
class Recognised:
    """``known`` is the same practice in the base; ``probable`` one that an editor should compare.

    ``namesake`` has the same title, but another region.
    """

    known: Practice | None = None
    probable: Twin | None = None
    namesake: Practice | None = None
    by_text: bool = False  # the titles differ, the texts are the same


class Recogniser:
    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._by_title: dict[str, list[Practice]] = defaultdict(list)
        for practice in base.all(Practice):
            self._by_title[name_key(practice.title)].append(practice)

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self._base)  # slow for a large base: only used if titles do not decide

    def recognise(self, title: str, regions: Collection[RegionId], text: str) -> Recognised:
        """The same practice has, within a region, an equal title, else a similar title or an equal text."""
        named = self._by_title.get(name_key(title), [])
        for practice in named:
            if _share_region(practice, regions):
                return Recognised(known=practice)
        namesake = named[0] if named else None
        if not self._by_title:
            return Recognised()
        found = similar_to_text(self._base, Draft(title=title, solution=text[:_LONGEST]), likeness=self._likeness)
        twins = [twin for twin in found.twins if _share_region(twin.practice, regions)]
        for twin in twins:
            if twin.verdict is Verdict.SAME:
                return Recognised(known=twin.practice, namesake=namesake, by_text=twin.title < twin.text)
        return Recognised(probable=twins[0] if twins else None, namesake=namesake)


def _share_region(practice: Practice, regions: Collection[RegionId]) -> bool:
    return not regions or not practice.regions or not set(regions).isdisjoint(practice.regions)
