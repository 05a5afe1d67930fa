"""What every ``smarteka import`` does with files: read the document, write the drafts, all or none."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from generator.model.diagnostic import Diagnostic, Location, error
from generator.wording.system_errors import system_reason

from .paths import is_there


def target_folder(ctx: click.Context, root: Path, out: Path | None) -> Path:
    """Where drafts go: the folder of ``--out``, else the base itself."""
    target = root if out is None else (Path.cwd() / out)
    if target.exists() and not target.is_dir():
        raise click.UsageError(f"--out: «{out}» – не папка", ctx)
    return target


def document_bytes(ctx: click.Context, file: Path, kinds: str) -> bytes:
    """Bytes of the document; ``kinds`` names what may come: «.docx, .pdf или .txt»."""
    from generator.editing.importing.documents import MAX_BYTES

    if not is_there(file):
        raise click.UsageError(f"файла «{file}» нет", ctx)
    if file.is_dir():
        raise click.UsageError(f"«{file}» – папка, а нужен файл {kinds}", ctx)
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)  # one more tells that the file is too large
    except OSError as fault:
        raise click.UsageError(f"файл «{file}» не читается: {system_reason(fault)}", ctx) from None


def publish_drafts(target: Path, files: Mapping[str, str]) -> tuple[int, list[Diagnostic]]:
    """Write the drafts, all or none: exit code and diagnostics.

    1 where files stand in their places, 2 where the disk refuses.
    """
    from generator.editing.publication import TargetsExist, publish

    try:
        publish(target, files)
    except TargetsExist as fault:
        return 1, _refusals(fault.paths)
    except OSError as fault:
        print(f"Ошибка: не удалось записать в «{target}»: {system_reason(fault)}; ничего не записано", file=sys.stderr)
        return 2, []
    return 0, []


def try_drafts(target: Path, files: Mapping[str, str]) -> tuple[int, list[Diagnostic]]:
    """What ``publish_drafts`` would say of the places, with nothing written."""
    from generator.editing.publication import taken

    refused = _refusals(taken(target, files))
    return (1 if refused else 0), refused


def _refusals(paths: Sequence[str]) -> list[Diagnostic]:
    return [
        error("target-exists", f"файл {path} уже есть, ничего не записано", Location(path), "уберите его или возьмите другую папку: --out ПАПКА")
        for path in paths
    ]
