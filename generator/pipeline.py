"""The whole way on one screen: load → link → check → analyse → render → index.

``check`` is ``build`` stopped before rendering, so the two cannot disagree. Knows no MkDocs: the
theme comes in as a ``Shell``.
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

from .beside import keeping
from .build_report import Progress, Report
from .reading import Reading
from .settings import Settings

if TYPE_CHECKING:  # what only a build needs is imported by it, so that ``check`` starts at once
    from generator.rendering.assets import Assets
    from generator.rendering.page import Shell

    from .workshop import Workshop


@dataclass(frozen=True, slots=True)
class Checked:
    """A content root that was read: the linked base and everything wrong with it, sorted.

    ``base`` is what is published; ``with_drafts`` is for editors' eyes. Without drafts they are one.
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
    root: Path, today: date, registry: Registry | None = None, workshop: Workshop | None = None, reading: Reading | None = None
) -> Checked:
    """Read and check everything below ``root``; nothing is written.

    ``workshop`` is for who does so again and again; ``reading`` is given by who has begun it.
    """
    with keeping(), reading or Reading(root, registry, workshop.records if workshop else None) as begun:
        result = begun.result()
        base = KnowledgeBase(result.records, begun.registry, frozenset(result.unreadable), before=workshop.base if workshop else None)
        found = [*with_suggestions(result.diagnostics, base), *page_links(root), *check_rules(base, today, workshop.passed if workshop else None)]
    if workshop:
        workshop.base = base
    return Checked(base.published, base, sorted(found, key=lambda d: d.sort_key))


def render(
    checked: Checked, root: Path, site_dir: Path, settings: Settings, shell: Callable[[Assets], Shell],
    progress: Progress, before: Path | None = None, workshop: Workshop | None = None,
) -> Report:
    """Write the site of a base without errors into ``site_dir``, on all cores.

    What has not changed is taken over from the site ``before``, as far as that is known to be ours. With a
    ``workshop`` that knows that site, only what differs is written; the report then tells what is ``gone``.
    """
    with keeping():
        return _render(checked, root, site_dir, settings, shell, progress, before, workshop)


def _render(
    checked: Checked, root: Path, site_dir: Path, settings: Settings, shell: Callable[[Assets], Shell],
    progress: Progress, before: Path | None, workshop: Workshop | None,
) -> Report:
    from .building import Build
    from .inputs import Inputs, fingerprint_of_all
    from .previous import Previous, keep_made, made_file
    from .standing import Standing
    from .workshop import Tools

    report = Report()
    base = checked.shown(settings)
    with report.timed("история", progress):
        changes = history(root)
    whole = fingerprint_of_all(base, settings)
    known = workshop.take(whole, changes) if workshop else None
    inputs = known.inputs.renewed(base, settings, shell) if known else Inputs.gathered(base, root, settings, changes, whole, shell)
    file = made_file(inputs.kept, before)
    previous = known.made if known else Previous.open(file, before, whole)
    build = Build(inputs, site_dir, previous, serves=workshop is not None)
    try:
        build.run(report, progress)
        if before and (file or workshop):
            inputs.alike.take(build.found())
            made = build.made(before)
            if known:
                report.gone, report.later = previous.gone(made.units), build.later
            else:
                inputs.alike.keep()
                if file:
                    keep_made(file, whole, made)
            if workshop:
                assert isinstance(made, Standing)  # it serves
                workshop.give(Tools(made, inputs), file, cold=bool(previous.units) and not known)
    except BaseException:
        build.stop()
        raise
    return report


def stays(checked: Checked, root: Path, settings: Settings, workshop: Workshop) -> bool:
    """Whether all that every page is made of is as it was when the workshop's site was made, so that only what differs will be written."""
    from .inputs import fingerprint_of_all

    return workshop.knows(fingerprint_of_all(checked.shown(settings), settings), history(root))
