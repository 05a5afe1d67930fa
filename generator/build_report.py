"""The report of a build: seconds by phase, files and bytes, remarks on what was left out, the deferred part."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from .writer import UnitOutput, WorkerOutput

Progress = Callable[[str], None]
"""Called with the name of each phase when it begins."""


class DeferredPart(Protocol):
    """A part of a site that is published after the rest."""

    def publish(self, take: Callable[[UnitOutput], None], fault: Callable[[Exception], None]) -> None:
        """Start making it and return at once. Later ``take`` is called with the published output, or ``fault`` with the exception."""

    def wait(self) -> None:
        """Block until it is published."""

    def stop(self) -> None:
        """Cancel it if it is not done: after this returns, nothing is written and neither ``take`` nor ``fault`` is called."""


@dataclass
class Report:
    """What a build did."""

    phases: dict[str, float] = field(default_factory=dict)
    """Wall-clock seconds of each phase."""
    worker_seconds: dict[str, float] = field(default_factory=dict)
    """Seconds of work in worker processes, which runs in parallel to the phases."""
    remarks: list[str] = field(default_factory=list)
    """What had to be left out, messages in Russian."""
    pages: int = 0
    files: int = 0
    files_written: int = 0
    """How many of the files were written; the others were reused from the previous site."""
    bytes: int = 0
    gone: frozenset[str] | None = None
    """After an incremental build in place: files of the previous site that the new one no longer has. None after a full one."""
    deferred: DeferredPart | None = None
    """The search index, if it is built and published after the rest."""

    @contextmanager
    def timed(self, phase: str, progress: Progress) -> Iterator[None]:
        progress(phase)
        start = time.perf_counter()
        yield
        self.phases[phase] = self.phases.get(phase, 0.0) + time.perf_counter() - start

    def take(self, phase: str, written: WorkerOutput) -> None:
        """Add the output of one worker."""
        self.worker_seconds[phase] = self.worker_seconds.get(phase, 0.0) + written.seconds
        for made in written.units.values():
            self.pages += made.pages
            self.files += len(made.files)
            self.files_written += made.files_written
            self.bytes += made.bytes
            self.remarks += [remark for remark in made.remarks if remark not in self.remarks]
