"""iCalendar files: checks (when the outcome of a practice should be looked at) and deadlines of plans.

An event does not depend on the day of the build: its DTSTAMP is the day of its record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from generator.analysis.check_back import promise
from generator.analysis.deadlines import DueDay, Grounds, due_days, newest_reports, plan_days
from generator.analysis.plan_addresses import body_calendar, item_anchor, plan_calendar
from generator.analysis.subscriptions import Calendar, Dated, former_ids
from generator.knowledge.base import KnowledgeBase
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.report import StandardReport
from generator.model.scalars import RegionId
from generator.wording import russian as wording
from generator.wording.plain_text import plain_text

from .export_file import ExportFile
from .feeds import Publisher

if TYPE_CHECKING:  # a tenth of the import time of a build: imported only where a calendar is made
    from icalendar import Event

_END = b"END:VCALENDAR\r\n"


class CalendarFiles:
    """Writes calendars of checks; an event that is in several of them is serialized once."""

    def __init__(self, base: KnowledgeBase, publisher: Publisher) -> None:
        self._base = base
        self._publisher = publisher
        self._written: dict[str, Any] = {}

    def of(self, calendar: Calendar) -> Iterator[ExportFile]:
        """``calendars/<name>.ics``, also under its former names."""
        events = (self._event(day, dated) for day, dated in calendar.checks)
        whole = b"".join((_head(calendar, self._publisher), *events, _END))
        for path in (calendar.path, *calendar.former):
            yield ExportFile(path, whole)

    def _event(self, day: date, dated: Dated[Practice]) -> bytes:
        base = self._base

        def make() -> bytes:
            base.reads.note(f"practice/{dated.record.id}")
            return bytes(_event(base, day, dated, self._publisher).to_ical())

        return base.reads.derived(self._written, dated.record.id, make)


def plan_files(base: KnowledgeBase, publisher: Publisher) -> Iterator[ExportFile]:
    """``calendars/plans/…``: deadlines of the newest report of each plan, by region and by responsible body."""
    by_region: dict[RegionId, list[StandardReport]] = {}
    for report in newest_reports(base.all(StandardReport)):
        if plan_days(report) is not None:
            by_region.setdefault(report.region, []).append(report)
    for id, reports in by_region.items():
        region = base.get(Region, id)
        name = region.title if region else str(id)
        written = [(fall, _deadline(report, fall, name, publisher).to_ical()) for report in reports for fall in due_days(report)]
        page = base.registry.of(reports[-1]).address_of(reports[-1])
        title = publisher.title(f"Сроки плана РСС: {name}")
        ids = [str(id), *(former_ids(region, "regions") if region else ())]
        whole = b"".join((_titled(title, page, publisher), *(event for _, event in written), _END))
        yield from (ExportFile(plan_calendar(each), whole) for each in ids)
        for body in dict.fromkeys(body for report in reports for section in report.sections for item in section.items for body in item.responsible):
            events = (event for fall, event in written if body in fall.item.responsible)
            head = _titled(publisher.title(f"Сроки плана РСС: {name}, {body}"), page, publisher)
            whole = b"".join((head, *events, _END))
            yield from (ExportFile(body_calendar(each, body), whole) for each in ids)


def _deadline(report: StandardReport, fall: DueDay, region: str, publisher: Publisher) -> Event:
    """The UID is made of plan, item and day, so a newer report of the plan does not duplicate its events."""
    plan = plan_days(report)
    assert plan is not None  # reports without years have no calendar
    item, deadline = fall.item, fall.item.deadline
    address = urljoin(publisher.url, f"reports/{report.region}/{report.id}/#{item_anchor(item.number)}")
    stamp = report.as_of.last_day if report.as_of else plan[0]
    id = f"plan-{report.region}-{plan[0].year}-{plan[1].year}-{item_anchor(item.number)}-{fall.day:%Y%m%d}"
    lines = [
        f"Срок: {deadline.text if deadline else ''}",
        *(["День взят как последний в периоде: источник его не называет."] if fall.grounds is Grounds.PERIOD_END else []),
        f"Отвечают: {', '.join(item.responsible) or wording.UNKNOWN}",
        f"Отметка в отчёте: {wording.STATUSES[item.status.value]}",
        f"Страница: {address}",
    ]
    return _whole_day(id, fall.day, stamp, f"{item.number} {plain_text(item.title)}", lines, address, region, publisher)


def _head(calendar: Calendar, publisher: Publisher) -> bytes:
    description = ""
    if (shown := len(calendar.checks)) < calendar.total:
        checks = wording.count(shown, "проверка", "проверки", "проверок")
        description = f"{checks} из {wording.number(calendar.total)}, ближайшие к сегодняшнему дню. Все: {urljoin(publisher.url, calendar.page)}"
    return _titled(publisher.title(calendar.title), calendar.page, publisher, description)


def _titled(title: str, page: str, publisher: Publisher, description: str = "") -> bytes:
    from icalendar import Calendar as ICalendar

    head = ICalendar()
    head.add("prodid", f"-//{publisher.name}//smarteka//RU")
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    head.add("method", "PUBLISH")
    head.add("name", title)
    head.add("x-wr-calname", title)
    if description:
        head.add("description", description)
        head.add("x-wr-caldesc", description)
    head.add("url", urljoin(publisher.url, page))
    head.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    return bytes(head.to_ical()).removesuffix(_END)


def _event(base: KnowledgeBase, day: date, dated: Dated[Practice], publisher: Publisher) -> Event:
    """The UID is made of the practice id, so a postponed check moves and is not duplicated."""
    practice = dated.record
    address = urljoin(publisher.url, dated.item.type.address_of(practice))
    regions = [region.title for id in practice.regions if (region := base.get(Region, id))]
    lines = (*_promised(practice), "", f"Страница: {address}")
    title = f"Проверить: {practice.title}"
    event = _whole_day(f"check-{practice.id}", day, dated.updated, title, lines, address, ", ".join(regions), publisher)
    event.add("categories", [wording.STAGES[practice.stage], *regions])
    return event


def _whole_day(
    id: str, day: date, stamp: date, title: str, lines: Iterable[str], address: str, location: str, publisher: Publisher
) -> Event:
    """An all-day event that does not block time; ``stamp`` is the day of its record."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{id}@{publisher.tag.partition(',')[0]}")
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", "\n".join(lines))
    event.add("url", address)
    if location:
        event.add("location", location)
    event.add("transp", "TRANSPARENT")
    return event


def _promised(practice: Practice) -> Iterator[str]:
    promised = promise(practice)
    yield practice.summary
    if promised.entries or promised.figures:
        yield "Обещано:"
    for entry in promised.entries:
        yield f"– {wording.partial_date(entry.date)}: {entry.text}"
    for figure in promised.figures:
        yield f"– {figure.title}: {wording.figure_value(figure)}" + (f" ({figure.period})" if figure.period else "")
    for follow_up in practice.follow_ups:
        yield f"Проверка {wording.day(follow_up.date)}: {wording.OUTCOMES[follow_up.outcome]}. {follow_up.text}"
