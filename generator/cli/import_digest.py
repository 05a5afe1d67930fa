"""``smarteka import digest``"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.model.diagnostic import Severity, error

from . import console
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.editing.importing.digest_import import DigestImport


@click.command(
    cls=RussianCommand, name="digest",
    help="Принять выпуск «Мониторинга региональных практик» из ФАЙЛА .docx, .pdf или .txt: черновики практик и выпуска. "
    "Практики, которые уже есть в базе, узнаются и связываются; существующие записи не меняются.",
    epilog="Код выхода: 0 – принято, 1 – документ не прочитан или записывать некуда, 2 – команда не выполнена.",
)
@click.argument("file", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="ПАПКА", help="Куда положить черновики; по умолчанию в базу.")
@click.option("--week", metavar="НЕДЕЛЯ", help="Неделя выпуска, например 2021-W46, если в документе её нет.")
@click.option("--dry-run", is_flag=True, help="Только показать, ничего не записывать.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="text|json", help="Вид ответа; по умолчанию text.")
@click.pass_context
def command(ctx: click.Context, file: Path, out: Path | None, week: str | None, dry_run: bool, form: str) -> int:
    from generator.editing.importing.digest_import import import_digest
    from generator.pipeline import check

    root: Path = ctx.obj
    monday = _monday(ctx, week)
    target = root if out is None else (Path.cwd() / out)
    if target.exists() and not target.is_dir():
        raise click.UsageError(f"--out: «{out}» – не папка", ctx)
    data = _bytes(ctx, file)
    progress = console.Progress()
    progress("чтение базы")
    checked = check(root, console.today())
    if checked.with_drafts.unreadable:
        print("Часть записей базы не прочитана (smarteka check), узнаны могут быть не все практики.", file=sys.stderr)
    progress("чтение документа")
    result = import_digest(checked.with_drafts, data, str(file), monday)
    written = False
    code = 0
    if result.files and not dry_run and not _errors(result):
        code = _publish(ctx, target, result)
        written = code == 0
    if form == "json":
        from generator.editing.importing.digest_json import as_json

        print(json.dumps(as_json(result), ensure_ascii=False, indent=2))
    else:
        from .import_digest_report import report

        print(report(result, target if out is not None else None, written=written, dry_run=dry_run), end="")
    return code or (1 if _errors(result) else 0)


def _errors(result: DigestImport) -> bool:
    return any(d.severity is Severity.ERROR for d in result.diagnostics)


def _monday(ctx: click.Context, week: str | None) -> date | None:
    from generator.editing.importing.digest_import import parse_week

    if week is None:
        return None
    try:
        return parse_week(week)
    except ValueError:
        raise click.UsageError(f"--week: «{week}» – не неделя; пишите 2021-W46", ctx) from None


def _bytes(ctx: click.Context, file: Path) -> bytes:
    from generator.editing.importing.documents import MAX_BYTES

    if not file.exists():
        raise click.UsageError(f"файла «{file}» нет", ctx)
    if file.is_dir():
        raise click.UsageError(f"«{file}» – папка, а нужен файл .docx, .pdf или .txt", ctx)
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)  # one more tells that the file is too large
    except OSError as fault:
        raise click.UsageError(f"файл «{file}» не читается: {fault.strerror}", ctx) from None


def _publish(ctx: click.Context, target: Path, result: DigestImport) -> int:
    """Write the drafts, all or none; 1 where files stand in their places, 2 where the disk refuses."""
    from generator.editing.publication import TargetsExist, publish
    from generator.model.diagnostic import Location

    try:
        publish(target, result.files)
    except TargetsExist as fault:
        result.diagnostics += [
            error("target-exists", f"файл {path} уже есть, ничего не записано", Location(path), "уберите его или возьмите другую папку: --out ПАПКА")
            for path in fault.paths
        ]
        return 1
    except OSError as fault:
        print(f"Ошибка: не удалось записать в «{target}»: {fault.strerror}; ничего не записано", file=sys.stderr)
        return 2
    return 0
