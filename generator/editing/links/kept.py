"""The cache of answers of addresses between runs: a JSON file, validated when read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from generator.atomic_files import write_file

from .visits import Outcome, Visit

FILE = ".cache/links/answers.json"
_SOON = timedelta(hours=1)  # lifetime of an answer that was not good


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer and its time (UTC)."""

    visit: Visit
    at: datetime

    def is_fresh(self, now: datetime, longest: timedelta) -> bool:
        """A good answer is valid for ``longest``, others for at most an hour; one from the future is not."""
        fine = self.visit.outcome in (Outcome.ALIVE, Outcome.MOVED, Outcome.CLOSED)
        return timedelta(0) <= now - self.at < (longest if fine else min(_SOON, longest))


def read_kept(root: Path) -> dict[str, Kept]:
    """Answers by address, without damaged ones."""
    try:
        entries = json.loads((root / FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    found: dict[str, Kept] = {}
    for address, entry in entries.items() if isinstance(entries, dict) else ():
        try:
            visit = Visit(address, Outcome(entry["outcome"]), entry["status"], entry["final"], entry["reason"])
            found[address] = Kept(visit, datetime.fromisoformat(entry["at"]))
        except (KeyError, TypeError, ValueError):
            continue
    return found


def write_kept(root: Path, kept: Mapping[str, Kept]) -> None:
    """Raises OSError."""
    entries = {
        address: {"at": one.at.isoformat(), "outcome": one.visit.outcome.value, "status": one.visit.status, "final": one.visit.final, "reason": one.visit.reason}
        for address, one in sorted(kept.items())
    }
    target = root / FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    write_file(target, f"{json.dumps(entries, ensure_ascii=False, indent=1)}\n".encode())
