"""Checks of announcements and pilots: due ones, what was promised, the outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.model.common import Figure, PlanFact
from generator.model.practice import FollowUp, Practice, Stage, TimelineEntry

_PLAN_MARK = "(план)"  # marks timeline entries that are plans of the source


class CheckState(StrEnum):
    DUE = "due"  # the planned day has come
    LATER = "later"
    DONE = "done"  # checked, and no further check is planned
    UNDATED = "undated"  # an announcement or pilot without a planned check: its source gives no date


@dataclass(frozen=True, slots=True)
class CheckBack:
    """A practice with its check. ``on``: the planned day; ``last``: the newest follow-up."""

    practice: Practice
    state: CheckState
    on: date | None
    last: FollowUp | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What a check verifies: timeline entries and figures that were plans."""

    entries: tuple[TimelineEntry, ...]
    figures: tuple[Figure, ...]


def check_backs(practices: Iterable[Practice], today: date) -> list[CheckBack]:
    """Due ones (longest overdue first), later ones, done ones (newest first), undated ones.

    Without practices for which no check is or was planned.
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
    """Planned figures, and timeline entries later than the date of the known stage or marked as a plan."""
    known = practice.stage_date or max((s.date for s in practice.sources if s.date), default=None)
    entries = tuple(
        entry for entry in practice.timeline
        if _PLAN_MARK in entry.text or (known and entry.date.first_day > known.last_day)
    )
    return Promise(entries, tuple(f for f in practice.results if f.kind is PlanFact.PLAN))
