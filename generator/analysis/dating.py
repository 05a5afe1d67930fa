"""The date for which a record is told."""

from __future__ import annotations

from datetime import date

from generator.model.common import Record
from generator.model.practice import Practice
from generator.model.scalars import PartialDate

_DATES = ("stage_date", "ends", "date", "as_of")


def record_date(record: Record) -> PartialDate | date | None:
    """The date for which a record is told: its own, else that of its newest source."""
    for name in _DATES:
        value = getattr(record, name, None)
        if isinstance(value, PartialDate | date):
            return value
    return max((source.date for source in record.sources if source.date), default=None)


def practice_date(practice: Practice) -> str:
    """The day, month or year for which a practice is told, empty where none is known: of its stage, else of its newest source."""
    dates = [source.date for source in practice.sources if source.date]
    return practice.stage_date or max(dates, default="")


def first_day(value: PartialDate | date) -> date:
    """A partial date begins with its first day."""
    return value.first_day if isinstance(value, PartialDate) else value
