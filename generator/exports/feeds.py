"""The feeds of ``analysis.subscriptions`` in two formats, Atom and JSON Feed 1.1.

An entry is serialized once for all feeds that contain it. Its id is permanent: a tag: URI (RFC 4151), which
does not change when the site moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pydantic_core import to_json

from generator.analysis.subscriptions import Dated, Feed
from generator.knowledge.base import KnowledgeBase
from generator.model.digest import Digest
from generator.model.practice import Practice

from .export_file import ExportFile, json_text
from .feed_text import Markdown, digest_html, digest_summary, practice_html

MOST_BYTES = 250_000  # of the entries of a feed
LEAST_ENTRIES = 5
_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_EMPTY_SINCE = date(2021, 1, 1)


@dataclass(frozen=True, slots=True)
class Publisher:
    """``url`` ends with a slash; ``tag`` is the tagging entity of ids: a domain and a year in which we owned it."""

    name: str
    url: str
    tag: str

    def id(self, address: str) -> str:
        """The permanent id: ``tag:smarteka.example,2026:practices/apteka``."""
        return f"tag:{self.tag}:{address.strip('/')}"

    def address(self, page: str) -> str:
        """The absolute URL."""
        return self.url + page

    def title(self, of: str) -> str:
        """«Смартека. Новые практики»: the prefix keeps our feeds together in a feed reader."""
        return f"{self.name}. {of}"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry, serialized in both formats."""

    atom: bytes
    json: bytes


class FeedFiles:
    """Writes feeds of a base; an entry that is in several of them is serialized once."""

    def __init__(self, base: KnowledgeBase, publisher: Publisher, markdown: Markdown) -> None:
        self._base = base
        self._publisher = publisher
        self._markdown = markdown
        self._written: dict[str, Any] = {}

    def of(self, feed: Feed) -> Iterator[ExportFile]:
        """``feeds/<name>.xml`` and ``feeds/<name>.json``, newest entries first; also under former names."""
        entries = list(_fitting(map(self._entry, feed.entries)))
        atom = _atom(feed, [entry.atom for entry in entries], self._publisher)
        json = _json(feed, [entry.json for entry in entries], self._publisher)
        for path in (feed.path, *feed.former):  # each has the current address as self link, which a feed reader may follow
            yield ExportFile(f"{path}.xml", atom)
            yield ExportFile(f"{path}.json", json)

    def _entry(self, dated: Dated[Practice] | Dated[Digest]) -> _Entry:
        base = self._base

        def make() -> _Entry:
            base.reads.note(f"{dated.item.type.kind}/{dated.record.id}")
            return _entry(base, dated, self._publisher, self._markdown)

        return base.reads.derived(self._written, dated.item.path, make)


def _fitting(entries: Iterable[_Entry]) -> Iterator[_Entry]:
    """The newest entries up to ``MOST_BYTES``, but at least ``LEAST_ENTRIES``: an issue of the digest is long."""
    size = 0
    for number, entry in enumerate(entries, 1):
        size += len(entry.atom)
        if number > LEAST_ENTRIES and size > MOST_BYTES:
            return
        yield entry


def _entry(base: KnowledgeBase, dated: Dated[Practice] | Dated[Digest], publisher: Publisher, markdown: Markdown) -> _Entry:
    record = dated.record
    page = dated.item.type.address_of(record)
    address = publisher.address(page)
    if isinstance(record, Practice):
        summary, html = record.summary, practice_html(base, record, address, markdown)
        named = [base.directions.get(record.direction) if record.direction else None]
        words = [w for w in (*named, *(base.subcategories.get(id) for id in record.subcategories)) if w]
    else:
        summary, html, words = digest_summary(base, record), digest_html(base, record, publisher.url), []
    categories = "".join(f"<category term={quoteattr(w.id)} label={quoteattr(w.title)}/>\n" for w in words)
    published = f"<published>{_moment(dated.published)}</published>\n" if dated.published else ""
    atom = (
        f"<entry>\n<title>{escape(record.title)}</title>\n<id>{escape(publisher.id(page))}</id>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>\n'
        f"{published}<updated>{_moment(dated.updated)}</updated>\n{categories}"
        f"<summary>{escape(summary)}</summary>\n"
        f'<content type="html">{escape(html)}</content>\n</entry>\n'
    )
    item = {
        "id": publisher.id(page),
        "url": address,
        "title": record.title,
        "content_html": html,
        "summary": summary,
        **({"date_published": _moment(dated.published)} if dated.published else {}),
        "date_modified": _moment(dated.updated),
        **({"tags": [w.title for w in words]} if words else {}),
    }
    return _Entry(atom.encode(), to_json(item))


def _atom(feed: Feed, entries: list[bytes], publisher: Publisher) -> bytes:
    updated = max((dated.updated for dated in feed.entries), default=_EMPTY_SINCE)
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="{_ATOM}" xml:lang="ru">\n'
        f"<title>{escape(publisher.title(feed.title))}</title>\n<id>{escape(publisher.id(feed.path))}</id>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(publisher.address(feed.atom))}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(publisher.address(feed.page))}/>\n'
        f"<updated>{_moment(updated)}</updated>\n<author><name>{escape(publisher.name)}</name></author>\n"
    )
    return b"".join((head.encode(), *entries, b"</feed>\n"))


def _json(feed: Feed, entries: list[bytes], publisher: Publisher) -> bytes:
    head = json_text({
        "version": _JSON_FEED,
        "title": publisher.title(feed.title),
        "home_page_url": publisher.address(feed.page),
        "feed_url": publisher.address(feed.json),
        "language": "ru",
        "authors": [{"name": publisher.name, "url": publisher.url}],
    })
    return b'%b,"items":[%b]}\n' % (head[:-1].encode(), b",".join(entries))


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
