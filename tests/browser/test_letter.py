"""The letter of an issue at the widths of mail programs, and its one-file page: nothing sticks out, nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from observing import Observed
from publishing import assert_none

pytestmark = pytest.mark.browser

LETTER = "digests/2021-w46/monitoring-2021-w46-email.html"
PAGE = "digests/2021-w46/monitoring-2021-w46.html"


@pytest.mark.parametrize("width", [320, 700])
def test_the_letter_opens_right(open_page: Callable[..., Observed], width: int) -> None:
    seen = open_page(LETTER, width=width)
    body = seen.page.locator("table table").first.bounding_box()
    assert body is not None
    assert body["x"] >= 0
    assert body["x"] + body["width"] <= width
    assert body["width"] <= 640
    assert min(seen.page.evaluate("[...document.querySelectorAll('p')].map(e => parseFloat(getComputedStyle(e).fontSize))")) >= 13
    assert seen.page.locator("img, svg, video").count() == 0  # so pictures that are off are not missed
    assert [url for url in seen.requests if not url.endswith((LETTER, "/favicon.ico"))] == []
    assert_none([*seen.faults, *seen.sticking_out(), *seen.axe()])


@pytest.mark.parametrize("width", [320, 1280])
def test_the_one_file_page_opens_right(open_page: Callable[..., Observed], width: int) -> None:
    seen = open_page(PAGE, width=width)
    assert [url for url in seen.requests if not url.endswith((PAGE, "/favicon.ico"))] == []
    seen.page.locator(".contents a").last.click()
    assert seen.page.evaluate("document.querySelector(':target') !== null")
    faults = [*seen.faults, *seen.sticking_out(), *seen.axe()]
    seen.page.emulate_media(color_scheme="dark")
    assert_none([*faults, *seen.axe(runOnly=["color-contrast"])])
