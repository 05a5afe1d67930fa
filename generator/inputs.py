"""The inputs of a build, and the fingerprint of those that every unit depends on."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from generator.analysis.cached_likeness import CachedLikeness
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.tracked_base import Fingerprints, TrackedBase
from generator.loading.history import Change
from generator.loading.user_cache import cache_folder, code_version
from generator.model.scalars import PracticeId
from generator.rendering.assets import Assets
from generator.rendering.environment import make_environment
from generator.rendering.markup import TextRenderer
from generator.rendering.page import Shell
from generator.rendering.site import Site
from generator.rendering.views.facts import Facts
from generator.rendering.views.record_foot import RecordLinks
from generator.wording.glossary import abbreviations

from .settings import Settings
from .site_files import Stamp, stamp

LIKE = "like"
"""Prefix of the keys ``=like/<practice>``: the likeness cache itself tracks which of these values are still valid."""
MakeShell = Callable[[Assets], Shell]


@dataclass(frozen=True, slots=True)
class Inputs:
    """``changes`` is the git history by path, ``whole`` the fingerprint of the inputs of every unit.

    ``theme`` wraps the pages rendered from ``site``; ``kept`` is the user's cache folder for this root, None if
    caching is off.
    """

    base: KnowledgeBase
    root: Path
    settings: Settings
    changes: dict[str, list[Change]]
    whole: str
    site: Site
    theme: Shell
    likeness: CachedLikeness
    fingerprints: Fingerprints
    kept: Path | None

    @classmethod
    def gathered(
        cls, base: KnowledgeBase, root: Path, settings: Settings, changes: dict[str, list[Change]], whole: str, shell: MakeShell
    ) -> Inputs:
        kept = cache_folder(root)
        site = _site(TrackedBase(base), root, settings, changes)
        theme = shell(_assets(settings))
        likeness = CachedLikeness(base, _likeness_file(kept, settings))
        fingerprints = Fingerprints(base, changes, partial(_compute, site, theme, likeness))
        return cls(base, root, settings, changes, whole, site, theme, likeness, fingerprints, kept)

    def renewed(self, base: KnowledgeBase, settings: Settings, shell: MakeShell) -> Inputs:
        """The inputs for another base with the same history and ``whole``; derived values that depend on changed records are dropped.

        The ``Site`` object is reused and switched to the new base.
        """
        kept, site = cache_folder(self.root), self.site
        theme = shell(_assets(settings))
        likeness = CachedLikeness(base, _likeness_file(kept, settings), self.likeness)
        assert isinstance(site.base, TrackedBase)
        site.reads.next_revision(self.fingerprints.changed_keys(base))
        site.base.become(base)
        site.forget_rows()
        fingerprints = self.fingerprints.next_revision(base, partial(_compute, site, theme, likeness), site.reads, apart=LIKE)
        return replace(self, base=base, settings=settings, theme=theme, likeness=likeness, fingerprints=fingerprints, kept=kept)


def fingerprint_of_all(base: KnowledgeBase, settings: Settings) -> str:
    """The fingerprint of the inputs of every unit: code, libraries, templates, settings, the day, abbreviations."""
    whole = hashlib.sha256()
    for folder in sorted(path for path in sys.path if Path(path).is_dir()):
        whole.update(repr(sorted(p.name for p in Path(folder).glob("*.dist-info"))).encode())
    templates = sorted(path for path in settings.templates.rglob("*") if path.is_file())
    whole.update(_of_files(settings.templates, tuple((path, stamp(path.stat())) for path in templates)))
    others = (code_version(), replace(settings, extra_addresses=()), base.terms, base.registry.types)
    whole.update(repr(others).encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


@lru_cache(maxsize=2)  # the local server asks after each edit
def _of_files(top: Path, files: tuple[tuple[Path, Stamp], ...]) -> bytes:
    """The digest of names and contents; the stamps are part of the cache key, so changed files are read again."""
    whole = hashlib.sha256()
    for path, _ in files:
        data = path.read_bytes()
        whole.update(f"{path.relative_to(top)} {len(data)} ".encode("utf-8", "surrogateescape") + data)
    return whole.digest()


def _assets(settings: Settings) -> Assets:
    return Assets(settings.templates / "assets")


def _likeness_file(kept: Path | None, settings: Settings) -> Path | None:
    return kept / f"likeness{'-drafts' * settings.drafts}" if kept else None


def _site(base: KnowledgeBase, root: Path, settings: Settings, changes: dict[str, list[Change]]) -> Site:
    links = RecordLinks(settings.source_url, settings.history_url, settings.correction_url, settings.form_answers)
    env = make_environment(settings.templates, TextRenderer(abbreviations(base.terms)), root / ".cache" / "templates")
    return Site(base, Facts(base, settings.today, changes, links), env)


def _compute(site: Site, theme: Shell, likeness: CachedLikeness, name: str, argument: str) -> object:
    """The value of a key ``=name/argument``."""
    if name == LIKE:
        return likeness.found(PracticeId(argument))
    if name == "shell":
        section, _, depth = argument.rpartition("/")
        return theme.around(section, int(depth))
    return site.compute(name, argument)
