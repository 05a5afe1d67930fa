"""The site opened from a folder, by ``file://``: nothing is amiss, and search works."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from kinds import PAGES
from observing import Observed
from publishing import Published

from generator.exports.offline import make_offline

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(published: Published, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of a copy of the site made to open by double click."""
    copy = tmp_path_factory.mktemp("offline") / "site"
    shutil.copytree(published.site, copy)
    make_offline(copy)
    return f"{copy.as_uri()}/"


@pytest.mark.parametrize("kind", ["home", "practice", "digest", "guide"])
def test_a_page_opens_without_a_complaint(open_page: Callable[..., Observed], folder: str, kind: str) -> None:
    observed = open_page(f"{PAGES[kind]}index.html", site=folder)
    assert observed.faults == []
    assert observed.page.evaluate("document.fonts.check('16px Golos', 'я')")


def test_search_from_the_first_page(open_page: Callable[..., Observed], folder: str) -> None:
    observed = open_page("index.html", site=folder)
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
    assert observed.faults == []
