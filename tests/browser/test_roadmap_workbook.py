"""A road map filled in Excel, opened by the builder: the record is that of the command line, and so is what is said of its cells."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random

import openpyxl
import pytest
from observing import Observed
from playwright.sync_api import Page, expect
from publishing import Published

from generator.analysis.roadmap_form import blank_form
from generator.editing.importing.roadmap_import import import_roadmap
from generator.editing.plain_json import record_json
from generator.exports.roadmap.excel import write_excel
from generator.knowledge.base import KnowledgeBase
from generator.model.roadmap import Roadmap
from generator.pipeline import Checked

sys.path.insert(0, str(Path(__file__).parents[1] / "roadmaps"))

from form_files import KNOWN, WRONG, edited, the, written
from samples import record

pytestmark = pytest.mark.browser

BUILDER = "roadmaps/new/"
READABLE = [name for name in WRONG if name != "too long"]  # that one is told at its field
COLUMNS_AGAIN = {"C9": "51,5", "A10": "Ждут в очереди, минут (цель к 2027 году)", "D17": "1 октября 2026 г.", "F18": "Минздрав,\nМФЦ, Минтранс"}


def bring(page: Page, name: str, data: bytes) -> None:
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("[data-rb-file]").set_input_files({"name": name, "mimeType": mime, "buffer": data})


def opened(page: Page, name: str, data: bytes) -> dict[str, object]:
    """The record that the page has made of the file, as its JSON."""
    drafts = page.locator("[data-rb-drafts] option").count()
    bring(page, name, data)
    expect(page.locator("[data-rb-drafts] option")).to_have_count(drafts + 1)
    expect(page.locator("[data-rb-trouble]")).to_be_hidden()
    with page.expect_download() as found:
        page.locator("[data-save=json]").click()
    return dict(json.loads(Path(found.value.path()).read_text("utf-8")))


def imported(base: KnowledgeBase, name: str, data: bytes) -> dict[str, object]:
    found = import_roadmap(data, name, base)
    assert found.item, [d.message for d in found.diagnostics]
    assert isinstance(found.item.record, Roadmap)
    return dict(json.loads(record_json(found.item.record)))


def test_a_filled_form_is_the_same_record_as_on_the_command_line(
    open_page: Callable[..., Observed], sample_url: str, sample_site: Published, sample_checked: Checked
) -> None:
    base = sample_checked.base

    def by_hand(sheet: object) -> None:
        for place, value in COLUMNS_AGAIN.items():
            sheet[place] = value  # type: ignore[index]  # openpyxl has no types
        sheet["E17"] = datetime(2026, 12, 1)  # type: ignore[index]

    roadmaps = [Roadmap.model_validate(record(Random(seed), "poluchit-lekarstvo") | {"id": "ozernaya-oblast-proba"}) for seed in (1, 2)]
    files = {
        "карта.xlsx": written(base, the(base)), "ozernaya-oblast-pravka (1).xlsx": edited(base, by_hand),
        **{f"ozernaya-oblast-proba-{i}.xlsx": written(base, roadmap) for i, roadmap in enumerate(roadmaps)},
    }
    seen = open_page(BUILDER, site=sample_url)
    page = seen.page
    assert not [url for url in seen.requests if re.search(r"roadmap/import\.js|roadmap-form", url)]
    for name, data in files.items():
        assert opened(page, name, data) == imported(base, name, data), name
    expect(page.locator("[data-rb-note]")).to_contain_text("Источником назван сам файл")
    with page.expect_download() as found:
        page.locator("[data-save=xlsx]").click()
    own = Path(found.value.path()).read_bytes()
    assert opened(page, "ozernaya-oblast-svoya.xlsx", own) == imported(base, "ozernaya-oblast-svoya.xlsx", own)
    # A draft of the same name gives what the form does not hold, as the record of the base does on the command line.
    page.locator("[data-rb-file]").set_input_files(sample_site.root / f"regions/ozernaya-oblast/roadmaps/{KNOWN}.yml")
    expect(page.locator("#f-id")).to_have_value(KNOWN)
    for data in list(files.values())[:2]:
        assert opened(page, f"{KNOWN} (2).xlsx", data) == imported(base, f"{KNOWN} (2).xlsx", data)
        page.locator("[data-rb-drafts]").select_option(index=len(files) + 2)
    expect(page.locator("#f-id")).to_have_value(KNOWN)
    assert seen.faults == []


def test_what_is_not_understood_is_named_as_on_the_command_line(page_at: Callable[..., Page], sample_url: str, sample_checked: Checked) -> None:
    base = sample_checked.base
    book = openpyxl.Workbook()
    book.active.append(["Название", "Жизненная ситуация"])  # a table of road maps, not the form
    stream = io.BytesIO()
    book.save(stream)
    files = {
        **{name: edited(base, WRONG[name]) for name in READABLE}, "empty form": write_excel(blank_form(), ""), "other table": stream.getvalue(),
        "half": written(base, the(base))[:3000], "no archive": b"PK\x03\x04", "empty": b"",
    }
    page = page_at(BUILDER, site=sample_url)
    trouble = page.locator("[data-rb-trouble]")
    for name, data in files.items():
        found = import_roadmap(data, f"{name}.xlsx", base)
        said = [f"{d.message[0].upper()}{d.message[1:]} ({re.sub('возможно, «[^»]*»; ', '', d.hint)})." for d in found.diagnostics]
        bring(page, f"{name}.xlsx", data)
        expect(trouble).to_contain_text(f"Файл «{name}.xlsx» не открыт.")
        told = trouble.inner_text().split("\n")[1:]
        assert (told == said) if name not in ("half", "no archive") else ("повреждена" in told[0]), (name, told, said)
    expect(page.locator("[data-rb-drafts] option")).to_have_count(1)
