"""The catalogue: practices as rows, facets to filter them, further pages of a long list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.knowledge.dependencies import derived_for
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region
from generator.wording import russian as wording

from .page import Crumb, Page
from .pagination import ListPart, count_pages, one_page
from .site import PRACTICE_FORMS, Site
from .views.common import GRADES, PracticeRow


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
    """The first page of the catalogue: practices, best proven first; scripts filter and search them.

    The other practices are on further pages without facets (``catalogue_parts``).
    """
    total = len(site.facts.ids_of("practice"))
    first = _part(site, 1)
    counted = wording.count(total, *PRACTICE_FORMS)
    yield site.page(
        "indexes/catalogue.html", first.address, "Практики",
        f"Каталог: {counted} с поиском по словам, регионам, темам и жизненным ситуациям.",
        "practices", rows=[_row(site, id) for id in _ids(site, first)], total=total, pager=first.pager, facets=_facets(site),
        grades=[[title, meaning] for title, meaning in GRADES.values()], scripts=("catalogue.js",), styles=("finding.css",),
    )


def catalogue_parts(site: Site) -> list[str]:
    return [str(place) for place in range(2, count_pages(len(site.facts.ids_of("practice"))) + 1)]


def catalogue_part(site: Site, place: str) -> Iterator[Page]:
    part = _part(site, int(place))
    heading = f"Все практики{part.pager.suffix}"
    yield site.page(
        "indexes/catalogue_part.html", part.address, heading, f"{heading}: от лучше подтверждённых к анонсам.",
        "practices", crumbs=(Crumb("Практики", "practices/"),), heading=heading,
        rows=[site.facts.row(id) for id in _ids(site, part)], pager=part.pager,
    )


def _part(site: Site, place: int) -> ListPart[int]:
    """A page of the list of all practices; its rows are indices in that list."""
    return one_page(range(len(site.facts.ids_of("practice"))), place, "practices/", "practices/list/")


def _ids(site: Site, part: ListPart[int]) -> list[str]:
    return site.facts.proven_ids(f"{part.rows[0]}:{part.rows[-1] + 1}") if part.rows else []


def _row(site: Site, id: str) -> _CatalogueRow:
    practice = site.base[Practice, id]
    return _CatalogueRow(
        practice.id, site.facts.row(id), " ".join(practice.regions), practice.direction or "", " ".join(practice.subcategories),
    )


@derived_for
def _facets(site: Site) -> list[_Facet]:
    practices = site.facts.practice_facets

    def facet(name: str, title: str, values: list[str], titles: Mapping[str, str]) -> _Facet:
        counts = Counter(values)
        order = sorted(counts, key=lambda v: (-counts[v], titles.get(v, v)))
        return _Facet(name, title, tuple(_Option(v, titles.get(v, v), counts[v]) for v in order))

    stages = {s.value: word for s, word in wording.STAGES.items()}
    situations = {str(s.id): s.short_title for s in site.base.all(LifeSituation)}
    years = facet("year", "Год", [p.year for p in practices if p.year], {})
    found = [
        facet("life_situation", "Жизненная ситуация", [s for p in practices for s in p.situations], situations),
        facet("region", "Регион", [r for p in practices for r in p.homes], {str(r.id): r.title for r in site.base.all(Region)}),
        facet("stage", "Стадия", [p.stage.value for p in practices], stages),
        facet("direction", "Направление", [p.direction for p in practices if p.direction], {d.id: d.title for d in site.base.directions.values()}),
        facet("subcategory", "Тема", [s for p in practices for s in p.subcategories], {s.id: s.title for s in site.base.subcategories.values()}),
        _Facet(years.name, years.title, tuple(sorted(years.options, key=lambda o: o.value, reverse=True))),
    ]
    return [f for f in found if f.options]
