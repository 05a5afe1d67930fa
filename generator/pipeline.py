"""The pipeline: load → link → check → analyse → render → index.

``render`` takes the result of ``check``, so the commands check and build cannot disagree. Independent of MkDocs:
the theme is passed in as a ``Shell``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check as check_rules
from generator.knowledge.suggestions import with_suggestions
from generator.loading.history import history
from generator.loading.page_links import page_links
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.registry import Registry

from .build_report import Progress, Report
from .parallel import gc_tuned
from .reading import Reading
from .settings import Settings

if TYPE_CHECKING:  # modules that only a build needs are imported in ``_render``, so that ``check`` starts faster
    from generator.rendering.assets import Assets
    from generator.rendering.page import Shell

    from .build_state import BuildState


@dataclass(frozen=True, slots=True)
class Checked:
    """A content root that was read: the linked base and its diagnostics, sorted.

    ``base`` holds the published records, ``with_drafts`` all; without drafts both are the same object.
    """

    base: KnowledgeBase
    with_drafts: KnowledgeBase
    diagnostics: list[Diagnostic]

    def shown(self, settings: Settings) -> KnowledgeBase:
        """The base that a site with these settings shows."""
        return self.with_drafts if settings.drafts else self.base

    @property
    def errors(self) -> list[Diagnostic]:
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Diagnostic]:
        return [d for d in self.diagnostics if d.severity is Severity.WARNING]


def check(
    root: Path, today: date, registry: Registry | None = None, state: BuildState | None = None, reading: Reading | None = None
) -> Checked:
    """Read and check everything below ``root``; nothing is written.

    ``state`` is for a process that checks repeatedly; ``reading`` is one that was started earlier.
    """
    with gc_tuned(), reading or Reading(root, registry, state.records if state else None) as begun:
        result = begun.result()
        base = KnowledgeBase(result.records, begun.registry, frozenset(result.unreadable), before=state.base if state else None)
        found = [*with_suggestions(result.diagnostics, base), *page_links(root), *check_rules(base, today, state.passed if state else None)]
    if state:
        state.base = base
    return Checked(base.published, base, sorted(found, key=lambda d: d.sort_key))


def render(
    checked: Checked, root: Path, site_dir: Path, settings: Settings, shell: Callable[[Assets], Shell],
    progress: Progress, before: Path | None = None, state: BuildState | None = None,
) -> Report:
    """Write the site of a base without errors into ``site_dir``, using all cores.

    Unchanged units are reused from the previous site ``before``, if it has a manifest. With a ``state`` that
    knows that site, only files that differ are written; ``Report.gone`` then names those to be removed.
    """
    with gc_tuned():
        return _render(checked, root, site_dir, settings, shell, progress, before, state)


def _render(
    checked: Checked, root: Path, site_dir: Path, settings: Settings, shell: Callable[[Assets], Shell],
    progress: Progress, before: Path | None, state: BuildState | None,
) -> Report:
    from .build_state import LastBuild
    from .building import Build
    from .inputs import Inputs, fingerprint_of_all
    from .live_manifest import LiveManifest
    from .manifest import SiteManifest, manifest_file, save_manifest

    report = Report()
    base = checked.shown(settings)
    with report.timed("история", progress):
        changes = history(root)
    whole = fingerprint_of_all(base, settings)
    known = state.take(whole, changes) if state else None
    inputs = known.inputs.renewed(base, settings, shell) if known else Inputs.gathered(base, root, settings, changes, whole, shell)
    file = manifest_file(inputs.kept, before)
    previous = known.manifest if known else SiteManifest.open(file, before, whole)
    build = Build(inputs, site_dir, previous, serves=state is not None)
    try:
        build.run(report, progress)
        if before and (file or state):
            inputs.likeness.take(build.found())
            manifest = build.manifest(before)
            if known:
                report.gone, report.deferred = previous.gone(manifest.units), build.deferred
            else:
                inputs.likeness.keep()
                if file:
                    save_manifest(file, whole, manifest)
            if state:
                assert isinstance(manifest, LiveManifest)  # it serves
                state.put_back(LastBuild(manifest, inputs), file, cold=bool(previous.units) and not known)
    except BaseException:
        build.stop()
        raise
    return report


def stays(checked: Checked, root: Path, settings: Settings, state: BuildState) -> bool:
    """Whether the inputs of every unit are the same as at the last build of ``state``, so that the site can be updated in place."""
    from .inputs import fingerprint_of_all

    return state.matches(fingerprint_of_all(checked.shown(settings), settings), history(root))
