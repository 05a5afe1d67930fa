"""``smarteka new digest``"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.model.week import IsoWeek

from . import console
from .base import check
from .new_record import say_next, write_draft
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.knowledge.base import KnowledgeBase


@click.command(
    cls=RussianCommand, name="digest",
    help="Собрать черновик выпуска из практик недели: разделы, ТОП-5 и за что каждое место. С ID и без --week – пустой черновик.",
)
@click.argument("id", metavar="[ID]", required=False)
@click.option("--title", metavar="ТЕКСТ", help="Название выпуска.")
@click.option("--year", type=click.IntRange(1990, 2100), metavar="ГОД", help="Папка года для пустого черновика; по умолчанию текущий.")
@click.option("--week", metavar="НЕДЕЛЯ", help="Неделя выпуска, например 2026-W47; по умолчанию последняя полная.")
@click.pass_context
def command(ctx: click.Context, id: str | None, title: str | None, year: int | None, week: str | None) -> int:
    from generator.editing.scaffold import DraftRefused, draft

    from_week = week is not None or id is None
    if from_week and year:
        raise click.UsageError("--year здесь не нужен: год – от недели", ctx)
    wanted = _week(ctx, week) if from_week else None
    root: Path = ctx.obj
    base = check(root, console.today()).with_drafts
    try:
        if wanted:
            path, text, note = _issue(base, root, wanted, id or "", title or "")
            step = "откройте файл: ТОП-5 и разделы – предложение, причины – в пояснениях; впишите глав регионов"
        else:
            path, text = draft(base, "digest", id or "", title=title, **_of_week(ctx, id or "", year))
            note, step = "", "откройте файл и заполните открытые поля"
    except DraftRefused as fault:
        raise click.UsageError(str(fault), ctx) from None
    write_draft(ctx, path, text)
    print(path)
    if note:
        print(note, file=sys.stderr)
    say_next(path, step, f"проверьте его: smarteka check {path}")
    return 0


def _of_week(ctx: click.Context, id: str, year: int | None) -> dict[str, Any]:
    """Arguments of ``draft`` from the id of an empty draft: year, and the week with its days if the id is one."""
    if not re.fullmatch(r"\d{4}-w\d+", id):
        return {"year": year or console.today().year}
    try:
        week = IsoWeek.parse(id)
    except ValueError:
        raise click.UsageError(f"id «{id}»: такой недели нет; недели года – с w01 по w52, иногда w53", ctx) from None
    return {"year": year or week.year, "known": {"week": str(week), "starts": week.starts.isoformat(), "ends": week.ends.isoformat()}}


def _week(ctx: click.Context, text: str | None) -> IsoWeek:
    """The given week, else the last complete one. Raises click.UsageError."""
    if text is None:
        return IsoWeek.of(console.today()).plus(-1)
    try:
        return IsoWeek.parse(text)
    except ValueError:
        raise click.UsageError(f"--week: «{text}» – не неделя; пишите год и номер по ISO, например 2026-W47", ctx) from None


def _issue(base: KnowledgeBase, root: Path, week: IsoWeek, id: str, title: str) -> tuple[str, str, str]:
    """Path and text of a draft issue, and a note for the editor."""
    from generator.analysis.publication import Basis
    from generator.editing.digest_draft import digest_draft
    from generator.loading.history import history
    from generator.wording import russian as wording

    added = {path: changes[-1].day for path, changes in history(root).items()}
    issue = digest_draft(base, week, console.today(), added, id=id, title=title)
    names = {
        Basis.SOURCE: "по дню источника", Basis.STAGE: "по дню стадии",
        Basis.ADDED: "по дню, когда запись появилась в git: день источника не назван",
    }
    count = sum(issue.dated.values())
    how = "; ".join(f"{n} {names[basis]}" for basis, n in issue.dated.items())
    old = f" Из них {issue.old} по источникам старше недели или без даты: новость ли это, решите вы." if issue.old else ""
    broken = sum(1 for kind, _ in base.unreadable if kind == "practice")
    lost = f" Не прочитано из-за ошибок: {broken}, их в выпуске нет (smarteka check)." if broken else ""
    note = (
        f"Неделя {week}, {wording.day_range(week.starts, week.ends)}: {wording.count(count, 'практика', 'практики', 'практик')} ({how}).{old}{lost}"
    )
    return issue.path, issue.text, note
