"""Everything that a site publishes beside its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from generator.analysis.subscriptions import Subscriptions
from generator.knowledge.base import KnowledgeBase

from .api import api_files
from .calendars import calendar_files, plan_files
from .canvas_files import canvas_files
from .export_file import ExportFile
from .feed_text import Markdown
from .feeds import Publisher, feed_files
from .redirects import redirect_files, redirect_rules
from .schemas import schema_files
from .sitemap import robots_file

SITE_NAME = "Смартека"


def site_files(
    base: KnowledgeBase,
    root: Path,
    publisher: Publisher,
    updated: Mapping[str, date],
    offered: Subscriptions,
    markdown: Markdown,
) -> Iterator[ExportFile]:
    """API, schemas, feeds, calendars of checks and plans, sheets for Word, redirects, robots, and the files of the records themselves.

    ``updated`` is the day of the newest change by path of the record's file. ``offered`` holds no
    drafts even where ``base`` does: what a reader program took once cannot be taken back.
    """
    yield from api_files(base, publisher.url, publisher.name, updated)
    yield from schema_files(base.registry)
    yield from feed_files(base.published, offered, publisher, markdown)
    yield from calendar_files(base.published, offered, publisher)
    yield from plan_files(base.published, publisher)
    yield from canvas_files(base)
    yield from redirect_files(base, publisher.url)
    yield from redirect_rules(base, publisher.url)
    yield robots_file(publisher.url)
    yield from record_files(base, root)


def record_files(base: KnowledgeBase, root: Path) -> Iterator[ExportFile]:
    """The YAML of each record as it stands, below ``records/``."""
    for item in base.loaded:
        yield ExportFile(f"records/{item.path}", (root / item.path).read_bytes())
