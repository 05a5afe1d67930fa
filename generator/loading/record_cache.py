"""Cache of validated records, so that only changed files are read and validated again.

A file is unchanged if its path, size, times and inode are; if its times are too recent to trust (git's
«racy» case), its bytes are compared. Only faultless records are cached, so that diagnostics are produced
anew each time. A damaged cache, another version of the code or a read-only folder costs only time.

Records read just now are also unpickled: they take half the memory of freshly validated ones, since
repeated values are shared and texts lack the UTF-8 copies that pydantic and pickle attach to them.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import pydantic_core

from generator.model.common import Record
from generator.model.registry import Registry

from .records import Loaded, LoadResult, joined, load_part
from .user_cache import cache_folder, code_version, load_sealed, store_sealed

_SHARDS = 32  # an edit rewrites one of them
_FEW = 3  # files: with as few new ones, a process with a ``RecordMemory`` does not write the shard; the next process reads them again
_SETTLED_NS = 2_000_000_000  # the coarsest file system clock still in use has a resolution of two seconds
_COARSE_TICK_NS = 10_000_000  # a time that is not a multiple of it comes from a clock with a resolution of 10 ms or better
_FINE_SETTLED_NS = 500_000_000  # many ticks of such a clock: on a network file system it may be behind ours

_Stamp = tuple[int, int, int, int]
"""Size, mtime and ctime in ns, inode."""


class _Entry(NamedTuple):
    """A cached record with the bytes of its file. ``settled``: the stamp was old enough when taken to be trusted alone."""

    stamp: _Stamp
    settled: bool
    kind: str
    record: Record
    source: bytes


class FreshRecords(NamedTuple):
    """The result of reading some files: ``kept``, a pickle of ``dict[path, _Entry]``; ``others``, what is not cached."""

    kept: bytes
    others: LoadResult


_NOTHING = FreshRecords(pickle.dumps({}), LoadResult())

Read = Callable[[list[str]], FreshRecords]
Start = Callable[[Read, Sequence[list[str]]], Callable[[], list[FreshRecords]]]
"""Starts reading lists of files, possibly in several processes; the returned function waits for the results."""


@dataclass(slots=True)
class RecordMemory:
    """The cache in the memory of a process that loads the same root repeatedly. Unchanged records stay the same objects."""

    shards: dict[int, dict[str, _Entry]] = field(default_factory=dict)
    loaded: dict[str, tuple[_Entry, Loaded]] = field(default_factory=dict)


@dataclass(slots=True)
class _Shard:
    """``before``: cached entries; ``entries``: those still valid; ``to_read``: the other files."""

    file: Path | None
    paths: list[str] = field(default_factory=list)
    before: dict[str, _Entry] = field(default_factory=dict)
    entries: dict[str, _Entry] = field(default_factory=dict)
    to_read: list[str] = field(default_factory=list)


class CachedRecords:
    """Records of these files. Reads only files that are neither in ``memory``, which is updated, nor in the cache on disk.

    The constructor starts reading; ``result`` waits for it.
    """

    def __init__(self, root: Path, registry: Registry, paths: Iterable[str], start: Start, memory: RecordMemory | None = None) -> None:
        folder = cache_folder(root)
        self._registry = registry
        self._version = _version(registry)
        self._memory = memory if memory and folder else RecordMemory()
        self._remembers = bool(self._memory.shards)
        self._writable = True  # until writing a shard fails
        self._shards = [_Shard(folder / f"records-{number:02}" if folder else None) for number in range(_SHARDS)]
        for path in paths:
            self._shards[crc32(os.fsencode(path)) % _SHARDS].paths.append(path)
        now, top = time.time_ns(), f"{root}{os.sep}"
        stamps: dict[str, _Stamp] = {}
        for number, shard in enumerate(self._shards):
            shard.before = self._memory.shards[number] if number in self._memory.shards else _open(shard.file, self._version)
            for path in shard.paths:
                stamp, entry = _stamp(top + path), shard.before.get(path)
                if stamp and entry and (entry.stamp != stamp or not entry.settled):
                    entry = _compared(entry, top + path, stamp, now)
                if stamp and entry:
                    shard.entries[path] = entry
                else:
                    shard.to_read.append(path)
                    stamps.update({path: stamp} if stamp else {})
        read = partial(_read, root, registry, stamps, now)
        self._new = start(read, [shard.to_read for shard in self._shards if shard.to_read])

    def result(self) -> LoadResult:
        new, known = deque(self._new()), self._memory.loaded  # removed one by one, so that unpickled data is freed
        kept: dict[str, tuple[_Entry, Loaded]] = {}
        others: list[LoadResult] = []
        for number, shard in enumerate(self._shards):
            packed, other = new.popleft() if shard.to_read else _NOTHING
            read: dict[str, _Entry] = pickle.loads(packed)  # trusted: made by our own process
            self._memory.shards[number] = self._keep(shard, read, packed)
            for path, entry in (shard.entries | read).items():
                before = known.get(path)
                if before is None or before[0] is not entry:
                    before = entry, Loaded(entry.record, self._registry[entry.kind], path, entry.source)
                kept[path] = before
            others.append(other)
        self._memory.loaded = kept
        return joined([LoadResult([loaded for _, loaded in kept.values()]), *others])

    def _keep(self, shard: _Shard, read: dict[str, _Entry], packed: bytes) -> dict[str, _Entry]:
        """The new entries of the shard; written if they have changed. ``packed``: a pickle of ``read``."""
        there = set(shard.paths)
        whole = shard.before | shard.entries | read  # an entry survives while its file is faulty
        if not read and there.issuperset(whole) and all(shard.before.get(path) is entry for path, entry in shard.entries.items()):
            return whole
        whole = {path: entry for path, entry in whole.items() if path in there}
        if self._writable and shard.file and not (self._remembers and len(read) <= _FEW < len(whole)):
            data = packed if len(read) == len(whole) else pickle.dumps(whole, pickle.HIGHEST_PROTOCOL)
            self._writable = store_sealed(shard.file, self._version, data)
        return whole


def _read(root: Path, registry: Registry, stamps: Mapping[str, _Stamp], now: int, paths: list[str]) -> FreshRecords:
    """Read and validate files; ``stamps`` were taken before, at the time ``now`` (ns)."""
    found = load_part(root, registry, paths)
    faulty = {d.location.path for d in found.diagnostics}
    entries: dict[str, _Entry] = {}
    others: list[Loaded] = []
    for loaded in found.records:
        stamp = stamps.get(loaded.path)
        if stamp and loaded.path not in faulty:
            entries[loaded.path] = _Entry(stamp, _is_settled(stamp, now), loaded.type.kind, loaded.record, loaded.source)
        else:
            others.append(loaded)
    found.records = others
    return FreshRecords(pickle.dumps(entries, pickle.HIGHEST_PROTOCOL), found)


def _compared(entry: _Entry, path: str, stamp: _Stamp, now: int) -> _Entry | None:
    """The entry with a new stamp if the file has the same bytes, else None."""
    if stamp[0] != entry.stamp[0]:
        return None
    try:
        data = Path(path).read_bytes()
    except OSError:
        return None
    return entry._replace(stamp=stamp, settled=_is_settled(stamp, now)) if data == entry.source else None


def _stamp(path: str) -> _Stamp | None:
    """None if it is not a regular file: the target of a link is checked at each reading."""
    try:
        found = os.lstat(path)  # takes a third of the time of Path.lstat
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _is_settled(stamp: _Stamp, now: int) -> bool:
    """Whether a later write would certainly change the stamp: the last change is older than a tick of the file system's clock."""
    last = max(stamp[1], stamp[2])
    return last < now - (_FINE_SETTLED_NS if last % _COARSE_TICK_NS else _SETTLED_NS)


def _version(registry: Registry) -> bytes:
    version = f"{code_version('model', 'loading')} {pydantic_core.__version__} {registry.types!r}"
    return hashlib.sha256(version.encode()).digest()


def _open(file: Path | None, version: bytes) -> dict[str, _Entry]:
    """Entries of a shard; empty if it is missing, damaged or of another version."""
    data = load_sealed(file, version) if file else None
    found: dict[str, _Entry] = {} if data is None else pickle.loads(data)  # trusted: from the user's own folder, with a valid checksum
    return found
