"""Files written whole or not at all: under another name in the same folder first, then put in their places.

Who reads meanwhile finds the old file or the new one, and so does whoever comes after a run that was broken off or a
disk that was full. A power cut is not promised against: nothing waits for the disk, which would make an edit of
thousands of records take minutes; records are under git, all else is made again.

``write_file``, ``write_files``
    One file; several, all or none.
``atomic_path``
    A path for what writes its file itself.
``private=True``
    Nobody else may read the file. Otherwise one that is replaced leaves its permissions and its owner to the new one,
    and one that was not there gets those of any new file.
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
_LEFT = 3600  # seconds after which nobody is still writing: what lies there was left by a run that was killed
_numbers = itertools.count()
_cleared: set[Path] = set()  # folders, once in the life of a process


def write_file(path: Path, *data: bytes, private: bool = False) -> None:
    """One file, made of pieces one after the other. A link stays one. Raises OSError."""
    write_files({path: data}, private=private)


def write_files(files: Mapping[Path, bytes | tuple[bytes, ...]], *, private: bool = False) -> None:
    """All files or none; their folders have to be there. Raises OSError.

    What is no regular file (a pipe, a device) is written to as it stands.
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
                file.writelines(pieces)  # joined before, a large one would stand in memory twice
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
    """A path to write a file to; when the block is left in peace, it takes the place of ``target``. Raises OSError."""
    target = target.resolve()
    part = part_name(target)
    try:
        yield part
        _permit(part, target)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def part_name(target: Path) -> Path:
    """A name that nobody else uses, in the folder of the target; no record, page or export is called so."""
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
        with suppress(OSError):  # an editor in a container edits the files of somebody outside
            os.chown(part, old.st_uid, old.st_gid)


def _take_places(waiting: Mapping[Path, Path]) -> None:
    """Part → place. If one cannot be taken, those taken before are given back."""
    taken: dict[Path, Path | None] = {}  # place → where its old file waits
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
    """A second name of the file that stands there, until all have taken their places."""
    if not target.exists():
        return None
    old = part_name(target)
    try:
        os.link(target, old)
    except OSError:  # a file system without hard links
        shutil.copy2(target, old)
    return old


def _clear(folder: Path) -> None:
    """Remove what runs that were killed have left in a folder."""
    if folder in _cleared:
        return
    _cleared.add(folder)
    oldest = time.time() - _LEFT
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _PART.fullmatch(entry.name):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < oldest:
                        os.unlink(entry.path)  # noqa: PTH108  # a path as the folder tells it
