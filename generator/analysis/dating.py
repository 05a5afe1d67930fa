"""The date of a record's facts, as opposed to the day on which its file was written."""

from __future__ import annotations

from datetime import date

from generator.model.common import Record
from generator.model.practice import Practice
from generator.model.scalars import PartialDate

_DATES = ("stage_date", "ends", "date", "as_of")


def record_date(record: Record) -> PartialDate | date | None:
    """The record's own date, else that of its newest source."""
    for name in _DATES:
        value = getattr(record, name, None)
        if isinstance(value, PartialDate | date):
            return value
    return max((source.date for source in record.sources if source.date), default=None)


def practice_date(practice: Practice) -> str:
    """The date of the practice's stage, else of its newest source: a day, a month or a year; empty if none is known."""
    dates = [source.date for source in practice.sources if source.date]
    return practice.stage_date or max(dates, default="")


def first_day(value: PartialDate | date) -> date:
    """The first day of a date of any precision."""
    return value.first_day if isinstance(value, PartialDate) else value
