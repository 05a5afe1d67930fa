"""«Карта решений»: every problem by the practices that help with it, and where these come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from generator.analysis.coverage import CoveredProblem, by_district, regions_of
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.target_model import TargetModel
from generator.wording import russian as wording
from generator.wording.anchors import problem_anchor

from .page import Page
from .site import PRACTICE_FORMS, Site
from .views.common import Ref

_SHADES = 4  # of the style sheet, beside that of nought


@dataclass(frozen=True, slots=True)
class _Helper:
    title: str
    address: str
    regions: tuple[str, ...]  # ids
    region_titles: str
    why: str


@dataclass(frozen=True, slots=True)
class _ProblemRow:
    """``models`` are ids of the target models that the problem's situation belongs to."""

    id: str
    number: int
    title: str
    address: str
    situation: str
    models: tuple[str, ...]
    federal: bool
    helpers: tuple[_Helper, ...]


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
    """Situations × federal districts; the last column holds practices without a region."""

    districts: tuple[str, ...]
    rows: tuple[_HeatRow, ...]


def coverage_map(site: Site) -> Iterator[Page]:
    """All problems by number of practices, white spots first."""
    models = sorted(site.base.all(TargetModel), key=lambda m: m.short_title)
    problems = sorted((_row(site, c, models) for c in site.facts.coverage.values()), key=lambda row: len(row.helpers))
    named = {region for row in problems for helper in row.helpers for region in helper.regions}
    cards = [card for _, model in site.models for card in model]
    yield site.page(
        "indexes/coverage.html", "coverage/", "Карта решений",
        "Проблемы жизненных ситуаций и практики, которые с ними помогают: где решения уже есть, а где белые пятна.",
        "life-situations", problems=problems, cards=cards, total=len(problems), situations=len(cards),
        covered=sum(1 for row in problems if row.helpers), heat=_heat(site), models=[(m.id, m.short_title) for m in models],
        regions=sorted(((r, site.facts.region(r).title) for r in named), key=lambda pair: pair[1]),
        kinds=("life_situation", "practice"), scripts=("coverage.js",),
    )


def _row(site: Site, covered: CoveredProblem, models: list[TargetModel]) -> _ProblemRow:
    situation, problem = covered.situation, covered.problem
    return _ProblemRow(
        id=covered.id,
        number=problem.number,
        title=problem.title,
        address=f"{site.facts.ref(situation).address}#{problem_anchor(problem)}",
        situation=situation.short_title,
        models=tuple(m.id for m in models if situation.id in m.life_situations),
        federal=covered.federal,
        helpers=tuple(_helper(site, practice, link.why) for practice, link in covered.practices),
    )


def _helper(site: Site, practice: Practice, why: str) -> _Helper:
    regions = regions_of(practice)
    titles = ", ".join(site.facts.region(r).title for r in regions)
    return _Helper(practice.title, site.facts.ref(practice).address, regions, titles or "регион не назван", why)


def _heat(site: Site) -> _Heat:
    found = by_district(site.base)
    districts = list(wording.DISTRICTS)
    nowhere = any(None in row for row in found.values())
    columns = [*districts, *([None] if nowhere else [])]
    most = max((len(ids) for row in found.values() for ids in row.values()), default=0)
    where = {str(region.id): region.district for region in site.base.all(Region)}
    order = [card.ref.address.split("/")[1] for _, model in site.models for card in model]
    rows = []
    for id in order:
        situation = site.base.get(LifeSituation, id)
        assert situation is not None  # the cards are made of records
        cells = []
        for district in columns:
            ids = found[id].get(district, frozenset())
            regions = {r for p in ids if (practice := site.base.get(Practice, p)) for r in practice.regions if where[r] is district}
            name = f"{wording.DISTRICTS[district]} округ" if district else "регион не назван"
            cells.append(_cell(len(ids), most, id, sorted(regions), f"{situation.short_title}, {name}"))
        everything = frozenset().union(*found[id].values()) if found[id] else frozenset()
        total = _Cell(len(everything), 0, f"practices/?{urlencode({'life_situation': id})}" if everything else "", situation.short_title)
        rows.append(_HeatRow(site.facts.ref(situation), tuple(cells), total))
    return _Heat((*(wording.DISTRICTS[d] for d in districts), *(["Регион не назван"] if nowhere else [])), tuple(rows))


def _cell(count: int, most: int, situation: str, regions: list[str], label: str) -> _Cell:
    query = urlencode([("life_situation", situation), *(("region", r) for r in regions)])
    return _Cell(
        count, -(-count * _SHADES // most) if most else 0, f"practices/?{query}" if regions else "",
        f"{label}: {wording.count(count, *PRACTICE_FORMS)}",
    )
