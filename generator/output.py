"""What a build writes: files below the site's folder, counted, and the report of the whole."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from generator.exports.export_file import ExportFile
    from generator.knowledge.dependencies import Key, ReadTracker
    from generator.rendering.page import Output, Page

Progress = Callable[[str], None]
Addresses = list[tuple[str, date | None]]
"""Of pages, relative to the site, each with the day of its newest change."""
Stamp = tuple[int, int, int]
"""Size of a file, time of its last writing in ns, its number: another file, or another text, has others."""


@dataclass
class Report:
    """What a build did: seconds by phase, files and bytes written.

    ``beside`` holds the seconds of work done on other cores, which the phases do not wait for;
    ``remarks`` what had to be left out, in Russian.
    """

    phases: dict[str, float] = field(default_factory=dict)
    beside: dict[str, float] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    pages: int = 0
    files: int = 0
    anew: int = 0  # of the files; the others are those of the site before
    bytes: int = 0
    gone: frozenset[str] | None = None
    """Files that the site before had and this one has not, where only what differs was written; None of a whole site."""
    deferred: DeferredPart | None = None
    """The search index, where it is still being made; published after the rest."""

    @contextmanager
    def timed(self, phase: str, progress: Progress) -> Iterator[None]:
        progress(phase)
        start = time.perf_counter()
        yield
        self.phases[phase] = self.phases.get(phase, 0.0) + time.perf_counter() - start

    def take(self, phase: str, written: Written) -> None:
        """Add what was written beside."""
        self.beside[phase] = self.beside.get(phase, 0.0) + written.seconds
        for made in written.units.values():
            self.pages += made.pages
            self.files += len(made.files)
            self.anew += made.anew
            self.bytes += made.bytes
            self.remarks += [remark for remark in made.remarks if remark not in self.remarks]


class DeferredPart(Protocol):
    """A part of a site that is finished and published after the rest."""

    def publish(self, take: Callable[[Made], None], fault: Callable[[Exception], None]) -> None:
        """When it is done, put it into the site and tell of it by ``take``; does not wait. What goes wrong is told by ``fault``."""

    def wait(self) -> None:
        """Until it stands in its place."""

    def stop(self) -> None:
        """What is not done yet will not be: nothing is written or told after this returns."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build depends on besides the content itself.

    ``site_url`` ends with a slash; ``source_url`` and ``history_url`` hold ``{path}`` or are empty.
    """

    site_name: str
    site_url: str
    templates: Path
    today: date
    source_url: str = ""
    history_url: str = ""
    correction_url: str = ""  # a pattern with {page}, {path} or {title}: where anybody says what is wrong
    extra_addresses: tuple[str, ...] = ()  # hand-written pages, for the sitemap
    digest_files: bool = True  # issues also for Word, mail and the rest
    tag: str = "smarteka.example,2026"  # authority of the ids of feed entries; kept for ever
    drafts: bool = False  # a preview for editors: drafts are among the pages, marked
    form: Mapping[str, Any] = field(default_factory=dict)  # where the form at /admin/ keeps records, as Decap CMS wants it told
    form_answers: bool = False  # there is somebody to keep what the form sends, so pages lead to it


class Unit(NamedTuple):
    """A part of a site that is made at one go: a record's page with its files, a list, the feeds."""

    name: str
    make: Callable[[Writer], None]


@dataclass
class Made:
    """What was made of a unit, and from what; ``addresses`` are those of pages, for the sitemap.

    ``files``: path → size and identity (time of writing in ns, number) of what was written.
    """

    files: dict[str, Stamp] = field(default_factory=dict)
    pages: int = 0
    addresses: Addresses = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    reads: tuple[Key, ...] = ()
    anew: int = 0
    """How many of the files are not those of the site before."""
    fingerprints: dict[str, str] = field(default_factory=dict)
    """Of all that a page is made of, by its file, where that can be told."""
    told: Any = None
    """What the unit found out that others want to know; not kept."""

    @cached_property  # asked for when it is made
    def bytes(self) -> int:
        return sum(size for size, _, _ in self.files.values())


@dataclass
class Written:
    """What one process has written, by the name of the unit."""

    units: dict[str, Made] = field(default_factory=dict)
    seconds: float = 0.0


class Before(Protocol):
    """The site that readers see, with fingerprints and stamps of its pages by file.

    ``in_place``: it is going to be brought up to date where it stands, so what stays is not taken anywhere.
    """

    @property
    def site(self) -> Path | None: ...
    @property
    def in_place(self) -> bool: ...
    @property
    def units(self) -> Mapping[str, Made]: ...
    @property
    def pages(self) -> Mapping[str, tuple[str, Stamp]]: ...


