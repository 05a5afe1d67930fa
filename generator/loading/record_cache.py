"""Records as they were read the last time, so that only files that differ are read and validated again.

A file is the same as it was when its place, size and times are; where these are too fresh to tell
(git's «racy» case), when its bytes are. Only faultless records are kept: what is wrong is told
anew each time. Damage, another version of the code or a folder that cannot be written cost time
and nothing else.

Records that were read just now are taken out of a pickle like those that were kept: they take half as
much memory as those that were validated, as what repeats stands there once, and without the UTF-8 that
pydantic and pickle leave at each text.
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

_SHARDS = 32  # an edit writes one of them
_FEW = 3  # files: who has them in memory goes on without writing a shard, and the next process reads them again
_SETTLED_NS = 2_000_000_000  # the coarsest clock of a file system still in use ticks every two seconds
_COARSE_TICK_NS = 10_000_000  # a time that is no multiple of it comes from a finer clock, which ticks at least a hundred times a second
_FINE_SETTLED_NS = 500_000_000  # many of its ticks: on a network that clock may be behind ours

_Stamp = tuple[int, int, int, int]
"""Size, times of the last write and the last change in ns, number of the file."""


class _Entry(NamedTuple):
    """A record as kept, with what the file held. ``settled``: the stamp was old enough when taken to be trusted alone."""

    stamp: _Stamp
    settled: bool
    kind: str
    record: Record
    source: bytes


class FreshRecords(NamedTuple):
    """What was read of some files: ``kept`` is a pickle of ``dict[path, _Entry]``, ``others`` is what is not kept."""

    kept: bytes
    others: LoadResult


_NOTHING = FreshRecords(pickle.dumps({}), LoadResult())

Read = Callable[[list[str]], FreshRecords]
Start = Callable[[Read, Sequence[list[str]]], Callable[[], list[FreshRecords]]]
"""Begins to read parts of the files, perhaps on several cores; what it returns waits for them."""


@dataclass(slots=True)
class RecordMemory:
    """What is kept, in the memory of a process that loads the same root again and again. Records that stay are the same objects."""

    shards: dict[int, dict[str, _Entry]] = field(default_factory=dict)
    loaded: dict[str, tuple[_Entry, Loaded]] = field(default_factory=dict)


@dataclass(slots=True)
class _Shard:
    """``before`` is what is kept, ``entries`` what is known of today's files, ``to_read`` are the others."""

    file: Path | None
    paths: list[str] = field(default_factory=list)
    before: dict[str, _Entry] = field(default_factory=dict)
    entries: dict[str, _Entry] = field(default_factory=dict)
    to_read: list[str] = field(default_factory=list)


class CachedRecords:
    """Records of these files; only what is neither in ``memory``, which is brought up to date, nor kept is read.

    Reading has started when this is made; ``result`` waits for it.
    """

    def __init__(self, root: Path, registry: Registry, paths: Iterable[str], start: Start, memory: RecordMemory | None = None) -> None:
        folder = cache_folder(root)
        self._registry = registry
        self._version = _version(registry)
        self._memory = memory if memory and folder else RecordMemory()
        self._remembers = bool(self._memory.shards)
        self._room = True  # where shards are written
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
        new, known = deque(self._new()), self._memory.loaded  # taken out one by one: what was unpacked is let go
        kept: dict[str, tuple[_Entry, Loaded]] = {}
        others: list[LoadResult] = []
        for number, shard in enumerate(self._shards):
            packed, other = new.popleft() if shard.to_read else _NOTHING
            read: dict[str, _Entry] = pickle.loads(packed)  # our own, made just now
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
        """What the shard holds from now on; written where that is not what it held. ``packed`` is a pickle of what was ``read``."""
        there = set(shard.paths)
        whole = shard.before | shard.entries | read  # a file that is at fault for a while is known when it is mended
        if not read and there.issuperset(whole) and all(shard.before.get(path) is entry for path, entry in shard.entries.items()):
            return whole
        whole = {path: entry for path, entry in whole.items() if path in there}
        if self._room and shard.file and not (self._remembers and len(read) <= _FEW < len(whole)):
            data = packed if len(read) == len(whole) else pickle.dumps(whole, pickle.HIGHEST_PROTOCOL)
            self._room = store_sealed(shard.file, self._version, data)
        return whole


def _read(root: Path, registry: Registry, stamps: Mapping[str, _Stamp], now: int, paths: list[str]) -> FreshRecords:
    """Files read and validated; ``stamps`` were taken before, at the time ``now``."""
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
    """The entry with a new stamp, where the file holds what it held."""
    if stamp[0] != entry.stamp[0]:
        return None
    try:
        data = Path(path).read_bytes()
    except OSError:
        return None
    return entry._replace(stamp=stamp, settled=_is_settled(stamp, now)) if data == entry.source else None


def _stamp(path: str) -> _Stamp | None:
    """None for what is no ordinary file: where a link leads today is for the reader to say."""
    try:
        found = os.lstat(path)  # at a third of the time of Path.lstat
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _is_settled(stamp: _Stamp, now: int) -> bool:
    """Whether another write would leave another stamp: the last one was at least a tick of the clock ago."""
    last = max(stamp[1], stamp[2])
    return last < now - (_FINE_SETTLED_NS if last % _COARSE_TICK_NS else _SETTLED_NS)


def _version(registry: Registry) -> bytes:
    told = f"{code_version('model', 'loading')} {pydantic_core.__version__} {registry.types!r}"
    return hashlib.sha256(told.encode()).digest()


def _open(file: Path | None, version: bytes) -> dict[str, _Entry]:
    """What a shard holds; nothing where it is missing, damaged or of another version."""
    data = load_sealed(file, version) if file else None
    found: dict[str, _Entry] = {} if data is None else pickle.loads(data)  # the user's own folder, and whole
    return found
