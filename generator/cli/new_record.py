"""``smarteka new`` for kinds of records without a way of their own; and how every ``new`` writes its file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.model.registry import RecordType
from generator.wording.system_errors import system_reason

from . import console
from .base import check
from .speech import RussianCommand


def command_for(record_type: RecordType) -> click.Command:
    """The command that drafts records of a type: ID, title, and what tells their folder."""

    @click.pass_context
    def run(ctx: click.Context, id: str, title: str | None, region: str | None = None, year: int | None = None) -> int:
        from generator.editing.scaffold import DraftRefused, draft

        today = console.today()
        base = check(ctx.obj, today).with_drafts
        try:
            path, text = draft(base, record_type.kind, id, title=title, region=region, year=year or today.year)
        except DraftRefused as fault:
            raise click.UsageError(str(fault), ctx) from None
        write_draft(ctx, path, text)
        print(path)
        say_next(f"Заполните открытые поля и проверьте: smarteka check {path}.")
        return 0

    params: list[click.Parameter] = [
        click.Argument(["id"], metavar="ID"),
        click.Option(["--title"], metavar="ТЕКСТ", help="Название записи."),
    ]
    if record_type.folder.startswith("regions/*"):
        params.append(click.Option(["--region"], metavar="ID", help="Регион записи; обязателен."))
    elif record_type.folder.endswith("/*"):
        params.append(click.Option(["--year"], type=click.IntRange(1990, 2100), metavar="ГОД", help="Папка года; по умолчанию текущий."))
    return RussianCommand(
        record_type.kind, callback=run, params=params,
        help=f"Создать черновик ({record_type.forms[0]}): обязательные поля открыты, остальные закомментированы с подсказками.",
    )


def write_draft(ctx: click.Context, path: str, text: str) -> None:
    """Put a new file in its place below the root, whole or not at all, and never over another."""
    from generator.editing.publication import TargetsExist, publish

    root: Path = ctx.obj
    try:
        publish(root, {path: text})
    except TargetsExist:
        raise click.UsageError(f"файл {path} уже есть; возьмите другой id", ctx) from None
    except OSError as fault:
        raise click.UsageError(f"{path} не записать: {system_reason(fault)}", ctx) from None


def say_next(note: str) -> None:
    print(f"{note} Запись видна в smarteka serve, а на сайт попадёт, когда вы уберёте строку draft: true (или дадите команду smarteka publish).", file=sys.stderr)
