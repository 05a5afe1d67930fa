"""Import of surveys from CSV, and what comes of several of them over time."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publishing import Runner
from trying import tries

from generator.editing.importing.survey_import import FORM, import_survey
from generator.loading.records import load
from generator.model.registry import Registry
from generator.model.survey import Survey
from generator.model.target_model import KpiKind
from generator.pipeline import Checked
from generator.rendering.views.facts import Facts
from generator.rendering.views.survey import measure, survey_page

CSV = """\
# выдумано
вид;значение
регион;ozernaya-oblast
ситуация;poluchit-lekarstvo
название;Третий опрос
способ;анкета на  остановке
начало;2023-04-01
конец;2023-04-30
источник;Выдумка
вопрос;Довольны ли вы?;40;30;20;10
вопрос;"Долго ли; ждали?";1 000;0;0;0
NPS;50;30;20
замер;Аптека № 1;3;4,5;7
замер;Аптека № 1;1;1;1;1;1;1;1
"""


def test_a_table_becomes_a_record(sample_root: Path, smarteka: Runner, tmp_path: Path) -> None:
    file = tmp_path / "опрос.csv"
    file.write_bytes(CSV.encode("cp1251", "replace"))
    run = smarteka("--root", sample_root, "import", "survey", file, "--format", "json")
    told = json.loads(run.out)
    assert (run.code, told["diagnostics"]) == (0, [])
    result = load(sample_root, Registry())
    (item,) = [each for each in result.records if each.path == told["survey"]["import"]["path"]]
    record = item.record
    assert isinstance(record, Survey)
    assert (record.draft, record.id, str(record.ends)) == (True, "ozernaya-oblast-opros-2023-04-30", "2023-04-30")
    assert [(a.question, a.yes, a.no) for a in record.answers] == [("Довольны ли вы?", 40, 10), ("Долго ли; ждали?", 1000, 0)]
    assert [(t.institution, len(t.days), str(max(t.days))) for t in record.timings] == [("Аптека № 1", 10, "7")]
    assert record.loyalty is not None
    assert (measure(record, KpiKind.SATISFACTION), measure(record, KpiKind.NPS), measure(record, KpiKind.TIME)) == (Decimal(70), Decimal(30), Decimal(7))
    again = smarteka("--root", sample_root, "import", "survey", file)
    assert again.code == 0
    assert f"уже есть: {item.path}. Он не изменён.\nДокумент говорит то же самое." in again.out
    file.write_text(CSV.replace("NPS;50;30;20", "NPS;50;30;21"), encoding="utf-8")
    differs = smarteka("--root", sample_root, "import", "survey", file).out
    assert "В документе иначе:\n  оценки NPS\n" in differs
    file.write_text(CSV.replace("анкета на  остановке", "анкета по почте"), encoding="utf-8")
    other = smarteka("--root", sample_root, "import", "survey", file, "--dry-run")
    assert (other.code, "ozernaya-oblast-opros-2023-04-30-2.yml" in other.out) == (0, True)
    assert [p.name for p in Path(sample_root, item.path).parent.glob("*2023-04-30*")] == [Path(item.path).name]


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("вопрос;Довольны ли вы?;40;30;20;10", "вопрос;Довольны ли вы?;40;30;20", 10, "wrong-row"),
        (";40;30;20;10", ";40 %;30;20;10", 10, "wrong-row"),
        ("замер;Аптека № 1;3;4,5;7", "замер;Аптека № 1;три дня", 13, "wrong-row"),
        ("регион;ozernaya-oblast", "регион;ozernaya", 3, "unknown-region"),
        ("конец;2023-04-30", "конец;30 апреля", 8, "wrong-row"),
        ("конец;2023-04-30", "конец;2022-04-30", 8, "wrong-row"),
        ("способ;анкета на  остановке\n", "", 1, "wrong-row"),
        ("NPS;50", "НПС;50", 12, "wrong-row"),
        ("ситуация;poluchit", "ситуация;pouchit", 4, "unknown-life-situation"),
    ],
)
def test_wrong_rows_are_told_with_their_lines(sample_checked: Checked, old: str, new: str, line: int, code: str) -> None:
    result = import_survey(sample_checked.base, CSV.replace(old, new, 1).encode(), "опрос.csv")
    assert [(d.code, d.location.line) for d in result.errors] == [(code, line)]
    assert not result.files


def test_what_is_no_survey_at_all_is_one_remark(sample_checked: Checked) -> None:
    result = import_survey(sample_checked.with_drafts, "Мониторинг\n\nТОП-5\n1. Прокат; область\n".encode(), "a.csv")
    assert [(d.code, d.location.line) for d in result.diagnostics] == [("wrong-row", 1)]


def test_every_kind_of_row_has_an_example_that_is_read(sample_checked: Checked) -> None:
    rows = "\n".join(example for _, _, example in FORM).replace("tulskaya-oblast", "ozernaya-oblast").replace("trudoustroystvo-cherez-tszn", "poluchit-lekarstvo")
    result = import_survey(sample_checked.base, rows.encode(), "опрос.csv")
    assert not result.errors
    assert [d.code for d in result.diagnostics] == ["few-timings"]


@tries(40)
@given(text=st.text(alphabet='вопрсnps;,"\n0123456789-замерегинцл ', max_size=200))
def test_any_table_is_read_or_refused(sample_checked: Checked, text: str) -> None:
    result = import_survey(sample_checked.base, text.encode(), "опрос.csv")
    assert result.values or result.errors


def test_surveys_of_one_instrument_stand_in_a_row(sample_checked: Checked) -> None:
    first = next(s for s in sample_checked.base.all(Survey) if s.id == "ozernaya-opros")
    trends = survey_page(Facts(sample_checked.base, date(2026, 1, 1)), first).trends
    assert [(t.title, t.moved.replace("\u00a0", " ")) for t in trends] == [
        ("удовлетворённость", "выросло: 75 % → 80 %"), ("приверженность (NPS)", "снизилось: 56,3 % → 50 %"), ("время", "снизилось: 3 дня → 2 дня"),
    ]
    assert [(p.dates.replace("\u00a0", " "), p.here, p.people.replace("\u00a0", " ")) for p in trends[0].points] == [
        ("1–31 октября 2021", True, "20 человек"), ("1–30 апреля 2022", False, "50 человек"),
    ]
