"""«Собрать дорожную карту» as somebody uses it: by keyboard, its files cell by cell, drafts, without scripts."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from observing import Observed, downloaded
from playwright.sync_api import Page, expect
from publishing import Published, Run, assert_none

sys.path.insert(0, str(Path(__file__).parents[1] / "roadmaps"))

from form_files import excel_cells, excel_merged, word_rows

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
BUILDER = "roadmaps/new/"
NAME = "lesnoy-kray-poluchit-lekarstvo"


def saved(page: Page, form: str, folder: Path) -> Path:
    return downloaded(page.locator(f"[data-save={form}]"), folder)


def tab_to(page: Page, id: str) -> None:
    """Walk forwards with the Tab key until the element has the focus."""
    for _ in range(400):
        if page.evaluate("document.activeElement.id") == id:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to #{id} with the Tab key")


def choose(page: Page, id: str, title: str) -> None:
    """An option of a select with the arrow key."""
    tab_to(page, id)
    for _ in range(100):
        if page.locator(f"#{id} option:checked").inner_text() == title:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no option {title}")


def build_by_keyboard(page: Page) -> None:
    keys = page.keyboard
    choose(page, "f-region", "Лесной край")
    choose(page, "f-life_situation", "Лекарство по рецепту")
    expect(page.locator("#take-1")).to_be_visible()
    tab_to(page, "take-1")
    keys.press("Space")
    tab_to(page, "take-add")
    keys.press("Enter")
    expect(page.locator("[id='f-measures.0.title']")).to_be_focused()
    expect(page.locator("[id='f-measures.0.title']")).to_have_value("Возить лекарства автобусом")
    tab_to(page, "add-measures.0.activities")
    keys.press("Enter")
    keys.type("Купить «автобус» & бензин")
    for text in ("Автобус ездит", "Маршрут; Расписание", "Минздрав; МФЦ", "01102027", "03312027"):
        tab_next_field(page)
        keys.type(text)
    tab_to(page, "add-measures")
    keys.press("Enter")
    keys.type("Своя мера")
    keys.press("Tab")
    keys.type("Своя проблема")
    tab_to(page, "add-measures.1.activities")
    keys.press("Enter")
    keys.type("=Начать")
    for text in ("", "", "Минздрав", "02012027", "02282027"):
        tab_next_field(page)
        keys.type(text)
    for _ in range(400):  # back to the last indicator
        if page.evaluate("document.activeElement.id") == "f-kpis.2.current":
            break
        keys.press("Shift+Tab")
    keys.type("61,5")
    tab_to_act(page, "target")
    keys.press("Enter")
    expect(page.locator("[id='f-kpis.2.target']")).to_have_value("68,6")
    tab_to(page, "f-kpis.2.year")
    keys.type("2027")
    for place in ("1", "0"):
        tab_back(page, f"f-kpis.{place}.current")
        keys.type("12")
        keys.press("Tab")
        keys.type("9,25")


def tab_next_field(page: Page) -> None:
    """The next field; a date has three parts of its own and a button."""
    before = page.evaluate("document.activeElement.id")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") not in ("", before):
            return


def tab_to_act(page: Page, act: str) -> None:
    for _ in range(400):
        if page.evaluate("document.activeElement.dataset.act") == act:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {act} with the Tab key")


def tab_back(page: Page, id: str) -> None:
    for _ in range(400):
        if page.evaluate("document.activeElement.id") == id:
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError(f"no way back to #{id}")


def test_a_road_map_by_keyboard_and_its_files_cell_by_cell(
    page_at: Visit, sample_url: str, sample_root: Path, smarteka: Callable[..., Run], tmp_path: Path
) -> None:
    page = page_at(BUILDER, site=sample_url)
    build_by_keyboard(page)
    expect(page.locator("[data-rb-findings]")).to_contain_text("Замечаний нет")
    files = {form: saved(page, form, tmp_path) for form in ("yml", "json", "csv", "docx", "xlsx")}
    assert files["yml"].name == f"{NAME}.yml"

    place = sample_root / f"regions/lesnoy-kray/roadmaps/{NAME}.yml"
    place.parent.mkdir(parents=True)
    place.write_bytes(files["yml"].read_bytes())
    assert (smarteka("--root", sample_root, "check").code, smarteka("--root", sample_root, "roadmap", "check", NAME).out) == (0, "")
    for form in ("docx", "xlsx"):  # edited in Word or Excel, it comes back
        back = smarteka("--root", sample_root, "roadmap", "export", files[form], "--to", "yaml")
        assert (back.code, back.out) == (0, smarteka("--root", sample_root, "roadmap", "export", NAME, "--to", "yaml").out)

    ours: dict[str, bytes] = {}
    for form in ("docx", "xlsx", "csv", "json"):
        target = tmp_path / f"ours.{form}"
        assert smarteka("--root", sample_root, "roadmap", "export", NAME, "--to", form, "--out", target).code == 0
        ours[form] = target.read_bytes()
    lines, rows = word_rows(files["docx"].read_bytes())
    assert (lines, rows) == word_rows(ours["docx"])
    assert ["1.1. Купить «автобус» & бензин", "Автобус ездит", "Маршрут; Расписание", "10.01.2027", "31.03.2027", "Минздрав, МФЦ"] in rows
    assert ["Доля довольных, % (цель к 2027 году)", "61,5", "68,6"] in rows
    assert excel_cells(files["xlsx"].read_bytes()) == excel_cells(ours["xlsx"])
    assert excel_merged(files["xlsx"].read_bytes()) == excel_merged(ours["xlsx"])
    assert files["csv"].read_bytes() == ours["csv"]
    assert json.loads(files["json"].read_text("utf-8")) == json.loads(ours["json"])
    formats = [{cell.coordinate: cell.number_format for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in row if getattr(cell, "is_date", False)}
               for data in (files["xlsx"].read_bytes(), ours["xlsx"])]
    assert formats[0] == formats[1] and set(formats[0].values()) == {"dd.mm.yyyy"}


def test_the_same_choice_here_and_on_the_command_line(
    page_at: Visit, sample_url: str, sample_root: Path, smarteka: Callable[..., Run], tmp_path: Path
) -> None:
    page = page_at(f"{BUILDER}?situation=poluchit-lekarstvo&region=lesnoy-kray,", site=sample_url)  # a comma of the letter it stood in
    page.get_by_role("button", name="Отметить все проблемы").click()
    page.locator("#take-add").click()
    theirs = json.loads(saved(page, "json", tmp_path).read_text("utf-8"))
    assert smarteka("--root", sample_root, "roadmap", "new", "lesnoy-kray", "poluchit-lekarstvo").code == 0
    ours = json.loads(smarteka("--root", sample_root, "roadmap", "export", NAME, "--to", "json").out)
    assert theirs == ours


def test_a_file_comes_back_as_it_was(page_at: Visit, sample_url: str, sample_site: Published, tmp_path: Path) -> None:
    page = page_at(BUILDER, site=sample_url)
    record = sample_site.root / "regions/ozernaya-oblast/roadmaps/ozernaya-lekarstva.yml"
    page.locator("[data-rb-file]").set_input_files(record)
    expect(page.locator("#f-title")).to_have_value("Дорожная карта Озёрной области по лекарствам")
    expect(page.locator("[id='f-measures.0.activities.1.materials']")).to_have_value("Карта посёлков; Расписание аптек")
    expect(page.locator("[id='f-measures.0.activities.0.start']")).to_have_value("2021-10-01")
    first = saved(page, "json", tmp_path).read_text("utf-8")
    again = saved(page, "yml", tmp_path)
    page.locator("[data-rb-file]").set_input_files(again)
    expect(page.locator("[data-rb-drafts] option")).to_have_count(3)
    assert saved(page, "json", tmp_path).read_text("utf-8") == first
    assert json.loads(first)["approvals"] == [{"body": "Выдуманный проектный офис", "date": "2022-01", "document": "Протокол 1"}]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("a.yml", "просто текст", "нет дорожной карты"), ("b.json", "{", "не открыт"), ("c.yml", "life_situation: x\nmeasures: 5\n", "устроены не так")],
)
def test_a_strange_file_is_told_and_changes_nothing(page_at: Visit, sample_url: str, tmp_path: Path, name: str, text: str, said: str) -> None:
    page = page_at(BUILDER, site=sample_url)
    (tmp_path / name).write_text(text, "utf-8")
    page.locator("[data-rb-file]").set_input_files(tmp_path / name)
    expect(page.locator("[data-rb-trouble]")).to_contain_text(said)
    expect(page.locator("[data-rb-drafts] option")).to_have_count(1)


def test_drafts_are_kept_and_steps_go_back_and_forth(page_at: Visit, sample_url: str) -> None:
    page = page_at(f"{BUILDER}?situation=poluchit-lekarstvo&region=lesnoy-kray", site=sample_url)
    title = page.locator("#f-title")
    expect(title).to_have_value("Дорожная карта: Лесной край, Лекарство по рецепту")
    title.fill("Первая карта")
    page.locator("#add-measures").click()
    expect(page.locator("[id='f-measures.0.title']")).to_be_focused()
    page.get_by_role("button", name="Отменить").click()
    expect(page.locator("[id='f-measures.0.title']")).to_have_count(0)
    page.get_by_role("button", name="Отменить").click()
    expect(title).to_have_value("Дорожная карта: Лесной край, Лекарство по рецепту")
    page.get_by_role("button", name="Вернуть").click()
    page.get_by_role("button", name="Вернуть").click()
    expect(page.locator("[id='f-measures.0.title']")).to_have_count(1)
    page.get_by_role("button", name="Новый").click()
    expect(title).to_have_value("")
    page.reload()
    expect(page.locator("[data-rb-drafts] option")).to_have_count(2)
    page.locator("[data-rb-drafts]").select_option(label="Первая карта")
    expect(title).to_have_value("Первая карта")
    expect(page.locator("#f-region")).to_have_value("lesnoy-kray")


def test_two_windows_do_not_write_over_each_other(page_at: Visit, sample_url: str) -> None:
    first = page_at(f"{BUILDER}?situation=poluchit-lekarstvo&region=lesnoy-kray", site=sample_url)
    expect(first.locator("#take-1")).to_be_visible()
    second = first.context.new_page()
    second.goto(f"{sample_url}{BUILDER}")
    second.get_by_role("button", name="Новый").click()
    second.locator("#f-title").fill("Из второго окна")
    expect(first.locator("[data-rb-drafts] option").filter(has_text="Из второго окна")).to_have_count(1)
    first.locator("#f-title").fill("Из первого окна")
    second.reload()
    assert sorted(second.locator("[data-rb-drafts] option").all_inner_texts()) == ["Из второго окна", "Из первого окна"]
    second.once("dialog", lambda dialog: dialog.accept())
    second.get_by_role("button", name="Удалить черновик").click()
    expect(second.locator("[data-rb-drafts] option")).to_have_count(1)


def test_the_name_follows_the_choice_until_it_is_changed(page_at: Visit, sample_url: str) -> None:
    page = page_at(f"{BUILDER}?region=lesnoy-kray", site=sample_url)
    expect(page.locator("#f-region")).to_have_value("lesnoy-kray")
    page.locator("#f-life_situation").select_option("poluchit-lekarstvo")
    expect(page.locator("#f-title")).to_have_value("Дорожная карта: Лесной край, Лекарство по рецепту")
    page.locator("#f-region").select_option("ozernaya-oblast")
    expect(page.locator("#f-title")).to_have_value("Дорожная карта: Озёрная область, Лекарство по рецепту")
    expect(page.locator("#f-id")).to_have_value("ozernaya-oblast-poluchit-lekarstvo")
    page.locator("#f-title").fill("Наша")
    page.locator("#f-region").select_option("lesnoy-kray")
    expect(page.locator("#f-id")).to_have_value("lesnoy-kray-poluchit-lekarstvo")
    expect(page.locator("#f-title")).to_have_value("Наша")
    page.goto(f"{sample_url}{BUILDER}?region=ozernaya-oblast")  # another region: another draft
    expect(page.locator("[data-rb-drafts] option")).to_have_count(2)


def test_a_situation_that_did_not_load_may_be_asked_for_again(page_at: Visit, sample_url: str) -> None:
    page = page_at(f"{BUILDER}?region=lesnoy-kray", site=sample_url)
    page.route("**/data/situations/*.js", lambda route: route.abort(), times=1)
    for value, told in (("poluchit-lekarstvo", "не загрузились"), ("", ""), ("poluchit-lekarstvo", "")):
        page.locator("#f-life_situation").select_option(value)
        expect(page.locator("[data-rb-trouble]")).to_contain_text(told)
    expect(page.locator("#take-1")).to_be_visible()


def test_what_is_wrong_is_said_while_typing(page_at: Visit, sample_url: str) -> None:
    page = page_at(f"{BUILDER}?situation=poluchit-lekarstvo&region=lesnoy-kray", site=sample_url)
    current = page.locator("[id='f-kpis.2.current']")
    current.fill("много")
    expect(page.locator("[id='e-kpis.2.current']")).to_have_text("Нужно число, например 61,5; не больше трёх знаков после запятой.")
    expect(current).to_have_attribute("aria-invalid", "true")
    current.fill("61,5")
    expect(page.locator("[id='e-kpis.2.current']")).to_be_hidden()
    page.locator("#add-measures").click()
    page.locator("[id='add-measures.0.activities']").click()
    page.locator("[id='f-measures.0.activities.0.start']").fill("2027-02-01")
    page.locator("[id='f-measures.0.activities.0.end']").fill("2027-01-01")
    expect(page.locator("[id='e-measures.0.activities.0.end']")).to_contain_text("раньше начала")
    page.locator("[data-save=docx]").click()
    expect(page.locator("[id='f-measures.0.title']")).to_be_focused()
    expect(page.locator("[id='e-measures.0.title']")).to_have_text("Впишите решение или меру.")
    expect(page.locator("[data-rb-status]")).to_contain_text("Не скачать")


def test_a_filled_page_has_no_faults(open_page: Callable[..., Observed], sample_url: str) -> None:
    seen = open_page(f"{BUILDER}?situation=poluchit-lekarstvo&region=lesnoy-kray", site=sample_url)
    page = seen.page
    page.get_by_role("button", name="Отметить все проблемы").click()
    page.locator("#take-add").click()
    page.locator("[id='add-measures.0.activities']").click()
    page.locator("#add-approvals").click()
    page.locator("[id='f-kpis.2.current']").fill("много")
    expect(page.locator("[id='e-kpis.2.current']")).to_be_visible()
    faults = [*seen.sticking_out(), *seen.axe()]
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(color_scheme="dark")
    assert_none([*seen.faults, *faults, *seen.sticking_out(), *seen.axe()])


def test_paper_holds_the_form_alone(page_at: Visit, sample_url: str) -> None:
    page = page_at(f"{BUILDER}?situation=poluchit-lekarstvo&region=lesnoy-kray", site=sample_url)
    expect(page.locator("[data-rb-preview] table")).to_have_count(2)
    page.emulate_media(media="print")
    assert page.locator("[data-rb-preview]").is_visible()
    assert not page.locator("#f-title").is_visible()
    assert not page.locator("[data-rb-findings]").is_visible()


def test_practices_come_from_the_shortlist(page_at: Visit, sample_url: str) -> None:
    page = page_at("practices/zvonok-sosedu/", site=sample_url)
    page.locator("[data-mark]").first.click()
    page.goto(f"{sample_url}{BUILDER}?situation=poluchit-lekarstvo&region=lesnoy-kray")
    page.locator("#take-mark-zvonok-sosedu").check()
    page.locator("#take-add").click()
    expect(page.locator("[id='f-measures.0.title']")).to_have_value("Внедрить практику «Звонок соседу»")
    expect(page.locator(".rb__chips")).to_contain_text("Практика: Звонок соседу")


def test_it_works_from_a_folder(page_at: Visit, offline_url: str, tmp_path: Path) -> None:
    page = page_at(f"{BUILDER}index.html?situation=trudoustroystvo-cherez-tszn&region=tulskaya-oblast", site=offline_url)
    page.get_by_role("button", name="Отметить все проблемы").click()
    page.locator("#take-add").click()
    assert len(word_rows(saved(page, "docx", tmp_path).read_bytes())[1]) > 20
    assert excel_cells(saved(page, "xlsx", tmp_path).read_bytes())


def test_libraries_are_fetched_only_when_a_file_is_asked_for(
    open_page: Callable[..., Observed], sample_url: str, tmp_path: Path
) -> None:
    seen = open_page(BUILDER, site=sample_url)
    page, asked = seen.page, seen.requests
    asked.clear()
    page.goto(f"{sample_url}{BUILDER}?situation=poluchit-lekarstvo&region=lesnoy-kray")
    expect(page.locator("#take-1")).to_be_visible()
    assert [url for url in asked if "vendor/" in url and "lean-qr" not in url] == []
    assert [url for url in asked if "data/situations/" in url] == [f"{sample_url}data/situations/poluchit-lekarstvo.js"]
    saved(page, "xlsx", tmp_path)
    assert [url.rpartition("/")[2] for url in asked if "vendor/" in url and "lean-qr" not in url] == ["write-excel-file.js"]


def test_without_scripts_the_page_explains_itself_and_gives_the_empty_form(page_at: Visit, sample_url: str, sample_site: Published) -> None:
    page = page_at(BUILDER, site=sample_url, scripts=False)
    expect(page.locator("noscript .aside-note")).to_be_visible()
    assert page.locator("[data-rb-tool]").is_hidden()
    for form in ("docx", "xlsx"):
        address = page.locator(f"a[href$='dorozhnaya-karta.{form}']").first.get_attribute("href")
        assert address
        data = (sample_site.site / BUILDER / address.rpartition("/")[2]).read_bytes()
        told = word_rows(data)[1][0] if form == "docx" else list(excel_cells(data).values())
        assert "ЖИЗНЕННАЯ СИТУАЦИЯ" in told


def test_a_draft_that_is_none_can_be_removed(open_page: Callable[..., Observed], sample_url: str) -> None:
    """Drafts are kept by address: another site there, or an older form of the page, may have left anything."""
    seen = open_page(BUILDER, site=sample_url)
    page = seen.page
    page.evaluate("localStorage.setItem('smarteka:roadmaps', JSON.stringify({open: 'a', drafts: [null, {key: 'a', values: {title: 5, kpis: {}}}]}))")
    page.reload()
    expect(page.get_by_text("Этот черновик не показать")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-act=drop]").click()
    expect(page.get_by_text("Этот черновик не показать")).to_be_hidden()
    expect(page.locator("#f-title")).to_have_value("")
    assert [fault[:11] for fault in seen.faults] == ["исключение:"]
