"""The record of an issue and its practices → ``DigestDocument``."""

from __future__ import annotations

from collections.abc import Iterator

from generator.knowledge.base import KnowledgeBase
from generator.model.common import Figure, Head, Source
from generator.model.digest import Digest, DigestEntry
from generator.model.practice import Outcome, Practice, Stage
from generator.model.region import Region
from generator.wording import russian as wording
from generator.wording.blocks import blocks
from generator.wording.transliteration import slug
from generator.wording.typography import typograph

from .document import DigestDocument, Entry, Field, Section, TopPlace

LICENCE = f"CC{wording.NBSP}BY{wording.NBSP}4.0"


def compose(base: KnowledgeBase, digest: Digest, site_url: str, site_name: str) -> DigestDocument:
    """The document of an issue, whose references must be valid.

    ``site_url`` is the address of the site; if it is not a web address, files have no links to the site.
    """
    sections = tuple(_sections(base, digest, site_url))
    return DigestDocument(
        id=digest.id,
        name=f"{slug(digest.series.split()[0]) or 'digest'}-{digest.id}",
        series=typograph(digest.series),
        dates=wording.day_range(digest.starts, digest.ends),
        week=digest.week,
        day=digest.ends,
        lead=_lead(base, digest),
        top_title=f"ТОП-{len(digest.top)} региональных практик",
        top=tuple(_top(base, digest, sections, site_url)),
        sections=sections,
        publisher=site_name,
        address=_address(site_url, f"digests/{digest.id}/"),
        imprint=tuple(_imprint(digest, site_name)),
    )


def _sections(base: KnowledgeBase, digest: Digest, site_url: str) -> Iterator[Section]:
    seen: dict[str, str] = {}  # practice → heading of the section that has it first
    for number, section in enumerate(digest.sections, 1):
        title = typograph(section.title)
        entries = tuple(
            _entry(base, digest, number, entry, site_url, seen.get(entry.practice, "")) for entry in section.entries
        )
        yield (made := Section(number, title, f"s{number}", entries))
        seen = {entry.practice: made.heading for entry in section.entries} | seen


def _entry(
    base: KnowledgeBase, digest: Digest, section: int, entry: DigestEntry, site_url: str, seen_in: str
) -> Entry:
    practice = base[Practice, entry.practice]
    last, summary = practice.last_follow_up, typograph(practice.summary)
    text = (*(blocks(practice.problem) if practice.problem else ()), *blocks(practice.solution))
    if text[:1] and text[0].text == summary:  # short records have the same text in both fields
        text = text[1:]
    return Entry(
        anchor=f"s{section}-{practice.id}",
        title=typograph(practice.title),
        regions=_regions(base, practice),
        fields=tuple(_fields(base, practice, entry.heads)),
        summary=summary,
        text=text,
        results=tuple(_result(figure) for figure in practice.results),
        stage=_stage(practice),
        announced=practice.stage is Stage.ANNOUNCED and not (last and last.outcome is Outcome.WORKED),
        address=_address(site_url, f"practices/{practice.id}/"),
        place=digest.top.index(practice.id) + 1 if practice.id in digest.top else None,
        seen_in=seen_in,
    )


def _top(base: KnowledgeBase, digest: Digest, sections: tuple[Section, ...], site_url: str) -> Iterator[TopPlace]:
    first = {e.place: e.anchor for s in reversed(sections) for e in reversed(s.entries) if e.place}
    for place, id in enumerate(digest.top, 1):
        practice = base[Practice, id]
        yield TopPlace(
            place, typograph(practice.title), _regions(base, practice), typograph(practice.summary),
            _address(site_url, f"practices/{id}/"), first.get(place, ""),
        )


def _fields(base: KnowledgeBase, practice: Practice, heads: tuple[Head, ...]) -> Iterator[Field]:
    if heads:
        yield "Глава региона" if len(heads) == 1 else "Главы регионов", ", ".join(_head(base, h, len(heads)) for h in heads)
    if practice.direction and (direction := base.directions.get(practice.direction)):
        yield "Направление", typograph(direction.title)
    if words := [s.title for id in practice.subcategories if (s := base.subcategories.get(id))]:
        yield "Подкатегория", typograph(", ".join(words))


def _head(base: KnowledgeBase, head: Head, heads: int) -> str:
    """«Николай Любимов», «Николай Любимов (врио)»; with the region if there are several heads."""
    notes = [*(["врио"] if head.acting else []), *([_region(base, head.region)] if heads > 1 else [])]
    name = head.name.replace(" ", wording.NBSP)
    return f"{name} ({', '.join(notes)})" if notes else name


def _result(figure: Figure) -> str:
    """«Летальность от инфаркта: 12,7 → 9,9 % (факт, 2020 год)»"""
    value = wording.figure_value(figure)
    text = f"{figure.title}: {value}" if value else figure.title
    note = f"; {figure.note[:1].lower()}{figure.note[1:]}" if figure.note else ""
    return typograph(f"{text} ({wording.plan_fact(figure)}{note})")


def _stage(practice: Practice) -> str:
    """«анонс, ноябрь 2021; проверили 5 июля 2022: отложено; проверить 1 марта 2023»"""
    known = f", {wording.partial_date(practice.stage_date)}" if practice.stage_date else ""
    parts = [f"{wording.STAGES[practice.stage]}{known}"]
    if practice.draft:
        parts.insert(0, "черновик записи")
    if last := practice.last_follow_up:
        parts.append(f"проверили {wording.day(last.date)}: {wording.OUTCOMES[last.outcome]}")
    if practice.next_check:
        parts.append(f"проверить {wording.day(practice.next_check)}")
    return "; ".join(parts)


def _lead(base: KnowledgeBase, digest: Digest) -> str:
    """«22 практики из 18 регионов, 24 записи в 3 разделах»; the latter if some are in several sections."""
    entries = [entry.practice for section in digest.sections for entry in section.entries]
    regions = {region for id in entries for region in base[Practice, id].regions}
    lead = "Черновик. " if digest.draft else ""
    lead += wording.count(len(set(entries)), "практика", "практики", "практик")
    if regions:
        lead += f" из{wording.NBSP}{wording.count(len(regions), 'региона', 'регионов', 'регионов')}"
    if len(entries) > len(set(entries)):
        sections = wording.count(len(digest.sections), "разделе", "разделах", "разделах")
        lead += f", {wording.count(len(entries), 'запись', 'записи', 'записей')} в{wording.NBSP}{sections}"
    return lead


def _imprint(digest: Digest, site_name: str) -> Iterator[str]:
    sources = "; ".join(_source(source) for source in digest.sources)
    word = "Источник" if len(digest.sources) == 1 else "Источники"
    yield typograph(f"Выпуск собран из записей открытой базы региональных практик «{site_name}».")
    yield typograph(f"Практики пересказаны короче и своими словами, тексты – по лицензии {LICENCE}.")
    yield typograph(f"{word}: {sources}")


def _source(source: Source) -> str:
    return f"{source.title} ({source.publisher})" if source.publisher else source.title


def _address(site_url: str, path: str) -> str:
    return f"{site_url.rstrip('/')}/{path}" if site_url.startswith(("http://", "https://")) else ""


def _regions(base: KnowledgeBase, practice: Practice) -> str:
    return ", ".join(_region(base, id) for id in practice.regions)


def _region(base: KnowledgeBase, id: str) -> str:
    region = base.get(Region, id)
    return typograph(region.title) if region else id
