"""The command line's search: which documents answer a query, and how the index is kept."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from search_samples import small_base

from generator.search.documents import SearchDocument, search_documents
from generator.search.engine import Filters, IndexChange, SearchIndexError, SearchResult
from generator.search.query import Alternative, QueryWord, Vocabulary, understand
from generator.search.snippet import Snippet, snippet
from generator.search.whoosh_engine import WhooshEngine

DOCUMENTS = search_documents(small_base())


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    engine = WhooshEngine(tmp_path_factory.mktemp("index"))
    engine.update(DOCUMENTS)
    return engine


def keys(result: SearchResult) -> list[str]:
    return [f"{hit.type}:{hit.id}" for hit in result.hits]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("справка в школу", "practice:spravki"),  # forms of words, a preposition
        ("дети", "practice:spravki"),  # «детей»
        ("50+", "practice:tsifra"),
        ("онлайн запись", "practice:tsifra"),
        ("онлайнзапись", "practice:tsifra"),
        ("ватсап whatsapp", "practice:tsifra"),
        ("Белгородчина", "region:belgorodskaya-oblast"),
        ("ярмарка вакансий", "event:ryazan-vstrecha"),
        ("заявление на портале", "problem:rabota#1"),
        ("ЦЗН", "term:tszn"),
    ],
)
def test_the_best_answer(engine: WhooshEngine, query: str, best: str) -> None:
    assert keys(engine.search(query))[0] == best


@pytest.mark.parametrize("query", ["дети", "детям", "ребёнок", "ребенка"])
def test_forms_of_one_word_find_the_same(engine: WhooshEngine, query: str) -> None:
    assert keys(engine.search(query)) == ["practice:spravki", "practice:retsept"]  # «детей», «ребёнку»


def test_an_abbreviation_finds_what_names_the_thing_in_full(engine: WhooshEngine) -> None:
    assert {"practice:kursy", "practice:tsifra"} <= set(keys(engine.search("ЦЗН")))


@pytest.mark.parametrize(
    ("typed", "suggestion", "best"),
    [
        ("медецинские", "медицинские", "practice:spravki"),
        ("лекраство", "лекарство", "practice:retsept"),  # two letters changed places
        ("рецептт", "рецепт", "practice:retsept"),
        ("cghfdrb", "справки", "practice:spravki"),
        ("cghfdrf d irjke", "справка в школу", "practice:spravki"),
        ("црфеыфзз", "whatsapp", "practice:tsifra"),
    ],
)
def test_a_mistyped_query_is_read_as_meant(
    engine: WhooshEngine, typed: str, suggestion: str, best: str
) -> None:
    found = engine.search(typed)
    assert (found.query, found.suggestion) == (typed, suggestion)
    assert keys(found)[0] == best


def test_an_unfinished_word_is_completed_until_a_space_ends_it(engine: WhooshEngine) -> None:
    assert keys(engine.search("электронный рец"))[0] == "practice:retsept"
    assert keys(engine.search("рец ")) == []


def test_short_words_are_taken_as_they_are(engine: WhooshEngine) -> None:
    assert engine.search("вроч").total == 0


def test_complete_answers_come_before_incomplete_ones(engine: WhooshEngine) -> None:
    found = engine.search("электронный рецепт")
    assert keys(found)[:2] == ["practice:retsept", "practice:spravki"]
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)


def test_a_word_that_nothing_has_does_not_hide_the_rest(engine: WhooshEngine) -> None:
    assert keys(engine.search("рецепт абракадабра"))[0] == "practice:retsept"


@pytest.mark.parametrize("query", ["абракадабра", "в", "???"])
def test_nothing_found(engine: WhooshEngine, query: str) -> None:
    assert engine.search(query) == SearchResult(query, 0, ())


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(types=("practice",)), {"practice:kursy", "practice:tsifra"}),
        (Filters(regions=("ryazanskaya-oblast",), types=("practice",)), {"practice:tsifra"}),
        (
            Filters(life_situations=("rabota",), types=("practice", "problem")),
            {"practice:kursy", "practice:tsifra"},
        ),
        (Filters(stages=("pilot",), years=(2022,)), {"practice:tsifra"}),
        (Filters(regions=("belgorodskaya-oblast",)), set()),
    ],
)
def test_filters(engine: WhooshEngine, filters: Filters, expected: set[str]) -> None:
    assert set(keys(engine.search("занятость", filters))) == expected


def test_no_words_list_everything_allowed_the_newest_first(engine: WhooshEngine) -> None:
    found = engine.search("", Filters(types=("practice",)))
    assert keys(found) == ["practice:tsifra", "practice:kursy", "practice:retsept", "practice:spravki"]
    assert engine.search(" ").total == len(DOCUMENTS)


def test_a_limit_cuts_the_hits_and_not_the_total(engine: WhooshEngine) -> None:
    found = engine.search("занятость", limit=1)
    assert len(found.hits) == 1 < found.total


def test_the_contract_of_the_command(engine: WhooshEngine) -> None:
    found = engine.search("медецинские", limit=1)
    assert json.loads(json.dumps(found.as_json(), ensure_ascii=False)) == {
        "query": "медецинские",
        "total": found.total,
        "hits": [
            {
                "type": "practice",
                "id": "spravki",
                "title": "Медицинские справки в электронном виде",
                "url": "practices/spravki/",
                "score": found.hits[0].score,
                "snippet": found.hits[0].snippet.text,
            }
        ],
        "suggestion": "медицинские",
    }


# The index between runs.


def changed(documents: list[SearchDocument], id: str, **fields: str) -> list[SearchDocument]:
    return [replace(document, **fields) if document.id == id else document for document in documents]  # type: ignore[arg-type]


def test_an_index_is_kept_and_only_what_changed_is_indexed_again(tmp_path: Path) -> None:
    first = WhooshEngine(tmp_path).update(DOCUMENTS)
    assert (first.added, first.changed, first.removed, bool(first.rebuilt)) == (len(DOCUMENTS), 0, 0, True)
    assert WhooshEngine(tmp_path).update(DOCUMENTS) == IndexChange()
    assert WhooshEngine(tmp_path).update(changed(DOCUMENTS, "retsept", title="Догазификация")) == IndexChange(
        changed=1
    )
    engine = WhooshEngine(tmp_path)
    assert engine.update([d for d in DOCUMENTS if d.id not in ("kursy", "retsept")]) == IndexChange(removed=2)
    assert engine.search("догазификация").total == 0
    assert engine.update(DOCUMENTS) == IndexChange(added=2)
    assert keys(engine.search("рецепт"))[0] == "practice:retsept"


def test_words_of_removed_documents_are_no_suggestions(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.update(changed(DOCUMENTS, "retsept", title="Догазификация"))
    assert engine.search("догазефикация").suggestion == "догазификация"
    engine.update(DOCUMENTS)
    assert engine.search("догазефикация").suggestion is None


def test_an_updated_index_finds_what_a_new_one_does(tmp_path: Path) -> None:
    """Only scores may differ a little: Whoosh counts deleted documents until it merges."""
    updated, new = WhooshEngine(tmp_path / "updated"), WhooshEngine(tmp_path / "new")
    updated.update(changed(DOCUMENTS, "retsept", title="Другое"))
    updated.update(DOCUMENTS)
    new.update(DOCUMENTS)
    for query in ("рецепт", "занятость", "электронный рецепт", ""):
        found, expected = keys(updated.search(query)), keys(new.search(query))
        assert sorted(found) == sorted(expected)
        assert found[0] == expected[0]


@pytest.mark.parametrize("damage", ["cut", "lost", "state", "garbage"])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: str) -> None:
    WhooshEngine(tmp_path).update(DOCUMENTS)
    segment = max((tmp_path / "index").iterdir(), key=lambda file: file.stat().st_size)
    data = segment.read_bytes()
    if damage == "cut":
        segment.write_bytes(data[: len(data) // 2])
    elif damage == "lost":
        segment.unlink()
    elif damage == "state":
        (tmp_path / "state.json").write_text("{", "utf-8")
    else:
        segment.write_bytes(bytes(len(data)))
    engine = WhooshEngine(tmp_path)
    change = engine.update(DOCUMENTS)
    assert change.rebuilt or damage == "garbage"  # the size is right: found out by the first search
    assert keys(engine.search("рецепт"))[0] == "practice:retsept"


def test_a_damaged_index_without_documents_says_so(tmp_path: Path) -> None:
    WhooshEngine(tmp_path).update(DOCUMENTS)
    for file in (tmp_path / "index").iterdir():
        file.unlink()
    with pytest.raises(SearchIndexError):
        WhooshEngine(tmp_path).search("рецепт")


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError):
        WhooshEngine(tmp_path / "none").search("рецепт")


def test_whoosh_is_imported_without_a_warning() -> None:
    code = "import generator.search.whoosh_engine"
    done = subprocess.run(
        [sys.executable, "-W", "error::SyntaxWarning", "-W", "error::DeprecationWarning", "-c", code],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


# Reading a query.


def vocabulary(*forms: str) -> Vocabulary:
    from generator.analysis.language import lemmas

    known = {found for form in forms for found in lemmas(form)}
    return Vocabulary(dict.fromkeys(sorted({*forms, *known}), 1), known.__contains__)


def test_a_compound_is_asked_for_by_its_whole_or_its_parts() -> None:
    (word,) = understand("онлайн-запись ", vocabulary("онлайн", "запись", "онлайнзапись")).words
    assert word == QueryWord((Alternative(("онлайнзапись",)), Alternative(("онлайн", "запись"), 0.9)))


def test_a_word_of_the_same_root_counts_less() -> None:
    (word,) = understand("телемедицина ", vocabulary("телемедицина", "телемедицинский")).words
    assert [alternative.lemmas for alternative in word.alternatives] == [
        ("телемедицина",),
        ("телемедицинский",),
    ]
    assert word.alternatives[0].weight > word.alternatives[1].weight


def test_an_unknown_word_asks_for_nothing_and_suggests_nothing() -> None:
    understood = understand("абракадабра", vocabulary("справка"))
    assert (understood.words, understood.suggestion) == ((QueryWord(()),), None)


def test_only_the_mistyped_word_is_corrected() -> None:
    assert understand("«Спрвака» в школу", vocabulary("справка", "школа")).suggestion == "«справка» в школу"


# Words that show why a document was found.


def test_a_snippet_is_the_stretch_with_most_of_the_words() -> None:
    texts = ["Ничего такого.", "Вначале справка, " + "потом долгий рассказ " * 20 + "и справка для школы."]
    found = snippet(texts, frozenset({"справка", "школа"}), width=60)
    assert found.text.startswith("…")
    assert found.text.endswith("и справка для школы.")
    assert [found.text[start:end] for start, end in found.marks] == ["справка", "школы"]
    assert found.marked("[", "]").endswith("и [справка] для [школы].")


def test_a_snippet_without_the_words_is_how_the_texts_begin() -> None:
    assert snippet(["", "Начало дела"], frozenset({"школа"})) == Snippet("Начало дела")
    assert snippet([], frozenset()) == Snippet("")
    assert snippet(["слово " * 50], frozenset(), width=20).text == "слово слово слово…"
