"""Where an export goes: one file or one folder, written whole or not at all, never over what is somebody else's."""

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
"""What an exported folder holds: the mark by which the next export knows its own."""


class ExportRefused(Exception):
    """The export cannot be written there; the message is for the user, in Russian."""


@contextmanager
def whole_file(out: Path, *endings: str, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """A path to write to; when the block is left in peace, that file takes the place of ``out``.

    An earlier export, which ``is_ours`` knows by what it holds, is replaced, and so is an empty file; any other is not.
    ``endings`` are those that its name may have, the usual one first.
    """
    out = out.resolve()
    if out.is_dir():
        raise ExportRefused(f"{out} – папка, а нужен файл: укажите имя, например {out.name}/baza{endings[0]}")
    if out.exists() and out.suffix not in endings:
        raise ExportRefused(f"файл {out} уже есть, и это не {' и не '.join(endings)}: укажите другое имя")
    if out.exists() and not _is_free(out, is_ours):
        raise ExportRefused(f"файл {out} уже есть, и это не прежняя выгрузка Смартеки: укажите другое имя или уберите его")
    with _told(out), atomic_path(out) as part:
        yield part


@contextmanager
def whole_folder(out: Path, format: str, files: Callable[[Any], set[str]]) -> Iterator[Path]:
    """The same for a folder. An earlier export of this ``format`` is replaced, a folder that holds anything else is not.

    The block writes ``MANIFEST``, an object with ``format``; ``files`` tells from it which files stand beside it.
    """
    out = out.resolve()
    part = part_name(out)
    with _told(out):
        _refuse_foreign(out, format, files)
        try:
            part.mkdir()
            yield part
            _replace_folder(part, out)
        finally:
            if part.is_dir():
                shutil.rmtree(part)


def manifest(value: dict[str, Any]) -> bytes:
    """JSON that people may read, too."""
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """Sees to the folder of the target; why it cannot be written is said in words."""
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
        told = json.loads((out / MANIFEST).read_text("utf-8"))
        ours = {MANIFEST, *files(told)}
        known = told["format"] == format
    except (OSError, ValueError, KeyError, TypeError):
        known, ours = False, set()
    if not known:
        raise ExportRefused(f"в папке {out} лежит не выгрузка Смартеки этого вида: укажите новую или пустую папку")
    if foreign := sorted(present - ours):
        names = ", ".join(foreign[:3])
        raise ExportRefused(f"в папке {out} рядом с выгрузкой лежит чужое ({names}): укажите другую папку")


def _replace_folder(part: Path, out: Path) -> None:
    """The new folder takes the place of the old one; if that fails, the old one comes back."""
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
