"""Every page of the site, in a stable order: record pages first, then lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.loading.records import Loaded

from .list_pages import list_parts
from .page import Page
from .record_pages import RECORD_PAGES, plain_record
from .site import Site


def pages(site: Site) -> Iterator[Page]:
    yield from record_pages(site, site.base.loaded)
    yield from list_pages(site)


def record_pages(site: Site, items: Iterable[Loaded]) -> Iterator[Page]:
    """The page of each record that has one."""
    for item in items:
        if item.type.address:
            yield RECORD_PAGES.get(item.type.kind, plain_record)(site, item)


def list_pages(site: Site) -> Iterator[Page]:
    for _, make in list_parts(site):
        yield from make()
