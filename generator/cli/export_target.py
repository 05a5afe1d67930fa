"""The target of the export of one record: a file, an existing folder, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.wording.system_errors import system_reason

from .paths import GIVEN_PATH

out_option = click.option(
    "--out", type=GIVEN_PATH, metavar="ПУТЬ",
    help="Файл или существующая папка (имя файла подберётся); «-» – стандартный вывод.",
)


def target_file(ctx: click.Context, out: Path | None, name: str, form: str, *, binary: bool) -> Path | None:
    """The file to write, ``name`` in the folder if ``out`` is one; None means standard output.

    Raises click.UsageError, also for a ``binary`` format on a terminal or without ``out``.
    """
    if out is None and binary:
        raise click.UsageError(f"--out: для {form} нужен файл, например --out {name}", ctx)
    if out is None or str(out) == "-":
        if binary and sys.stdout.isatty():
            raise click.UsageError(f"--out: {form} не показать на экране; укажите файл", ctx)
        return None
    if out.is_dir():
        return out / name
    if not out.parent.is_dir():
        raise click.UsageError(f"--out: папки «{out.parent}» нет; создайте её или укажите другую", ctx)
    return out


def deliver(targets: Sequence[Path], files: Sequence[bytes]) -> int:
    """Write all files or none, and report them; without targets, print the first file. Returns the exit code, 2 for an OSError."""
    from generator.atomic_files import write_files
    from generator.wording.counting import file_size

    try:
        if not targets:
            sys.stdout.buffer.write(files[0])
            sys.stdout.flush()
            return 0
        write_files(dict(zip(targets, files, strict=True)))
    except BrokenPipeError:  # not an error: handled by ``main``
        raise
    except OSError as fault:
        print(f"Ошибка: не удалось {f'записать «{targets[0]}»' if targets else 'напечатать'}: {system_reason(fault)}", file=sys.stderr)
        return 2
    for target, data in zip(targets, files, strict=True):
        print(f"Готово: {target} ({file_size(len(data))})", file=sys.stderr)
    return 0
