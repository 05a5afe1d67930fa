"""Git history by file; empty without git or a repository."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

MOST_COMMITS = 5000
_TIMEOUT = 20.0  # seconds that a build waits for git
_START = "\x1e"


@dataclass(frozen=True, slots=True)
class Change:
    day: date
    commit: str  # short hash
    subject: str


def history(root: Path) -> dict[str, list[Change]]:
    """Path relative to ``root`` → changes, newest first, of the last ``MOST_COMMITS`` commits. Cached until HEAD changes."""
    head = _git(root, "rev-parse", "HEAD")
    return _history(root, head) if head else {}


@lru_cache(maxsize=1)
def _history(root: Path, head: str) -> dict[str, list[Change]]:
    log = _git(
        root, "-c", "core.quotePath=false", "log", f"--max-count={MOST_COMMITS}", "--no-merges", "--no-renames",
        "--relative", "--name-only", f"--format={_START}%h%x1f%cI%x1f%s", head.strip(),
    )
    changes: dict[str, list[Change]] = {}
    for block in log.split(_START)[1:]:
        head, _, files = block.partition("\n")
        commit, _, rest = head.partition("\x1f")
        when, _, subject = rest.partition("\x1f")
        change = Change(datetime.fromisoformat(when).date(), commit, subject)
        for path in files.split("\n"):
            if path.strip():
                changes.setdefault(path, []).append(change)
    return changes


def _git(root: Path, *arguments: str) -> str:
    """Output of git; empty if git or the repository is missing, or on a timeout."""
    command = ["git", "-C", str(root), *arguments]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=True, encoding="utf-8")
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return run.stdout
