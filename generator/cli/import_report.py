"""``smarteka import report``"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from . import console
from .import_files import document_bytes, import_options, keep_drafts, target_folder
from .speech import RussianCommand


@click.command(
    cls=RussianCommand, name="report",
    help="Принять отчёт о внедрении РСС из ФАЙЛА .docx, .xlsx или .txt: черновик отчёта и всё, что в нём сомнительно, "
    "с местом в источнике. Отметки не исправляются: они записаны, как стоят.",
    epilog="Код выхода: 0 – принято, 1 – документ не прочитан или записывать некуда, 2 – команда не выполнена.",
)
@click.option("--region", metavar="ID", help="Регион, если его нет в названии отчёта, например zabaykalskiy-kray.")
@import_options
@click.pass_context
def command(ctx: click.Context, file: Path, region: str | None, out: Path | None, dry_run: bool, form: str) -> int:
    from generator.editing.importing.report_import import import_report
    from generator.pipeline import check

    root: Path = ctx.obj
    target = target_folder(ctx, root, out)
    data = document_bytes(ctx, file, ".docx, .xlsx или .txt")
    progress = console.Progress()
    progress("чтение базы")
    checked = check(root, console.today())
    if checked.with_drafts.unreadable:
        print("Часть записей базы не прочитана (smarteka check), тот же отчёт мог остаться неузнанным.", file=sys.stderr)
    progress("чтение документа")
    result = import_report(checked.with_drafts, data, str(file), region)
    written = False
    code = 0
    if result.files and not result.errors:
        code, refused = keep_drafts(target, result.files, dry_run=dry_run)
        result.diagnostics += refused
        written = code == 0 and not dry_run
    if form == "json":
        from generator.editing.importing.report_json import as_json

        print(json.dumps(as_json(result), ensure_ascii=False, indent=2))
    else:
        from .import_report_text import report

        print(report(result, target if out is not None else None, written=written, dry_run=dry_run), end="")
    return code or (1 if result.errors else 0)
