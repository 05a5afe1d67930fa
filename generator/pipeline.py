"""The whole way on one screen: load → link → check → analyse → render → index.

``check`` is ``build`` stopped before rendering, so the two cannot disagree. Knows no MkDocs: the
theme comes in as a ``Shell``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check as check_rules
from generator.loading.history import Change, history
from generator.loading.records import load
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.registry import Registry

from .beside import Beside

if TYPE_CHECKING:  # what only a build needs is imported by it, so that ``check`` starts at once
    from generator.exports.digest.publish import PublishedFiles
    from generator.rendering.assets import Assets
    from generator.rendering.page import Shell
    from generator.rendering.views.files import FileView

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A content root that was read: the linked base and everything wrong with it, sorted."""

    base: KnowledgeBase
    diagnostics: list[Diagnostic]

    @property
    def errors(self) -> list[Diagnostic]:
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Diagnostic]:
        return [d for d in self.diagnostics if d.severity is Severity.WARNING]


@dataclass
class Report:
    """What a build did: seconds by phase, files and bytes written; what it had to leave out, in Russian."""

    phases: dict[str, float] = field(default_factory=dict)
    pages: int = 0
    files: int = 0
    bytes: int = 0
    remarks: list[str] = field(default_factory=list)

    @contextmanager
    def timed(self, phase: str, progress: Progress) -> Iterator[None]:
        progress(phase)
        start = time.perf_counter()
        yield
        self.phases[phase] = self.phases.get(phase, 0.0) + time.perf_counter() - start


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
    extra_addresses: tuple[str, ...] = ()  # hand-written pages, for the sitemap


def check(root: Path, today: date, registry: Registry | None = None) -> Checked:
    """Read and check everything below ``root``; nothing is written."""
    registry = registry or Registry()
    result = load(root, registry)
    base = KnowledgeBase(result.records, registry, frozenset(result.unreadable))
    found = [*result.diagnostics, *check_rules(base, today)]
    return Checked(base, sorted(found, key=lambda d: d.sort_key))


def render(
    checked: Checked, root: Path, site_dir: Path, settings: Settings, shell: Callable[[Assets], Shell],
    progress: Progress,
) -> Report:
    """Write the site of a base without errors into ``site_dir``."""
    report = Report()
    digests = Beside("файлы выпусков", lambda: _write_digests(checked.base, root, site_dir, settings))
    index = Beside("поисковый индекс", lambda: _build_search(checked.base, site_dir / "search"))
    try:
        _render_files(checked.base, root, site_dir, settings, shell, progress, report, digests)
        with report.timed("поиск", progress):
            index.wait()
    finally:
        digests.stop()
        index.stop()
    return report


def _render_files(
    base: KnowledgeBase, root: Path, site_dir: Path, settings: Settings, shell: Callable[[Assets], Shell],
    progress: Progress, report: Report, digests: Beside[PublishedFiles],
) -> None:
    from generator.analysis.similarity import similar_practices
    from generator.exports.files import site_files
    from generator.rendering.assets import Assets
    from generator.rendering.cards import cards
    from generator.rendering.environment import make_environment
    from generator.rendering.markup import TextRenderer
    from generator.rendering.pages import pages
    from generator.rendering.site import Site
    from generator.rendering.views.common import Facts
    from generator.wording.glossary import abbreviations

    with report.timed("история", progress):
        changes = history(root)
    with report.timed("похожие", progress):
        similar = similar_practices(base)
    facts = Facts(base, settings.today, changes, settings.source_url, settings.history_url)
    assets = Assets(settings.templates / "assets")
    theme = shell(assets)
    env = make_environment(settings.templates, TextRenderer(abbreviations(base.terms)))
    addresses: list[tuple[str, date | None]] = []
    with report.timed("страницы", progress):
        for page in pages(Site(base, facts, env, similar, _DigestFiles(digests, report))):
            _write(site_dir, page.file, theme.wrap(page).encode(), report)
            report.pages += 1
            if page.listed:
                addresses.append((page.address, page.updated))
    with report.timed("файлы", progress):
        for asset in (*assets.outputs(), *cards(facts)):
            _write(site_dir, asset.path, asset.data, report)
        addresses += [(address, None) for address in settings.extra_addresses]
        for file in site_files(base, root, settings.site_url, addresses, newest_days(changes)):
            _write(site_dir, file.path, file.data, report)


def _write_digests(base: KnowledgeBase, root: Path, site_dir: Path, settings: Settings) -> PublishedFiles:
    from generator.exports.digest.publish import publish_digests
    from generator.exports.kept_files import KeptFiles

    kept = KeptFiles(root / ".cache" / "digests")
    return publish_digests(base, settings.templates / "exports", site_dir, settings.site_url, settings.site_name, kept)


class _DigestFiles:
    """What can be downloaded from the page of an issue; the first question waits for the files."""

    def __init__(self, files: Beside[PublishedFiles], report: Report) -> None:
        self._files, self._report = files, report
        self._by_digest: dict[str, list[FileView]] | None = None

    def __call__(self, digest: str) -> list[FileView]:
        from generator.rendering.views.files import FileView
        from generator.wording.russian import file_size

        if self._by_digest is None:
            published = self._files.wait()
            self._by_digest = {}
            for f in published.files:
                view = FileView(f.title, f.address, file_size(f.size), f.format)
                self._by_digest.setdefault(f.digest, []).append(view)
            self._report.files += len(published.files)
            self._report.bytes += sum(f.size for f in published.files)
            self._report.remarks += published.missing
        return self._by_digest.get(digest, [])


def _build_search(base: KnowledgeBase, folder: Path) -> None:
    from generator.model.practice import Practice
    from generator.model.region import Region
    from generator.search.documents import search_documents
    from generator.search.static_index import build_static_index

    names = [*base.synonyms, *((region.title, *region.other_names) for region in base.all(Region))]
    adoptions = {f"practice:{practice.id}": len(practice.adoptions) for practice in base.all(Practice)}
    build_static_index(search_documents(base), folder, names, {"adoptions": adoptions})


def newest_days(changes: dict[str, list[Change]]) -> dict[str, date]:
    """Day of the newest change by path."""
    return {path: found[0].day for path, found in changes.items()}


def _write(site_dir: Path, path: str, data: bytes, report: Report) -> None:
    target = site_dir / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    report.files += 1
    report.bytes += len(data)
