"""Who changed which file when, from git; empty where there is no git or no repository."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

MOST_COMMITS = 5000
_START = "\x1e"


@dataclass(frozen=True, slots=True)
class Change:
    day: date
    commit: str  # short hash
    subject: str


def history(root: Path, timeout: float = 20.0) -> dict[str, list[Change]]:
    """Changes by path relative to ``root``, newest first. One bounded git call for all files, and one a commit."""
    head = _git(root, timeout, "rev-parse", "HEAD")
    return _history(root, timeout, head) if head else {}


@lru_cache(maxsize=1)
def _history(root: Path, timeout: float, head: str) -> dict[str, list[Change]]:
    told = _git(
        root, timeout, "-c", "core.quotePath=false", "log", f"--max-count={MOST_COMMITS}", "--no-merges", "--no-renames",
        "--relative", "--name-only", f"--format={_START}%h%x1f%cI%x1f%s", head.strip(),
    )
    changes: dict[str, list[Change]] = {}
    for block in told.split(_START)[1:]:
        head, _, files = block.partition("\n")
        commit, _, rest = head.partition("\x1f")
        when, _, subject = rest.partition("\x1f")
        change = Change(datetime.fromisoformat(when).date(), commit, subject)
        for path in files.split("\n"):
            if path.strip():
                changes.setdefault(path, []).append(change)
    return changes


def _git(root: Path, timeout: float, *arguments: str) -> str:
    """What it says; nothing where there is no git, no repository, or no answer in time."""
    command = ["git", "-C", str(root), *arguments]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=True, encoding="utf-8")
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return run.stdout
