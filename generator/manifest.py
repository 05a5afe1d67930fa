"""The manifest of a built site: which files each unit wrote and what it read, and which units the next build can reuse.

It lies in the user's cache. A unit is reused when nothing it has read has changed and its files are the ones that
were written (somebody may have edited or removed some). Files are hard-linked into the next site, so the old one
stays as it is until the new one is published.
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

from generator.knowledge.dependencies import Key
from generator.knowledge.tracked_base import Fingerprints
from generator.loading.user_cache import load_sealed, store_sealed

from .site_files import Stamp, take_known
from .writer import Unit, UnitOutput, WorkerOutput

_FORM = 2  # of the file
_MOST_SITES = 5  # of one root


@dataclass
class SiteManifest:
    """Units of the published ``site`` by name, and the ``fingerprints`` of all keys that they have read.

    ``in_place``: the site is updated where it is, because nobody else writes there and its only readers are local.
    """

    site: Path | None = None
    units: Mapping[str, UnitOutput] = field(default_factory=dict)
    fingerprints: Mapping[Key, str] = field(default_factory=dict)
    in_place: bool = False
    stale: frozenset[str] = frozenset()
    """Names of units whose files are there but were made from an older base."""

    @classmethod
    def open(cls, file: Path | None, site: Path | None, whole: str) -> SiteManifest:
        """``whole`` is the fingerprint of what all units are made from; where it differs, nothing is reused."""
        if file is None or site is None or not site.is_dir():
            return cls(site)
        if (data := load_sealed(file, _version(whole, site))) is None:
            return cls(site)
        keys, found_fingerprints, packed = marshal.loads(data)  # the user's own folder, and whole
        return cls(site, {name: _unpack(each, keys) for name, each in packed.items()}, dict(zip(keys, found_fingerprints, strict=True)))

    @cached_property
    def pages(self) -> Mapping[str, tuple[str, Stamp]]:
        """Fingerprint and stamp of pages by file."""
        return {path: (fingerprint, made.files[path]) for made in self.units.values() for path, fingerprint in made.fingerprints.items()}

    def reuse(self, units: Iterable[Unit], fingerprints: Fingerprints, site_dir: Path) -> tuple[list[Unit], WorkerOutput]:
        """The units that have to be made, and the outputs of those that were reused."""
        left: list[Unit] = []
        taken = WorkerOutput()
        folders: set[str] = set()
        known = [(unit, None if unit.name in self.stale else self.units.get(unit.name)) for unit in units]
        read = set[Key]().union(*(made.reads for _, made in known if made))  # each key once: most were read by many units
        changed = {key for key in read if fingerprints.of(key) != self.fingerprints[key]}
        for unit, made in known:
            if made and changed.isdisjoint(made.reads) and (files := self._files(made, site_dir, folders)) is not None:
                taken.units[unit.name] = replace(made, files=files, files_written=0)
            else:
                left.append(unit)
        return left, taken

    def gone(self, units: Mapping[str, UnitOutput]) -> frozenset[str]:
        """Files of this site that none of these units has."""
        stay = {path for made in units.values() for path in made.files}
        return frozenset(path for made in self.units.values() for path in made.files if path not in stay)

    def _files(self, made: UnitOutput, site_dir: Path, folders: set[str]) -> dict[str, Stamp] | None:
        """The unit's files, linked into ``site_dir``; None where one of them is not what was written."""
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


def manifest_file(kept: Path | None, site: Path | None) -> Path | None:
    """The manifest of ``site`` in the cache folder ``kept`` of its root; None where there is none."""
    return kept / f"site-{hashlib.sha256(os.fsencode(site)).hexdigest()[:16]}" if kept and site else None


def manifest_of(site: Path, fingerprints: Fingerprints, written: Iterable[WorkerOutput]) -> SiteManifest:
    """The manifest of a site that was written just now."""
    units = units_of(written)
    keys = set[Key]().union(*(made.reads for made in units.values()))
    return SiteManifest(site, units, {key: fingerprints.of(key) for key in keys})


def units_of(written: Iterable[WorkerOutput]) -> Mapping[str, UnitOutput]:
    return {name: made for part in written for name, made in part.units.items()}


def save_manifest(file: Path, whole: str, manifest: SiteManifest) -> None:
    """Save the manifest for the next build. Where that fails, the next one makes everything."""
    assert manifest.site is not None
    numbers = {key: number for number, key in enumerate(sorted(manifest.fingerprints))}
    packed = [*numbers], [manifest.fingerprints[key] for key in numbers], {
        name: _pack(each, numbers) for name, each in manifest.units.items() if name not in manifest.stale
    }
    if store_sealed(file, _version(whole, manifest.site), marshal.dumps(packed)):
        _drop_old(file)


def _version(whole: str, site: Path) -> bytes:
    return hashlib.sha256(f"{_FORM} {whole} {site}".encode("utf-8", "surrogateescape")).digest()


def _drop_old(file: Path) -> None:
    """Keep the manifests of the last few sites of a root: each port of the local server has a site of its own."""
    with suppress(OSError):
        others = sorted(file.parent.glob("site-*"), key=lambda other: other.stat().st_mtime_ns, reverse=True)
        for other in others[_MOST_SITES:]:
            other.unlink()


def _pack(made: UnitOutput, numbers: Mapping[Key, int]) -> list[Any]:
    addresses = [(address, day.toordinal() if day else 0) for address, day in made.addresses]
    return [[numbers[key] for key in made.reads], made.files, made.pages, addresses, made.remarks, made.fingerprints]


def _unpack(packed: list[Any], keys: list[Key]) -> UnitOutput:
    reads, files, pages, addresses, remarks, fingerprints = packed
    days = [(address, date.fromordinal(day) if day else None) for address, day in addresses]
    return UnitOutput(files, pages, days, remarks, tuple([keys[number] for number in reads]), fingerprints=fingerprints)
