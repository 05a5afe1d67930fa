"""A second ``smarteka search``: answered without reading the base where nothing has changed, and rightly where something has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from publishing import Run, Runner

from generator import pipeline
from generator.cli.search import KINDS
from generator.model.registry import Registry
from generator.search import cached_base
from generator.search.documents import type_titles

CALL = "practices/2021/zvonok-sosedu.yml"
Search = Callable[..., tuple[Run, bool]]


@pytest.fixture
def search(smarteka: Runner, sample_root: Path, monkeypatch: pytest.MonkeyPatch) -> Search:
    """What was found, and whether the base was read for it; all files count as written long ago."""
    monkeypatch.setattr(cached_base, "_SETTLED_NS", -3_600_000_000_000)
    read: list[Path] = []
    check = pipeline.check

    def noted(root: Path, *args: object, **named: object) -> pipeline.Checked:
        read.append(root)
        return check(root, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "check", noted)

    def run(*args: str) -> tuple[Run, bool]:
        read.clear()
        return smarteka("--root", sample_root, "search", *args), bool(read)

    return run


def test_the_base_is_read_once(search: Search) -> None:
    first, read = search("звонок", "соседу")
    assert (read, first.code) == (True, 0)
    assert first.out.startswith("Звонок соседу\n")
    assert search("звонок", "соседу") == (first, False)
    assert search("лекарства", "--region", "ozernaya-oblast")[1] is False


def test_an_edit_is_found(search: Search, sample_root: Path) -> None:
    search("звонок")
    file = sample_root / CALL
    file.write_text(file.read_text(encoding="utf-8").replace("title: Звонок соседу", "title: Перекличка дружины"), encoding="utf-8")
    run, read = search("перекличка")
    assert (read, run.out.splitlines()[0]) == (True, "Перекличка дружины")
    assert search("перекличка") == (run, False)
    file.unlink()
    run, read = search("перекличка")
    assert (read, run.out) == (True, "")


def test_an_index_that_was_harmed_is_made_anew(search: Search, sample_root: Path) -> None:
    first, _ = search("звонок")
    (sample_root / ".cache/search/index.sqlite").write_bytes(b"no index")
    assert search("звонок") == (first, True)
    (sample_root / ".cache/search/index.sqlite").unlink()
    assert search("звонок") == (first, True)
    assert search("звонок") == (first, False)


def test_files_that_cannot_be_read_are_told_each_time(search: Search, sample_root: Path) -> None:
    (sample_root / CALL).write_text("id: [", encoding="utf-8")
    first, _ = search("автобус")
    assert "Не прочитано записей: 1" in first.err
    assert search("автобус") == (first, False)


def test_an_unknown_id_is_refused_with_a_guess(search: Search) -> None:
    search("звонок")
    run, _ = search("звонок", "--region", "ozernaya")
    assert run.code == 2
    assert "возможно, «ozernaya-oblast»" in run.err


def test_what_was_just_written_is_not_trusted(smarteka: Runner, sample_root: Path) -> None:
    """Somebody may write it again within the same tick of the clock."""
    smarteka("--root", sample_root, "search", "звонок")
    assert cached_base.cached_base(sample_root, sample_root / ".cache/search/index.sqlite") is None


def test_kinds_are_those_of_documents() -> None:
    assert tuple(type_titles(Registry())) == KINDS
