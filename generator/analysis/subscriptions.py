"""Feeds and calendars for subscription, and their entries.

Pages link to them, exports write them. Feeds and calendars without entries are not offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.memo import IncrementalMap
from generator.loading.history import Change
from generator.loading.records import Loaded
from generator.model.common import Record
from generator.model.digest import Digest
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region

from .dating import first_day, record_date

MOST_ENTRIES = 30
MOST_CHECKS = 150  # in a calendar: some 200 KB, which calendar programs download completely every day
Changes = Mapping[str, Sequence[Change]]
R = TypeVar("R", Practice, Digest)


class Topic(StrEnum):
    """What a feed or a calendar is about."""

    ALL = "all"
    REGION = "region"
    SUBCATEGORY = "subcategory"
    LIFE_SITUATION = "life_situation"


@dataclass(frozen=True, slots=True)
class Dated(Generic[R]):
    """A record in a feed. ``published``: first day of its own date, None if it has none; ``updated``: day of its newest
    change, if later.
    """

    item: Loaded
    record: R
    published: date | None
    updated: date


@dataclass(frozen=True, slots=True)
class Feed:
    """``path``: address without extension; ``page``: the page with the same list; ``total``: number of entries without the limit.

    ``name`` is unique among feeds of its topic, ``title`` among all. ``former``: paths before its subject was
    renamed, which may still have subscribers.
    """

    topic: Topic
    path: str
    name: str
    title: str
    page: str
    entries: tuple[Dated[Practice], ...] | tuple[Dated[Digest], ...]
    total: int
    former: tuple[str, ...] = ()

    @property
    def atom(self) -> str:
        return f"{self.path}.xml"

    @property
    def json(self) -> str:
        return f"{self.path}.json"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Planned checks of announcements and pilots, earliest first.

    ``checks``: those nearest to today; ``total``: number of all.
    """

    topic: Topic
    path: str
    name: str
    title: str
    page: str
    checks: tuple[tuple[date, Dated[Practice]], ...]
    total: int
    former: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subscriptions:
    """All feeds and calendars: general ones first, then by topic in the order of the base."""

    feeds: tuple[Feed, ...]
    calendars: tuple[Calendar, ...]

    @property
    def feed_paths(self) -> list[str]:
        return [feed.path for feed in self.feeds]

    @property
    def calendar_paths(self) -> list[str]:
        return [calendar.path for calendar in self.calendars]

    def feed(self, path: str) -> Feed:
        """Raises KeyError."""
        return self._feeds[path]

    def calendar(self, path: str) -> Calendar:
        """Raises KeyError."""
        return self._calendars[path]

    @cached_property
    def _feeds(self) -> dict[str, Feed]:
        return {feed.path: feed for feed in self.feeds}

    @cached_property
    def _calendars(self) -> dict[str, Calendar]:
        return {calendar.path: calendar for calendar in self.calendars}

    def of(self, page: str) -> Subscriptions:
        """Subscriptions about the subject of a page; a page without its own has those of its list."""
        return self._by_page.get(page) or self._by_page.get(f"{page.partition('/')[0]}/") or _NOTHING

    @cached_property
    def _by_page(self) -> dict[str, Subscriptions]:
        pages = dict.fromkeys((*(f.page for f in self.feeds), *(c.page for c in self.calendars)))
        return {
            page: Subscriptions(
                tuple(f for f in self.feeds if f.page == page), tuple(c for c in self.calendars if c.page == page)
            )
            for page in pages
        }


_NOTHING = Subscriptions((), ())


# Topic → folder of its pages, title of its feeds.
_OF_TOPIC = {
    Topic.REGION: ("regions", "Практики региона: {}"),
    Topic.SUBCATEGORY: ("subcategories", "Практики по теме «{}»"),
    Topic.LIFE_SITUATION: ("life-situations", "Практики для жизненной ситуации «{}»"),
}


def page_with_offers(page: str) -> str:
    """The page whose subscriptions a page shows: itself if its topic has some, else its list."""
    folder = page.partition("/")[0]
    return page if any(folder == each for each, _ in _OF_TOPIC.values()) else f"{folder}/"


class Datings:
    """Dates and topics of records, updated incrementally; ``changes``: git history by path, newest first."""

    def __init__(self, changes: Changes) -> None:
        self.of_practices: IncrementalMap[Loaded, _Dating] = IncrementalMap(lambda item: _dating(item, changes))
        self.of_digests: IncrementalMap[Loaded, Dated[Digest] | None] = IncrementalMap(lambda item: _dated(item, changes))


class _Dating(NamedTuple):
    dated: Dated[Practice] | None
    added: tuple[int, int, str]  # sort key, newest first; valid if ``dated``
    check: tuple[date, Dated[Practice]] | None
    topics: tuple[tuple[Topic, str], ...]


