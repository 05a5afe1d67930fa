"""«Карта решений»: all problems with the practices that help with them, and the regions of these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from generator.analysis.coverage import CoveredProblem, covered, regions_of
from generator.analysis.practice_facets import by_district
from generator.knowledge.dependencies import derived_for
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.target_model import TargetModel
from generator.wording import russian as wording
from generator.wording.anchors import problem_anchor

from .page import Page
from .site import PRACTICE_FORMS, Site
from .views.common import Ref
from .views.situation import SituationCard, situation_card

NAMED_ON_A_PAGE = 300  # practices; if there are more, only ``MOST_NAMED`` are named for each problem
MOST_NAMED = 2
_SHADES = 4  # in the style sheet, besides that for zero


@dataclass(frozen=True, slots=True)
class _Helper:
    title: str
    address: str
    regions: tuple[str, ...]  # ids
    region_titles: str
    why: str


@dataclass(frozen=True, slots=True)
class _ProblemRow:
    """``models`` are ids of the target models that contain the situation of the problem."""

    id: str
    number: int
    title: str
    address: str
    models: tuple[str, ...]
    federal: bool
    count: int
    helpers: tuple[_Helper, ...]  # the named practices
    regions: str  # of the others: «3:2 17:1», index of the region in the select element and number of practices


@dataclass(frozen=True, slots=True)
class _Group:
    """The problems of one situation, those without practices («белые пятна») first."""

    card: SituationCard
    problems: tuple[_ProblemRow, ...]
    white: int  # number of problems without a practice


@dataclass(frozen=True, slots=True)
class _Cell:
    count: int
    shade: int
    address: str
    label: str


@dataclass(frozen=True, slots=True)
class _HeatRow:
    situation: Ref
    cells: tuple[_Cell, ...]
    total: _Cell


@dataclass(frozen=True, slots=True)
class _Heat:
    """The heat map, situations × federal districts; the last column is for practices without a region."""

    districts: tuple[str, ...]
    rows: tuple[_HeatRow, ...]


def coverage_map(site: Site) -> Iterator[Page]:
    """The problems of each situation, those without practices first."""
    models = sorted(site.base.all(TargetModel), key=lambda m: m.short_title)
    all_covered = site.facts.coverage
    named = frozenset[str]().union(*(c.regions for c in all_covered.values()))
    regions = sorted(((r, site.facts.region(r).title) for r in named), key=lambda pair: pair[1])
    places = {id: place for place, (id, _) in enumerate(regions, 1)}  # 0 is the option «все»
    most = MOST_NAMED if sum(len(c.practices) for c in all_covered.values()) > NAMED_ON_A_PAGE else 0
    cards = tuple(card.id for model in site.models for card in model.situations)
    by_situation = groupby(all_covered.values(), key=lambda c: c.situation.id)
    found = {id: _group(site, list(own), models, places, most) for id, own in by_situation}
    groups = [found[id] for id in dict.fromkeys((*cards, *found)) if id in found]
    problems = [problem for group in groups for problem in group.problems]
    yield site.page(
        "indexes/coverage.html", "coverage/", "Карта решений",
        "Проблемы жизненных ситуаций и практики, которые с ними помогают: где решения уже есть, а где белые пятна.",
        "life-situations", groups=groups, total=len(problems),
        covered=sum(1 for row in problems if row.count), heat=_heat(site, cards), models=[(m.id, m.short_title) for m in models],
        regions=regions,
        kinds=("life_situation", "practice"), scripts=("coverage.js",), styles=("finding.css",),
    )


def _group(site: Site, own: list[CoveredProblem], models: list[TargetModel], places: Mapping[str, int], most: int) -> _Group:
    problems = tuple(sorted((_row(site, c, models, places, most) for c in own), key=lambda row: row.count))
    return _Group(situation_card(site.facts, own[0].situation.id), problems, sum(1 for row in problems if not row.count))


def _row(site: Site, covered: CoveredProblem, models: list[TargetModel], places: Mapping[str, int], most: int) -> _ProblemRow:
    """At most ``most`` practices are named, the best proven ones; 0: all."""
    situation, problem = covered.situation, covered.problem
    helpers, unnamed = _helpers(site, covered.id, most)
    numbers = sorted((places[region], count) for region, count in unnamed.items())
    return _ProblemRow(
        id=covered.id,
        number=problem.number,
        title=problem.title,
        address=f"{site.facts.ref(situation).address}#{problem_anchor(problem)}",
        models=tuple(m.id for m in models if situation.id in m.life_situations),
        federal=covered.federal,
        count=len(covered.practices),
        helpers=helpers,
        regions=" ".join(f"{place}:{count}" for place, count in numbers),
    )


@derived_for
def _helpers(site: Site, problem: str, most: int) -> tuple[tuple[_Helper, ...], Mapping[str, int]]:
    """The named practices, and the numbers of the others by region."""
    practices = covered(site.base, problem).practices
    if most and len(practices) > most:
        ranks = site.facts.ranks(practice for practice, _ in practices)
        practices = tuple(sorted(practices, key=lambda found: ranks[found[0].id]))
    else:
        most = len(practices)
    unnamed = Counter(region for practice, _ in practices[most:] for region in regions_of(practice))
    return tuple(_helper(site, practice, link.why) for practice, link in practices[:most]), unnamed


def _helper(site: Site, practice: Practice, why: str) -> _Helper:
    regions = regions_of(practice)
    titles = ", ".join(site.facts.region(r).title for r in regions)
    return _Helper(practice.title, site.facts.ref(practice).address, regions, titles or "регион не назван", why)


@derived_for
def _heat(site: Site, situations: tuple[str, ...]) -> _Heat:
    facets = site.facts.practice_facets
    found = by_district(site.base, facets)
    homes = {each.id: each.homes for each in facets}
    districts = list(wording.DISTRICTS)
    nowhere = any(None in row for row in found.values())
    columns = [*districts, *([None] if nowhere else [])]
    most = max((len(ids) for row in found.values() for ids in row.values()), default=0)
    where = {str(region.id): region.district for region in site.base.all(Region)}
    rows = []
    for id in situations:
        situation = site.base[LifeSituation, id]
        cells = []
        for district in columns:
            ids = found[id].get(district, frozenset())
            regions = {r for id_ in ids for r in homes[id_] if where[r] is district}
            name = f"{wording.DISTRICTS[district]} округ" if district else "регион не назван"
            cells.append(_cell(len(ids), most, id, sorted(regions), f"{situation.short_title}, {name}"))
        everything = frozenset().union(*found[id].values()) if found[id] else frozenset()
        address = f"practices/?{urlencode({'life_situation': id})}" if everything else ""
        label = f"{situation.short_title}, всего: {wording.count(len(everything), *PRACTICE_FORMS)}"
        total = _Cell(len(everything), 0, address, label)
        rows.append(_HeatRow(site.facts.ref(situation), tuple(cells), total))
    return _Heat((*(wording.DISTRICTS[d] for d in districts), *(["Регион не назван"] if nowhere else [])), tuple(rows))


def _cell(count: int, most: int, situation: str, regions: list[str], label: str) -> _Cell:
    query = urlencode([("life_situation", situation), *(("region", r) for r in regions)])
    return _Cell(
        count, -(-count * _SHADES // most) if most else 0, f"practices/?{query}" if regions else "",
        f"{label}: {wording.count(count, *PRACTICE_FORMS)}",
    )
