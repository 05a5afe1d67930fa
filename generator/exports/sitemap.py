"""``sitemap.xml`` (a sitemap index if the site is large) and ``robots.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape

from .export_file import ExportFile

MOST_ADDRESSES = 40_000  # the protocol allows 50,000 addresses and 50 MB a file; ours are under 300 bytes each
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Fast path for nearly all of some ten thousand addresses.
_PLAIN = re.compile(r"(?:[a-z0-9-]+/)*")
_NEEDS_NO_ESCAPING = re.compile(r"https?://[A-Za-z0-9.:/-]+")
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_files(
    addresses: Iterable[tuple[str, date | None]], site_url: str, most: int = MOST_ADDRESSES
) -> Iterator[ExportFile]:
    """The sitemap of pages, each with the day of its newest change if known. Addresses are relative to the site or absolute.

    With more than ``most`` addresses, ``sitemap.xml`` is an index of ``sitemap-1.xml``, ``sitemap-2.xml``, …
    """
    full = ((site_url + address if _PLAIN.fullmatch(address) else urljoin(site_url, address), day) for address, day in addresses)
    entries = sorted(dict(sorted(full, key=lambda a: (a[0], a[1] or date.min))).items())
    if len(entries) <= most:
        yield ExportFile("sitemap.xml", _url_set(entries))
        return
    parts = [entries[i : i + most] for i in range(0, len(entries), most)]
    listed = []
    for number, part in enumerate(parts, 1):
        path = f"sitemap-{number}.xml"
        yield ExportFile(path, _url_set(part))
        days = [day for _, day in part if day]
        listed.append(_entry("sitemap", urljoin(site_url, path), max(days, default=None)))
    text = f"{_HEAD}<sitemapindex {_SPACE}>\n{''.join(listed)}</sitemapindex>\n"
    yield ExportFile("sitemap.xml", text.encode())


def robots_file(site_url: str) -> ExportFile:
    """Allows everything; refers to the sitemap."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {urljoin(site_url, 'sitemap.xml')}\n"
    return ExportFile("robots.txt", text.encode())


def _url_set(entries: Iterable[tuple[str, date | None]]) -> bytes:
    urls = "".join(_entry("url", address, day) for address, day in entries)
    return f"{_HEAD}<urlset {_SPACE}>\n{urls}</urlset>\n".encode()


def _entry(tag: str, address: str, day: date | None) -> str:
    lastmod = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    location = address if _NEEDS_NO_ESCAPING.fullmatch(address) else escape(quote(address, safe="/:?#[]@!$&'()*+,;=%~"))
    return f"<{tag}><loc>{location}</loc>{lastmod}</{tag}>\n"
