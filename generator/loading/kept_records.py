"""Records as they were read the last time, so that only files that differ are read and validated again.

A file is the same as it was when its place, size and times are; where these are too fresh to tell
(git's «racy» case), when its bytes are. Only faultless records are kept: what is wrong is told
anew each time. Damage, another version of the code or a folder that cannot be written cost time
and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import pydantic_core

from generator.model.common import Record
from generator.model.registry import Registry

from .own_cache import code_version, keep_sealed, open_sealed, own_cache
from .records import Loaded, LoadResult, joined

Read = Callable[[list[str]], list[LoadResult]]
"""Reads files by path, as ``load_part`` does, perhaps in several parts."""

_SHARDS = 32  # an edit writes one of them
_SETTLED_NS = 2_000_000_000  # the coarsest clock of a file system still in use ticks every two seconds

_Stamp = tuple[int, int, int, int]
"""Size, times of the last write and the last change in ns, number of the file."""


class _Entry(NamedTuple):
    """A record as kept. ``settled``: the stamp was old enough when taken to be trusted alone."""

    stamp: _Stamp
    settled: bool
    digest: bytes
    kind: str
    record: Record
    text: bytes


@dataclass(slots=True)
class Memory:
    """What is kept, in the memory of a process that loads the same root again and again. Records that stay are the same objects."""

    shards: dict[int, dict[str, _Entry]] = field(default_factory=dict)
    loaded: dict[str, tuple[_Entry, Loaded]] = field(default_factory=dict)


@dataclass(slots=True)
class _Shard:
    file: Path
    entries: dict[str, _Entry] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)  # of today's files


def load_kept(root: Path, registry: Registry, paths: Iterable[str], read: Read, memory: Memory | None = None) -> LoadResult:
    """Records of these files; only what is neither in ``memory``, which is brought up to date, nor kept is ``read``."""
    folder = own_cache(root)
    if folder is None:
        return joined(read(list(paths)))
    version, memory = _version(registry), memory or Memory()
    shards = {number: _Shard(folder / f"records-{number:02}") for number in range(_SHARDS)}
    for path in paths:
        shards[_number(path)].paths.append(path)
    now, top = time.time_ns(), f"{root}{os.sep}"
    kept: list[Loaded] = []
    met: dict[str, tuple[_Entry, Loaded]] = {}
    stamps: dict[str, _Stamp] = {}
    changed: dict[int, dict[str, _Entry]] = defaultdict(dict)
    for number, shard in shards.items():
        shard.entries = memory.shards[number] if number in memory.shards else _open(shard.file, version)
        for path in shard.paths:
            if (stamp := _stamp(top + path)) is None:
                continue
            entry = shard.entries.get(path)
            if entry and (entry.stamp != stamp or not entry.settled):
                entry = _compared(entry, top + path, stamp, now)
                if entry:
                    changed[number][path] = entry
            if entry:
                before = memory.loaded.get(path)
                loaded = before[1] if before and before[0] is entry else Loaded(entry.record, registry[entry.kind], path, entry.text.decode())
                met[path] = entry, loaded
                kept.append(loaded)
            else:
                stamps[path] = stamp
    known = {loaded.path for loaded in kept}
    new = read([path for shard in shards.values() for path in shard.paths if path not in known])
    faulty = {d.location.path for part in new for d in part.diagnostics}
    for loaded in (loaded for part in new for loaded in part.records):
        if loaded.path in stamps and loaded.path not in faulty:
            text, stamp = loaded.text.encode(), stamps[loaded.path]
            changed[_number(loaded.path)][loaded.path] = _Entry(
                stamp, _is_settled(stamp, now), _digest(text), loaded.type.kind, loaded.record, text
            )
    room = True
    for number, shard in shards.items():
        there = set(shard.paths)
        if changed[number] or not there.issuperset(shard.entries):
            shard.entries = {path: entry for path, entry in (shard.entries | changed[number]).items() if path in there}
            room = room and _write(shard.file, version, shard.entries)
        memory.shards[number] = shard.entries
    memory.loaded = met
    return joined([LoadResult(kept), *new])


def _number(path: str) -> int:
    """Of the shard that keeps a file."""
    return crc32(os.fsencode(path)) % _SHARDS


def _compared(entry: _Entry, path: str, stamp: _Stamp, now: int) -> _Entry | None:
    """The entry with a new stamp, where the file holds what it held."""
    if stamp[0] != entry.stamp[0]:
        return None
    try:
        data = Path(path).read_bytes()
    except OSError:
        return None
    if _digest(data) != entry.digest:
        return None
    return _Entry(stamp, _is_settled(stamp, now), entry.digest, entry.kind, entry.record, entry.text)


def _stamp(path: str) -> _Stamp | None:
    try:
        found = os.stat(path)  # noqa: PTH116  # at a third of the time of Path.stat
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _is_settled(stamp: _Stamp, now: int) -> bool:
    return max(stamp[1], stamp[2]) < now - _SETTLED_NS


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=20).digest()


def _version(registry: Registry) -> bytes:
    told = f"{code_version('model', 'loading')} {pydantic_core.__version__} {registry.types!r}"
    return hashlib.sha256(told.encode()).digest()


def _open(file: Path, version: bytes) -> dict[str, _Entry]:
    """What a shard holds; nothing where it is missing, damaged or of another version."""
    data = open_sealed(file, version)
    found: dict[str, _Entry] = {} if data is None else pickle.loads(data)  # the user's own folder, and whole
    return found


def _write(file: Path, version: bytes, entries: dict[str, _Entry]) -> bool:
    return keep_sealed(file, version, pickle.dumps(entries, pickle.HIGHEST_PROTOCOL))
