"""Files of a site on disk: written, or hard-linked from the previous site if their stamps show that they are unchanged.

For speed, paths are strings and a linked file is not examined again: a site has some ten thousand files.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

Stamp = tuple[int, int, int]
"""Size in bytes, mtime in ns, inode number: a file that was written again has another stamp."""


def stamp(found: os.stat_result) -> Stamp:
    return found.st_size, found.st_mtime_ns, found.st_ino


def stamp_of_same(path: str, data: bytes) -> Stamp | None:
    """The stamp of the file if its content is exactly ``data``, else None."""
    try:
        found = os.stat(path)  # noqa: PTH116  # paths are strings
        return stamp(found) if found.st_size == len(data) and Path(path).read_bytes() == data else None
    except OSError:
        return None


def take_known(source: str, target: str, known: Stamp) -> Stamp | None:
    """Hard-link (else copy) ``source`` to ``target`` if its stamp is ``known``. The stamp of the target; None if that failed."""
    try:
        if stamp(os.stat(source)) != known:  # noqa: PTH116  # paths are strings
            return None
        return _link_or_copy(source, target) or known
    except OSError:
        return None


def _link_or_copy(source: str, target: str) -> Stamp | None:
    """The stamp of a copy; None for a link, which has the stamp of its source. Raises OSError."""
    try:
        os.link(source, target)
    except FileExistsError:
        Path(target).unlink()
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
        return stamp(Path(target).stat())
    return None


def write_new(target: str, data: bytes) -> Stamp:
    """Write a new file, never into an existing one: that may be a hard link to a file of the previous site."""
    try:
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except FileExistsError:
        Path(target).unlink()
        return write_new(target, data)
    try:
        left = memoryview(data)
        while left:  # a nearly full disk writes a part without an error; only the next call raises
            left = left[os.write(file, left) :]
        return stamp(os.fstat(file))
    finally:
        os.close(file)
