"""Paths that a user types, below the root of the base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from generator.model.registry import RecordType, Registry

GIVEN_PATH = click.Path(path_type=Path, readable=False)
"""A path as it was typed. What is wrong with it says the command, in Russian; click would look at the rights itself."""


def below_root(root: Path, path: Path, ctx: click.Context) -> str:
    """A path given by the user, below the root; tried from the working folder, then from the root."""
    outside = False
    for candidate in (Path.cwd() / path, root / path):
        if is_there(candidate):
            try:
                return candidate.resolve().relative_to(root).as_posix()
            except ValueError:
                outside = True
    raise click.UsageError(f"«{path}» лежит вне базы {root}" if outside else f"«{path}»: такого файла или папки нет{_same_name(root, path)}", ctx)


def _same_name(root: Path, path: Path) -> str:
    """«; есть practices/2021/shkola-ukhoda.yml» where records bear the name that was typed, as an id or in another folder."""
    from generator.loading.records import content_files
    from generator.model.registry import Registry

    named = path.name.removesuffix(".yml")
    found = [file for file in content_files(root, Registry()) if PurePosixPath(file).stem == named]
    return f"; есть {', '.join(found[:3])}" if found else ""


def is_there(path: Path) -> bool:
    """Whether anything stands there; a name longer than the system takes is none, not an exception."""
    try:
        return path.exists()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    return is_there(path) and path.is_file()


def record_type_at(registry: Registry, root: Path, path: Path) -> RecordType | None:
    """The type of records that lie where the path leads; None outside their folders."""
    resolved = path.resolve()
    return registry.for_path(resolved.relative_to(root).as_posix()) if resolved.is_relative_to(root) else None


def is_below(path: str, wanted: Sequence[str]) -> bool:
    """Whether a path below the root is one of the wanted, or lies in one of them."""
    return any(w == "." or path == w or path.startswith(f"{w}/") for w in wanted)
