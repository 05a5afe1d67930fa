"""Everything that a site publishes beside its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from generator.knowledge.base import KnowledgeBase

from .api import api_files
from .export_file import ExportFile
from .feeds import feed_files
from .redirects import redirect_files
from .schemas import schema_files
from .sitemap import robots_file

SITE_NAME = "Смартека"


def site_files(
    base: KnowledgeBase,
    root: Path,
    site_url: str,
    updated: Mapping[str, date],
    site_name: str = SITE_NAME,
) -> Iterator[ExportFile]:
    """API, schemas, feeds, redirects, sitemap, and the files of the records themselves.

    Feeds never tell of drafts: what a reader program took once cannot be taken back.
    ``addresses`` are those of the pages, relative to the site, each with the day of its newest
    change; ``updated`` is the day of the newest change by path of the record's file.
    """
    site_url = site_url.rstrip("/") + "/"
    yield from api_files(base, site_url, site_name, updated)
    yield from schema_files(base.registry)
    yield from feed_files(base.published, site_url, site_name, updated)
    yield from redirect_files(base, site_url)
    yield robots_file(site_url)
    yield from record_files(base, root)


def record_files(base: KnowledgeBase, root: Path) -> Iterator[ExportFile]:
    """The YAML of each record as it stands, below ``records/``."""
    for item in base.loaded:
        yield ExportFile(f"records/{item.path}", (root / item.path).read_bytes())
