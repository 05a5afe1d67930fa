"""Writing a site: units write files through a ``Writer``, which records the files and the dependencies of each unit."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from .site_files import Stamp, stamp_of_same, take_known, write_new

if TYPE_CHECKING:
    from generator.exports.export_file import ExportFile
    from generator.knowledge.dependencies import Key, ReadTracker
    from generator.rendering.page import Output, Page

Addresses = list[tuple[str, date | None]]
"""Addresses of pages, relative to the site, each with the day of the newest change of the page."""


class Unit(NamedTuple):
    """A part of a site that is made in one step: the page of a record with its files, a list, the feeds."""

    name: str
    make: Callable[[Writer], None]


@dataclass
class UnitOutput:
    """The output of one unit, and its dependencies."""

    files: dict[str, Stamp] = field(default_factory=dict)
    """Stamps by path, relative to the site."""
    pages: int = 0
    addresses: Addresses = field(default_factory=list)
    """Of the pages for the sitemap."""
    remarks: list[str] = field(default_factory=list)
    reads: tuple[Key, ...] = ()
    """Keys of the dependencies, sorted."""
    files_written: int = 0
    """How many of the files were written rather than reused from the previous site."""
    fingerprints: dict[str, str] = field(default_factory=dict)
    """Fingerprints of the inputs of a page by its file, for pages that have one."""
    result: Any = None
    """A value for later units (``Writer.set_result``); not kept between builds."""

    @cached_property  # used only when all files are there
    def bytes(self) -> int:
        return sum(size for size, _, _ in self.files.values())


@dataclass
class WorkerOutput:
    """The output of one process: units by name, and the seconds it took."""

    units: dict[str, UnitOutput] = field(default_factory=dict)
    seconds: float = 0.0


class AddressClash(Exception):
    """Two units write the same file, so one page would silently take the place of another."""


def refuse_clashes(written: Iterable[WorkerOutput]) -> None:
    """Raises AddressClash where a file of the site belongs to two units."""
    owners: dict[str, str] = {}
    for part in written:
        for name, made in part.units.items():
            for path in made.files:
                if (other := owners.setdefault(path, name)) != name:
                    raise AddressClash(f"файл «{path}» пишут сразу «{other}» и «{name}»: переименуйте запись (smarteka rename) или страницу")


class Before(Protocol):
    """The previous site, which readers see while the next one is made.

    ``in_place``: the next one will be moved into its folder file by file, so unchanged files need no link.
    ``pages``: fingerprint and stamp of each page, by file.
    """

    @property
    def site(self) -> Path | None: ...
    @property
    def in_place(self) -> bool: ...
    @property
    def units(self) -> Mapping[str, UnitOutput]: ...
    @property
    def pages(self) -> Mapping[str, tuple[str, Stamp]]: ...


class Writer:
    """Writes the files of units below ``site_dir``; measures the time from its creation to ``done``.

    ``reads`` tracks the dependencies. A file with the same content as in the previous site ``before`` is reused
    from there, so its mtime remains the time of its last change.
    """

    def __init__(self, site_dir: Path, reads: ReadTracker, before: Before | None = None) -> None:
        self._site_dir = site_dir
        self._before = before
        self._reads = reads
        self._folders: set[str] = set()  # that exist already
        self._written = WorkerOutput()
        self._made = UnitOutput()  # of the current unit
        self._files_before: Mapping[str, Stamp] = {}  # of the current unit in the previous site
        self._start = time.perf_counter()

    def make(self, unit: Unit) -> None:
        self._made = UnitOutput()
        before = self._before.units.get(unit.name) if self._before else None
        self._files_before = before.files if before else {}
        with self._reads.recorded() as read:
            unit.make(self)
        self._made.reads = tuple(sorted(read))
        self._written.units[unit.name] = self._made

    def page(self, page: Page, html: bytes, fingerprint: str = "") -> None:
        """``fingerprint`` is that of all inputs of the page, empty if unknown."""
        self.write(page.file, html)
        self._count(page, fingerprint)

    def take_page(self, page: Page, fingerprint: str) -> bool:
        """Reuse the page of the previous site if it has this fingerprint, else return False."""
        known = self._before.pages.get(page.file) if self._before else None
        if not known or known[0] != fingerprint or not self._take(page.file, page.file, known[1]):
            return False
        self._count(page, fingerprint)
        return True

    def _count(self, page: Page, fingerprint: str) -> None:
        self._made.pages += 1
        if fingerprint:
            self._made.fingerprints[page.file] = fingerprint
        if page.listed:
            self._made.addresses.append((page.address, page.updated))

    def file(self, file: Output | ExportFile) -> None:
        self.write(file.path, file.data)

    def write(self, path: str, data: bytes) -> None:
        """Write a file, or reuse that of the previous site if the content is the same."""
        there = f"{self._before.site}/{path}" if self._before and self._before.site else ""
        if there and (same := stamp_of_same(there, data)) and self._take(path, path, same):
            return
        self._made.files[path] = write_new(self._target(path), data)
        self._made.files_written += 1

    def within(self, folder: str) -> FolderWriter:
        """A writer for a unit whose files are all in one folder, and which decides itself which files to reuse."""
        return FolderWriter(self, folder)

    def stands(self, path: str) -> bool:
        """Whether this unit wrote a file ``path`` of the previous site."""
        return path in self._files_before

    def take(self, before: str, path: str) -> bool:
        """Reuse the file ``before`` that this unit wrote for the previous site as ``path``; False if it was changed since."""
        known = self._files_before.get(before)
        return known is not None and self._take(before, path, known)

    def set_result(self, found: Any) -> None:
        self._made.result = found

    def remark(self, text: str) -> None:
        """Add to the report what could not be written, in Russian."""
        self._made.remarks.append(text)

    def done(self) -> WorkerOutput:
        self._written.seconds = time.perf_counter() - self._start
        return self._written

    def _take(self, before: str, path: str, known: Stamp) -> bool:
        """Reuse a file of the previous site; False if its stamp is not ``known``."""
        site = self._before
        if site is None or site.site is None:
            return False
        taken: Stamp | None = known
        if not site.in_place or before != path:
            taken = take_known(f"{site.site}/{before}", self._target(path), known)
        if taken is None:
            return False
        self._made.files[path] = taken
        return True

    def _target(self, path: str) -> str:
        """The path on disk of a file of the site; its folder is created."""
        target = f"{self._site_dir}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            try:
                os.mkdir(folder)  # noqa: PTH102  # paths are strings; the parent of nearly all exists
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        return target


@dataclass(frozen=True, slots=True)
class FolderWriter:
    """A ``Writer`` for one folder of the site; paths are relative to it."""

    writer: Writer
    folder: str

    def stands(self, path: str) -> bool:
        return self.writer.stands(f"{self.folder}/{path}")

    def take(self, before: str, path: str) -> bool:
        return self.writer.take(f"{self.folder}/{before}", f"{self.folder}/{path}")

    def write(self, path: str, data: bytes) -> None:
        self.writer.write(f"{self.folder}/{path}", data)
