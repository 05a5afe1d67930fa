"""``smarteka import digest``"""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from .import_files import import_options, run_import
from .speech import RussianCommand


@click.command(
    cls=RussianCommand, name="digest",
    help="Принять выпуск «Мониторинга региональных практик» из ФАЙЛА .docx, .pdf или .txt: черновики практик и выпуска. "
    "Практики, которые уже есть в базе, узнаются и связываются; существующие записи не меняются.",
    epilog="Код выхода: 0 – принято, 1 – документ не прочитан или записывать некуда, 2 – команда не выполнена.",
)
@click.option("--week", metavar="НЕДЕЛЯ", help="Неделя выпуска, например 2021-W46, если в документе её нет.")
@import_options
@click.pass_context
def command(ctx: click.Context, /, week: str | None, dry_run: bool, **given: Any) -> int:
    from generator.editing.importing.digest_import import import_digest
    from generator.editing.importing.digest_json import as_json

    from .import_digest_text import report

    monday = _monday(ctx, week)
    return run_import(
        ctx, **given, dry_run=dry_run, kinds=".docx, .pdf или .txt", unknown="узнаны могут быть не все практики",
        read=lambda base, data: import_digest(base, data, str(given["file"]), monday),
        as_json=as_json, as_text=lambda result, out, written: report(result, out, written=written, dry_run=dry_run),
    )


def _monday(ctx: click.Context, week: str | None) -> date | None:
    from generator.editing.importing.weeks import parse_week

    if week is None:
        return None
    try:
        return parse_week(week)
    except ValueError:
        raise click.UsageError(f"--week: «{week}» – не неделя; пишите 2021-W46", ctx) from None
