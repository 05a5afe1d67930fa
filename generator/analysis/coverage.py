"""Coverage of the problems of life situations by practices, with the regions of these."""

from __future__ import annotations

from dataclasses import dataclass

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import derived_for
from generator.model.life_situation import LifeSituation, Problem
from generator.model.practice import HelpsWith, Practice


@dataclass(frozen=True, slots=True)
class CoveredProblem:
    """A problem with the practices that help with it (``helps_with``), by id, and the regions that created or adopted these."""

    situation: LifeSituation
    problem: Problem
    practices: tuple[tuple[Practice, HelpsWith], ...]
    regions: frozenset[str]

    @property
    def id(self) -> str:
        return f"{self.situation.id}#{self.problem.number}"

    @property
    def federal(self) -> bool:
        """Whether at least one of its solutions is marked (Ф)."""
        return any(solution.federal for solution in self.problem.solutions)


def coverage(base: KnowledgeBase) -> dict[str, CoveredProblem]:
    """Every problem of the base by id, in the order of situations and numbers."""
    return {id: covered(base, id) for id in base.problems}


@derived_for
def covered(base: KnowledgeBase, id: str) -> CoveredProblem:
    """The coverage of one problem; depends only on the practices that refer to it. Raises KeyError."""
    found = base.problem(id)
    if found is None:
        raise KeyError(id)
    helping = tuple(
        (practice, practice.helps_with[int(backlink.where[1])]) for backlink in base.backlinks("problem", id)
        if isinstance(practice := backlink.source.record, Practice)
    )
    return CoveredProblem(*found, helping, frozenset(region for practice, _ in helping for region in regions_of(practice)))


@derived_for
def belonging(base: KnowledgeBase, situation: str) -> tuple[Practice, ...]:
    """Practices whose ``life_situations`` contain this one, by id; depends on no other practices."""
    return tuple(
        practice for backlink in base.backlinks("life_situation", situation)
        if isinstance(practice := backlink.source.record, Practice) and backlink.where[0] == "life_situations"
    )


def regions_of(practice: Practice) -> tuple[str, ...]:
    """Regions that created or adopted a practice."""
    if not practice.adoptions and len(practice.regions) < 2:  # most of them
        return practice.regions
    return tuple(dict.fromkeys((*practice.regions, *(a.region for a in practice.adoptions))))


def situations_of(practice: Practice) -> tuple[str, ...]:
    """Life situations for which a practice is recommended or with a problem of which it helps."""
    if not practice.helps_with and len(practice.life_situations) < 2:
        return practice.life_situations
    helped = [link.problem.life_situation for link in practice.helps_with]
    return tuple(dict.fromkeys((*practice.life_situations, *helped)))
