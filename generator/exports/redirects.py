"""Redirects from former addresses (``aliases``): small HTML pages, API files and server rules."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import derived_for
from generator.loading.records import Loaded
from generator.model.registry import RecordType
from generator.model.vocabulary import Taxonomy

from .api import API, record_address
from .export_file import ExportFile, json_file


def redirect_files(base: KnowledgeBase, site_url: str) -> Iterator[ExportFile]:
    """A page for each former address, and a JSON file if it was the page of a record with another id."""
    for former, address, title in _moved(base):
        yield ExportFile(f"{former}/index.html", _page(title, address, former, site_url).encode())
    for item in _renamed(base):
        for alias in item.record.aliases:
            if (id := _former_id(item.type, alias.strip("/"))) and id != item.record.id and item.type.collection:
                moved = {"id": item.record.id, "url": record_address(item)}
                yield json_file(f"{API}/{item.type.collection}/{id}.json", {"id": id, "moved": moved})


def redirect_rules(base: KnowledgeBase, site_url: str) -> Iterator[ExportFile]:
    """``_redirects`` for servers with HTTP redirects; no file if nothing has moved.

    Each line is «from to 301», relative to the root of the host, the format of GitLab Pages and others;
    ``deploy/nginx`` makes its map from it.
    """
    root = urlsplit(site_url).path or "/"
    lines = [f"{root}{former}/ {root}{address} 301\n" for former, address, _ in _moved(base)]
    if lines:
        yield ExportFile("_redirects", "".join(sorted(lines)).encode())


def _moved(base: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    """Former address, current address and title: of pages of vocabulary terms, then of records."""
    for taxonomy in base.all(Taxonomy):
        for folder, words in (("directions", taxonomy.directions), ("subcategories", taxonomy.subcategories)):
            for word in words:
                for former in word.former:
                    yield f"{folder}/{former}", f"{folder}/{word.id}/", word.title
    for item in _renamed(base):
        for alias in item.record.aliases:
            yield alias.strip("/"), item.type.address_of(item.record), item.record.title


@derived_for
def _renamed(base: KnowledgeBase) -> list[Loaded]:
    """Records with pages that had other addresses; cached, for they are few of many."""
    return [item for item in base.loaded if item.record.aliases and item.type.address]


def _page(title: str, address: str, former: str, site_url: str) -> str:
    """HTML with an immediate refresh, without a script; the link is for browsers that do not follow it."""
    relative = escape(f"{posixpath.relpath(address, former)}/")
    title = escape(title)
    return (
        '<!doctype html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n"
        f'<meta http-equiv="refresh" content="0; url={relative}">\n'
        f'<link rel="canonical" href="{escape(site_url + address)}">\n'
        "</head>\n<body>\n"
        f'<p>Страница переехала: <a href="{relative}">{title}</a></p>\n'
        "</body>\n</html>\n"
    )


def _former_id(record_type: RecordType, former: str) -> str:
    """The id of a record with this address of a page; empty if it does not match the address pattern of the type."""
    pattern = re.escape(record_type.address.strip("/"))
    for name in ("id", "region"):
        pattern = pattern.replace(re.escape(f"{{{name}}}"), f"(?P<{name}>[^/]+)")
    match = re.fullmatch(pattern, former)
    return match["id"] if match else ""
