"""Lists too long for one page: every row is reached by links, every address exists, titles and neighbours are right.

The pages are those of the published base, with room for a few rows only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import mean
from urllib.parse import urljoin

import pytest
from publishing import ROOT, TODAY, assert_none
from short_lists import shorten_lists

from generator.pipeline import Checked
from generator.rendering import list_pages, pagination
from generator.rendering.environment import make_environment
from generator.rendering.list_pages import list_parts
from generator.rendering.markup import TextRenderer
from generator.rendering.page import Links, Page
from generator.rendering.record_pages import record_page
from generator.rendering.shell import MarkedShell
from generator.rendering.site import Site
from generator.rendering.views.facts import Facts
from generator.wording.glossary import abbreviations

pytestmark = pytest.mark.slow

ROOM, SIGNALS = pagination.PAGE_ROWS, list_pages.SIGNAL_ROWS
_HREF = re.compile(r'href="([^"#?]*)')
_ROW = re.compile(r'<h\d class="row__title"><a href="([^"]+)"')


@pytest.fixture(scope="module")
def site(real_checked: Checked, compiled: Path) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as small:
        shorten_lists(small)
        base = real_checked.base
        env = make_environment(ROOT / "site_templates", TextRenderer(abbreviations(base.terms)), compiled)
        yield Site(base, Facts(base, date.fromisoformat(TODAY)), env)


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, Page]:
    """By address; practices have no lists."""
    records = [record_page(site, item) for item in site.base.loaded if item.type.address and item.type.kind != "practice"]
    found = [*records, *(page for _, make in list_parts(site) for page in make())]
    assert len({page.address for page in found}) == len(found)
    return {page.address: page for page in found}


def _rows(page: Page) -> list[str]:
    return [urljoin(f"/{page.address}", address).strip("/") for address in _ROW.findall(page.body())]


def _chain(made: dict[str, Page], address: str) -> list[Page]:
    """A list and its further pages, by the links of the heads."""
    chain = [made[address]]
    while chain[-1].after:
        chain.append(made[chain[-1].after])
        assert chain[-1].before == chain[-2].address
    return chain


def test_further_pages_hold_every_practice_once(made: dict[str, Page], site: Site) -> None:
    practices = [f"practices/{p.id}" for p in site.facts.best_proven]
    assert [row for page in _chain(made, "practices/") for row in _rows(page)] == practices
    counted = 0
    for topic in [f"subcategories/{id}/" for id in site.base.subcategories] + [f"directions/{id}/" for id in site.base.directions]:
        chain = _chain(made, topic)
        rows = [row for page in chain for row in _rows(page)]
        field, id = topic.split("/")[:2]
        expected = {f"practices/{p.id}" for p in site.facts.practices if id in (p.subcategories if field == "subcategories" else (p.direction,))}
        assert (set(rows), len(rows)) == (expected, len(expected)), topic
        counted += len(chain) > 1
        assert len({page.title for page in chain}) == len(chain)
        assert all(f"страница {place} из {len(chain)}" in page.title for place, page in enumerate(chain[1:], 2))
    assert counted  # some are long


def test_lists_of_records_go_on_on_pages_of_their_own(made: dict[str, Page], site: Site) -> None:
    begun = 0
    for address, page in made.items():
        if not re.fullmatch(r"(regions|life-situations)/[^/]+/", address):
            continue
        further = [other for other in made if re.fullmatch(rf"{address}(practices|adopted)/\d+/", other)]
        linked = {urljoin(f"/{address}", href).strip("/") + "/" for href in _HREF.findall(page.body())}
        begun += bool(further)
        assert not further or linked & set(further), address
    assert begun > 2
    problem = next(page for address, page in made.items() if re.search(r"/problem-\d+/$", address))
    number = int(re.search(r"problem-(\d+)/", problem.address)[1])  # type: ignore[index]  # it has one
    id = f"{problem.address.split('/')[1]}#{number}"
    helping = {f"practices/{p.id}" for p, _ in site.facts.coverage[id].practices}
    assert {row for page in _chain(made, problem.address) for row in _rows(page)} == helping


def test_no_link_between_lists_leads_nowhere(made: dict[str, Page], site: Site) -> None:
    known = {*made, *(f"practices/{p.id}/" for p in site.facts.practices)}
    first = ("regions/", "life-situations/", "subcategories/", "directions/", "signals/", "coverage/", "practices/list/")
    wrong = [
        f"{page.address}: {href}"
        for page in made.values()
        if page.address.startswith((*first, "about/"))
        for href in _HREF.findall(page.body())
        if (target := urljoin(f"/{page.address}", href).lstrip("/")).startswith(first) and target not in known
    ]
    assert_none(wrong)


def test_heads_name_the_page_itself_and_its_neighbours(made: dict[str, Page]) -> None:
    shell = MarkedShell(lambda *_: "", "Смартека", "https://smarteka.example/", {})
    second = made["practices/list/2/"]
    head = shell.head(second, Links(second.depth))
    assert '<link rel="canonical" href="https://smarteka.example/practices/list/2/">' in head
    assert '<link rel="prev" href="../../../practices/">' in head
    assert '<link rel="next" href="../../../practices/list/3/">' in head
    assert second.listed
    assert second.body().count('aria-current="page"') == 1


def test_the_map_of_solutions_counts_what_it_does_not_name(made: dict[str, Page], site: Site) -> None:
    body = made["coverage/"].body()
    rows = re.findall(r'<tr data-problem="([^"]+)".*?data-coverage-count>(\d+|нет)<(.*?)</tr>', body, re.DOTALL)
    assert len(rows) == len(site.facts.coverage)
    unnamed = 0
    for id, count, rest in rows:
        helping = len(site.facts.coverage[id].practices)
        more = re.search(r'data-unnamed="(\d+)" data-unnamed-regions="([^"]*)"', rest)
        assert count == (str(helping) if helping else "нет")
        assert rest.count('<li data-regions=') + (int(more[1]) if more else 0) == helping
        unnamed += bool(more)
    assert unnamed


def test_a_page_of_a_list_suits_a_telephone(site: Site) -> None:
    """As shipped: rows of the published base, so many as a page holds, stay well below 300 KB."""
    rows = [len(site.practice_row(row, Links(2), level=2).encode()) for row in site.facts.rows(site.facts.practices)]
    assert ROOM * mean(rows) < 230_000  # the shell, facets and the rest of a page take up to 60 KB
    assert 4 * SIGNALS * mean(rows) < 300_000
