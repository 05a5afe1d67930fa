"""Favourites: marked anywhere, compared up to four, sent by address, printed, taken along as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from observing import Observed
from playwright.sync_api import Page, expect
from publishing import assert_none

from generator.wording.typography import typograph

pytestmark = pytest.mark.browser

Open = Callable[..., Observed]


def mark(page: Page, count: int) -> list[str]:
    """Marks the first practices of the catalogue; their ids."""
    marks = page.locator("[data-result] [data-mark]")
    for place in range(count):
        marks.nth(place).click()
    return [marks.nth(place).get_attribute("data-mark") or "" for place in range(count)]


@pytest.fixture
def shortlist(open_page: Open) -> tuple[Observed, list[str]]:
    """The page of favourites with five practices on it, and their ids."""
    seen = open_page("practices/")
    ids = mark(seen.page, 5)
    expect(seen.page.locator("[data-shortlist-count]").first).to_have_text("5")
    seen.go("shortlist/")
    expect(seen.page.locator("[data-shortlist-items] li")).to_have_count(5)
    return seen, ids


def test_an_empty_list_tells_how_to_fill_it(open_page: Open) -> None:
    seen = open_page("shortlist/")
    expect(seen.page.locator("[data-shortlist-empty]")).to_be_visible()
    expect(seen.page.locator("[data-shortlist-actions]")).to_be_hidden()
    assert_none(seen.faults)


def test_a_mark_is_kept_and_taken_back(open_page: Open) -> None:
    seen = open_page("practices/")
    (id,) = mark(seen.page, 1)
    seen.go(f"practices/{id}/")
    button = seen.page.locator(f"[data-mark='{id}']").first
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    seen.go("shortlist/")
    expect(seen.page.locator("[data-shortlist-empty]")).to_be_visible()


def test_marks_outlive_a_storage_that_has_become_full(open_page: Open) -> None:
    page = open_page("practices/").page
    mark(page, 1)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    for place in (1, 2):
        page.locator("[data-result] [data-mark]").nth(place).click()
    expect(page.locator("[data-shortlist-count]").first).to_have_text("3")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("[data-result] [data-mark][aria-pressed=true]")).to_have_count(3)


def test_four_at_most_are_compared_in_what_sources_tell(shortlist: tuple[Observed, list[str]]) -> None:
    seen, ids = shortlist
    page = seen.page
    heads = page.locator("[data-compare-table] thead th")
    expect(heads).to_have_count(4)
    fifth = page.locator(f"[data-shortlist-items] input[value='{ids[4]}']")
    expect(fifth).to_be_disabled()
    page.locator(f"[data-shortlist-items] input[value='{ids[0]}']").uncheck()
    expect(heads).to_have_count(3)
    fifth.check()
    expect(heads).to_have_count(4)
    expect(page.locator("[data-shortlist-status]")).to_have_text("В сравнении: 4")
    rows = page.locator("[data-compare-table] tbody th").all_inner_texts()
    assert {"Регионы", "Стадия", "Результаты"} <= set(rows)
    silent = page.locator("[data-compare-silent]").inner_text().lower()
    for title in ("проблема", "стоимость", "срок запуска"):
        assert title in [row.lower() for row in rows] or title in silent
    assert_none(seen.faults)
    assert_none(seen.axe())


def test_a_list_is_shared_by_its_address_and_as_a_memo(shortlist: tuple[Observed, list[str]], open_page: Open) -> None:
    seen, ids = shortlist
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    memo = seen.page.locator("[data-shortlist-memo]")
    memo.click()
    expect(memo).to_have_text("Скопировано")
    told = seen.page.evaluate("navigator.clipboard.readText()").split("\n\n")
    assert [each.rstrip("/").rpartition("/")[2] for each in told] == ids[:4]  # those that are compared
    assert all("\nЧто сделали: " in each and "\nИсточники: " in each for each in told)
    assert all(("\nСтоимость: " in each) != ("стоимость" in each.partition("\nЧего источник не говорит: ")[2]) for each in told)
    seen.page.locator("[data-shortlist-share]").click()
    expect(seen.page.locator("[data-shortlist-status]")).to_have_text("Ссылка скопирована")
    address: str = seen.page.evaluate("navigator.clipboard.readText()")
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(seen.page.locator(".paper span")).to_have_text(address)  # whoever scans the paper has no list of their own
    other = open_page("shortlist/" + address.partition("shortlist/")[2])
    page = other.page
    expect(page.locator("[data-shortlist-items] li")).to_have_count(5)
    expect(page.locator("[data-shortlist-shared]")).to_be_visible()
    assert page.evaluate("localStorage.getItem('smarteka:shortlist')") is None  # looking at it keeps nothing
    page.locator("[data-shortlist-keep]").click()
    expect(page.locator("[data-shortlist-count]").first).to_have_text("5")
    expect(page.locator("[data-shortlist-shared]")).to_be_hidden()
    assert page.url.endswith("shortlist/")


def test_an_address_with_unknown_practices_says_so(open_page: Open) -> None:
    page = open_page("shortlist/?ids=zont,net-takoy,constructor,<b>").page  # the second one every object knows
    expect(page.locator("[data-shortlist-items] li")).to_have_count(1)
    expect(page.locator("[data-shortlist-status]")).to_have_text("1 практика. Не найдено в базе: 2")


def test_what_did_not_load_is_not_called_unknown(open_page: Open) -> None:
    seen = open_page(None)
    seen.page.route("**/data/cards/*.js", lambda route: route.abort(), times=1)
    seen.go("shortlist/?ids=zont")
    expect(seen.page.locator("[data-shortlist-lost]")).to_have_text("Не загрузилось практик: 1. Проверьте связь и обновите страницу.")
    seen.page.reload()
    expect(seen.page.locator("[data-shortlist-items] li")).to_have_count(1)
    expect(seen.page.locator("[data-shortlist-lost]")).to_be_hidden()


def test_a_page_that_comes_back_knows_what_was_marked_meanwhile(open_page: Open) -> None:
    """Browsers keep a page that is left and bring it back as it was; another window is heard of, but not then."""
    page = open_page("practices/").page
    page.evaluate("localStorage.setItem('smarteka:shortlist', '[\"zont\"]')")
    (id,) = mark(page, 1)
    assert page.evaluate("localStorage.getItem('smarteka:shortlist')") == f'["zont","{id}"]'  # nothing is written over
    page.evaluate("localStorage.setItem('smarteka:shortlist', '[]')")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator(f"[data-mark='{id}']").first).to_have_attribute("aria-pressed", "false")


def test_texts_are_set_as_on_other_pages_and_the_focus_stays(shortlist: tuple[Observed, list[str]]) -> None:
    page = shortlist[0].page
    shown, told = page.evaluate("""() => [
      [...document.querySelectorAll("[data-shortlist-items] a, [data-compare-table] td p")].map(e => e.textContent),
      Object.values(smartekaCardShards.cards).flatMap(card => Object.values(card).flat()),
    ]""")
    expected = {typograph(text) for text in told}
    assert_none(text for text in shown if text not in expected)
    assert any("\u00a0" in text for text in shown)
    parts = "[{ text: 'в 20', hit: false }, { text: '15', hit: true }, { text: '–2021 и/или 12 тыс. человек, 088/У-06', hit: false }]"
    html = page.evaluate(f"smartekaTypography.typeset(document.createElement('p'), {parts}).innerHTML")
    assert html == 'в&nbsp;20<mark>15</mark><span class="nowrap">–2021</span> и<span class="nowrap">/или</span>&nbsp;12&nbsp;тыс.&nbsp;человек, 088<span class="nowrap">/У-06</span>'

    # The focus stays in the list when something is taken out.
    out = page.locator("[data-shortlist-items] button")
    out.nth(4).click()
    expect(out).to_have_count(4)
    expect(out.nth(3)).to_be_focused()
    out.nth(0).click()
    expect(out).to_have_count(3)
    expect(out.nth(0)).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(page.locator("[data-shortlist-empty] a")).to_be_focused()


def test_a_list_fits_is_taken_along_as_a_table_and_printed_without_its_buttons(shortlist: tuple[Observed, list[str]]) -> None:
    seen, ids = shortlist
    page = seen.page
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert_none(f"{width}: {fault}" for fault in seen.sticking_out())

    with page.expect_download() as waiting:
        page.locator("[data-shortlist-csv]").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert header[:4] == ["Практика", "Адрес", "Что сделали", "Регионы"]
    assert [row[1].rstrip("/").rpartition("/")[2] for row in rows] == ids
    assert {len(row) for row in rows} == {len(header)}

    page.emulate_media(media="print")
    expect(page.locator("[data-compare-table]")).to_be_visible()
    expect(page.locator("[data-shortlist-actions]")).to_be_hidden()
    assert page.locator("button").filter(visible=True).count() == 0
