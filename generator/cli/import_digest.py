"""``smarteka import digest``"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from . import console
from .import_files import document_bytes, import_options, keep_drafts, target_folder
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
def command(ctx: click.Context, file: Path, out: Path | None, week: str | None, dry_run: bool, form: str) -> int:
    from generator.editing.importing.digest_import import import_digest
    from generator.pipeline import check

    root: Path = ctx.obj
    monday = _monday(ctx, week)
    target = target_folder(ctx, root, out)
    data = document_bytes(ctx, file, ".docx, .pdf или .txt")
    progress = console.Progress()
    progress("чтение базы")
    checked = check(root, console.today())
    if checked.with_drafts.unreadable:
        print("Часть записей базы не прочитана (smarteka check), узнаны могут быть не все практики.", file=sys.stderr)
    progress("чтение документа")
    result = import_digest(checked.with_drafts, data, str(file), monday)
    written = False
    code = 0
    if result.files and not result.errors:
        code, refused = keep_drafts(target, result.files, dry_run=dry_run)
        result.diagnostics += refused
        written = code == 0 and not dry_run
    if form == "json":
        from generator.editing.importing.digest_json import as_json

        print(json.dumps(as_json(result), ensure_ascii=False, indent=2))
    else:
        from .import_digest_report import report

        print(report(result, target if out is not None else None, written=written, dry_run=dry_run), end="")
    return code or (1 if result.errors else 0)


def _monday(ctx: click.Context, week: str | None) -> date | None:
    from generator.editing.importing.digest_import import parse_week

    if week is None:
        return None
    try:
        return parse_week(week)
    except ValueError:
        raise click.UsageError(f"--week: «{week}» – не неделя; пишите 2021-W46", ctx) from None
