"""``smarteka new`` for kinds of records without a way of their own; and how every ``new`` writes its file."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from generator.wording.system_errors import system_reason

from . import console
from .base import check
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.model.registry import RecordType


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
        say_next(path, "откройте файл и заполните открытые поля", f"проверьте его: smarteka check {path}")
        return 0

    params: list[click.Parameter] = [
        click.Argument(["id"], metavar="ID"),
        click.Option(["--title"], metavar="ТЕКСТ", help="Название записи."),
    ]
    if record_type.folder.startswith("regions/*"):
        params.append(click.Option(["--region"], metavar="НАЗВАНИЕ", help="Регион записи, id или любое имя; обязателен."))
    elif record_type.folder.endswith("/*"):
        params.append(click.Option(["--year"], type=click.IntRange(1990, 2100), metavar="ГОД", help="Папка года; по умолчанию текущий."))
    return RussianCommand(
        record_type.kind, callback=run, params=params,
        help=f"Создать черновик ({record_type.forms[0]}): обязательные поля открыты, остальные закомментированы с подсказками.",
    )


def write_draft(ctx: click.Context, path: str, text: str, *, id_option: str = "id") -> None:
    """Put a new file in its place below the root, whole or not at all, and never over another.

    ``id_option`` is what the user gives another id by.
    """
    from generator.editing.new_files import TargetsExist, write_new

    root: Path = ctx.obj
    try:
        write_new(root, {path: text})
    except TargetsExist:
        raise click.UsageError(f"файл {path} уже есть; возьмите другой {id_option}", ctx) from None
    except OSError as fault:
        raise click.UsageError(f"{path} не записать: {system_reason(fault)}", ctx) from None


def say_next(path: str, *steps: str) -> None:
    """What to do with a new draft, step by step, and how to take it back."""
    print("Дальше:", file=sys.stderr)
    id = PurePosixPath(path).stem
    for number, step in enumerate((*steps, f"посмотрите его: smarteka serve; готово – опубликуйте: smarteka publish {id}"), 1):
        print(f"  {number}. {step}", file=sys.stderr)
    print("До публикации черновика на сайте нет. Передумали – удалите файл.", file=sys.stderr)
