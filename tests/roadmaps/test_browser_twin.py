"""The builder's scripts and Python on the same input: drafts, findings, forms, tables, files of text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from browser_twins import form_data, in_node, needs_node
from samples import record

from generator.analysis.roadmap_checks import findings
from generator.analysis.roadmap_draft import compose, practice_data, situation_data
from generator.analysis.roadmap_form import Names, form
from generator.editing.plain_json import record_json
from generator.exports.roadmap.formats import roadmap_csv
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.roadmap import Roadmap
from generator.pipeline import Checked
from generator.rendering.roadmap_builder import builder_words

RUNNER = Path(__file__).with_name("run_roadmaps.cjs")
SITUATION = "poluchit-lekarstvo"
NAMES = Names("Озёрная область", "Получить лекарство", {"avtobus-s-lekarstvami": "Автобус (Озёрная область)"}, {f"{SITUATION}#1": "До аптеки далеко"})


FULL: dict[str, Any] = {
    "id": "proba", "title": "Проба", "draft": True, "aliases": ["staraya-proba"], "sources": [{"title": "Выдумано"}], "notes": [{"kind": "gap", "text": "Выдумано"}],
    "region": "ozernaya-oblast", "life_situation": SITUATION, "kpis": [{"title": "Ждут", "unit": "дней"}],
    "measures": [{"title": "Возить", "problem": "Далеко", "activities": [{"title": "Купить", "start": "2026-03-01", "end": "2026-03-01"}]}],
    "approvals": [{"body": "Губернатор"}],
}


@lru_cache(maxsize=1)
def records() -> list[dict[str, Any]]:
    random = Random(11)
    return [FULL, *(record(random, SITUATION) for _ in range(300))]


def choices(checked: Checked) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(arguments of compose, the same for the browser): every situation, with any problems and practices."""
    random = Random(12)
    base = checked.base
    practices = {str(p.id): practice_data(base, p) for p in base.all(Practice)}
    found = []
    for situation in base.all(LifeSituation):
        data = situation_data(base, situation)
        numbers = [p["number"] for p in data["problems"]]
        for _ in range(12):
            problems = random.choice([None, random.sample(numbers, random.randint(0, len(numbers)))])
            ids = random.choice([None, random.sample(sorted(practices), min(4, len(practices))), list(data["practices"])[:3]])
            others = {id: practices[id] for id in ids or ()}
            ours = {"data": data, "region": "ozernaya-oblast", "region_title": "Озёрная область", "problems": problems, "practices": ids, "others": others}
            theirs = {
                "data": data, "region": "ozernaya-oblast", "regionTitle": "Озёрная область",
                "chosen": {"problems": problems, "practices": ids, "others": others},
            }
            found.append((ours, theirs))
    return found


def run(asked: dict[str, Any]) -> Any:
    return in_node(RUNNER, {"words": builder_words(), **asked})


@needs_node
def test_the_same_choice_gives_the_same_draft(real_checked: Checked, sample_checked: Checked) -> None:
    asked = [*choices(real_checked), *choices(sample_checked)]
    answers = run({"choices": [theirs for _, theirs in asked], "records": []})["composed"]
    assert len(answers) == 96
    assert [(ours["problems"], a) for (ours, _), a in zip(asked, answers, strict=True) if a != compose(**ours)] == []


@needs_node
def test_the_same_record_gives_the_same_form_findings_and_files() -> None:
    names = {"region": NAMES.region, "situation": NAMES.situation, "practices": dict(NAMES.practices), "problems": dict(NAMES.problems)}
    answers = run({"choices": [], "records": [{"record": r, "names": names} for r in records()]})["records"]
    for values, answer in zip(records(), answers, strict=True):
        roadmap = Roadmap.model_validate(values)
        ours = [{"code": f.code, "where": list(f.where), "text": f.text, "severity": "error" if f.is_error else "warning"} for f in findings(roadmap)]
        assert answer["findings"] == ours
        assert answer["form"] == form_data(form(roadmap, NAMES))
        assert answer["csv"].encode() == roadmap_csv(roadmap, NAMES)
        assert answer["json"] == record_json(roadmap)
        assert answer["again"] == {"record": values, "faults": []}


