"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def write_files(files: Mapping[Path, bytes]) -> None:
    """All files or none: each is written beside its place and takes it when the last one is there.

    What is no regular file (a pipe, a device) is written to as it stands. Raises OSError.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            target = path.resolve()
            if target.exists() and not target.is_file():
                target.write_bytes(data)
                continue
            part = target.with_name(f".{target.name}.{os.getpid()}.part")
            waiting[part] = target
            part.write_bytes(data)
        for part, target in waiting.items():
            part.replace(target)
    finally:
        for part in waiting:
            part.unlink(missing_ok=True)
