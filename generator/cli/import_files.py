"""The common part of ``smarteka import`` commands: options, reading the document, writing the drafts, all or none."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.model.diagnostic import Diagnostic, Location, error
from generator.wording.system_errors import system_reason

from . import console
from .base import check
from .options import format_option
from .paths import GIVEN_PATH, is_there

if TYPE_CHECKING:
    from generator.editing.importing.imported import Imported
    from generator.knowledge.base import KnowledgeBase

Found = TypeVar("Found", bound="Imported")


def import_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """FILE, ``--out``, ``--dry-run`` and ``--format``, passed to ``run_import`` as ``file``, ``out``, ``dry_run`` and ``form``."""
    for option in (
        format_option(),
        click.option("--dry-run", is_flag=True, help="Только показать, ничего не записывать."),
        click.option("--out", type=GIVEN_PATH, metavar="ПАПКА", help="Куда положить черновики; по умолчанию в базу."),
        click.argument("file", metavar="ФАЙЛ", type=GIVEN_PATH),
    ):
        command = option(command)
    return command


def run_import(
    ctx: click.Context, file: Path, out: Path | None, dry_run: bool, form: str, *,
    kinds: str, unknown: str, read: Callable[[KnowledgeBase, bytes], Found], as_json: Callable[[Found], Any], as_text: Callable[[Found, Path | None, bool], str],
) -> int:
    """Read a document, write its drafts unless there are errors, print the result; returns the exit code.

    ``kinds`` names the accepted formats, for messages. ``unknown`` says what may be missed if records of the base are
    unreadable. ``as_text`` gets the result, the folder of ``--out`` or None, and whether drafts were written.
    """
    root: Path = ctx.obj
    target = _target_folder(ctx, root, out)
    data = document_bytes(ctx, file, kinds)
    progress = console.Progress()
    progress("чтение базы")
    base = check(root, console.today()).with_drafts
    if base.unreadable:
        print(f"Часть записей базы не прочитана (smarteka check), {unknown}.", file=sys.stderr)
    progress("чтение документа")
    result = read(base, data)
    code = 0
    if kept := bool(result.files and not result.errors):
        code, refused = _write_drafts(target, result.files, dry_run=dry_run)
        result.diagnostics += refused
    if form == "json":
        print(json.dumps(as_json(result), ensure_ascii=False, indent=2))
    else:
        print(as_text(result, target if out is not None else None, kept and code == 0 and not dry_run), end="")
    return code or (1 if result.errors else 0)


def _target_folder(ctx: click.Context, root: Path, out: Path | None) -> Path:
    """The folder for drafts: that of ``--out``, else the base itself."""
    target = root if out is None else (Path.cwd() / out)
    if target.exists() and not target.is_dir():
        raise click.UsageError(f"--out: «{out}» – не папка", ctx)
    return target


def document_bytes(ctx: click.Context, file: Path, kinds: str) -> bytes:
    """The content of the document. Raises click.UsageError; ``kinds`` names the accepted formats: «.docx, .pdf или .txt»."""
    from generator.editing.importing.documents import MAX_BYTES

    if not is_there(file):
        raise click.UsageError(f"файла «{file}» нет", ctx)
    if file.is_dir():
        raise click.UsageError(f"«{file}» – папка, а нужен файл {kinds}", ctx)
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)  # one byte more shows that the file is too large
    except OSError as fault:
        raise click.UsageError(f"файл «{file}» не читается: {system_reason(fault)}", ctx) from None


def _write_drafts(target: Path, files: Mapping[str, str], *, dry_run: bool) -> tuple[int, list[Diagnostic]]:
    """Write the drafts, all or none; a dry run only checks the targets. Returns exit code and diagnostics.

    The code is 1 if target files exist already, 2 for an OSError.
    """
    from generator.editing.new_files import TargetsExist, occupied, write_new

    try:
        if dry_run:
            existing: Sequence[str] = occupied(target, files)
        else:
            write_new(target, files)
            existing = ()
    except TargetsExist as fault:
        existing = fault.paths
    except OSError as fault:
        print(f"Ошибка: не удалось записать в «{target}»: {system_reason(fault)}; ничего не записано", file=sys.stderr)
        return 2, []
    return (1 if existing else 0), _refusals(existing)


def _refusals(paths: Sequence[str]) -> list[Diagnostic]:
    return [
        error("target-exists", f"файл {path} уже есть, ничего не записано", Location(path), "уберите его или возьмите другую папку: --out ПАПКА")
        for path in paths
    ]
