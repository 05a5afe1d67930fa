"""Paths given by the user."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from generator.model.registry import RecordType, Registry

GIVEN_PATH = click.Path(path_type=Path, readable=False)
"""A path as given. The command checks it, with messages in Russian; ``readable=False`` turns off the check of click."""


def below_root(root: Path, path: Path, ctx: click.Context) -> str:
    """The given path relative to the root; it is resolved from the working folder, then from the root. Raises click.UsageError."""
    outside = False
    for candidate in (Path.cwd() / path, root / path):
        if is_there(candidate):
            try:
                return candidate.resolve().relative_to(root).as_posix()
            except ValueError:
                outside = True
    raise click.UsageError(f"«{path}» лежит вне базы {root}" if outside else f"«{path}»: такого файла или папки нет{_same_name(root, path)}", ctx)


def _same_name(root: Path, path: Path) -> str:
    """«; есть practices/2021/shkola-ukhoda.yml» if there are records with this file name in other folders, else empty."""
    from generator.loading.records import content_files
    from generator.model.registry import Registry

    named = path.name.removesuffix(".yml")
    found = [file for file in content_files(root, Registry()) if PurePosixPath(file).stem == named]
    return f"; есть {', '.join(found[:3])}" if found else ""


def is_there(path: Path) -> bool:
    """Whether the path exists; False, not an exception, for a name that is too long for the system."""
    try:
        return path.exists()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    return is_there(path) and path.is_file()


def record_type_at(registry: Registry, root: Path, path: Path) -> RecordType | None:
    """The record type of files at this path; None outside of the folders of records."""
    resolved = path.resolve()
    return registry.for_path(resolved.relative_to(root).as_posix()) if resolved.is_relative_to(root) else None


def is_below(path: str, wanted: Sequence[str]) -> bool:
    """Whether a path is one of the wanted or inside of one; all are relative to the root."""
    return any(w == "." or path == w or path.startswith(f"{w}/") for w in wanted)
