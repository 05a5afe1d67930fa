"""The page of the target calculator: the rules, worked examples, the definition for the script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from generator.analysis.target_form import calculate
from generator.analysis.target_json import definition, in_words
from generator.analysis.targets import RULES
from generator.model.target_model import TargetModel
from generator.wording import targets as wording
from generator.wording.russian import KPI_KINDS

from .page import Page
from .site import Site

_EXAMPLES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "Удовлетворённость",
        {"kind": "satisfaction", "title": "Доля довольных", "yes": "40", "rather_yes": "22", "rather_no": "20", "no": "18", "position": "lagging", "mean": "66,5"},
    ),
    (
        "Время",
        {"kind": "time", "title": "Ожидание приёма", "unit": "calendar", "timings": "Городская: 4 5 5 6 6 7 7 8 9 14\nСельская: 3 3 4 4 5 5 5 6 7 8", "position": "middle", "best": "7"},
    ),
    ("NPS", {"kind": "nps", "title": "Готовность рекомендовать", "promoters": "45", "passives": "35", "detractors": "20"}),
)
"""Invented numbers; the page says so."""


@dataclass(frozen=True, slots=True)
class _Example:
    title: str
    given: str
    query: str
    found: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Doubt:
    kind: str
    text: str
    anchor: str


def targets(site: Site) -> Iterator[Page]:
    """«Рассчитать цели»: a form that works in the browser; without scripts, the rules with examples."""
    doubts = [_Doubt(wording.DOUBT_KINDS[d.kind], d.text, d.anchor) for d in wording.DOUBTS.values() if d.kind != "check"]
    models = sorted(site.base.all(TargetModel), key=lambda m: m.short_title)
    yield site.page(
        "indexes/targets.html", "targets/", "Рассчитать цели",
        "Калькулятор целей НСИ: удовлетворённость из ответов, NPS, худший замер, цель первого года и цель по месту региона – с ходом расчёта.",
        "methodology", kinds=("target_model",), scripts=("targets.js",), styles=("plans.css",),
        kpi_kinds=[(kind.value, KPI_KINDS[kind], rule) for kind, rule in RULES.items()],
        positions=list(wording.POSITIONS.items()), definition=definition(), examples=[_example(*e) for e in _EXAMPLES],
        doubts=doubts, models=[(site.facts.ref(m), m) for m in models],
    )


def _example(title: str, fields: dict[str, str]) -> _Example:
    words = {
        "satisfaction": "Ответы на первый вопрос: «Да» – {yes}, «Скорее да» – {rather_yes}, «Скорее нет» – {rather_no}, «Нет» – {no}. Регион отстаёт, среднее по стране {mean} %.",
        "nps": "Оценки: 9–10 поставили {promoters} человек, 7–8 – {passives}, 0–6 – {detractors}.",
        "time": "Замеры, календарных дней. {timings}. Регион близок к среднему, лучшее значение – {best} дней.",
    }[fields["kind"]]
    given = words.format_map({**fields, "timings": fields.get("timings", "").replace("\n", ". ")})
    return _Example(title, given, urlencode(fields), in_words(calculate(fields)))
