"""The site opened from a folder, by ``file://``: nothing is amiss, and search works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from kinds import PAGES
from observing import Observed
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", ["home", "practice", "digest", "guide"])
def test_a_page_opens_without_a_complaint(open_page: Callable[..., Observed], offline_url: str, kind: str) -> None:
    observed = open_page(f"{PAGES[kind]}index.html", site=offline_url)
    assert observed.faults == []
    assert observed.page.evaluate("document.fonts.check('16px Golos', 'я')")


def test_search_from_the_first_page(open_page: Callable[..., Observed], offline_url: str) -> None:
    observed = open_page("index.html", site=offline_url)
    page = observed.page
    page.fill(".big-search input", "справка")
    page.press(".big-search input", "Enter")
    page.wait_for_url("**/practices/index.html?q=*")
    page.wait_for_function(
        "Number(document.querySelector('[data-result-total]').textContent) < Number(document.querySelector('[data-catalogue]').dataset.total)"
    )
    page.locator("[data-result] a").first.click()
    page.wait_for_url("**/practices/*/index.html")
    assert page.locator("h1").is_visible()
    # Who leaves a page breaks off what it was still loading.
    assert [fault for fault in observed.faults if "net::ERR_ABORTED" not in fault] == []


def test_facets_and_words_narrow_and_the_address_keeps_them(open_page: Callable[..., Observed], offline_url: str) -> None:
    observed = open_page("practices/index.html", site=offline_url)
    page = observed.page
    total, list_ = page.locator("[data-result-total]"), page.locator("[data-results]")
    every = int(total.inner_text())
    box = page.locator("input[name=stage]").first
    count = int(box.locator("xpath=..").locator("[data-facet-count]").inner_text())
    box.check()
    expect(total).to_have_text(str(count))
    assert 0 < count < every
    page.locator("#main input[type=search]").fill("медецинские справки")
    expect(page.locator("[data-search-note]")).to_contain_text("медицинские справки")
    expect(list_).to_have_attribute("aria-busy", "false")
    shown = page.locator("[data-result]").evaluate_all("rows => rows.map(row => row.dataset.recordId)")
    page.reload()
    expect(page.locator("#main input[type=search]")).to_have_value("медецинские справки")
    expect(list_).to_have_attribute("aria-busy", "false")
    expect(page.locator("[data-result]")).to_have_count(len(shown))
    expect(box).to_be_checked()
    assert observed.faults == []


def test_instant_results_lead_to_other_kinds(open_page: Callable[..., Observed], offline_url: str) -> None:
    observed = open_page("regions/index.html", site=offline_url)
    page = observed.page
    page.locator("[data-top-search]").press_sequentially("ЦЗН")
    found = page.get_by_role("group", name="Словарь").get_by_role("option", name="Центр занятости населения", exact=True)
    expect(page.locator(".instant__kind", has_text="Словарь")).to_be_visible()
    found.click()
    page.wait_for_url("**/glossary/index.html#*")
    assert observed.faults == []


def test_one_gets_about_by_links(open_page: Callable[..., Observed], offline_url: str) -> None:
    observed = open_page("index.html", site=offline_url)
    page = observed.page
    page.get_by_role("navigation").get_by_role("link", name="Регионы").first.click()
    page.wait_for_url("**/regions/index.html")
    page.locator("[data-region-item] a").first.click()
    page.wait_for_url("**/regions/*/index.html")
    page.locator(".crumbs a").first.click()
    page.wait_for_url("**/site/index.html")
    page.get_by_role("navigation").get_by_role("link", name="Дайджест").first.click()
    page.wait_for_url("**/digests/index.html")
    assert observed.faults == []


def test_favourites_are_compared(open_page: Callable[..., Observed], offline_url: str) -> None:
    observed = open_page("practices/index.html", site=offline_url)
    page = observed.page
    for place in (0, 1):
        page.locator("[data-result] [data-mark]").nth(place).click()
    page.locator("[data-shortlist-link]").first.click()
    page.wait_for_url("**/shortlist/index.html")
    expect(page.locator("[data-compare-table] thead th")).to_have_count(2)
    page.locator("[data-compare-table] thead a").first.click()
    page.wait_for_url("**/practices/*/index.html")
    assert observed.faults == []
