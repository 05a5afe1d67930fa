"""The page of one event: its decisions by whoever made them, and what the source leaves out, told once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.model.event import Decision, DecisionStatus, Event


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """Decisions that follow each other in the record and come ``by`` the same side.

    ``first`` is the number of the first of them among all of the event, from 1.
    """

    by: str | None
    first: int
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class DecisionsView:
    groups: tuple[DecisionGroup, ...]
    total: int
    with_date: int  # that have a date, or words of the source for when
    with_end: int  # of which the source tells what came


def decisions_of(event: Event) -> DecisionsView:
    groups: list[DecisionGroup] = []
    first = 1
    for by, group in groupby(event.decisions, key=lambda decision: decision.by):
        groups.append(DecisionGroup(by, first, tuple(group)))
        first += len(groups[-1].decisions)
    return DecisionsView(
        tuple(groups), len(event.decisions),
        with_date=sum(bool(d.due or d.due_text) for d in event.decisions),
        with_end=sum(d.status != DecisionStatus.UNKNOWN for d in event.decisions),
    )
