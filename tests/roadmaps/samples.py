"""Road maps and choices made up at random, the same for the same seed; every text is invented."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

WORDS = "автобус врач запись пожилой срок выплата «окно» СНИЛС ё-моё МФЦ; очередь & <b> 12 % \"да\" +7 -5 @я =1 -2,5 -5% «а»,".replace(";", "").split()
KINDS = [None, "satisfaction", "time", "nps", "infrastructure", "plan_execution"]
STATUSES = ["planned", "in_progress", "done", "cancelled"]
NUMBERS = [0, 1, 50, 61.5, 3461, 1234567.25, -12, 0.125, 999999999]


def text(random: Random, most: int = 6) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(1, most)))


def day(random: Random) -> str:
    return (date(2026, 1, 1) + timedelta(days=random.randint(0, 900))).isoformat()


def record(random: Random, situation: str) -> dict[str, Any]:
    """A record that the model takes, with any of its fields left out."""
    def maybe(value: Any) -> Any:
        return value if random.random() < 0.7 else None

    def some(values: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in values.items() if value not in (None, [])}

    return some({
        "id": "proba",
        "title": text(random),
        "sources": [{"title": "Выдумано"}],
        "region": "ozernaya-oblast",
        "life_situation": situation,
        "kpis": [
            some({
                "title": text(random), "kind": random.choice(KINDS), "unit": random.choice(["%", "дней", "мест"]),
                "current": maybe(random.choice(NUMBERS)), "target": maybe(random.choice(NUMBERS)), "year": maybe(random.randint(2025, 2030)),
                "actual": maybe(random.choice(NUMBERS)),
            })
            for _ in range(random.randint(0, 3))
        ],
        "measures": [
            some({
                "title": text(random), "problem": maybe(text(random)), "problems": maybe([f"{situation}#1", f"{situation}#2"]),
                "practices": maybe(["avtobus-s-lekarstvami", "net-v-imenakh"]),
                "activities": [
                    some({
                        "title": text(random), "result": maybe(text(random)), "materials": maybe([text(random), text(random)]),
                        "start": maybe(day(random)), "end": maybe(day(random)), "responsible": maybe([text(random, 2).replace(",", "")]),  # a form parts bodies by commas
                        "status": random.choice([None, *STATUSES[1:]]),
                    })
                    for _ in range(random.randint(0, 3))
                ],
            })
            for _ in range(random.randint(0, 3))
        ],
        "approvals": [
            some({"body": text(random), "date": maybe(random.choice([2026, "2026-03", "2026-03-05"])), "document": maybe(text(random))})
            for _ in range(random.randint(0, 2))
        ],
    })
