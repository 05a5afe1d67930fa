"""``smarteka links``"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.wording.counting import count
from generator.wording.system_errors import system_reason

from . import console
from .base import check
from .options import format_option
from .paths import GIVEN_PATH, below_root, is_below
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.editing.links.kept import Kept
    from generator.model.diagnostic import Location


@click.command(
    cls=RussianCommand, name="links",
    help="Проверить адреса в интернете, которые называют записи: какие мертвы, молчат или переехали. Без ПУТЕЙ – все записи. "
    "Каждый сервер спрашивается по одному разу за паузу; ответы хранятся в .cache/links.",
    epilog="Код выхода: 0 – мёртвых и молчащих нет, 1 – есть, 2 – команда не выполнена.",
)
@click.argument("paths", nargs=-1, metavar="[ПУТЬ…]", type=GIVEN_PATH)
@click.option("--max-age", type=click.IntRange(0, 365), default=7, metavar="ДНЕЙ", help="Сколько дней верить прежним хорошим ответам; по умолчанию 7, 0 – спросить обо всём заново.")
@click.option("--pause", type=click.FloatRange(0, 60), default=1.0, metavar="СЕКУНД", help="Пауза между двумя запросами к одному серверу; по умолчанию 1.")
@click.option("--timeout", type=click.FloatRange(0.1, 120), default=15.0, metavar="СЕКУНД", help="Сколько ждать ответа; по умолчанию 15.")
@click.option("--at-once", type=click.IntRange(1, 16), default=4, metavar="N", help="Сколько серверов спрашивать одновременно; по умолчанию 4.")
@click.option("--internal", is_flag=True, help="Проверять и адреса внутренней сети.")
@format_option()
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], max_age: int, pause: float, timeout: float, at_once: int, internal: bool, form: str
) -> int:
    from generator.analysis.addresses import addresses
    from generator.editing.links.remarks import remarks
    from generator.editing.links.visits import Manners, Outcome

    root: Path = ctx.obj
    wanted = [below_root(root, path, ctx) for path in paths]
    base = check(root, console.today()).with_drafts
    chosen = [item for item in base.loaded if not wanted or is_below(item.path, wanted)]
    if base.unreadable:
        print(f"Не прочитано записей: {len(base.unreadable)}, их адреса не проверены (smarteka check).", file=sys.stderr)
    places = addresses(chosen)
    answers = _answers(ctx, root, list(places), timedelta(days=max_age), Manners(pause, timeout, at_once, internal))
    found = remarks({address: kept.visit for address, kept in answers.items()}, places)
    if form == "json":
        print(_as_json(answers, places))
    else:
        print(console.as_text(found), end="")
    bad = sum(1 for kept in answers.values() if kept.visit.outcome in (Outcome.DEAD, Outcome.SILENT))
    fine = sum(1 for kept in answers.values() if kept.visit.outcome is Outcome.ALIVE)
    print(f"Проверено: {count(len(answers), 'адрес', 'адреса', 'адресов')}; открывается {fine}, мёртвых и молчащих {bad}.", file=sys.stderr)
    return 1 if bad else 0


def _answers(ctx: click.Context, root: Path, found: list[str], longest: timedelta, manners: object) -> dict[str, Kept]:
    """Answers by address: cached ones while they are fresh, new ones for the rest. New answers are cached even if the run is interrupted."""
    from generator.editing.links.kept import Kept, read_kept, write_kept
    from generator.editing.links.visits import Manners, Outcome, Visit, is_cut_off, visit_all

    assert isinstance(manners, Manners)
    now = datetime.now(UTC).replace(microsecond=0)
    kept = read_kept(root)
    fresh = {a for a in found if a in kept and kept[a].is_fresh(now, longest)}
    asked = [a for a in found if a not in fresh]
    if fresh:
        oldest = max((now - kept[a].at).days for a in fresh)
        print(f"Из прежних ответов: {len(fresh)}, самому старому {count(oldest, 'день', 'дня', 'дней')}; заново: --max-age 0.", file=sys.stderr)
    news: dict[str, Visit] = {}
    try:
        for number, visit in enumerate(visit_all(asked, manners), 1):
            print(f"{number}/{len(asked)} {visit.address}{f' – {visit.reason}' if visit.reason else ''}", file=sys.stderr, flush=True)
            news[visit.address] = visit
        if is_cut_off(news.values()):
            news.clear()
            raise click.UsageError("ни одного сервера не нашлось: похоже, этот компьютер не в интернете; адреса не проверены", ctx)
    finally:
        kept |= {a: Kept(visit, now) for a, visit in news.items()}
        try:
            # The outcome INTERNAL depends on the options of the run, so it is not cached.
            write_kept(root, {a: one for a, one in kept.items() if one.visit.outcome is not Outcome.INTERNAL})
        except OSError as fault:
            print(f"Ответы не сохранены: {system_reason(fault)}.", file=sys.stderr)
    return {a: kept[a] for a in found}


def _as_json(answers: dict[str, Kept], places: dict[str, list[Location]]) -> str:
    links = [
        {
            "address": address, "outcome": kept.visit.outcome.value, "status": kept.visit.status, "final": kept.visit.final,
            "reason": kept.visit.reason, "checked": kept.at.isoformat(),
            "places": [{"path": place.path, "line": place.line, "column": place.column} for place in places[address]],
        }
        for address, kept in answers.items()
    ]
    counts: dict[str, int] = {}
    for link in links:
        counts[str(link["outcome"])] = counts.get(str(link["outcome"]), 0) + 1
    return json.dumps({"links": links, "summary": counts}, ensure_ascii=False, indent=2)
