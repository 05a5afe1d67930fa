"""Which problems practices help with, and what a region could take next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from generator.analysis.coverage import CoveredProblem, coverage, covered, regions_of
from generator.analysis.next_practices import NextPractice, Proposals, gaps
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import cutoff, cutoff_for, derived
from generator.knowledge.memo import IncrementalMap
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.roadmap import Roadmap

from .ordering import Ordering


class Coverage(Ordering):
    """The part of ``Facts`` about problems of life situations."""

    def __init__(self, base: KnowledgeBase) -> None:
        super().__init__(base)
        self._helping_of: IncrementalMap[Practice, tuple[object, ...]] = IncrementalMap(_helping, "id")

    @derived
    def coverage(self) -> dict[str, CoveredProblem]:
        return coverage(self.base)

    @cutoff_for
    def helpers(self, problem: str) -> int:
        """How many practices help with a problem."""
        return len(covered(self.base, problem).practices)

    @cutoff
    def helping(self) -> list[tuple[object, ...]]:
        """The fields that ``gaps`` and ``next_practices`` read, of each practice that helps with a problem; best proven first."""
        return self._helping_of(practice for practice in self.best_proven if practice.helps_with)

    def gaps(self, region: str) -> int:
        """Number of problems with practices of other regions, but none of this one."""
        with self._by_helping():
            return len(gaps(self.base[Region, region], self.coverage))

    def next_practices(self, region: str, roadmaps: Sequence[Roadmap]) -> list[NextPractice]:
        """Practices that a region could adopt next. Pages show them as rows, whose dependencies are tracked separately."""
        with self._by_helping():
            return self._proposals.next_of(self.base[Region, region], roadmaps)

    @derived
    def _proposals(self) -> Proposals:
        return Proposals(self.base, self.coverage, self.proven_rank)

    @contextmanager
    def _by_helping(self) -> Iterator[None]:
        """In this context only regions, life situations and ``helping`` are tracked as dependencies, so other edits of practices have no effect."""
        self.reads.note_all(("=helping/", "region/", "life_situation/"))
        with self.reads.untracked():
            yield


def _helping(practice: Practice) -> tuple[object, ...]:
    return practice.id, practice.stage, regions_of(practice), [(link.problem, link.why) for link in practice.helps_with]
