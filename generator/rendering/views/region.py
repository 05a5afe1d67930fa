"""The page of one region, and the tile map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.analysis import progress as report_progress
from generator.analysis import roadmap_progress
from generator.analysis.next_practices import Nearness, NextPractice
from generator.knowledge.dependencies import derived_for
from generator.model.digest import Digest
from generator.model.event import Decision, Event
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.report import StandardReport
from generator.model.roadmap import Roadmap
from generator.model.survey import Survey
from generator.wording import russian as wording

from .common import PracticeRow, Ref, digest_ref
from .facts import Facts

TILE = 44  # pixels of a tile with its gap
FEW_HEADS = 6  # issues that name the head of a region are listed; if there are more, they are counted


@dataclass(frozen=True, slots=True)
class TileView:
    id: str
    title: str
    short: str
    address: str
    district: str
    x: int
    y: int
    count: int
    level: int  # 0..4, for the shade


@dataclass(frozen=True, slots=True)
class TileMap:
    """``borders`` is an SVG path between tiles of different districts; ``key`` identifies the map in caches."""

    key: str
    tiles: tuple[TileView, ...]
    width: int
    height: int
    borders: str


@dataclass(frozen=True, slots=True)
class Adopted:
    row: PracticeRow
    since: str
    changes: str
    result: str

    @property
    def remark(self) -> str:
        parts = (("Внедрена", self.since), ("Что изменили", self.changes), ("Что получили", self.result))
        return "".join(f"{word}: {text}{'' if word == 'Что получили' else '. '}" for word, text in parts if text)


@dataclass(frozen=True, slots=True)
class HeadAt:
    name: str
    acting: bool
    digest: Ref
    others: int = 0  # number of further issues that name the same person


@dataclass(frozen=True, slots=True)
class PlanRef:
    """A report or a road map with its progress."""

    ref: Ref
    note: str
    done: int
    total: int
    overdue: int


@dataclass(frozen=True, slots=True)
class NextView:
    """A practice that the region could adopt; ``reason`` says why, in Russian."""

    row: PracticeRow
    reason: str


@dataclass(frozen=True, slots=True)
class RegionPage:
    region: Region
    district: str
    kind: str
    own: tuple[PracticeRow, ...]
    adopted: tuple[Adopted, ...]
    events: tuple[tuple[Event, Ref], ...]
    instructions: tuple[tuple[Decision, Ref], ...]  # only those with a date or its wording
    reports: tuple[PlanRef, ...]
    roadmaps: tuple[PlanRef, ...]
    surveys: tuple[tuple[Survey, Ref], ...]
    heads: tuple[HeadAt, ...]
    next: tuple[NextView, ...]
    gaps: int  # number of problems with practices of other regions, but none of this one
    neighbours: tuple[tuple[Ref, int], ...]  # with their number of practices
    absent: tuple[str, ...]  # kinds of records that the region lacks, in the genitive plural
    tile_map: TileMap


@derived_for
def region_practices(facts: Facts, region: str) -> tuple[tuple[PracticeRow, ...], tuple[Adopted, ...]]:
    """The practices of the region, best proven first, and those it adopted, in the order of the base."""
    own: list[Practice] = []
    adopted: list[Adopted] = []
    for backlink in facts.base.backlinks("region", region):
        practice = backlink.source.record
        if not isinstance(practice, Practice):
            continue
        if backlink.where[0] == "regions":
            own.append(practice)
        elif backlink.where[0] == "adoptions":
            adoption = practice.adoptions[int(backlink.where[1])]
            since = wording.partial_date(adoption.since) if adoption.since else ""
            adopted.append(Adopted(facts.row(practice.id), since, adoption.changes or "", adoption.result or ""))
    return tuple(facts.rows(facts.best_proven_first(own))), tuple(adopted)


def region_page(facts: Facts, region: Region, tiles: TileMap) -> RegionPage:
    own, adopted = region_practices(facts, region.id)
    heads: dict[tuple[str, str], HeadAt] = {}
    found: dict[type, list[tuple[object, Ref]]] = {Event: [], StandardReport: [], Roadmap: [], Survey: []}
    for backlink in facts.base.backlinks("region", region.id):
        record = backlink.source.record
        if isinstance(record, Digest):
            _, s, _, e, _, h, _ = backlink.where
            head = record.sections[int(s)].entries[int(e)].heads[int(h)]
            ref = digest_ref(record)
            heads.setdefault((head.name, record.id), HeadAt(head.name, head.acting, ref))
        elif type(record) in found:
            found[type(record)].append((record, facts.ref(record)))
    roadmaps = [record for record, _ in found[Roadmap] if isinstance(record, Roadmap)]
    others = sorted(
        (r for r in facts.base.all(Region) if r.district is region.district and r.id != region.id),
        key=lambda r: r.title,
    )
    events: list[tuple[Event, Ref]] = found[Event]  # type: ignore[assignment]  # keyed by class
    counts = {tile.id: tile.count for tile in tiles.tiles}
    absent = (
        (adopted, "внедрённых чужих практик"), (found[StandardReport], "отчётов о внедрении РСС"),
        (found[Roadmap], "дорожных карт"), (events, "событий"),
    )
    return RegionPage(
        region=region,
        district=wording.DISTRICTS[region.district],
        kind=wording.REGION_KINDS[region.kind],
        own=own,
        adopted=adopted,
        events=tuple(events),
        instructions=tuple((d, ref) for event, ref in events for d in event.decisions if d.due or d.due_text),
        reports=tuple(_report(facts, record, ref) for record, ref in found[StandardReport]),  # type: ignore[arg-type]  # as above
        roadmaps=tuple(_roadmap(facts, record, ref) for record, ref in found[Roadmap]),  # type: ignore[arg-type]  # as above
        surveys=tuple(found[Survey]),  # type: ignore[arg-type]  # as above
        heads=_heads(heads.values()),
        next=tuple(NextView(facts.row(n.practice.id), _reason(facts, region, n)) for n in facts.next_practices(region.id, roadmaps)),
        gaps=facts.gaps(region.id),
        neighbours=tuple((facts.region(r.id), counts.get(r.id, 0)) for r in others),
        absent=tuple(words for records, words in absent if not records),
        tile_map=tiles,
    )


def _heads(found: Iterable[HeadAt]) -> tuple[HeadAt, ...]:
    """The heads of the region by issue; of many issues with the same head, the first is listed and the others are counted."""
    everyone = list(found)
    if len(everyone) <= FEW_HEADS:
        return tuple(everyone)
    first: dict[tuple[str, bool], HeadAt] = {}
    for head in everyone:
        known = first.setdefault((head.name, head.acting), head)
        if known is not head:
            first[head.name, head.acting] = replace(known, others=known.others + 1)
    return tuple(first.values())


def _reason(facts: Facts, region: Region, found: NextPractice) -> str:
    """«Выплата на первого ребёнка», проблема 3 «…». … Тоже край.» That the region has no such practice is said above the list."""
    what = f"«{found.situation.short_title}», проблема {found.problem.number} «{found.problem.title}». {found.link.why}"
    home = found.home
    chosen = " Для этой ситуации у региона есть дорожная карта." if found.chosen else ""
    if home is None:
        return f"{what.rstrip('.')}.{chosen} Регион-автор в источнике не назван."
    alike = {
        Nearness.SAME_DISTRICT_AND_KIND: f"тоже {wording.REGION_KINDS[home.kind]}, тот же федеральный округ",
        Nearness.SAME_DISTRICT: "тот же федеральный округ",
        Nearness.SAME_KIND: f"тоже {wording.REGION_KINDS[home.kind]}",
        Nearness.OTHER: "",
    }[found.nearness]
    if found.practice.regions == (home.id,):  # shown in the row
        return f"{what.rstrip('.')}.{chosen} {alike[:1].upper()}{alike[1:]}{'.' if alike else ''}".rstrip()
    return f"{what.rstrip('.')}.{chosen} Есть в регионе {home.title}{f' ({alike})' if alike else ''}."


def _report(facts: Facts, report: StandardReport, ref: Ref) -> PlanRef:
    progress = report_progress.of_report(report, report.as_of.last_day if report.as_of else facts.today)
    return PlanRef(ref, report.period, progress.done, progress.total, len(progress.overdue))


def _roadmap(facts: Facts, roadmap: Roadmap, ref: Ref) -> PlanRef:
    progress = roadmap_progress.progress(roadmap_progress.activities(roadmap), facts.today)
    return PlanRef(ref, facts.base[LifeSituation, roadmap.life_situation].short_title, progress.done, progress.going, len(progress.overdue))


def practice_counts(facts: Facts) -> dict[str, int]:
    """Number of practices by region, own and adopted."""
    counts = {str(region.id): 0 for region in facts.base.all(Region)}
    for practice in facts.practice_facets:
        for id in practice.regions:
            counts[id] += 1
    return counts


def tile_map(facts: Facts, counts: Mapping[str, int], key: str) -> TileMap:
    """The tile grid map of regions, shaded by count in four steps up to the maximum."""
    regions = facts.base.all(Region)
    top = max(counts.values(), default=0) or 1
    tiles = tuple(
        TileView(
            id=r.id, title=r.title, short=r.short, address=f"regions/{r.id}/", district=r.district.value,
            x=(r.tile.column - 1) * TILE, y=(r.tile.row - 1) * TILE, count=counts.get(r.id, 0),
            level=-(-counts.get(r.id, 0) * 4 // top),
        )
        for r in sorted(regions, key=lambda r: (r.tile.row, r.tile.column))
    )
    width = max((r.tile.column for r in regions), default=0) * TILE
    height = max((r.tile.row for r in regions), default=0) * TILE
    return TileMap(key, tiles, width, height, _borders(regions))


def _borders(regions: list[Region]) -> str:
    """Lines between neighbouring tiles of different districts, as one SVG path."""
    at = {(r.tile.column, r.tile.row): r.district for r in regions}
    half = 1.5
    lines: list[str] = []
    for (column, row), district in sorted(at.items()):
        x, y = (column - 1) * TILE - half, (row - 1) * TILE - half
        right, below = at.get((column + 1, row)), at.get((column, row + 1))
        if right is not None and right != district:
            lines.append(f"M{x + TILE:g} {y:g}v{TILE}")
        if below is not None and below != district:
            lines.append(f"M{x:g} {y + TILE:g}h{TILE}")
    return "".join(lines)
