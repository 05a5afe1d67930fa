"""The figures of a comparison for people, in Russian."""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import median
from typing import Any

_COLUMNS = (
    "участник", "медиана, с", "мин–макс, с", "ЦП, с", "память, МБ",
    "страниц", "файлов", "МБ", "поиск, МБ", "наше / его",
)


def table(result: dict[str, Any]) -> str:
    """The figures for people."""
    rows = [_COLUMNS]
    rest: list[str] = []
    for name, score in result["contestants"].items():
        if score["failure"]:
            rest.append(f"{score['title']}: сборка не удалась. {score['failure']}")
            continue
        if score["stopped"]:
            rest.append(f"{score['title']}: {score['stopped']}")
            continue
        times = [run["seconds"] for run in score["runs"]]
        ratio = result["ours_to"].get(name)
        rows.append(
            (
                f"{score['title']} {score['version']}",
                _number(score["median_seconds"], 2),
                f"{_number(min(times), 2)}–{_number(max(times), 2)}",
                _number(score["median_cpu_seconds"], 2),
                _number(score["peak_bytes"] / 1e6, 0),
                str(score["pages"]),
                str(score["files"]),
                _number(score["bytes"] / 1e6, 1),
                _number(score["search_bytes"] / 1e6, 1) if score["search_bytes"] else "–",
                _number(ratio, 2) if ratio is not None else "–",
            )
        )
        if len(score["commands"]) > 1:
            steps = score["runs"][0]["steps"]
            parts = (f"{step} {_number(_median_step(score, step), 2)} с" for step in steps)
            rest.append(f"{score['title']}: {', '.join(parts)}")
    rest += [f"нет участника {name}: {why}" for name, why in result["missing"].items()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    place = f"{_place(result['machine'])}, нагрузка перед началом {_number(result['load_before'], 1)}"
    lines = [f"Записей: {result['records']}, кругов: {result['repeat']}, {place}"]
    for row in rows:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        lines.append("  ".join((row[0].ljust(widths[0]), *numbers)))
    return "\n".join([*lines, *rest])


def _median_step(score: dict[str, Any], step: str) -> float:
    times: list[float] = [run["steps"][step] for run in score["runs"]]
    return median(times)


def _place(where: dict[str, Any]) -> str:
    return f"{where['cpu']}, ядер {where['cores']}, Python {where['python']}"


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def growth(seconds: dict[str, dict[int, float]]) -> list[str]:
    """How time grows between neighbouring numbers of records: exponent 1 is linear."""
    lines: list[str] = []
    for name, by_size in seconds.items():
        sizes = sorted(by_size)
        for small, large in pairwise(sizes):
            exponent = math.log(by_size[large] / by_size[small]) / math.log(large / small)
            each = (by_size[large] / large) / (by_size[small] / small)
            lines.append(
                f"{name}: от {small} до {large} записей время растёт в степени {_number(exponent, 2)}, "
                f"на запись — в {_number(each, 2)} раза"
            )
    return lines
