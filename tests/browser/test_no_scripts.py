"""Without JavaScript nothing is lost but comfort."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from kinds import PAGES
from playwright.sync_api import Page, expect
from publishing import Published

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]

# Controls that only scripts answer.
_SCRIPTED = "[data-theme-toggle], [data-copy], [data-print], [data-quick-filter], [data-problem-filter], [data-status-filter], [data-facets], [data-sort-label], [data-more], [data-cv-tool]"


@pytest.fixture
def read(page_at: Visit) -> Visit:
    return lambda address, **options: page_at(address, scripts=False, **options)


# All at once: to ask for each by a locator takes as long as to open the page.
_READS = """scripted => {
  const seen = e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 0;
  return {
    headings: [...document.querySelectorAll("h1")].map(seen), enough: document.querySelector("#main").innerText.length > 100,
    dead: [...document.querySelectorAll(scripted)].filter(seen).map(e => e.outerHTML.slice(0, 80)),
  };
}"""


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_reads(read: Visit, kind: str) -> None:
    """And no button is seen that would do nothing."""
    page = read(PAGES[kind])
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_READS, _SCRIPTED) == {"headings": [True], "enough": True, "dead": []}


def test_a_page_whose_scripts_came_in_part_reads_as_without_them(page_at: Visit, site_url: str) -> None:
    page = page_at(None)
    page.route("**/assets/site.js*", lambda route: route.abort())
    for address in ("practices/", "targets/", "templates/persona/"):
        page.goto(site_url + address)
        expect(page.locator("h1")).to_be_visible()
        assert page.locator(_SCRIPTED).filter(visible=True).count() == 0


def test_the_header_leads_through_the_site(read: Visit) -> None:
    page = read("")
    for name, heading in (("Практики", "Практики"), ("Регионы", "Регионы"), ("Дайджест", "Дайджест"), ("Жизненные ситуации", "Жизненные ситуации")):
        page.locator(".top__nav").get_by_role("link", name=name).click()
        expect(page.locator("h1")).to_have_text(heading)


def test_the_menu_of_a_telephone_opens(read: Visit) -> None:
    page = read(PAGES["practice"], width=390)
    page.locator(".top__menu summary").click()
    page.locator(".top__menu").get_by_role("link", name="О базе").click()
    expect(page.locator("h1")).to_have_text("О базе")


def test_the_catalogue_lists_everything(read: Visit, published: Published) -> None:
    page = read("practices/")
    records = {path.stem for path in published.root.glob("practices/*/*.yml")}
    rows = page.locator("[data-result]")
    shown = rows.filter(visible=True)
    assert shown.count() == len(records)
    assert set(rows.evaluate_all("rows => rows.map(row => row.dataset.recordId)")) == records
    assert page.locator("[data-result-total]").inner_text() == str(len(records))
    for address in ("regions/", "subcategories/", "life-situations/"):
        expect(page.locator(f"noscript a[href$='{address}']")).to_be_visible()
    rows.nth(30).locator("a").first.click()
    expect(page.locator("article.practice")).to_be_visible()


def test_a_search_still_ends_at_the_list(read: Visit) -> None:
    page = read("")
    page.locator(".big-search input").fill("справка")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/practices/\?q="))
    expect(page.locator("[data-result]").first).to_be_visible()


def test_the_chooser_of_a_region_ends_at_the_list_of_regions(read: Visit) -> None:
    page = read("")
    page.locator("[data-region-chooser] select").select_option(label="Рязанская область")
    page.locator("[data-region-chooser] button").click()
    expect(page.locator("h1")).to_have_text("Регионы")
    expect(page.get_by_role("link", name="Рязанская область").last).to_be_visible()


def test_a_situation_and_a_report_show_everything(read: Visit, published: Published) -> None:
    page = read(PAGES["situation"])
    assert page.locator(".problem").filter(visible=True).count() == page.locator(".problem").count() > 5
    page = read(PAGES["report"])
    assert page.locator(".item").filter(visible=True).count() == page.locator(".item").count() == 66
