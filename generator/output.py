"""What a build writes: files below the site's folder, counted, and the report of the whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.exports.export_file import ExportFile
    from generator.rendering.page import Output, Page

Progress = Callable[[str], None]
Addresses = list[tuple[str, date | None]]
"""Of pages, relative to the site, each with the day of its newest change."""


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
    bytes: int = 0

    @contextmanager
    def timed(self, phase: str, progress: Progress) -> Iterator[None]:
        progress(phase)
        start = time.perf_counter()
        yield
        self.phases[phase] = self.phases.get(phase, 0.0) + time.perf_counter() - start

    def take(self, phase: str, written: Written) -> None:
        """Add what was written beside."""
        self.beside[phase] = self.beside.get(phase, 0.0) + written.seconds
        self.pages += written.pages
        self.files += written.files
        self.bytes += written.bytes
        self.remarks += written.remarks


@dataclass
class Written:
    """What one process has written; ``addresses`` are those of pages, for the sitemap."""

    pages: int = 0
    files: int = 0
    bytes: int = 0
    seconds: float = 0.0
    addresses: Addresses = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Writer:
    """Writes pages and files below ``site_dir`` and keeps count of them from its making on."""

    def __init__(self, site_dir: Path) -> None:
        self._site_dir = site_dir
        self._folders: set[Path] = set()
        self._written = Written()
        self._start = time.perf_counter()

    def page(self, page: Page, html: str) -> None:
        self._write(page.file, html.encode())
        self._written.pages += 1
        if page.listed:
            self._written.addresses.append((page.address, page.updated))

    def file(self, file: Output | ExportFile) -> None:
        self._write(file.path, file.data)

    def remark(self, text: str) -> None:
        """Tell what could not be written here, in Russian."""
        self._written.remarks.append(text)

    def done(self) -> Written:
        self._written.seconds = time.perf_counter() - self._start
        return self._written

    def _write(self, path: str, data: bytes) -> None:
        target = self._site_dir / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        target.write_bytes(data)
        self._written.files += 1
        self._written.bytes += len(data)
