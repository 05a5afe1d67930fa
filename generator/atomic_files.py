"""Atomic writes: a file is written under a temporary name in the same folder, then renamed over its target.

A reader sees either the old file or the new one, also after an interrupted run or a full disk. Not safe against a
power cut: there is no fsync, which would make an edit of thousands of records take minutes; records are under git,
everything else can be built again.

``write_file``, ``write_files``
    One file; several files, all or none.
``atomic_path``
    A temporary path for code that writes the file itself.
``private=True``
    The file is readable by its owner only. Otherwise a replaced file passes its permissions and owner on to the new
    one, and a new file gets the defaults.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_PART = re.compile(r"\..+\.\d+-\d+\.part")
_ABANDONED_AFTER = 3600  # seconds: an older temporary file was left by a killed run
_numbers = itertools.count()
_cleared: set[Path] = set()  # folders already cleared by this process


def write_file(path: Path, *data: bytes, private: bool = False) -> None:
    """Write one file: ``data`` is concatenated. A symbolic link is followed, not replaced. Raises OSError."""
    write_files({path: data}, private=private)


def write_files(files: Mapping[Path, bytes | tuple[bytes, ...]], *, private: bool = False) -> None:
    """Write all files or none; their folders must exist. Raises OSError.

    A target that is not a regular file (a pipe, a device) is written to directly.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            target = path.resolve()
            pieces = (data,) if isinstance(data, bytes) else data
            if target.exists() and not target.is_file():
                with target.open("wb") as stream:
                    stream.writelines(pieces)
                continue
            part = part_name(target)
            waiting[part] = target
            with open(part, "xb", opener=_private_opener if private else None) as file:  # Path.open has no opener
                file.writelines(pieces)  # not joined: a large file would be in memory twice
            if not private:
                _permit(part, target)
        _take_places(waiting)
    finally:
        for part in waiting:
            part.unlink(missing_ok=True)
    for folder in {target.parent for target in waiting.values()}:
        _clear(folder)


@contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """A temporary path to write to; replaces ``target`` if the block ends without an exception. Raises OSError."""
    target = target.resolve()
    part = part_name(target)
    try:
        yield part
        _permit(part, target)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def part_name(target: Path) -> Path:
    """A unique temporary name in the folder of the target; no record, page or export has such a name."""
    return target.with_name(f".{target.name}.{os.getpid()}-{next(_numbers)}.part")


def _private_opener(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _permit(part: Path, target: Path) -> None:
    try:
        old = target.stat()
    except FileNotFoundError:
        return
    part.chmod(stat.S_IMODE(old.st_mode))
    new = part.stat()
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        with suppress(OSError):  # an editor inside a container edits files owned by a user outside
            os.chown(part, old.st_uid, old.st_gid)


def _take_places(waiting: Mapping[Path, Path]) -> None:
    """Rename temporary files (key) to their targets (value); if one fails, roll back those already renamed."""
    taken: dict[Path, Path | None] = {}  # target → backup of its old file
    try:
        for part, target in waiting.items():
            old = _set_aside(target) if len(waiting) > 1 else None
            taken[target] = old
            try:
                part.replace(target)
            except OSError:
                del taken[target]
                if old:
                    old.unlink(missing_ok=True)
                raise
    except BaseException:
        for target, old in taken.items():
            if old:
                old.replace(target)
            else:
                target.unlink(missing_ok=True)
        raise
    for old in taken.values():
        if old:
            old.unlink(missing_ok=True)


def _set_aside(target: Path) -> Path | None:
    """Back up the existing file under a second name (a hard link) for a rollback; None if there is no file."""
    if not target.exists():
        return None
    old = part_name(target)
    try:
        os.link(target, old)
    except OSError:  # a file system without hard links
        shutil.copy2(target, old)
    return old


def _clear(folder: Path) -> None:
    """Remove temporary files that killed runs have left in a folder."""
    if folder in _cleared:
        return
    _cleared.add(folder)
    oldest = time.time() - _ABANDONED_AFTER
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _PART.fullmatch(entry.name):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < oldest:
                        os.unlink(entry.path)  # noqa: PTH108  # scandir gives strings
