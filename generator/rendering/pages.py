"""Every page of the site, in a stable order: record pages first, then lists, issues of the digest last."""

from __future__ import annotations

from collections.abc import Iterator

from .list_pages import LIST_PAGES
from .page import Page
from .record_pages import RECORD_PAGES, plain_record
from .site import Site


def pages(site: Site) -> Iterator[Page]:
    """Issues come last: they list files that are being written meanwhile."""
    for item in site.base.loaded:
        if item.type.address and item.type.kind != "digest":
            yield RECORD_PAGES.get(item.type.kind, plain_record)(site, item)
    for make_list in LIST_PAGES:
        yield from make_list(site)
    for item in site.base.of_kind("digest"):
        yield RECORD_PAGES["digest"](site, item)
