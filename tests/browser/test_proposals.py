"""«Федеральный уровень»: drafts that say what the base knows, name what it does not, and can be taken along."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from kinds import PAGES
from playwright.sync_api import Page, expect
from publishing import Published

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
DRAFT = "#sotsialnoe-obsluzhivanie-na-domu-5-2"


def test_every_marked_solution_has_its_draft(page_at: Visit, published: Published) -> None:
    marked = {
        f"{s['id']}-{p['number']}-{i}"
        for path in (published.site / "api/v1/life-situations").glob("*.json")
        for s in [json.loads(path.read_text(encoding="utf-8"))]
        for p in s["problems"]
        for i, solution in enumerate(p["solutions"], 1)
        if solution["federal"]
    }
    assert len(marked) == 35
    page = page_at("federal/")
    ids = page.locator(".federal__item").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert set(ids) == marked
    parts = page.locator("[data-proposal]").evaluate_all("all => all.map(e => [...e.querySelectorAll('h5')].map(h => h.textContent.slice(0, 2)))")
    assert parts == [["Пр", "1.", "2.", "3.", "4."]] * len(marked)
    blanks = page.locator("[data-proposal]").evaluate_all("all => all.map(e => e.querySelectorAll('.blank').length)")
    assert min(blanks) >= 5


def test_a_draft_is_edited_copied_and_printed(page_at: Visit) -> None:
    page = page_at(PAGES["federal"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    item = page.locator(DRAFT)
    draft = item.locator("[data-proposal]")
    expect(draft).to_be_visible()
    draft.locator(".blank").first.click()
    page.keyboard.type("Тульская область,")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("региональный штаб")
    item.get_by_role("button", name="Скопировать текст").click()
    text = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert text.startswith("Предложение для федерального уровня НСИ\nТульская область,\nрегиональный штаб\nКому: Агентство стратегических инициатив.\n")
    assert "\n\n2. Что изменить: акты и нормы\nПоправить 184-ФЗ" in text
    assert "Федеральный закон № 184-ФЗ." in text
    assert "[впишите: полное название, номер и дату акта: методика называет не всё]" in text
    draft.evaluate("draft => draft.prepend('Проект')")  # as browsers leave a text that takes the place of all
    item.get_by_role("button", name="Скопировано").click()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Проект\n")
    page.evaluate("window.print = () => { window.printed = [...document.querySelectorAll('.is-printed')].map(e => e.id); }")
    item.get_by_role("button", name="Напечатать только это").click()
    assert page.evaluate("window.printed") == [DRAFT[1:]]
    page.emulate_media(media="print")
    assert page.locator(".federal__item").filter(visible=True).count() == 1
    expect(draft).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".federal__item").filter(visible=True).count() == 35


def test_from_a_problem_to_the_draft_and_back(page_at: Visit) -> None:
    page = page_at("life-situations/sotsialnoe-obsluzhivanie-na-domu/")
    page.locator("#problem-5").get_by_role("link", name="черновик предложения").click()
    expect(page.locator(f"{DRAFT} details")).to_have_attribute("open", "")
    page.locator(DRAFT).get_by_role("link", name="5. Поставщики").click()
    expect(page.locator("#problem-5")).to_be_in_viewport()


def test_without_scripts_drafts_open_and_offer_no_dead_button(page_at: Visit) -> None:
    page = page_at("federal/", scripts=False)
    page.locator(f"{DRAFT} summary").click()
    expect(page.locator(f"{DRAFT} [data-proposal]")).to_be_visible()
    assert page.locator(".federal__item button").filter(visible=True).count() == 0
