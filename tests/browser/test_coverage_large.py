"""The map of solutions where it cannot name every practice: filters count those it does not name.

The published base is smaller; one row of its page is served here as a large base has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from observing import Observed
from playwright.sync_api import Route, expect
from publishing import Published, assert_none

pytestmark = pytest.mark.browser

_HELPERS = re.compile(r'<ul class="coverage__helpers">.*?</ul>', re.DOTALL)


def test_practices_that_have_no_room_are_counted(open_page: Callable[..., Observed], published: Published) -> None:
    whole = published.page("coverage/").read_text(encoding="utf-8")
    last = list(_HELPERS.finditer(whole))[-1]  # of the problem with the most practices
    regions = re.findall(r'<option value="([a-z-]+)">', whole.partition('name="region"')[2].partition("</select>")[0])
    named = '<li data-regions="nigde"><a href="#">Названная</a></li><li data-unnamed="40" data-unnamed-regions="1:3 2:1"><a href="#">все 41</a></li>'
    page = f'{whole[: last.start()]}<ul class="coverage__helpers">{named}</ul>{whole[last.end() :]}'

    def serve(route: Route) -> None:
        route.fulfill(body=page, content_type="text/html; charset=utf-8")

    seen = open_page(None)
    seen.page.route(re.compile(r"/coverage/(\?.*)?$"), serve)
    seen.go("coverage/")
    row = seen.page.locator("tr[data-problem]", has=seen.page.locator("[data-unnamed]"))
    count, rest = row.locator("[data-coverage-count]"), row.locator("[data-unnamed]")
    seen.page.get_by_role("button", name="Раскрыть все").click()
    assert count.inner_text() == "41"
    choice = seen.page.locator('select[name="region"]')
    for region, expected in ((regions[0], "3"), (regions[1], "1"), (regions[2], "нет")):
        choice.select_option(region)
        assert count.inner_text() == expected
        expect(rest).to_be_visible(visible=expected != "нет")
        assert (row.locator('[data-regions="nigde"]').is_visible()) is False
    choice.select_option("")
    assert count.inner_text() == "41"
    assert_none(seen.faults)
