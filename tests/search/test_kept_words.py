"""Words kept between builds change how long a build takes, and not one byte of the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import vectors

from generator.search import corpus as corpus_module
from generator.search import kept_words
from generator.search.documents import SearchDocument
from generator.search.kept_words import KeptWords
from generator.search.names import Names
from generator.search.static_index import build_static_index

Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Files of an index of these documents; with ``kept``, made with the words of earlier ones."""

    def run(documents: list[SearchDocument], kept: Path | None = None, names: Names = vectors.NAMES) -> dict[str, bytes]:
        build_static_index(documents, tmp_path / "site", names, kept=kept)
        return {file.name: file.read_bytes() for file in (tmp_path / "site").rglob("*.js")}

    return run


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "words"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Documents whose words were counted."""
    found: list[str] = []
    count = corpus_module.analyse

    def noted(document: SearchDocument, *others: object) -> object:
        found.append(document.id)
        return count(document, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(corpus_module, "analyse", noted)
    return found


def test_only_what_has_changed_is_read(build: Build, kept: Path, read: list[str]) -> None:
    documents = vectors.documents()
    build(documents, kept)
    assert len(read) == len(documents)
    read.clear()
    changed = [replace(documents[0], text="Тьютора-помощника для мегашколы нашли"), *documents[1:]]
    found = build(changed, kept)
    assert read == [documents[0].id]
    assert found == build(changed)


def test_any_history_gives_the_same_bytes(build: Build, kept: Path) -> None:
    first, second, *rest = vectors.documents()
    plain = replace(first, text="Пришла телемедицина")
    compound = replace(second, text="Пришла теле-медицина")
    for documents in (
        [plain, compound, *rest], [compound, *rest], [plain, *rest], rest, [*rest, compound], [compound, plain, *rest]
    ):  # fmt: skip
        assert build(documents, kept) == build(documents)


def test_a_damaged_file_is_not_read(build: Build, kept: Path, read: list[str]) -> None:
    documents = vectors.documents()
    clean = build(documents, kept)
    whole = kept.read_bytes()
    for data in (b"", b"nothing", whole[: len(whole) // 2], whole[:100] + b"?" + whole[101:], b"\0" * len(whole)):
        kept.write_bytes(data)
        read.clear()
        assert build(documents, kept) == clean
        assert len(read) == len(documents)
        assert kept.read_bytes() == whole  # mended


def test_other_names_are_other_words(build: Build, kept: Path, read: list[str]) -> None:
    documents = vectors.documents()
    build(documents, kept)
    read.clear()
    names = Names([(("школа", "гимназия"), False)])
    assert build(documents, kept, names) == build(documents, None, names)
    assert set(read) == {document.id for document in documents}


def test_a_folder_that_cannot_be_written_is_done_without(build: Build, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    documents = vectors.documents()
    assert build(documents, tmp_path / "file" / "words") == build(documents)


def test_what_is_no_longer_used_does_not_stay_for_ever(
    build: Build, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = vectors.documents()
    build(documents, kept)
    build(documents[:3], kept)
    assert len(KeptWords(kept, vectors.NAMES)._known) == 3
    monkeypatch.setattr(kept_words, "_SPARE", 0)
    build(documents[:1], kept)
    assert not kept.exists()  # most of its words stand nowhere: the next build begins anew
    assert build(documents[:1], kept) == build(documents[:1])
    assert [file.name for file in kept.parent.iterdir()] == ["words"]
