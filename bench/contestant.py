"""What takes part in a comparison: prepared input, and the commands that build it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from .practices import practices
from .shared_content import REPOSITORY, Shared
from .synthetic import SEED


class Missing(Exception):
    """A contestant that cannot run on this machine; the message says why and how to mend it, in Russian."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a build."""

    name: str
    command: tuple[str, ...]
    folder: Path  # to run it in


@dataclass(frozen=True, slots=True)
class Prepared:
    """Input that is ready to be built, and how."""

    name: str
    title: str  # in Russian, for the table
    version: str
    folder: Path  # everything it reads and writes
    site: Path  # where the pages appear
    search: tuple[str, ...]  # files and folders below the site that are the search index
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """The same records for everybody: how many, by which seed, on whose shared content."""

    records: int
    seed: int = SEED
    source: Path | None = REPOSITORY

    def pages(self, shared: Shared) -> Iterator[dict[str, Any]]:
        return practices(self.records, self.seed, shared)


def version_of(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        raise Missing(f"пакет {distribution} не установлен: pip install {distribution}") from None


def output_of(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
