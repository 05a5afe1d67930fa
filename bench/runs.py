"""One run of one contestant, cold, in fresh processes, and what it left on the disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from .contestant import Prepared

_MEASURE = Path(__file__).with_name("measure.py")


class Failed(Exception):
    """A command ended with an error; the message holds the end of what it printed."""


class Stopped(Exception):
    """A command took longer than it was given; the message says how long, in Russian."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of the whole build and of each step; memory of its largest process."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    steps: dict[str, float]


@dataclass(frozen=True, slots=True)
class Site:
    """What a build has written."""

    pages: int
    files: int
    bytes: int
    search_bytes: int


@dataclass(slots=True)
class Score:
    """All runs of one contestant."""

    prepared: Prepared
    runs: list[Run] = field(default_factory=list)
    site: Site | None = None
    failure: str = ""
    stopped: str = ""  # why there are no figures though nothing went wrong

    @property
    def seconds(self) -> float:
        return median(run.seconds for run in self.runs)

    @property
    def peak_bytes(self) -> int:
        return max(run.peak_bytes for run in self.runs)

    def as_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "title": self.prepared.title,
            "version": self.prepared.version,
            "commands": [list(step.command) for step in self.prepared.steps],
            "runs": [asdict(run) for run in self.runs],
            "failure": self.failure or None,
            "stopped": self.stopped or None,
        }
        if self.runs and self.site:
            shown |= {
                "median_seconds": self.seconds,
                "median_cpu_seconds": median(run.cpu_seconds for run in self.runs),
                "peak_bytes": self.peak_bytes,
                **asdict(self.site),
            }
        return shown


class Contest:
    """Prepared contestants and their scores; a run of each in turn is a round."""

    def __init__(self, contestants: list[Prepared], limits: Mapping[str, float] | None = None) -> None:
        """``limits`` are seconds that a run of a contestant may take, by name; 0 or none: as long as it takes."""
        self._limits = limits or {}
        self.scores = {prepared.name: Score(prepared) for prepared in contestants}
        self._inputs = {prepared.name: set(prepared.folder.rglob("*")) for prepared in contestants}

    def run(self, name: str) -> None:
        """One more cold run, unless the contestant has failed before."""
        score = self.scores[name]
        if score.failure or score.stopped:
            return
        prepared = score.prepared
        _remove_all_but(prepared.folder, self._inputs[name])
        os.sync()  # nobody pays for the writing of the one before
        try:
            score.runs.append(_run(prepared, self._limits.get(name, 0)))
        except Failed as fault:
            score.failure = str(fault)
        except Stopped as fault:
            score.stopped = str(fault)
            score.runs.clear()  # a median of the quicker rounds would flatter
        else:
            score.site = site_of(prepared.site, prepared.search)


def _run(prepared: Prepared, limit: float) -> Run:
    logs = prepared.folder / ".measured"
    logs.mkdir()
    # Caches in the home folder would make every run but the first a warm one.
    environment = os.environ | {"XDG_CACHE_HOME": str(logs / "cache"), "NO_MKDOCS_2_WARNING": "1"}
    figures: dict[str, dict[str, float]] = {}
    for step in prepared.steps:
        out, log = logs / f"{step.name}.json", logs / f"{step.name}.log"
        left = max(limit - sum(f["seconds"] for f in figures.values()), 0.1) if limit else 0
        wrapper = (sys.executable, "-I", "-S", str(_MEASURE), str(out), str(log), f"{left:.1f}")
        subprocess.run((*wrapper, *step.command), cwd=step.folder, env=environment, check=True)
        figures[step.name] = json.loads(out.read_text("utf-8"))
        if figures[step.name]["stopped"]:
            raise Stopped(f"остановлен: за {limit:.0f} с не закончил ({step.name})")
        if code := figures[step.name]["code"]:
            raise Failed(f"{step.name}: код {code:.0f}: {log.read_text('utf-8', 'replace')[-800:].strip()}")
    return Run(
        seconds=sum(f["seconds"] for f in figures.values()),
        cpu_seconds=sum(f["cpu_seconds"] for f in figures.values()),
        peak_bytes=int(max(f["peak_bytes"] for f in figures.values())),
        steps={name: f["seconds"] for name, f in figures.items()},
    )


def site_of(site: Path, search: tuple[str, ...]) -> Site:
    """Pages, files and bytes of a built site; bytes of its search index."""
    pages = files = size = indexed = 0
    for path in site.rglob("*"):
        if not path.is_file():
            continue
        bytes_ = path.lstat().st_size
        relative = path.relative_to(site)
        files += 1
        size += bytes_
        pages += path.suffix == ".html"
        if any(relative.is_relative_to(place) for place in search):
            indexed += bytes_
    return Site(pages, files, size, indexed)


def _remove_all_but(folder: Path, kept: set[Path]) -> None:
    """Sites, caches and logs of earlier runs go, wherever a contestant has put them."""
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
        if path in kept:
            continue
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink()
