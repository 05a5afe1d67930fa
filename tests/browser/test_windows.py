"""A window that is given back carries nothing into the next test."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from observing import Observed, observe
from playwright.sync_api import Page, Route
from windows import Windows

pytestmark = pytest.mark.browser

_STATE = """async () => ({
  local: localStorage.length, session: sessionStorage.length, name: window.name, cookies: document.cookie,
  databases: (await indexedDB.databases()).length, width: innerWidth, online: navigator.onLine,
  dark: matchMedia("(prefers-color-scheme: dark)").matches, print: matchMedia("print").matches,
  calm: matchMedia("(prefers-reduced-motion: reduce)").matches, contrast: matchMedia("(prefers-contrast: more)").matches,
  clipboard: (await navigator.permissions.query({name: "clipboard-read"})).state,
  hovered: document.querySelectorAll("a:hover, button:hover").length, scroll: scrollY,
})"""


def state(page: Page) -> dict[str, object]:
    found: dict[str, object] = page.evaluate(_STATE)
    return found


def test_what_a_test_changes_is_put_back(windows: Windows, site_url: str) -> None:
    def take() -> Page:
        window = windows.take(scripts=True, width=1280, height=800, scheme="light")
        taken.append(window)
        return window.page

    taken = []  # type: ignore[var-annotated]
    page = take()
    observed = observe(taken[0], site_url)
    observed.go("practices/")
    pristine = state(page)

    page.locator("[data-theme-toggle]").click()
    page.evaluate("sessionStorage.setItem('a', 'b'); window.name = 'c'; document.cookie = 'd=e'")
    page.evaluate("new Promise(done => { indexedDB.open('f').onsuccess = e => { e.target.result.close(); done() } })")
    page.context.grant_permissions(["clipboard-read"])
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="no-preference", contrast="more")
    page.set_viewport_size({"width": 390, "height": 500})
    page.route("**/*.css", lambda route: route.abort())
    page.locator("[data-result]").nth(8).locator("a").first.hover()  # scrolls there, too
    page.evaluate("open('about:blank')")
    page.context.set_offline(True)
    changed = state(page)
    assert [name for name, value in pristine.items() if changed[name] == value] == []

    windows.give_back(taken[0], {site_url})
    asked = len(observed.requests)
    assert take() is page
    page.goto(f"{site_url}practices/")
    assert state(page) == pristine
    assert page.context.pages == [page]
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Golos"), "стили на месте"
    assert len(observed.requests) == asked, "прежний наблюдатель слушает"
    windows.give_back(taken[1], {site_url})


def test_a_window_that_cannot_be_put_back_is_thrown_away(windows: Windows, site_url: str) -> None:
    window = windows.take(scripts=True, width=1280, height=800, scheme="light")
    window.page.goto(site_url)
    window.page.close()
    windows.give_back(window, {site_url})
    other = windows.take(scripts=True, width=1280, height=800, scheme="light")
    other.page.goto(site_url)
    assert other.page is not window.page
    windows.give_back(other, {site_url})


def test_a_window_whose_clock_was_stopped_is_thrown_away(windows: Windows, site_url: str) -> None:
    window = windows.take(scripts=True, width=1280, height=800, scheme="light")
    window.page.goto(site_url)
    window.page.clock.set_fixed_time("2020-01-01T12:00:00")
    windows.give_back(window, {site_url})
    other = windows.take(scripts=True, width=1280, height=800, scheme="light")
    other.page.goto(site_url)
    assert other.page.evaluate("new Date().getFullYear()") != 2020
    windows.give_back(other, {site_url})


def test_a_second_visit_names_what_the_first_did_and_keeps_no_page(open_page: Callable[..., Observed]) -> None:
    """So what a page needs can be counted, and no page and nothing to search in comes from the cache when the network is gone."""

    def asked() -> set[str]:
        """Styles and scripts that the page names itself: others, and its icon, come when there is time."""
        named = seen.page.eval_on_selector_all("link[rel=stylesheet], script[src]", "all => all.map(e => e.href || e.src)")
        return {url for url in named if "/vendor/" not in url} & set(seen.requests)

    seen = open_page("")
    first = asked()
    assert first
    seen.requests.clear()
    seen.go("")
    assert asked() == first
    fetched = "url => fetch(url).then(answer => answer.status, () => 'нет сети')"
    for address in ("about/", "search/manifest.js"):
        assert seen.page.evaluate(fetched, seen.site + address) == 200
    seen.page.context.set_offline(True)
    for address in ("about/", "search/manifest.js"):
        assert seen.page.evaluate(fetched, seen.site + address) == "нет сети"


def test_a_file_that_is_held_back_does_not_come_from_the_cache(open_page: Callable[..., Observed]) -> None:
    seen = open_page("")
    held: list[str] = []

    def hold(route: Route) -> None:
        held.append(route.request.url)
        route.abort()

    seen.page.route("**/assets/site.js*", hold)
    seen.go("")
    assert len(held) == 1


def test_two_windows_know_nothing_of_each_other(open_page: Callable[..., Observed]) -> None:
    one, other = open_page(""), open_page("")
    assert one.page is not other.page
    one.page.locator("[data-theme-toggle]").click()
    one.page.evaluate("document.cookie = 'a=b'")
    other.go("")
    assert other.page.evaluate("localStorage.length + document.cookie.length") == 0
    assert one.page.evaluate("localStorage.length") == 1
