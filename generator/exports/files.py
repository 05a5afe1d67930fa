"""Everything that a site publishes beside its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain

from generator.analysis.subscriptions import Subscriptions
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded

from . import api
from .calendars import calendar_files, plan_files
from .canvas_files import canvas_files
from .export_file import ExportFile
from .feed_text import Markdown
from .feeds import Publisher, feed_files
from .redirects import redirect_files, redirect_rules
from .schemas import schema_files
from .sitemap import robots_file

SITE_NAME = "Смартека"


def shared_files(
    base: KnowledgeBase, publisher: Publisher, updated: Mapping[str, date], offered: Callable[[], Subscriptions], markdown: Markdown,
) -> dict[str, Callable[[], Iterator[ExportFile]]]:
    """Files about many records, by what they are; none is made, and nothing read of the base, before it is called for.

    ``updated`` is the day of the newest change by path of the record's file. ``offered`` gives no
    drafts even where ``base`` holds them: what a reader program took once cannot be taken back.
    """
    return {
        "api": partial(api.shared_files, base, publisher.url, publisher.name, updated),
        "schemas": partial(schema_files, base.registry),
        "feeds": lambda: feed_files(base.published, offered(), publisher, markdown),
        "calendars": lambda: calendar_files(base.published, offered(), publisher),
        "plans": lambda: plan_files(base.published, publisher),
        "canvases": partial(canvas_files, base),
        "redirects": lambda: chain(redirect_files(base, publisher.url), redirect_rules(base, publisher.url)),
        "robots": lambda: iter([robots_file(publisher.url)]),
    }


def record_files(base: KnowledgeBase, item: Loaded) -> Iterator[ExportFile]:
    """Of one record: its JSON, and its YAML as it was read."""
    yield api.record_file(base, item)
    yield ExportFile(f"records/{item.path}", item.text.encode())
