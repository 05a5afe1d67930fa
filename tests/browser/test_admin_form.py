"""The form at /admin/: real Decap CMS over real files: a new practice, an edit, a refusal, a review.

One window for all of it, for starting Decap is what costs. The service is that of ``smarteka serve``;
the site is the built one of the invented base, the records are a copy of that base.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
import yaml
from observing import Observed
from playwright.sync_api import Locator, Page, expect
from publishing import ROOT, SAMPLE_TODAY, Published, Run, git

from generator.atomic_files import write_files
from generator.editing.form.service import with_form_service
from generator.editing.form.store import RecordStore
from generator.editing.formatting import canonical
from generator.loading.records import content_files
from generator.model.registry import Registry

pytestmark = pytest.mark.browser

WAYS = Path(__file__).resolve().parents[1] / "editing_ways"
SLOW = 60_000  # milliseconds: 5 MB of script start late on a busy machine
EDITED = "practices/2021/dom-na-holme.yml"
# Comments of every kind, values that careless readers and writers take for something else.
BEFORE = """\
# Вся запись выдумана.
id: dom-na-holme
title: Дом на холме
draft: true
summary: "NO"
regions: [lesnoy-kray] # создали здесь
organisation: "007"
kind: service
stage: running
stage_date: 2021-11
# Что сделано, без подробностей.
solution: Дом открыт для всех.
results:
  # Из отчёта.
  - title: мест
    value: 43.0
    unit: "on" # как в источнике
  - title: дней ожидания
    before: 12
    after: 8.5
    unit: дней
check_on: 2022-11-15
sources:
  - title: Выдуманный отчёт
    date: 2021-11-15
"""
# A region more, another text: the rest says what it said, in the canonical form.
CANONICAL = BEFORE.replace("] #", "]  #").replace('"on" #', '"on"  #')
AFTER = CANONICAL.replace("[lesnoy-kray]", "[lesnoy-kray, ozernaya-oblast]").replace("Дом открыт для всех.", '"off"')
REWRITE = """texts => {
  const file = smartekaRecordFile(jsyaml);
  return texts.map(text => file.write(JSON.parse(JSON.stringify(file.read(text))), []));
}"""
KINDS = """([texts, kinds]) => texts.map(text => smartekaRecordFile(jsyaml).read(text, kinds)["@kind"])"""
CHANGED = """([text, change]) => {
  const file = smartekaRecordFile(jsyaml), order = ["id", "title", "draft", "question", "summary", "risks", "story", "verified_by"];
  return file.write(Object.assign(file.read(text), change), order);
}"""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Not a word."""


