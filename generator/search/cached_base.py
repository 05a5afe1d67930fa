"""What a search in the terminal has to know of a base besides its index, kept as long as no file of records changes.

Reading and checking ten thousand records takes a second; whether they are the same is told by their
sizes and times. Kept in the user's own cache, by the version of our code, as all that is kept.
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

_SETTLED_NS = 2_000_000_000  # a file may be written again within a tick of its file system's clock


@dataclass(frozen=True, slots=True)
class CachedBase:
    """``names``: groups of names of one thing, and whether they are only related. ``unreadable``: how many files gave no record."""

    names: tuple[tuple[tuple[str, ...], bool], ...]
    regions: tuple[str, ...]
    life_situations: tuple[str, ...]
    unreadable: int


class FilesState(NamedTuple):
    """``digest`` of paths, sizes and times of all files of records below ``tops``; ``newest`` of the times, in ns."""

    tops: tuple[str, ...]
    digest: str
    newest: int


def state_of_files(root: Path, tops: Iterable[str]) -> FilesState:
    paths = sorted(path for top in tops for path in yaml_files(f"{root}{os.sep}{top}", top))
    told, newest = array("q"), 0
    for path in paths:
        try:
            stat = os.stat(f"{root}{os.sep}{path}")  # noqa: PTH116  # at a third of the time of Path.stat
        except OSError:
            told.extend((0, 0, 0, 0))
        else:
            written, changed = stat.st_mtime_ns, stat.st_ctime_ns
            told.extend((stat.st_size, written, changed, stat.st_ino))
            newest = max(newest, written, changed)
    digest = sha256("\0".join(paths).encode("utf-8", "surrogateescape") + told.tobytes()).hexdigest()
    return FilesState(tuple(tops), digest, newest)


def cached_base(root: Path, index: Path) -> CachedBase | None:
    """None where a file of records or the index is not as it was, and where nothing is kept."""
    file = _file(root)
    data = load_sealed(file, _version()) if file else None
    if data is None:
        return None
    kept = json.loads(bytes(data))
    if kept["index"] != _stamp(index) or kept["files"] != state_of_files(root, kept["tops"]).digest:
        return None
    names, regions, situations, unreadable = kept["base"]
    return CachedBase(tuple((tuple(group), related) for group, related in names), tuple(regions), tuple(situations), unreadable)


def store_base(root: Path, index: Path, files: FilesState, base: CachedBase) -> None:
    """``files`` as they were before they were read: what may have been written since is not kept."""
    file = _file(root)
    if file and files.newest < time.time_ns() - _SETTLED_NS and state_of_files(root, files.tops) == files:
        told = {"tops": files.tops, "files": files.digest, "index": _stamp(index), "base": list(asdict(base).values())}
        store_sealed(file, _version(), json.dumps(told, ensure_ascii=False).encode())


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