ACTIVITY = "measures.0.activities.0."
TYPED: tuple[tuple[str, str, Any], ...] = (  # field, what somebody types, what the record has
    ("id", " proba-2 ", "proba-2"), ("id", "a" * 80, "a" * 80), ("title", "я" * 400, "я" * 400),
    ("title", " два\u202e  слова\n\tи\u0007 третье ", "два слова и третье"),
    *(("kpis.0.current", typed, 12.5) for typed in ("12,5", "12.5", " 12,5 %", "1\u00a02,\u202f5")),
    ("kpis.0.target", "1 234 567", 1234567), ("kpis.0.actual", "−3", -3), ("kpis.0.actual", "", None), ("kpis.0.kind", "time", "time"),
    ("kpis.0.year", " 2031 ", 2031), ("kpis.0.year", "2100", 2100), ("kpis.0.unit", "мест", "мест"), ("measures.0.problem", "", None),
    (f"{ACTIVITY}materials", "а; б ;\nв;", ["а", "б", "в"]), (f"{ACTIVITY}responsible", "Минздрав", ["Минздрав"]), (f"{ACTIVITY}result", "Есть", "Есть"),
    (f"{ACTIVITY}start", "", None), (f"{ACTIVITY}end", "2028-02-29", "2028-02-29"), (f"{ACTIVITY}status", "", None), (f"{ACTIVITY}status", "done", "done"),
    ("approvals.0.date", " 2026 ", 2026), ("approvals.0.date", "2026-03", "2026-03"), ("approvals.0.document", "№ 1", "№ 1"),
)
SLIPS: tuple[tuple[str, str, str], ...] = (  # field, what somebody types, the fault
    ("region", "", "needed"), ("life_situation", "", "needed"), ("id", " ", "needed"), ("title", " ", "needed"), ("kpis.0.title", "", "needed"),
    ("kpis.0.unit", "", "needed"), ("measures.0.title", "", "needed"), (f"{ACTIVITY}title", "", "needed"), ("approvals.0.body", "", "needed"),
    *(("id", typed, "id") for typed in ("Проба", "a b", "-a", "a-", "a" * 81)),
    *((path, "я" * 401, "long") for path in ("title", "measures.0.problem", f"{ACTIVITY}result", f"{ACTIVITY}materials", f"{ACTIVITY}responsible", "approvals.0.document")),
    *((f"kpis.0.{name}", typed, "number") for name in ("current", "target", "actual") for typed in ("много", "5x", "x5", "1,2345", "--5", "%5")),
    *(("kpis.0.year", typed, "year") for typed in ("1999", "20311", "12031", "2101", "21000", "года")),
    *((f"{ACTIVITY}{name}", typed, "date") for name in ("start", "end") for typed in ("2026-02-29", "2026-2-3", "02026-02-03")),
    *(("approvals.0.date", typed, "date") for typed in ("март", "2026-13", "2026-03-45", "20266", "12026")),
)


@needs_node
def test_what_somebody_types_becomes_a_record_or_is_told() -> None:
    asked = [{"record": FULL, "path": path, "text": typed} for path, typed, _ in (*TYPED, *SLIPS)]
    answers = run({"choices": [], "records": [], "typed": asked})["typed"]
    for (path, typed, expected), answer in zip(TYPED, answers, strict=False):
        assert (answer.get("value"), answer["faults"]) == (expected, []), (path, typed)
        Roadmap.model_validate(answer["record"])
    for (path, typed, code), answer in zip(SLIPS, answers[len(TYPED) :], strict=True):
        found = [(each["path"], each["code"], each["missing"]) for each in answer["faults"]]
        assert found == [(path, code, code == "needed")], (path, typed)
        assert "undefined" not in answer["faults"][0]["text"]


@needs_node
def test_what_is_too_long_for_a_line_is_cut_at_the_same_word() -> None:
    long = "длинное, слово – и ещё; " * 40
    problem = {"number": 1, "title": long, "text": "Далеко", "solutions": [{"title": "Ф", "federal": True}], "practices": []}
    titles = ["Без " + long, "я" * 500, *("я" * (380 + n) + " и" + " да" * 9 for n in range(20))]
    practices = {f"p{n}": {"title": title, "regions": [], "url": ""} for n, title in enumerate(titles)}
    data = {
        "id": "ozhidat-" + "d" * 90, "title": long, "short": long, "problems": [problem, {**problem, "number": 2, "title": "х" * 330}],
        "practices": {}, "kpis": [], "sources": [],
    }
    ours: dict[str, Any] = {"data": data, "region": "ozernaya-oblast", "region_title": "Озёрная область", "problems": None, "practices": [*practices], "others": practices}
    theirs = {**ours, "regionTitle": ours["region_title"], "chosen": {"problems": None, "practices": [*practices], "others": practices}}
    short = {**ours, "data": {**data, "id": "z" * 63 + "-" + "d" * 9}}
    found = run({"choices": [theirs, {**theirs, "data": short["data"]}], "records": []})["composed"]
    assert found == [compose(**ours), compose(**short)]
    assert found[0]["title"].endswith("…")


def test_drafts_of_real_situations_are_records(real_checked: Checked) -> None:
    for ours, _ in choices(real_checked):
        values = compose(**ours)
        assert Roadmap.model_validate(values).draft
