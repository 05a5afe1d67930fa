"""Import of РСС reports: the same record from text, Word and Excel, every doubt with its place."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from publishing import ROOT, Runner
from report_tables import HEAD, ROWS, as_sheet, as_text, as_word
from trying import tries

from generator.editing.importing.deadlines import read_deadline
from generator.editing.importing.imported_report import ReportImport
from generator.editing.importing.report_cells import (
    like_names,
    read_number,
    read_responsible,
    read_status,
    split_by_body,
)
from generator.editing.importing.report_changes import plain
from generator.editing.importing.report_figures import read_figures
from generator.editing.importing.report_import import import_report
from generator.editing.importing.report_json import as_json
from generator.loading.records import load
from generator.model.registry import Registry
from generator.model.report import DeadlineKind, Every, StandardReport, Status
from generator.pipeline import Checked

SOURCE = ROOT.parent / "shared" / "sources" / "zabaykalye-standard-report-2024.txt"


@pytest.fixture
def imported(sample_checked: Checked) -> ReportImport:
    return import_report(sample_checked.base, as_text(), "отчёт.txt")


def _codes(result: ReportImport, number: str) -> set[str]:
    return {d.code for d in result.diagnostics if d.message.startswith(f"пункт {number}: ")}


def test_sections_and_items_of_a_text(imported: ReportImport) -> None:
    assert [(s.number, s.title, len(s.items)) for s in imported.sections] == [(1, "Здоровье", 3), (2, "Соседи и помощь", 5)]
    assert [item.number for item in imported.items] == ["1.1", "1.2", "1.3", "2.1–2.3", "2.4", "2.5", "2.6", "2.7"]
    assert (imported.region, imported.period, imported.as_of) == ("ozernaya-oblast", "2024–2025 годы", date(2024, 12, 3))
    assert imported.items[3].responsible == ("Министерство связи, энергетики и заботы Озёрной области", "волонтёры")
    assert imported.items[4].title == "Учить волонтёров:\n\n- дома;\n- в школе"


def test_every_doubt_is_told_with_its_place(imported: ReportImport) -> None:
    assert _codes(imported, "1.1") == {"body-silent"}
    assert _codes(imported, "1.2") == {"responsible-dot", "text-against-done"}
    assert _codes(imported, "1.3") == {"status-doubled", "plan-missed"}
    assert _codes(imported, "2.1–2.3") == {"range", "status-crossed"}
    assert _codes(imported, "2.4") == {"status-variant"}
    assert _codes(imported, "2.5") == {"status-empty", "text-against-not-done"}
    assert _codes(imported, "2.6") == {"status-unknown", "text-against-not-done"}
    assert _codes(imported, "2.7") == {"deadline"}
    lines = as_text().decode().split("\n")
    (range_,) = [d for d in imported.diagnostics if d.code == "range"]
    assert lines[range_.location.line - 1] == "\t2.1 2.3"
    assert imported.places[range_.location.line] == f"строка {range_.location.line}"


def test_statuses_stay_as_written(imported: ReportImport) -> None:
    assert [(item.status.text, item.status.value) for item in imported.items] == [
        ("Выполнено", Status.DONE), ("Выполнено", Status.DONE), ("Выполнено\nВыполнено", Status.DONE), ("Х", Status.CROSSED),
        ("Не выполнен", Status.NOT_DONE), ("", Status.NONE), ("сложно сказать", Status.NONE), ("Частично выполнено", Status.PARTLY),
    ]


@pytest.mark.parametrize(("data", "name"), [(as_word(), "отчёт.docx"), (as_sheet(), "отчёт.xlsx")])
def test_word_and_excel_give_the_same_report(sample_checked: Checked, imported: ReportImport, data: bytes, name: str) -> None:
    other = import_report(sample_checked.base, data, name)
    assert {**(other.values or {}), "id": ""} == {**(imported.values or {}), "id": ""}
    assert Counter(d.code for d in other.diagnostics) == Counter(d.code for d in imported.diagnostics)
    place = next(iter(other.places[d.location.line] for d in other.diagnostics if d.code == "range"))
    assert place.startswith("абзац" if name.endswith("docx") else "лист «Sheet», строка")


def test_the_draft_is_a_record_without_faults(sample_root: Path, smarteka: Runner, tmp_path: Path) -> None:
    file = tmp_path / "отчёт.txt"
    file.write_bytes(as_text())
    run = smarteka("--root", sample_root, "import", "report", file, "--format", "json")
    assert run.code == 0, run.err
    told = json.loads(run.out)
    path = told["report"]["import"]["path"]
    result = load(sample_root, Registry())
    assert not [d for d in result.diagnostics if d.location.path == path]
    (item,) = [item for item in result.records if item.path == path]
    record = item.record
    assert isinstance(record, StandardReport)
    assert record.draft
    assert [len(s.items) for s in record.sections] == [3, 5]
    assert record.sections[1].items[4].deadline is not None
    assert record.sections[1].items[4].deadline.days == ("08-01", "12-25")
    again = smarteka("--root", sample_root, "import", "report", file)
    assert again.code == 0
    assert "Документ говорит то же самое" in again.out


def test_nothing_is_written_by_a_dry_run(sample_root: Path, smarteka: Runner, tmp_path: Path) -> None:
    file = tmp_path / "отчёт.docx"
    file.write_bytes(as_word())
    before = sorted(sample_root.rglob("*.yml"))
    run = smarteka("--root", sample_root, "import", "report", file, "--dry-run", "--out", tmp_path / "out")
    assert (run.code, sorted(sample_root.rglob("*.yml"))) == (0, before)
    assert not (tmp_path / "out").exists()
    assert "2 раздела, 8 пунктов" in run.out.replace("\u00a0", " ")


def test_a_dry_run_tells_that_the_place_is_taken(sample_root: Path, smarteka: Runner, tmp_path: Path) -> None:
    (file := tmp_path / "отчёт.docx").write_bytes(as_word())
    command = ("--root", sample_root, "import", "report", file, "--out", tmp_path / "out", "--format", "json")
    assert smarteka(*command).code == 0
    for again in (command, (*command, "--dry-run")):
        run = smarteka(*again)
        assert (run.code, [d["code"] for d in json.loads(run.out)["diagnostics"] if d["severity"] == "error"]) == (1, ["target-exists"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-document"), ("Просто письмо.\n\tБез таблицы.\n".encode(), "not-a-report"), (b"%PDF-1.7 ...", "wrong-document"),
        (b"PK\x03\x04 broken", "broken-document"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "wrong-document"), (as_sheet([["1", "2"]]), "not-a-report"),
    ],
)
def test_what_is_no_report_is_refused(sample_checked: Checked, data: bytes, code: str) -> None:
    result = import_report(sample_checked.base, data, "файл")
    assert [d.code for d in result.errors] == [code]
    assert not result.files


def test_region_is_asked_for_where_the_title_has_none(sample_checked: Checked) -> None:
    data = as_text().replace("Озёрной".encode(), "Далёкой".encode())
    result = import_report(sample_checked.base, data, "отчёт.txt")
    assert [d.code for d in result.errors] == ["no-region"]
    assert not result.files
    assert import_report(sample_checked.base, data, "отчёт.txt", "lesnoy-kray").region == "lesnoy-kray"
    assert [d.code for d in import_report(sample_checked.base, data, "отчёт.txt", "net").errors] == ["unknown-region"]


def test_a_zero_that_excel_loses_is_named(sample_checked: Checked) -> None:
    rows: list[list[object]] = [["1. Всё"], *([float(f"1.{i}"), f"Дело {i}", "МФЦ", "2024 г.", "Сделано 5 дел", "Выполнено"] for i in range(1, 11))]
    result = import_report(sample_checked.base, as_sheet(rows), "отчёт.xlsx")
    (gap,) = [d for d in result.diagnostics if d.code in ("number-gap", "number-twice")]
    assert "1.1" in gap.message
    assert "1.10" in gap.hint


def test_rows_that_are_not_as_they_should_be_are_read_and_told(sample_checked: Checked) -> None:
    rows: list[list[object]] = [
        ["1", "Здоровье"], ["1.1", "Автобус", "Минздрав", "2024 г.", "Ходит.", "Выполнено"], ["", "и обратно", "", "", "", ""],
        ["1.2", "Аптека", "Минздрав", "2024 г.", "Х", "Х", "лишнее"], ["1.3", "Короткая", "Минздрав"],
        ["3.1", "Без раздела", "Минсоц", "2024 г.", "Х", "Х"], ["4", "Пустой раздел"],
    ]
    result = import_report(sample_checked.base, as_sheet(rows), "отчёт.xlsx")
    assert [(s.number, s.title, [(item.number, item.title) for item in s.items]) for s in result.sections] == [
        (1, "Здоровье", [("1.1", "Автобус и обратно"), ("1.2", "Аптека"), ("1.3", "Короткая")]), (3, "Раздел 3", [("3.1", "Без раздела")]),
    ]
    told = [(d.code, d.location.line) for d in result.diagnostics if d.code in ("row-without-number", "extra-cell", "no-section", "section-gap", "empty-section")]
    assert told == [("row-without-number", 5), ("extra-cell", 6), ("no-section", 8), ("section-gap", 8), ("empty-section", 9)]


def test_a_column_that_is_missing_is_told(sample_checked: Checked) -> None:
    found = import_report(sample_checked.base, as_sheet([["1. Здоровье"], ["1.1", "Автобус", "Минздрав", "2024 г.", "Выполнено"]], [*HEAD[:4], HEAD[5]]), "отчёт.xlsx")
    assert ["исполнение" in d.message for d in found.diagnostics if d.code == "no-column"] == [True]
    assert [(item.number, item.status.value, item.execution) for item in found.items] == [("1.1", Status.DONE, ())]


def test_columns_in_another_order(sample_checked: Checked, imported: ReportImport) -> None:
    order = [0, 1, 3, 2, 5, 4]
    head = ["№", "Мероприятие", "Срок", "Ответственный исполнитель", "Отметка", "Информация об исполнении"]
    rows: list[list[object]] = [[row[i] for i in order] if len(row) > 1 else [row[0]] for row in ROWS]
    result = import_report(sample_checked.base, as_sheet(rows, head), "отчёт.xlsx")
    assert {**(result.values or {}), "id": ""} == {**(imported.values or {}), "id": ""}


@pytest.mark.parametrize(
    ("text", "kind", "start", "due", "every", "report_by"),
    [
        ("30 декабря 2024 г.", "date", None, "2024-12-30", None, None),
        ("до 01.07.2024", "date", None, "2024-07-01", None, None),
        ("1 квартал \n2025 г", "quarter", None, "2025-03-31", None, None),
        ("IV кв. 2024 г.", "quarter", None, "2024-12-31", None, None),
        ("1 кв., 3 кв. 2024 г.", "several", None, "2024-09-30", None, None),
        ("1, 3 кв. 2024 г.", "several", None, "2024-09-30", None, None),
        ("2025 г.", "year", None, "2025-12-31", None, None),
        ("в течение 2024 года", "year", None, "2024-12-31", None, None),
        ("2024–2025 годы", "range", "2024-01-01", "2025-12-31", None, None),
        ("2024 г. \nс 1 марта по 17 марта \n2024 г.", "range", "2024-03-01", "2024-03-17", None, None),
        ("с 1 по 15 марта 2024 г.", "range", "2024-03-01", "2024-03-15", None, None),
        ("II–III кварталы 2024 года", "range", "2024-04-01", "2024-09-30", None, None),
        ("первое полугодие 2024 года", "range", "2024-01-01", "2024-06-30", None, None),
        ("II полугодие 2024 года", "range", "2024-07-01", "2024-12-31", None, None),
        ("второе полугодие 2024 года", "range", "2024-07-01", "2024-12-31", None, None),
        ("до конца февраля 2024 года", "range", "2024-02-01", "2024-02-29", None, None),
        ("ежегодно", "recurring", None, None, "year", None),
        ("ежегодно до 5 июля", "recurring", None, None, "year", "07-05"),
        ("ежеквартально, ежегодно отчет до 25 декабря", "recurring", None, None, "quarter", "12-25"),
        ("не реже, чем два раза в год", "recurring", None, None, "half_year", None),
        ("ежемесячно до 5 числа", "recurring", None, None, "month", None),
        ("еженедельно", "recurring", None, None, None, None),
        ("постоянно", "standing", None, None, None, None),
        ("постоянно, ежегодно отчет до 25 декабря", "standing", None, None, None, "12-25"),
        ("по мере необходимости", "as_needed", None, None, None, None),
        ("по отдельному плану", "unclear", None, None, None, None),
        ("30 февраля 2024 г.", "unclear", None, None, None, None),
        ("1 квартал", "unclear", None, None, None, None),
    ],
)
def test_deadlines(text: str, kind: str, start: str | None, due: str | None, every: str | None, report_by: str | None) -> None:
    read = read_deadline(text)
    told = (str(read.start) if read.start else None, str(read.due) if read.due else None, read.every, read.report_by)
    assert (read.kind, *told) == (DeadlineKind(kind), start, due, Every(every) if every else None, report_by)


def test_days_without_a_year_are_of_every_year_and_said_so() -> None:
    read = read_deadline("отчет до 1 августа, 25 декабря")
    assert (read.kind, read.days) == (DeadlineKind.SEVERAL, ("08-01", "12-25"))
    assert read.doubts


@tries(60)
@given(st.text(alphabet="0123456789. –-,кварталгдонеябмйпсяIV", max_size=40))
def test_any_deadline_is_read(text: str) -> None:
    read = read_deadline(text)
    assert read.start is None or (read.due is not None and read.start <= read.due)


def test_cells() -> None:
    assert read_number("1.1.") == ("1.1", ())
    assert read_number("12.1 12.8")[0] == "12.1–12.8"
    assert read_status(["Частично", "выполнено"]).value is Status.PARTLY
    assert read_status(["Выполнено", "Не выполнено"]).value is Status.NONE
    assert read_status(["x"]).value is Status.CROSSED
    assert read_responsible(["Минсоц,", "подведомственные организации"])[0] == ("Минсоц", "подведомственные организации")
    assert read_responsible(["Минсоц", "Минздрав"])[0] == ("Минсоц", "Минздрав")
    assert read_responsible(["«Группа по сбору, учёту и счёту», МФЦ"])[0] == ("«Группа по сбору, учёту и счёту»", "МФЦ")
    assert like_names(["Минкульт", "Минкульт", "Минкультуры", "Минсоц"]) == {"Минкультуры": "Минкульт"}
    parts = split_by_body("Общее.\n\n1) Минсоц: одно\n\nМинобр:\nдругое", ["Минсоц"])
    assert [(p.body, p.text) for p in parts] == [(None, "Общее."), ("Минсоц", "одно"), ("Минобр", "другое")]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("на 2023 год – 43,0 %, по данным мониторинга за 2023 год составляет 37,1 %", [("43.0", "plan"), ("37.1", "fact")]),
        ("При плане 500 человек обучено 480", []),
        ("При плане 500 человек фактически 480 человек", [("500", "plan"), ("480", "fact")]),
        ("Открыто 12 мест при плане 10 мест", [("10", "plan"), ("12", "fact")]),
        ("План/факт: 20 / 25", [("20", "plan"), ("25", "fact")]),
    ],
)
def test_plan_and_fact(text: str, pairs: list[tuple[str, str]]) -> None:
    assert [(str(f.value), f.kind.value) for f in read_figures(text, "Дело").pairs] == pairs


damaged = st.lists(
    st.tuples(st.sampled_from(["cut", "drop-line", "double-line", "tab", "blank", "letters"]), st.integers(0, 10_000), st.text(max_size=6)), max_size=5
)


@tries(40)
@given(damages=damaged)
def test_damaged_texts_are_read_or_refused(sample_checked: Checked, damages: list[tuple[str, int, str]]) -> None:
    text = as_text().decode()
    for kind, at, what in damages:
        lines = text.split("\n")
        i = at % len(lines)
        if kind == "cut":
            text = text[: at % (len(text) + 1)]
        elif kind == "letters":
            where = at % (len(text) + 1)
            text = text[:where] + what + text[where:]
        else:
            new = {"drop-line": [], "double-line": [lines[i]] * 2, "tab": [f"\t{lines[i]}"], "blank": [lines[i], "\t", ""]}[kind]
            text = "\n".join([*lines[:i], *new, *lines[i + 1 :]])
    result = import_report(sample_checked.base, text.encode("utf-8", "replace"), "отчёт.txt")
    assert result.items or result.errors
    as_json(result)
    for draft in result.files.values():
        assert draft.startswith("# Черновик")


@pytest.mark.skipif(not SOURCE.exists(), reason="the source lies beside the repository only where it is worked on")
def test_the_real_report_says_what_the_record_says(real_checked: Checked) -> None:
    result = import_report(real_checked.base, SOURCE.read_bytes(), "источник.txt")
    record = real_checked.base.get(StandardReport, "zabaykalye-rss-2024")
    assert record
    assert (len(result.sections), len(result.items)) == (13, 66)
    assert result.published is not None
    mended = {
        ("6.1", "responsible"), ("6.2", "responsible"), ("6.3", "responsible"),  # «Минкультуры» is «Минкульт»
        ("6.4", "title"),  # «отельных»
    }
    differ: set[tuple[str, str]] = set()
    for section, known in zip(result.sections, record.sections, strict=True):
        assert (section.number, section.title) == (known.number, known.title)
        for item, there in zip(section.items, known.items, strict=True):
            deadline, read = there.deadline, item.deadline
            assert deadline is not None
            assert read is not None
            pairs = {
                "number": (item.number, there.number), "title": (plain(item.title), plain(there.title)), "responsible": (item.responsible, there.responsible),
                "deadline": (
                    (item.deadline_text, read.kind, read.start, read.due, read.every, read.report_by, read.days),
                    (deadline.text, deadline.kind, deadline.start, deadline.due, deadline.every, deadline.report_by, deadline.days),
                ),
                "status": ((item.status.text, item.status.value), (there.status.text, there.status.value)),
                "mark": (item.mark or None, there.execution_mark),
            }
            differ |= {(item.number, name) for name, (here, other) in pairs.items() if here != other}
            assert bool(item.execution) == bool(there.execution), item.number
    assert differ == mended
    codes = Counter(d.code for d in result.diagnostics)
    assert (codes["status-empty"], codes["status-doubled"], codes["status-variant"], codes["status-crossed"], codes["range"]) == (2, 1, 1, 8, 1)
