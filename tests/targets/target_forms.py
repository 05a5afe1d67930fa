"""Forms of the target calculator filled in by chance, the same for the same seed."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TypeVar

from generator.model.target_model import KpiKind

T = TypeVar("T")


# Where a rule or a form of a word changes, and what is nearly a number.
EDGES: tuple[dict[str, str], ...] = (
    {"kind": "satisfaction", "current": "75", "position": "leading"},
    {"kind": "satisfaction", "current": "75", "position": " leading\r\n"},
    {"kind": "satisfaction", "current": "60", "position": "lagging", "mean": "60"},
    {"kind": "\u00a0time ", "current": "30", "benchmark": "30", "unit": " calendar "},
    {"kind": "time", "current": "30", "position": "middle", "best": "30"},
    {"kind": "time", "current": "30", "benchmark": "x"},
    {"kind": "time", "current": "30", "benchmark": "20", "unit": "constructor"},
    {"kind": "infrastructure", "current": "x"},
    {"kind": "plan_execution", "benchmark": "5"},
    {"kind": "nps", "current": "−−5"},
    {"kind": "satisfaction", "current": "%5"},
    {"kind": "satisfaction", "current": "5%%"},
    *({"kind": "time", "current": days, "benchmark": "1"} for days in ("0", "1", "1,5", "2", "4", "5", "10", "11", "14", "15", "21", "22", "111", "114", "3461")),
    *({"kind": "time", "timings": f"Городская: 5 {word}"} for word in ("5дн", "д5", "5.", "1234567", "5,1234")),
    {"kind": "time", "timings": "Городская: 0"},
)


def inputs(count: int, seed: int = 2021) -> list[dict[str, str]]:
    """Mostly sensible, some with slips of every sort."""
    chance = random.Random(seed)

    def one(*choices: T) -> T:
        return chance.choice(choices)

    def number(low: int, high: int) -> str:
        if chance.random() < 0.15:
            return str(one(0, 30, 75, 90, 100))  # where rules change
        places = one(0, 0, 1, 2, 3)
        value = chance.randint(low * 10**places, high * 10**places)
        text = f"{Decimal(value).scaleb(-places):f}"
        return one(text, text.replace(".", ","), text.replace("-", "−"), f" {text} %", f"{text}\u00a0")

    def slip() -> str:
        return one("", " ", "много", "1,2345", "--5", "5-", "1e3", "٣", "1 0 0", "999999999", "9999999999", "-0", "0,000", ",5")

    def counts(names: tuple[str, ...]) -> dict[str, str]:
        top = one(0, 3, 100, 5000, 999_999_999)
        return {name: slip() if chance.random() < 0.05 else str(chance.randint(0, top)) for name in names if chance.random() < 0.95}

    def timings() -> str:
        lines = []
        for _ in range(chance.randint(1, 3)):
            days = [number(0, 200).rstrip(" %\u00a0") for _ in range(chance.choice((0, 1, 9, 10, 12)))]
            lines.append(one("", "Городская: ", "ЦЗН № 2, филиал: ", " : ", "10:30: ") + one(" ", ", ", "; ", ";", "  ").join(days) + one("", "", "", " дней", ","))
        return one("\n", "\r\n", "\n\n").join(lines)

    forms = []
    for _ in range(count):
        kind = one(*(k.value for k in KpiKind)) if chance.random() < 0.98 else one("", "сроки", "constructor")
        bounds = {"satisfaction": (0, 100), "nps": (-100, 100), "time": (-9, 400)}.get(kind, (-5, 110))
        fields = {"kind": kind, "title": "Показатель"}
        way = chance.random()
        if way < 0.55 or kind not in ("satisfaction", "nps", "time"):
            fields["current"] = number(*bounds)
        elif way < 0.95 or chance.random() < 0.5:
            fields |= {
                "satisfaction": lambda: counts(("yes", "rather_yes", "rather_no", "no")),
                "nps": lambda: counts(("promoters", "passives", "detractors")),
                "time": lambda: {"timings": timings()},
            }[kind]()
        if chance.random() < 0.04:
            fields["current"] = slip()
        if chance.random() < 0.6:
            fields |= {"position": one("lagging", "middle", "leading", "leading", "first"), "mean": number(*bounds), "best": number(*bounds)}
            fields[one("mean", "best", "title")] = ""
        if chance.random() < 0.15:
            fields[one("mean", "best", "benchmark", "position")] = slip()
        if chance.random() < 0.5:
            fields["benchmark"] = number(0, 60)
        if chance.random() < 0.5:
            fields["unit"] = one("days", "calendar", "working", "weeks")
        forms.append(fields)
    return [*EDGES, *forms]
