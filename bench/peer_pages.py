"""A synthetic practice as a Markdown page, the same texts for every peer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .shared_content import Shared


def facts(practice: dict[str, Any], shared: Shared) -> dict[str, Any]:
    """What the top of the page and the filters of search say, in words."""
    return {
        "title": practice["title"],
        "date": practice["stage_date"],
        "regions": [shared.regions[r] for r in practice["regions"]],
        "direction": shared.directions[practice["direction"]],
        "subcategories": [shared.subcategories[s] for s in practice["subcategories"]],
        "stage": practice["stage"],
        "year": practice["stage_date"][:4],
    }


def markdown(practice: dict[str, Any], shared: Shared) -> str:
    """All texts of the practice below its title."""
    return "\n\n".join(_blocks(practice, shared)) + "\n"


def _blocks(practice: dict[str, Any], shared: Shared) -> Iterator[str]:
    top = facts(practice, shared)
    yield practice["question"]
    yield f"**{practice['summary']}**"
    yield _list(
        f"Регион: {', '.join(top['regions']) or 'не указан'}",
        f"Организация: {practice['organisation']}",
        f"Направление: {top['direction']}",
        f"Подкатегории: {', '.join(top['subcategories'])}",
        f"Для кого: {practice['beneficiaries']}",
        f"Стадия: {practice['stage']}, {practice['stage_date']}",
    )
    yield "## Проблема"
    yield practice["problem"]
    yield "## Решение"
    yield practice["solution"]
    yield "## Результаты"
    yield "\n".join(_figures(practice["results"]))
    yield "## Как повторить"
    yield "\n".join(f"{n}. {step}" for n, step in enumerate(practice["steps"], 1))
    yield "## Риски"
    yield _list(*practice["risks"])
    if practice["helps_with"]:
        yield "## Помогает с проблемами"
        yield _list(*(f"{h['problem']}: {h['why']}" for h in practice["helps_with"]))
    if practice["resources"]:
        yield "## Ресурсы"
        yield _list(*practice["resources"].values())
    if practice["adoptions"]:
        yield "## Внедрения"
        yield _list(*(_adoption(a, shared) for a in practice["adoptions"]))
    if practice["story"]:
        yield "## История"
        yield practice["story"]["text"]
    if practice["legal_acts"]:
        yield "## Правовые акты"
        yield _list(*(f"{a['title']} № {a['number']}, {a['date']}" for a in practice["legal_acts"]))
    yield "## Источники"
    yield _list(*(f"[{s['title']}]({s['url']}), {s['publisher']}, {s['date']}" for s in practice["sources"]))


def _list(*items: str) -> str:
    return "\n".join(f"- {item}" for item in items)


def _adoption(adoption: dict[str, Any], shared: Shared) -> str:
    region = shared.regions[adoption["region"]]
    return f"{region}, {adoption['since']}. {adoption['changes']}. {adoption['result']}"


def _figures(results: list[dict[str, Any]]) -> Iterator[str]:
    yield "| Показатель | Было | Стало | Единица | Период |"
    yield "|---|---|---|---|---|"
    for figure in results:
        cells = (figure[key] for key in ("title", "before", "after", "unit", "period"))
        yield f"| {' | '.join(map(str, cells))} |"
