"""One build of a site: what is made, what is taken over from the site before, and which process makes it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.model.scalars import PracticeId

from .beside import Beside, Shared
from .build_report import Progress, Report
from .inputs import LIKE, Inputs
from .later import LaterIndex
from .previous import Previous, made_of
from .settings import Settings
from .standing import Standing
from .units import SEARCH, Units
from .writer import Addresses, Unit, Writer, Written

FEW_PAGES = 40  # are made at one go
MOST_PARTS = 64  # of the pages: enough for all processes to end at the same time
_WITH_FILES = ("digest", "roadmap")
"""Kinds whose pages name files that are written beside them: few of them, each of some weight."""


class Build:
    """Makes a site below ``site_dir``. ``run`` makes it, ``made`` then tells what it is made of.

    Where ``previous`` is the site of a workshop, all but the index is made in this process, so that what was
    worked out for it stays here, and the index comes ``later``, when readers have the pages.
    """

    def __init__(self, inputs: Inputs, site_dir: Path, previous: Previous, *, serves: bool = False) -> None:
        self.later: LaterIndex | None = None
        self._inputs = inputs
        self._fingerprints = inputs.fingerprints
        self._site_dir = site_dir
        self._previous = previous
        self._serves = serves
        self._units = Units(inputs)
        self._written: list[Written] = []
        self._working: list[Beside[Written]] = []
        self._index: list[Unit] = []  # not begun yet
        self._at_work = ExitStack()

    def run(self, report: Report, progress: Progress) -> None:
        """Pages and files, on all cores, in an order that keeps these busy until the end."""
        with self._at_work:
            with report.timed("прежний сайт", progress):
                self._begin_lists()
            with report.timed("похожие", progress):
                alike = self._inputs.alike
                alike.prepare(self._fingerprints.of)
                self._fingerprints.hold(f"={LIKE}/{id}" for id in alike.known())
                # Only now: in another process, words that likeness has looked up need not be looked up again.
                self._begin_index()
            with report.timed("страницы", progress):
                self._make_pages()
            with report.timed("файлы", progress):
                self._end()
        for part in self._written:
            report.take("поиск" if SEARCH in part.units else "страницы и файлы", part)

    def made(self, site: Path) -> Previous:
        """What was made, as the next build finds it in ``site``."""
        if isinstance(self._previous, Standing):
            made = self._previous.renewed(self._fingerprints, self._written)
            if self.later:
                return replace(made, units={**made.units, SEARCH: self._previous.units[SEARCH]}, stale=frozenset([SEARCH]))
            return made
        return (Standing.first if self._serves else made_of)(site, self._fingerprints, self._written)

    def found(self) -> dict[PracticeId, str]:
        """What pages found out of likeness, by practice."""
        units = ((name, made.told) for part in self._written for name, made in part.units.items())
        return {PracticeId(name.partition("/")[2]): told for name, told in units if told is not None}

    def stop(self) -> None:
        """End what is still made beside."""
        self._at_work.close()
        if self.later:
            self.later.stop()

    def _begin_lists(self) -> None:
        self._begin(self._left(self._units.lists()), here=self._serves)
        issues = [item for kind in _WITH_FILES for item in self._inputs.base.of_kind(kind)]
        to_make = self._left(self._units.records(issues))
        if to_make and len(to_make) == len(issues):
            to_make.append(self._units.tidy())
        self._begin(to_make, here=self._serves)

    def _begin_index(self) -> None:
        if isinstance(self._previous, Standing) and Beside.apart() and SEARCH in self._previous.units:
            if to_make := self._left([self._units.search()]):
                self.later = LaterIndex(self._previous, partial(self._make, to_make))
            return
        self._index = self._left([self._units.search()])
        if self._previous.units:  # most pages will be taken over: the index need not wait until it is known which
            self._begin(self._index)
            self._index = []

    def _make_pages(self) -> None:
        others = [item for item in self._inputs.base.loaded if item.type.kind not in _WITH_FILES]
        parts = [self._index, *_parts(self._left(self._units.records(others)))]
        shared = Shared([partial(self._make, part) for part in parts if part])
        self._at_work.callback(shared.stop)
        if self._serves:  # what is made here comes first, while others take the pages
            self._gather()
        self._written += shared.results()

    def _end(self) -> None:
        self._gather()
        addresses: Addresses = [(address, None) for address in self._inputs.settings.extra_addresses]
        addresses += [each for part in self._written for made in part.units.values() for each in made.addresses]
        self._written.append(self._make([Unit("sitemap", partial(_write_sitemap, addresses, self._inputs.settings))]))

    def _left(self, found: Iterable[Unit]) -> list[Unit]:
        """Units that have to be made; the others are taken over."""
        to_make, taken = self._previous.take_over(found, self._fingerprints, self._site_dir)
        self._written.append(taken)
        return to_make

    def _begin(self, to_make: list[Unit], *, here: bool = False) -> None:
        if to_make:
            work = Beside(partial(self._make, to_make), here=here)
            self._at_work.callback(work.stop)
            self._working.append(work)

    def _gather(self) -> None:
        self._written += [work.result() for work in self._working]
        self._working = []

    def _make(self, units: list[Unit], site_dir: Path | None = None) -> Written:
        writer = Writer(site_dir or self._site_dir, self._inputs.site.reads, self._previous if self._previous.units else None)
        for unit in units:
            writer.make(unit)
        return writer.done()


def _parts(units: list[Unit]) -> list[list[Unit]]:
    """Units that are made by the same process; each part holds some of every type."""
    count = min(len(units) // FEW_PAGES + 1, MOST_PARTS)
    return [units[start::count] for start in range(count)]


def _write_sitemap(addresses: Addresses, settings: Settings, writer: Writer) -> None:
    from generator.exports.sitemap import sitemap_files

    for file in sitemap_files(addresses, settings.site_url):
        writer.file(file)
