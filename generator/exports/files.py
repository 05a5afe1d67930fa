"""All files that a site publishes besides its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import Protocol

from generator.analysis.subscriptions import Calendar, Feed
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded

from . import api
from .calendars import CalendarFiles, plan_files
from .canvas_files import canvas_files
from .export_file import ExportFile
from .feed_text import Markdown
from .feeds import FeedFiles, Publisher
from .redirects import redirect_files, redirect_rules
from .schemas import schema_files
from .sitemap import robots_file

SITE_NAME = "Смартека"


class Offers(Protocol):
    """The part of ``Facts`` used here: ids of a kind, feeds and calendars by path (that of a feed without a suffix).

    A feed file so depends on the entries of the feed, not on all the records from which they were selected.
    """

    def ids_of(self, kind: str) -> Sequence[str]: ...

    @property
    def feed_paths(self) -> Sequence[str]: ...
    @property
    def calendar_paths(self) -> Sequence[str]: ...
    def feed(self, path: str) -> Feed: ...
    def calendar(self, path: str) -> Calendar: ...


def shared_files(
    base: KnowledgeBase, publisher: Publisher, updated: Mapping[str, date], offered: Offers, markdown: Markdown,
) -> dict[str, Callable[[], Iterator[ExportFile]]]:
    """Files about many records: unit name → the function that makes them.

    ``updated`` is the day of the newest change by path of the record file. ``offered`` gives no drafts,
    even if ``base`` includes them: what a feed reader has downloaded cannot be taken back.
    """
    feeds, calendars = FeedFiles(base.published, publisher, markdown), CalendarFiles(base.published, publisher)
    return {
        "api": partial(api.index_file, base, publisher.url, publisher.name, updated),
        **dict(api.list_files(base, offered.ids_of)),
        "schemas": partial(schema_files, base.registry),
        **{path: partial(_of_feed, feeds, offered, path) for path in offered.feed_paths},
        **{path: partial(_of_calendar, calendars, offered, path) for path in offered.calendar_paths},
        "plans": lambda: plan_files(base.published, publisher),
        "canvases": partial(canvas_files, base),
        "redirects": lambda: chain(redirect_files(base, publisher.url), redirect_rules(base, publisher.url)),
        "robots": lambda: iter([robots_file(publisher.url)]),
    }


def _of_feed(files: FeedFiles, offered: Offers, path: str) -> Iterator[ExportFile]:
    return files.of(offered.feed(path))


def _of_calendar(files: CalendarFiles, offered: Offers, path: str) -> Iterator[ExportFile]:
    return files.of(offered.calendar(path))


def record_files(base: KnowledgeBase, item: Loaded) -> Iterator[ExportFile]:
    """The files of one record: its JSON, and its YAML file unchanged."""
    yield api.record_file(base, item)
    yield ExportFile(f"records/{item.path}", item.source)
