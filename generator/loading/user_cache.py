"""The folder of all caches: in the user's own cache directory, never in the content root.

A content root may be an untrusted fork, and unpickling records from it would run its code.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from zlib import crc32

from generator.atomic_files import write_file

FRESH = "SMARTEKA_FRESH"
"""Environment variable: if set, no cache is read or written."""

_SEAL = 4  # bytes
_UNUSED_DAYS = 60  # after which the cache of an unused root is removed


def caches_enabled() -> bool:
    """Whether caches may be used at all."""
    return not os.environ.get(FRESH)


def cache_folder(root: Path) -> Path | None:
    """The cache folder of a content root, which need not exist; None if caches are disabled or impossible.

    Also None where others could have written: inside the root, or in a folder that other users own or may write to.
    """
    home, root = _home(), root.resolve()
    if not caches_enabled() or home is None or home.is_relative_to(root):
        return None
    folder = home / hashlib.sha256(os.fsencode(root)).hexdigest()[:24]
    return folder if all(map(_only_ours, (home, folder))) else None


@contextmanager
def caches_disabled(wanted: bool = True) -> Iterator[None]:
    """No cache is read or written inside this context."""
    before = os.environ.get(FRESH)
    if wanted:
        os.environ[FRESH] = "1"
    try:
        yield
    finally:
        if wanted:
            os.environ.pop(FRESH)
            os.environ.update({} if before is None else {FRESH: before})


def make_cache_folder(folder: Path) -> None:
    """Create the folder named by ``cache_folder``, private to the user. Raises OSError."""
    if folder.is_dir():
        return
    home = folder.parent
    home.parent.mkdir(parents=True, exist_ok=True)
    for each in (home, folder):
        each.mkdir(exist_ok=True, mode=0o700)
    _clear_unused(home)


def store(path: Path, *parts: bytes) -> bool:
    """Write a cache file, the concatenated ``parts``, atomically; False if that fails."""
    try:
        make_cache_folder(path.parent)
        write_file(path, *parts, private=True)
    except OSError:
        return False
    return True


def store_sealed(path: Path, version: bytes, data: bytes) -> bool:
    """``store`` with a header of ``version`` (of fixed length) and checksum, which ``load_sealed`` verifies."""
    return store(path, version, _seal(data), data)


def load_sealed(path: Path, version: bytes) -> memoryview | None:
    """The data written by ``store_sealed``; None if missing, damaged or of another version."""
    try:
        data = memoryview(path.read_bytes())
    except OSError:
        return None
    head = len(version)
    whole = data[:head] == version and data[head : head + _SEAL] == _seal(data[head + _SEAL :])
    return data[head + _SEAL :] if whole else None


def _seal(data: bytes | memoryview) -> bytes:
    """CRC-32: it detects damage, and nobody else can write there; a cryptographic hash would take five times as long."""
    return crc32(data).to_bytes(_SEAL)


@cache
def code_version(*packages: str) -> str:
    """Hash of the Python version and of the sources in these folders of ``generator`` (all of it if none are given)."""
    top = Path(__file__).parents[1]
    whole = hashlib.sha256(sys.version.encode())
    for folder in (top / name for name in packages or (".",)):
        for file in sorted(f for f in folder.rglob("*") if f.suffix in (".py", ".yml")):
            data = file.read_bytes()
            whole.update(f"{file.relative_to(top).as_posix()} {len(data)} ".encode() + data)
    return whole.hexdigest()


def _home() -> Path | None:
    named = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return ((Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "smarteka").resolve()
    except (RuntimeError, OSError):  # no home folder, or a link to itself
        return None


def _only_ours(folder: Path) -> bool:
    """Whether only the user can have written into a folder; True for one that does not exist yet."""
    try:
        found = folder.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)


def _clear_unused(home: Path) -> None:
    """Remove caches of roots that were not written for ``_UNUSED_DAYS``."""
    oldest = time.time() - _UNUSED_DAYS * 86400
    for folder in home.iterdir():
        with suppress(OSError):
            if max(file.stat().st_mtime for file in (folder, *folder.iterdir())) < oldest:
                shutil.rmtree(folder, ignore_errors=True)
