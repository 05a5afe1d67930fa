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


@lru_cache(maxsize=1)
def records() -> list[dict[str, Any]]:
    random = Random(11)
    return [record(random, SITUATION) for _ in range(300)]


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


def test_drafts_of_real_situations_are_records(real_checked: Checked) -> None:
    for ours, _ in choices(real_checked):
        values = compose(**ours)
        assert Roadmap.model_validate(values).draft
