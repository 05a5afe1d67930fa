"""JSON of the target calculator: a calculation with its explanations, and the rules for the browser.

Used by the page, ``smarteka target --format json`` and the draft of a road map.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from generator.wording import targets as wording
from generator.wording.russian import KPI_KINDS
from generator.wording.sentences import UNITS, quantity, sentence

from . import targets
from .target_form import Calculation
from .targets import RULES, Line, Outcome


def definition() -> dict[str, Any]:
    """The data of the rules and the sentences, for the browser."""
    return {
        "rules": {
            kind.value: {
                "title": KPI_KINDS[kind],
                "unit": rule.unit,
                "benchmark": str(rule.benchmark),
                "better": rule.better.value,
                "quarter": rule.quarter.value,
                "position": rule.position.value,
                "readable": rule.readable,
                **{name: str(bound) for name, bound in (("low", rule.low), ("high", rule.high)) if bound is not None},
            }
            for kind, rule in RULES.items()
        },
        "share": str(targets.SHARE),
        "leadersFloor": str(targets.LEADERS_FLOOR),
        "fewestTimings": targets.FEWEST_TIMINGS,
        "units": {name: list(forms) for name, forms in UNITS.items()},
        "steps": dict(wording.STEPS),
        "doubts": {key: asdict(doubt) for key, doubt in wording.DOUBTS.items()},
        "doubtKinds": dict(wording.DOUBT_KINDS),
        "problems": dict(wording.PROBLEMS),
    }


def in_words(calculation: Calculation) -> dict[str, Any]:
    """A calculation as sentences and formatted numbers, as the page and the command show it."""

    def outcome(found: Outcome | None) -> dict[str, Any] | None:
        if found is None:
            return None
        return {
            "value": None if found.value is None else f"{found.value:f}",
            "shown": None if found.value is None else quantity(found.value, calculation.unit),
            "steps": [sentence(wording.STEPS[line.key], line.values) for line in found.steps],
            "doubts": _doubts(found.doubts),
        }

    return {
        "kind": calculation.kind.value if calculation.kind else None,
        "unit": calculation.unit,
        "problems": [
            {"field": p.field, "code": p.line.key, "text": sentence(wording.PROBLEMS[p.line.key], p.line.values)}
            for p in calculation.problems
        ],
        "now": None if calculation.value is None else quantity(calculation.value, calculation.unit),
        "current": outcome(calculation.current),
        "first_year": outcome(calculation.first_year),
        "position": outcome(calculation.position),
        "doubts": _doubts(calculation.doubts),
    }


def _doubts(lines: Iterable[Line]) -> list[dict[str, str]]:
    found = []
    for line in lines:
        doubt = wording.DOUBTS[line.key]
        text = sentence(doubt.text, line.values)
        found.append({"code": line.key, "kind": doubt.kind, "text": text, "anchor": doubt.anchor})
    return found
