"""«Полнота паспорта»: completeness of a practice's record for a region that wants to adopt it, in points.

The points express how much an adopting team needs a fact: results, cost and steps have the most. They are
a rule of this base, not of a source. The sum rates the record, not the practice: a well described
announcement may be more complete than a proven practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.model.common import PlanFact
from generator.model.practice import Practice


class Fact(StrEnum):
    """A fact, named by the field of the record that contains it."""

    RESULT = "results"
    COST = "resources.cost"
    PAYER = "resources.payer"
    STAFF = "resources.staff"
    LAUNCH = "resources.time_to_launch"
    STEPS = "steps"
    RISKS = "risks"
    CONTACT = "contact"
    REGION = "regions"


# Points of a complete fact; 100 in all.
MOST = {
    Fact.RESULT: 22, Fact.COST: 15, Fact.PAYER: 8, Fact.STAFF: 8, Fact.LAUNCH: 8, Fact.STEPS: 15, Fact.RISKS: 8,
    Fact.CONTACT: 10, Fact.REGION: 6,
}
# A complete result has actual figures before and after.
ONE_NUMBER = 14  # an actual figure without before
PROMISED = 6  # only planned figures


class FactPoints(NamedTuple):
    fact: Fact
    points: int
    most: int

    @property
    def missing(self) -> bool:
        return self.points == 0

    @property
    def partly(self) -> bool:
        return 0 < self.points < self.most


@dataclass(frozen=True, slots=True)
class Completeness:
    """The points of every fact, in the order in which an adopting region needs them."""

    facts: tuple[FactPoints, ...]

    @property
    def score(self) -> int:
        """0 to 100."""
        return sum([each.points for each in self.facts])

    @property
    def missing(self) -> tuple[Fact, ...]:
        return tuple([each.fact for each in self.facts if each.missing])


def completeness(practice: Practice) -> Completeness:
    resources = practice.resources
    values: dict[Fact, object] = {
        Fact.COST: resources and resources.cost,
        Fact.PAYER: resources and resources.payer,
        Fact.STAFF: resources and resources.staff,
        Fact.LAUNCH: resources and resources.time_to_launch,
        Fact.STEPS: practice.steps,
        Fact.RISKS: practice.risks,
        Fact.CONTACT: practice.contact,
        Fact.REGION: practice.regions,
    }
    points = {fact: MOST[fact] if value else 0 for fact, value in values.items()}
    points[Fact.RESULT] = _result(practice)
    return Completeness(tuple([FactPoints(fact, points[fact], most) for fact, most in MOST.items()]))


def _result(practice: Practice) -> int:
    facts = [figure for figure in practice.results if figure.kind is PlanFact.FACT]
    if any(figure.before is not None and figure.after is not None for figure in facts):
        return MOST[Fact.RESULT]
    return ONE_NUMBER if facts else PROMISED if practice.results else 0
