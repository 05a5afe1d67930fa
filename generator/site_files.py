"""Files of a site on disk: written new, or linked from the site before when their stamps show that nobody has touched them.

Paths are strings, and no link is looked at again: a site has some ten thousand files.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

Stamp = tuple[int, int, int]
"""Size in bytes, time of the last writing in ns, inode number: a file that was written again has another stamp."""


def stamp(found: os.stat_result) -> Stamp:
    return found.st_size, found.st_mtime_ns, found.st_ino


def stamp_of_same(path: str, data: bytes) -> Stamp | None:
    """The stamp of a file that holds exactly ``data``; None where it holds something else or is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116  # paths are strings
        return stamp(found) if found.st_size == len(data) and Path(path).read_bytes() == data else None
    except OSError:
        return None


def take_known(source: str, target: str, known: Stamp) -> Stamp | None:
    """Link ``source`` to ``target`` (or copy it, where there are no links); None, and nothing done, unless its stamp is ``known``."""
    try:
        if stamp(os.stat(source)) != known:  # noqa: PTH116  # paths are strings
            return None
        return _link_or_copy(source, target) or known
    except OSError:
        return None


def _link_or_copy(source: str, target: str) -> Stamp | None:
    """The stamp of the copy, or None of a link, which has that of its source. Raises OSError."""
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
    """Write a file of its own: what stood there may be a link to a file of the site before, which must stay as it is."""
    try:
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except FileExistsError:
        Path(target).unlink()
        return write_new(target, data)
    try:
        left = memoryview(data)
        while left:  # a disk that is nearly full takes the beginning without a word, and only then says so
            left = left[os.write(file, left) :]
        return stamp(os.fstat(file))
    finally:
        os.close(file)
