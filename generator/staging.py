"""The staging folder that a site is built in, and how it replaces the published site.

Readers see the old site until the new one is complete. Folders left by a killed build are removed by the next one,
and a site that the killed build had moved aside is put back. Concurrent builds do not disturb each other: the last
to finish wins.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: concurrent builds are not kept apart there, and folders of killed builds stay
    fcntl = None  # type: ignore[assignment]

_LOCK_TIMEOUT = 5.0  # seconds; a build locks the parent folder for some milliseconds
_ASIDE = "aside"
"""Name of the old site, inside the staging folder, while the new one replaces it."""


class Staging:
    """A hidden folder beside ``final``, locked until discarded (or the process ends), so that no other build removes it."""

    def __init__(self, final: Path) -> None:
        self.final = final
        final.parent.mkdir(parents=True, exist_ok=True)
        with _alone(final.parent):
            _clear_abandoned(final)
            self._home = Path(tempfile.mkdtemp(prefix=_prefix(final), dir=final.parent))
            self._lock = _locked(self._home)
        self.folder = self._home / "site"
        self.folder.mkdir(mode=0o755)

    def publish(self) -> None:
        """Replace the old site with the new one by renaming; the old one is removed afterwards."""
        aside = self._home / _ASIDE
        with _alone(self.final.parent):
            if self.final.exists():
                self.final.rename(aside)
            try:
                self.folder.rename(self.final)
            except OSError:
                if aside.exists():
                    aside.rename(self.final)
                raise
        self.discard()

    def publish_changes(self, gone: Iterable[str]) -> None:
        """Move the staged files into the old site one by one, and remove the files that are ``gone``."""
        with _alone(self.final.parent):
            new: set[str] = set()
            # Subfolders first: a file such as the manifest of the search index refers to files in folders beside it.
            for folder, _, names in os.walk(self.folder, topdown=False):
                inside = os.path.relpath(folder, self.folder).replace(os.sep, "/")
                within = "" if inside == "." else f"{inside}/"
                (self.final / inside).mkdir(parents=True, exist_ok=True)
                for name in names:  # strings: there may be ten thousand of them
                    os.replace(f"{folder}/{name}", f"{self.final}/{within}{name}")  # noqa: PTH105
                    new.add(f"{within}{name}")
            for path in set(gone) - new:
                (self.final / path).unlink(missing_ok=True)
                with suppress(OSError):  # the folder is not empty
                    (self.final / path).parent.rmdir()
        self.discard()

    def discard(self) -> None:
        """Remove the staging folder with its content; what was published stays."""
        shutil.rmtree(self._home, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _prefix(final: Path) -> str:
    return f".{final.name}-build-"


def _clear_abandoned(final: Path) -> None:
    """Remove staging folders of killed builds: they are not locked any more."""
    for left in sorted(final.parent.glob(f"{_prefix(final)}*")):
        lock = _locked(left) if left.is_dir() else None
        if lock is None:
            continue
        if (left / _ASIDE).is_dir() and not final.exists():
            (left / _ASIDE).rename(final)
        shutil.rmtree(left, ignore_errors=True)
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """Lock a folder without waiting: a descriptor, to be released by closing it. None if it is locked already or cannot be."""
    if fcntl is None:
        return None
    try:
        lock = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Lock ``parent`` so that no other build begins or publishes meanwhile; after ``_LOCK_TIMEOUT`` go on without the lock."""
    waited_until = time.monotonic() + _LOCK_TIMEOUT
    while (lock := _locked(parent)) is None and fcntl is not None and time.monotonic() < waited_until:
        time.sleep(0.01)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)
