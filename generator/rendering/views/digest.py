"""The page of one digest issue, and the archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.common import Head
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.wording import russian as wording

from .common import Facts, PracticeRow, Ref


@dataclass(frozen=True, slots=True)
class EntryView:
    row: PracticeRow
    heads: tuple[tuple[Ref, Head], ...]
    anchor: str
    place: int | None


@dataclass(frozen=True, slots=True)
class SectionView:
    number: int
    title: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class DigestCard:
    id: str
    address: str
    week: str
    dates: str
    practices: int
    regions: int
    top: tuple[PracticeRow, ...]


@dataclass(frozen=True, slots=True)
class DigestPage:
    digest: Digest
    card: DigestCard
    sections: tuple[SectionView, ...]
    entries: int
    directions: tuple[tuple[Ref, int], ...]
    region_counts: dict[str, int]
    previous: DigestCard | None
    following: DigestCard | None


@dataclass(frozen=True, slots=True)
class YearView:
    """A year of the archive: a cell for each ISO week, with the issue if there is one."""

    year: int
    issues: tuple[DigestCard, ...]
    weeks: tuple[tuple[int, str, DigestCard | None], ...]  # (number, days, issue)


def digest_card(facts: Facts, digest: Digest) -> DigestCard:
    practices = _practices(facts, digest)
    return DigestCard(
        id=digest.id,
        address=f"digests/{digest.id}/",
        week=digest.week,
        dates=wording.day_range(digest.starts, digest.ends),
        practices=len(practices),
        regions=len({r for p in practices for r in p.regions}),
        top=tuple(facts.row(p) for id in digest.top if (p := facts.base.get(Practice, id))),
    )


def digest_page(facts: Facts, digest: Digest) -> DigestPage:
    sections = []
    for s, section in enumerate(digest.sections):
        entries = []
        for entry in section.entries:
            practice = facts.base.get(Practice, entry.practice)
            assert practice is not None  # references were checked
            entries.append(EntryView(
                row=facts.row(practice),
                heads=tuple((facts.region(h.region), h) for h in entry.heads),
                anchor=f"s{s + 1}-{practice.id}",
                place=digest.top.index(practice.id) + 1 if practice.id in digest.top else None,
            ))
        sections.append(SectionView(s + 1, section.title, tuple(entries)))
    practices = _practices(facts, digest)
    directions = Counter(p.direction for p in practices if p.direction)
    same = [d for d in facts.digests if d.series == digest.series]
    i = same.index(digest)
    return DigestPage(
        digest=digest,
        card=digest_card(facts, digest),
        sections=tuple(sections),
        entries=sum(len(s.entries) for s in sections),
        directions=tuple(
            (facts.direction(id), n) for id, n in sorted(directions.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        region_counts=dict(Counter(r for p in practices for r in p.regions)),
        previous=digest_card(facts, same[i + 1]) if i + 1 < len(same) else None,
        following=digest_card(facts, same[i - 1]) if i else None,
    )


def years(facts: Facts) -> list[YearView]:
    """The archive, newest year first; a year is the ISO year of its weeks."""
    by_week = {d.week: digest_card(facts, d) for d in facts.digests}
    found = sorted({d.starts.isocalendar().year for d in facts.digests}, reverse=True)
    result = []
    for year in found:
        last = date(year, 12, 28).isocalendar().week  # 28 December is always in the last ISO week
        weeks = []
        for week in range(1, last + 1):
            monday = date.fromisocalendar(year, week, 1)
            days = wording.day_range(monday, monday + timedelta(days=6))
            weeks.append((week, days, by_week.get(f"{year}-W{week:02d}")))
        result.append(YearView(year, tuple(c for _, _, c in reversed(weeks) if c), tuple(weeks)))
    return result


def _practices(facts: Facts, digest: Digest) -> list[Practice]:
    ids = dict.fromkeys(entry.practice for section in digest.sections for entry in section.entries)
    return [p for id in ids if (p := facts.base.get(Practice, id))]
