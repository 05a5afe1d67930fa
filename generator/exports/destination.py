"""The target of an export: a file or a folder, written atomically, never overwriting foreign files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.atomic_files import atomic_path, part_name
from generator.wording.system_errors import system_reason

MANIFEST = "smarteka-export.json"
"""The manifest of an exported folder, by which the next export recognises it."""


class ExportRefused(Exception):
    """The export cannot be written there; the message is for the user, in Russian."""


@contextmanager
def whole_file(out: Path, *endings: str, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """A temporary path to write to; replaces ``out`` if the block ends without an exception. Raises ExportRefused.

    Only an empty file or an earlier export, recognised by ``is_ours``, is replaced. ``endings`` are the allowed
    suffixes of an existing file, the usual one first.
    """
    out = out.resolve()
    if out.is_dir():
        raise ExportRefused(f"{out} – папка, а нужен файл: укажите имя, например {out.name}/baza{endings[0]}")
    if out.exists() and out.suffix not in endings:
        raise ExportRefused(f"файл {out} уже есть, и это не {' и не '.join(endings)}: укажите другое имя")
    if out.exists() and not _is_free(out, is_ours):
        raise ExportRefused(f"файл {out} уже есть, и это не прежняя выгрузка Смартеки: укажите другое имя или уберите его")
    with _prepared(out), atomic_path(out) as part:
        yield part


@contextmanager
def whole_folder(out: Path, format: str, files: Callable[[Any], set[str]]) -> Iterator[Path]:
    """The same for a folder: only an earlier export of this ``format`` or an empty folder is replaced.

    The block writes ``MANIFEST``, an object with ``format``; ``files`` gives the names of the other files from it.
    """
    out = out.resolve()
    part = part_name(out)
    with _prepared(out):
        _refuse_foreign(out, format, files)
        try:
            part.mkdir()
            yield part
            _replace_folder(part, out)
        finally:
            if part.is_dir():
                shutil.rmtree(part)


def manifest(value: dict[str, Any]) -> bytes:
    """Indented JSON."""
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


@contextmanager
def _prepared(out: Path) -> Iterator[None]:
    """Create the parent folder of the target; an OSError in the block becomes ExportRefused."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as fault:
        raise ExportRefused(f"{out} не записать: {system_reason(fault)}") from fault


def _is_free(out: Path, is_ours: Callable[[Path], bool]) -> bool:
    try:
        return out.stat().st_size == 0 or is_ours(out)
    except OSError as fault:
        raise ExportRefused(f"{out} не прочитать: {system_reason(fault)}") from fault


def _refuse_foreign(out: Path, format: str, files: Callable[[Any], set[str]]) -> None:
    if out.exists() and not out.is_dir():
        raise ExportRefused(f"{out} – файл, а нужна папка")
    present = {path.name for path in out.iterdir()} if out.is_dir() else set()
    if not present:
        return
    try:
        found = json.loads((out / MANIFEST).read_text("utf-8"))
        ours = {MANIFEST, *files(found)}
        known = found["format"] == format
    except (OSError, ValueError, KeyError, TypeError):
        known, ours = False, set()
    if not known:
        raise ExportRefused(f"в папке {out} лежит не выгрузка Смартеки этого вида: укажите новую или пустую папку")
    if foreign := sorted(present - ours):
        names = ", ".join(foreign[:3])
        raise ExportRefused(f"в папке {out} рядом с выгрузкой лежит чужое ({names}): укажите другую папку")


def _replace_folder(part: Path, out: Path) -> None:
    """Replace the old folder with the new one; if that fails, put the old one back."""
    old = out.with_name(f"{part.name}.old")
    if out.exists():
        out.replace(old)
    try:
        part.replace(out)
    except OSError:
        if old.exists():
            old.replace(out)
        raise
    if old.exists():
        shutil.rmtree(old)