def subscriptions(base: KnowledgeBase, known: Datings, today: date) -> Subscriptions:
    """Records without any date are in no feed.

    Practices are sorted by the day on which they were added to the base (by their own date if that is
    unknown), then by their own date, newest first; issues of the digest by week.
    """
    datings = known.of_practices(item for item, _ in base.items(Practice))
    newest = [(each.dated, each.topics) for each in sorted(datings, key=lambda each: each.added) if each.dated]
    practices = [dated for dated, _ in newest]
    digests = sorted(filter(None, known.of_digests(item for item, _ in base.items(Digest))), key=_newest_first)
    groups: dict[tuple[Topic, str], list[Dated[Practice]]] = defaultdict(list)
    for dated, topics in newest:
        for key in topics:
            groups[key].append(dated)
    checks: dict[tuple[Topic, str], list[tuple[date, Dated[Practice]]]] = defaultdict(list)
    for day, dated, topics in sorted(_checks(datings), key=lambda check: (check[0], check[1].record.id)):
        for key in ((Topic.ALL, "checks"), *topics):
            checks[key].append((day, dated))
    feeds = [_feed(Topic.ALL, "practices", "Новые практики", practices)]
    if digests:
        feeds.append(_feed(Topic.ALL, "digests", "Выпуски дайджеста", digests))
    calendars = []
    if found := checks[Topic.ALL, "checks"]:
        name = "Проверки анонсов и пилотов"
        calendars.append(_calendar(Topic.ALL, "checks", name, found, name, "signals/", today))
    for topic, id, name, former_ids in _names(base):
        folder, title = _OF_TOPIC[topic]
        path, former = f"{folder}/{id}", [f"{folder}/{each}" for each in former_ids]
        if of_topic := groups[topic, id]:
            feeds.append(_feed(topic, path, name, of_topic, title.format(name), former))
        if topic is Topic.REGION and (found := checks[topic, id]):
            calendars.append(_calendar(topic, path, name, found, f"Проверки: {name}", f"{path}/", today, former))
    return Subscriptions(tuple(feeds), tuple(calendars))


def _feed(
    topic: Topic, path: str, name: str, found: list[Dated[Practice]] | list[Dated[Digest]], title: str = "", former: Sequence[str] = ()
) -> Feed:
    entries: tuple[Any, ...] = tuple(found[:MOST_ENTRIES])
    return Feed(topic, f"feeds/{path}", name, title or name, f"{path}/", entries, len(found), tuple(f"feeds/{each}" for each in former))


def _calendar(
    topic: Topic, path: str, name: str, found: list[tuple[date, Dated[Practice]]], title: str, page: str, today: date,
    former: Sequence[str] = (),
) -> Calendar:
    nearest = sorted(found, key=lambda check: abs(check[0] - today))[:MOST_CHECKS]
    checks = tuple(sorted(nearest, key=lambda check: (check[0], check[1].record.id)))
    return Calendar(topic, _ics(path), name, title, page, checks, len(found), tuple(map(_ics, former)))


def _ics(path: str) -> str:
    return f"calendars/{path}.ics"


def _dating(item: Loaded, changes: Changes) -> _Dating:
    assert isinstance(item.record, Practice)
    practice: Practice = item.record
    dated: Dated[Practice] | None = _dated(item, changes)
    day = practice.next_check
    check = (day, dated or Dated(item, practice, None, day)) if day else None
    return _Dating(dated, _added(changes, dated) if dated else (0, 0, ""), check, tuple(_topics(practice)))


def _dated(item: Loaded, changes: Changes) -> Dated[Any] | None:
    when = record_date(item.record)
    published = first_day(when) if when else None
    known = [changes[item.path][0].day] if item.path in changes else []
    if published:
        known.append(published)
    return Dated(item, item.record, published, max(known)) if known else None


def _added(changes: Changes, dated: Dated[Practice]) -> tuple[int, int, str]:
    own = dated.published or dated.updated
    added = changes[dated.item.path][-1].day if dated.item.path in changes else own
    return -added.toordinal(), -own.toordinal(), dated.record.id


def _newest_first(dated: Dated[Digest]) -> tuple[int, str]:
    return -(dated.published or dated.updated).toordinal(), dated.record.id


def _checks(datings: Iterable[_Dating]) -> Iterator[tuple[date, Dated[Practice], tuple[tuple[Topic, str], ...]]]:
    for each in datings:
        if each.check:
            yield (*each.check, each.topics)


def _topics(practice: Practice) -> Iterable[tuple[Topic, str]]:
    """Regions that created or adopted it, subcategories, life situations; each once."""
    regions = (*practice.regions, *(adoption.region for adoption in practice.adoptions))
    situations = (*practice.life_situations, *(link.problem.life_situation for link in practice.helps_with))
    return dict.fromkeys((
        *((Topic.REGION, str(id)) for id in regions),
        *((Topic.SUBCATEGORY, str(id)) for id in practice.subcategories),
        *((Topic.LIFE_SITUATION, str(id)) for id in situations),
    ))


def _names(base: KnowledgeBase) -> Iterator[tuple[Topic, str, str, Sequence[str]]]:
    """(topic, id, name, former ids) of everything that has feeds."""
    yield from ((Topic.REGION, r.id, r.title, former_ids(r, "regions")) for r in sorted(base.all(Region), key=lambda r: r.title))
    yield from ((Topic.SUBCATEGORY, id, word.title, word.former) for id, word in base.subcategories.items())
    yield from ((Topic.LIFE_SITUATION, s.id, s.short_title, former_ids(s, "life-situations")) for s in base.all(LifeSituation))


def former_ids(record: Record, folder: str) -> list[str]:
    """Former ids of a record: from its aliases directly in ``folder``."""
    named = (alias.strip("/").removeprefix(f"{folder}/") for alias in record.aliases if alias.startswith(f"{folder}/"))
    return [id for id in named if id and "/" not in id and id != record.id]
