"""The units of a site: each is made as a whole, and made again if one of its dependencies has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from generator.exports.cached_files import CachedFiles
from generator.exports.digest.publish import DigestFiles
from generator.exports.export_file import ExportFile
from generator.exports.feeds import Publisher
from generator.exports.files import record_files, shared_files
from generator.exports.form.settings import form_files
from generator.exports.roadmap.formats import blank_files, roadmap_files
from generator.loading.history import Change
from generator.loading.records import Loaded
from generator.loading.user_cache import caches_enabled
from generator.model.common import Record
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.roadmap import Roadmap
from generator.rendering.admin_page import admin_page
from generator.rendering.assets import Assets
from generator.rendering.cards import card_files
from generator.rendering.list_pages import list_parts
from generator.rendering.page import Output, Page
from generator.rendering.record_pages import Extra, record_page
from generator.rendering.result_rows import orders, result_row
from generator.rendering.roadmap_builder import situation_files
from generator.rendering.site import Site
from generator.rendering.views.common import FileView
from generator.search.cached_documents import CachedDocuments
from generator.search.document import SearchDocument
from generator.search.documents import DocumentMaker, type_titles
from generator.search.names import Names
from generator.search.static_index import write_static_index
from generator.wording.russian import file_size

from .inputs import LIKE, Inputs
from .writer import Unit, Writer

SEARCH = "search"
"""Name of the unit of the search index; the report gives its cost separately."""
LIST = "list "
"""Prefix of the names of units of list pages."""


class Units:
    """Units of the site of these inputs."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._site = inputs.site
        self._settings = inputs.settings
        self._shells: dict[tuple[str, int], str] = {}  # fingerprints by section and depth
        self._updated = newest_days(inputs.changes)
        self._kept = CachedFiles(inputs.root / ".cache" / "digests" if caches_enabled() else None)

    def lists(self) -> Iterator[Unit]:
        """List pages, and every file that is neither a page nor about a single record."""
        site, settings = self._site, self._settings
        for part, make in list_parts(site):
            yield Unit(f"{LIST}{part}", partial(self._write_pages, make))
        yield Unit("form", partial(self._write_pages, lambda: iter([admin_page(site, settings.form)])))
        publisher = Publisher(settings.site_name, settings.site_url, settings.tag)
        files: dict[str, Callable[[], Iterator[Output | ExportFile]]] = {
            "assets": lambda: Assets(settings.templates / "assets").outputs(),
            **dict(card_files(site.facts)),
            **dict(situation_files(site.facts)),
            "blank forms": blank_files,
            "form files": lambda: form_files(site.base, settings.form),
            **shared_files(site.base, publisher, self._updated, site.facts, site.env.filters["md"]),
        }
        for name, make_files in files.items():
            yield Unit(name, partial(_write_files, make_files))

    def records(self, items: list[Loaded]) -> Iterator[Unit]:
        """The page of each record with the files about this record alone."""
        for item in items:
            yield Unit(f"{item.type.kind}/{item.record.id}", partial(self._write_record, item))

    def _write_record(self, item: Loaded, writer: Writer) -> None:
        site = self._site
        site.reads.note(f"{item.type.kind}/{item.record.id}")
        if item.type.address:
            self._write_page(record_page(site, item, self._extra(item.record, writer)), writer)
        for file in record_files(site.base, item):
            writer.file(file)

    def _extra(self, record: Record, writer: Writer) -> Extra:
        """Write the files that the page of a record links to; what the page needs besides the record."""
        if isinstance(record, Practice):
            # The value holds only ids and reasons; the reads of the similar practices themselves are tracked with their rows.
            self._site.reads.note(f"={LIKE}/{record.id}")
            writer.set_result(self._inputs.likeness.found(record.id))
            return Extra(similar=self._inputs.likeness.like(record.id))
        if isinstance(record, Digest) and self._settings.digest_files:
            return Extra(files=self._digest_files(record, writer))
        if isinstance(record, Roadmap):
            return Extra(files=list(_roadmap_files(self._site, record, writer)))
        return Extra()

    def _write_pages(self, make: Callable[[], Iterator[Page]], writer: Writer) -> None:
        for page in make():
            self._write_page(page, writer)

    def _write_page(self, page: Page, writer: Writer) -> None:
        self._site.reads.note(f"=shell/{page.section}/{page.depth}")
        fingerprint = f"{page.fingerprint} {self._shell_fingerprint(page.section, page.depth)}" if page.fingerprint else ""
        if not (fingerprint and writer.take_page(page, fingerprint)):
            writer.page(page, self._inputs.theme.wrap(page), fingerprint)

    def _shell_fingerprint(self, section: str, depth: int) -> str:
        key = section, depth
        if key not in self._shells:
            self._shells[key] = hashlib.blake2b(self._inputs.theme.around(section, depth).encode(), digest_size=8).hexdigest()
        return self._shells[key]

    @cached_property
    def _digests(self) -> DigestFiles:
        settings = self._settings
        return DigestFiles(self._site.base, settings.templates / "exports", settings.site_url, settings.site_name, self._kept)

    def _digest_files(self, digest: Digest, writer: Writer) -> list[FileView]:
        files = self._digests.publish(digest, writer.file)
        for reason in self._digests.missing:
            writer.remark(reason)
        return [FileView(file.title, file.address, file_size(file.size), file.format) for file in files]

    def tidy(self) -> Unit:
        """Drop cached files that no digest issue needs any more; to be made after all issues, in the same process."""
        return Unit("tidy", lambda _: self._kept.drop_unused())

    def search(self) -> Unit:
        """The search index."""
        inputs, kept = self._inputs, self._inputs.kept
        suffix = "-drafts" * self._settings.drafts
        documents = kept / f"documents{suffix}" if kept else None
        index = kept / f"search{suffix}" if kept else None

        def open_documents() -> CachedDocuments:
            return CachedDocuments(documents, inputs.whole, inputs.site.reads, inputs.fingerprints.of)

        return Unit(SEARCH, partial(_write_search, inputs.site, open_documents, index))


def _write_search(site: Site, open_documents: Callable[[], CachedDocuments], kept_index: Path | None, writer: Writer) -> None:
    base, facts = site.base, site.facts
    maker, documents = DocumentMaker(base), open_documents()

    def made(item: Loaded) -> tuple[list[SearchDocument], tuple[str, ...]]:
        row = result_row(facts.row(item.record.id)) if isinstance(item.record, Practice) else ()
        return list(maker.documents(item)), row

    for item in base.loaded:
        documents.add(f"{item.type.kind}/{item.record.id}", partial(made, item))
    documents.add("terms", lambda: ([maker.term(term) for term in base.terms], ()))
    documents.save()
    write_static_index(
        documents, writer.within("search"), Names(base.name_groups), type_titles(base.registry), orders(facts), kept_index
    )


def _roadmap_files(site: Site, roadmap: Roadmap, writer: Writer) -> Iterator[FileView]:
    for made in roadmap_files(site.base, roadmap):
        writer.file(made.file)
        yield FileView(made.format.title, made.file.path, file_size(len(made.file.data)), made.format.name)


def _write_files(make: Callable[[], Iterator[Output | ExportFile]], writer: Writer) -> None:
    for file in make():
        writer.file(file)


def newest_days(changes: Mapping[str, list[Change]]) -> dict[str, date]:
    """The day of the newest change by path; ``changes`` are newest first."""
    return {path: found[0].day for path, found in changes.items()}
