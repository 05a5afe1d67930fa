"""What is kept between builds changes how long a build takes, and not one byte of the index."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import vectors

from generator.knowledge.dependencies import ReadTracker
from generator.search import cached_index, static_index, static_levels
from generator.search import corpus as corpus_module
from generator.search.cached_documents import CachedDocuments
from generator.search.cached_index import CachedIndex
from generator.search.document import Facets, SearchDocument
from generator.search.headers import LoadedDocuments, header_of
from generator.search.names import Names
from generator.search.scoring import Scorer
from generator.search.spellings import analyse
from generator.search.static_index import build_static_index, write_static_index
from generator.search.static_levels import encode
from generator.site_files import Stamp
from generator.writer import Unit, UnitOutput, Writer

Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Files of an index of these documents; with ``kept``, made with what was kept of earlier ones."""

    def run(documents: list[SearchDocument], kept: Path | None = None, names: Names = vectors.NAMES) -> dict[str, bytes]:
        build_static_index(documents, tmp_path / "site", names, cache_file=kept)
        return {file.relative_to(tmp_path).as_posix(): file.read_bytes() for file in (tmp_path / "site").rglob("*.js")}

    return run


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "search"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Documents whose words were counted."""
    found: list[str] = []
    count = analyse

    def noted(documents: Sequence[SearchDocument], *others: object) -> object:
        found.extend(document.id for document in documents)
        return count(documents, *others)  # type: ignore[arg-type]

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
        [plain, compound, *rest], [compound, *rest], [plain, *rest], rest, [*rest, compound], [compound, plain, *rest], []
    ):
        assert build(documents, kept) == build(documents)


# Words that are hard to take over: short stems, homonyms, participles, names of things, numbers, twins.
WORDS = (
    "день сон брать мы люди человека шёл идти стали стать стекло печь банки удалённых удалить ТСР ФАПы ребята детей дети "
    "50+ 12,7 3 461 теле-медицина телемедицину учебно-финансовыми е-запись эпохалдыкнутая телезаврика школа школы школьный "
    "биржа труда пожилые WhatsApp ватсап травли запись записаться записной онлайн-запись зпт Тьютор З.О.Н.Т."
).split(" ")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_random_edits_give_the_same_bytes(build: Build, kept: Path, seed: int) -> None:
    chance = random.Random(seed)
    documents = vectors.documents()
    build(documents, kept)
    for step in range(8):
        place = chance.randrange(len(documents))
        some = " ".join(chance.choices(WORDS, k=chance.randint(0, 70)))
        edited = chance.choice([
            replace(documents[place], text=some), replace(documents[place], title=documents[place].title + " " + some[:30]),
            replace(documents[place], keywords=tuple(some.split(" ")[:9])), replace(documents[place], summary=some),
            replace(documents[place], id=f"new-{step}", question=some),
        ])
        kind = chance.random()
        if kind < 0.15 and len(documents) > 3:
            documents = documents[:place] + documents[place + 1 :]
        elif kind < 0.3:
            documents = [*documents, replace(edited, id=f"more-{step}", facets=documents[0].facets)]
        else:
            documents = [*documents[:place], edited, *documents[place + 1 :]]
        assert build(documents, kept) == build(documents), (seed, step)


@pytest.mark.slow
def test_scores_that_have_hardly_moved_are_not_told_again(build: Build, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where symbols change is known before: of a large base, few of them are worked out again."""
    told: list[int] = []
    score = Scorer.scored

    def counted(self: Scorer, postings: Sequence[int], *others: object) -> object:
        told.append(len(postings))
        return score(self, postings, *others)  # type: ignore[arg-type]

    chance = random.Random(5)
    documents = [
        SearchDocument("practice", f"p{n}", f"редкость{n}", "", text=" ".join(chance.choices(WORDS, k=chance.choice((9, 40, 800)))))
        for n in range(200)
    ]
    build(documents, kept)
    monkeypatch.setattr(Scorer, "scored", counted)
    for place in (7, 150):
        documents[place] = replace(documents[place], text=documents[place].text + " школа")
        told.clear()
        found = build(documents, kept)
        again = sum(told)
        told.clear()
        assert found == build(documents)
        assert again < sum(told) / 2


