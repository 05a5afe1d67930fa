"""The files of the static index: shards in folders that are named by what lies in them.

A folder with the same name holds the same bytes, in this index and in any other, so that a browser may
keep them for ever, and what stands of an index before need not be written again. Names of shards say
nothing of what stands before them: what has only moved on is found again by its bytes.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from .static_coding import literal

FOLDER_DIGITS = 10
_DIGEST = 10  # bytes


class LostShards(Exception):
    """What stood of the index before is not there any more."""


class Target(Protocol):
    """Where an index is written; paths are relative to its folder."""

    def stands(self, path: str) -> bool:
        """Whether a file of the index before may be taken."""

    def take(self, before: str, path: str) -> bool:
        """Put a file of the index before there; False where it is not what was written."""

    def write(self, path: str, data: bytes) -> None: ...


class Shard(NamedTuple):
    """``data`` is what a file holds; of one that is known from before it need not be made."""

    digest: bytes
    size: int
    data: bytes | None = None


def shard(kind: str, *contents: Any) -> Shard:
    """A classic script that hands its contents to one function."""
    return text_shard(kind, ",".join(map(literal, contents)))


def text_shard(kind: str, contents: str) -> Shard:
    """The same of contents that are JSON already."""
    data = f'smartekaShard("{kind}",{contents})\n'.encode()
    return Shard(blake2b(data, digest_size=_DIGEST).digest(), len(data), data)


Folder = dict[str, Shard]
"""By name of a file, without its ending."""


def folder_name(folder: Mapping[str, Shard]) -> str:
    told = b"".join([name.encode() + b" " + shard.digest for name, shard in folder.items()])
    return blake2b(told, digest_size=FOLDER_DIGITS // 2).hexdigest()


@dataclass(slots=True)
class Written:
    """An index as it was written: where each of its shards lies, by digest."""

    paths: dict[bytes, str] = field(default_factory=dict)

    def of(self, folders: Mapping[str, Folder]) -> Iterator[tuple[str, Shard]]:
        for name, folder in folders.items():
            for file, each in folder.items():
                yield f"{name}/{file}.js", each


def write(folders: Mapping[str, Folder], before: Mapping[bytes, str], target: Target) -> dict[bytes, str]:
    """Write folders by name; ``before``: where shards lie by digest. Where they lie now. Raises ``LostShards``."""
    now: dict[bytes, str] = {}
    for name, folder in folders.items():
        for file, each in folder.items():
            path = f"{name}/{file}.js"
            now[each.digest] = path
            there = before.get(each.digest)
            if there is not None and target.take(there, path):
                continue
            if each.data is None:
                raise LostShards
            target.write(path, each.data)
    return now


class OwnFolder:
    """A folder of its own for an index, in which nothing else lies; what is no part of it is removed by ``tidy``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def stands(self, path: str) -> bool:
        return (self._folder / path).is_file()

    def take(self, before: str, path: str) -> bool:
        there, target = self._folder / before, self._folder / path
        if not there.is_file():
            return False
        if there != target:
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(there, target)
        self._files.add(path)
        return True

    def write(self, path: str, data: bytes) -> None:
        target = self._folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
        self._files.add(path)

    def tidy(self) -> None:
        for entry in sorted(self._folder.rglob("*"), reverse=True):
            if entry.is_dir():
                if not any(entry.iterdir()):
                    entry.rmdir()
            elif entry.relative_to(self._folder).as_posix() not in self._files:
                entry.unlink()


def packed(folders: Mapping[str, Folder]) -> list[int]:
    """Sizes over the wire, for measuring."""
    return [len(zlib.compress(each.data, 9)) + 18 for folder in folders.values() for each in folder.values() if each.data]
