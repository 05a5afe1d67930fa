"""How well a practice's effect is proven: derived from its facts, never entered by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from generator.model.common import Figure, PlanFact
from generator.model.practice import Outcome, Practice, Stage


class Grade(IntEnum):
    """Grades of evidence, based only on what the record itself contains."""

    ANNOUNCED = 1  # only promised
    REPORTED = 2  # described by the source, without a measured effect
    COUNTED = 3  # the source gives actual figures
    MEASURED = 4  # actual figures before and after
    VERIFIED = 5  # verified independently
    REPLICATED = 6  # adopted elsewhere with a result


@dataclass(frozen=True, slots=True)
class Evidence:
    """``figure`` or ``proof`` (a text): the basis of the grade, if any."""

    grade: Grade
    figure: Figure | None = None
    proof: str = ""


def evidence(practice: Practice) -> Evidence:
    """The highest grade whose condition the record meets."""
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
    """The most telling figure: actual before planned, a before–after pair before one with an effect direction before any other."""

    def rank(indexed: tuple[int, Figure]) -> tuple[int, int, int]:
        position, figure = indexed
        pair = figure.before is not None and figure.after is not None
        effect = figure.better is not None
        return (figure.kind is PlanFact.PLAN, 0 if pair else 1 if effect else 2, position)

    return min(enumerate(practice.results), key=rank)[1] if practice.results else None
