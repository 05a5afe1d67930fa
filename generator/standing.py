"""The site of a workshop as the next build finds it: brought up to date where it stands, by who has read what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.knowledge.reads import Key
from generator.knowledge.watched import Fingerprints

from .previous import Previous, made_of, units_of
from .writer import Made, Unit, Written


@dataclass
class Standing(Previous):
    """Nobody else writes there. An edit asks only for what has changed, and for the units that have read it.

    ``readers``: names of units by what they have read, now or in an earlier state; all states of a site share them.
    """

    in_place: bool = True
    readers: dict[Key, set[str]] = field(default_factory=dict)

    @classmethod
    def first(cls, site: Path, fingerprints: Fingerprints, written: Iterable[Written]) -> Standing:
        """What was made just now by a build that knew of no other in this process."""
        made = made_of(site, fingerprints, written)
        standing = cls(site, {name: replace(each, anew=0) for name, each in made.units.items()}, made.fingerprints)
        for name, each in standing.units.items():
            standing._hear(name, each)
        return standing

    def renewed(self, fingerprints: Fingerprints, written: Iterable[Written]) -> Standing:
        """After a build that was given this; units that were taken over are the same objects."""
        units = dict(units_of(written))
        found = dict(self.fingerprints)
        found.update({key: fingerprints.of(key) for key in fingerprints.open if key in found})
        for name, made in units.items():
            if made is not self.units.get(name):
                units[name] = replace(made, anew=0)
                found.update({key: fingerprints.of(key) for key in made.reads if key not in found})
                self._hear(name, made)
        return replace(self, units=units, fingerprints=found, stale=frozenset())

    def with_unit(self, name: str, made: Made, fingerprints: Fingerprints) -> Standing:
        """A unit that came after the rest; it is of the same base."""
        self._hear(name, made)
        told = {key: fingerprints.of(key) for key in made.reads}
        return replace(self, units={**self.units, name: replace(made, anew=0)}, fingerprints={**self.fingerprints, **told}, stale=self.stale - {name})

    def take_over(self, units: Iterable[Unit], fingerprints: Fingerprints, site_dir: Path) -> tuple[list[Unit], Written]:
        units = list(units)
        wanted = {unit.name for unit in units}
        touched = set(self.stale)
        for key in fingerprints.open:
            readers = self.readers.get(key)
            # What nobody of these has read is not asked for: it may not be known yet.
            if readers and not wanted.isdisjoint(readers) and fingerprints.of(key) != self.fingerprints[key]:
                touched |= readers
        left: list[Unit] = []
        taken = Written()
        for unit in units:
            made = self.units.get(unit.name)
            if made is None or unit.name in touched:
                left.append(unit)
            else:
                taken.units[unit.name] = made
        return left, taken

    def gone(self, units: Mapping[str, Made]) -> frozenset[str]:
        before = {path for name, made in self.units.items() if units.get(name) is not made for path in made.files}
        now = {path for name, made in units.items() if self.units.get(name) is not made for path in made.files}
        return frozenset(path for path in before - now if not any(path in made.files for made in units.values()))

    def _hear(self, name: str, made: Made) -> None:
        for key in made.reads:
            self.readers.setdefault(key, set()).add(name)
