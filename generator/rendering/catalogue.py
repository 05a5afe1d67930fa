"""The catalogue page: every practice as a row, and the facets that narrow the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.life_situation import LifeSituation
from generator.model.region import Region
from generator.wording import russian as wording

from .page import Page
from .site import PRACTICE_FORMS, Site
from .views.common import PracticeRow


@dataclass(frozen=True, slots=True)
class _Option:
    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class _Facet:
    name: str
    title: str
    options: tuple[_Option, ...]


@dataclass(frozen=True, slots=True)
class _CatalogueRow:
    id: str
    row: PracticeRow
    region_ids: str
    direction_id: str
    subcategory_ids: str


def catalogue(site: Site) -> Iterator[Page]:
    """The catalogue: every practice as a row; scripts filter and search them."""
    rows = []
    for practice in site.facts.best_proven:
        rows.append(_CatalogueRow(
            practice.id, site.facts.row(practice), " ".join(practice.regions), practice.direction or "",
            " ".join(practice.subcategories),
        ))
    yield site.page(
        "indexes/catalogue.html", "practices/", "Практики",
        f"Каталог: {wording.count(len(rows), *PRACTICE_FORMS)} с поиском по словам, регионам, темам и жизненным ситуациям.",
        "practices", rows=rows, facets=_facets(site), scripts=("results.js",),
    )


def _facets(site: Site) -> list[_Facet]:
    practices, facts = site.facts.practices, site.facts

    def facet(name: str, title: str, values: list[str], titles: Mapping[str, str], by_count: bool = True) -> _Facet:
        counts = Counter(values)
        order = sorted(counts, key=lambda v: (-counts[v], titles.get(v, v)) if by_count else (0, titles.get(v, v)))
        return _Facet(name, title, tuple(_Option(v, titles.get(v, v), counts[v]) for v in order))

    stages = {s.value: word for s, word in wording.STAGES.items()}
    situations = {str(s.id): s.short_title for s in site.base.all(LifeSituation)}
    years = facet("year", "Год", [r.year for p in practices if (r := facts.row(p)).year], {})
    found = [
        facet("life_situation", "Жизненная ситуация", [s for p in practices for s in facts.row(p).situations], situations),
        facet("region", "Регион", [r for p in practices for r in p.regions], {str(r.id): r.title for r in site.base.all(Region)}),
        facet("stage", "Стадия", [p.stage.value for p in practices], stages),
        facet("direction", "Направление", [p.direction for p in practices if p.direction], {d.id: d.title for d in site.base.directions.values()}),
        facet("subcategory", "Тема", [s for p in practices for s in p.subcategories], {s.id: s.title for s in site.base.subcategories.values()}),
        _Facet(years.name, years.title, tuple(sorted(years.options, key=lambda o: o.value, reverse=True))),
    ]
    return [f for f in found if f.options]
