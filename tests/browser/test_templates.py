"""The pages of templates as somebody uses them: by keyboard, their Word file cell by cell, files back, paper."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pypdf
import pytest
from observing import Observed, downloaded
from playwright.sync_api import Page, expect
from publishing import SAMPLE_TODAY, Run, assert_none

from generator.analysis.canvas_form import canvas_form
from generator.exports.form_word import write_word
from generator.model.canvas import Canvas
from generator.pipeline import check

pytestmark = pytest.mark.browser

Open = Callable[..., Observed]
MM = 72 / 25.4  # points
SAMPLE_DAY = date.fromisoformat(SAMPLE_TODAY)


def saved(page: Page, form: str, folder: Path) -> bytes:
    return downloaded(page.locator(f"[data-save={form}]"), folder).read_bytes()


def word_texts(data: bytes) -> tuple[list[str], list[list[str]]]:
    """Lines that say something, and every cell of the table; merged ones repeat."""
    file = docx.Document(io.BytesIO(data))
    return [p.text for p in file.paragraphs if p.text], [[cell.text for cell in row.cells] for row in file.tables[0].rows]


def type_to(page: Page, id: str, text: str) -> None:
    """Walk forwards with the Tab key until the field has the focus, and type."""
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == id:
            page.keyboard.insert_text(text)  # as an input method does: one event a text
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to #{id} with the Tab key")


def test_a_journey_by_keyboard_its_files_and_its_sheet(
    open_page: Open, sample_url: str, sample_root: Path, smarteka: Callable[..., Run], tmp_path: Path
) -> None:
    seen = open_page("templates/journey/?situation=poluchit-lekarstvo,", site=sample_url)
    page = seen.page
    page.locator("#f-title").focus()
    type_to(page, "f-title", "Наш путь")
    type_to(page, "f-date", "2027-03")
    type_to(page, "f-stages.0.title", "Узнать")
    type_to(page, "f-stages.0.steps", "Звонит в «аптеку»\n & ждёт")
    type_to(page, "f-stages.0.mood", "")
    for _ in ("хорошо", "ровно", "плохо"):
        page.keyboard.press("ArrowDown")
    type_to(page, "f-stages.1.title", "Ехать")
    type_to(page, "f-stages.1.quotes", "«Опять <нет>»")
    type_to(page, "f-stages.2.title", "Вернуться")
    type_to(page, "add-during", "")
    page.keyboard.press("Enter")
    expect(page.locator("[id='f-stages.2.title']")).to_be_focused()
    page.keyboard.type("Ждать")
    type_to(page, "f-source", "Десять интервью")
    page.keyboard.press("Tab")
    page.keyboard.type("nash-put")

    values = json.loads(saved(page, "json", tmp_path))
    assert [(s["phase"], s["title"]) for s in values["stages"]] == [("before", "Узнать"), ("during", "Ехать"), ("during", "Ждать"), ("after", "Вернуться")]
    assert values["stages"][0]["steps"] == "Звонит в «аптеку»\n& ждёт" and values["stages"][0]["mood"] == "bad"

    # The YAML is a record of the base, and Python makes the same sheet of it, cell by cell.
    place = sample_root / "life_situations/canvases/nash-put.yml"
    place.write_bytes(saved(page, "yml", tmp_path))
    assert smarteka("--root", sample_root, "check", "life_situations/canvases/nash-put.yml").code == 0
    record = Canvas.model_validate(values)
    base = check(sample_root, SAMPLE_DAY).base
    theirs = word_texts(saved(page, "docx", tmp_path))
    assert theirs == word_texts(write_word(canvas_form(base, record), record.title))
    assert theirs[1][6] == ["Эмоциональные реакции", "плохо", "", "", ""]

    # A file comes back as it was; steps go back; what is wrong is told.
    page.locator("[data-cv-file]").set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(values).encode()})
    expect(page.locator("[data-cv-drafts] option")).to_have_count(2)
    assert json.loads(saved(page, "json", tmp_path)) == values
    page.get_by_role("button", name="Убрать этап 2").click()
    expect(page.locator(".cv__column")).to_have_count(3)
    page.get_by_role("button", name="Отменить").click()
    expect(page.locator(".cv__column")).to_have_count(4)
    page.locator("#f-date").fill("весной")
    expect(page.locator("#e-date")).to_have_text("Дата – 2027, 2027-03 или 2027-03-15.")
    for buffer, said in ((b"{", "не открыт"), (b'{"template": "persona"}', "откройте его на странице этого шаблона")):
        page.locator("[data-cv-file]").set_input_files({"name": "b.json", "mimeType": "application/json", "buffer": buffer})
        expect(page.locator("[data-cv-trouble]")).to_contain_text(said)
    page.get_by_role("button", name="Отменить").click()

    # On paper: the sheet alone, across, on one page of the size that was chosen.
    for size, width in (("A4", 297), ("A3", 420)):
        page.locator("[data-cv-paper]").select_option(size)
        reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        (sheet,) = reader.pages
        assert abs(float(sheet.mediabox.width) / MM - width) < 2
        text = " ".join(sheet.extract_text().split())
        assert "Наш путь" in text and "Вернуться" in text and "Забрать с собой" not in text

    # The blueprint goes on from here.
    page.goto(f"{sample_url}templates/blueprint/")
    page.get_by_role("button", name="Взять этапы из карты пути").click()
    expect(page.locator("[id='f-stages.2.title']")).to_have_value("Ждать")
    expect(page.locator("[id='f-stages.0.steps']")).to_have_value("Звонит в «аптеку»\n& ждёт")
    assert_none([*seen.faults, *seen.sticking_out()])


def test_drafts_outlive_a_storage_that_is_full_and_a_page_that_comes_back(open_page: Open) -> None:
    page = open_page("templates/persona/").page
    title, drafts = page.locator("#f-title"), page.locator("[data-cv-drafts]")
    page.evaluate("""() => {
      window.setItem = Storage.prototype.setItem;
      Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
    }""")
    for name in ("Первый", "Второй", "Третий"):
        title.fill(name)
        expect(page.locator("[data-cv-trouble]")).to_contain_text("не даёт хранить черновики")
        page.get_by_role("button", name="Новый").click()
    drafts.select_option(label="Второй")
    expect(title).to_have_value("Второй")
    page.get_by_role("button", name="Удалить черновик").click()  # Playwright refuses: nothing is removed
    drafts.select_option(label="Первый")
    page.evaluate("() => { Storage.prototype.setItem = window.setItem; }")
    title.fill("Первый, но длиннее")
    expect(page.locator("[data-cv-trouble]")).to_be_hidden()
    page.reload()
    assert sorted(drafts.locator("option").all_inner_texts()) == ["Без названия 4", "Второй", "Первый, но длиннее", "Третий"]
    expect(title).to_have_value("Первый, но длиннее")
    page.evaluate("""() => {
      const key = "smarteka:canvas:persona";
      localStorage.setItem(key, localStorage.getItem(key).replace("Первый, но длиннее", "Из другого окна"));
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    }""")
    expect(title).to_have_value("Из другого окна")


def test_the_matrix_opens_its_example_on_a_telephone(open_page: Open) -> None:
    seen = open_page("templates/touchpoints/", width=390)
    seen.page.get_by_role("button", name="Открыть пример").click()
    expect(seen.page.locator("[id='f-contacts.2.others']")).to_have_value("Медицинские организации, МФЦ, почта – здесь решение проблемы 8 предлагает рассказывать об услуге")
    expect(seen.page.locator("[data-cv-preview]")).to_contain_text("Пример: заполнен по записям базы")
    assert_none([*seen.faults, *seen.sticking_out()])
