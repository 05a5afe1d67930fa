"""Errors that a record would cause in the base, by the rules of ``check``, before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check
from generator.loading.records import LoadResult, content_files, joined, load_part, load_text
from generator.model.diagnostic import Diagnostic, Location, Severity
from generator.model.registry import Registry


class Surroundings:
    """The base on disk. A file is read again only if it has changed."""

    def __init__(self, root: Path, registry: Registry) -> None:
        self._root = root
        self._registry = registry
        self._read: dict[str, tuple[tuple[int, int], LoadResult]] = {}

    def broken_by(self, texts: Mapping[str, str], today: date) -> list[Diagnostic]:
        """Errors that the base would have only with these texts (by path)."""
        parts = self._parts()
        known = {_without_place(d) for d in self._errors(parts, today)}
        new = dict(parts)
        for path, text in texts.items():
            record_type = self._registry.for_path(path)
            assert record_type is not None  # the caller writes records only
            loaded, diagnostics = load_text(text, path, record_type)
            new[path] = LoadResult([loaded] if loaded else [], diagnostics)
        return [d for d in self._errors(new, today) if _without_place(d) not in known]

    def _parts(self) -> dict[str, LoadResult]:
        found: dict[str, tuple[tuple[int, int], LoadResult]] = {}
        for path in content_files(self._root, self._registry):
            try:
                status = (self._root / path).stat()
            except OSError:  # deleted, or a broken link: reading will report it
                stamp = (-1, -1)
            else:
                stamp = (status.st_mtime_ns, status.st_size)
            known = self._read.get(path)
            found[path] = known if known and known[0] == stamp else (stamp, load_part(self._root, self._registry, [path]))
        self._read = found
        return {path: result for path, (_, result) in found.items()}

    def _errors(self, parts: Mapping[str, LoadResult], today: date) -> list[Diagnostic]:
        whole = joined(parts.values())
        base = KnowledgeBase(whole.records, self._registry, frozenset(whole.unreadable))
        return [d for d in (*whole.diagnostics, *check(base, today)) if d.severity is Severity.ERROR]


def _without_place(d: Diagnostic) -> Diagnostic:
    """Without line and column, which may differ for a known error after an edit above it."""
    return replace(d, location=Location(d.location.path), related=())
