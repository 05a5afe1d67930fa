"""Who changed which file when, from git; empty where there is no git or no repository."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

MOST_COMMITS = 5000
_PATIENCE = 20.0  # seconds; a build does not wait longer for git
_START = "\x1e"


@dataclass(frozen=True, slots=True)
class Change:
    day: date
    commit: str  # short hash
    subject: str


def history(root: Path) -> dict[str, list[Change]]:
    """Changes by path relative to ``root``, newest first. One bounded git call for all files, and one a commit."""
    head = _git(root, "rev-parse", "HEAD")
    return _history(root, head) if head else {}


@lru_cache(maxsize=1)
def _history(root: Path, head: str) -> dict[str, list[Change]]:
    told = _git(
        root, "-c", "core.quotePath=false", "log", f"--max-count={MOST_COMMITS}", "--no-merges", "--no-renames",
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


def _git(root: Path, *arguments: str) -> str:
    """Output of git; empty where there is no git, no repository, or no answer in time."""
    command = ["git", "-C", str(root), *arguments]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=True, encoding="utf-8")
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return run.stdout
