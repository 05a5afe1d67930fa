"""``smarteka new``"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.model.registry import Registry

from . import console
from .speech import RussianCommand

KINDS = tuple(t.kind for t in Registry() if t.file == "*.yml")


@click.command(
    cls=RussianCommand, name="new",
    help="Создать черновик записи: обязательные поля открыты, остальные закомментированы с подсказками.",
)
@click.argument("kind", type=click.Choice(KINDS), metavar="ВИД")
@click.argument("id", metavar="ID")
@click.option("--title", metavar="ТЕКСТ", help="Название записи.")
@click.option("--region", metavar="ID", help="Регион; обязателен для отчётов, дорожных карт, опросов и событий.")
@click.option("--year", type=click.IntRange(1990, 2100), metavar="ГОД", help="Папка года для практик и выпусков; по умолчанию текущий.")
@click.pass_context
def command(ctx: click.Context, kind: str, id: str, title: str | None, region: str | None, year: int | None) -> int:
    from generator.editing.scaffold import DraftRefused, draft
    from generator.pipeline import check

    root: Path = ctx.obj
    base = check(root, console.today()).with_drafts
    try:
        path, text = draft(base, kind, id, title=title, region=region, year=year or console.today().year)
    except DraftRefused as fault:
        raise click.UsageError(str(fault), ctx) from None
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise click.UsageError(f"файл {path} уже есть; возьмите другой id", ctx) from None
    print(path)
    print(
        f"Заполните открытые поля и проверьте: smarteka check {path}. Запись видна в smarteka serve, а на сайт "
        "попадёт, когда вы уберёте строку draft: true.",
        file=sys.stderr,
    )
    return 0
