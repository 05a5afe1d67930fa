"""Finds record files in a folder, independently of record types."""

from __future__ import annotations

import os
from collections.abc import Iterator


def yaml_files(folder: str, path: str) -> Iterator[str]:
    """Paths of YAML files in ``folder`` and below, prefixed with ``path``; skips hidden files and folders, and linked folders.

    A folder that exists but cannot be listed is yielded itself, with a trailing slash: reading it gives the reason.
    """
    try:
        entries = list(os.scandir(folder))
    except OSError as fault:
        if not isinstance(fault, FileNotFoundError) or os.path.islink(folder):  # noqa: PTH114  # runs at each search
            yield f"{path}/"
        return
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from yaml_files(entry.path, f"{path}/{name}")
        elif name.lower().endswith((".yml", ".yaml", ".yml.txt", ".yaml.txt")) and _is_file_or_broken(entry):
            yield f"{path}/{name}"


def _is_file_or_broken(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file() or (entry.is_symlink() and not entry.is_dir())
    except OSError:  # a folder that may be listed but not entered: reading gives the reason
        return True
