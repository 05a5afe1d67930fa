"""The digest in a browser with 60 synthetic issues: archive, year, issue, on paper and on a telephone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from observing import Observed
from publishing import assert_none

pytestmark = pytest.mark.browser

Open = Callable[..., Observed]
PAGES = ["digests/", "digests/2025/", "digests/2025-w28/"]


@pytest.mark.parametrize("address", PAGES)
def test_pages_of_many_issues(open_page: Open, archive_url: str, address: str) -> None:
    """Nothing sticks out from 320 to 1280 px, and axe has nothing serious to say, in both colours."""
    seen = open_page(address, width=390, site=archive_url)
    faults = [*seen.axe()]
    for width in (320, 390, 768, 1280):
        seen.page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {fault}" for fault in seen.sticking_out()]
    seen.page.emulate_media(color_scheme="dark")
    faults += [f"в тёмном: {fault}" for fault in seen.axe()]
    assert_none([*seen.faults, *faults])


def test_a_week_without_an_issue_differs_by_more_than_colour(open_page: Open, archive_url: str) -> None:
    page = open_page("digests/", site=archive_url).page
    style = "e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e).borderTopStyle, e.tagName]"
    assert page.locator(".week--missing").first.evaluate(style) == ["line-through", "dashed", "SPAN"]
    assert page.locator(".weekcal .week--issue").first.evaluate(style) == ["none", "solid", "A"]
    assert page.locator(".weekcal .week--missing").count() == 6


def test_weeks_are_large_enough_for_a_finger(open_page: Open, archive_url: str) -> None:
    page = open_page("digests/", width=320, site=archive_url).page
    boxes = page.locator(".weekcal a").evaluate_all("all => all.map(e => { const b = e.getBoundingClientRect(); return [b.width, b.height] })")
    assert min(width for width, _ in boxes) >= 24
    assert min(height for _, height in boxes) >= 24


def test_contents_stay_in_sight_beside_the_sections(open_page: Open, site_url: str) -> None:
    page = open_page("digests/2021-w46/", width=1280).page
    page.locator("#s2").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('s2').scrollIntoView()")
    contents = page.locator(".digest__side")
    box = contents.bounding_box()
    assert box
    assert 0 <= box["y"] < 100
    contents.get_by_role("link", name="Региональная специфика").click()
    assert page.url.endswith("#s3")


def test_cards_are_read_in_the_order_of_places(open_page: Open) -> None:
    """The first card is the largest; on a telephone they stand below each other."""
    page = open_page("digests/2021-w46/", width=1280).page
    sizes = page.locator(".front__card").evaluate_all("all => all.map(e => e.getBoundingClientRect().width)")
    assert len(sizes) == 5
    assert sizes[0] > 1.5 * max(sizes[1:])
    page.set_viewport_size({"width": 390, "height": 800})
    tops = page.locator(".front__card").evaluate_all("all => all.map(e => e.getBoundingClientRect().top)")
    assert tops == sorted(tops)
    assert len(set(tops)) == 5


def test_on_paper_navigation_is_left_out(open_page: Open, archive_url: str) -> None:
    page = open_page("digests/2025-w28/", site=archive_url).page
    page.emulate_media(media="print")
    for gone in (".folio", ".digest__side", ".prevnext"):
        assert not page.locator(gone).is_visible()
    for kept in (".front", "#figures", ".bartable", ".tiles"):
        assert page.locator(kept).first.is_visible()
