"""``smarteka new`` for kinds of records without a command of their own; writing the file, shared by all ``new`` commands."""

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
    """The command for a record type: ID, title, and the region or the year if its folder depends on one."""

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
    """Create a file below the root atomically, without overwriting. Raises click.UsageError.

    ``id_option`` is the option or argument to suggest for another id.
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
    """Print what to do with a new draft, step by step."""
    print("Дальше:", file=sys.stderr)
    id = PurePosixPath(path).stem
    for number, step in enumerate((*steps, f"посмотрите его: smarteka serve; готово – опубликуйте: smarteka publish {id}"), 1):
        print(f"  {number}. {step}", file=sys.stderr)
    print("До публикации черновика на сайте нет. Передумали – удалите файл.", file=sys.stderr)
