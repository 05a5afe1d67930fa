"""One build of a site: which units are reused from the previous site, which are made, and in which process."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.model.scalars import PracticeId

from .build_report import Progress, Report
from .deferred_index import DeferredIndex
from .inputs import LIKE, Inputs
from .live_manifest import LiveManifest
from .manifest import SiteManifest, manifest_of
from .parallel import ForkedTask, WorkQueue
from .settings import Settings
from .units import SEARCH, Units
from .writer import Addresses, Unit, WorkerOutput, Writer, refuse_clashes

FEW_PAGES = 40  # are one task
MOST_PARTS = 64  # tasks: enough for all processes to finish at about the same time
_WITH_FILES = ("digest", "roadmap")
"""Kinds whose pages name files that are written beside them: few of them, each of some weight."""


class Build:
    """Builds a site below ``site_dir``. ``run`` writes it; ``manifest`` then describes it for the next build.

    With ``serves`` everything but the search index is made in this process, so that derived values stay in its memory.
    Where such a process updates its site (``previous`` is a ``LiveManifest``), the index is ``deferred``: it is built
    after the pages are published.
    """

    def __init__(self, inputs: Inputs, site_dir: Path, previous: SiteManifest, *, serves: bool = False) -> None:
        self.deferred: DeferredIndex | None = None
        self._inputs = inputs
        self._fingerprints = inputs.fingerprints
        self._site_dir = site_dir
        self._previous = previous
        self._serves = serves
        self._units = Units(inputs)
        self._written: list[WorkerOutput] = []
        self._working: list[ForkedTask[WorkerOutput]] = []
        self._index: list[Unit] = []  # not started yet
        self._at_work = ExitStack()

    def run(self, report: Report, progress: Progress) -> None:
        """Make all units on all cores, in an order that keeps the cores busy until the end."""
        with self._at_work:
            with report.timed("прежний сайт", progress):
                self._begin_lists()
            with report.timed("похожие", progress):
                likeness = self._inputs.likeness
                likeness.prepare(self._fingerprints.of)
                self._fingerprints.confirm(f"={LIKE}/{id}" for id in likeness.known())
                # Forked only now, so that the words which likeness has looked up are in the memory of the child.
                self._begin_index()
            with report.timed("страницы", progress):
                self._make_pages()
            with report.timed("файлы", progress):
                self._end()
        refuse_clashes(self._written)
        for part in self._written:
            report.take("поиск" if SEARCH in part.units else "страницы и файлы", part)

    def manifest(self, site: Path) -> SiteManifest:
        """The manifest of what was made, for when it is published as ``site``."""
        if isinstance(self._previous, LiveManifest):
            manifest = self._previous.renewed(self._fingerprints, self._written)
            if self.deferred:
                return replace(manifest, units={**manifest.units, SEARCH: self._previous.units[SEARCH]}, stale=frozenset([SEARCH]))
            return manifest
        return (LiveManifest.first if self._serves else manifest_of)(site, self._fingerprints, self._written)

    def found(self) -> dict[PracticeId, str]:
        """What the pages took from likeness, by practice."""
        units = ((name, made.result) for part in self._written for name, made in part.units.items())
        return {PracticeId(name.partition("/")[2]): told for name, told in units if told is not None}

    def stop(self) -> None:
        """Terminate all processes that still work."""
        self._at_work.close()
        if self.deferred:
            self.deferred.stop()

    def _begin_lists(self) -> None:
        self._begin(self._reuse(self._units.lists()), in_process=self._serves)
        issues = [item for kind in _WITH_FILES for item in self._inputs.base.of_kind(kind)]
        to_make = self._reuse(self._units.records(issues))
        if to_make and len(to_make) == len(issues):
            to_make.append(self._units.tidy())
        self._begin(to_make, in_process=self._serves)

    def _begin_index(self) -> None:
        if isinstance(self._previous, LiveManifest) and ForkedTask.can_fork() and SEARCH in self._previous.units:
            if to_make := self._reuse([self._units.search()]):
                self.deferred = DeferredIndex(self._previous, partial(self._make, to_make))
            return
        self._index = self._reuse([self._units.search()])
        if self._previous.units:  # most pages will be reused: the index need not wait until it is known which
            self._begin(self._index)
            self._index = []

    def _make_pages(self) -> None:
        others = [item for item in self._inputs.base.loaded if item.type.kind not in _WITH_FILES]
        parts = [self._index, *_parts(self._reuse(self._units.records(others)))]
        queue = WorkQueue([partial(self._make, part) for part in parts if part])
        self._at_work.callback(queue.stop)
        if self._serves:  # lists are made in this process first, while others make the pages
            self._gather()
        self._written += queue.results()

    def _end(self) -> None:
        self._gather()
        addresses: Addresses = [(address, None) for address in self._inputs.settings.extra_addresses]
        addresses += [each for part in self._written for made in part.units.values() for each in made.addresses]
        self._written.append(self._make([Unit("sitemap", partial(_write_sitemap, addresses, self._inputs.settings))]))

    def _reuse(self, found: Iterable[Unit]) -> list[Unit]:
        """Reuse the units that can be; return those that have to be made."""
        to_make, taken = self._previous.reuse(found, self._fingerprints, self._site_dir)
        self._written.append(taken)
        return to_make

    def _begin(self, to_make: list[Unit], *, in_process: bool = False) -> None:
        if to_make:
            work = ForkedTask(partial(self._make, to_make), in_process=in_process)
            self._at_work.callback(work.stop)
            self._working.append(work)

    def _gather(self) -> None:
        self._written += [work.result() for work in self._working]
        self._working = []

    def _make(self, units: list[Unit], site_dir: Path | None = None) -> WorkerOutput:
        writer = Writer(site_dir or self._site_dir, self._inputs.site.reads, self._previous if self._previous.units else None)
        for unit in units:
            writer.make(unit)
        return writer.done()


def _parts(units: list[Unit]) -> list[list[Unit]]:
    """Units cut into tasks for a ``WorkQueue``; each task holds some of every type."""
    count = min(len(units) // FEW_PAGES + 1, MOST_PARTS)
    return [units[start::count] for start in range(count)]


def _write_sitemap(addresses: Addresses, settings: Settings, writer: Writer) -> None:
    from generator.exports.sitemap import sitemap_files

    for file in sitemap_files(addresses, settings.site_url):
        writer.file(file)
