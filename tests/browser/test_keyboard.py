"""Everything can be reached and left by keyboard, and one sees where one is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

import pytest
from kinds import PAGES
from observing import Observed
from playwright.sync_api import Page, expect
from publishing import assert_none

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]

# At each stop, when the key is up and the browser has moved focus and window: the outline of the focused element, or of
# the box around it that shows the focus in its place, in a colour that is not the paper's. First on light paper; then on
# dark, where the focus goes to the same elements again: changing the paper at each stop would draw the page eighty times.
_NOTE_STOPS = """() => {
  const stops = window.stops = [], elements = [];
  const drawn = e => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const places = [e, e.parentElement, e.closest("label"), e.closest("form"), e.querySelector("rect")].filter(Boolean);
    return places.some(x => {
      const s = getComputedStyle(x);
      return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 && s.outlineColor !== paper)
        || (s.stroke !== "none" && parseFloat(s.strokeWidth) >= 2 && s.stroke !== paper);
    });
  };
  document.documentElement.dataset.theme = "light";
  addEventListener("keyup", () => {
    const e = document.activeElement;
    if (!e || e === document.body) return stops.push(null);
    const box = e.getBoundingClientRect();
    elements.push(e);
    stops.push({
      name: `${e.tagName.toLowerCase()}.${e.getAttribute("class") || ""} «${(e.getAttribute("aria-label") || e.textContent || e.name || "").trim().slice(0, 30)}»`,
      light: drawn(e),
      inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    });
  });
  window.onDark = () => {
    document.documentElement.dataset.theme = "dark";
    const dark = elements.map(e => (e.focus(), e.matches(":focus-visible") && drawn(e)));
    return stops.map(stop => stop && { ...stop, dark: dark.shift() });
  };
}"""


@pytest.mark.parametrize("kind", ["home", "catalogue", "practice", "situation", "region list", "report"])
def test_focus_is_seen_at_every_stop(page_at: Visit, kind: str) -> None:
    page = page_at(PAGES[kind])
    page.evaluate(_NOTE_STOPS)
    for _ in range(40):
        page.keyboard.press("Tab")
    stops = list(takewhile(bool, page.evaluate("onDark()")))  # up to the end of the page
    assert len(stops) >= 10
    told = {"light": "не видно в светлом", "dark": "не видно в тёмном", "inside": "за краем окна"}
    assert_none(f"{fault}: {stop['name']}" for stop in stops for fact, fault in told.items() if not stop[fact])


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("home", ".big-search input[name=q]"), ("practice", "[data-top-search]"), ("catalogue", "input[type=search]"),
        ("404", ".big-search input[name=q]"), ("glossary", "[data-top-search]"), ("methodology", "[data-top-search]"),
    ],
)
def test_the_first_stop_skips_the_header_and_slash_goes_to_the_search(page_at: Visit, kind: str, field: str) -> None:
    page = page_at(PAGES[kind])
    skip = page.get_by_role("link", name="К содержанию")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#main') !== null")

    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(page.locator(field)).to_be_focused()
    before = page.locator(field).input_value()
    page.keyboard.press("End")
    page.keyboard.type("и/или")
    expect(page.locator(field)).to_have_value(f"{before}и/или")


def test_slash_is_left_alone_with_other_keys(page_at: Visit) -> None:
    page = page_at("")
    page.keyboard.press("Control+/")
    expect(page.locator(".big-search input")).not_to_be_focused()


def test_slash_can_be_switched_off(page_at: Visit) -> None:
    """A single key that does something has to be a choice (WCAG 2.1.4)."""
    page = page_at(PAGES["glossary"])
    choice = page.get_by_role("checkbox", name="Клавиша / переносит к поиску")
    expect(choice).to_be_checked()
    choice.uncheck()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("[data-top-search]")).not_to_be_focused()
    page.reload()
    expect(choice).not_to_be_checked()
    choice.check()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("[data-top-search]")).to_be_focused()


def test_the_menu_of_a_telephone(page_at: Visit) -> None:
    page = page_at("", width=390)
    summary = page.locator(".top__menu summary")
    glossary = page.locator(".top__menu").get_by_role("link", name="Словарь")
    expect(page.locator(".top__nav")).to_be_hidden()
    expect(glossary).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(glossary).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Практики"
    page.keyboard.press("Escape")
    expect(glossary).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    glossary.press("Enter")
    expect(page.locator("h1")).to_have_text("Словарь")


def test_a_click_elsewhere_closes_the_menu(page_at: Visit) -> None:
    page = page_at("about/", width=390)
    page.locator(".top__menu summary").click()
    expect(page.locator(".top__menu nav")).to_be_visible()
    page.mouse.click(20, 700)
    expect(page.locator(".top__menu nav")).to_be_hidden()
    page.locator(".top__menu summary").click()
    page.locator("h1").dispatch_event("pointerdown", {"bubbles": True})  # an iPhone tells no click on plain text
    expect(page.locator(".top__menu nav")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_is_changed_and_remembered(open_page: Callable[..., Observed], scheme: str) -> None:
    seen = open_page("", scheme=scheme)
    page, button = seen.page, seen.page.locator("[data-theme-toggle]")
    other = "dark" if scheme == "light" else "light"
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    expect(button).to_have_attribute("aria-pressed", str(scheme == "dark").lower())
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", str(other == "dark").lower())
    after = page.evaluate(paper)
    assert after != before
    for kind in ("home", "practice", "methodology", "404"):
        seen.go(PAGES[kind])
        assert page.evaluate(paper) == after
    button.click()
    assert page.evaluate(paper) == before
    page.reload()
    assert page.evaluate(paper) == before
