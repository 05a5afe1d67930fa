"""«Рассчитать цели» as somebody uses it: by keyboard, from a link, on paper, without scripts."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "targets"))

from target_forms import inputs

from generator.analysis.target_form import calculate
from generator.analysis.target_json import in_words

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
RESULT = "[data-targets-result]"


def test_the_page_works_out_what_python_works_out(page_at: Visit) -> None:
    page = page_at("targets/")
    forms = inputs(1000, seed=7)
    answers = page.evaluate(
        "forms => { const found = document.querySelector('[data-targets-definition]');"
        " const calculator = smartekaTargets.calculator(JSON.parse(found.textContent));"
        " return forms.map(fields => calculator.calculate(fields)); }",
        forms,
    )
    assert [(f, a) for f, a in zip(forms, answers, strict=True) if a != in_words(calculate(f))] == []


def test_targets_by_keyboard_alone(page_at: Visit) -> None:
    page = page_at("targets/")
    page.locator("input[name=kind]").first.focus()
    keys = page.keyboard
    keys.press("Tab")
    keys.type("Доля довольных")
    keys.press("Tab")  # the current value
    keys.press("Tab")  # the counts
    keys.press("Enter")
    expect(page.locator("input[name=yes]")).to_be_visible()
    for count in ("40", "22", "20", "18"):
        keys.press("Tab")
        keys.type(count)
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type("66,5")
    expect(page.locator("[data-targets-heading]")).to_have_text("Что вышло: Доля довольных")
    assert page.locator(f"{RESULT} h3").all_inner_texts() == ["Сейчас 62\u00a0%", "К концу первого года 69\u00a0%", "По месту региона 66,5\u00a0%"]
    expect(page.get_by_text("Четверть пути: 28 × 25 % = 7.").first).to_be_visible()
    expect(page.locator(RESULT).get_by_text("Какая главнее, не сказано")).to_be_visible()
    expect(page.locator("[data-targets-status]")).to_have_text(re.compile("К концу первого года: 69"))


def test_the_address_carries_the_form(page_at: Visit) -> None:
    page = page_at("targets/?kind=time&unit=working&title=Приём&timings=Городская:+4+5,5%0AСельская:+7&position=leading")
    expect(page.locator("textarea[name=timings]")).to_have_value("Городская: 4 5,5\nСельская: 7")
    expect(page.locator("textarea[name=timings]")).to_be_visible()
    assert page.locator(f"{RESULT} h3").all_inner_texts() == ["Сейчас 7\u00a0рабочих дней", "К концу первого года не определить", "По месту региона 7\u00a0рабочих дней"]
    page.locator("input[name=benchmark]").fill("5")
    state = parse_qs(page.evaluate("location.search.slice(1)"))  # page.url may lag behind
    assert state == {"kind": ["time"], "unit": ["working"], "title": ["Приём"], "timings": ["Городская: 4 5,5\nСельская: 7"], "position": ["leading"], "benchmark": ["5"]}
    page.reload()
    expect(page.locator(f"{RESULT} h3").nth(1)).to_have_text("К концу первого года 6,5\u00a0рабочего дня")


def test_fields_of_a_kind_are_kept_while_another_is_looked_at(page_at: Visit) -> None:
    page = page_at("targets/?kind=satisfaction&current=62")
    page.get_by_text("инфраструктура", exact=True).first.click()
    expect(page.locator(f"{RESULT} h3")).to_have_text("К концу первого года 100\u00a0%")
    expect(page.locator("input[name=current]")).to_have_value("")
    page.get_by_text("удовлетворённость", exact=True).first.click()
    expect(page.locator("input[name=current]")).to_have_value("62")


def test_a_slip_is_named_at_its_field(page_at: Visit) -> None:
    page = page_at("targets/?kind=satisfaction")
    field = page.locator("input[name=current]")
    field.fill("120")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#e-current")).to_have_text("Нужно число от 0 до 100.")
    field.fill("<b>1")
    expect(page.locator("#e-current")).to_have_text(re.compile("Нужно число, например"))
    field.fill("12")
    expect(page.locator("#e-current")).to_be_hidden()
    assert field.get_attribute("aria-invalid") is None


def test_a_row_for_the_road_map_is_copied(page_at: Visit) -> None:
    page = page_at("targets/?kind=satisfaction&title=Довольные&current=62")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator("[data-targets-row]")
    label = button.inner_text()
    button.click()
    button.click()  # while it says so
    expect(button).to_have_text("Скопировано")
    expect(page.get_by_role("status").filter(has_text="Скопировано")).to_have_count(1)
    cells = page.evaluate("navigator.clipboard.readText()").split("\t")
    assert cells[:4] == ["Довольные", "62\u00a0%", "69\u00a0%", ""]
    assert "Четверть пути: 28 × 25 % = 7." in cells[4]
    expect(button).to_have_text(label)
    page.get_by_role("button", name="Очистить").click()
    expect(page.locator("input[name=title]")).to_have_value("")


def test_an_indicator_of_a_model_leads_here(page_at: Visit) -> None:
    page = page_at("target-models/sotsialnaya-zashchita/")
    row = page.locator("table.kpi tr", has_text="Срок получения (оформления) социального обслуживания на дому")
    row.get_by_role("link", name="Рассчитать").click()
    expect(page.locator("input[name=title]")).to_have_value("Срок получения (оформления) социального обслуживания на дому")
    expect(page.locator("select[name=unit]")).to_have_value("working")


def test_paper_carries_the_working_and_not_the_form(page_at: Visit) -> None:
    page = page_at("targets/?kind=satisfaction&current=62", width=794)
    page.emulate_media(media="print")
    expect(page.get_by_text("Четверть пути: 28 × 25 % = 7.").first).to_be_visible()
    assert page.locator("#main :is(input, select, textarea, button)").filter(visible=True).count() == 0


def test_without_scripts_the_rules_and_examples_are_read(page_at: Visit) -> None:
    page = page_at("targets/", scripts=False)
    expect(page.locator("[data-targets-tool]")).to_be_hidden()
    expect(page.get_by_text("Четверть пути: 28 × 25 % = 7.")).to_be_visible()
    expect(page.get_by_text("от чего считать проценты", exact=False).first).to_be_visible()
