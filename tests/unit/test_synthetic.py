"""The synthetic content root: the same bytes each time, free of faults, and honest about itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from bench.practices import LENGTH, practices, prose_length
from bench.shared_content import MARK, shared_content
from bench.synthetic import SEED, write
from bench.yaml_text import dump
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check
from generator.loading.records import LoadResult, load
from generator.loading.yaml_reader import read
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.registry import Registry

RECORDS = 150


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stands on the minimal content, so that no edit of the published content changes it."""
    folder = tmp_path_factory.mktemp("synthetic") / "root"
    write(folder, RECORDS, source=None)
    return folder


@pytest.fixture(scope="module")
def loaded(root: Path) -> LoadResult:
    return load(root, Registry())


def _files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_same_number_gives_same_bytes(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "again", RECORDS, source=None)
    assert _files(tmp_path / "again") == _files(root)


def test_other_seed_gives_other_texts(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "other", RECORDS, seed=SEED + 1, source=None)
    other, these = _files(tmp_path / "other"), _files(root)
    assert other.keys() >= {name for name in these if name.startswith("practices/")}
    assert other != these


def test_loads_without_a_word(loaded: LoadResult) -> None:
    assert loaded.diagnostics == []
    counts = KnowledgeBase(loaded.records).counts()
    assert counts["practice"] == RECORDS
    assert counts["digest"] > 0


def test_breaks_no_rule(loaded: LoadResult) -> None:
    assert check(KnowledgeBase(loaded.records), date(2026, 11, 22)) == []


@pytest.mark.parametrize("number", [1, 4, 13])
def test_few_records_are_sound_too(tmp_path: Path, number: int) -> None:
    write(tmp_path / "root", number, source=None)
    result = load(tmp_path / "root", Registry())
    assert result.diagnostics == []
    base = KnowledgeBase(result.records)
    assert check(base, date(2026, 11, 22)) == []
    assert base.counts()["practice"] == number


def test_stands_on_published_content(tmp_path: Path) -> None:
    write(tmp_path / "root", 40)
    result = load(tmp_path / "root", Registry())
    assert result.diagnostics == []
    assert check(KnowledgeBase(result.records), date(2026, 11, 22)) == []
    assert (tmp_path / "root" / "mkdocs.yml").is_file()


def test_every_record_says_that_it_is_synthetic(loaded: LoadResult) -> None:
    base = KnowledgeBase(loaded.records)
    for practice in base.all(Practice):
        assert MARK in practice.solution
        assert all(MARK in source.title for source in practice.sources)
    for digest in base.all(Digest):
        assert all(MARK in source.title for source in digest.sources)


def test_records_have_the_promised_length(loaded: LoadResult) -> None:
    lengths = [prose_length(p) for p in practices(RECORDS, SEED, shared_content(None))]
    assert abs(mean(lengths) - LENGTH) < LENGTH * 0.05


def test_facets_vary(loaded: LoadResult) -> None:
    all_practices = KnowledgeBase(loaded.records).all(Practice)
    assert {p.sources[0].date.year for p in all_practices if p.sources[0].date} == set(range(2015, 2027))
    assert len({p.stage for p in all_practices}) == 5
    assert len({r for p in all_practices for r in p.regions}) > 4
    assert len({s for p in all_practices for s in p.subcategories}) > 3
    assert any(p.helps_with for p in all_practices)
    assert any(p.adoptions for p in all_practices)
    assert all(p.results for p in all_practices)


_SCALARS = ["Текст", "a: b", "a #b", "- a", "'a'", '"a"', "12", "1.5", "null", "true", "a:", "№ 5", "%x", ""]


@pytest.mark.parametrize("text", _SCALARS)
def test_yaml_reads_back(text: str) -> None:
    values: dict[str, Any] = {"line": text, "list": [text, {"inner": text, "deep": [text]}], "last": 1}
    assert read(dump(values), "x.yml").mapping == values


def test_paragraphs_read_back() -> None:
    document = read(dump({"text": "Первый абзац.\n\nВторой: с двоеточием."}), "x.yml")
    assert document.mapping == {"text": "Первый абзац.\n\nВторой: с двоеточием.\n"}


def test_refuses_a_folder_with_content(root: Path) -> None:
    with pytest.raises(FileExistsError):
        write(root, 1)
