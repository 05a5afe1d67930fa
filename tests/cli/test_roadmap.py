"""``smarteka roadmap``: a draft from a life situation, its check, its files."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from publishing import Run

sys.path.insert(0, str(Path(__file__).parents[1] / "roadmaps"))

from form_files import excel_cells, word_rows

from generator.loading.records import load_file
from generator.model.registry import Registry
from generator.model.roadmap import Roadmap

Command = Callable[..., Run]
DRAFT = "regions/ozernaya-oblast/roadmaps/proba.yml"
KNOWN = "ozernaya-lekarstva"


def drafted(root: Path, path: str = DRAFT) -> Roadmap:
    loaded, diagnostics = load_file(root, path, Registry())
    assert loaded and not diagnostics
    assert isinstance(loaded.record, Roadmap)
    return loaded.record


def test_a_draft_takes_over_problems_solutions_practices_and_kpis(smarteka: Command, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "roadmap", "new", "ozernaya-oblast", "poluchit-lekarstvo", "--id", "proba")
    assert (run.code, run.out) == (0, f"{DRAFT}\n")
    found = drafted(sample_root)
    assert found.draft
    assert [(k.title, k.unit, k.current, k.target) for k in found.kpis] == [
        ("Время получения лекарства", "дней", None, None), ("То же для льготников", "дней", None, None), ("Доля довольных", "%", None, None),
    ]
    assert [(m.title, m.problems, m.practices) for m in found.measures] == [
        ("Возить лекарства автобусом", ("poluchit-lekarstvo#1",), ("avtobus-s-lekarstvami",)),
        ("Вести общий запас", ("poluchit-lekarstvo#2",), ()),
        ("Своё решение проблемы: Рецепт просрочен", ("poluchit-lekarstvo#3",), ()),
    ]
    assert smarteka("--root", sample_root, "check").code == 0


def test_chosen_problems_practices_and_values(smarteka: Command, sample_root: Path) -> None:
    run = smarteka(
        "--root", sample_root, "roadmap", "new", "lesnoy-kray", "poluchit-lekarstvo", "--problem", "2", "--practice", "zvonok-sosedu",
        "--current", "3=62", "--title", "Наша карта",
    )
    assert run.code == 0
    path = run.out.strip()
    assert path == "regions/lesnoy-kray/roadmaps/lesnoy-kray-poluchit-lekarstvo.yml"
    found = drafted(sample_root, path)
    assert found.title == "Наша карта"
    assert [m.problems for m in found.measures] == [("poluchit-lekarstvo#2",), ()]
    assert found.measures[1].practices == ("zvonok-sosedu",)
    assert (found.kpis[2].current, found.kpis[2].target) == (Decimal(62), Decimal(69))
    assert "# Четверть пути: 28 × 25 % = 7." in (sample_root / path).read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["ozernaya", "poluchit-lekarstvo"], "ozernaya-oblast"),
        (["ozernaya-oblast", "poluchit"], "poluchit-lekarstvo"),
        (["ozernaya-oblast", "poluchit-lekarstvo", "--problem", "9"], "1–3"),
        (["ozernaya-oblast", "poluchit-lekarstvo", "--practice", "avtobus"], "avtobus-s-lekarstvami"),
        (["ozernaya-oblast", "poluchit-lekarstvo", "--current", "9=1"], "N от 1 до 3"),
        (["ozernaya-oblast", "poluchit-lekarstvo", "--current", "3=много"], "Нужно число"),
        (["ozernaya-oblast", "poluchit-lekarstvo", "--id", "Плохой"], "строчные латинские"),
        (["ozernaya-oblast", "poluchit-lekarstvo", "--id", KNOWN], "уже занят"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_written(smarteka: Command, sample_root: Path, args: list[str], said: str) -> None:
    before = sorted(sample_root.rglob("*.yml"))
    run = smarteka("--root", sample_root, "roadmap", "new", *args)
    assert run.code == 2 and said in run.err
    assert sorted(sample_root.rglob("*.yml")) == before


def test_a_check_names_what_is_missing_with_its_place(smarteka: Command, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "roadmap", "check", KNOWN, "--format", "json")
    found = {(d["code"], d["line"], d["column"]) for d in json.loads(run.out)["diagnostics"]}
    assert run.code == 1
    assert ("kpi-without-target", 8, 5) in found
    assert {code for code, line, _ in found if line == 24} == {
        "activity-without-end", "activity-without-responsible", "activity-without-start",
    }


def test_dates_out_of_order_are_told_once(smarteka: Command, sample_root: Path) -> None:
    file = sample_root / f"regions/ozernaya-oblast/roadmaps/{KNOWN}.yml"
    file.write_text(file.read_text("utf-8").replace("start: 2022-02-01", "start: 2022-04-01"), "utf-8")
    run = smarteka("--root", sample_root, "roadmap", "check", file)
    assert run.code == 1
    assert run.out.count("dates-out-of-order") == 1
    refused = smarteka("--root", sample_root, "roadmap", "export", KNOWN, "--to", "docx", "--out", sample_root / "karta.docx")
    assert refused.code == 1 and not (sample_root / "karta.docx").exists()


def test_a_faultless_road_map_passes(smarteka: Command, sample_root: Path) -> None:
    text = (
        "id: gotovo\ntitle: Готовая карта\nregion: lesnoy-kray\nlife_situation: poluchit-lekarstvo\n"
        'kpis:\n  - {title: Доля, unit: "%", current: 1, target: 2}\n'
        "measures:\n  - title: Мера\n    problem: Проблема\n    activities:\n"
        "      - {title: Этап, start: 2021-01-01, end: 2021-02-01, responsible: [МФЦ]}\nsources:\n  - title: Выдумано\n"
    )
    outside = sample_root.parent / "karta-iz-brauzera.yml"
    outside.write_text(text, "utf-8")
    run = smarteka("--root", sample_root, "roadmap", "check", outside)
    assert (run.code, run.out) == (0, "")
    outside.write_text(text.replace("lesnoy-kray", "lesnoy-kra"), "utf-8")
    run = smarteka("--root", sample_root, "roadmap", "check", outside)
    assert run.code == 1 and "unknown-reference" in run.out and ":3:9:" in run.out


def test_a_file_may_be_named_without_a_folder(smarteka: Command, sample_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = sample_root / f"regions/ozernaya-oblast/roadmaps/{KNOWN}.yml"
    (tmp_path / "kopiya.yml").write_text(known.read_text("utf-8").replace(f"id: {KNOWN}", "id: kopiya"), "utf-8")
    monkeypatch.chdir(tmp_path)
    run = smarteka("--root", sample_root, "roadmap", "check", "kopiya.yml")
    assert run.code == 1 and "kopiya.yml:24:" in run.out


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv", "json", "yaml"])
def test_every_format_comes_from_a_record_and_from_its_file(smarteka: Command, sample_root: Path, form: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    run = smarteka("--root", sample_root, "roadmap", "export", KNOWN, "--to", form, "--out", tmp_path / "out")
    made = next((tmp_path / "out").iterdir())
    assert run.code == 0 and made.suffix == {"yaml": ".yml"}.get(form, f".{form}")
    again = tmp_path / f"again.{form}"
    file = sample_root / f"regions/ozernaya-oblast/roadmaps/{KNOWN}.yml"
    assert smarteka("--root", sample_root, "roadmap", "export", file, "--to", form, "--out", again).code == 0
    assert again.read_bytes() == made.read_bytes()
    data = made.read_bytes()
    if form == "docx":
        assert ["1.1. Купить автобус", "Автобус", "", "01.10.2021", "01.12.2021", "Минздрав"] in word_rows(data)[1]
    elif form == "xlsx":
        assert "1.1. Купить автобус" in excel_cells(data).values()
    elif form == "yaml":
        (sample_root / "regions/ozernaya-oblast/roadmaps" / f"{KNOWN}.yml").write_bytes(data)
        assert smarteka("--root", sample_root, "check").code == 0


def test_an_unknown_road_map_is_told(smarteka: Command, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "roadmap", "export", "ozernaya-lekarstvo", "--to", "csv")
    assert run.code == 2 and KNOWN in run.err
    run = smarteka("--root", sample_root, "roadmap", "export", KNOWN, "--to", "docx")
    assert run.code == 2 and "--out" in run.err
    run = smarteka("--root", sample_root, "roadmap", "export", KNOWN, "--to", "docx", "--out", sample_root / "нет" / "к.docx")
    assert run.code == 2 and "папки" in run.err


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_form_filled_by_hand_is_checked_and_becomes_the_record(smarteka: Command, sample_root: Path, form: str, tmp_path: Path) -> None:
    sheet = tmp_path / f"{KNOWN}.{form}"
    assert smarteka("--root", sample_root, "roadmap", "export", KNOWN, "--to", form, "--out", sheet).code == 0
    expected = smarteka("--root", sample_root, "roadmap", "export", KNOWN, "--to", "yaml")
    run = smarteka("--root", sample_root, "roadmap", "export", sheet, "--to", "yaml")
    assert (run.code, run.out) == (0, expected.out)
    assert f"взято из записи «{KNOWN}»" in run.err
    run = smarteka("--root", sample_root, "roadmap", "check", sheet)
    place = "лист «Дорожная карта», ячейка A11" if form == "xlsx" else "таблица 1, строка 5, ячейка 1"
    assert run.code == 1 and "activity-without-end" in run.out
    assert any("kpi-without-target" in line and place in line for line in run.out.splitlines())


def test_a_cell_that_is_not_understood_stops_the_form(smarteka: Command, sample_root: Path, tmp_path: Path) -> None:
    sheet = tmp_path / f"{KNOWN}.xlsx"
    smarteka("--root", sample_root, "roadmap", "export", KNOWN, "--to", "xlsx", "--out", sheet)
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0]["D17"] = "скоро"
    book.save(sheet)
    run = smarteka("--root", sample_root, "roadmap", "export", sheet, "--to", "yaml", "--out", tmp_path / "k.yml")
    assert run.code == 1 and "ячейка D17: нужна дата, а стоит «скоро»" in run.out and ":17:4:" in run.out
    assert not (tmp_path / "k.yml").exists()