class Writer:
    """Writes what units make below ``site_dir`` and keeps count of it from its making on.

    ``reads`` tells what a unit is made from. A file that is the same in the site ``before`` is taken
    from there, so that its time goes on telling when it changed.
    """

    def __init__(self, site_dir: Path, reads: ReadTracker, before: Before | None = None) -> None:
        self._site_dir = site_dir
        self._before = before
        self._reads = reads
        self._folders: set[str] = set()
        self._written = Written()
        self._made = Made()
        self._stood: Mapping[str, Stamp] = {}  # files of the unit in the site before
        self._start = time.perf_counter()

    def make(self, unit: Unit) -> None:
        self._made = Made()
        before = self._before.units.get(unit.name) if self._before else None
        self._stood = before.files if before else {}
        with self._reads.recorded() as read:
            unit.make(self)
        self._made.reads = tuple(sorted(read))
        self._written.units[unit.name] = self._made

    def page(self, page: Page, html: bytes, fingerprint: str = "") -> None:
        """``fingerprint`` is that of all that the page is made of, where it can be told."""
        self._write(page.file, html)
        self._count(page, fingerprint)

    def take_page(self, page: Page, fingerprint: str) -> bool:
        """Take a page made of the same from the site before; False where there is none."""
        known = self._before.pages.get(page.file) if self._before else None
        if not known or known[0] != fingerprint or not self._before or not self._before.site:
            return False
        taken: Stamp | None = known[1]
        if not self._before.in_place:
            taken = take_known(f"{self._before.site}/{page.file}", self._target(page.file), known[1])
        if taken is None:
            return False
        self._made.files[page.file] = taken
        self._count(page, fingerprint)
        return True

    def _count(self, page: Page, fingerprint: str) -> None:
        self._made.pages += 1
        if fingerprint:
            self._made.fingerprints[page.file] = fingerprint
        if page.listed:
            self._made.addresses.append((page.address, page.updated))

    def file(self, file: Output | ExportFile) -> None:
        self._write(file.path, file.data)

    def within(self, folder: str) -> Within:
        """For a unit whose files all lie there, and which knows itself what of the site before it can take."""
        return Within(self, folder)

    def stands(self, path: str) -> bool:
        """Whether this unit wrote such a file for the site before."""
        return path in self._stood

    def take(self, before: str, path: str) -> bool:
        """Take a file that this unit wrote for the site before, there perhaps by another path; False where it is not what was written."""
        site, known = self._before, self._stood.get(before)
        if site is None or site.site is None or known is None:
            return False
        taken: Stamp | None = known
        if not site.in_place or before != path:
            taken = take_known(f"{site.site}/{before}", self._target(path), known)
        if taken is None:
            return False
        self._made.files[path] = taken
        return True

    def write(self, path: str, data: bytes) -> None:
        self._write(path, data)

    def tell(self, found: Any) -> None:
        self._made.told = found

    def remark(self, text: str) -> None:
        """Tell what could not be written here, in Russian."""
        self._made.remarks.append(text)

    def done(self) -> Written:
        self._written.seconds = time.perf_counter() - self._start
        return self._written

    def _write(self, path: str, data: bytes) -> None:
        before = self._before
        there = f"{before.site}/{path}" if before and before.site else ""
        if before and there and before.in_place and (same := _stamp_of_same(there, data)):
            self._made.files[path] = same
            return
        target = self._target(path)
        if before and there and not before.in_place and (taken := _take_same(there, target, data)):
            self._made.files[path] = taken
            return
        self._made.files[path] = _write_new(target, data)
        self._made.anew += 1

    def _target(self, path: str) -> str:
        """Where a file of the site goes; its folder is there. Paths are strings as in ``take_known``."""
        target = f"{self._site_dir}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            try:
                os.mkdir(folder)  # noqa: PTH102  # as above; nearly all stand in a folder that is there
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        return target


@dataclass(frozen=True, slots=True)
class Within:
    """A folder of a site, for what knows no more of that; paths are relative to the folder."""

    writer: Writer
    folder: str

    def stands(self, path: str) -> bool:
        return self.writer.stands(f"{self.folder}/{path}")

    def take(self, before: str, path: str) -> bool:
        return self.writer.take(f"{self.folder}/{before}", f"{self.folder}/{path}")

    def write(self, path: str, data: bytes) -> None:
        self.writer.write(f"{self.folder}/{path}", data)


def stamp(found: os.stat_result) -> Stamp:
    return found.st_size, found.st_mtime_ns, found.st_ino


def take(there: str, target: str) -> Stamp | None:
    """The same file in another place: a link where the file system has them, else a copy and its stamp. Raises OSError."""
    try:
        os.link(there, target)
    except FileExistsError:
        Path(target).unlink()
        os.link(there, target)
    except OSError:
        shutil.copy2(there, target)
        return stamp(Path(target).stat())
    return None


def take_known(there: str, target: str, known: Stamp) -> Stamp | None:
    """``take`` a file that is what was written; None where it is not.

    Paths are strings and a link is not looked at again: a site has some ten thousand files.
    """
    try:
        if stamp(os.stat(there)) != known:  # noqa: PTH116  # as above
            return None
        return take(there, target) or known
    except OSError:
        return None


def _stamp_of_same(there: str, data: bytes) -> Stamp | None:
    """Of a file that holds just this."""
    try:
        found = os.stat(there)  # noqa: PTH116  # as above
        return stamp(found) if found.st_size == len(data) and Path(there).read_bytes() == data else None
    except OSError:
        return None


def _take_same(there: str, target: str, data: bytes) -> Stamp | None:
    if not (same := _stamp_of_same(there, data)):
        return None
    try:
        return take(there, target) or same
    except OSError:
        return None


def _write_new(target: str, data: bytes) -> Stamp:
    """A new file; what was there may be a file of the site before, which stays as it is."""
    try:
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except FileExistsError:
        Path(target).unlink()
        return _write_new(target, data)
    try:
        left = memoryview(data)
        while left:  # a disk that is nearly full takes the beginning without a word, and only then says so
            left = left[os.write(file, left) :]
        return stamp(os.fstat(file))
    finally:
        os.close(file)
