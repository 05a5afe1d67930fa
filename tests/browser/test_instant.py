"""Instant results below the search fields of the header and the home page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from observing import Observed
from playwright.sync_api import Locator, Page, expect
from publishing import assert_none

pytestmark = pytest.mark.browser

Open = Callable[..., Observed]


def typed(page: Page, words: str, field: str = "[data-top-search]") -> Locator:
    """The options that answer the words."""
    page.locator(field).fill(words)
    options = page.locator(".instant").get_by_role("option")
    expect(options.first).to_be_visible()
    return options


@pytest.mark.parametrize("address", ["", "regions/", "digests/", "practices/zont/", "glossary/"])
def test_every_page_searches(open_page: Open, address: str) -> None:
    seen = open_page(address)
    options = typed(seen.page, "травля")
    expect(options.filter(has_text="З.О.Н.Т.").first).to_be_visible()
    expect(options.last).to_have_text("Все результаты")
    assert_none(seen.faults)


def test_what_is_found_stays_within_the_window(open_page: Open) -> None:
    page = open_page("regions/", width=390).page
    for width in (390, 601, 900):  # the whole header, from the field's left
        page.set_viewport_size({"width": width, "height": 844})
        typed(page, "фонд президентских грантов")
        box = page.get_by_role("listbox").bounding_box()
        assert box and 0 <= box["x"] < box["x"] + box["width"] <= width
        heights = page.get_by_role("option").evaluate_all("all => all.map(option => option.offsetHeight)")
        assert max(heights) < 130  # an item of a report may have sixty words


def test_kinds_stand_in_named_groups(open_page: Open) -> None:
    page = open_page("regions/").page
    typed(page, "ЦЗН")
    groups = page.get_by_role("listbox").get_by_role("group")
    names = groups.evaluate_all("all => all.map(group => group.getAttribute('aria-label'))")
    assert {"Практики", "Жизненные ситуации", "Словарь"} <= set(names)
    assert len(names) == len(set(names))
    typed(page, "очередь к врачу")  # all words stand in problems and situations alone
    expect(page.get_by_role("listbox").get_by_role("group", name="Практики").get_by_role("option")).to_have_count(3)


def test_arrows_choose_enter_opens_escape_closes(open_page: Open) -> None:
    seen = open_page("regions/")
    page, field = seen.page, seen.page.locator("[data-top-search]")
    options = typed(page, "электронный рецепт")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("электронный рецеп")  # not finished
    expect(options.filter(has_text="Электронный рецепт").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("article.practice h1")).to_be_visible()


def test_enter_without_a_choice_leads_to_the_catalogue(open_page: Open) -> None:
    page = open_page("regions/").page
    typed(page, "лекарства")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/practices/\?q="))
    expect(page.locator("#main input[type=search]")).to_have_value("лекарства")


def test_the_count_is_told_to_a_screen_reader(open_page: Open) -> None:
    page = open_page("regions/").page
    typed(page, "лекарства")
    expect(page.locator(".top__search [role=status]")).to_have_text(re.compile(r"Подсказок: \d"))


def test_no_list_is_left_where_nothing_is_asked(open_page: Open) -> None:
    page = open_page("regions/").page
    field, list_ = page.locator("[data-top-search]"), page.get_by_role("listbox")
    typed(page, "лекарства")
    field.fill("л")  # too little to look for: what stands there answers other words
    expect(list_).to_be_hidden()
    field.fill("лекарства")
    expect(list_).to_be_visible()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    expect(list_).to_be_hidden()


def test_a_slip_is_mended_aloud_and_nonsense_told(open_page: Open) -> None:
    page = open_page("regions/").page
    typed(page, "поликлинника")
    expect(page.locator(".instant__note").first).to_have_text("Ищем «поликлиника»")
    page.locator("[data-top-search]").fill("щщщъъъ")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option")).to_have_text("Ничего не нашлось – открыть каталог")


# Answers of the engine wait until ``release()`` is called; it resolves when they have been handed on.
HELD = """() => {
  const search = smartekaSearch.search;
  smartekaSearch.search = (query, options) => options.ready ? Promise.resolve(null) : new Promise(done => {
    window.release = () => search(query, options).then(found => { done(found); return new Promise(requestAnimationFrame); });
  });
}"""


def test_a_choice_outlives_answers_that_come_late(open_page: Open) -> None:
    page = open_page("regions/").page
    options = typed(page, "электронный рецепт")
    page.evaluate(HELD)
    field = page.locator("[data-top-search]")
    field.fill("электронным рецептам")  # finds the same
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.evaluate("release()")
    expect(options.last).to_have_attribute("href", re.compile(r"q=.*%D0%B0%D0%BC$"))  # the new list
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    before = options.first.get_attribute("href")
    field.fill("щщщъъъ")  # finds nothing
    expect(options.first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowDown")
    page.evaluate("release()")
    assert options.first.get_attribute("href") == before  # a list without the choice does not take its place
    expect(options.first).to_have_attribute("aria-selected", "true")


def test_an_arrow_before_the_first_answers_chooses_the_first_of_them(open_page: Open) -> None:
    page = open_page("regions/").page
    field = page.locator("[data-top-search]")
    field.focus()
    page.evaluate("smartekaFind.load()")
    page.evaluate(HELD)
    field.fill("электронный рецепт")
    page.keyboard.press("ArrowDown")
    page.evaluate("release()")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("article.practice h1")).to_be_visible()


def test_letters_in_quick_succession_are_one_search(open_page: Open) -> None:
    """Nothing is loaded for half a word: as many texts of results as the list shows."""
    seen = open_page("practices/", fresh=True)
    page = seen.page
    page.locator("#main input[type=search]").focus()
    page.evaluate("smartekaFind.load().then(engine => engine.ready())")
    page.evaluate("""() => {
      const field = document.querySelector("#main input[type=search]");
      for (const letter of "реабилитация инвалидов") {
        field.value += letter;
        field.dispatchEvent(new InputEvent("input", { data: letter, inputType: "insertText" }));
      }
    }""")
    expect(page.locator("[data-excerpt] mark").first).to_be_visible()
    page.wait_for_url(re.compile(r"\?q="))
    texts = [address for address in seen.requests if re.search(r"/search/\w+/c\d+\.js", address)]
    assert 0 < len(texts) <= 10


def test_a_text_pasted_over_another_as_long_is_no_key(open_page: Open) -> None:
    """It is answered at once; the clock stands still, so that a pause for the next key would never end."""
    page = open_page("practices/", fresh=True).page
    field = page.locator("#main input[type=search]")
    field.fill("помощь пожилым")
    expect(page).to_have_url(re.compile(r"\?q="))
    before = page.locator("[data-result-total]").inner_text()
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    field.select_text()
    page.keyboard.insert_text("помощь инвалид")
    expect(page.locator("[data-excerpt] mark", has_text=re.compile("инвалид", re.IGNORECASE)).first).to_be_visible()
    assert page.locator("[data-result-total]").inner_text() != before