def _files(folder: Path, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Files of a folder over WSGI."""
    file = folder / environ["PATH_INFO"].lstrip("/")
    file = file / "index.html" if file.is_dir() else file
    if not file.is_file():
        start_response("404 Not Found", [("Content-Type", "text/html")])
        return [b""]
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    start_response("200 OK", [("Content-Type", f"{kind}; charset=utf-8")])
    return [file.read_bytes()]


@pytest.fixture
def form_url(sample_site: Published, sample_root: Path) -> Iterator[str]:
    """Address of the site with the form's service over ``sample_root``."""
    (sample_root / EDITED).write_text(BEFORE, encoding="utf-8")
    application = with_form_service(partial(_files, sample_site.site), RecordStore(sample_root, Registry(), write_files, lambda: date.fromisoformat(SAMPLE_TODAY)))
    server = make_server("127.0.0.1", 0, application, _Server, _Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def field(within: Page | Locator, name: str) -> Locator:
    """The box of a field: its label, its control, what is wrong with it."""
    return within.locator(f"label[for^='{name}-field-']").first.locator("xpath=../..")


def fill(within: Page | Locator, name: str, value: Any) -> None:
    """Give a field its value as a person does: typed, chosen from what is offered, item by item."""
    box = field(within, name)
    if not isinstance(value, list):
        chosen = box.get_by_role("combobox")
        choose(box, value) if chosen.count() else box.get_by_role("textbox").fill(value)
    elif box.get_by_role("button", name="Добавить пункт").count():
        for number, item in enumerate(value):
            box.get_by_role("button", name="Добавить пункт").click()
            added = box.locator("[class*='SortableListItem']").nth(number)
            for key, inner in item.items() if isinstance(item, dict) else [("item", item)]:
                fill(added, key, inner)
    else:
        for item in value:
            choose(box, item)


def choose(box: Locator, value: str) -> None:
    """Type what the list calls a value and take it: people know titles, records keep ids."""
    box.get_by_role("combobox").fill(TITLES[value])
    box.page.get_by_role("option", name=TITLES[value]).first.click()


TITLES = {
    "ozernaya-oblast": "Озёрная область", "lesnoy-kray": "Лесной край", "zdorove": "Здоровье", "sosedi": "Соседи и помощники",
    "poluchit-lekarstvo": "Получение лекарства по рецепту в деревне", "poluchit-lekarstvo#1": "Лекарство по рецепту: 1.", "service": "услуга", "running": "работает",
}


def test_a_practice_is_written_edited_refused_and_reviewed(
    open_page: Callable[..., Observed], form_url: str, sample_root: Path, smarteka: Callable[..., Run]
) -> None:
    observed = open_page(None, site=form_url, fresh=True)
    page = observed.page
    page.set_default_timeout(SLOW)
    observed.go("admin/#/collections/practice/new")

    # A new practice: regions, directions and problems are chosen by their names.
    wanted = yaml.safe_load((WAYS / "practice.yml").read_text(encoding="utf-8"))
    for name, value in sorted(wanted.items(), key=lambda each: isinstance(each[1], list)):  # items have fields of the same names
        fill(page, name, value)
    save(page)
    expect(page).to_have_url(re.compile(f"/entries/2[0-9]+/{wanted['id']}$"), timeout=SLOW)
    written = next(sample_root.glob(f"practices/2*/{wanted['id']}.yml"))
    assert written.read_text(encoding="utf-8") == (WAYS / "practice.record.yml").read_text(encoding="utf-8")

    # An old one, found in the list by its title: comments, numbers and words that look like others stay.
    page.evaluate("location.hash = '#/collections/practice'")
    page.get_by_role("link", name="Дом на холме").click()
    fill(page, "solution", "off")
    fill(page, "regions", ["ozernaya-oblast"])
    save(page)
    expect(page.get_by_text("Изменения сохранены")).to_be_visible(timeout=SLOW)
    edited = sample_root / EDITED
    assert edited.read_text(encoding="utf-8") == AFTER
    assert observed.faults == []

    # What the base would refuse is not saved, and the form says why.
    fill(page, "id", "drugoy-dom")
    save(page)
    expect(page.get_by_text("не равен имени файла").first).to_be_visible(timeout=SLOW)
    assert edited.read_text(encoding="utf-8") == AFTER

    assert smarteka("--root", sample_root, "check").code == 0
    assert smarteka("--root", sample_root, "fmt", "--check", written, edited).code == 0
    assert [fault for fault in observed.faults if "чужой адрес" in fault] == []

    # Where the base lies in a git repository, a record may wait on a branch of its own until it is published.
    for command in (["init"], ["add", "practices"], ["commit", "-m", "x"]):
        git(sample_root, *command)
    observed.go("admin/?review#/collections/practice/entries/2021/dom-na-holme")
    fill(page, "verified_by", "Никто")
    page.get_by_role("button", name="Сохранить", exact=True).click()
    page.get_by_role("button", name="татус: Черновик").click()
    page.get_by_role("menuitem", name="Одобрен").click()
    expect(page.get_by_role("button", name="татус: Одобрен")).to_be_visible(timeout=SLOW)
    assert edited.read_text(encoding="utf-8") == AFTER
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Опубликовать", exact=True).click()
    page.get_by_role("menuitem", name="Опубликовать сейчас").click()
    expect(page.get_by_text("Запись опубликована").first).to_be_visible(timeout=SLOW)
    assert edited.read_text(encoding="utf-8") == AFTER.replace("check_on:", "verified_by: Никто\ncheck_on:")

    # What the form writes by itself, where a repository far away keeps it: untouched records to the letter,
    # an edited one with the comments of its other fields, nothing that the strict reader takes for something else.
    files = {path: (ROOT / path).read_text(encoding="utf-8") for path in content_files(ROOT, Registry())}
    assert page.evaluate(REWRITE, list(files.values())) == list(files.values())
    kinds = {t.kind: list(t.model.model_fields) for t in Registry()}
    assert dict(zip(files, page.evaluate(KINDS, [list(files.values()), kinds]), strict=True)) == {
        path: t.kind for path in files if (t := Registry().for_path(path))
    }
    remote = page.evaluate(CHANGED, [BEFORE, {"solution": "off", "question": "null", "verified_by": "1e3", "organisation": "NO", "risks": [], "story": {"name": ""}}])
    formed, faults = canonical(remote, EDITED, Registry()["practice"].model)
    assert faults == []
    assert formed == CANONICAL.replace("Дом открыт для всех.", '"off"').replace('"007"', '"NO"').replace(
        'summary:', 'question: "null"\nsummary:'
    ).replace("check_on:", "verified_by: 1e3\ncheck_on:")


def save(page: Page) -> None:
    page.get_by_role("button", name="Сохранить", exact=True).first.click()
    page.get_by_role("menuitem", name="Сохранить", exact=True).click()
