"""Files of ``site_templates/assets`` → files of the site, with names that change with the content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import rcssmin
import rjsmin

from .page import Output

_HASHED = frozenset({".css", ".js"})
_MINIFIERS: dict[str, Callable[[bytes], bytes]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


class Assets:
    """``names`` maps a script or style sheet to the address that busts caches when it changes."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            p.relative_to(folder).as_posix(): _slim(p)
            for p in sorted(folder.rglob("*"))
            if p.is_file() and not p.name.startswith(".")
        }
        self.names = {
            name: f"{name}?v={hashlib.sha256(data).hexdigest()[:8]}"
            for name, data in self._files.items()
            if Path(name).suffix in _HASHED
        }

    def outputs(self) -> Iterator[Output]:
        for name, data in self._files.items():
            yield Output(f"assets/{name}", data)


def _slim(file: Path) -> bytes:
    """Our scripts and styles go without comments and indentation; licences of others stay in theirs."""
    data = file.read_bytes()
    minify = _MINIFIERS.get(file.suffix)
    return minify(data) if minify and file.parent.name != "vendor" else data
