"""Small helps of single pages: filters, chooser, tips, copying, printing."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from kinds import PAGES, SAMPLE_PAGES
from playwright.sync_api import Page, expect
from publishing import Published, assert_none

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def record_of(published: Published, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((published.site / "api/v1" / path).read_text(encoding="utf-8"))
    return found


# Filters


def test_problems_are_filtered(page_at: Visit, published: Published) -> None:
    situation = record_of(published, "life-situations/tekhnicheskie-sredstva-reabilitatsii.json")
    numbers = [p["number"] for p in situation["problems"]]
    federal = [p["number"] for p in situation["problems"] if any(s["federal"] for s in p["solutions"])]
    helped = {
        int(link["problem"].partition("#")[2])
        for path in (published.site / "api/v1/practices").glob("*.json")
        for link in json.loads(path.read_text(encoding="utf-8")).get("helps_with", [])
        if link["problem"].startswith(f"{situation['id']}#")
    }
    white = [n for n in numbers if n not in helped]
    assert 0 < len(federal) < len(numbers)
    assert 0 < len(white) < len(numbers)

    page = page_at(PAGES["situation"])
    visible = page.locator(".problem").filter(visible=True)
    status = page.locator("[data-problem-count]")

    def shown() -> list[int]:
        return [int(id.removeprefix("problem-")) for id in visible.evaluate_all("found => found.map(e => e.id)")]

    assert shown() == numbers
    page.locator("[data-problem-filter] input[value=federal]").check()
    expect(status).to_have_text(re.compile(rf"Показано: {len(federal)} проблем"))
    assert shown() == federal
    page.locator("[data-problem-filter] input[value=white]").check()
    expect(status).to_have_text(re.compile(rf"Показано: {len(white)} проблем"))
    assert shown() == white
    page.locator("[data-problem-filter] input[value=all]").check()
    assert shown() == numbers


class Coverage:
    """What the map of solutions must show, by the files of the API."""

    def __init__(self, published: Published) -> None:
        def read(folder: str) -> list[dict[str, Any]]:
            return [json.loads(p.read_text(encoding="utf-8")) for p in sorted((published.site / "api/v1" / folder).glob("*.json"))]

        models = {s: m["id"] for m in read("target-models") for s in m["life_situations"]}
        self.problems = {
            f"{s['id']}#{p['number']}": (models[s["id"]], any(x["federal"] for x in p["solutions"]))
            for s in read("life-situations") for p in s["problems"]
        }
        self.regions: dict[str, list[set[str]]] = {id: [] for id in self.problems}
        for practice in read("practices"):
            where = {*practice["regions"], *(a["region"] for a in practice["adoptions"])}
            for link in practice["helps_with"]:
                self.regions[link["problem"]].append(where)

    def count(self, id: str, region: str = "") -> int:
        return sum(1 for where in self.regions[id] if not region or region in where)


def test_the_map_of_solutions_is_filtered(page_at: Visit, published: Published) -> None:
    truth = Coverage(published)
    page = page_at(PAGES["coverage"])
    rows = page.locator("[data-problem]:not([hidden])")
    groups = page.locator("[data-coverage-group]")
    closed = groups.filter(visible=True).locator("details:not([open])")

    def shown() -> list[tuple[str, str]]:
        return [tuple(pair) for pair in rows.evaluate_all("all => all.map(e => [e.dataset.problem, e.querySelector('[data-coverage-count]').textContent])")]

    def expected(region: str, *ids: str) -> list[tuple[str, str]]:
        return [(id, str(truth.count(id, region) or "нет")) for id in ids]

    everything = list(truth.problems)
    assert len(everything) == 74
    assert sorted(shown()) == sorted(expected("", *everything))
    assert closed.count() == groups.count() == 7, "сначала видно, какие есть ситуации"
    own = [n.replace("нет", "0") for id, n in shown() if id.startswith("trudoustroystvo")]
    assert own == sorted(own, key=int), "белые пятна первыми"

    page.locator("select[name=model]").select_option("rynok-truda")
    page.get_by_text("с пометкой (Ф)", exact=True).click()
    some = [id for id, (model, federal) in truth.problems.items() if model == "rynok-truda" and federal]
    assert sorted(shown()) == sorted(expected("", *some))
    assert closed.count() == 0, "о чём спросили, то раскрыто"
    white = sum(1 for id in some if not truth.count(id))
    expect(groups.filter(visible=True).locator("[data-coverage-tally]")).to_have_text(re.compile(rf"^{len(some)} проблем\w*, без практик {white}$"))
    expect(page.locator("[data-coverage-status]")).to_have_text(re.compile(rf"Показано: {len(some)} проблем"))

    page.get_by_text("любые", exact=True).click()
    page.locator("select[name=region]").select_option("moskva")
    page.get_by_text("с практиками", exact=True).click()
    own = [id for id, (model, _) in truth.problems.items() if model == "rynok-truda" and truth.count(id, "moskva")]
    assert own
    assert sorted(shown()) == sorted(expected("moskva", *own))
    hidden = page.locator("[data-problem] [data-regions]").filter(visible=True)
    assert all("moskva" in regions for regions in hidden.evaluate_all("all => all.map(e => e.dataset.regions)"))

    before = shown()
    page.reload()
    assert shown() == before
    page.go_back()
    expect(page.locator("input[name=show][value='']")).to_be_checked()
    assert len(shown()) > len(before)
    page.get_by_role("button", name="Свернуть все").click()
    assert closed.count() == groups.filter(visible=True).count()
    page.goto(page.url.split("?")[0] + "?model=atlantida&show=x")
    assert len(shown()) == 74


def test_a_cell_of_the_heat_table_leads_to_its_practices(page_at: Visit) -> None:
    page = page_at(PAGES["coverage"])
    cells = page.locator(".heat__cell a")
    numbers = [int(text) for text in cells.all_inner_texts()]
    place = numbers.index(max(numbers))
    cells.nth(place).click()
    expect(page.locator("[data-result-total]")).to_have_text(str(max(numbers)))


def test_items_of_a_report_are_filtered(page_at: Visit, published: Published) -> None:
    report = record_of(published, "reports/zabaykalye-rss-2024.json")
    items = [item for section in report["sections"] for item in section["items"]]
    statuses = Counter(item["status"]["value"] for item in items)
    page = page_at(PAGES["report"])
    visible = page.locator(".item").filter(visible=True)
    choices = page.locator("[data-status-filter] input")
    offered = choices.evaluate_all("found => found.map(e => e.value)")
    assert {"", "overdue", *statuses} <= set(offered)
    for value, n in statuses.items():
        page.locator(f"[data-status-filter] input[value={value}]").check()
        assert visible.count() == n
        assert set(visible.evaluate_all("found => found.map(e => e.dataset.status)")) == {value}
        expect(page.locator("[data-status-count]")).to_have_text(re.compile(rf"Показано: {n} пункт"))
        empty = page.locator("[data-rss-section]").filter(visible=True).filter(has_not=page.locator(".item:not([hidden])"))
        assert empty.count() == 0, "пустой раздел остался"
    page.locator("[data-status-filter] input[value=overdue]").check()
    label = page.locator("[data-status-filter] label", has_text="просрочено").inner_text()
    assert visible.count() == int(re.search(r"\((\d+)\)", label)[1])  # type: ignore[index]
    page.locator("[data-status-filter] input[value='']").check()
    assert visible.count() == len(items)


@pytest.mark.parametrize(
    ("kind", "items", "typed", "left"),
    [
        ("region list", "[data-region-item]", "якут", ["Республика Саха (Якутия)"]),
        ("region list", "[data-region-item]", "ямало", ["Ямало-Ненецкий автономный округ"]),
        ("glossary", "[data-term]", "цзн", ["ЦЗН"]),
    ],
)
def test_lists_narrow_as_one_types(page_at: Visit, kind: str, items: str, typed: str, left: list[str]) -> None:
    page = page_at(PAGES[kind])
    everything = page.locator(items).filter(visible=True).count()
    page.locator("[data-quick-input]").fill(typed)
    shown = page.locator(items).filter(visible=True)
    assert 0 < shown.count() < everything
    for word in left:
        assert shown.filter(has_text=word).count() == 1
    expect(page.get_by_role("status").filter(has_text=f"Показано: {shown.count()}")).to_have_count(1)
    empty = page.locator(".district").filter(visible=True).filter(has_not=page.locator("li:not([hidden])"))
    assert empty.count() == 0
    page.locator("[data-quick-input]").fill("")
    assert page.locator(items).filter(visible=True).count() == everything


def test_yo_and_e_are_one_letter(page_at: Visit) -> None:
    page = page_at(PAGES["glossary"])
    shown = page.locator("[data-term]").filter(visible=True)
    counts = []
    for word in ("услуг", "отчёт", "отчет"):
        page.locator("[data-quick-input]").fill(word)
        counts.append(shown.count())
    assert counts[0] > 0
    assert counts[1] == counts[2] > 0


def test_a_region_is_chosen(page_at: Visit) -> None:
    page = page_at("")
    page.locator("[data-region-chooser] select").select_option(label="Рязанская область")
    page.locator("[data-region-chooser] button").click()
    expect(page).to_have_url(re.compile(r"/regions/ryazanskaya-oblast/$"))
    expect(page.locator("h1")).to_have_text("Рязанская область")


def test_no_region_chosen_leads_to_the_list(page_at: Visit) -> None:
    page = page_at("")
    page.locator("[data-region-chooser] button").click()
    expect(page.locator("h1")).to_have_text("Регионы")


def test_tiles_of_the_map_are_links_with_names(page_at: Visit) -> None:
    page = page_at("")
    page.locator(".pass").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Те же регионы списком")  # not one of 83 tiles
    page.locator("svg.tiles").get_by_role("link", name=re.compile("^Рязанская область")).click()
    expect(page.locator("h1")).to_have_text("Рязанская область")


# Paths: situation → problem → solution → practice, and back


def test_from_a_situation_to_a_practice_and_back(page_at: Visit) -> None:
    page = page_at("target-models/zdravookhranenie/")
    page.locator(".strip a").first.click()
    expect(page.locator("#problem-1")).to_be_in_viewport()
    page.locator("#problem-1 .solvers a").first.click()
    expect(page.locator("article.practice")).to_be_visible()
    helps = page.locator(".helps")
    helps.get_by_role("link", name=re.compile("колл-центр")).click()
    expect(page).to_have_url(re.compile("#problem-1$"))
    page.go_back()
    helps.get_by_role("link", name="решение 3", exact=True).first.click()
    expect(page.locator("#problem-1-3")).to_be_in_viewport()
    page.go_back()
    page.locator(".helps__where").get_by_role("link", name="Здравоохранение").first.click()
    expect(page.locator("h1")).to_contain_text("Здравоохранение")


def test_words_of_a_solution_lead_to_its_problem(page_at: Visit) -> None:
    page = page_at("practices/?q=" + "обзванивать пациентов роботом накануне приёма")
    problem = "[data-other='problem:pervichnaya-pomoshch-pri-boleznyakh-serdtsa#1']"
    # Other kinds are asked for when one is near; rows that are still coming move the place away.
    page.wait_for_function("wanted => (document.querySelector('[data-others-here]').scrollIntoView(), document.querySelector(wanted))", arg=problem)
    page.locator(problem).click()
    expect(page.locator("#problem-1")).to_be_in_viewport()


# Tips, copying, the missing page


@pytest.mark.parametrize("width", [390, 1280])
def test_an_abbreviation_explains_itself_at_a_tap(page_at: Visit, sample_url: str, width: int) -> None:
    page = page_at(SAMPLE_PAGES["practice"], width=width, site=sample_url)
    page.locator("#main abbr[title]").first.click()
    tip = page.get_by_role("status").filter(has_text="Многофункциональный центр")
    expect(tip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    page.locator("#main abbr[title]").first.click()
    page.locator("h1").click()
    expect(tip).to_have_count(0)


def test_abbreviations_of_the_real_base_are_explained(page_at: Visit) -> None:
    page = page_at(PAGES["report"])
    explained = page.locator("#main abbr[title]")
    assert explained.count() > 0
    assert_none(explained.evaluate_all("found => found.filter(e => e.title.length < 5).map(e => e.outerHTML)"))


def test_a_link_is_copied(page_at: Visit) -> None:
    page = page_at(PAGES["practice"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator("[data-copy-what=link]")
    button.click()
    expect(button).to_have_text("Скопировано")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(page.url)
    assert page.locator("h1").inner_text().replace("\u00a0", " ") in copied


def test_a_citation_is_copied_with_address_and_day(page_at: Visit) -> None:
    page = page_at(PAGES["practice"], fresh=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time("2026-11-22T12:00:00")
    page.locator("[data-copy-what=citation]").click()
    title = page.locator("h1").inner_text().replace("\u00a0", " ")
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"{title} / Республика Башкортостан // Смартека : база региональных практик. – По источнику: Методические рекомендации "
        "по внедрению целевых моделей Национальной социальной инициативы в субъектах Российской Федерации, 2021, приложение 1, "
        f"целевая модель «Здравоохранение», практика 1. – URL: {page.url} (дата обращения: 22.11.2026)."
    )


def test_a_link_is_copied_without_the_clipboard_of_the_browser(page_at: Visit) -> None:
    """As on a page that came by plain http in a closed network."""
    page = page_at(PAGES["practice"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    read = "Clipboard.prototype.readText.call(window.kept)"
    page.evaluate("window.kept = navigator.clipboard; Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator("[data-copy-what=link]").click()
    expect(page.locator("[data-copy-what=link]")).to_have_text("Скопировано")
    assert page.evaluate(read).endswith(page.url)


def test_an_abbreviation_explains_itself_to_the_keyboard(page_at: Visit, sample_url: str) -> None:
    page = page_at(SAMPLE_PAGES["practice"], site=sample_url)
    first = page.locator("#main abbr[tabindex]").first
    first.focus()
    tip = page.get_by_role("status").filter(has_text="Многофункциональный центр")
    expect(tip).to_be_in_viewport(ratio=1)
    assert first.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)


def test_each_abbreviation_stops_the_keyboard_once(page_at: Visit) -> None:
    stops = page_at(PAGES["report"]).locator("#main abbr[tabindex]").filter(visible=True).all_inner_texts()
    assert stops
    assert len(stops) == len(set(stops))


@pytest.mark.parametrize("kind", ["practice", "situation", "report", "region", "digest", "guide"])
def test_headings_and_figures_can_be_linked_to(page_at: Visit, kind: str) -> None:
    page = page_at(PAGES[kind])
    bare = page.evaluate("""() => [...document.querySelectorAll("#main :is(h2,h3,figure,.item)[id]")].filter(e => {
      const links = [...e.querySelectorAll("a.anchor, a.headerlink")];
      return !links.some(a => decodeURIComponent(a.hash) === "#" + e.id);
    }).map(e => e.id)""")
    assert bare == []
    names = page.evaluate("[...document.querySelectorAll('#main :is(h2,h3):has(.anchor,.headerlink)')].map(e => e.ariaLabel)")
    assert names
    assert not [name for name in names if not name or "Ссылка" in name or name.endswith("#")]  # a list of headings
    assert page.locator("#main a.anchor, #main a.headerlink").count() > 3


def test_tables_of_hand_written_pages_are_cards_on_a_telephone(page_at: Visit) -> None:
    page = page_at(PAGES["methodology"], width=390)
    cell = page.locator(".doc table.cards td").nth(1)
    assert cell.evaluate("e => getComputedStyle(e).display") == "block"
    assert cell.get_attribute("data-label")


def test_the_missing_page_offers_the_words_of_the_address(page_at: Visit) -> None:
    page = page_at("practices/skoraya-pomoshch_2021/index.html")
    expect(page.locator("[data-lost-search]")).to_have_value("skoraya pomoshch")
    page = page_at("404.html")
    expect(page.locator("[data-lost-search]")).to_have_value("")


def test_an_anchor_leads_to_its_problem(page_at: Visit) -> None:
    page = page_at(PAGES["situation"])
    page.locator(".strip a").nth(4).click()
    expect(page).to_have_url(re.compile("#problem-5$"))
    expect(page.locator("#problem-5")).to_be_in_viewport()


# Paper


@pytest.mark.parametrize("kind", ["practice", "situation", "digest", "report", "catalogue", "methodology", "coverage"])
def test_paper_carries_the_text_and_not_the_controls(page_at: Visit, kind: str) -> None:
    page = page_at(PAGES[kind], width=680)  # A4 without its margins: what is wider, Chromium prints smaller with all the rest
    page.emulate_media(media="print")
    left = page.locator(
        ".top, .foot, .crumbs, button, input, select, .anchor, .headerlink, .filter, .doc__side, [data-facets]"
    ).filter(visible=True)
    assert_none(left.evaluate_all("found => found.map(e => e.outerHTML.slice(0, 80))"))
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")
    assert page.locator(".md-container").evaluate("e => getComputedStyle(e).minHeight") == "0px"  # else an empty sheet in Firefox


def test_paper_is_white_even_at_night(page_at: Visit) -> None:
    page = page_at(PAGES["practice"], scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    page.locator("html").evaluate("e => e.dataset.theme = 'dark'")
    assert colours == page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")


def test_paper_keeps_the_colours_that_carry_a_number(page_at: Visit) -> None:
    """Browsers leave backgrounds out; white numbers on them would vanish with them."""
    page = page_at(PAGES["situation"])
    page.emulate_media(media="print")
    assert page.locator(".cell--on").first.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"


def test_paper_opens_what_is_folded(page_at: Visit) -> None:
    page = page_at(PAGES["situation"])
    folded = page.locator("#process-check .agree")
    assert not folded.evaluate("e => e.checkVisibility()")
    page.emulate_media(media="print")
    assert folded.evaluate("e => e.checkVisibility()")


def test_paper_writes_addresses_out(page_at: Visit, sample_url: str) -> None:
    page = page_at(SAMPLE_PAGES["practice"], site=sample_url)
    page.emulate_media(media="print")
    written = page.locator(".sources a").first.evaluate("e => getComputedStyle(e, '::after').content")
    assert "https://example.org/novost" in written


def test_paper_carries_the_address_of_its_page(page_at: Visit) -> None:
    codes = set()
    for kind in ("practice", "digest"):
        page = page_at(PAGES[kind])
        page.evaluate("for (let i = 0; i < 2; i++) window.dispatchEvent(new Event('beforeprint'))")
        paper = page.locator(".paper")
        expect(paper).to_be_hidden()
        page.emulate_media(media="print")
        expect(paper).to_have_count(1)
        expect(paper.get_by_role("img", name="QR-код этой страницы")).to_be_visible()
        assert paper.inner_text().replace("\n", "") == page.url
        codes.add(paper.locator("path").get_attribute("d"))
    page.evaluate("() => { history.replaceState(null, '', '?q=1'); window.dispatchEvent(new Event('beforeprint')); }")  # printed again
    assert paper.inner_text().replace("\n", "") == page.url
    assert paper.locator("path").get_attribute("d") not in codes
    assert len(codes) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_are_stronger_for_those_who_asked_for_contrast(page_at: Visit, scheme: str) -> None:
    page = page_at(PAGES["practice"], scheme=scheme)
    line = "getComputedStyle(document.querySelector('.glance')).borderTopColor"
    usual = page.evaluate(line)
    page.emulate_media(contrast="more", color_scheme=scheme)  # type: ignore[arg-type]
    assert page.evaluate(line) != usual


def test_nothing_moves_for_those_who_asked_for_calm(page_at: Visit) -> None:
    page = page_at("")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.evaluate("document.getAnimations().length")
    assert moving == 0


def test_what_scrolls_sideways_shows_it(page_at: Visit) -> None:
    page = page_at(PAGES["situation"], width=390)
    path = page.get_by_role("group", name="Путь на шкале дней").first
    expect(path).to_have_class("table-wrap is-cut")
    expect(path).to_have_attribute("tabindex", "0")
    path.evaluate("part => { part.scrollLeft = part.scrollWidth; }")
    expect(path).to_have_class("table-wrap")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(path).not_to_have_attribute("tabindex", "0")
