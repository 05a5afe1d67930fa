"""The whole way on one screen: load → link → check → analyse → render → index.

``check`` is ``build`` stopped before rendering, so the two cannot disagree. Knows no MkDocs: the
theme comes in as a ``Shell``.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check as check_rules
from generator.knowledge.suggestions import with_suggestions
from generator.knowledge.watched import Fingerprints, WatchedBase
from generator.loading.history import Change, history
from generator.loading.own_cache import code_version, own_cache
from generator.loading.page_links import page_links
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.registry import Registry
from generator.model.scalars import PracticeId

from .beside import keeping
from .output import Progress, Report, Settings, Stamp, stamp
from .reading import Reading

if TYPE_CHECKING:  # what only a build needs is imported by it, so that ``check`` starts at once
    from generator.analysis.kept_likeness import KeptLikeness
    from generator.rendering.assets import Assets
    from generator.rendering.page import Shell
    from generator.rendering.site import Site

    from .workshop import Workshop


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


def check(
    root: Path, today: date, registry: Registry | None = None, workshop: Workshop | None = None, reading: Reading | None = None
) -> Checked:
    """Read and check everything below ``root``; nothing is written.

    ``workshop`` is for who does so again and again; ``reading`` is given by who has begun it.
    """
    with keeping(), reading or Reading(root, registry, workshop.records if workshop else None) as begun:
        result = begun.result()
        base = KnowledgeBase(result.records, begun.registry, frozenset(result.unreadable), before=workshop.base if workshop else None)
        found = [*with_suggestions(result.diagnostics, base), *page_links(root), *check_rules(base, today, workshop.sound if workshop else None)]
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
    from generator.analysis.kept_likeness import KeptLikeness

    from .building import Build
    from .previous import Previous, keep_made
    from .standing import Standing
    from .workshop import Tools, renew

    report = Report()
    base = checked.with_drafts if settings.drafts else checked.base
    with report.timed("история", progress):
        changes = history(root)
    whole = _whole(base, settings)
    known = workshop.take(whole, changes) if workshop else None
    site = known.site if known else _site(WatchedBase(base), root, settings, changes)
    theme = shell(_assets(settings))
    kept = own_cache(root)
    made_file = kept / f"site-{hashlib.sha256(os.fsencode(before)).hexdigest()[:16]}" if kept and before else None
    previous = known.made if known else Previous.open(made_file, before, whole)
    alike_file = kept / f"likeness{'-drafts' * settings.drafts}" if kept else None
    alike = KeptLikeness(base, alike_file, known.alike if known else None)
    work_out = partial(_work_out, site, theme, alike)
    fingerprints = renew(known, base, work_out) if known else Fingerprints(base, changes, work_out)
    build = Build(
        base, root, site_dir, settings, changes, site, theme, alike, fingerprints, previous,
        kept=kept, whole=whole, serves=workshop is not None,
    )
    try:
        build.run(report, progress)
        if before and (made_file or workshop):
            alike.take(build.found())
            made = build.made(before)
            if known:
                report.gone, report.later = previous.gone(made.units), build.later
            else:
                alike.keep()
                if made_file:
                    keep_made(made_file, whole, made)
            if workshop:
                assert isinstance(made, Standing)  # it serves
                workshop.file, workshop.cold = made_file, bool(previous.units) and not known
                workshop.give(whole, changes, Tools(made, site, alike, fingerprints))
    except BaseException:
        build.stop()
        raise
    return report


def stays(checked: Checked, root: Path, settings: Settings, workshop: Workshop) -> bool:
    """Whether all that every page is made of is as it was when the workshop's site was made, so that only what differs will be written."""
    base = checked.with_drafts if settings.drafts else checked.base
    return workshop.knows(_whole(base, settings), history(root))


def _assets(settings: Settings) -> Assets:
    from generator.rendering.assets import Assets

    return Assets(settings.templates / "assets")


def _site(base: KnowledgeBase, root: Path, settings: Settings, changes: dict[str, list[Change]]) -> Site:
    """What pages are made from."""
    from generator.rendering.environment import make_environment
    from generator.rendering.markup import TextRenderer
    from generator.rendering.site import Site
    from generator.rendering.views.facts import Facts
    from generator.wording.glossary import abbreviations

    facts = Facts(
        base, settings.today, changes, settings.source_url, settings.history_url, settings.form_answers,
        correction_url=settings.correction_url,
    )
    env = make_environment(settings.templates, TextRenderer(abbreviations(base.terms)), root / ".cache" / "templates")
    return Site(base, facts, env)


def _whole(base: KnowledgeBase, settings: Settings) -> str:
    """The fingerprint of what every unit is made from: code, libraries, templates, settings, the day, abbreviations."""
    whole = hashlib.sha256()
    for folder in sorted(path for path in sys.path if Path(path).is_dir()):
        whole.update(repr(sorted(p.name for p in Path(folder).glob("*.dist-info"))).encode())
    templates = sorted(path for path in settings.templates.rglob("*") if path.is_file())
    whole.update(_of_files(settings.templates, tuple((path, stamp(path.stat())) for path in templates)))
    told = (code_version(), replace(settings, extra_addresses=()), base.terms, base.registry.types)
    whole.update(repr(told).encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


@lru_cache(maxsize=2)  # the local server asks after each edit
def _of_files(top: Path, files: tuple[tuple[Path, Stamp], ...]) -> bytes:
    """Of their names and texts; the stamps are told so that nothing is kept of files that have changed."""
    whole = hashlib.sha256()
    for path, _ in files:
        data = path.read_bytes()
        whole.update(f"{path.relative_to(top)} {len(data)} ".encode("utf-8", "surrogateescape") + data)
    return whole.digest()


def _work_out(site: Site, theme: Shell, alike: KeptLikeness, name: str, argument: str) -> object:
    """The value of a key ``=name/argument``."""
    from .units import LIKE

    if name == LIKE:
        return alike.found(PracticeId(argument))
    if name == "shell":
        section, _, depth = argument.rpartition("/")
        return theme.around(section, int(depth))
    return site.work_out(name, argument)
