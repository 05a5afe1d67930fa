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


OTHER_WIDTHS = (1920, 1024, 768, 320)
# Around a field with smaller letters an iPhone magnifies the page. Each engine has a grey of its own for hints in a field.
_FIELDS = """() => {
  const probe = document.body.appendChild(document.createElement("p"));
  probe.className = "muted";
  const grey = getComputedStyle(probe).color;
  probe.remove();
  const fields = [...document.querySelectorAll("input:not([type=checkbox], [type=radio], [type=file]), select, textarea")];
  return fields.filter(field => field.checkVisibility()).flatMap(field => {
    const size = parseFloat(getComputedStyle(field).fontSize), hint = getComputedStyle(field, "::placeholder"), name = field.id || field.name;
    return [size < 16 && `${name}: буквы ${size} px`, field.placeholder && (hint.color !== grey || hint.opacity !== "1") && `${name}: бледная подсказка`];
  }).filter(Boolean);
}"""


def look(seen: Observed) -> None:
    """Loaded once on a light desktop; the same window becomes a dark telephone, then takes every other width.

    axe looks twice with all its rules: at 1280 px in light, at 390 px in dark. So contrast is seen in both
    schemes and what only one width shows (the menu, tables as cards) in both layouts; width and scheme are
    matters of styles alone, so that the other two pairs would tell nothing new.
    """
    page = seen.page
    assert page.evaluate("document.querySelectorAll('h1').length") == 1
    faults = [f"1280, в светлом: {fault}" for fault in (*seen.sticking_out(), *seen.axe())]
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    faults += [f"390, в тёмном: {fault}" for fault in (*seen.sticking_out(), *seen.axe(), *page.evaluate(_FIELDS))]
    for width in OTHER_WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {fault}" for fault in seen.sticking_out()]
    assert_none([*seen.faults, *faults])


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_each_kind(open_page: Open, kind: str) -> None:
    look(open_page(PAGES[kind]))


@pytest.mark.parametrize("kind", SAMPLE_PAGES)
def test_a_page_of_each_kind_of_the_sample(open_page: Open, sample_url: str, kind: str) -> None:
    look(open_page(SAMPLE_PAGES[kind], site=sample_url))


@pytest.mark.parametrize("kind", ["home", "catalogue", "practice", "targets", "situation", "digest", "report"])
def test_a_page_loaded_on_a_telephone(open_page: Open, kind: str) -> None:
    """What scripts do as a page loads may know the width, too; what is tapped has room for a finger."""
    seen = open_page(PAGES[kind], width=390)
    low = """all => all.filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
      .map(e => `${e.tagName}.${e.className} ${e.getBoundingClientRect().height}: ${e.textContent.trim().slice(0, 30)}`)"""
    assert_none([*seen.faults, *seen.sticking_out(), *seen.page.locator("#main :is(button, .button, select, summary, .filter label)").evaluate_all(low)])


@pytest.mark.parametrize("kind", ["home", "practice", "catalogue", "targets", "region", "situation", "report", "digest", "digest year"])
def test_text_twice_as_large_still_fits(open_page: Open, kind: str) -> None:
    """WCAG 1.4.4: a reader's browser set to 200 % on an office monitor, or to letters of 32 px, which leaves the window its width, on a telephone, too."""
    seen = open_page(PAGES[kind], width=640)
    seen.page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
    faults = seen.sticking_out()
    seen.page.evaluate("document.documentElement.style.removeProperty('font-size')")
    seen.page.set_viewport_size({"width": 1280, "height": 800})
    settings = seen.page.context.new_cdp_session(seen.page)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    assert seen.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "34px"
    faults += [f"буквы 32 px: {fault}" for fault in seen.sticking_out()]
    seen.page.set_viewport_size({"width": 390, "height": 800})
    faults += [f"буквы 32 px на телефоне: {fault}" for fault in seen.sticking_out()]
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 20}})
    faults += [f"буквы 20 px на телефоне: {fault}" for fault in seen.sticking_out()]
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
    assert_none(faults)


@pytest.mark.parametrize("kind", ["practice", "digest"])
def test_a_record_page_asks_for_little(open_page: Open, kind: str) -> None:
    """The page, styles, scripts of the shell, fonts, the icon; no search index before somebody searches."""
    seen = open_page(PAGES[kind])
    names = [url.removeprefix(seen.site).partition("?")[0] for url in seen.requests]
    assert names[0] == PAGES[kind]
    assert_none(name for name in names[1:] if not name.startswith("assets/"))
    assert names.count("assets/site.css") == 1
    scripts = {name for name in names if name.endswith(".js")}
    assert scripts <= {"assets/theme.js", "assets/vendor/lean-qr.js", "assets/site.js", "assets/letter.js"}


def test_a_missing_page_answers_with_404(open_page: Open) -> None:
    seen = open_page("")
    answer = seen.page.goto(seen.site + PAGES["404"])
    assert answer is not None
    assert answer.status == 404
    assert seen.page.locator("h1").inner_text() == "Такой страницы нет"
