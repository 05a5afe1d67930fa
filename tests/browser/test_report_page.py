"""The page of a report: filters with their state in the address, the traffic light on another day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from kinds import PAGES
from observing import Observed
from playwright.sync_api import Page, expect
from publishing import assert_none

from generator.analysis.progress import light
from generator.model.report import StandardReport
from generator.pipeline import Checked

Visit = Callable[..., Page]
pytestmark = [pytest.mark.site, pytest.mark.browser]


def test_the_light_on_another_day_is_that_of_python(page_at: Visit, real_checked: Checked) -> None:
    (report,) = real_checked.base.all(StandardReport)
    items = [item for section in report.sections for item in section.items]
    page = page_at(PAGES["report"])
    for day in ("2024-03-31", "2025-03-01", "2025-12-31", "2026-01-01"):
        page.locator("[data-report-day] input").fill(day)
        expected = Counter(light(item, date.fromisoformat(day)).value for item in items)
        shown = page.locator("[data-light-count]").evaluate_all("all => all.map(e => [e.dataset.lightCount, +e.textContent])")
        assert {name: n for name, n in shown if n} == dict(expected)
        late = page.locator(".item[data-overdue=yes]").count()
        assert late == expected["overdue"] == page.locator(".strips .is-overdue").count()
        assert f"on={day}" in page.url


def test_an_address_that_is_badly_written_opens_the_page(open_page: Callable[..., Observed]) -> None:
    seen = open_page(PAGES["report"] + "#%")
    expect(seen.page.locator("[data-report-filter]")).to_be_visible()
    seen.go("federal/#%")
    expect(seen.page.locator("[data-proposal-actions]").first).to_be_attached()
    assert_none(seen.faults)


def test_a_filtered_report_can_be_sent_by_its_address(page_at: Visit, real_checked: Checked) -> None:
    (report,) = real_checked.base.all(StandardReport)
    items = [(section.number, item) for section in report.sections for item in section.items]
    page = page_at(PAGES["report"])
    visible = page.locator(".item").filter(visible=True)
    page.locator("[data-report-filter] select[name=body]").select_option("Минобр")
    assert visible.count() == sum("Минобр" in item.responsible for _, item in items)
    page.locator("[data-report-filter] select[name=section]").select_option("6")
    page.locator("[data-report-filter] input[name=doubts]").check()
    expected = [item.number for number, item in items if number == 6 and "Минобр" in item.responsible and item.doubts]
    assert visible.locator(".item__n").all_inner_texts() == expected
    total = sum(number == 6 for number, _ in items)
    assert page.locator(".rss__items>summary").filter(visible=True).all_inner_texts() == [f"{len(expected)} из {total} пунктов"]
    page.reload()
    assert visible.locator(".item__n").all_inner_texts() == expected
    page.go_back()
    expect(page.locator("[data-report-filter] input[name=doubts]")).not_to_be_checked()
    page.goto(page.url.split("?")[0] + "?body=net&section=99&on=x")
    assert visible.count() == len(items)
    first = page.locator(".item").first
    page.locator("[data-report-filter] select[name=section]").select_option("6")
    expect(first).to_be_hidden()
    page.locator(".strips__items a").first.click()  # what a link names is shown
    expect(first).to_be_in_viewport()
    page.goto(page.url.replace("#", "?section=6#"))
    expect(first).to_be_in_viewport()
    assert visible.count() == len(items)


def test_bodies_lead_to_their_items(page_at: Visit, real_checked: Checked) -> None:
    (report,) = real_checked.base.all(StandardReport)
    page = page_at(PAGES["report"], width=390)
    expect(page.locator(".item").filter(visible=True)).to_have_count(0)  # a telephone shows the sections first
    page.locator("#bodies + .fold > summary").click()
    page.locator("#bodies + .fold a", has_text="МинРГО").first.click()
    expected = [item.number for section in report.sections for item in section.items if "МинРГО" in item.responsible]
    expect(page.locator(".item").filter(visible=True).locator(".item__n")).to_have_text(expected)


def test_what_an_address_names_is_open(page_at: Visit) -> None:
    page = page_at(PAGES["report"] + "#item-1-1", width=390)
    item = page.locator("#item-1-1")
    expect(item.locator(".item__text")).to_be_visible()
    expect(item).to_be_in_viewport()
    expect(page.locator("#item-2-1")).to_be_hidden()
    page.locator(".strips a[href='#item-2-1']").click()
    expect(page.locator("#item-2-1 .item__text")).to_be_visible()
    expect(page.locator("#item-2-2 .item__text")).to_be_hidden()
    page.get_by_role("button", name="Раскрыть исполнение").click()
    assert page.locator(".item__text").filter(visible=True).count() == page.locator(".item").count()
