"""How well a practice's effect is proven: worked out from its facts, never typed in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from generator.model.common import Figure, PlanFact
from generator.model.practice import Outcome, Practice, Stage


class Grade(IntEnum):
    """Steps of evidence; a step holds only what the record itself shows."""

    ANNOUNCED = 1  # only promised
    REPORTED = 2  # told by the source, without a measured effect
    COUNTED = 3  # the source gives figures of fact
    MEASURED = 4  # before and after, of fact
    VERIFIED = 5  # checked by somebody independent
    REPLICATED = 6  # adopted elsewhere with a result


@dataclass(frozen=True, slots=True)
class Evidence:
    """``proof`` is the figure or the name that the grade rests on, if any."""

    grade: Grade
    figure: Figure | None = None
    proof: str = ""


def evidence(practice: Practice) -> Evidence:
    """The highest step whose condition the record meets."""
    for adoption in practice.adoptions:
        if adoption.result:
            return Evidence(Grade.REPLICATED, proof=adoption.result)
    if practice.verified_by:
        return Evidence(Grade.VERIFIED, proof=practice.verified_by)
    facts = [f for f in practice.results if f.kind is PlanFact.FACT]
    for figure in facts:
        if figure.before is not None and figure.after is not None:
            return Evidence(Grade.MEASURED, figure)
    if facts:
        return Evidence(Grade.COUNTED, facts[0])
    last = practice.last_follow_up
    if practice.stage is Stage.ANNOUNCED and not (last and last.outcome is Outcome.WORKED):
        return Evidence(Grade.ANNOUNCED)
    return Evidence(Grade.REPORTED)


def headline(practice: Practice) -> Figure | None:
    """The figure that speaks for the practice: measured before plan, pair before single number."""

    def rank(indexed: tuple[int, Figure]) -> tuple[int, int, int]:
        position, figure = indexed
        pair = figure.before is not None and figure.after is not None
        effect = figure.better is not None
        return (figure.kind is PlanFact.PLAN, 0 if pair else 1 if effect else 2, position)

    return min(enumerate(practice.results), key=rank)[1] if practice.results else None
