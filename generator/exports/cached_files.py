"""A cache of generated files, keyed by the hash of their inputs. Losing it costs only time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.atomic_files import write_file


class CachedFiles:
    """A folder of files named by key. Without a folder (None), or with one that cannot be written, nothing is cached."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The file of this key, made if it is not there."""
        if self._folder is None:
            return make()
        self._used.add(key)
        path = self._folder / key
        try:
            return path.read_bytes()
        except OSError:
            data = make()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, data)
        except OSError:
            pass  # the next build makes it again
        return data

    def drop_unused(self) -> None:
        """Remove files that were not requested since this object was created."""
        if self._folder and self._folder.is_dir():
            for path in self._folder.iterdir():
                if path.name not in self._used:
                    path.unlink(missing_ok=True)


def fingerprint(parts: Iterable[bytes]) -> str:
    """One hash of several pieces, with their lengths: moving a border between two of them changes it."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()[:32]
