"""What tests of importers share: a base of regions and words only, invented documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from digest_samples import DIGESTS, REGISTRY, ROOT, SOURCE, Importer

from generator.editing.importing.digest_import import DigestImport, import_digest
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import load


@pytest.fixture(scope="session")
def bare_base() -> KnowledgeBase:
    """The published regions and vocabulary without any practice or issue."""
    regions = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "regions").glob("*.yml"))
    found = load(ROOT, REGISTRY, [*regions, "practices/taxonomy.yml"])
    assert found.diagnostics == []
    return KnowledgeBase(found.records, REGISTRY)


@pytest.fixture(scope="session")
def full_base() -> KnowledgeBase:
    """All published records."""
    return KnowledgeBase(load(ROOT, REGISTRY).records, REGISTRY)


@pytest.fixture(scope="session")
def importer(bare_base: KnowledgeBase) -> Importer:
    """An import into a base without practices; a text is encoded as UTF-8."""

    def run(document: str | bytes, name: str = "digest.txt", base: KnowledgeBase | None = None, **kwargs: object) -> DigestImport:
        data = document.encode() if isinstance(document, str) else document
        return import_digest(base or bare_base, data, name, **kwargs)  # type: ignore[arg-type]  # passed through

    return run


@pytest.fixture(scope="session")
def sample() -> str:
    """An invented issue with all the scars that documents come with."""
    return (DIGESTS / "week-52.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def source() -> bytes:
    """The published document of the issue 2021-w46, where a folder of sources lies beside the repository."""
    folder = os.environ.get("SMARTEKA_SOURCES")
    found = [Path(folder) / SOURCE] if folder else sorted(ROOT.parent.glob(f"*/sources/{SOURCE}"))
    if not found:
        pytest.skip("the published document is not here; SMARTEKA_SOURCES may name its folder")
    return found[0].read_bytes()
