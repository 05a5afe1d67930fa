"""Atom feeds of practices and of the digest's issues: ``feeds/practices.xml``, ``feeds/digests.xml``.

An entry's date is that of the record. A record without one has no ``published`` and takes the day of
the newest change of its file; where that is unknown too, it is left out: nobody can say when it was new.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.common import Figure
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.region import Region
from generator.wording.plain_text import plain_text
from generator.wording.russian import figure_value

from .export_file import ExportFile
from .record_json import first_day, record_date

ATOM = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 100
# A tag: URI names a day on which the address was ours; it never changes, or readers see everything anew.
_TAG_YEAR = "2026"
_EMPTY_SINCE = date(2021, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """``address`` is that of the page; ``words`` are (id, title) of directions and subcategories."""

    address: str
    title: str
    published: date | None
    updated: date
    summary: str
    text: str
    words: tuple[tuple[str, str], ...] = ()


_Maker = Callable[[KnowledgeBase, Loaded, date], Entry]


def feed_files(
    base: KnowledgeBase, site_url: str, site_name: str, updated: Mapping[str, date]
) -> Iterator[ExportFile]:
    """Both feeds, newest entries first. ``updated`` is the day of the newest change by path."""
    feeds: tuple[tuple[str, str, str, _Maker], ...] = (
        ("practices", "новые практики", "practice", _practice),
        ("digests", "выпуски дайджеста", "digest", _digest),
    )
    for name, title, kind, make in feeds:
        dated = [(day, item) for item in base.of_kind(kind) if (day := _newest_day(item, updated))]
        dated.sort(key=lambda pair: (-pair[0].toordinal(), pair[1].record.id))
        entries = [make(base, item, day) for day, item in dated[:MOST_ENTRIES]]
        path = f"feeds/{name}.xml"
        page = f"{base.registry[kind].collection}/"
        feed = _feed(f"{site_name}: {title}", path, page, entries, site_url, site_name)
        yield ExportFile(path, feed)


def tag_uri(site_url: str, address: str) -> str:
    """A name for ever: ``tag:smarteka.example,2026:practices/apteka``."""
    parts = urlsplit(site_url)
    return f"tag:{parts.hostname or 'localhost'},{_TAG_YEAR}:{(parts.path + address).strip('/')}"


def _newest_day(item: Loaded, updated: Mapping[str, date]) -> date | None:
    return _published(item) or updated.get(item.path)


def _published(item: Loaded) -> date | None:
    when = record_date(item.record)
    return first_day(when) if when else None


def _practice(base: KnowledgeBase, item: Loaded, updated: date) -> Entry:
    practice = item.record
    assert isinstance(practice, Practice)
    regions = ", ".join(region.title for id in practice.regions if (region := base.get(Region, id)))
    paragraphs = [
        regions,
        practice.summary,
        *(("Проблема", *_paragraphs(practice.problem)) if practice.problem else ()),
        *("Решение", *_paragraphs(practice.solution)),
        "\n".join(("Результаты", *map(_figure, practice.results))) if practice.results else "",
    ]
    named = [base.directions.get(practice.direction) if practice.direction else None]
    words = [*named, *(base.subcategories.get(id) for id in practice.subcategories)]
    return Entry(
        item.type.address_of(practice), practice.title, _published(item), updated, practice.summary,
        "\n\n".join(filter(None, paragraphs)), tuple((w.id, w.title) for w in words if w),
    )


def _digest(base: KnowledgeBase, item: Loaded, updated: date) -> Entry:
    digest = item.record
    assert isinstance(digest, Digest)

    def title(id: str) -> str:
        practice = base.get(Practice, id)
        return practice.title if practice else id

    top = [title(id) for id in digest.top]
    name = f"ТОП-{len(top)}"
    blocks = [
        [section.title, *(f"• {title(entry.practice)}" for entry in section.entries)]
        for section in digest.sections
    ]
    if top:
        blocks.insert(0, [name, *(f"{place}. {practice}" for place, practice in enumerate(top, 1))])
    return Entry(
        item.type.address_of(digest), digest.title, _published(item), updated,
        f"{name}: {'; '.join(top)}" if top else digest.title,
        "\n\n".join("\n".join(block) for block in blocks),
    )


def _figure(figure: Figure) -> str:
    return f"• {figure.title}: {value}" if (value := figure_value(figure)) else f"• {figure.title}"


def _paragraphs(markdown: str) -> Iterator[str]:
    """Plain text, paragraph by paragraph."""
    return (plain_text(block) for block in re.split(r"\n\s*\n", markdown) if block.strip())


def _feed(title: str, path: str, page: str, entries: list[Entry], site_url: str, site_name: str) -> bytes:
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "ru"})
    _add(feed, "title", title)
    _add(feed, "id", tag_uri(site_url, path))
    _add(feed, "link", rel="self", type="application/atom+xml", href=urljoin(site_url, path))
    _add(feed, "link", rel="alternate", type="text/html", href=urljoin(site_url, page))
    _add(feed, "updated", _moment(max((e.updated for e in entries), default=_EMPTY_SINCE)))
    _add(_add(feed, "author"), "name", site_name)
    for entry in entries:
        node = _add(feed, "entry")
        _add(node, "title", entry.title)
        _add(node, "id", tag_uri(site_url, entry.address))
        _add(node, "link", rel="alternate", type="text/html", href=urljoin(site_url, entry.address))
        if entry.published:
            _add(node, "published", _moment(entry.published))
        _add(node, "updated", _moment(entry.updated))
        for id, name in entry.words:
            _add(node, "category", term=id, label=name)
        _add(node, "summary", entry.summary, type="text")
        _add(node, "content", entry.text, type="text")
    ElementTree.indent(feed)
    text: str = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """Characters that XML forbids need no care: loading refuses them."""
    node = ElementTree.SubElement(parent, tag, attributes)
    node.text = text or None
    return node


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
