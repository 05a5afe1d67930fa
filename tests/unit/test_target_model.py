"""Which indicators of a target model measure a situation."""

from __future__ import annotations

import pytest

from generator.model.scalars import LifeSituationId
from generator.model.target_model import TargetModel


def kpi(number: str, symbol: str | None = None, situation: str | None = None) -> dict[str, str | None]:
    return {"number": number, "title": f"Показатель {number}", "unit": "%", "kind": "satisfaction", "symbol": symbol, "life_situation": situation}


@pytest.mark.parametrize(
    ("situation", "numbers"),
    [
        ("na-domu", ["1", "1.1", "3"]),
        ("vyplata", ["1", "1.2", "2", "2.1", "3"]),
        ("drugaya", ["3"]),  # headings of groups that nothing is left of go, too
    ],
)
def test_a_situation_has_its_own_indicators_and_those_of_all(situation: str, numbers: list[str]) -> None:
    model = TargetModel.model_validate({
        "id": "model", "title": "Модель", "short_title": "Модель", "direction": "d", "life_situations": ["na-domu", "vyplata", "drugaya"],
        "kpis": [
            kpi("1"), kpi("1.1", "S₁", "na-domu"), kpi("1.2", "S₂", "vyplata"), kpi("2"), kpi("2.1", None, "vyplata"), kpi("3", "T"),
        ],
        "sources": [{"title": "Методика"}],
    })
    assert [each.number for each in model.kpis_of(LifeSituationId(situation))] == numbers
