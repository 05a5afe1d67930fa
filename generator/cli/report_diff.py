"""``smarteka report diff``"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.wording import russian as wording
from generator.wording.system_errors import system_reason

from . import console
from .paths import is_file, record_type_at
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.analysis.report_diff import FieldChange, ReportDiff
    from generator.loading.records import Loaded
    from generator.model.registry import RecordType
    from generator.model.report import StandardReport
    from generator.pipeline import Checked


@click.command(
    cls=RussianCommand, name="diff",
    help="Сравнить два отчёта: СТАРЫЙ и НОВЫЙ – id из базы (черновики тоже) или файлы .yml. Пункты сопоставлены по номеру, "
    "а где номер сдвинулся – по названию.",
    epilog="Код выхода: 0 – сравнено, 1 – отчёт не прочитан, 2 – команда не выполнена.",
)
@click.argument("old", metavar="СТАРЫЙ")
@click.argument("new", metavar="НОВЫЙ")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="text|json", help="Вид ответа; по умолчанию text.")
@click.pass_context
def command(ctx: click.Context, old: str, new: str, form: str) -> int:
    from generator.analysis.report_diff import compare
    from generator.pipeline import check

    root: Path = ctx.obj
    progress = console.Progress()
    progress("чтение базы")
    checked = check(root, console.today())
    reports = [_report(ctx, checked, told) for told in (old, new)]
    if any(report is None for report in reports):
        return 1
    before, after = reports
    assert before is not None
    assert after is not None
    if before.region != after.region:
        print(f"Отчёты разных регионов ({before.region} и {after.region}): сравнение может ничего не значить.", file=sys.stderr)
    diff = compare(before, after)
    print(json.dumps(_as_json(diff), ensure_ascii=False, indent=2) if form == "json" else "\n".join(_text(diff)))
    return 0


def _report(ctx: click.Context, checked: Checked, told: str) -> StandardReport | None:
    """The report by its id or its file. What is wrong with a file is printed."""
    from generator.loading.messages import nearest
    from generator.model.report import StandardReport

    base = checked.with_drafts
    item = base.find("standard_report", told)
    if item is None:
        path = next((p for p in (Path.cwd() / told, ctx.obj / told) if is_file(p)), None)
        if path is None:
            known = base.ids("standard_report")
            guess = nearest(told, known)
            hint = f"; возможно, «{guess}»" if guess else f"; в базе: {', '.join(sorted(map(str, known)))}" if known else ""
            raise click.UsageError(f"отчёт «{told}»: нет ни записи, ни файла{hint}", ctx)
        kind = record_type_at(base.registry, ctx.obj, path)
        if kind is not None and kind.kind != "standard_report":
            raise click.UsageError(f"«{told}» – не отчёт, а {kind.forms[0]}", ctx)
        item = _of_file(ctx, path, told, base.registry["standard_report"])
    if item is None:
        return None
    assert isinstance(item.record, StandardReport)
    return item.record


def _of_file(ctx: click.Context, path: Path, told: str, type: RecordType) -> Loaded | None:
    from generator.loading.records import load_text
    from generator.loading.yaml_reader import decode

    try:
        data = path.read_bytes()
    except OSError as fault:
        raise click.UsageError(f"«{told}» не прочитать: {system_reason(fault)}", ctx) from None
    text, diagnostics = decode(data, told)
    item = None
    if text is not None:
        item, diagnostics = load_text(text, told, type)
    if item is None:
        print(console.as_text(diagnostics), end="", file=sys.stderr)
    return item


def _text(diff: ReportDiff) -> Iterator[str]:
    from generator.analysis.report_diff import Change

    yield f"Было:  {_name(diff.old)}"
    yield f"Стало: {_name(diff.new)}"
    yield ""
    counts = [(diff.count(Change(change)), words) for change, words in wording.REPORT_CHANGES.items()]
    told = [f"{words}: {n}" for n, words in counts if n]
    yield f"{'; '.join(told) or 'отчёты говорят одно и то же'}; без изменений: {diff.same}"
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

    def told(report: StandardReport) -> dict[str, Any]:
        return {"id": report.id, "title": report.title, "region": str(report.region), "as_of": str(report.as_of) if report.as_of else None}

    return {
        "old": told(diff.old),
        "new": told(diff.new),
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
