"""Calendars (iCalendar) of checks: on which day somebody should look what became of a promise.

Nothing depends on the day of the build: an event is stamped with the day of its record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urljoin

from icalendar import Calendar as ICalendar
from icalendar import Event

from generator.analysis.check_back import promise
from generator.analysis.subscriptions import Calendar, Dated, Subscriptions
from generator.knowledge.base import KnowledgeBase
from generator.model.practice import Practice
from generator.model.region import Region
from generator.wording import russian as wording

from .export_file import ExportFile
from .feeds import Publisher

_END = b"END:VCALENDAR\r\n"


def calendar_files(base: KnowledgeBase, offered: Subscriptions, publisher: Publisher) -> Iterator[ExportFile]:
    """``calendars/<name>.ics``, each event written once for all calendars that it stands in."""
    written: dict[str, bytes] = {}
    for calendar in offered.calendars:
        for day, dated in calendar.checks:
            if dated.record.id not in written:
                written[dated.record.id] = _event(base, day, dated, publisher).to_ical()
        events = (written[dated.record.id] for _, dated in calendar.checks)
        yield ExportFile(calendar.path, b"".join((_head(calendar, publisher), *events, _END)))


def _head(calendar: Calendar, publisher: Publisher) -> bytes:
    title = publisher.title(calendar.title)
    head = ICalendar()
    head.add("prodid", f"-//{publisher.name}//smarteka//RU")
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    head.add("method", "PUBLISH")
    head.add("name", title)
    head.add("x-wr-calname", title)
    head.add("url", urljoin(publisher.url, calendar.page))
    head.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    return bytes(head.to_ical()).removesuffix(_END)


def _event(base: KnowledgeBase, day: date, dated: Dated[Practice], publisher: Publisher) -> Event:
    """A whole day. The id is that of the practice, so a check that is put off moves and is not doubled."""
    practice = dated.record
    address = urljoin(publisher.url, dated.item.type.address_of(practice))
    regions = [region.title for id in practice.regions if (region := base.get(Region, id))]
    event = Event()
    event.add("uid", f"check-{practice.id}@{publisher.tag.partition(',')[0]}")
    event.add("dtstamp", datetime.combine(dated.updated, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"Проверить: {practice.title}")
    event.add("description", "\n".join((*_promised(practice), "", f"Страница: {address}")))
    event.add("url", address)
    if regions:
        event.add("location", ", ".join(regions))
    event.add("categories", [wording.STAGES[practice.stage], *regions])
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
