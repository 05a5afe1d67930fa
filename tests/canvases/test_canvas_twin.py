"""The scripts of the template pages and Python on the same input: sheets, and records taken in and given back."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from browser_twins import form_data, in_node, needs_node
from canvas_samples import canvas, record

from generator.analysis.canvas_form import canvas_form
from generator.editing.record_values import record_values
from generator.knowledge.base import KnowledgeBase
from generator.model.canvas import Canvas
from generator.model.design_template import BY_NAME, TEMPLATES
from generator.model.life_situation import LifeSituation
from generator.model.region import Region
from generator.pipeline import Checked
from generator.rendering.template_pages import builder_words

RUNNER = Path(__file__).with_name("run_canvases.cjs")


def run(base: KnowledgeBase, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    asked = []
    for values in records:
        situation, region = base.get(LifeSituation, values["life_situation"]), base.get(Region, values.get("region", ""))
        names = {"situation": situation.short_title if situation else "", "region": region.title if region else ""}
        asked.append({"words": builder_words(BY_NAME[values["template"]]), "record": values, "names": names})
    found: list[dict[str, Any]] = in_node(RUNNER, asked)
    return found


@needs_node
def test_the_same_record_gives_the_same_sheet_and_comes_back(sample_checked: Checked) -> None:
    random = Random(7)
    records = [record(random, "poluchit-lekarstvo") for _ in range(120)]
    assert {r["template"] for r in records} == {t.name for t in TEMPLATES}
    for values, answer in zip(records, run(sample_checked.base, records), strict=True):
        assert answer["form"] == form_data(canvas_form(sample_checked.base, canvas(values)))
        assert answer["again"] == {"record": values, "faults": []}
        assert list(answer["again"]["record"]) == list(record_values(canvas(values)))  # the order of files


@needs_node
def test_published_sheets_come_back_as_they_were(real_checked: Checked) -> None:
    base = real_checked.base
    records = [c.model_dump(mode="json", exclude_defaults=True) for c in base.all(Canvas)]
    assert len({r["template"] for r in records}) == len(TEMPLATES)
    for values, answer in zip(records, run(base, records), strict=True):
        assert answer["form"] == form_data(canvas_form(base, canvas(values)))
        assert answer["again"] == {"record": values, "faults": []}


BASE: dict[str, Any] = {"id": "list", "title": "Лист", "life_situation": "poluchit-lekarstvo", "sources": [{"title": "Интервью"}]}
JOURNEY = {**BASE, "template": "journey", "stages": [{"phase": "before", "title": "Узнаёт"}, {"phase": "after", "title": "Ждёт"}]}
EMPATHY = {**BASE, "template": "empathy", "draft": True, "aliases": ["staryi-list"]}
LONG = "я" * 20_001
TYPED: tuple[tuple[dict[str, Any], str, str, dict[str, Any]], ...] = (  # record, field, what somebody types, what the record gets
    (JOURNEY, "title", " два\u202e  слова\nи третье ", {"title": "два слова и третье"}),
    (JOURNEY, "id", " drugoi-list ", {"id": "drugoi-list"}), (JOURNEY, "id", "a" * 80, {"id": "a" * 80}),
    (JOURNEY, "date", " 2026 ", {"date": 2026}), (JOURNEY, "date", "2026-03", {"date": "2026-03"}),
    (JOURNEY, "stages.1.title", "Идёт\n\nдомой", {"stages": [JOURNEY["stages"][0], {"phase": "after", "title": "Идёт домой"}]}),
    (JOURNEY, "stages.0.emotions", "Рад\n \n и  горд ", {"stages": [{"phase": "before", "title": "Узнаёт", "emotions": "Рад\nи горд"}, JOURNEY["stages"][1]]}),
    (EMPATHY, "age", "0", {"age": 0}), (EMPATHY, "age", "120", {"age": 120}), (EMPATHY, "age", "", {}),
    (EMPATHY, "source", " Наблюдения ", {"sources": [{"title": "Наблюдения"}]}),
)
SLIPS: tuple[tuple[dict[str, Any], str, str, str], ...] = (  # record, field, what somebody types, the fault
    *((JOURNEY, path, "", "needed") for path in ("id", "title", "life_situation", "source", "stages.0.title", "stages.1.title")),
    *((JOURNEY, "id", typed, "id") for typed in ("Лист", "a b", "-a", "a-", "a" * 81)),
    *((JOURNEY, path, LONG, "long") for path in ("source", "stages.0.emotions")), (EMPATHY, "person", "я" * 401, "long"),
    *((JOURNEY, "date", typed, "date") for typed in ("март", "2026-13", "20266", "12026")),
    *((EMPATHY, "age", typed, "age") for typed in ("121", "-1", "5 лет", "лет 5", "1000")),
)


@needs_node
def test_what_somebody_types_becomes_a_record_or_is_told() -> None:
    asked = [
        {"words": builder_words(BY_NAME[values["template"]]), "record": values, "names": {}, "typed": [[path, typed]]}
        for values, path, typed, _ in (*TYPED, *SLIPS)
    ]
    answers = [each for each, in in_node(RUNNER, asked)]
    for (values, path, typed, expected), answer in zip(TYPED, answers, strict=False):
        assert answer == {"record": {**values, **expected}, "faults": []}, (path, typed)
        canvas(answer["record"])
    for (_, path, typed, code), answer in zip(SLIPS, answers[len(TYPED) :], strict=True):
        found = [(each["path"], each["code"], each["missing"]) for each in answer["faults"]]
        assert found[0] == (path, code, code == "needed"), (path, typed)
        assert "undefined" not in answer["faults"][0]["text"]
        assert LONG not in str(answer["record"])
