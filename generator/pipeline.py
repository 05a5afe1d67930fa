"""The whole way on one screen: load → link → check → analyse → render → index.

``check`` is ``build`` stopped before rendering, so the two cannot disagree. Knows no MkDocs: the
theme comes in as a ``Shell``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check as check_rules
from generator.loading.history import Change, history
from generator.loading.kept_records import load_kept
from generator.loading.records import Loaded, LoadResult, content_files, load, load_part
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.practice import Practice
from generator.model.registry import Registry

from .beside import Beside, cores, gathering, keeping
from .output import Addresses, Progress, Report, Writer, Written

if TYPE_CHECKING:  # what only a build needs is imported by it, so that ``check`` starts at once
    from generator.analysis.likeness import Likeness
    from generator.rendering.assets import Assets
    from generator.rendering.page import Shell
    from generator.rendering.site import Site


MANY_FILES = 400  # fewer are read sooner than another process starts


@dataclass(frozen=True, slots=True)
class Checked:
    """A content root that was read: the linked base and everything wrong with it, sorted.

    ``base`` is what is published; ``with_drafts`` is for editors' eyes. Without drafts they are one.
    """

    base: KnowledgeBase
    with_drafts: KnowledgeBase
    diagnostics: list[Diagnostic]

    @property
    def errors(self) -> list[Diagnostic]:
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Diagnostic]:
        return [d for d in self.diagnostics if d.severity is Severity.WARNING]


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


def check(root: Path, today: date, registry: Registry | None = None) -> Checked:
    """Read and check everything below ``root``; nothing is written."""
    registry = registry or Registry()
    with keeping():
        with gathering():
            result = _load(root, registry)
        base = KnowledgeBase(result.records, registry, frozenset(result.unreadable))
        found = [*result.diagnostics, *check_rules(base, today)]
    return Checked(base.published, base, sorted(found, key=lambda d: d.sort_key))


def _load(root: Path, registry: Registry) -> LoadResult:
    """Every record; where there are many, from what is kept of the last time."""
    paths = list(content_files(root, registry))
    if len(paths) < MANY_FILES:
        return load(root, registry, paths)
    return load_kept(root, registry, paths, partial(_read, root, registry))


def _read(root: Path, registry: Registry, paths: list[str]) -> list[LoadResult]:
    """Files read and validated, on two cores where there are many."""
    if len(paths) < MANY_FILES:
        return [load_part(root, registry, paths)]
    other = Beside(partial(load_part, root, registry, paths[1::2]))
    try:
        return [load_part(root, registry, paths[::2]), other.result()]
    finally:
        other.stop()


def render(
    checked: Checked, root: Path, site_dir: Path, settings: Settings, shell: Callable[[Assets], Shell],
    progress: Progress,
) -> Report:
    """Write the site of a base without errors into ``site_dir``, on all cores."""
    with keeping():
        return _render(checked, root, site_dir, settings, shell, progress)


def _render(
    checked: Checked, root: Path, site_dir: Path, settings: Settings, shell: Callable[[Assets], Shell],
    progress: Progress,
) -> Report:
    from generator.analysis.likeness import Likeness

    report = Report()
    base = checked.with_drafts if settings.drafts else checked.base
    with report.timed("история", progress):
        changes = history(root)
    site, theme = _site(base, root, settings, changes, shell)
    lists = Beside(partial(_write_lists, site, theme, root, site_dir, settings, changes))
    issues = Beside(partial(_write_with_files, site, theme, root, site_dir, settings))
    beside: list[Beside[Written]] = [lists, issues]
    try:
        with report.timed("похожие", progress):
            likeness = Likeness(base)
        # Forked only now: the words that likeness has looked up need not be looked up again there.
        index = Beside(partial(_build_search, site, root, site_dir))
        beside.append(index)
        with report.timed("страницы", progress):
            parts = _parts([item for item in base.loaded if item.type.kind not in ("digest", "roadmap")], max(1, cores() // 2))
            write = partial(_write_records, site, theme, likeness, site_dir)
            records = [Beside(partial(write, part)) for part in parts[1:]]
            beside += records
            written = [write(parts[0]), *(part.result() for part in records)]
        with report.timed("файлы", progress):
            written += [lists.result(), issues.result()]
            addresses: Addresses = [(address, None) for address in settings.extra_addresses]
            addresses += [each for part in written for each in part.addresses]
            written.append(_write_sitemap(addresses, site_dir, settings))
        with report.timed("поиск", progress):
            found = index.result()
    finally:
        for work in beside:
            work.stop()
    for phase, part in (*(("страницы и файлы", part) for part in written), ("поиск", found)):
        report.take(phase, part)
    return report


def _site(
    base: KnowledgeBase, root: Path, settings: Settings, changes: dict[str, list[Change]], shell: Callable[[Assets], Shell]
) -> tuple[Site, Shell]:
    """What pages are made from, and the theme that they are put into."""
    import generator.rendering.pages  # noqa: F401  # here once, for all processes that are forked later
    from generator.rendering.assets import Assets
    from generator.rendering.environment import make_environment
    from generator.rendering.markup import TextRenderer
    from generator.rendering.site import Site
    from generator.rendering.views.common import Facts
    from generator.wording.glossary import abbreviations

    facts = Facts(
        base, settings.today, changes, settings.source_url, settings.history_url, settings.form_answers,
        correction_url=settings.correction_url,
    )
    env = make_environment(settings.templates, TextRenderer(abbreviations(base.terms)), root / ".cache" / "templates")
    return Site(base, facts, env), shell(Assets(settings.templates / "assets"))


def _parts(items: list[Loaded], count: int) -> list[list[Loaded]]:
    """Every ``count``-th record in a part, so that each part holds some of every type."""
    return [items[start::count] for start in range(count)]


def _write_records(site: Site, theme: Shell, likeness: Likeness, site_dir: Path, items: list[Loaded]) -> Written:
    from generator.rendering.pages import record_pages

    writer = Writer(site_dir)
    practices = [item.record for item in items if isinstance(item.record, Practice)]
    site.similar = {practice.id: likeness.like(practice.id) for practice in practices}
    for page in record_pages(site, items):
        writer.page(page, theme.wrap(page))
    return writer.done()


def _write_with_files(site: Site, theme: Shell, root: Path, site_dir: Path, settings: Settings) -> Written:
    """Issues of the digest and road maps: their files for Word and the rest, then the pages that list these."""
    from generator.exports.digest.publish import publish_digests
    from generator.exports.kept_files import KeptFiles
    from generator.exports.roadmap.formats import blank_files, roadmap_files
    from generator.rendering.pages import record_pages
    from generator.rendering.views.files import FileView
    from generator.wording.russian import file_size

    writer = Writer(site_dir)
    if settings.digest_files:
        kept = KeptFiles(root / ".cache" / "digests")
        issues = publish_digests(
            site.base, settings.templates / "exports", settings.site_url, settings.site_name, kept, writer.file
        )
        for reason in issues.missing:
            writer.remark(reason)
        files: dict[str, list[FileView]] = {}
        for file in issues.files:
            files.setdefault(file.digest, []).append(FileView(file.title, file.address, file_size(file.size), file.format))
        site.digest_files = files
    plans: dict[str, list[FileView]] = {}
    for made in roadmap_files(site.base):
        writer.file(made.file)
        plans.setdefault(made.roadmap, []).append(
            FileView(made.format.title, made.file.path, file_size(len(made.file.data)), made.format.name)
        )
    site.roadmap_files = plans
    for empty in blank_files():
        writer.file(empty)
    for page in record_pages(site, [*site.base.of_kind("digest"), *site.base.of_kind("roadmap")]):
        writer.page(page, theme.wrap(page))
    return writer.done()


def _write_lists(
    site: Site, theme: Shell, root: Path, site_dir: Path, settings: Settings, changes: dict[str, list[Change]]
) -> Written:
    """Pages that list, and every file that is no page."""
    from generator.exports.feeds import Publisher
    from generator.exports.files import site_files
    from generator.exports.form.settings import form_files
    from generator.rendering.admin_page import admin_page
    from generator.rendering.assets import Assets
    from generator.rendering.cards import cards
    from generator.rendering.pages import list_pages
    from generator.rendering.roadmap_builder import situations

    writer = Writer(site_dir)
    for page in (*list_pages(site), admin_page(site, settings.form)):
        writer.page(page, theme.wrap(page))
    for asset in (*Assets(settings.templates / "assets").outputs(), *cards(site.facts), *situations(site.facts)):
        writer.file(asset)
    publisher = Publisher(settings.site_name, settings.site_url, settings.tag)
    offered, markdown = site.facts.subscriptions, site.env.filters["md"]
    for file in site_files(site.base, root, publisher, newest_days(changes), offered, markdown):
        writer.file(file)
    for file in form_files(site.base, settings.form):
        writer.file(file)
    return writer.done()


def _write_sitemap(addresses: Addresses, site_dir: Path, settings: Settings) -> Written:
    from generator.exports.sitemap import sitemap_files

    writer = Writer(site_dir)
    for file in sitemap_files(addresses, settings.site_url):
        writer.file(file)
    return writer.done()


def _build_search(site: Site, root: Path, site_dir: Path) -> Written:
    from generator.rendering.result_rows import orders, result_rows
    from generator.search.documents import search_documents
    from generator.search.names import Names
    from generator.search.static_index import build_static_index

    start = time.perf_counter()
    built = build_static_index(
        search_documents(site.base), site_dir / "search", Names(site.base.name_groups), orders(site.facts),
        result_rows(site.facts), root / ".cache" / "search" / "words",
    )
    return Written(files=built.shards + 1, bytes=built.bytes, seconds=time.perf_counter() - start)  # and the manifest


def newest_days(changes: dict[str, list[Change]]) -> dict[str, date]:
    """Day of the newest change by path."""
    return {path: found[0].day for path, found in changes.items()}
