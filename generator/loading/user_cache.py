"""The folder for caches that this program can trust when it reads them back: the user's own, never the content root.

A content root may be a stranger's fork, and records kept as objects must not be taken from strangers.
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
"""Name in the environment: set, nothing kept is used or written."""

_SEAL = 4  # bytes
_UNUSED_DAYS = 60  # after which what is kept for a root that nobody opens is removed


def caches_enabled() -> bool:
    """Whether anything may be kept between runs."""
    return not os.environ.get(FRESH)


def cache_folder(root: Path) -> Path | None:
    """Folder for what is kept about a content root; it need not exist. None where nothing shall or can be kept.

    Nor is anything kept where others could have put it: inside the root, or in a folder that somebody else may write.
    """
    home, root = _home(), root.resolve()
    if not caches_enabled() or home is None or home.is_relative_to(root):
        return None
    folder = home / hashlib.sha256(os.fsencode(root)).hexdigest()[:24]
    return folder if all(map(_only_ours, (home, folder))) else None


@contextmanager
def caches_disabled(wanted: bool = True) -> Iterator[None]:
    """Inside, nothing kept is used or written."""
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
    """See to it that the folder that ``cache_folder`` has named is there, and nobody else's. Raises OSError."""
    if folder.is_dir():
        return
    home = folder.parent
    home.parent.mkdir(parents=True, exist_ok=True)
    for each in (home, folder):
        each.mkdir(exist_ok=True, mode=0o700)
    _clear_unused(home)


def store(path: Path, *parts: bytes) -> bool:
    """Write a file of the cache, its parts one after the other, whole or not at all; False where that cannot be."""
    try:
        make_cache_folder(path.parent)
        write_file(path, *parts, private=True)
    except OSError:
        return False
    return True


def store_sealed(path: Path, version: bytes, data: bytes) -> bool:
    """``store``, with what tells later whether it is whole and of this ``version`` (always of the same length)."""
    return store(path, version, _seal(data), data)


def load_sealed(path: Path, version: bytes) -> memoryview | None:
    """What ``store_sealed`` has written; None where it is missing, damaged or of another version."""
    try:
        data = memoryview(path.read_bytes())
    except OSError:
        return None
    head = len(version)
    whole = data[:head] == version and data[head : head + _SEAL] == _seal(data[head + _SEAL :])
    return data[head + _SEAL :] if whole else None


def _seal(data: bytes | memoryview) -> bytes:
    """A checksum finds damage, and strangers cannot write there: a cryptographic one would take five times as long."""
    return crc32(data).to_bytes(_SEAL)


@cache
def code_version(*packages: str) -> str:
    """Hash of the source below folders of ``generator``, the whole of it without names, and of the Python it runs on."""
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
    except (RuntimeError, OSError):  # a user without a home, a link to itself
        return None


def _only_ours(folder: Path) -> bool:
    """Whether nobody else can have written into a folder; one that is not there yet will be ours."""
    try:
        found = folder.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)


def _clear_unused(home: Path) -> None:
    """Remove what is kept for roots that nobody has built or checked after an edit for long."""
    oldest = time.time() - _UNUSED_DAYS * 86400
    for folder in home.iterdir():
        with suppress(OSError):
            if max(file.stat().st_mtime for file in (folder, *folder.iterdir())) < oldest:
                shutil.rmtree(folder, ignore_errors=True)
