"""The HTML of feed entries: the text of a record with absolute links, readable outside of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from urllib.parse import urljoin

from generator.knowledge.base import KnowledgeBase
from generator.model.common import Figure, Source
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.region import Region
from generator.wording import russian as wording

Markdown = Callable[[str], str]
"""Markdown text of a record → safe HTML, as on its page."""

_RELATIVE = re.compile(r'href="(?!(?i:[a-z][a-z0-9+.-]*:))([^"]+)')


def practice_html(base: KnowledgeBase, practice: Practice, address: str, markdown: Markdown) -> str:
    """``address`` is the absolute URL of the page of the practice, to which links inside texts are relative."""
    return _absolute("".join(_practice(base, practice, markdown)), address)


def digest_html(base: KnowledgeBase, digest: Digest, site_url: str) -> str:
    """TOP-5, then the sections; each practice with its link, regions and summary."""
    blocks = []
    if digest.top:
        blocks.append(f"<h3>ТОП-{len(digest.top)}</h3>{_list((_entry(base, id, site_url) for id in digest.top), 'ol')}")
    for section in digest.sections:
        entries = (_entry(base, entry.practice, site_url) for entry in section.entries)
        blocks.append(f"<h3>{escape(section.title)}</h3>{_list(entries)}")
    return "".join(blocks)


def digest_summary(base: KnowledgeBase, digest: Digest) -> str:
    """The titles of the TOP-5 in one line."""
    top = [found.record.title if (found := base.find("practice", id)) else id for id in digest.top]
    return f"ТОП-{len(top)}: {'; '.join(top)}" if top else digest.title


def _entry(base: KnowledgeBase, id: str, site_url: str) -> str:
    found = base.find("practice", id)
    if found is None or not isinstance(found.record, Practice):
        return escape(id)
    practice = found.record
    address = urljoin(site_url, found.type.address_of(practice))
    where = f" ({escape(', '.join(_regions(base, practice)))})" if practice.regions else ""
    return f'<a href="{escape(address)}">{escape(practice.title)}</a>{where}<br>{escape(practice.summary)}'


def _practice(base: KnowledgeBase, practice: Practice, markdown: Markdown) -> Iterator[str]:
    where = ", ".join(_regions(base, practice)) or "регион в источнике не назван"
    when = f", {wording.partial_date(practice.stage_date)}" if practice.stage_date else ""
    yield f"<p>{escape(where)}; стадия: {wording.STAGES[practice.stage]}{when}</p>"
    if practice.question:
        yield f"<p><em>{escape(practice.question)}</em></p>"
    yield f"<p>{escape(practice.summary)}</p>"
    for title, text in (("Проблема", practice.problem), ("Решение", practice.solution)):
        if text:
            yield f"<h3>{title}</h3>{markdown(text)}"
    if practice.results:
        yield f"<h3>Результаты</h3>{_list(map(_figure, practice.results))}"
    if resources := practice.resources:
        named = (
            ("Стоимость", resources.cost), ("Кто платит", resources.payer), ("Люди", resources.staff),
            ("Срок запуска", resources.time_to_launch),
        )
        yield f"<h3>Что нужно</h3>{_list(f'{name}: {escape(text)}' for name, text in named if text)}"
    for title, lines, tag in (("Как повторить", practice.steps, "ol"), ("Риски и уроки", practice.risks, "ul")):
        if lines:
            yield f"<h3>{title}</h3>{_list(map(escape, lines), tag)}"
    if practice.follow_ups:
        found = (
            f"{wording.day(f.date)}: {wording.OUTCOMES[f.outcome]}. {escape(f.text)}{_from(f.source)}" for f in practice.follow_ups
        )
        yield f"<h3>Что показала проверка</h3>{_list(found)}"
    yield f"<h3>Источники</h3>{_list(map(_source, practice.sources))}"


def _regions(base: KnowledgeBase, practice: Practice) -> list[str]:
    return [region.title for id in practice.regions if (region := base.get(Region, id))]


def _figure(figure: Figure) -> str:
    value = wording.figure_value(figure)
    return escape(f"{figure.title}: {value} ({wording.plan_fact(figure)})" if value else figure.title)


def _from(source: Source | None) -> str:
    return f" Источник: {_source(source)}" if source else ""


def _source(source: Source) -> str:
    title = f'<a href="{escape(source.url)}">{escape(source.title)}</a>' if source.url else escape(source.title)
    parts = (source.publisher, wording.partial_date(source.date) if source.date else "", source.place)
    return ", ".join((title, *(escape(part) for part in parts if part)))


def _list(items: Iterable[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _absolute(html: str, address: str) -> str:
    return _RELATIVE.sub(lambda match: f'href="{escape(urljoin(address, match[1]))}', html)
