"""The page of one event: its decisions by whoever made them, and what the source leaves out, told once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.model.event import Decision, DecisionStatus, Event


@dataclass(frozen=True, slots=True)
class Given:
    """Decisions that follow each other in the record and come ``by`` the same side.

    ``first`` is the number of the first of them among all of the event, from 1.
    """

    by: str | None
    first: int
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class DecisionsView:
    given: tuple[Given, ...]
    total: int
    with_date: int  # that have a date, or words of the source for when
    with_end: int  # of which the source tells what came


def decisions_of(event: Event) -> DecisionsView:
    given: list[Given] = []
    first = 1
    for by, group in groupby(event.decisions, key=lambda decision: decision.by):
        given.append(Given(by, first, tuple(group)))
        first += len(given[-1].decisions)
    return DecisionsView(
        tuple(given), len(event.decisions),
        with_date=sum(bool(d.due or d.due_text) for d in event.decisions),
        with_end=sum(d.status != DecisionStatus.UNKNOWN for d in event.decisions),
    )
