"""Solutions that a region cannot implement alone, marked (Ф), and the legal acts that they refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.knowledge.base import KnowledgeBase
from generator.model.common import LegalAct
from generator.model.life_situation import LifeSituation, Problem, Solution


@dataclass(frozen=True, slots=True)
class FederalSolution:
    """``number``: position of the solution within its problem, from 1."""

    situation: LifeSituation
    problem: Problem
    number: int
    solution: Solution

    @property
    def id(self) -> str:
        """Anchor of its draft proposal, unique among all."""
        return proposal_anchor(self.situation, self.problem, self.number)


def proposal_anchor(situation: LifeSituation, problem: Problem, number: int) -> str:
    return f"{situation.id}-{problem.number}-{number}"


def federal_solutions(base: KnowledgeBase) -> Iterator[FederalSolution]:
    """All of them, in the order of situations, problems and solutions."""
    for situation, problem in base.problems.values():
        for number, solution in enumerate(problem.solutions, 1):
            if solution.federal:
                yield FederalSolution(situation, problem, number, solution)


def by_act(solutions: list[FederalSolution]) -> Mapping[tuple[str, str], tuple[LegalAct, list[FederalSolution]]]:
    """Solutions grouped by legal act, which is identified by number or, if it has none, by title."""
    found: dict[tuple[str, str], tuple[LegalAct, list[FederalSolution]]] = {}
    for each in solutions:
        for act in each.solution.legal_acts:
            key = ("number", act.number.casefold()) if act.number else ("title", act.title.casefold())
            found.setdefault(key, (act, []))[1].append(each)
    return found


def twins(solutions: list[FederalSolution]) -> Mapping[str, list[FederalSolution]]:
    """Id of a solution → solutions of other problems with the same text."""
    by_text: dict[str, list[FederalSolution]] = {}
    for each in solutions:
        by_text.setdefault(" ".join(each.solution.text.split()), []).append(each)
    return {each.id: [other for other in group if other is not each] for group in by_text.values() for each in group}
