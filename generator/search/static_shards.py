"""The files of the static index: shards in folders named by a hash of their contents.

Folders with the same name have the same contents in every index, so a browser may cache them for ever,
and those of an earlier index need not be written again. A shard does not contain its own number: one that
was only renumbered is recognised by its digest.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from .static_coding import literal

FOLDER_DIGITS = 10
_DIGEST = 10  # bytes


class LostShards(Exception):
    """A file of the earlier index is missing."""


class Target(Protocol):
    """Where an index is written; paths are relative to its folder."""

    def stands(self, path: str) -> bool:
        """Whether a file of the earlier index exists and may be reused."""

    def take(self, before: str, path: str) -> bool:
        """Reuse the file ``before`` of the earlier index as ``path``; False if it is missing or not as written."""

    def write(self, path: str, data: bytes) -> None: ...


class Shard(NamedTuple):
    """``data``: contents of the file; None for a shard of an earlier index that is to be reused."""

    digest: bytes
    size: int
    data: bytes | None = None


def shard(kind: str, *contents: Any) -> Shard:
    """A classic script that calls one function with its contents."""
    return text_shard(kind, ",".join(map(literal, contents)))


def text_shard(kind: str, contents: str) -> Shard:
    """The same for contents that are JSON already."""
    data = f'smartekaShard("{kind}",{contents})\n'.encode()
    return Shard(blake2b(data, digest_size=_DIGEST).digest(), len(data), data)


Folder = dict[str, Shard]
"""File name without extension → shard."""


def folder_name(folder: Mapping[str, Shard]) -> str:
    contents = b"".join([name.encode() + b" " + shard.digest for name, shard in folder.items()])
    return blake2b(contents, digest_size=FOLDER_DIGITS // 2).hexdigest()


def write(folders: Mapping[str, Folder], before: Mapping[bytes, str], target: Target) -> dict[bytes, str]:
    """Write the folders; ``before``: paths of shards of the earlier index by digest. Returns the new ones. Raises ``LostShards``."""
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
    """A folder for one index and nothing else; ``tidy`` removes the files that do not belong to it."""

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
    """Compressed sizes of the shards (zlib 9 plus gzip header), for measurements."""
    return [len(zlib.compress(each.data, 9)) + 18 for folder in folders.values() for each in folder.values() if each.data]
