"""The command line's search: which documents answer a query, and how the index is kept."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from array import array
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from search_samples import small_base

from generator.analysis.language import dictionary_forms, lemmas
from generator.knowledge.base import NameGroup
from generator.search.document import SearchDocument
from generator.search.documents import search_documents
from generator.search.engine import Filters, IndexChange, SearchIndexError, SearchResult
from generator.search.local_engine import LocalEngine
from generator.search.names import Names
from generator.search.query import Alternative, QueryWord, Vocabulary, understand
from generator.search.scoring import (
    COMMON,
    COMMON_PHRASE,
    DOCUMENT_SHIFT,
    FIELD_SHIFTS,
    FIELDS,
    Scorer,
    field_norms,
    rarity,
)
from generator.search.snippet import Snippet, snippet
from generator.search.spellings import Words

BASE = small_base()
NAMES = Names(BASE.name_groups)
DOCUMENTS = search_documents(BASE)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> LocalEngine:
    engine = LocalEngine(tmp_path_factory.mktemp("index"), NAMES)
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
def test_the_best_answer(engine: LocalEngine, query: str, best: str) -> None:
    assert keys(engine.search(query))[0] == best


@pytest.mark.parametrize("query", ["дети", "детям", "ребёнок", "ребенка"])
def test_forms_of_one_word_find_the_same(engine: LocalEngine, query: str) -> None:
    assert keys(engine.search(query)) == ["practice:spravki", "practice:retsept"]  # «детей», «ребёнку»


def test_an_abbreviation_finds_what_names_the_thing_in_full(engine: LocalEngine) -> None:
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
    engine: LocalEngine, typed: str, suggestion: str, best: str
) -> None:
    found = engine.search(typed)
    assert (found.query, found.suggestion) == (typed, suggestion)
    assert keys(found)[0] == best


def test_an_unfinished_word_is_completed_until_a_space_ends_it(engine: LocalEngine) -> None:
    assert keys(engine.search("электронный рец"))[0] == "practice:retsept"
    assert keys(engine.search("рец ")) == []


def test_short_words_are_taken_as_they_are(engine: LocalEngine) -> None:
    assert engine.search("вроч").total == 0


def test_complete_answers_come_before_incomplete_ones(engine: LocalEngine) -> None:
    found = engine.search("электронный рецепт")
    assert keys(found)[:2] == ["practice:retsept", "practice:spravki"]
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)


def test_a_word_that_nothing_has_does_not_hide_the_rest(engine: LocalEngine) -> None:
    assert keys(engine.search("рецепт абракадабра"))[0] == "practice:retsept"


@pytest.mark.parametrize("query", ["абракадабра", "в", "???"])
def test_nothing_found(engine: LocalEngine, query: str) -> None:
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
def test_filters(engine: LocalEngine, filters: Filters, expected: set[str]) -> None:
    assert set(keys(engine.search("занятость", filters))) == expected


def test_no_words_list_everything_allowed_the_newest_first(engine: LocalEngine) -> None:
    found = engine.search("", Filters(types=("practice",)))
    assert keys(found) == ["practice:tsifra", "practice:kursy", "practice:retsept", "practice:spravki"]
    assert engine.search(" ").total == len(DOCUMENTS)


def test_a_limit_cuts_the_hits_and_not_the_total(engine: LocalEngine) -> None:
    found = engine.search("занятость", limit=1)
    assert len(found.hits) == 1 < found.total


def test_the_contract_of_the_command(engine: LocalEngine) -> None:
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
    assert LocalEngine(tmp_path).update(DOCUMENTS) == IndexChange(added=len(DOCUMENTS))
    assert LocalEngine(tmp_path).update(DOCUMENTS) == IndexChange()
    assert LocalEngine(tmp_path).update(changed(DOCUMENTS, "retsept", title="Догазификация")) == IndexChange(
        changed=1
    )
    engine = LocalEngine(tmp_path)
    assert engine.update([d for d in DOCUMENTS if d.id not in ("kursy", "retsept")]) == IndexChange(removed=2)
    assert engine.search("догазификация").total == 0
    assert engine.update(DOCUMENTS) == IndexChange(added=2)
    assert keys(engine.search("рецепт"))[0] == "practice:retsept"


def test_words_of_removed_documents_are_no_suggestions(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path)
    engine.update(changed(DOCUMENTS, "retsept", title="Догазификация"))
    assert engine.search("догазефикация").suggestion == "догазификация"
    engine.update(DOCUMENTS)
    assert engine.search("догазефикация").suggestion is None


def test_an_updated_index_answers_as_a_new_one_does(tmp_path: Path) -> None:
    updated, new = LocalEngine(tmp_path / "updated", NAMES), LocalEngine(tmp_path / "new", NAMES)
    updated.update(changed(DOCUMENTS, "retsept", title="Другое"))
    updated.update(reversed(DOCUMENTS))
    new.update(DOCUMENTS)
    for query in ("рецепт", "занятость", "электронный рецепт", "ЦЗН", "рец", "лекраство", ""):
        assert updated.search(query) == new.search(query)


def test_other_names_make_the_index_anew(tmp_path: Path) -> None:
    LocalEngine(tmp_path).update(DOCUMENTS)
    assert LocalEngine(tmp_path).update(DOCUMENTS) == IndexChange()
    assert LocalEngine(tmp_path, NAMES).update(DOCUMENTS) == IndexChange(added=len(DOCUMENTS))


@pytest.mark.parametrize("damage", ["cut", "lost", "garbage", "other"])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: str) -> None:
    LocalEngine(tmp_path).update(DOCUMENTS)
    file = tmp_path / "index.sqlite"
    data = file.read_bytes()
    if damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "lost":
        file.unlink()
    elif damage == "garbage":
        file.write_bytes(bytes(len(data)))
    else:
        file.unlink()
        with sqlite3.connect(file) as other:
            other.execute("CREATE TABLE something (else_)")
    engine = LocalEngine(tmp_path)
    engine.update(DOCUMENTS)
    assert keys(engine.search("рецепт"))[0] == "practice:retsept"


def test_an_index_that_breaks_while_it_is_used_is_made_anew(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path)
    engine.update(DOCUMENTS)
    (tmp_path / "index.sqlite").write_bytes(bytes(4096))
    assert keys(engine.search("рецепт"))[0] == "practice:retsept"


def test_an_index_that_another_command_writes_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    LocalEngine(tmp_path).update(DOCUMENTS)
    monkeypatch.setattr("generator.search.lemma_store.LOCK_SECONDS", 0.01)
    other = sqlite3.connect(tmp_path / "index.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(SearchIndexError, match="занят"):
            LocalEngine(tmp_path).update(DOCUMENTS[:-1])
    finally:
        other.close()
    assert LocalEngine(tmp_path).update(DOCUMENTS[:-1]) == IndexChange(removed=1)


def test_a_damaged_index_without_documents_says_so(tmp_path: Path) -> None:
    LocalEngine(tmp_path).update(DOCUMENTS)
    (tmp_path / "index.sqlite").write_bytes(bytes(4096))
    with pytest.raises(SearchIndexError):
        LocalEngine(tmp_path).search("рецепт")


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError):
        LocalEngine(tmp_path / "none").search("рецепт")


def test_a_search_for_words_of_the_base_needs_no_dictionary(engine: LocalEngine) -> None:
    """Dictionary forms are kept beside the index, and are those that the dictionary gives."""
    with sqlite3.connect(engine.file) as index:
        kept = dict(index.execute("SELECT word, dictionary FROM forms"))
    assert {"детей", "занятости", "и"} <= {*kept}
    assert {word: tuple(forms.split(" ")) for word, forms in kept.items()} == {word: dictionary_forms(word) for word in kept}
    code = f"""
        from generator.search.local_engine import LocalEngine
        from generator.search.names import Names
        import json, sys
        from pathlib import Path
        names = [(group, related) for group, related in json.loads(sys.argv[1])]
        result = LocalEngine(Path({str(engine.file.parent)!r}), Names(names)).search("справки для детей в ЦЗН")
        print(len(result.hits), "pymorphy3" in sys.modules)
    """
    names = json.dumps([(group.names, group.related) for group in BASE.name_groups])
    found = subprocess.run([sys.executable, "-c", dedent(code), names], capture_output=True, text=True, check=True)
    hits, loaded = found.stdout.split()
    assert int(hits) > 0
    assert loaded == "False"


# Reading a query.


def vocabulary(*forms: str) -> Vocabulary:
    known = {found for form in forms for found in lemmas(form)}
    return Vocabulary(dict.fromkeys(sorted({*forms, *known}), 1), known)


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


def test_words_of_people_find_a_record_that_does_not_use_them(engine: LocalEngine) -> None:
    found = engine.search("таблетки старушке")
    assert keys(found) == ["practice:retsept"]
    assert "старушке" not in found.hits[0].snippet.text


def test_a_correction_keeps_the_form_that_was_typed() -> None:
    known = vocabulary("лежачий", "больной")
    assert understand("уход за лижачим больным", known).suggestion == "уход за лежачим больным"


def test_an_unknown_word_is_a_form_of_itself_first() -> None:
    assert lemmas("медкарта")[0] == "медкарта"


def test_a_latin_word_is_read_as_it_sounds() -> None:
    (word,) = understand("start ", vocabulary("старт")).words
    assert word == QueryWord((Alternative(("старт",)),))


def test_a_latin_name_is_found_as_it_sounds() -> None:
    words = Words()
    assert len(list(words.forms_of("«NIVgian» и IT"))) == 3
    assert list(words.lemmas) == ["nivgian", "нивгиан", "it"]


def test_words_around_the_matter_count_little_and_may_lack(engine: LocalEngine) -> None:
    words = understand("как получить рецепт ", vocabulary("рецепт")).words
    assert [word.light for word in words] == [True, False]
    assert [word.light for word in understand("получить помощь ", vocabulary("рецепт")).words] == [False, False]
    assert keys(engine.search("как получить рецепт"))[0] == keys(engine.search("рецепт"))[0]


HELP = Names(
    [
        NameGroup(("пожилые люди", "пенсионеры", "старшее поколение")),
        NameGroup(("пенсионеры", "ветераны"), related=True),
        NameGroup(("медико-социальная экспертиза", "МСЭ")),
        NameGroup(("IT", "ИТ")),
    ]
)


def asked(query: str, *forms: str) -> tuple[list[list[tuple[str, ...]]], list[tuple[int, int, list[tuple[str, ...]]]]]:
    """Lemmas asked for by word, and the names that several words make; the documents use all of them."""
    known = {found for form in forms for found in lemmas(form)}
    voc = Vocabulary(dict.fromkeys(sorted({*forms, *known}), 1), known, HELP, HELP.by_mark)
    found = understand(query, voc)
    words = [[a.lemmas for a in word.alternatives] for word in found.words]
    return words, [(p.start, p.end, [a.lemmas for a in p.alternatives]) for p in found.phrases]


def test_a_name_asks_for_the_other_names_of_its_thing() -> None:
    assert asked("пенсионеры ") == ([[("пенсионер",), ("#0000",), ("#0001",)]], [])
    assert asked("старшему поколению ") == ([[("старший",)], [("поколение",)]], [(0, 2, [("#0000",)])])
    assert asked("старшее покол") == ([[("старший",)], [("поколение",)]], [(0, 2, [("#0000",)])])
    assert asked("медико-социальной экспертизы ")[1] == [(0, 2, [("#0002",)])]


def test_a_part_of_a_compound_has_other_names_too() -> None:
    ((word,), phrases) = asked("ит-старт ", "старт")
    assert word == [("ит", "старт"), ("#0003", "старт")]
    assert phrases == []


def test_a_near_thing_counts_less_than_the_same() -> None:
    known = Vocabulary({}, (), HELP, HELP.by_mark)
    (word,) = understand("пенсионеры ", known).words
    assert [a.weight for a in word.alternatives] == sorted((a.weight for a in word.alternatives), reverse=True)


# Words that show why a document was found.


def test_a_snippet_is_the_stretch_with_most_of_the_words() -> None:
    texts = ["Ничего такого.", "Вначале справка, " + "потом долгий рассказ " * 20 + "и справка для школы."]
    found = snippet(texts, frozenset({"справка", "школа"}), width=60)
    assert found.text.startswith("…")
    assert found.text.endswith("и справка для школы.")
    assert [found.text[start:end] for start, end in found.marks] == ["справка", "школы"]
    assert found.marked("[", "]").endswith("и [справка] для [школы].")


def test_a_snippet_marks_another_name_of_what_was_asked_for() -> None:
    found = snippet(["Помогают жить пожилым людям дома."], frozenset({"#0000"}), names=HELP)
    assert [found.text[start:end] for start, end in found.marks] == ["пожилым людям"]


def test_a_snippet_without_the_words_is_how_the_texts_begin() -> None:
    assert snippet(["", "Начало дела"], frozenset({"школа"})) == Snippet("Начало дела")
    assert snippet([], frozenset()) == Snippet("")
    assert snippet(["слово " * 50], frozenset(), width=20).text == "слово слово слово…"


@pytest.mark.parametrize(("elsewhere", "factor"), [(COMMON, 1.0), (COMMON + 1, COMMON_PHRASE)])
def test_a_common_word_of_a_phrase_counts_little(elsewhere: int, factor: float) -> None:
    """What many documents have in their texts is found there, so a phrase adds a tenth of it."""
    documents = elsewhere + 1
    norms = field_norms([array("l", [2] * documents) for _ in FIELDS])
    in_phrase = 1 << FIELD_SHIFTS[FIELDS.index("phrases")]
    postings = [in_phrase, *(number << DOCUMENT_SHIFT | 1 for number in range(1, documents))]
    scores, numbers, _ = Scorer(norms, [1.0] * documents).scored(postings)
    alone = Scorer(norms, [1.0] * documents).scored([in_phrase, in_phrase + (1 << DOCUMENT_SHIFT)])[0][0]
    assert numbers == [*range(documents)]
    assert scores[0] == pytest.approx(alone * factor * rarity(documents, 1) / rarity(documents, 2))
