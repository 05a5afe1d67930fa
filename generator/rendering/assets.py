"""Files of ``site_templates/assets`` → minified files of the site, with cache-busting addresses.

The source of a large script is several files; ``joined.json`` lists the parts of each published script in the
order in which they run. They are concatenated, so a page loads one file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import rcssmin
import rjsmin

from .page import Output

JOINED = "joined.json"
_HASHED = frozenset({".css", ".js"})
_MINIFIERS: dict[str, Callable[[bytes], bytes]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


class Assets:
    """``names`` maps a script or style sheet to its address with a hash: ``site.css?v=2d02fb20``."""

    def __init__(self, folder: Path) -> None:
        scripts = joined_scripts(folder)
        parts = {part for names in scripts.values() for part in names}
        found = [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith(".")]
        names = {p.relative_to(folder).as_posix(): p for p in found}
        self._files = {
            name: _minified(path) for name, path in names.items() if name not in parts and name not in scripts and name != JOINED
        }
        self._files |= {name: joined(folder, names_of_parts) for name, names_of_parts in scripts.items()}
        self.names = {
            name: f"{name}?v={hashlib.sha256(data).hexdigest()[:8]}"
            for name, data in sorted(self._files.items())
            if Path(name).suffix in _HASHED
        }

    def outputs(self) -> Iterator[Output]:
        for name, data in sorted(self._files.items()):
            yield Output(f"assets/{name}", data)


def joined_scripts(folder: Path) -> Mapping[str, Sequence[str]]:
    """Scripts made of parts: name → parts in order; empty without ``joined.json``.

    Raises ValueError with a Russian message if ``joined.json`` is not valid.
    """
    file = folder / JOINED
    try:
        scripts: dict[str, list[str]] = json.loads(file.read_bytes()) if file.is_file() else {}
    except json.JSONDecodeError as fault:
        raise ValueError(f"{file}:{fault.lineno}:{fault.colno}: это не JSON") from fault
    lists = scripts.values() if isinstance(scripts, dict) else [None]
    if not all(isinstance(parts, list) and all(isinstance(part, str) for part in parts) for parts in lists):
        raise ValueError(f"{file}: нужны имена скриптов и у каждого список его частей: {{\"site.js\": [\"site/dom.js\"]}}")
    return scripts


def joined(folder: Path, parts: Sequence[str]) -> bytes:
    """The published script: the minified parts one after the other. Each part is a complete script."""
    return b"\n".join(_minified(folder / part) for part in parts)


def _minified(file: Path) -> bytes:
    """Our scripts and styles are minified; those in ``vendor`` are not, because of their licence comments."""
    data = file.read_bytes()
    minify = _MINIFIERS.get(file.suffix)
    return minify(data) if minify and file.parent.name != "vendor" else data
