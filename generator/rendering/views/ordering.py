"""The sort orders of practices in lists, and their facets."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from generator.analysis.dating import practice_date
from generator.analysis.evidence import evidence
from generator.analysis.practice_facets import PracticeFacets, facets_of
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import cutoff, cutoff_for, derived
from generator.knowledge.memo import IdentityMemo, IncrementalMap
from generator.model.practice import Practice


class Ordering:
    """The part of ``Facts`` that sorts practices. Date, grade and facets depend only on the practice itself, so an edit recomputes only its own."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.reads = base.reads
        self._date_of = IdentityMemo(practice_date)
        self._grade_of: IdentityMemo[Practice, int] = IdentityMemo(lambda practice: evidence(practice).grade)
        self._facets_of: IncrementalMap[Practice, PracticeFacets] = IncrementalMap(facets_of, "id")

    @derived
    def practices(self) -> list[Practice]:
        """All practices, newest first, then by title."""
        return self.newest_first(self.base.all(Practice))

    @derived
    def best_proven(self) -> list[Practice]:
        """All practices, best proven first, then newest: the order of lists on pages."""
        return sorted(self.practices, key=lambda practice: -self._grade_of(practice))

    @cutoff
    def practice_facets(self) -> list[PracticeFacets]:
        """Of all practices, in the order of their ids."""
        return self._facets_of(self.base.all(Practice))

    @cutoff_for
    def proven_ids(self, places: str) -> list[str]:
        """Ids of the slice ``first:end`` of all practices, best proven first."""
        first, _, end = places.partition(":")
        return self._proven_ids[int(first) : int(end)]

    @derived
    def _proven_ids(self) -> list[str]:
        return [practice.id for practice in self.best_proven]

    @derived
    def proven_rank(self) -> dict[str, int]:
        """Index of each practice in ``best_proven``, by id."""
        return {practice.id: place for place, practice in enumerate(self.best_proven)}

    def newest_first(self, practices: Iterable[Practice]) -> list[Practice]:
        """By date, then by title, then in the given order (by id, if they come from a base)."""
        return sorted(sorted(practices, key=attrgetter("title")), key=self._date_of, reverse=True)

    def best_proven_first(self, practices: Iterable[Practice]) -> list[Practice]:
        """By grade, then as ``newest_first``."""
        return sorted(self.newest_first(practices), key=lambda practice: -self._grade_of(practice))

    def ranks(self, practices: Iterable[Practice]) -> dict[str, int]:
        """Rank of each among these, by id: 0 for the best proven one."""
        return {practice.id: place for place, practice in enumerate(self.best_proven_first(practices))}
