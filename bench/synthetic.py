"""A content root of N synthetic records, for measuring: the same bytes for the same N and seed.

``write(root, n)`` makes practices, digests, the shared content they stand on and what a build
needs beside them. Every practice and digest says in its text and sources that it is synthetic.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from .practices import practices, prose_length
from .shared_content import BUILD_INPUTS, MARK, REPOSITORY, Shared, shared_content
from .yaml_text import dump

SEED = 20211115
TOP = 5

# Enough for ``--root`` and for a folder of its own; a repository with a site brings its own.
_MKDOCS = "site_name: Смартека, синтетические записи\n"


@dataclass(frozen=True, slots=True)
class Written:
    """What ``write`` made."""

    practices: int
    digests: int
    bytes: int  # of the practices' files
    characters: int  # of the practices' prose
    published: tuple[str, ...]  # groups of shared content taken from the repository


def write(root: Path, n: int, seed: int = SEED, source: Path | None = REPOSITORY) -> Written:
    """Fill the empty folder ``root``. ``source`` is a repository to copy from, or None."""
    if n < 1:
        raise ValueError("at least one record")
    if root.exists() and any(root.iterdir()):
        raise FileExistsError(f"{root} is not empty")
    shared = shared_content(source)
    for path, text in shared.files.items():
        _write(root / path, text)
    _copy_build_inputs(source, root)
    size = characters = issues = 0
    for starts, group in groupby(_dated(n, seed, shared), key=lambda pair: pair[0]):
        issue: list[dict[str, Any]] = []
        folder = root / "practices" / str(starts.isocalendar().year)
        for _, practice in group:
            size += _write(folder / f"{practice['id']}.yml", dump(practice))
            characters += prose_length(practice)
            issue.append(practice)
        if len(issue) >= TOP:
            digest = _digest(starts, issue, shared)
            _write(root / "digests" / digest["id"][:4] / f"{digest['id']}.yml", dump(digest))
            issues += 1
    return Written(n, issues, size, characters, shared.published)


def _dated(n: int, seed: int, shared: Shared) -> Iterator[tuple[date, dict[str, Any]]]:
    """Practices with the Monday of the week in which they were published."""
    for practice in practices(n, seed, shared):
        day = date.fromisoformat(practice["stage_date"])
        yield day - timedelta(days=day.weekday()), practice


def _digest(starts: date, issue: list[dict[str, Any]], shared: Shared) -> dict[str, Any]:
    """One issue with a section for each direction that occurs in it."""
    year, week, _ = starts.isocalendar()
    sections = [
        {"title": title, "entries": [{"practice": p["id"]} for p in issue if p["direction"] == direction]}
        for direction, title in shared.directions.items()
    ]
    return {
        "id": f"{year}-w{week:02d}",
        "title": f"Синтетический выпуск за неделю {week} {year} года",
        "series": "Синтетический мониторинг",
        "week": f"{year}-W{week:02d}",
        "starts": starts.isoformat(),
        "ends": (starts + timedelta(days=6)).isoformat(),
        "top": [p["id"] for p in issue[:TOP]],
        "sections": [s for s in sections if s["entries"]],
        "sources": [{"title": MARK, "publisher": "bench/synthetic.py"}],
    }


def _copy_build_inputs(source: Path | None, root: Path) -> None:
    for name in BUILD_INPUTS:
        there = source / name if source else None
        if there and there.is_dir():
            shutil.copytree(there, root / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        elif there and there.is_file():
            shutil.copyfile(there, root / name)
    if not (root / "mkdocs.yml").exists():
        _write(root / "mkdocs.yml", _MKDOCS)


def _write(path: Path, text: str) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    path.write_bytes(data)
    return len(data)


def main() -> int:
    """``python -m bench.synthetic ROOT N``: only the records, to look at them or to build them by hand."""
    parser = argparse.ArgumentParser(prog="python -m bench.synthetic", description="Синтетические записи")
    parser.add_argument("root", type=Path, help="пустая папка")
    parser.add_argument("records", type=int, help="сколько практик")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    written = write(arguments.root, arguments.records, arguments.seed)
    mean = written.characters / written.practices
    print(
        f"{written.practices} практик, {written.digests} выпусков, {written.bytes / 1e6:.1f} МБ, "
        f"в среднем {mean:.0f} знаков на запись",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
