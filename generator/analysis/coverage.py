"""Which problems of life situations have practices that help with them, and from where these come."""

from __future__ import annotations

from dataclasses import dataclass

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import derived_for
from generator.model.life_situation import LifeSituation, Problem
from generator.model.practice import HelpsWith, Practice


@dataclass(frozen=True, slots=True)
class CoveredProblem:
    """A problem with the practices that say they help with it, by id, and the regions where these are at home."""

    situation: LifeSituation
    problem: Problem
    practices: tuple[tuple[Practice, HelpsWith], ...]
    regions: frozenset[str]

    @property
    def id(self) -> str:
        return f"{self.situation.id}#{self.problem.number}"

    @property
    def federal(self) -> bool:
        """At least one of its solutions is marked (Ф)."""
        return any(solution.federal for solution in self.problem.solutions)


def coverage(base: KnowledgeBase) -> dict[str, CoveredProblem]:
    """Every problem of the base by id, in the order of situations and numbers."""
    return {id: covered(base, id) for id in base.problems}


@derived_for
def covered(base: KnowledgeBase, id: str) -> CoveredProblem:
    """The coverage of one problem. It depends on the practices that name the problem and on no others. Raises KeyError."""
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
    """Practices that name a life situation, by id. The list depends on no other practices."""
    return tuple(
        practice for backlink in base.backlinks("life_situation", situation)
        if isinstance(practice := backlink.source.record, Practice) and backlink.where[0] == "life_situations"
    )


def regions_of(practice: Practice) -> tuple[str, ...]:
    """Where a practice is at home or was adopted."""
    if not practice.adoptions and len(practice.regions) < 2:  # most of them
        return practice.regions
    return tuple(dict.fromkeys((*practice.regions, *(a.region for a in practice.adoptions))))


def situations_of(practice: Practice) -> tuple[str, ...]:
    """Life situations a practice belongs to: recommended for, or helping with a problem of."""
    if not practice.helps_with and len(practice.life_situations) < 2:
        return practice.life_situations
    helped = [link.problem.life_situation for link in practice.helps_with]
    return tuple(dict.fromkeys((*practice.life_situations, *helped)))
