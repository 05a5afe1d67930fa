"""Random filled templates as plain values of a record."""

from __future__ import annotations

from random import Random
from typing import Any

from generator.model.canvas import Canvas
from generator.model.design_template import PHASE_TITLES, TEMPLATES, DesignTemplate, Format, Head, Mood, State

_WORDS = ("Ждёт", "звонит в «МФЦ»", "не указано в источнике", "2 + 2 < 5 & ещё", "едет 60 км", "=1", "«Опять?»")


def record(random: Random, situation: str) -> dict[str, Any]:
    """A record of any template with any of its parts filled in, fields in the order of files."""
    template = random.choice(TEMPLATES)
    values: dict[str, Any] = {"id": "list", "title": random.choice(("Лист", template.title)), "template": template.name.value, "life_situation": situation}
    if random.random() < 0.5:
        values["region"] = "ozernaya-oblast"
    if random.random() < 0.5:
        values["example"] = True
    values |= {head.value: _head(random, head) for head in template.head if random.random() < 0.6}
    if template.columns == "stages":
        stages = [_part(random, template, {"phase": phase, "title": f"Этап {n}"}) for phase in PHASE_TITLES for n in range(random.randint(0, 3))]
        # A page without a stage shows three empty ones: a record has at least one.
        values["stages"] = stages or [{"phase": "during", "title": "Этап"}]
    elif template.columns:
        columns = [_part(random, template, {"phase": p, "format": f.value}) for p in PHASE_TITLES for f in Format if random.random() < 0.5]
        values["contacts"] = [c for c in columns if len(c) > 2]
    else:
        values["blocks"] = _part(random, template, {})
    found = {name: value for name, value in values.items() if value not in ([], {})}
    return {**found, "sources": [{"title": "Интервью"}]}


def _head(random: Random, head: Head) -> Any:
    if head is Head.DATE:
        return random.choice((2021, "2021-11", "2021-11-05"))
    if head is Head.AGE:
        return random.choice((0, 1, 11, 22, 64, 101))
    return random.choice([s.value for s in State]) if head is Head.STATE else random.choice(_WORDS)


def _part(random: Random, template: DesignTemplate, part: dict[str, Any]) -> dict[str, Any]:
    for row in template.rows:
        if random.random() < 0.6:
            part[row.name] = random.choice(_WORDS) if row.short else "\n".join(random.sample(_WORDS, random.randint(1, 3)))
    if any(row.name == "emotions" for row in template.rows) and random.random() < 0.5:
        part["mood"] = random.choice([m.value for m in Mood])
    return part


def canvas(values: dict[str, Any]) -> Canvas:
    return Canvas.model_validate(values)