@pytest.mark.slow
def test_documents_that_come_go_and_move_give_the_same_bytes(build: Build, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a larger base, most of what is told of the others stays although all of them get other numbers."""
    chance = random.Random(8)
    documents = [
        SearchDocument(
            "practice", f"p{n:03}", f"редкость{n}", "", text=" ".join(chance.choices(WORDS, k=chance.choice((9, 40, 90)))),
            facets=Facets(stage=chance.choice(("pilot", "running")), year=2020 + n % 4),
        )
        for n in range(120)
    ]  # fmt: skip
    monkeypatch.setattr(static_levels, "_range", lambda _: (0.05, 200.0))  # of a small base it changes each time,
    monkeypatch.setattr(static_levels, "_MOST_DRIFT", 0.1)  # and much
    build(documents, kept)
    whole: list[object] = []

    def noted(*told: Any) -> object:
        whole.append(told)
        return encode(*told)

    monkeypatch.setattr(static_index, "encode", noted)
    moved = replace(documents[9], facets=Facets(stage="scaled"), text="школа " + documents[9].text)
    for changed in (
        [moved if document is documents[9] else document for document in documents], documents[1:],
        [*documents, replace(documents[3], id="p500", title="Тьюторская")], documents,
    ):  # fmt: skip
        whole.clear()
        found = build(changed, kept)
        assert not whole
        assert found == build(changed)


class Standing:
    """A site before, of which the index is known."""

    pages: Mapping[str, tuple[str, Stamp]] = {}

    def __init__(self, site: Path, made: Mapping[str, UnitOutput], *, in_place: bool) -> None:
        self.site, self.units, self.in_place = site, made, in_place


@pytest.mark.parametrize(("in_place", "lost"), [(False, False), (False, True), (True, False)])
def test_a_site_takes_from_the_one_before_what_was_written_there(
    tmp_path: Path, kept: Path, read: list[str], *, in_place: bool, lost: bool
) -> None:
    documents, site, after = vectors.documents(), tmp_path / "site", tmp_path / "after"

    def write(documents: Sequence[SearchDocument], folder: Path, kept: Path | None, before: Standing | None = None) -> UnitOutput:
        writer = Writer(folder, ReadTracker(), before)
        at_hand = LoadedDocuments(documents, {})

        def make(at_work: Writer) -> None:
            write_static_index(at_hand, at_work.within("search"), vectors.NAMES, {}, {}, kept)

        writer.make(Unit("search", make))
        return writer.done().units["search"]

    made = write(documents, site, kept)
    changed = [replace(documents[0], summary="Телезаврика"), *documents[1:]]
    write(changed, tmp_path / "clean", None)
    clean = {path: (tmp_path / "clean" / path).read_bytes() for path in files(tmp_path / "clean")}
    if lost:  # somebody has been there
        same = next(path for path in sorted(made.files) if path in clean and "/c" in path)
        (site / same).write_bytes(b"")
    read.clear()
    now = write(changed, after, kept, Standing(site, {"search": made}, in_place=in_place))
    assert read == [documents[0].id]
    assert now.files.keys() == clean.keys()
    new = files(after)
    assert {path: (after / path if path in new else site / path).read_bytes() for path in clean} == clean
    assert in_place or new == clean.keys()
    if not lost:
        assert now.files_written < len(clean)
    read.clear()
    elsewhere = tmp_path / "elsewhere"
    write(changed, elsewhere, kept)
    assert {path: (elsewhere / path).read_bytes() for path in files(elsewhere)} == clean
    assert not read


def files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def test_a_damaged_file_is_not_read(build: Build, kept: Path, read: list[str]) -> None:
    documents = vectors.documents()
    clean = build(documents, kept)
    whole = kept.read_bytes()
    for data in (b"", b"nothing", whole[: len(whole) // 2], whole[:100] + b"?" + whole[101:], b"\0" * len(whole)):
        kept.write_bytes(data)
        read.clear()
        assert build(documents, kept) == clean
        assert len(read) == len(documents)
    read.clear()
    assert build(documents, kept) == clean
    assert not read  # mended


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
    assert build(documents, tmp_path / "file" / "search") == build(documents)


def test_what_is_no_longer_used_does_not_stay_for_ever(
    build: Build, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = vectors.documents()
    build(documents, kept)
    build(documents[:3], kept)
    known = CachedIndex(kept, vectors.NAMES).read()
    assert known is not None
    assert len(known.fingerprints) == len(known.counts.forms) == 3
    monkeypatch.setattr(cached_index, "_SPARE", 0)
    monkeypatch.setattr(cached_index, "_MOST", 1)
    build(documents[:1], kept)
    assert not kept.exists()  # most of its words stand nowhere: the next build begins anew
    assert build(documents[:1], kept) == build(documents[:1])
    assert [file.name for file in kept.parent.iterdir()] == ["search"]


def test_documents_are_made_again_where_something_they_are_made_of_has_changed(tmp_path: Path) -> None:
    first, second, *_ = vectors.documents()
    file, reads = tmp_path / "cache" / "documents", ReadTracker()
    made: list[str] = []

    def build(prints: dict[str, str], whole: str = "1", of: dict[str, SearchDocument] | None = None) -> list[object]:
        kept = CachedDocuments(file, whole, reads, prints.__getitem__)
        made.clear()

        def make(name: str, document: SearchDocument) -> tuple[list[SearchDocument], tuple[str, ...]]:
            made.append(name)
            reads.note("region/oblast")
            return [document], ("строка",)

        for name, document in (of or {"practice/a": first, "practice/b": second}).items():
            kept.add(name, lambda name=name, document=document: make(name, document))  # type: ignore[misc]
        kept.save()
        return list(kept.headers)

    prints = {"practice/a": "1", "practice/b": "1", "region/oblast": "1"}
    expected = [header_of(first, ("строка",)), header_of(second, ("строка",))]
    assert build(prints) == expected
    assert made == ["practice/a", "practice/b"]
    assert build(prints) == expected
    assert made == []
    assert build({**prints, "practice/b": "2"}) == expected
    assert made == ["practice/b"]
    assert build({**prints, "practice/b": "2", "region/oblast": "2"}) == expected
    assert made == ["practice/a", "practice/b"]
    assert build({**prints, "practice/b": "2", "region/oblast": "2"}, "another") == expected
    assert made == ["practice/a", "practice/b"]
    build(prints, "another", {"practice/b": second})
    build(prints, "another", {"practice/b": second})
    assert made == []
    build(prints, "another")
    assert made == ["practice/a"]  # what is gone is not kept
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert build(prints, "another") == expected
    assert made == ["practice/a", "practice/b"]
