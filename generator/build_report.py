"""What a build tells when it is done: seconds by phase, files and bytes, what had to be left out, what is still to come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from .writer import UnitOutput, WorkerOutput

Progress = Callable[[str], None]
"""Is called with the name of each phase when it begins."""


class DeferredPart(Protocol):
    """A part of a site that is put into its place after the rest has been published."""

    def publish(self, take: Callable[[UnitOutput], None], fault: Callable[[Exception], None]) -> None:
        """Begin to make it, and return at once. When it stands in its place, ``take`` is called with it; ``fault``, when that fails."""

    def wait(self) -> None:
        """Until it stands in its place."""

    def stop(self) -> None:
        """Give it up if it is not done: after this returns, nothing is written and neither ``take`` nor ``fault`` is called."""


@dataclass
class Report:
    """What a build did."""

    phases: dict[str, float] = field(default_factory=dict)
    """Seconds that passed in each phase."""
    beside: dict[str, float] = field(default_factory=dict)
    """Seconds of work in other processes, which the phases do not wait for."""
    remarks: list[str] = field(default_factory=list)
    """What had to be left out, in Russian."""
    pages: int = 0
    files: int = 0
    anew: int = 0
    """How many of the files were written; the others were taken from the site before."""
    bytes: int = 0
    gone: frozenset[str] | None = None
    """Files of the site before that the new one has not, where only what differs was written; None where the whole site was."""
    deferred: DeferredPart | None = None
    """The search index, where it is to be made and published after the rest."""

    @contextmanager
    def timed(self, phase: str, progress: Progress) -> Iterator[None]:
        progress(phase)
        start = time.perf_counter()
        yield
        self.phases[phase] = self.phases.get(phase, 0.0) + time.perf_counter() - start

    def take(self, phase: str, written: WorkerOutput) -> None:
        """Add what one process has written."""
        self.beside[phase] = self.beside.get(phase, 0.0) + written.seconds
        for made in written.units.values():
            self.pages += made.pages
            self.files += len(made.files)
            self.anew += made.anew
            self.bytes += made.bytes
            self.remarks += [remark for remark in made.remarks if remark not in self.remarks]
