"""What the build before made of each unit and from what, and what of it can stand in the next site.

Kept in the user's cache. A unit is taken over when nothing that it was made from has changed
and its files are those that were written: somebody may have edited or removed some. Files are linked,
so the site before stays as it is until the new one stands.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.knowledge.reads import Key
from generator.knowledge.watched import Fingerprints
from generator.loading.own_cache import keep_sealed, open_sealed

from .site_files import Stamp, take_known
from .writer import Made, Unit, Written

_FORM = 2  # of the file
_MOST_SITES = 5  # of one root


@dataclass
class Previous:
    """``site`` is the folder that readers see; ``fingerprints`` are those of what its units were made from.

    ``in_place``: nobody else writes there, and the site is brought up to date where it stands.
    """

    site: Path | None = None
    units: Mapping[str, Made] = field(default_factory=dict)
    fingerprints: Mapping[Key, str] = field(default_factory=dict)
    in_place: bool = False
    stale: frozenset[str] = frozenset()
    """Names of units that stand there as they were made of something older."""

    @classmethod
    def open(cls, file: Path | None, site: Path | None, whole: str) -> Previous:
        """``whole`` is the fingerprint of all that every unit is made from; where it differs, nothing is taken over."""
        if file is None or site is None or not site.is_dir():
            return cls(site)
        if (data := open_sealed(file, _version(whole, site))) is None:
            return cls(site)
        keys, found_fingerprints, told = marshal.loads(data)  # the user's own folder, and whole
        return cls(site, {name: _made(each, keys) for name, each in told.items()}, dict(zip(keys, found_fingerprints, strict=True)))

    @cached_property
    def pages(self) -> Mapping[str, tuple[str, Stamp]]:
        """Fingerprint and stamp of pages by file."""
        return {path: (fingerprint, made.files[path]) for made in self.units.values() for path, fingerprint in made.fingerprints.items()}

    def take_over(self, units: Iterable[Unit], fingerprints: Fingerprints, site_dir: Path) -> tuple[list[Unit], Written]:
        """Those that have to be made, and what was taken over of the others."""
        left: list[Unit] = []
        taken = Written()
        folders: set[str] = set()
        known = [(unit, None if unit.name in self.stale else self.units.get(unit.name)) for unit in units]
        read = set[Key]().union(*(made.reads for _, made in known if made))  # most keys were read by many units
        changed = {key for key in read if fingerprints.of(key) != self.fingerprints[key]}
        for unit, made in known:
            if made and changed.isdisjoint(made.reads) and (files := self._files(made, site_dir, folders)) is not None:
                taken.units[unit.name] = replace(made, files=files, anew=0)
            else:
                left.append(unit)
        return left, taken

    def gone(self, units: Mapping[str, Made]) -> frozenset[str]:
        """Files of this site that one of these units has not."""
        stay = {path for made in units.values() for path in made.files}
        return frozenset(path for made in self.units.values() for path in made.files if path not in stay)

    def _files(self, made: Made, site_dir: Path, folders: set[str]) -> dict[str, Stamp] | None:
        """Linked into ``site_dir``; None where one is not what was written."""
        assert self.site is not None  # there are units
        files: dict[str, Stamp] = {}
        for path, known in made.files.items():
            folder = path.rpartition("/")[0]
            if folder not in folders:
                (site_dir / folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            if (taken := take_known(f"{self.site}/{path}", f"{site_dir}/{path}", known)) is None:
                return None
            files[path] = taken
        return files


def made_file(kept: Path | None, site: Path | None) -> Path | None:
    """Where to write down what was made for ``site``, in the folder for what is ``kept`` of its root."""
    return kept / f"site-{hashlib.sha256(os.fsencode(site)).hexdigest()[:16]}" if kept and site else None


def made_of(site: Path, fingerprints: Fingerprints, written: Iterable[Written]) -> Previous:
    """What was made just now, as the next build sees it."""
    units = units_of(written)
    keys = set[Key]().union(*(made.reads for made in units.values()))
    return Previous(site, units, {key: fingerprints.of(key) for key in keys})


def units_of(written: Iterable[Written]) -> Mapping[str, Made]:
    return {name: made for part in written for name, made in part.units.items()}


def keep_made(file: Path, whole: str, made: Previous) -> None:
    """Write down what was made, for the next build; where that cannot be, the next one makes all."""
    assert made.site is not None
    numbers = {key: number for number, key in enumerate(sorted(made.fingerprints))}
    told = [*numbers], [made.fingerprints[key] for key in numbers], {
        name: _told(each, numbers) for name, each in made.units.items() if name not in made.stale
    }
    if keep_sealed(file, _version(whole, made.site), marshal.dumps(told)):
        _drop_old(file)


def _version(whole: str, site: Path) -> bytes:
    return hashlib.sha256(f"{_FORM} {whole} {site}".encode("utf-8", "surrogateescape")).digest()


def _drop_old(file: Path) -> None:
    """The local server builds in a folder of its own each time: what was written of the oldest sites goes."""
    with suppress(OSError):
        others = sorted(file.parent.glob("site-*"), key=lambda other: other.stat().st_mtime_ns, reverse=True)
        for other in others[_MOST_SITES:]:
            other.unlink()


def _told(made: Made, numbers: Mapping[Key, int]) -> list[Any]:
    addresses = [(address, day.toordinal() if day else 0) for address, day in made.addresses]
    return [[numbers[key] for key in made.reads], made.files, made.pages, addresses, made.remarks, made.fingerprints]


def _made(told: list[Any], keys: list[Key]) -> Made:
    reads, files, pages, addresses, remarks, fingerprints = told
    days = [(address, date.fromordinal(day) if day else None) for address, day in addresses]
    return Made(files, pages, days, remarks, tuple([keys[number] for number in reads]), fingerprints=fingerprints)
