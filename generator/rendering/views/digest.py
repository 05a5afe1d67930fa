"""The page of one digest issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.issues import practices_of
from generator.model.common import Head
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.week import IsoWeek
from generator.wording import russian as wording

from .chart import Bar, bars
from .common import PracticeRow, Ref
from .facts import Facts

NO_DIRECTION = "Направление не указано"


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a practice in the issue: its section and the anchor of its entry."""

    section: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TopCard:
    """A practice of the TOP-5, where the issue describes it; its entries in sections link here."""

    row: PracticeRow
    place: Place | None
    question: str


@dataclass(frozen=True, slots=True)
class EntryView:
    row: PracticeRow
    heads: tuple[tuple[Ref, Head], ...]
    anchor: str
    place: int | None  # in TOP-5
    told: Place | None  # an earlier entry that describes the practice, if it is not in the TOP-5
    also: tuple[Place, ...]  # in other sections


@dataclass(frozen=True, slots=True)
class SectionView:
    number: int
    title: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class DigestCard:
    id: str
    address: str
    series: str
    week: IsoWeek
    dates: str
    practices: int
    regions: int
    top: tuple[PracticeRow, ...]
    draft: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The previous or next issue; ``skipped`` is the number of weeks without an issue between."""

    card: DigestCard
    skipped: int


@dataclass(frozen=True, slots=True)
class NewcomersView:
    """Regions that this issue brought into the base; see ``analysis.issues.Newcomers``."""

    new: tuple[Ref, ...]
    unsure: tuple[Ref, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class DigestPage:
    digest: Digest
    card: DigestCard
    top: tuple[TopCard, ...]
    sections: tuple[SectionView, ...]
    entries: int
    directions: tuple[Bar, ...]
    regions: tuple[Bar, ...]
    region_counts: dict[str, int]
    newcomers: NewcomersView
    previous: Neighbour | None
    following: Neighbour | None


def digest_card(facts: Facts, digest: Digest) -> DigestCard:
    card: DigestCard = facts.reads.derived(facts.digest_cards, digest.id, lambda: _card(facts, digest))
    return card


def _card(facts: Facts, digest: Digest) -> DigestCard:
    practices = practices_of(facts.base, digest.id)
    return DigestCard(
        id=digest.id,
        address=f"digests/{digest.id}/",
        series=digest.series,
        week=IsoWeek.of(digest.starts),
        dates=wording.day_range(digest.starts, digest.ends),
        practices=len(practices),
        regions=len({r for p in practices for r in p.regions}),
        top=tuple(facts.row(id) for id in digest.top),
        draft=digest.draft,
    )


def digest_page(facts: Facts, digest: Digest) -> DigestPage:
    practices = practices_of(facts.base, digest.id)
    card = digest_card(facts, digest)
    places = _places(digest)
    region_counts = dict(Counter(str(r) for p in practices for r in p.regions))
    newcomers = facts.newcomers(digest.id)
    fresh = set(newcomers.new)
    previous, following = _neighbours(facts, digest)
    return DigestPage(
        digest=digest,
        card=card,
        top=tuple(_top_cards(facts, digest, places)),
        sections=tuple(_section(facts, digest, number, places) for number in range(len(digest.sections))),
        entries=sum(len(section.entries) for section in digest.sections),
        directions=direction_bars(facts, practices),
        regions=bars(
            (ref.title, ref.address, n, "впервые" if id in fresh and not newcomers.first else "")
            for ref, id, n in sorted(
                ((facts.region(id), id, n) for id, n in region_counts.items()), key=lambda row: (-row[2], row[0].title)
            )
        ),
        region_counts=region_counts,
        newcomers=NewcomersView(
            tuple(map(facts.region, newcomers.new)), tuple(map(facts.region, newcomers.unsure)), newcomers.first
        ),
        previous=previous,
        following=following,
    )


def direction_bars(facts: Facts, practices: list[Practice] | tuple[Practice, ...]) -> tuple[Bar, ...]:
    """Practices by direction, largest number first; those without a direction last."""
    counts = Counter(p.direction for p in practices if p.direction)
    rows = [(ref.title, ref.address, n) for ref, n in ((facts.direction(id), n) for id, n in counts.items())]
    rows.sort(key=lambda row: (-row[2], row[0]))
    if without := sum(1 for p in practices if not p.direction):
        rows.append((NO_DIRECTION, "", without))
    return bars(rows)


def _places(digest: Digest) -> dict[str, list[Place]]:
    """Sections of each practice, in order."""
    places: dict[str, list[Place]] = {}
    for number, section in enumerate(digest.sections, 1):
        for entry in section.entries:
            places.setdefault(entry.practice, []).append(Place(section.title, f"s{number}-{entry.practice}"))
    return places


def _top_cards(facts: Facts, digest: Digest, places: dict[str, list[Place]]) -> Iterator[TopCard]:
    for id in digest.top:
        practice = facts.base[Practice, id]
        yield TopCard(facts.row(practice.id), next(iter(places.get(id, ())), None), practice.question or "")


def _section(facts: Facts, digest: Digest, number: int, places: dict[str, list[Place]]) -> SectionView:
    section = digest.sections[number]
    top = {id: place for place, id in enumerate(digest.top, 1)}
    entries = []
    for entry in section.entries:
        practice = facts.base[Practice, entry.practice]
        anchor, first = f"s{number + 1}-{practice.id}", places[practice.id][0]
        entries.append(EntryView(
            row=facts.row(practice.id),
            heads=tuple([(facts.region(h.region), h) for h in entry.heads]),
            anchor=anchor,
            place=top.get(practice.id),
            told=first if practice.id not in top and first.anchor != anchor else None,
            also=tuple([place for place in places[practice.id] if place.anchor != anchor]),
        ))
    return SectionView(number + 1, section.title, tuple(entries))


def _neighbours(facts: Facts, digest: Digest) -> tuple[Neighbour | None, Neighbour | None]:
    """The previous and the next issue of the series."""

    def neighbour(other: Digest | None) -> Neighbour | None:
        return Neighbour(digest_card(facts, other), abs((other.starts - digest.starts).days) // 7 - 1) if other else None

    before, after = facts.neighbours[digest.id]
    return neighbour(before), neighbour(after)
