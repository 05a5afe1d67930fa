"""Names that tests of importers share: where the invented documents lie, how results are looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.editing.importing.digest_import import DigestImport
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import load_text
from generator.model.diagnostic import Severity
from generator.model.registry import Registry

ROOT = Path(__file__).resolve().parents[2]
DIGESTS = Path(__file__).parent / "digests"
SOURCE = "digest-2021-11-15.txt"
REGISTRY = Registry()

Importer = Callable[..., DigestImport]


def with_drafts(base: KnowledgeBase, result: DigestImport, damaged: bool = False) -> KnowledgeBase:
    """The base after the drafts were written; each must load without a word, or if ``damaged`` without an error."""
    items = []
    for path, text in result.files.items():
        record_type = REGISTRY.for_path(path)
        assert record_type, path
        item, diagnostics = load_text(text, path, record_type)
        assert not [d for d in diagnostics if not damaged or d.severity is Severity.ERROR], (path, diagnostics, text)
        assert item
        items.append(item)
    return KnowledgeBase([*base.loaded, *items], REGISTRY)


def codes(result: DigestImport) -> set[str]:
    return {d.code for d in result.diagnostics}
