"""The catalogue by the contract of the site: one search field, results, a count, facets, all of it in
the address. What is right is worked out from the published records, not from the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from observing import Observed
from playwright.sync_api import Locator, Page, expect
from publishing import Published, assert_none

pytestmark = pytest.mark.browser

FACETS = ("region", "direction", "subcategory", "life_situation", "stage", "year")
Chosen = Mapping[str, list[str]]


class Truth:
    """Which practices carry which facet values, by the files of the API."""

    def __init__(self, published: Published) -> None:
        self._folder = published.site / "api/v1/practices"

    @cached_property
    def values(self) -> dict[str, dict[str, set[str]]]:
        found = {}
        for path in sorted(self._folder.glob("*.json")):
            p: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            when = p.get("stage_date") or max((s["date"] for s in p["sources"] if "date" in s), default="")
            found[p["id"]] = {
                "region": set(p["regions"]),
                "direction": {p["direction"]} if p.get("direction") else set(),
                "subcategory": set(p["subcategories"]),
                "life_situation": {*p["life_situations"], *(h["problem"].partition("#")[0] for h in p["helps_with"])},
                "stage": {p["stage"]},
                "year": {str(when)[:4]} if when else set(),
            }
        return found

    def ids(self, chosen: Chosen, among: set[str] | None = None, without: str = "") -> set[str]:
        """Any value within a facet, every facet at once."""
        return {
            id
            for id, values in self.values.items()
            if (among is None or id in among)
            and all(name == without or not wanted or values[name] & set(wanted) for name, wanted in chosen.items())
        }

    def counts(self, chosen: Chosen, among: set[str] | None = None) -> dict[tuple[str, str], int]:
        """What each option must say: how many results it would leave under the other facets."""
        every = {(name, value) for values in self.values.values() for name in FACETS for value in values[name]}
        return {
            (name, value): sum(1 for id in self.ids(chosen, among, without=name) if value in self.values[id][name])
            for name, value in every
        }


class Catalogue:
    """The page as its contract describes it."""

    def __init__(self, seen: Observed) -> None:
        self.seen = seen
        self.page: Page = seen.page
        self.rows: Locator = self.page.locator("[data-result]")
        self.total: Locator = self.page.locator("[data-result-total]")
        self.field: Locator = self.page.locator("#main input[type=search]")
        expect(self.page.locator("[data-facets]")).to_be_visible()
        self.settled()

    def settled(self) -> None:
        """Waits until the list is what was asked for."""
        expect(self.page.locator("[data-results]")).to_have_attribute("aria-busy", "false")

    @property
    def shown(self) -> list[str]:
        """Results in their order; a row that is none of them does not stand in the page, or scripts of others would count it."""
        ids: list[str] = self.rows.evaluate_all("rows => rows.map(row => row.dataset.recordId)")
        return ids

    def everything(self) -> list[str]:
        """All results in their order, «Показать ещё» pressed to the end."""
        more = self.page.locator("[data-more]")
        while more.is_visible():
            before = len(self.shown)
            more.click()
            self.settled()
            assert len(self.shown) > before
        return self.shown

    def counts(self) -> dict[tuple[str, str], int]:
        found: list[list[Any]] = self.page.locator("[data-facet] input").evaluate_all(
            "all => all.map(e => [e.name, e.value, Number(e.closest('label').querySelector('[data-facet-count]').textContent)])"
        )
        return {(name, value): n for name, value, n in found}

    def choose(self, name: str, *values: str) -> None:
        for value in values:
            box = self.page.locator(f"input[name={name}][value='{value}']")
            if not box.is_visible():
                self.page.locator(f"[data-facet={name}] [data-facet-more]").click()
            box.check()
            self.settled()

    def take_back(self, name: str, value: str) -> None:
        self.page.locator(f"input[name={name}][value='{value}']").uncheck()
        self.settled()

    def search(self, words: str) -> None:
        """Types and waits until the page has answered."""
        status = self.page.locator("[data-search-status]")
        status.evaluate("e => e.textContent = ''")
        self.field.fill(words)
        self.field.press("Enter")
        expect(status).to_have_text(re.compile("Найдено|не нашлось"))
        self.settled()

    @property
    def state(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)


Visit = Callable[..., Catalogue]


@pytest.fixture(scope="module")
def truth(published: Published) -> Truth:
    return Truth(published)


@pytest.fixture
def visit(open_page: Callable[..., Observed]) -> Visit:
    def open(query: str = "", **options: Any) -> Catalogue:
        return Catalogue(open_page(f"practices/{query}", **options))

    return open


def frequent(truth: Truth, name: str, place: int = 0) -> str:
    """The value of a facet that most practices have, or the next one."""
    counts = {value: n for (facet, value), n in truth.counts({}).items() if facet == name}
    return sorted(counts, key=lambda v: (-counts[v], v))[place]


# The list


def test_one_field_all_facets_and_twenty_rows(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    assert catalogue.page.locator("input[type=search]").count() == 1
    names = catalogue.page.locator("[data-facet] input").evaluate_all("all => [...new Set(all.map(e => e.name))]")
    assert set(names) == set(FACETS)
    assert catalogue.total.inner_text() == str(len(truth.values))
    assert len(catalogue.shown) == 20
    everything = catalogue.everything()
    assert len(everything) == len(set(everything))
    assert set(everything) == set(truth.values)
    assert_none(catalogue.seen.faults)


def test_options_name_every_value_with_its_count(visit: Visit, truth: Truth) -> None:
    assert visit().counts() == truth.counts({})


def test_the_rest_of_a_long_facet_opens(visit: Visit) -> None:
    catalogue = visit()
    facet = catalogue.page.locator("[data-facet=region]")
    before = facet.locator("input").filter(visible=True).count()
    facet.locator("[data-facet-more]").click()
    assert facet.locator("input").filter(visible=True).count() == facet.locator("input").count() > before


# Facets


def test_each_facet_narrows(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    for name in FACETS:
        value = frequent(truth, name)
        catalogue.choose(name, value)
        expected = truth.ids({name: [value]})
        expect(catalogue.total).to_have_text(str(len(expected)))
        assert set(catalogue.everything()) == expected, name
        assert catalogue.counts() == truth.counts({name: [value]}), name
        assert catalogue.state == {name: [value]}
        catalogue.take_back(name, value)
        expect(catalogue.total).to_have_text(str(len(truth.values)))
    assert catalogue.state == {}


def test_values_of_one_facet_add_up_and_facets_cut(visit: Visit, truth: Truth) -> None:
    stages = [frequent(truth, "stage", 0), frequent(truth, "stage", 1)]
    catalogue = visit()
    catalogue.choose("stage", *stages)
    assert set(catalogue.everything()) == truth.ids({"stage": stages})
    direction = frequent(truth, "direction")
    chosen = {"stage": stages, "direction": [direction]}
    catalogue.choose("direction", direction)
    expected = truth.ids(chosen)
    assert 0 < len(expected) < len(truth.ids({"stage": stages}))
    expect(catalogue.total).to_have_text(str(len(expected)))
    assert set(catalogue.everything()) == expected
    assert catalogue.counts() == truth.counts(chosen)
    assert {name: sorted(values) for name, values in catalogue.state.items()} == {
        "stage": sorted(stages), "direction": [direction]
    }


def test_a_choice_that_leaves_nothing_says_so(visit: Visit, truth: Truth) -> None:
    region = frequent(truth, "region")
    stage = next(s for s in ("closed", "announced", "pilot", "scaled", "running") if not truth.ids({"region": [region], "stage": [s]}))
    catalogue = visit(f"?region={region}&stage={stage}")
    expect(catalogue.total).to_have_text("0")
    expect(catalogue.page.locator("[data-empty]")).to_be_visible()
    assert catalogue.shown == []
    assert catalogue.page.locator("[data-empty] a").count() >= 3


# The address


def test_an_address_opens_what_it_says(visit: Visit, truth: Truth) -> None:
    chosen = {"region": [frequent(truth, "region", 0), frequent(truth, "region", 1)], "year": [frequent(truth, "year")]}
    catalogue = visit("?" + urlencode(chosen, doseq=True))
    assert set(catalogue.everything()) == truth.ids(chosen)
    checked = catalogue.page.locator("[data-facet] input:checked").evaluate_all("all => all.map(e => [e.name, e.value])")
    assert sorted(map(tuple, checked)) == sorted((name, value) for name, values in chosen.items() for value in values)


def test_a_list_sent_by_mail_is_the_same_list(visit: Visit, truth: Truth) -> None:
    mine = visit()
    mine.choose("direction", frequent(truth, "direction"))
    mine.search("помощь")
    other = visit(f"?{urlsplit(mine.page.url).query}")
    expect(other.total).to_have_text(mine.total.inner_text())
    assert other.everything() == mine.everything()
    expect(other.field).to_have_value("помощь")
    assert mine.state == {"q": ["помощь"], "direction": [frequent(truth, "direction")]}


def test_words_and_values_nobody_knows_break_nothing(visit: Visit, truth: Truth) -> None:
    catalogue = visit("?region=atlantida&year=1812&foo=bar&stage=")
    assert set(catalogue.everything()) == set(truth.values)
    hostile = '<img src=x onerror="document.title=1">'
    catalogue = visit(f"?q={quote(hostile)}")
    expect(catalogue.page.locator("[data-search-status]")).to_have_text(re.compile("Найдено|не нашлось"))
    expect(catalogue.field).to_have_value(hostile)
    assert catalogue.page.locator("#main img").count() == 0
    assert catalogue.page.title() != "1"
    assert_none(catalogue.seen.faults)


def test_back_undoes_the_last_choice(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    region, stage = frequent(truth, "region"), frequent(truth, "stage")
    catalogue.choose("region", region)
    catalogue.choose("stage", stage)
    assert set(catalogue.everything()) == truth.ids({"region": [region], "stage": [stage]})
    catalogue.page.go_back()
    expect(catalogue.total).to_have_text(str(len(truth.ids({"region": [region]}))))
    assert catalogue.page.locator("[data-facet] input:checked").count() == 1
    catalogue.page.go_back()
    expect(catalogue.total).to_have_text(str(len(truth.values)))
    catalogue.page.go_forward()
    expect(catalogue.total).to_have_text(str(len(truth.ids({"region": [region]}))))


def test_a_browser_that_takes_no_more_addresses_still_draws(visit: Visit, truth: Truth) -> None:
    """Safari takes a hundred in ten seconds; a key held down on a list of choices gives more."""
    catalogue = visit()
    catalogue.page.evaluate("() => { history.pushState = history.replaceState = () => { throw new DOMException('', 'SecurityError'); }; }")
    region = frequent(truth, "region")
    catalogue.choose("region", region)
    assert set(catalogue.everything()) == truth.ids({"region": [region]})
    assert_none(catalogue.seen.faults)


def test_words_are_there_on_coming_back(visit: Visit) -> None:
    """Safari gives fields that are not to be completed their first value again, if that is empty."""
    catalogue = visit()
    catalogue.search("лекарства")
    catalogue.page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    catalogue.field.evaluate("field => field.form.reset()")
    expect(catalogue.field).to_have_value("лекарства")


def test_back_from_a_practice_restores_list_and_place(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    direction = frequent(truth, "direction")
    catalogue.choose("direction", direction)
    before = catalogue.shown
    link = catalogue.rows.nth(min(9, len(before) - 1)).locator("h2 a")
    link.scroll_into_view_if_needed()
    place = catalogue.page.evaluate("scrollY")
    assert place > 0
    link.click()
    expect(catalogue.page.locator("article.practice")).to_be_visible()
    catalogue.page.go_back()
    expect(catalogue.total).to_have_text(str(len(truth.ids({"direction": [direction]}))))
    assert catalogue.shown == before
    catalogue.page.wait_for_function("place => Math.abs(scrollY - place) < 60", arg=place)


# Chips, order


def test_chips_say_what_is_chosen_and_take_it_back(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    region, stage = frequent(truth, "region"), frequent(truth, "stage")
    catalogue.choose("region", region)
    catalogue.choose("stage", stage)
    chips = catalogue.page.locator("[data-chips] button")
    title = catalogue.page.locator(f"input[value='{region}'] + span").inner_text()
    chips.filter(has_text=title).click()
    expect(chips.first).to_be_focused()
    assert set(catalogue.everything()) == truth.ids({"stage": [stage]})
    assert catalogue.state == {"stage": [stage]}
    expect(catalogue.page.locator(f"input[value='{region}']")).not_to_be_checked()
    chips.first.click()
    expect(catalogue.total).to_have_text(str(len(truth.values)))
    assert catalogue.state == {}
    assert chips.count() == 0
    expect(catalogue.field).to_be_focused()


def test_order_by_title_and_by_date(visit: Visit, published: Published) -> None:
    catalogue = visit()
    order = catalogue.page.locator("[data-sort]")
    order.select_option("title")
    titles = [t.replace("\u00a0", " ") for _ in [catalogue.everything()] for t in catalogue.rows.locator("h2").all_inner_texts()]
    assert titles == catalogue.page.evaluate("titles => [...titles].sort((a, b) => a.localeCompare(b, 'ru'))", titles)
    order.select_option("date")
    dates = [d for _ in [catalogue.everything()] for d in catalogue.rows.evaluate_all("rows => rows.map(row => row.dataset.date)")]
    assert dates == sorted(dates, reverse=True)
    assert catalogue.state["sort"] == ["date"]
    catalogue.page.reload()
    expect(order).to_have_value("date")


# Words


@pytest.mark.parametrize("words", ["справка в школу", "лекарства в деревне", "работа для инвалидов"])
def test_the_examples_of_the_home_page_work(visit: Visit, open_page: Callable[..., Observed], words: str) -> None:
    page = open_page("").page
    page.locator(".examples").get_by_role("link", name=words).click()
    catalogue = Catalogue(Observed(page, ""))
    expect(catalogue.field).to_have_value(words)
    expect(page.locator("[data-search-status]")).to_have_text(re.compile("Найдено"))
    assert int(catalogue.total.inner_text()) > 0
    assert catalogue.shown


@pytest.mark.parametrize(
    "id", ["tsentr-serdechno-sosudistykh-riskov", "meditsinskie-spravki-v-elektronnom-vide", "zont", "urban-khakaton-detali-goroda"]
)
def test_the_words_of_a_title_find_it_first(visit: Visit, published: Published, id: str) -> None:
    record = json.loads((published.site / f"api/v1/practices/{id}.json").read_text(encoding="utf-8"))
    catalogue = visit()
    catalogue.search(record["title"].lower())
    assert catalogue.shown[0] == id


def test_forms_of_a_word_find_the_same(visit: Visit) -> None:
    catalogue, found = visit(), []
    for word in ("лекарства", "лекарствами", "ЛЕКАРСТВ"):
        catalogue.search(word)
        found.append(set(catalogue.everything()))
    assert len(found[0]) > 1
    assert found[0] == found[1] == found[2]


def test_a_mistyped_word_is_mended_aloud(visit: Visit) -> None:
    catalogue = visit()
    catalogue.search("поликлинника")
    assert catalogue.shown
    expect(catalogue.page.locator("#main").get_by_text(re.compile("поликлиника", re.IGNORECASE)).first).to_be_visible()
    assert catalogue.state["q"] == ["поликлинника"]


def test_words_that_nothing_holds(visit: Visit) -> None:
    catalogue = visit()
    catalogue.search("щщщъъъ")
    expect(catalogue.total).to_have_text("0")
    assert catalogue.shown == []
    empty = catalogue.page.locator("[data-empty]")
    expect(empty).to_be_visible()
    for address in ("regions/", "subcategories/", "life-situations/"):
        expect(empty.locator(f"a[href$='{address}']")).to_be_visible()
    catalogue.field.fill("")
    expect(empty).to_be_hidden()
    assert len(catalogue.shown) == 20


def test_an_answer_that_comes_late_changes_nothing(visit: Visit) -> None:
    catalogue = visit()
    catalogue.search("врач")
    page, marks = catalogue.page, catalogue.rows.locator("mark")
    held = """() => {
      const search = smartekaSearch.search;
      window.release = null;
      smartekaSearch.search = (...asked) => search(...asked).then(found => new Promise(done => {
        smartekaSearch.search = search;
        window.release = () => { done(found); return new Promise(requestAnimationFrame); };
      }));
    }"""
    page.evaluate(held)
    catalogue.field.fill("помощь")
    catalogue.field.press("Enter")
    page.wait_for_function("() => window.release")
    catalogue.search("врач")
    shown = marks.all_inner_texts()
    page.evaluate("release()")
    assert marks.all_inner_texts() == shown
    assert shown

    page.evaluate(held)
    page.get_by_role("button", name="Показать ещё").click()
    page.wait_for_function("() => window.release")
    catalogue.search("школа")
    page.evaluate("release()")
    expect(catalogue.field).to_be_focused()  # and not a row of the list that was wanted before


def test_of_a_very_long_query_the_beginning_is_looked_for(visit: Visit) -> None:
    catalogue = visit(width=390)
    catalogue.search("поликлиника " * 50)
    expect(catalogue.page.locator("[data-search-note]")).to_have_text("Запрос длинный: ищем по его началу.")
    assert "mobilnaya-poliklinika" in catalogue.shown
    catalogue.search("ъ" * 500)
    expect(catalogue.page.locator("[data-empty] h2")).to_have_text(f"Практик по словам «{'ъ' * 120}…» нет")
    assert_none(catalogue.seen.sticking_out())


def test_words_and_facets_work_together(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    catalogue.search("помощь")
    among = set(catalogue.everything())
    assert 0 < len(among) < len(truth.values)
    assert catalogue.counts() == truth.counts({}, among)
    stage = frequent(truth, "stage")
    catalogue.choose("stage", stage)
    assert set(catalogue.everything()) == truth.ids({"stage": [stage]}, among)
    assert catalogue.counts() == truth.counts({"stage": [stage]}, among)
    assert catalogue.total.inner_text() == str(len(truth.ids({"stage": [stage]}, among)))


def test_results_come_while_one_types(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    catalogue.field.press_sequentially("поликлиника")
    expect(catalogue.page.locator("[data-record-id=mobilnaya-poliklinika]")).to_be_in_viewport()
    assert 0 < int(catalogue.total.inner_text()) < len(truth.values)
    expect(catalogue.page).to_have_url(re.compile("q="))


def test_the_count_is_told_to_a_screen_reader(visit: Visit) -> None:
    catalogue = visit()
    catalogue.search("поликлиника")
    status = catalogue.page.locator("[role=status]").filter(has_text=re.compile(r"Найдено: \d+"))
    assert re.search(r"\d+", status.first.inner_text())[0] == catalogue.total.inner_text()  # type: ignore[index]


def test_why_and_what_is_missing_is_told(visit: Visit) -> None:
    catalogue = visit()
    catalogue.search("буллинг")
    row = catalogue.page.locator("[data-record-id=zont]")
    expect(row.locator(".row__why")).to_have_text("«буллинг» – то же, что «травля»")
    expect(row.locator("mark").first).to_be_visible()
    catalogue.search("рецепт абракадабра")
    note = catalogue.page.locator("[data-search-note]")
    expect(note).to_have_text(re.compile(r"часть из них\.$"))
    expect(catalogue.page.locator("[data-record-id=elektronnyy-retsept] .row__why").last).to_have_text("нет слова «абракадабра»")
    catalogue.search("рецепт абракадабра шмяк бряк")
    expect(note).to_have_text(re.compile("Попробуйте короче"))


def test_other_kinds_stand_in_groups(visit: Visit) -> None:
    catalogue = visit()
    catalogue.search("ЦЗН")
    others = catalogue.page.locator("[data-others]")
    expect(others).to_be_hidden()  # asked for when one comes near
    catalogue.page.locator("[data-others-here]").scroll_into_view_if_needed()
    expect(others).to_be_visible()
    expect(others.get_by_text("Центр занятости населения", exact=True)).to_be_visible()
    headings = others.locator("h3").all_inner_texts()
    assert {"Жизненные ситуации", "Проблемы", "Словарь"} <= set(headings)
    assert len(headings) == len(set(headings))


def test_arrows_lead_through_the_results(visit: Visit) -> None:
    catalogue = visit()
    catalogue.page.keyboard.press("/")
    expect(catalogue.field).to_be_focused()
    catalogue.search("лекарства")
    links = catalogue.rows.locator("h2 a")
    for place in (0, 1):
        catalogue.page.keyboard.press("ArrowDown")
        expect(links.nth(place)).to_be_focused()
    catalogue.page.keyboard.press("ArrowUp")
    expect(links.nth(0)).to_be_focused()
    catalogue.page.keyboard.press("Escape")
    expect(catalogue.field).to_be_focused()
    catalogue.page.keyboard.press("ArrowDown")
    catalogue.page.keyboard.press("Enter")
    expect(catalogue.page.locator("article.practice")).to_be_visible()
    catalogue.page.go_back()
    expect(catalogue.field).to_have_value("лекарства")
    catalogue.field.focus()
    catalogue.page.keyboard.press("Escape")
    expect(catalogue.field).to_have_value("")
    assert catalogue.state == {}


def test_a_list_is_printed_with_what_it_is(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    stage = frequent(truth, "stage")
    catalogue.choose("stage", stage)
    catalogue.search("лекарства")
    about = catalogue.page.locator("[data-print-about]")
    expect(about).to_be_hidden()
    catalogue.page.emulate_media(media="print")
    expect(about).to_have_text(re.compile("Запрос: «лекарства». Стадия: .*Показано: .*practices"))
    for hidden in ("[data-facets]", "[data-search-form]", ".top", "[data-chips]"):
        expect(catalogue.page.locator(hidden).first).to_be_hidden()
    assert catalogue.shown


def test_a_list_is_copied_as_a_table(visit: Visit, truth: Truth) -> None:
    catalogue = visit()
    catalogue.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    direction = frequent(truth, "direction")
    catalogue.choose("direction", direction)
    catalogue.page.locator("[data-copy-table]").click()
    expect(catalogue.page.locator("[data-copy-table]")).to_have_text("Скопировано")
    text: str = catalogue.page.evaluate("navigator.clipboard.readText()")
    header, *lines = [line.split("\t") for line in text.splitlines()]
    assert header == ["Практика", "Регион", "Стадия", "Результат", "Адрес"]
    assert {line[-1].rstrip("/").rpartition("/")[2] for line in lines} == truth.ids({"direction": [direction]})
    assert {len(line) for line in lines} == {5}
    catalogue.search("помощь")
    # Rows have still to be loaded. What comes after the click Safari refuses, unless it was promised within the click.
    catalogue.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError')); }")
    catalogue.page.locator("[data-copy-table]").click()
    expect(catalogue.page.locator("[data-search-status]")).to_have_text(re.compile("Скопировано строк"))
    text = catalogue.page.evaluate("navigator.clipboard.readText()")
    assert len(text.splitlines()) - 1 == int(catalogue.total.inner_text())


def test_nothing_is_fetched_from_elsewhere_while_searching(visit: Visit) -> None:
    catalogue = visit()
    catalogue.search("справка в школу")
    assert_none(catalogue.seen.faults)


def test_a_network_that_goes_leaves_a_list_or_a_word(visit: Visit) -> None:
    """Offline after the page came: plain words are looked for, or the reader is told; never a blank page."""
    catalogue = visit()
    catalogue.page.context.set_offline(True)
    catalogue.search("поликлиника")
    assert catalogue.shown
    expect(catalogue.page.locator("[data-search-note]")).to_be_visible()


# A telephone


def test_facets_are_a_sheet_on_a_telephone(visit: Visit, truth: Truth) -> None:
    catalogue = visit(width=390)
    stage = frequent(truth, "stage")
    box = catalogue.page.locator(f"input[name=stage][value={stage}]")
    expect(box).to_be_hidden()
    assert catalogue.rows.first.bounding_box()["y"] < 800, "результаты видны без прокрутки"  # type: ignore[index]
    catalogue.page.locator("[data-facets-sheet] summary").click()
    box.check()
    expect(catalogue.total).to_have_text(str(len(truth.ids({"stage": [stage]}))))
    expect(catalogue.page.locator("[data-facets-sheet] summary")).to_contain_text("1")
    assert_none(catalogue.seen.sticking_out())
    # What was found lies below all that may be chosen: a button stays in view that leads there.
    done = catalogue.page.get_by_role("button", name=f"Показать {len(truth.ids({'stage': [stage]}))} практик")
    expect(done).to_be_in_viewport(ratio=1)
    done.press("Enter")
    expect(box).to_be_hidden()
    expect(catalogue.page.locator("[data-facets-sheet] summary")).to_be_focused()
    expect(catalogue.rows.first).to_be_in_viewport()
