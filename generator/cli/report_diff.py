"""``smarteka report diff``"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.wording import russian as wording

from . import console
from .base import check
from .given_record import given_record
from .options import format_option
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.analysis.report_diff import FieldChange, ReportDiff
    from generator.model.report import StandardReport


@click.command(
    cls=RussianCommand, name="diff",
    help="Сравнить два отчёта: СТАРЫЙ и НОВЫЙ – id из базы (черновики тоже) или файлы .yml. Пункты сопоставлены по номеру, "
    "а где номер сдвинулся – по названию.",
    epilog="Код выхода: 0 – сравнено, 1 – отчёт не прочитан, 2 – команда не выполнена.",
)
@click.argument("old", metavar="СТАРЫЙ")
@click.argument("new", metavar="НОВЫЙ")
@format_option()
@click.pass_context
def command(ctx: click.Context, old: str, new: str, form: str) -> int:
    from generator.analysis.report_diff import compare
    from generator.model.report import StandardReport

    root: Path = ctx.obj
    progress = console.Progress()
    progress("чтение базы")
    base = check(root, console.today()).with_drafts
    before, after = (given_record(ctx, base, StandardReport, what) for what in (old, new))
    if before is None or after is None:
        return 1
    if before.region != after.region:
        print(f"Отчёты разных регионов ({before.region} и {after.region}): сравнение может ничего не значить.", file=sys.stderr)
    diff = compare(before, after)
    print(json.dumps(_as_json(diff), ensure_ascii=False, indent=2) if form == "json" else "\n".join(_text(diff)))
    return 0


def _text(diff: ReportDiff) -> Iterator[str]:
    from generator.analysis.report_diff import Change

    yield f"Было:  {_name(diff.old)}"
    yield f"Стало: {_name(diff.new)}"
    yield ""
    counts = [(diff.count(Change(change)), words) for change, words in wording.REPORT_CHANGES.items()]
    found = [f"{words}: {n}" for n, words in counts if n]
    yield f"{'; '.join(found) or 'отчёты говорят одно и то же'}; без изменений: {diff.same}"
    for item in diff.items:
        yield ""
        yield f"{item.item.number}. {' '.join(item.item.title.split())}"
        for change in item.changes:
            yield from _change(change)


def _change(change: FieldChange) -> Iterator[str]:
    from generator.analysis.report_diff import Change

    name = wording.REPORT_FIELDS.get(change.change.value)
    if name is None:
        yield "  Новый пункт" if change.change is Change.ADDED else "  Пункта больше нет"
        return
    yield f"  {name}: {_one_line(change.old)} → {_one_line(change.new)}"


def _one_line(text: str) -> str:
    shown = " ".join(text.split())
    return f"«{shown}»" if shown else "пусто"


def _name(report: StandardReport) -> str:
    when = wording.partial_date(report.as_of).replace(wording.NBSP, " ") if report.as_of else "дата не указана"
    return f"{report.id} ({when}), {report.title}"


def _as_json(diff: ReportDiff) -> dict[str, Any]:
    from generator.analysis.report_diff import Change

    def described(report: StandardReport) -> dict[str, Any]:
        return {"id": report.id, "title": report.title, "region": str(report.region), "as_of": str(report.as_of) if report.as_of else None}

    return {
        "old": described(diff.old),
        "new": described(diff.new),
        "counts": {change.value: diff.count(change) for change in Change} | {"same": diff.same},
        "items": [
            {
                "number": item.item.number,
                "section": item.section,
                "title": item.item.title,
                "old_status": item.old.status.value.value if item.old else None,
                "new_status": item.new.status.value.value if item.new else None,
                "changes": [{"change": c.change.value, "old": c.old, "new": c.new} for c in item.changes],
            }
            for item in diff.items
        ],
    }
