"""``smarteka export``"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.wording.system_errors import system_reason

from . import console
from .speech import RussianCommand


@click.command(cls=RussianCommand, name="export", help="Выгрузить всю базу: json – один файл, csv – папка таблиц.")
@click.argument("form", type=click.Choice(["json", "csv"]), metavar="json|csv")
@click.option("--out", "out", required=True, type=click.Path(path_type=Path), metavar="ПУТЬ", help="Файл (json) или папка (csv).")
@click.pass_context
def command(ctx: click.Context, form: str, out: Path) -> int:
    from generator.exports.tables import ExportRefused, write_csv, write_json
    from generator.pipeline import check

    root: Path = ctx.obj
    checked = check(root, console.today())
    if checked.errors:
        print(console.as_text(checked.errors), end="")
        print("Выгрузка не сделана: сначала исправьте ошибки (smarteka check).", file=sys.stderr)
        return 1
    write = {"json": write_json, "csv": write_csv}[form]
    try:
        write(checked.base, Path.cwd() / out)
    except ExportRefused as fault:
        raise click.UsageError(str(fault), ctx) from None
    except OSError as fault:
        print(f"Ошибка: не удалось записать «{out}»: {system_reason(fault)}", file=sys.stderr)
        return 2
    print(f"Готово: {out}", file=sys.stderr)
    return 0
