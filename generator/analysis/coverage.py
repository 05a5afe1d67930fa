"""Which problems of life situations have practices that help with them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation, Problem
from generator.model.practice import HelpsWith, Practice


@dataclass(frozen=True, slots=True)
class CoveredProblem:
    """A problem with the practices that say they help with it, by id."""

    situation: LifeSituation
    problem: Problem
    practices: tuple[tuple[Practice, HelpsWith], ...]

    @property
    def id(self) -> str:
        return f"{self.situation.id}#{self.problem.number}"

    @property
    def federal(self) -> bool:
        """At least one of its solutions is marked (Ф)."""
        return any(solution.federal for solution in self.problem.solutions)


def coverage(base: KnowledgeBase) -> dict[str, CoveredProblem]:
    """Every problem of the base by id, in the order of situations and numbers."""
    helping: dict[str, list[tuple[Practice, HelpsWith]]] = {id: [] for id in base.problems}
    for practice in base.all(Practice):
        for link in practice.helps_with:
            if link.problem in helping:
                helping[link.problem].append((practice, link))
    return {
        id: CoveredProblem(situation, problem, tuple(helping[id]))
        for id, (situation, problem) in base.problems.items()
    }
