"""The catalogue of a base too large for one page: rows that the page lacks are drawn from the search index.

The published base is smaller; its page is served here with the first rows only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import pytest
from observing import Observed
from playwright.sync_api import Route, expect
from publishing import Published, assert_none
from test_catalogue import FACETS, Catalogue, Truth, Visit, frequent

pytestmark = pytest.mark.browser

KEPT = 25
_ROW = re.compile(r"<li data-result .*?</li>(?=<li data-result |</ol>)", re.DOTALL)


@pytest.fixture(scope="module")
def truth(published: Published) -> Truth:
    return Truth(published)


@pytest.fixture(scope="module")
def first_rows(published: Published) -> str:
    """The page of the catalogue without the rows that would stand further down."""
    whole = published.page("practices/").read_text(encoding="utf-8")
    surplus = list(_ROW.finditer(whole))[KEPT:]
    assert surplus
    between = [whole[before.end() : row.start()] for before, row in pairwise(surplus)]
    return whole[: surplus[0].start()] + "".join(between) + whole[surplus[-1].end() :]


@pytest.fixture
def visit(open_page: Callable[..., Observed], first_rows: str) -> Visit:
    def serve(route: Route) -> None:
        route.fulfill(body=first_rows, content_type="text/html; charset=utf-8")

    def open(query: str = "", **options: Any) -> Catalogue:
        seen = open_page(None, **options)
        seen.page.route(re.compile(r"/practices/(\?.*)?$"), serve)
        seen.go(f"practices/{query}")
        return Catalogue(seen)

    return open


def test_the_page_shows_what_it_holds_and_the_rest_on_demand(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    assert catalogue.total.inner_text() == str(len(truth.values))
    assert catalogue.counts() == truth.counts({})
    expect(catalogue.rows).to_have_count(20)
    everything = catalogue.everything()
    assert len(everything) == len(set(everything))
    assert set(everything) == set(truth.values)
    catalogue.page.evaluate("location.hash = 'main'")  # as the link to the contents does: the browser calls it a step
    catalogue.page.evaluate("new Promise(requestAnimationFrame)")
    assert catalogue.shown == everything
    assert_none(catalogue.seen.faults)


def test_each_facet_narrows(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    for name in FACETS:
        value = frequent(truth, name)
        catalogue.choose(name, value)
        expected = truth.ids({name: [value]})
        expect(catalogue.total).to_have_text(str(len(expected)))
        assert catalogue.counts() == truth.counts({name: [value]}), name
        assert set(catalogue.everything()) == expected, name
        catalogue.take_back(name, value)
        expect(catalogue.total).to_have_text(str(len(truth.values)))


def test_an_address_opens_what_it_says_and_back_undoes_it(visit: Visit, truth: Truth) -> None:
    chosen = {"stage": [frequent(truth, "stage", 0), frequent(truth, "stage", 1)], "direction": [frequent(truth, "direction")]}
    catalogue = visit("?" + urlencode(chosen, doseq=True))
    expected = truth.ids(chosen)
    expect(catalogue.total).to_have_text(str(len(expected)))
    assert catalogue.counts() == truth.counts(chosen)
    region = next(iter(truth.values[next(iter(expected))]["region"]))
    catalogue.choose("region", region)
    both = {**chosen, "region": [region]}
    expect(catalogue.total).to_have_text(str(len(truth.ids(both))))
    assert set(catalogue.everything()) == truth.ids(both)
    catalogue.page.go_back()
    expect(catalogue.total).to_have_text(str(len(expected)))
    assert catalogue.counts() == truth.counts(chosen)


def test_words_and_facets_work_together(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    catalogue.search("помощь")
    among = set(catalogue.everything())
    assert 0 < len(among) < len(truth.values)
    assert catalogue.counts() == truth.counts({}, among)


def test_rows_that_fill_the_window_do_not_wait_for_the_others(visit: Visit) -> None:
    catalogue = visit()
    page, held = catalogue.page, list[Route]()
    wanted = page.evaluate("Math.ceil(innerHeight / 200) - 1")
    asked: list[str] = []

    def hold(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) <= wanted:
            route.continue_()
        else:
            held.append(route)

    page.route(re.compile(r"/search/\w+/c\d+\.js$"), hold)
    catalogue.field.fill("помощь")
    catalogue.field.press("Enter")
    rows = catalogue.rows
    expect(rows).to_have_count(wanted)
    expect(catalogue.page.locator("[data-results]")).to_have_attribute("aria-busy", "true")
    first, counts = catalogue.shown, catalogue.counts()
    for route in held:
        route.continue_()
    expect(rows).to_have_count(10)
    catalogue.settled()
    assert catalogue.shown[:wanted] == first
    assert catalogue.counts() == counts
    assert_none(catalogue.seen.faults)


def test_order_by_date(visit: Visit) -> None:
    catalogue = visit()
    first = catalogue.shown
    catalogue.page.locator("[data-sort]").select_option("date")
    catalogue.page.wait_for_function("first => document.querySelector('[data-result]').dataset.recordId !== first", arg=first[0])
    catalogue.everything()
    dates = catalogue.rows.evaluate_all("rows => rows.map(row => row.dataset.date)")
    assert dates == sorted(dates, reverse=True)


def test_a_drawn_row_is_the_row_of_the_template(visit: Visit, page_at: Callable[..., Any]) -> None:
    """The same elements and words, the same spaces and ends of ranges that do not break."""
    told = """rows => Object.fromEntries(rows.map(row => [row.dataset.recordId,
        row.querySelector(".row").outerHTML.replace(/ title="[^"]*"/g, "").replace(/>[ \\n]+/g, ">").replace(/[ \\n]+/g, " ")
          .replace(/(href=")[^"]*?\\.\\.\\/|(href=")https?:\\/\\/[^\\/]*\\//g, "$1$2")]))"""
    of_template = page_at("practices/")
    while (more := of_template.locator("[data-more]")).is_visible():
        more.click()
    template = of_template.locator("[data-result]").evaluate_all(told)
    catalogue = visit()
    catalogue.everything()
    drawn = catalogue.rows.evaluate_all(told)
    assert set(drawn) == set(template)
    different = {id: (drawn[id], template[id]) for id in template if drawn[id] != template[id]}
    assert different == {}


def test_favourites_are_marked_on_drawn_rows(visit: Visit) -> None:
    catalogue = visit()
    catalogue.everything()
    mark = catalogue.rows.nth(30).locator("[data-mark]")
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "true")
    expect(catalogue.page.locator("[data-shortlist-count]").first).to_have_text("1")


def test_a_network_that_goes_leaves_the_rows_of_the_page(visit: Visit) -> None:
    catalogue = visit()
    catalogue.page.context.set_offline(True)
    catalogue.search("дом")
    assert 0 < len(catalogue.shown) <= KEPT
    expect(catalogue.page.locator("[data-search-note]")).to_contain_text("этой страницы")
