"""``smarteka import report``"""

from __future__ import annotations

from typing import Any

import click

from .import_files import import_options, run_import
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
def command(ctx: click.Context, /, region: str | None, dry_run: bool, **given: Any) -> int:
    from generator.editing.importing.report_import import import_report
    from generator.editing.importing.report_json import as_json

    from .import_report_text import report

    return run_import(
        ctx, **given, dry_run=dry_run, kinds=".docx, .xlsx или .txt", unknown="тот же отчёт мог остаться неузнанным",
        read=lambda base, data: import_report(base, data, str(given["file"]), region),
        as_json=as_json, as_text=lambda result, out, written: report(result, out, written=written, dry_run=dry_run),
    )
