"""The file of a draft road map: its values with remarks for the editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.analysis.targets import RULES, Outcome, Standing
from generator.loading.yaml_signs import Path
from generator.model.target_model import KpiKind
from generator.wording import targets as sentences
from generator.wording.roadmaps import TARGET_REMARKS
from generator.wording.russian import number
from generator.wording.sentences import sentence

from .yaml_writer import Comments, commented, to_yaml

_ACTIVITY = {
    "title": "Название этапа", "result": "Что появится", "materials": ["Регламент"], "start": "2026-12-01",
    "end": "2027-03-31", "responsible": ["Кто отвечает"],
}


def roadmap_yaml(values: Mapping[str, Any], computed: Mapping[int, Outcome]) -> str:
    """The YAML text. ``computed``: how a target was computed, by the index of its indicator."""
    above: dict[Path, list[str]] = {}
    below: dict[Path, list[str]] = {}
    for place, kpi in enumerate(values.get("kpis", ())):
        remarks = _working(computed[place]) if place in computed else [_remark(kpi.get("kind"))]
        below[("kpis", place, "unit")] = [
            *([] if "current" in kpi else ["current: сейчас"]),
            *([] if "target" in kpi else ["target: цель"]),
            *remarks,
        ]
    for place in range(len(values.get("measures", ()))):
        last = list(values["measures"][place])[-1]
        if place == 0:
            below[("measures", place, last)] = ["Мероприятия этого решения, каждое по образцу:", *commented({"activities": [_ACTIVITY]})]
    top = (
        "Черновик дорожной карты. Впишите текущие значения и цели, мероприятия, сроки и ответственных, лишнее уберите.",
        f"Проверить: smarteka roadmap check {values['id']}. Готовую карту покажет сайт, когда вы уберёте draft: true.",
    )
    return to_yaml(values, Comments(top=top, above=above, below=below))


def _remark(kind: str | None) -> str:
    if kind is None:
        return TARGET_REMARKS["none"]
    rule = RULES[KpiKind(kind)]
    key = "level" if rule.quarter is Standing.NONE else "quarter" if rule.readable else "own"
    return TARGET_REMARKS[key].format(kind=kind, benchmark=number(rule.benchmark))


def _working(outcome: Outcome) -> list[str]:
    lines = [*outcome.steps, *outcome.doubts]
    texts = {**sentences.STEPS, **{key: doubt.text for key, doubt in sentences.DOUBTS.items()}}
    return [sentence(texts[line.key], line.values) for line in lines]
