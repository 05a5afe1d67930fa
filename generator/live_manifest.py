"""The manifest of the site that a running server updates in place: it knows which units have read a key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.knowledge.dependencies import Key
from generator.knowledge.tracked_base import Fingerprints

from .manifest import SiteManifest, manifest_of, units_of
from .writer import Unit, UnitOutput, WorkerOutput


@dataclass
class LiveManifest(SiteManifest):
    """After an edit only keys that may have changed are looked at, and only the units that have read them.

    ``readers``: names of units by the keys that they have read, now or in an earlier revision. All revisions share this map.
    """

    in_place: bool = True
    readers: dict[Key, set[str]] = field(default_factory=dict)

    @classmethod
    def first(cls, site: Path, fingerprints: Fingerprints, written: Iterable[WorkerOutput]) -> LiveManifest:
        """The manifest after the first build of this process."""
        made = manifest_of(site, fingerprints, written)
        manifest = cls(site, {name: replace(each, files_written=0) for name, each in made.units.items()}, made.fingerprints)
        for name, each in manifest.units.items():
            manifest._add_reader(name, each)
        return manifest

    def renewed(self, fingerprints: Fingerprints, written: Iterable[WorkerOutput]) -> LiveManifest:
        """The manifest after a build that started from this one. Units that were reused are the same objects."""
        units = dict(units_of(written))
        found = dict(self.fingerprints)
        found.update({key: fingerprints.of(key) for key in fingerprints.suspect if key in found})
        for name, made in units.items():
            if made is not self.units.get(name):
                units[name] = replace(made, files_written=0)
                found.update({key: fingerprints.of(key) for key in made.reads if key not in found})
                self._add_reader(name, made)
        return replace(self, units=units, fingerprints=found, stale=frozenset())

    def with_unit(self, name: str, made: UnitOutput, fingerprints: Fingerprints) -> LiveManifest:
        """With a unit that was finished later than the others, from the same base."""
        self._add_reader(name, made)
        new = {key: fingerprints.of(key) for key in made.reads}
        return replace(self, units={**self.units, name: replace(made, files_written=0)}, fingerprints={**self.fingerprints, **new}, stale=self.stale - {name})

    def reuse(self, units: Iterable[Unit], fingerprints: Fingerprints, site_dir: Path) -> tuple[list[Unit], WorkerOutput]:
        units = list(units)
        wanted = {unit.name for unit in units}
        affected = set(self.stale)
        for key in fingerprints.suspect:
            readers = self.readers.get(key)
            # A key that none of these units has read is skipped: its value may not be known yet.
            if readers and not wanted.isdisjoint(readers) and fingerprints.of(key) != self.fingerprints[key]:
                affected |= readers
        left: list[Unit] = []
        taken = WorkerOutput()
        for unit in units:
            made = self.units.get(unit.name)
            if made is None or unit.name in affected:
                left.append(unit)
            else:
                taken.units[unit.name] = made
        return left, taken

    def gone(self, units: Mapping[str, UnitOutput]) -> frozenset[str]:
        before = {path for name, made in self.units.items() if units.get(name) is not made for path in made.files}
        now = {path for name, made in units.items() if self.units.get(name) is not made for path in made.files}
        return frozenset(path for path in before - now if not any(path in made.files for made in units.values()))

    def _add_reader(self, name: str, made: UnitOutput) -> None:
        for key in made.reads:
            self.readers.setdefault(key, set()).add(name)
