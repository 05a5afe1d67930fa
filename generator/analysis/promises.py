"""What became of announcements: a promise gets a day on which somebody checks it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.model.practice import Practice, Stage


class Fate(StrEnum):
    """Where the check of a promise stands; in the order in which a reader asks for it."""

    DUE = "due"  # the day has come
    LATER = "later"
    UNDATED = "undated"  # nobody has set a day


@dataclass(frozen=True, slots=True)
class Promise:
    practice: Practice
    fate: Fate


def promises(practices: Iterable[Practice], today: date) -> list[Promise]:
    """Announcements, and whatever else has a day of check, by fate and then by that day."""
    found = [Promise(p, fate) for p in practices if (fate := _fate(p, today))]
    order = list(Fate)
    return sorted(found, key=lambda p: (order.index(p.fate), p.practice.check_on or date.max, p.practice.title))


def _fate(practice: Practice, today: date) -> Fate | None:
    if practice.check_on and practice.stage is not Stage.CLOSED:
        return Fate.DUE if practice.check_on <= today else Fate.LATER
    return Fate.UNDATED if practice.stage is Stage.ANNOUNCED else None
