"""Checks of announcements and pilots: which are due, what was promised, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.model.common import Figure, PlanFact
from generator.model.practice import FollowUp, Practice, Stage, TimelineEntry

_PLAN_MARK = "(план)"  # how entries of a timeline say that they tell a plan of the source


class CheckState(StrEnum):
    DUE = "due"  # the day has come, nobody has looked
    LATER = "later"
    DONE = "done"  # looked, and nothing more is planned
    UNDATED = "undated"  # an announcement or a pilot without a day of a check: its source names no term


@dataclass(frozen=True, slots=True)
class CheckBack:
    """A practice with its check. ``on`` is the planned day; ``last`` what the newest check found."""

    practice: Practice
    state: CheckState
    on: date | None
    last: FollowUp | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What a check compares with: entries of the timeline and figures that were plans when they were told."""

    entries: tuple[TimelineEntry, ...]
    figures: tuple[Figure, ...]


def check_backs(practices: Iterable[Practice], today: date) -> list[CheckBack]:
    """Due ones first (longest overdue first), then later ones, done ones (newest first), undated ones.

    Practices that nobody promised to look at again are not among them.
    """
    found = [c for practice in practices if (c := _check_back(practice, today))]
    order = list(CheckState)

    def key(check: CheckBack) -> tuple[int, int, str]:
        done = check.state is CheckState.DONE and check.last
        day = -check.last.date.toordinal() if done and check.last else check.on.toordinal() if check.on else 0
        return order.index(check.state), day, check.practice.id

    return sorted(found, key=key)


def _check_back(practice: Practice, today: date) -> CheckBack | None:
    planned, last = practice.next_check, practice.last_follow_up
    if planned:
        return CheckBack(practice, CheckState.DUE if planned <= today else CheckState.LATER, planned, last)
    if last:
        return CheckBack(practice, CheckState.DONE, None, last)
    if practice.stage in (Stage.ANNOUNCED, Stage.PILOT):
        return CheckBack(practice, CheckState.UNDATED, None, None)
    return None


def promise(practice: Practice) -> Promise:
    """Figures of plan; what the timeline tells of days after the one for which the stage is known, or marks as a plan."""
    known = practice.stage_date or max((s.date for s in practice.sources if s.date), default=None)
    entries = tuple(
        entry for entry in practice.timeline
        if _PLAN_MARK in entry.text or (known and entry.date.first_day > known.last_day)
    )
    return Promise(entries, tuple(f for f in practice.results if f.kind is PlanFact.PLAN))
