"""Further pages of long lists of practices of a region, of a situation, of a problem.

The first part of each list is on the page of the record; a small base has no further pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.model.life_situation import LifeSituation
from generator.model.region import Region
from generator.wording.anchors import problem_anchor

from .page import Crumb, Page
from .pagination import SHARED_ROWS, ListPart, in_pages
from .site import Site
from .views.common import PracticeRow
from .views.region import Adopted, region_practices
from .views.situation import problem_list, situation_page

Remarked = tuple[PracticeRow, str]


def own_practices(region: Region, rows: Sequence[PracticeRow]) -> list[ListPart[PracticeRow]]:
    return in_pages(rows, f"regions/{region.id}/", f"regions/{region.id}/practices/", SHARED_ROWS)


def adopted_practices(region: Region, found: Sequence[Adopted]) -> list[ListPart[Adopted]]:
    return in_pages(found, f"regions/{region.id}/", f"regions/{region.id}/adopted/", SHARED_ROWS)


def situation_practices(situation: LifeSituation, rows: Sequence[PracticeRow]) -> list[ListPart[PracticeRow]]:
    address = f"life-situations/{situation.id}/"
    return in_pages(rows, address, f"{address}practices/", SHARED_ROWS)


def long_lists(site: Site) -> list[str]:
    """``region/<id>`` and ``life_situation/<id>`` of records whose lists may need further pages."""
    regions = (region.id for region in site.base.all(Region) if site.counts[region.id] > SHARED_ROWS)  # own and adopted together
    return [*(f"region/{id}" for id in regions), *(f"life_situation/{situation.id}" for situation in site.base.all(LifeSituation))]


def further_pages(site: Site, name: str) -> Iterator[Page]:
    kind, _, id = name.partition("/")
    return _of_region(site, id) if kind == "region" else _of_situation(site, id)


def _of_region(site: Site, id: str) -> Iterator[Page]:
    region = site.base[Region, id]
    all_own, all_adopted = region_practices(site.facts, id)
    crumbs = (Crumb("Регионы", "regions/"), Crumb(region.title, f"regions/{region.id}/"))
    for own in own_practices(region, all_own)[1:]:
        yield _page(site, own, "Практики региона", region.title, "regions", crumbs, [(row, "") for row in own.rows])
    for adopted in adopted_practices(region, all_adopted)[1:]:
        yield _page(site, adopted, "Что регион внедрил у себя", region.title, "regions", crumbs, [(a.row, a.remark) for a in adopted.rows])


def _of_situation(site: Site, id: str) -> Iterator[Page]:
    situation = site.base[LifeSituation, id]
    view = situation_page(site.facts, id)
    address = view.card.ref.address
    crumbs = (Crumb("Жизненные ситуации", "life-situations/"), Crumb(situation.short_title, address))
    for part in situation_practices(situation, view.practices)[1:]:
        yield _page(site, part, "Все практики ситуации", situation.short_title, "life-situations", crumbs, [(row, "") for row in part.rows])
    for problem, given in zip(view.problems, situation.problems, strict=True):
        if not problem.more:
            continue
        place = Crumb(f"Проблема {problem.number}", f"{address}#{problem_anchor(given)}")
        for helping in in_pages(problem.all_practices, problem_list(situation, given)):
            heading = f"Практики для проблемы {problem.number}"
            yield _page(site, helping, heading, problem.title, "life-situations", (*crumbs, place), helping.rows)


def _page(
    site: Site, part: ListPart[Any], eyebrow: str, heading: str, section: str, crumbs: tuple[Crumb, ...], rows: Sequence[Remarked]
) -> Page:
    title = f"{eyebrow}: {heading}{part.pager.suffix}"
    return site.page(
        "indexes/practice_part.html", part.address, title, f"{title}. Сначала лучше подтверждённые.", section,
        crumbs=crumbs, eyebrow=eyebrow, heading=heading, rows=rows, pager=part.pager, kinds=("practice",),
    )
