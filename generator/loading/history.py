"""Who changed which file when, from git; empty where there is no git or no repository."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

MOST_COMMITS = 5000
_START = "\x1e"


@dataclass(frozen=True, slots=True)
class Change:
    day: date
    commit: str  # short hash
    subject: str


def history(root: Path, timeout: float = 20.0) -> dict[str, list[Change]]:
    """Changes by path relative to ``root``, newest first. One bounded git call for all files."""
    command = [
        "git", "-c", "core.quotePath=false", "-C", str(root), "log", f"--max-count={MOST_COMMITS}",
        "--no-merges", "--no-renames", "--relative", "--name-only", f"--format={_START}%h%x1f%cI%x1f%s",
    ]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=True, encoding="utf-8")
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return {}
    changes: dict[str, list[Change]] = {}
    for block in run.stdout.split(_START)[1:]:
        head, _, files = block.partition("\n")
        commit, _, rest = head.partition("\x1f")
        when, _, subject = rest.partition("\x1f")
        change = Change(datetime.fromisoformat(when).date(), commit, subject)
        for path in files.split("\n"):
            if path.strip():
                changes.setdefault(path, []).append(change)
    return changes
