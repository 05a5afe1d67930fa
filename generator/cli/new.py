"""``smarteka new``"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.model.registry import Registry
from generator.model.week import IsoWeek
from generator.wording.system_errors import system_reason

from . import console
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.knowledge.base import KnowledgeBase

KINDS = tuple(t.kind for t in Registry() if t.file == "*.yml")
YEARLY = tuple(t.kind for t in Registry() if t.folder.endswith("/*"))  # their folders are years


@click.command(
    cls=RussianCommand, name="new",
    help="Создать черновик записи: обязательные поля открыты, остальные закомментированы с подсказками. "
    "Выпуск дайджеста (new digest без ID) собирается из практик недели: разделы, ТОП-5 и за что каждое место.",
)
@click.argument("kind", type=click.Choice(KINDS), metavar="ВИД")
@click.argument("id", metavar="ID", required=False)
@click.option("--title", metavar="ТЕКСТ", help="Название записи.")
@click.option("--region", metavar="ID", help="Регион; обязателен для отчётов, дорожных карт, опросов и событий, годится и для практик.")
@click.option("--year", type=click.IntRange(1990, 2100), metavar="ГОД", help="Папка года для практик и выпусков; по умолчанию текущий.")
@click.option("--week", metavar="НЕДЕЛЯ", help="Неделя выпуска дайджеста, например 2026-W47; по умолчанию последняя полная.")
@click.pass_context
def command(
    ctx: click.Context, kind: str, id: str | None, title: str | None, region: str | None, year: int | None, week: str | None
) -> int:
    from generator.editing.scaffold import DraftRefused, draft
    from generator.pipeline import check

    if year is not None and kind not in YEARLY:
        raise click.UsageError(f"--year только для видов {', '.join(YEARLY)}: остальные не лежат по годам", ctx)
    from_week = kind == "digest" and (week is not None or id is None)
    if week is not None and kind != "digest":
        raise click.UsageError("--week – только для выпусков: smarteka new digest --week 2026-W47", ctx)
    if from_week and (region or year):
        raise click.UsageError("--region и --year здесь не нужны: год – от недели, регионы – от её практик", ctx)
    if id is None and not from_week:
        raise click.MissingParameter(ctx=ctx, param=next(p for p in ctx.command.params if p.name == "id"))
    wanted = _week(ctx, week) if from_week else None
    root: Path = ctx.obj
    base = check(root, console.today()).with_drafts
    try:
        if wanted:
            path, text, note = _issue(base, root, wanted, id or "", title or "")
        else:
            path, text = draft(base, kind, id or "", title=title, region=region, year=year or console.today().year)
            note = f"Заполните открытые поля и проверьте: smarteka check {path}."
    except DraftRefused as fault:
        raise click.UsageError(str(fault), ctx) from None
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise click.UsageError(f"файл {path} уже есть; возьмите другой id", ctx) from None
    except OSError as fault:
        raise click.UsageError(f"{path} не записать: {system_reason(fault)}", ctx) from None
    print(path)
    print(f"{note} Запись видна в smarteka serve, а на сайт попадёт, когда вы уберёте строку draft: true.", file=sys.stderr)
    return 0


def _week(ctx: click.Context, text: str | None) -> IsoWeek:
    """The week that was asked for, else the last one that is over."""
    if text is None:
        return IsoWeek.of(console.today()).plus(-1)
    try:
        return IsoWeek.parse(text)
    except ValueError:
        raise click.UsageError(f"--week: «{text}» – не неделя; пишите год и номер по ISO, например 2026-W47", ctx) from None


def _issue(base: KnowledgeBase, root: Path, week: IsoWeek, id: str, title: str) -> tuple[str, str, str]:
    """Path and text of a draft issue, and what the editor should know about it."""
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
        f"Неделя {week}, {wording.day_range(week.starts, week.ends)}: {wording.count(count, 'практика', 'практики', 'практик')} ({how}).{old}{lost} "
        f"ТОП-5 и разделы – предложение, причины – в пояснениях файла. Впишите глав регионов и проверьте: smarteka check {issue.path}."
    )
    return issue.path, issue.text, note
