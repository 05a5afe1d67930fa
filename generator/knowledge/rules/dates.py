"""Rules of dates: order, and follow-ups that are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.loading.records import Loaded
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.practice import Outcome, Practice, Stage
from generator.model.report import StandardReport
from generator.model.roadmap import Roadmap
from generator.model.scalars import PartialDate
from generator.model.survey import Survey

from .per_record import Records


def dates_are_in_order(records: Records, today: date) -> Iterator[Diagnostic]:
    """An end is not before its start; timelines are in chronological order."""
    for item, practice in records.items(Practice):
        yield from _timeline_runs_forward(item, practice)
        yield from _checks_run_forward(item, practice)
    for item, roadmap in records.items(Roadmap):
        for m, measure in enumerate(roadmap.measures):
            for a, activity in enumerate(measure.activities):
                if activity.start and activity.end and activity.end < activity.start:
                    where = ("measures", m, "activities", a, "end")
                    yield _disorder(item, f"конец {activity.end} раньше начала {activity.start}", *where)
    for item, survey in records.items(Survey):
        if survey.ends.last_day < survey.starts.first_day:
            yield _disorder(item, f"конец {survey.ends} раньше начала {survey.starts}", "ends")
    for item, report in records.items(StandardReport):
        for s, section in enumerate(report.sections):
            for i, row in enumerate(section.items):
                term = row.deadline
                if term and term.start and term.due and term.due < term.start:
                    yield _disorder(item, f"срок {term.due} раньше начала {term.start}", "sections", s, "items", i, "deadline", "due")


def _timeline_runs_forward(item: Loaded, practice: Practice) -> Iterator[Diagnostic]:
    """Dates may be imprecise: an entry is out of order only if it is certainly before the latest one so far."""
    latest = None
    for i, entry in enumerate(practice.timeline):
        if latest and entry.date.last_day < latest.first_day:
            yield _disorder(item, f"{entry.date} стоит после {latest}", "timeline", i, "date")
        if latest is None or entry.date.first_day > latest.first_day:
            latest = entry.date


def _checks_run_forward(item: Loaded, practice: Practice) -> Iterator[Diagnostic]:
    before = None
    for i, check in enumerate(practice.follow_ups):
        if before and check.date < before:
            yield _disorder(item, f"проверка {check.date} стоит после {before}", "follow_ups", i, "date")
        if check.next_check and check.next_check <= check.date:
            said = f"следующая проверка {check.next_check} не позже самой проверки {check.date}"
            yield _disorder(item, said, "follow_ups", i, "next_check")
        before = check.date


def _disorder(item: Loaded, what: str, *where: str | int) -> Diagnostic:
    return error("dates-out-of-order", f"даты не по порядку: {what}", item.location(*where), "проверьте обе даты")


def announcements_are_checked_in_time(records: Records, today: date) -> Iterator[Diagnostic]:
    """A practice whose planned check is due needs a follow-up (a warning)."""
    for item, practice in records.items(Practice):
        planned = practice.next_check
        if planned and planned <= today:
            by_follow_up = ("follow_ups", len(practice.follow_ups) - 1, "next_check")
            yield warning(
                "check-due",
                f"проверка назначена на {planned:%d.%m.%Y}, а итога нет; стадия – «{practice.stage}»",
                item.location(*(("check_on",) if planned == practice.check_on else by_follow_up)),
                "узнайте, что стало с практикой, и впишите итог в follow_ups; что обещано: smarteka follow-up",
            )


def follow_ups_are_complete(records: Records, today: date) -> Iterator[Diagnostic]:
    """A finding has a source, a postponed follow-up has a next day, and no follow-up is in the future.

    A practice that was found to work is no longer an announcement (a warning).
    """
    for item, practice in records.items(Practice):
        for i, follow_up in enumerate(practice.follow_ups):
            if follow_up.outcome is Outcome.POSTPONED and follow_up.next_check is None:
                yield error(
                    "follow-up-without-next-check", "отложено, но не сказано, когда проверить снова",
                    item.location("follow_ups", i, "outcome"), "впишите next_check: 2027-06-01",
                )
            if follow_up.outcome is not Outcome.UNKNOWN and follow_up.source is None:
                yield error(
                    "follow-up-without-source", f"итог «{follow_up.outcome}» есть, а откуда он известен, не сказано",
                    item.location("follow_ups", i), "впишите source с title; если узнать не удалось, пишите outcome: unknown",
                )
            if follow_up.date > today:
                yield warning(
                    "follow-up-in-future", f"проверка {follow_up.date:%d.%m.%Y} ещё не наступила",
                    item.location("follow_ups", i, "date"), "день будущей проверки пишут в check_on или next_check",
                )
        last = practice.last_follow_up
        if last and last.outcome is Outcome.WORKED and practice.stage is Stage.ANNOUNCED:
            yield warning(
                "stage-behind-follow-up", "проверка говорит «получилось», а стадия всё ещё «announced»",
                item.location("stage"), "впишите в stage и stage_date то, что узнали: pilot, running, scaled или closed",
            )


def what_is_known_is_past(records: Records, today: date) -> Iterator[Diagnostic]:
    """Dates of sources and of stages are not in the future: a later day is probably a typo (a warning)."""
    for item in records.loaded:
        dated: list[tuple[PartialDate | None, tuple[str | int, ...]]] = [(source.date, ("sources", i, "date")) for i, source in enumerate(item.record.sources)]
        if isinstance(item.record, Practice):
            dated.append((item.record.stage_date, ("stage_date",)))
        for day, where in dated:
            if day and day.first_day > today:
                yield warning(
                    "date-in-future", f"дата {day} ещё не наступила", item.location(*where),
                    "проверьте год и месяц; будущий день проверки пишут в check_on, планы – в timeline",
                )
