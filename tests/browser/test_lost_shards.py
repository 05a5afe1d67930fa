"""Scripts and parts of the search that do not come: asked for again, then told; no old list under new words, no empty room."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from observing import Observed
from playwright.sync_api import Route, expect

pytestmark = pytest.mark.browser


def test_what_did_not_come_is_asked_for_again_and_then_told(open_page: Callable[..., Observed]) -> None:
    seen = open_page(None, fresh=True)
    page, asked, behind_a_login = seen.page, set[str](), False

    def answer(route: Route) -> None:
        if behind_a_login:  # a network that answers everything with its own page
            route.fulfill(body="<p>Войдите в сеть</p>", content_type="text/html")
        elif route.request.url in asked:
            route.continue_()
        else:
            asked.add(route.request.url)
            route.abort()

    page.route(re.compile(r"/search/[^/]+/[dpcf]\w*\.js"), answer)
    seen.go("practices/?q=электронный+рецепт")
    expect(page.locator("[data-result] .row__title mark, [data-excerpt] mark").first).to_be_visible()
    expect(page.locator("[data-search-note]")).not_to_contain_text("Загрузилось не всё")
    expect(page.locator(".row__why").first).not_to_contain_text("вместо")

    behind_a_login = True
    field = page.locator("#main input[type=search]")
    field.fill("горячее питание")
    field.press("Enter")
    expect(page.locator("[data-search-note]")).to_contain_text("Поиск с учётом форм слов не загрузился")
    expect(page.locator("[data-results]")).to_have_attribute("aria-busy", "false")

    page.goto(f"{seen.site}regions/")
    page.locator("[data-top-search]").press_sequentially("горячее питание")
    expect(page.get_by_role("status").filter(has_text="Подсказки не загрузились")).to_be_attached()
    expect(page.get_by_role("option")).to_have_count(0)


def test_what_a_script_shows_has_its_room_before_it_and_none_without_it(open_page: Callable[..., Observed]) -> None:
    seen = open_page(None, fresh=True)
    page, late = seen.page, list[Route]()
    script = re.compile(r"/assets/targets\.js")
    page.route(script, lambda route: late.append(route))
    with page.expect_request(script):
        page.goto(f"{seen.site}targets/", wait_until="commit")
    rules, form = page.locator("#rules"), page.locator("[data-targets-tool]")
    rules.wait_for()
    expect(form).to_be_hidden()
    assert rules.bounding_box()["y"] > 800  # type: ignore[index]
    late[0].abort()
    expect(page.locator("html")).not_to_have_class(re.compile(r"\bjs\b"))
    assert rules.bounding_box()["y"] < 800  # type: ignore[index]
