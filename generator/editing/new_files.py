"""Creating files of records: all or none, never overwriting a file."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


class TargetsExist(Exception):
    """Target files exist already; ``paths`` are relative to the root, sorted."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


def write_new(root: Path, files: Mapping[str, str]) -> None:
    """Create files (path below ``root`` → text), all or none.

    They are written into a temporary folder below ``root`` first, then moved one by one; if a move fails,
    the earlier ones are rolled back. Raises TargetsExist or OSError.
    """
    if existing := occupied(root, files):
        raise TargetsExist(existing)
    root_is_new = _make_folders(root)
    try:
        with tempfile.TemporaryDirectory(prefix=".smarteka-", dir=root) as staging:
            for path, text in files.items():
                staged = Path(staging) / path
                staged.parent.mkdir(parents=True, exist_ok=True)
                staged.write_text(text, encoding="utf-8", newline="\n")
            _move_all(Path(staging), root, list(files))
    except BaseException:
        _remove_folders(root_is_new)
        raise


def occupied(root: Path, files: Iterable[str]) -> list[str]:
    """Which of the paths below ``root`` exist already, sorted."""
    return sorted(path for path in files if (root / path).exists() or (root / path).is_symlink())


def _move_all(staging: Path, root: Path, paths: list[str]) -> None:
    moved: list[Path] = []
    made: list[Path] = []
    try:
        for path in paths:
            target = root / path
            made += _make_folders(target.parent)
            _move(staging / path, target)
            moved.append(target)
    except BaseException:
        for target in moved:
            target.unlink(missing_ok=True)
        _remove_folders(made)
        raise


def _move(source: Path, target: Path) -> None:
    """Raises TargetsExist if the target was created meanwhile; a plain rename would replace it."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise TargetsExist([target.name]) from None
    except OSError:  # a file system without hard links
        try:
            with source.open("rb") as staged, target.open("xb") as file:
                shutil.copyfileobj(staged, file)
        except FileExistsError:
            raise TargetsExist([target.name]) from None
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def _make_folders(folder: Path) -> list[Path]:
    """Create a folder with its parents; the new ones, outermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
    return missing[::-1]


def _remove_folders(folders: list[Path]) -> None:
    for folder in reversed(folders):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
