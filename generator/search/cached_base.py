"""What a search in the terminal needs of a base besides its index, cached until a record file changes.

Loading and checking ten thousand records takes a second; changes are detected by sizes and times of
files. Lies in the user's cache, sealed with the version of our code, like every cache.
"""

from __future__ import annotations

import json
import os
import time
from array import array
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.loading.user_cache import cache_folder, code_version, load_sealed, store_sealed
from generator.loading.yaml_files import yaml_files

_SETTLED_NS = 2_000_000_000  # a younger file may be written again without a change of its time: file systems have coarse clocks


@dataclass(frozen=True, slots=True)
class CachedBase:
    """``names``: synonym groups, and whether their names are only related; ``unreadable``: number of files that gave no record."""

    names: tuple[tuple[tuple[str, ...], bool], ...]
    regions: tuple[str, ...]
    life_situations: tuple[str, ...]
    unreadable: int


class FilesState(NamedTuple):
    """``digest``: hash of paths, sizes, times and inodes of all record files in the folders ``tops``; ``newest`` of the times, in ns."""

    tops: tuple[str, ...]
    digest: str
    newest: int


def state_of_files(root: Path, tops: Iterable[str]) -> FilesState:
    paths = sorted(path for top in tops for path in yaml_files(f"{root}{os.sep}{top}", top))
    numbers, newest = array("q"), 0
    for path in paths:
        try:
            stat = os.stat(f"{root}{os.sep}{path}")  # noqa: PTH116  # takes a third of the time of Path.stat
        except OSError:
            numbers.extend((0, 0, 0, 0))
        else:
            written, changed = stat.st_mtime_ns, stat.st_ctime_ns
            numbers.extend((stat.st_size, written, changed, stat.st_ino))
            newest = max(newest, written, changed)
    digest = sha256("\0".join(paths).encode("utf-8", "surrogateescape") + numbers.tobytes()).hexdigest()
    return FilesState(tuple(tops), digest, newest)


def cached_base(root: Path, index: Path) -> CachedBase | None:
    """None if nothing is cached, or a record file or the index has changed."""
    file = _file(root)
    data = load_sealed(file, _version()) if file else None
    if data is None:
        return None
    stored = json.loads(bytes(data))
    if stored["index"] != _stamp(index) or stored["files"] != state_of_files(root, stored["tops"]).digest:
        return None
    names, regions, situations, unreadable = stored["base"]
    return CachedBase(tuple((tuple(group), related) for group, related in names), tuple(regions), tuple(situations), unreadable)


def store_base(root: Path, index: Path, files: FilesState, base: CachedBase) -> None:
    """``files``: their state before they were read; stores nothing if they have changed since or are too young to tell."""
    file = _file(root)
    if file and files.newest < time.time_ns() - _SETTLED_NS and state_of_files(root, files.tops) == files:
        data = {"tops": files.tops, "files": files.digest, "index": _stamp(index), "base": list(asdict(base).values())}
        store_sealed(file, _version(), json.dumps(data, ensure_ascii=False).encode())


def _file(root: Path) -> Path | None:
    folder = cache_folder(root)
    return folder / "searched" if folder else None


def _version() -> bytes:
    return sha256(code_version("search", "analysis", "knowledge", "loading", "model").encode()).digest()


def _stamp(file: Path) -> list[int]:
    try:
        found = file.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns, found.st_ino]
