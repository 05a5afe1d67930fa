"""Paths that a user types, below the root of the base."""

from __future__ import annotations

from pathlib import Path

import click


def below_root(root: Path, path: Path, ctx: click.Context) -> str:
    """A path given by the user, below the root; tried from the working folder, then from the root."""
    outside = False
    for candidate in (Path.cwd() / path, root / path):
        if candidate.exists():
            try:
                return candidate.resolve().relative_to(root).as_posix()
            except ValueError:
                outside = True
    raise click.UsageError(f"«{path}» лежит вне базы {root}" if outside else f"«{path}»: такого файла или папки нет", ctx)
