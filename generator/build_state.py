"""What a process that builds the same site again and again, as the local server does, keeps in memory between builds.

An edit then costs only what depends on it: other records are not read again, values derived from them are not computed
again, and the site is updated in place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules.per_record import PassedRecords
from generator.loading.history import Change
from generator.loading.record_cache import RecordMemory

from .inputs import Inputs
from .live_manifest import LiveManifest
from .manifest import save_manifest
from .units import LIST, SEARCH
from .writer import UnitOutput


class LastBuild(NamedTuple):
    """``manifest`` describes the site in its folder, ``inputs`` are what it was made from."""

    manifest: LiveManifest
    inputs: Inputs


@dataclass
class BuildState:
    """``last_build`` is None until the first build, and after one that failed."""

    records: RecordMemory = field(default_factory=RecordMemory)
    base: KnowledgeBase | None = None
    """The last base that was linked. The next one shares its unchanged records and their links."""
    passed: PassedRecords = field(default_factory=PassedRecords)
    last_build: LastBuild | None = None
    cold: bool = False
    """The site was reused from an earlier process, so nothing that its lists are made from has been computed in this one."""
    file: Path | None = None
    """The manifest's file, written when the process ends."""

    def matches(self, whole: str, changes: Mapping[str, Sequence[Change]]) -> bool:
        return self.last_build is not None and (self.last_build.inputs.whole, self.last_build.inputs.changes) == (whole, changes)

    def take(self, whole: str, changes: Mapping[str, Sequence[Change]]) -> LastBuild | None:
        """The last build, if it can be reused. It is removed until ``put_back``, so a build that fails in between leaves nothing."""
        last_build = self.last_build if self.matches(whole, changes) else None
        self.last_build = None
        return last_build

    def put_back(self, last_build: LastBuild, file: Path | None, *, cold: bool) -> None:
        self.last_build, self.file, self.cold = last_build, file, cold

    def add_index(self, made: UnitOutput) -> None:
        """Add the search index, which was finished after the rest and is of the same base."""
        assert self.last_build is not None  # the index is stopped before the last build is taken
        self.last_build = self.last_build._replace(manifest=self.last_build.manifest.with_unit(SEARCH, made, self.last_build.inputs.fingerprints))

    def mark_lists_stale(self) -> None:
        """Make the next build compute all lists again, and with them the values they share."""
        self.cold = False
        if self.last_build:
            manifest = self.last_build.manifest
            lists = frozenset(name for name in manifest.units if name.startswith(LIST))
            self.last_build = self.last_build._replace(manifest=replace(manifest, stale=lists))

    def forget(self) -> None:
        """The last build was not published, so the next one cannot start from it."""
        self.last_build = None

    def save(self) -> None:
        """Write what the next process can start from."""
        if self.last_build:
            self.last_build.inputs.likeness.keep()
        if self.file and self.last_build:
            save_manifest(self.file, self.last_build.inputs.whole, self.last_build.manifest)
