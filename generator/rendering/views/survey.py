"""Indicators that follow from the answers and timings of a survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from generator.analysis.target_form import calculate, told
from generator.model.survey import Survey
from generator.model.target_model import KpiKind
from generator.wording.russian import KPI_KINDS


@dataclass(frozen=True, slots=True)
class Indicator:
    """``calculator`` is the address that works out a target from the same numbers."""

    title: str
    value: str
    steps: tuple[str, ...]
    calculator: str


def indicators(survey: Survey) -> Iterator[Indicator]:
    """Satisfaction by the first question, NPS and the worst timing, as far as the survey has them."""
    forms: list[Mapping[str, str]] = []
    if survey.answers:
        first = survey.answers[0]
        forms.append({
            "kind": KpiKind.SATISFACTION.value, "yes": str(first.yes), "rather_yes": str(first.rather_yes),
            "rather_no": str(first.rather_no), "no": str(first.no),
        })
    if survey.loyalty:
        people = survey.loyalty
        forms.append({
            "kind": KpiKind.NPS.value, "promoters": str(people.promoters), "passives": str(people.passives),
            "detractors": str(people.detractors),
        })
    if survey.timings:
        lines = (f"{t.institution}: {' '.join(str(days).replace('.', ',') for days in t.days)}" for t in survey.timings)
        forms.append({"kind": KpiKind.TIME.value, "timings": "\n".join(lines), "unit": "days"})
    for fields in forms:
        current: dict[str, Any] | None = told(calculate(fields))["current"]
        if current is not None:  # nobody answered
            yield Indicator(
                KPI_KINDS[KpiKind(fields["kind"])], current["shown"], tuple(current["steps"]), f"targets/?{urlencode(fields)}"
            )
