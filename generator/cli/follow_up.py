"""``smarteka follow-up``"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import console
from .base import check
from .options import format_option
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.analysis.check_back import CheckBack
    from generator.knowledge.base import KnowledgeBase


_SHOWN = 20
_WRITE_BACK = """\
Когда узнаете, впишите итог в запись (если follow_ups там уже есть – новым пунктом в конец):

follow_ups:
  - date: {day}
    outcome: unknown  # worked – получилось, did_not – не получилось, postponed – отложено, unknown – узнать не удалось
    text: Что узнали, одной-двумя фразами
    # next_check: 2030-01-31  # когда проверить снова; для postponed обязательно
    # source:  # откуда это известно; не нужен только для unknown
    #   title: Название документа или новости
    #   date: 2030-01
    #   url: https://…"""


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"«{value}» – не день; пишите 2026-11-22", ctx, param) from None


@click.command(
    cls=RussianCommand, name="follow-up",
    help="Показать анонсы и пилоты, которые пора проверить: что было обещано, откуда это известно и что вписать в "
    "запись, когда станет известен итог.",
)
@click.option("--on", "day", callback=_day, metavar="ДЕНЬ", help="На какой день, например 2027-01-31; по умолчанию сегодня.")
@format_option()
@click.pass_context
def command(ctx: click.Context, day: date | None, form: str) -> int:
    from generator.analysis.check_back import CheckState, check_backs
    from generator.model.practice import Practice
    from generator.wording import russian as wording

    root: Path = ctx.obj
    on = day or console.today()
    base = check(root, on).base
    found = check_backs(base.all(Practice), on)
    due = [c for c in found if c.state is CheckState.DUE]
    later = [c for c in found if c.state is CheckState.LATER]
    undated = [c for c in found if c.state is CheckState.UNDATED]
    if form == "json":
        document = {
            "on": on.isoformat(),
            "due": [_as_json(base, c) for c in due],
            "later": [_as_json(base, c) for c in later],
            "undated": [_as_json(base, c) for c in undated],
        }
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return 0
    for c in due:
        print("\n".join(_lines(base, c, on)) + "\n")
    if due:
        print(_WRITE_BACK.format(day=on.isoformat()))
    nearest = f"; ближайшая – {wording.day(later[0].on)} ({later[0].practice.id})" if later and later[0].on else ""
    print(
        (f"Пора проверить: {len(due)}." if due else f"На {wording.day(on)} проверять нечего.") + f" Позже: {len(later)}{nearest}.",
        file=sys.stderr,
    )
    if undated:
        print("\n".join(_without_a_day(base, undated)), file=sys.stderr)
    return 0


def _place(base: KnowledgeBase, c: CheckBack) -> tuple[str, int]:
    """The file of a practice, and the line of the field about its checks."""
    item = base.find("practice", c.practice.id)
    assert item is not None  # it comes from the base
    place = item.location("follow_ups" if c.practice.follow_ups else "check_on" if c.on else "stage")
    return place.path, place.line


def _without_a_day(base: KnowledgeBase, undated: list[CheckBack]) -> Iterator[str]:
    """Announcements and pilots without a day of a check, at most ``_SHOWN``: their outcome may become known anyway."""
    yield f"Без даты проверки: {len(undated)} – срока в записи нет. Узнаете срок – впишите check_on, узнаете итог – follow_ups:"
    for c in undated[:_SHOWN]:
        path, line = _place(base, c)
        yield f"  {path}:{line} {c.practice.title}"
    if len(undated) > _SHOWN:
        yield f"  и ещё {len(undated) - _SHOWN}; все: smarteka follow-up --format json"


def _regions(base: KnowledgeBase, c: CheckBack) -> list[str]:
    from generator.model.region import Region

    return [region.title if (region := base.get(Region, id)) else id for id in c.practice.regions]


def _as_json(base: KnowledgeBase, c: CheckBack) -> dict[str, Any]:
    from generator.analysis.check_back import promise

    path, line = _place(base, c)
    promised = promise(c.practice)

    def plain(parts: Any) -> list[dict[str, Any]]:
        return [part.model_dump(mode="json", exclude_none=True) for part in parts]

    return {
        "id": c.practice.id,
        "title": c.practice.title,
        "url": f"practices/{c.practice.id}/",
        "path": path,
        "line": line,
        "regions": list(c.practice.regions),
        "stage": c.practice.stage.value,
        "check_on": c.on.isoformat() if c.on else None,
        "promised": {"timeline": plain(promised.entries), "results": plain(promised.figures)},
        "sources": plain(c.practice.sources),
        "follow_ups": plain(c.practice.follow_ups),
    }


def _lines(base: KnowledgeBase, c: CheckBack, on: date) -> Iterator[str]:
    """The practice, what it promised, the results of earlier checks."""
    from generator.analysis.check_back import promise
    from generator.wording import russian as wording

    practice = c.practice
    path, line = _place(base, c)
    yield f"{path}:{line}"
    yield practice.title
    yield f"  Где: {', '.join(_regions(base, c)) or 'регион не назван'}; стадия: {wording.STAGES[practice.stage]}."
    if c.on:
        overdue = wording.count((on - c.on).days, "день", "дня", "дней")
        yield f"  Проверить: {wording.day(c.on)}" + (f" ({overdue} назад)." if on > c.on else " (сегодня).")
    promised = promise(practice)
    yield "  Обещано:"
    for entry in promised.entries:
        yield f"    – {wording.partial_date(entry.date)}: {entry.text}"
    for figure in promised.figures:
        period = f" ({figure.period})" if figure.period else ""
        yield f"    – {figure.title}: {wording.figure_value(figure)}{period}"
    if not (promised.entries or promised.figures):
        yield f"    – {practice.summary}"
    for source in practice.sources:
        parts = (source.publisher, wording.partial_date(source.date) if source.date else "", source.place, source.url)
        yield f"  Откуда: {', '.join(filter(None, (source.title, *parts)))}"
    for follow_up in practice.follow_ups:
        yield f"  Проверка {wording.day(follow_up.date)}: {wording.OUTCOMES[follow_up.outcome]}. {follow_up.text}"
