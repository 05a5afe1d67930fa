"""The folder a site is built in, and how it takes the place of the site before.

Readers see the old site until the new one stands whole. What a killed build has left behind is
cleared away by the next one, and a site that was moved aside when it was killed is put back. Builds
at the same time do not get into each other's way: the last to finish stays.
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
except ImportError:  # Windows: builds are not kept apart there, and leavings stay
    fcntl = None  # type: ignore[assignment]

_PATIENCE = 5.0  # seconds; a build holds its parent folder for some milliseconds
_ASIDE = "aside"
"""Name, inside a folder of ours, of the site that another one is about to replace."""


class Staging:
    """A hidden folder beside ``final``. Locked as long as its process lives, so that no other build clears it away."""

    def __init__(self, final: Path) -> None:
        self.final = final
        final.parent.mkdir(parents=True, exist_ok=True)
        with _alone(final.parent):
            _clear_leavings(final)
            self._home = Path(tempfile.mkdtemp(prefix=_prefix(final), dir=final.parent))
            self._lock = _locked(self._home)
        self.folder = self._home / "site"
        self.folder.mkdir(mode=0o755)

    def publish(self) -> None:
        """Put the new site in the place of the old one, which goes when the new one stands."""
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
        """Put what was written in the place of what the old site holds of it, file by file, and remove files that are ``gone``."""
        with _alone(self.final.parent):
            new: set[str] = set()
            # Folders first: what a file names, as the manifest of the search does, stands in folders beside it.
            for folder, _, names in os.walk(self.folder, topdown=False):
                inside = os.path.relpath(folder, self.folder).replace(os.sep, "/")
                within = "" if inside == "." else f"{inside}/"
                (self.final / inside).mkdir(parents=True, exist_ok=True)
                for name in names:  # strings: there may be ten thousand of them
                    os.replace(f"{folder}/{name}", f"{self.final}/{within}{name}")  # noqa: PTH105
                    new.add(f"{within}{name}")
            for path in set(gone) - new:
                (self.final / path).unlink(missing_ok=True)
                with suppress(OSError):  # others are left in the folder
                    (self.final / path).parent.rmdir()
        self.discard()

    def discard(self) -> None:
        """Remove the folder and all that is in it; what was published stays."""
        shutil.rmtree(self._home, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _prefix(final: Path) -> str:
    return f".{final.name}-build-"


def _clear_leavings(final: Path) -> None:
    """Remove folders of builds that were killed; their locks went with them."""
    for left in sorted(final.parent.glob(f"{_prefix(final)}*")):
        lock = _locked(left) if left.is_dir() else None
        if lock is None:
            continue
        if (left / _ASIDE).is_dir() and not final.exists():
            (left / _ASIDE).rename(final)
        shutil.rmtree(left, ignore_errors=True)
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """A lock on a folder, given up by closing it; None where another process has it, or there are no locks."""
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
    """No other build begins or publishes here meanwhile; who holds the folder longer than any of them would is not waited for."""
    waited_until = time.monotonic() + _PATIENCE
    while (lock := _locked(parent)) is None and fcntl is not None and time.monotonic() < waited_until:
        time.sleep(0.01)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)
