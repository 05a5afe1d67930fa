"""One page of each kind in the widths and colours of its readers: nothing breaks, nothing is fetched
from elsewhere, nothing sticks out, and axe-core has nothing serious to say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from kinds import PAGES, SAMPLE_PAGES
from observing import Observed
from publishing import assert_none

pytestmark = pytest.mark.browser

Open = Callable[..., Observed]


CONTRAST = {"runOnly": ["color-contrast"]}  # of axe's rules the one that colours decide


def look(seen: Observed) -> None:
    """In both colour schemes: the page follows the system's, so it need not be loaded twice."""
    assert seen.page.locator("h1").count() == 1
    faults = [*seen.sticking_out(), *seen.axe()]
    seen.page.emulate_media(color_scheme="dark")
    assert seen.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    faults += [f"в тёмном: {fault}" for fault in (*seen.sticking_out(), *seen.axe(**CONTRAST))]
    assert_none([*seen.faults, *faults])


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_each_kind(open_page: Open, kind: str, width: int) -> None:
    look(open_page(PAGES[kind], width=width))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", SAMPLE_PAGES)
def test_a_page_of_each_kind_of_the_sample(open_page: Open, sample_url: str, kind: str, width: int) -> None:
    look(open_page(SAMPLE_PAGES[kind], width=width, site=sample_url))


@pytest.mark.parametrize("kind", ["home", "catalogue", "practice", "region", "situation", "target model", "digest", "report", "coverage", "methodology"])
def test_no_sideways_scrolling_at_other_widths(open_page: Open, kind: str) -> None:
    """In one window that grows, as when a reader turns a tablet: only styles know the width."""
    seen = open_page(PAGES[kind], width=320)
    found = [f"320: {fault}" for fault in seen.sticking_out()]
    for width in (768, 1024, 1920):
        seen.page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width}: {fault}" for fault in seen.sticking_out()]
    assert_none([*seen.faults, *found])


@pytest.mark.parametrize("kind", ["home", "practice", "situation", "report", "digest", "digest year"])
def test_text_twice_as_large_still_fits(open_page: Open, kind: str) -> None:
    """WCAG 1.4.4: a reader's browser set to 200 % on an office monitor."""
    seen = open_page(PAGES[kind], width=640)
    seen.page.add_style_tag(content="html{font-size:200%!important}")
    assert_none(seen.sticking_out())


@pytest.mark.parametrize("kind", ["practice", "digest"])
def test_a_record_page_asks_for_little(open_page: Open, kind: str) -> None:
    """The page, styles, scripts of the shell, fonts, the icon; no search index before somebody searches."""
    seen = open_page(PAGES[kind])
    names = [url.removeprefix(seen.site).partition("?")[0] for url in seen.requests]
    assert names[0] == PAGES[kind]
    assert_none(name for name in names[1:] if not name.startswith("assets/"))
    assert names.count("assets/site.css") == 1
    assert "assets/catalogue.js" not in names


def test_a_missing_page_answers_with_404(open_page: Open) -> None:
    seen = open_page("")
    answer = seen.page.goto(seen.site + PAGES["404"])
    assert answer is not None
    assert answer.status == 404
    assert seen.page.locator("h1").inner_text() == "Такой страницы нет"
