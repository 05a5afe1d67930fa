"""Rules of dates: order, and checks that are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.practice import Practice, Stage
from generator.model.report import StandardReport
from generator.model.roadmap import Roadmap
from generator.model.survey import Survey


def dates_are_in_order(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """What ends does not end before it starts; a timeline runs forward."""
    for item, practice in base.items(Practice):
        latest = practice.timeline[0].date if practice.timeline else None
        for i, entry in enumerate(practice.timeline):
            if latest and entry.date.last_day < latest.first_day:
                yield _disorder(item, f"{entry.date} стоит после {latest}", "timeline", i, "date")
            if latest and entry.date.first_day > latest.first_day:
                latest = entry.date
    for item, roadmap in base.items(Roadmap):
        for m, measure in enumerate(roadmap.measures):
            for a_index, activity in enumerate(measure.activities):
                if activity.start and activity.end and activity.end < activity.start:
                    yield _disorder(
                        item, f"конец {activity.end} раньше начала {activity.start}",
                        "measures", m, "activities", a_index, "end",
                    )
    for item, survey in base.items(Survey):
        if survey.ends.last_day < survey.starts.first_day:
            yield _disorder(item, f"конец {survey.ends} раньше начала {survey.starts}", "ends")
    for item, report in base.items(StandardReport):
        for s, section in enumerate(report.sections):
            for i, row in enumerate(section.items):
                if row.deadline and row.deadline.start and row.deadline.due and row.deadline.due < row.deadline.start:
                    yield _disorder(
                        item, f"срок {row.deadline.due} раньше начала {row.deadline.start}",
                        "sections", s, "items", i, "deadline", "due",
                    )


def _disorder(item: Loaded, what: str, *where: str | int) -> Diagnostic:
    return error("dates-out-of-order", f"даты не по порядку: {what}", item.location(*where), "проверьте обе даты")


def announcements_are_checked_in_time(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """A practice past its ``check_on`` waits for somebody to look whether it worked (a warning)."""
    for item, practice in base.items(Practice):
        if practice.check_on and practice.check_on <= today and practice.stage is not Stage.CLOSED:
            yield warning(
                "check-due",
                f"проверка назначена на {practice.check_on:%d.%m.%Y}, а стадия всё ещё «{practice.stage}»",
                item.location("check_on"),
                "узнайте, что стало с практикой, впишите итог в timeline и перенесите или уберите check_on",
            )
