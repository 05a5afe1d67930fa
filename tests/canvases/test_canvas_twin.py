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
