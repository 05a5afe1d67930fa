"""«Полнота паспорта»: what a region that wants to adopt a practice would miss in its record, as a sum of points.

The points say how much an adopting team needs a fact: what it gave, what it costs and how it is done
weigh most. They are a rule of this base, not of a source. The sum is about the record, not about the
practice: a well-told announcement may be fuller than a proven practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.model.common import PlanFact
from generator.model.practice import Practice


class Fact(StrEnum):
    """A fact by the field of the record that holds it."""

    RESULT = "results"
    COST = "resources.cost"
    PAYER = "resources.payer"
    STAFF = "resources.staff"
    LAUNCH = "resources.time_to_launch"
    STEPS = "steps"
    RISKS = "risks"
    CONTACT = "contact"
    REGION = "regions"


# Points of a fact that is told in full; 100 in all.
MOST = {
    Fact.RESULT: 22, Fact.COST: 15, Fact.PAYER: 8, Fact.STAFF: 8, Fact.LAUNCH: 8, Fact.STEPS: 15, Fact.RISKS: 8,
    Fact.CONTACT: 10, Fact.REGION: 6,
}
# A result is told in full as a before and an after that are facts.
ONE_NUMBER = 14  # a fact without a before
PROMISED = 6  # only planned figures


class Told(NamedTuple):
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
    """The working: every fact in the order in which an adopting region asks."""

    facts: tuple[Told, ...]

    @property
    def score(self) -> int:
        """0 to 100."""
        return sum([told.points for told in self.facts])

    @property
    def missing(self) -> tuple[Fact, ...]:
        return tuple([told.fact for told in self.facts if told.points == 0])


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
    return Completeness(tuple([Told(fact, points[fact], most) for fact, most in MOST.items()]))


def _result(practice: Practice) -> int:
    facts = [figure for figure in practice.results if figure.kind is PlanFact.FACT]
    if any(figure.before is not None and figure.after is not None for figure in facts):
        return MOST[Fact.RESULT]
    return ONE_NUMBER if facts else PROMISED if practice.results else 0
