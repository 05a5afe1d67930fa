"""The site opened from a folder, by ``file://``: nothing is amiss, and search works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from kinds import PAGES
from observing import Observed

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", ["home", "practice", "digest", "guide"])
def test_a_page_opens_without_a_complaint(open_page: Callable[..., Observed], offline_url: str, kind: str) -> None:
    observed = open_page(f"{PAGES[kind]}index.html", site=offline_url)
    assert observed.faults == []
    assert observed.page.evaluate("document.fonts.check('16px Golos', 'я')")


def test_search_from_the_first_page(open_page: Callable[..., Observed], offline_url: str) -> None:
    observed = open_page("index.html", site=offline_url)
    page = observed.page
    page.fill(".big-search input", "справка")
    page.press(".big-search input", "Enter")
    page.wait_for_url("**/practices/index.html?q=*")
    page.wait_for_function(
        "Number(document.querySelector('[data-result-total]').textContent) < document.querySelectorAll('[data-result]').length"
    )
    page.locator("[data-result] a:visible").first.click()
    page.wait_for_url("**/practices/*/index.html")
    assert page.locator("h1").is_visible()
    # Who leaves a page breaks off what it was still loading.
    assert [fault for fault in observed.faults if "net::ERR_ABORTED" not in fault] == []
