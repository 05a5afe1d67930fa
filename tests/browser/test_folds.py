"""Folds: a telephone starts with names and counts, and comes to everything at a tap, by an address, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from kinds import PAGES
from observing import Observed
from playwright.sync_api import Page, expect
from publishing import assert_none

from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.scalars import ProblemId
from generator.pipeline import Checked
from generator.wording.russian import plural

pytestmark = pytest.mark.browser

Open = Callable[..., Observed]
Visit = Callable[..., Page]

FOLDED = ["practice", "targets", "situation", "digest", "region", "target model", "glossary", "guide", "federal", "report"]
SCREEN = 844


def told(base: KnowledgeBase, situation: LifeSituation) -> list[str]:
    """What is said of each problem before it is opened, by the records."""
    helped = [link.problem for practice in base.all(Practice) for link in practice.helps_with]
    found = []
    for problem in situation.problems:
        n, helping = len(problem.solutions), helped.count(ProblemId(f"{situation.id}#{problem.number}"))
        practices = f"{helping} {plural(helping, 'практика', 'практики', 'практик')}" if helping else "практик пока нет"
        mark = " Ф – есть с пометкой (Ф)" if any(s.federal for s in problem.solutions) else ""
        found.append(f"{n} {plural(n, 'решение', 'решения', 'решений')}{mark}, {practices} – проблема {problem.number}")
    return found


def test_problems_on_a_telephone(page_at: Visit, real_checked: Checked) -> None:
    situation = next(s for s in real_checked.base.all(LifeSituation) if s.id in PAGES["situation"])
    page = page_at(PAGES["situation"], width=390, height=SCREEN)
    summaries = page.locator(".problem summary")
    names = [re.sub(r"\s+", " ", text).strip() for text in summaries.all_text_contents()]
    assert names == told(real_checked.base, situation)
    assert page.locator(".problem__cols").filter(visible=True).count() == 0

    # The title opens, as the line under it does; so do the squares above, a second time, too.
    second = page.locator("#problem-2")
    second.locator("h3").click(force=True)  # what is hit there is the line's own
    expect(second.locator(".problem__cols")).to_be_visible()
    for _ in range(2):
        page.locator(".strip a").nth(3).click()
        expect(page.locator("#problem-4 .problem__cols")).to_be_visible()
        page.locator("#problem-4 summary").press("Enter")
        expect(page.locator("#problem-4 .problem__cols")).to_be_hidden()

    # A square leads to its problem whatever the filter hides.
    hidden = next(place for place, problem in enumerate(situation.problems) if not any(s.federal for s in problem.solutions))
    page.locator("[data-problem-filter] label").nth(1).click()
    expect(page.locator(".problem").nth(hidden)).to_be_hidden()
    page.locator(".strip a").nth(hidden).click()
    expect(page.locator(".problem__cols").nth(hidden)).to_be_visible()
    page.locator(".problem summary").nth(hidden).press("Enter")

    # Who comes back finds open what was.
    page.wait_for_function("() => history.state && history.state.folds && history.state.folds.length === 1")
    page.reload()
    expect(second.locator(".problem__cols")).to_be_visible()
    page.get_by_role("button", name="Раскрыть все").click()
    assert page.locator(".problem__cols").filter(visible=True).count() == len(situation.problems)
    page.get_by_role("button", name="Свернуть все").click()
    assert page.locator(".problem__cols").filter(visible=True).count() == 0


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (PAGES["situation"] + "#problem-4", "#problem-4 .problem__cols"),
        (PAGES["situation"] + "#problem-5-1", "#problem-5-1"),
        ("glossary/#mfts", "#mfts dd"),
        ("guide/#surveys", "#surveys"),
        (PAGES["digest"] + "#figures", ".digest__figures table >> nth=0"),
    ],
)
@pytest.mark.parametrize("scripts", [True, False])
def test_an_address_opens_what_it_names(page_at: Visit, address: str, place: str, scripts: bool) -> None:
    page = page_at(address, width=390, height=SCREEN, scripts=scripts)
    expect(page.locator(place)).to_be_in_viewport()


@pytest.mark.parametrize("kind", FOLDED)
def test_a_wide_window_and_paper_show_all_without_a_script(page_at: Visit, kind: str) -> None:
    page = page_at(PAGES[kind], scripts=False)
    shut = """() => [...document.querySelectorAll("#main .fold:not([open])")].filter(fold => fold.parentNode.checkVisibility()).filter(fold =>
      fold.firstElementChild.checkVisibility() || ![...fold.children].slice(1).some(e => e.checkVisibility({ contentVisibilityAuto: true })))
      .map(fold => fold.textContent.slice(0, 60))"""
    folds = page.locator("#main .fold").count()
    assert folds > 0
    assert_none(page.evaluate(shut))
    page.set_viewport_size({"width": 390, "height": SCREEN})
    assert len(page.evaluate(shut)) == folds - page.locator("#main .fold[open]").count()
    page.emulate_media(media="print")
    assert_none(page.evaluate(shut))


def test_a_search_for_a_word_opens_its_letter(page_at: Visit) -> None:
    page = page_at(PAGES["glossary"], width=390, height=SCREEN)
    words = page.locator("[data-term]").filter(visible=True)
    letters = page.locator(".letter-terms").filter(visible=True)
    everything = letters.count()
    assert words.count() == 0
    page.locator("[data-quick-input]").fill("цзн")
    assert (words.count(), letters.count()) == (1, 1)
    expect(letters.locator("summary")).to_have_text(re.compile(r"^1 из \d+ слов:"))
    page.locator("[data-quick-input]").fill("")
    assert (words.count(), letters.count()) == (0, everything)
    assert "из" not in page.locator(".letter-terms summary").first.inner_text()
    page.locator(".letters a").last.click()  # a letter is led to, not its first word
    assert words.count() == page.locator(".letter-terms").last.locator("[data-term]").count()
    assert page.locator(":target").get_attribute("class") == "letter-terms"


def test_the_list_of_headings_stays_at_hand(page_at: Visit) -> None:
    page = page_at("guide/#messages", width=390, height=SCREEN)
    headings = page.locator(".doc__jump")
    expect(headings.locator("summary")).to_be_in_viewport()
    headings.locator("summary").click()
    headings.get_by_role("link", name="Связи", exact=True).click()
    expect(page.locator("#links")).to_be_in_viewport(ratio=1)
    expect(headings.get_by_role("link").first).to_be_hidden()
    bottom = headings.bounding_box()["y"] + headings.bounding_box()["height"]  # type: ignore[index]
    assert page.locator("#links").bounding_box()["y"] >= bottom  # type: ignore[index]


@pytest.mark.parametrize("kind", ["practice", "report", "digest", "federal"])
def test_no_line_of_facts_ends_or_begins_with_a_dot(page_at: Visit, kind: str) -> None:
    """The dot of a fact lies before it; where the fact begins a line, that is left of what the row shows."""
    page = page_at(PAGES[kind], width=320)
    rows = page.evaluate("""() => [...document.querySelectorAll("#main :is(.eyebrow,.dotted)")].map(row => {
      const left = row.getBoundingClientRect().left, rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const shown = left + parseFloat(/inset\\([^ ]+ [^ ]+ [^ ]+ ([^)]+)px\\)/.exec(getComputedStyle(row).clipPath)[1]);
      return [...row.children].map(fact => {
        const dot = getComputedStyle(fact, "::after"), box = fact.getBoundingClientRect();
        const at = box.left + parseFloat(dot.left);
        return { first: Math.abs(box.left - left - 1.1 * rem) < 1, dot: at + parseFloat(dot.width) > shown + 1 };
      });
    })""")
    facts = [fact for row in rows for fact in row]
    assert sum(fact["first"] for fact in facts) >= len(rows)
    assert [fact["dot"] for fact in facts] == [not fact["first"] for fact in facts]
