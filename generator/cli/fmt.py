"""``smarteka fmt``"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.wording.counting import count
from generator.wording.system_errors import system_reason

from . import console
from .paths import GIVEN_PATH, below_root
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.model.diagnostic import Diagnostic


@click.command(
    cls=RussianCommand, name="fmt",
    help="Привести записи к одному виду: порядок полей, отступы, кавычки YAML, переносы длинных строк. Значения и "
    "пояснения остаются теми же; что стоит в скобках [ ], решает автор. Без ПУТЕЙ – все записи. Файл, который не "
    "прочитать или не переписать без потерь, не трогается.",
)
@click.argument("paths", nargs=-1, metavar="[ПУТЬ…]", type=GIVEN_PATH)
@click.option("--check", "only_check", is_flag=True, help="Ничего не менять: назвать файлы другого вида и выйти с кодом 1, если они есть.")
@click.option(
    "--changed", "base", is_flag=False, flag_value="", metavar="[ВЕТКА]",
    help="Только файлы, которых касается эта ветка; по умолчанию сравнивается с main.",
)
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], only_check: bool, base: str | None) -> int:
    from generator.atomic_files import write_files

    root: Path = ctx.obj
    changes: dict[Path, bytes] = {}
    faults: list[Diagnostic] = []
    files = _files(ctx, root, paths, base)
    with console.working("чтение файлов"):
        for path in files:
            formed, found = _formed(root, path)
            faults += found
            if formed is not None:
                changes[root / path] = formed
    names = [file.relative_to(root).as_posix() for file in changes]
    if not only_check:
        try:
            write_files(changes)
        except OSError as fault:
            raise click.UsageError(f"файлы не записать: {system_reason(fault)}; ничего не изменено", ctx) from None
    print(console.as_text(faults) + "".join(f"{name}\n" for name in names), end="")
    done = "другого вида" if only_check else "приведено к одному виду"
    what = count(len(names), "файл", "файла", "файлов") if names else "нет файлов"
    print(f"Просмотрено: {len(files)}; {done}: {what}." + (f" Не прочитано: {len({f.location.path for f in faults})}." if faults else ""), file=sys.stderr)
    if only_check and names:
        print("Привести к одному виду: smarteka fmt (с теми же путями).", file=sys.stderr)
    return 1 if faults or (only_check and names) else 0


def _files(ctx: click.Context, root: Path, paths: tuple[Path, ...], base: str | None) -> list[str]:
    """The selected record files, relative to the root. Raises click.UsageError."""
    from generator.loading.changed_files import CannotCompare, changed_files
    from generator.loading.records import content_files
    from generator.model.registry import Registry

    wanted = [below_root(root, path, ctx) for path in paths]
    files = [f for f in content_files(root, Registry()) if Registry().for_path(f)]
    if wanted:
        known = set(files)
        for name, given in zip(wanted, paths, strict=True):
            if (root / name).is_file() and name not in known:
                raise click.UsageError(f"«{given}» – не файл записи", ctx)
        files = [f for f in files if any(w == "." or f == w or f.startswith(f"{w}/") for w in wanted)]
    if base is not None:
        try:
            touched = set(changed_files(root, base).paths)
        except CannotCompare as fault:
            raise click.UsageError(str(fault), ctx) from None
        files = [f for f in files if f in touched]
    return files


def _formed(root: Path, path: str) -> tuple[bytes | None, list[Diagnostic]]:
    """The canonical bytes if they differ, else None; diagnostics if the file cannot be formatted."""
    from generator.editing.formatting import FormattingRefused, canonical
    from generator.loading.record_bytes import record_bytes
    from generator.loading.records import unreadable
    from generator.loading.yaml_reader import decode, too_large
    from generator.loading.yaml_signs import MAX_BYTES
    from generator.model.diagnostic import Location, error
    from generator.model.registry import Registry

    record_type = Registry().for_path(path)
    assert record_type is not None  # _files gives only record files
    try:
        data, size = record_bytes(root, path, MAX_BYTES)
    except OSError as fault:
        return None, [unreadable(fault, path)]
    if data is None:
        return None, [too_large(size, path)]
    text, faults = decode(data, path)
    if text is None:
        return None, faults
    try:
        formed, faults = canonical(text, path, record_type.model)
    except FormattingRefused as fault:
        return None, [error("not-formatted", f"файл не переписан: {fault}", Location(path), "файл остался, как был")]
    if formed is None:
        return None, faults
    made = formed.encode("utf-8")
    return (made if made != data else None), []
