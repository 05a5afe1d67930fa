"""The form of appendix 2 back as a record: whole, or refused with the cell that is not understood."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from form_files import KNOWN, WRITERS, WRONG, edited, the, written
from hypothesis import given
from hypothesis import strategies as st
from samples import record
from trying import tries

from generator.analysis.roadmap_form import blank_form
from generator.editing.importing.roadmap_import import ImportedRoadmap, import_roadmap
from generator.editing.record_values import record_values
from generator.exports.roadmap.excel import SHEET, write_excel
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.diagnostic import Diagnostic
from generator.model.roadmap import Roadmap
from generator.pipeline import Checked
from generator.wording.roadmaps import IMPORT_FAULTS


def taken(found: ImportedRoadmap) -> Roadmap:
    assert [d.message for d in found.diagnostics] == []
    assert found.item and isinstance(found.item.record, Roadmap)
    return found.item.record


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_record_comes_back_equal(sample_checked: Checked, suffix: str) -> None:
    base = sample_checked.base
    found = import_roadmap(written(base, the(base), suffix), f"папка/{KNOWN}.{suffix}", base)
    assert taken(found) == the(base)
    assert KNOWN in found.notes[0]


@pytest.mark.parametrize("suffix", WRITERS)
@tries(5)
@given(seed=st.integers(0, 10**6))
def test_any_record_comes_back_as_far_as_the_form_holds_it(sample_checked: Checked, suffix: str, seed: int) -> None:
    base = sample_checked.base
    values = record(Random(seed), "poluchit-lekarstvo") | {"id": "ozernaya-oblast-proba"}
    roadmap = Roadmap.model_validate(values)
    found = record_values(taken(import_roadmap(written(base, roadmap, suffix), f"ozernaya-oblast-proba.{suffix}", base)))
    expected = record_values(roadmap)
    expected |= {"draft": True, "sources": found["sources"]}
    for kpi in expected.get("kpis", ()):
        kpi.pop("kind", None), kpi.pop("actual", None)
    for measure in expected.get("measures", ()):
        if "problem" in measure:
            measure.pop("problems", None)
        for activity in measure.get("activities", ()):
            activity.pop("status", None)
    for each, other in zip(expected.get("approvals", ()), found.get("approvals", ()), strict=True):
        if "document" in each and "date" not in each:  # nothing tells where the document begins
            each["body"] = f"{each['body']}, {each.pop('document')}"
        assert other
    assert found == expected
    joined = KnowledgeBase([*base.loaded, Loaded(roadmap, base.registry["roadmap"], "x.yml", b"")], base.registry)
    assert taken(import_roadmap(written(base, roadmap, suffix), f"ozernaya-oblast-proba (1).{suffix}", joined)) == roadmap


def test_what_was_edited_is_read_and_the_rest_is_kept(sample_checked: Checked) -> None:
    base = sample_checked.base

    def change(sheet: Any) -> None:
        sheet["C9"] = "51,5"
        sheet["A10"] = "Ждут в очереди, минут (цель к 2027 году)"
        sheet["D17"], sheet["E17"] = "1 октября 2026 г.", datetime(2026, 12, 1)
        sheet["F18"] = "Минздрав,\nМФЦ, Минтранс"
        sheet["A19"] = "Новый этап"

    found = import_roadmap(edited(base, change), f"{KNOWN}.xlsx", base)
    roadmap, old = taken(found), the(base)
    assert [float(k.current or 0) for k in roadmap.kpis] == [51.5, 12, 0]
    assert (roadmap.kpis[1].title, roadmap.kpis[1].unit, roadmap.kpis[1].year, roadmap.kpis[1].kind) == ("Ждут в очереди", "минут", 2027, None)
    assert (roadmap.kpis[0].kind, roadmap.kpis[0].actual) == (old.kpis[0].kind, old.kpis[0].actual)
    first, second, third, *_ = roadmap.measures[0].activities
    assert (first.start, first.end, first.status) == (date(2026, 10, 1), date(2026, 12, 1), old.measures[0].activities[0].status)
    assert second.responsible == ("Минздрав", "МФЦ", "Минтранс")
    assert (third.title, third.status.value) == ("Новый этап", "planned")
    assert any("«Ждут лекарство»" in note for note in found.notes) and any("«Выйти на маршрут»" in note for note in found.notes)
    assert found.item and found.item.location("measures", 0, "activities", 0, "start").line == 17
    assert found.places[17, 4] == f"лист «{SHEET}», ячейка D17"


UNREADABLE = {"formula": "формула без значения", "error": "ячейка показывает ошибку Excel", "merged": "ячейки объединены по вертикали"}


def kind(diagnostic: Diagnostic) -> str:
    """What it says of the cell, by its words."""
    said = diagnostic.message.partition(": ")[2]
    texts = {**{name: text for name, (text, _) in IMPORT_FAULTS.items()}, **UNREADABLE}
    found = [name for name, text in texts.items() if re.match(re.sub(r"\\{\w+\\}", ".*", re.escape(text)), said)]
    assert len(found) <= 1 and (diagnostic.code == "form-cell") == bool(found)
    return found[0] if found else diagnostic.code


FOUND: dict[str, list[tuple[str, str]]] = {
    "names": [("unknown-region", "A4"), ("unknown-situation", "C7"), ("odd-head", "D16"), ("odd-cell", "H18")],
    "values": [
        ("kpi-without-unit", "A9"), ("cell-not-a-number", "C9"), ("cell-percent", "E9"), ("unknown-practice", "E15"),
        ("cell-not-a-day", "D17"), ("cell-not-a-day", "E17"), ("odd-cell", "H18"),
    ],
    "cells": [("formula", "C9"), ("error", "E9"), ("merged", "F17")],
    "no plan": [("no-plan", "A11")],
    "too long": [("too-long", "B17")],
}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_not_understood_is_named_with_its_cell(sample_checked: Checked, name: str) -> None:
    expected = FOUND[name]
    found = import_roadmap(edited(sample_checked.base, WRONG[name]), f"{KNOWN}.xlsx", sample_checked.base)
    assert found.item is None
    assert [(kind(d), d.message.partition(":")[0]) for d in found.diagnostics] == [(code, f"лист «{SHEET}», ячейка {cell}") for code, cell in expected]
    assert all(d.hint for d in found.diagnostics)


def test_a_file_named_as_another_record_is_not_mixed_with_it(sample_checked: Checked) -> None:
    base = sample_checked.base
    data = edited(base, lambda sheet: sheet.__setitem__("A4", "Регион: Лесной край"))
    assert [kind(d) for d in import_roadmap(data, f"{KNOWN}.xlsx", base).diagnostics] == ["other-record"]
    other = taken(import_roadmap(data, "карта.xlsx", base))
    assert (other.id, other.region, other.draft) == ("lesnoy-kray-poluchit-lekarstvo", "lesnoy-kray", True)
    assert "карта.xlsx" in other.sources[0].title


@pytest.mark.parametrize("suffix", WRITERS)
def test_an_empty_form_says_what_to_fill_in(sample_checked: Checked, suffix: str) -> None:
    found = import_roadmap(WRITERS[suffix](blank_form(), ""), f"forma.{suffix}", sample_checked.base)
    assert [kind(d) for d in found.diagnostics] == ["no-region", "no-situation"]


def test_an_empty_form_filled_by_hand_is_a_draft(sample_checked: Checked) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_excel(blank_form(), "")))
    sheet = book.worksheets[0]
    places = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    first = {name: next(c for v, c in places.items() if str(v).startswith(name)) for name in ("Регион", "ЖИЗНЕННАЯ", "КПЭ 1", "Решение/мера 1")}
    first["Регион"].value = "Регион: Лесной край"
    sheet.cell(first["ЖИЗНЕННАЯ"].row, 3).value = "лекарство  по рецепту"
    kpi = first["КПЭ 1"].row
    sheet.cell(kpi, 1).value, sheet.cell(kpi, 3).value = "КПЭ 1. Ждут, дней", "12,5"
    row = first["Решение/мера 1"].row
    sheet.cell(row, 1).value, sheet.cell(row, 5).value = "Решение/мера 1. Возить лекарства", "Автобус с лекарствами"
    for column, value in enumerate(("Мероприятие 1. Купить автобус", "Автобус", None, "01.02.2027", datetime(2027, 3, 1), "МФЦ"), 1):
        sheet.cell(row + 2, column).value = value
    stream = io.BytesIO()
    book.save(stream)
    found = record_values(taken(import_roadmap(stream.getvalue(), "dorozhnaya-karta.xlsx", sample_checked.base)))
    assert found.pop("sources")[0]["title"].endswith("файл «dorozhnaya-karta.xlsx»")
    assert found == {
        "id": "lesnoy-kray-poluchit-lekarstvo", "title": "Дорожная карта: Лесной край, Лекарство по рецепту", "draft": True,
        "region": "lesnoy-kray", "life_situation": "poluchit-lekarstvo",
        "kpis": [{"title": "Ждут", "unit": "дней", "current": Decimal("12.5")}],
        "measures": [{
            "title": "Возить лекарства", "practices": ["avtobus-s-lekarstvami"],
            "activities": [{
                "title": "Купить автобус", "result": "Автобус", "start": date(2027, 2, 1), "end": date(2027, 3, 1), "responsible": ["МФЦ"],
            }],
        }],
    }


def test_damaged_and_foreign_files_are_refused(sample_checked: Checked) -> None:
    base = sample_checked.base
    whole = written(base, the(base))
    book = openpyxl.Workbook()
    book.active.append(["Название", "Жизненная ситуация"])  # a table of road maps, not the form
    stream = io.BytesIO()
    book.save(stream)
    for data in (b"", b"PK\x03\x04", b"a;b", whole[: len(whole) // 2], stream.getvalue(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7"):
        found = import_roadmap(data, "k.xlsx", base)
        assert found.item is None and len(found.diagnostics) == 1 and found.diagnostics[0].hint
    random = Random(5)
    for _ in range(12):
        spoilt = bytearray(whole)
        for _ in range(20):
            spoilt[random.randrange(len(spoilt))] = random.randrange(256)
        found = import_roadmap(bytes(spoilt), f"{KNOWN}.xlsx", base)
        assert (found.item is None) == bool(found.diagnostics)


def test_another_sheet_is_told(sample_checked: Checked) -> None:
    base = sample_checked.base
    found = import_roadmap(edited(base, lambda s: s.parent.create_sheet("Заметки").append(["раз", "два"])), f"{KNOWN}.xlsx", base)
    assert taken(found) == the(base)
    assert any("лист «Заметки» не прочитан" in note for note in found.notes)


@pytest.mark.parametrize("suffix", WRITERS)
def test_road_maps_of_the_bases_come_back(sample_checked: Checked, real_checked: Checked, suffix: str) -> None:
    """The invented base has some; of the published one, which has none yet, each that it will have."""
    roadmaps = [(checked.base, roadmap) for checked in (sample_checked, real_checked) for roadmap in checked.base.all(Roadmap)]
    assert roadmaps
    for base, roadmap in roadmaps:
        assert taken(import_roadmap(written(base, roadmap, suffix), f"{roadmap.id}.{suffix}", base)) == roadmap


def test_a_word_table_that_lost_its_spare_columns_is_the_same(sample_checked: Checked) -> None:
    """Writer saves the first table with three columns: no row of it needs six."""
    base = sample_checked.base
    file = docx.Document(io.BytesIO(written(base, the(base), "docx")))
    for row in file.tables[0].rows:
        for cell in dict.fromkeys(c._tc for c in row.cells):
            for span in cell.xpath("w:tcPr/w:gridSpan"):
                span.set(qn("w:val"), str(int(span.get(qn("w:val"))) // 2))
    grid = file.tables[0]._tbl.tblGrid
    for spare in grid.gridCol_lst[3:]:
        grid.remove(spare)
    stream = io.BytesIO()
    file.save(stream)
    assert taken(import_roadmap(stream.getvalue(), f"{KNOWN}.docx", base)) == the(base)
