"""The page of one event: its decisions grouped by who made them, and what the source does not say, once for all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.model.event import Decision, DecisionStatus, Event


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """Consecutive decisions made ``by`` the same party.

    ``first`` is the number of the first of them among all decisions of the event, from 1.
    """

    by: str | None
    first: int
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class DecisionsView:
    groups: tuple[DecisionGroup, ...]
    total: int
    with_date: int  # number of those with a date or the wording of the source for it
    with_end: int  # number of those with a known outcome


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
