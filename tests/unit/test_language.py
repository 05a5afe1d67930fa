"""Russian text as tokens and as words: lemmas, forms, names of one thing, keyboard layouts."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trying import tries

from generator.analysis.language import (
    content_forms,
    content_lemmas,
    dictionary_forms,
    lemma,
    lemmas,
    lexeme,
    token_lemmas,
)
from generator.analysis.names_in_text import Names
from generator.analysis.tokens import Token, every_word, in_cyrillic, normalise, other_layout, tokenise

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("аяёйАЯЁ -‑.,+0123456789\u0301\u00a0\u00adzC«»"), st.characters())
)


def words(text: str) -> list[str]:
    return [token.word for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Как избавить ШКОЛЬНИКОВ?", ["как", "избавить", "школьников"]),
        ("ещё ё̀лка, за́мок", ["еще", "елка", "замок"]),
        ("З.О.Н.Т. и т.д.", ["зонт", "и", "тд"]),
        ("выдано 3 461 справок, 12,7 %", ["выдано", "3461", "справок", "12.7"]),
        ("5 000 000", ["5000000"]),
        ("в 2021 году 100 мест", ["в", "2021", "году", "100", "мест"]),
        ("2021-2022, 2021–2022", ["2021", "2022", "2021", "2022"]),
        ("Cмартека", ["смартека"]),  # the first letter is Latin
        ("портал mos.ru, COVID", ["портал", "mos", "ru", "covid"]),
        ("24/7", ["24", "7"]),
        ("«» — …", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_compound_is_its_whole_and_its_parts() -> None:
    assert tokenise("онлайн-запись") == (
        Token("онлайнзапись", 0, 13, (Token("онлайн", 0, 6), Token("запись", 7, 13))),
    )
    assert [token.word for token in every_word("44-ФЗ")] == ["44фз", "44", "фз"]


def test_a_date_is_found_by_its_whole_and_by_the_year() -> None:
    (date,) = tokenise("15.11.2021")
    assert (date.word, [part.word for part in date.parts]) == ("15.11.2021", ["15", "11", "2021"])


def test_an_age_keeps_its_plus() -> None:
    assert tokenise("50+") == (Token("50+", 0, 3, (Token("50", 0, 2),)),)


@given(TEXTS)
@tries(300)
def test_places_follow_each_other_and_hold_the_words(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end
        assert token.word
        for part in token.parts:
            assert token.start <= part.start < part.end <= token.end
            assert normalise(text[part.start : part.end]) == part.word


@given(TEXTS)
@tries(300)
def test_normal_words_are_normal(text: str) -> None:
    for token in every_word(text):
        simple = token.word.replace("+", "").replace(".", "")
        assert normalise(simple) == simple
        assert "ё" not in simple


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12))
@tries(100)
def test_every_word_has_a_lemma(word: str) -> None:
    assert lemma(word) == lemmas(word)[0]
    assert all(normalise(found) == found for found in lemmas(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ребенок", "детей"),
        ("человек", "людьми"),
        ("год", "лет"),
        ("школа", "школами"),
        ("идти", "шел"),
        ("ребята", "дети"),
    ],
)
def test_forms_of_a_word_have_one_lemma(one: str, other: str) -> None:
    assert lemma(one) == lemma(other)


def test_homonyms_keep_their_readings_and_participles_are_words() -> None:
    assert lemmas("банки") == ("банк", "банка")
    assert dictionary_forms("удаленных") == ("удалённый", "удалить")
    assert dictionary_forms("вели")[0] == "вести"


def test_what_is_no_russian_word_is_its_own_lemma() -> None:
    assert lemmas("covid") == ("covid",)
    assert lemmas("50+") == ("50+",)


def test_forms_that_people_use() -> None:
    assert {"дети", "ребенка", "детьми"} <= set(lexeme("ребёнок"))
    assert "удаленной" in lexeme("удалённый")
    assert lexeme("covid") == lexeme("цзн") == ()


def test_content_words_leave_out_what_says_nothing() -> None:
    assert content_forms("Как помочь ребёнку и его семье?") == ["помочь", "ребёнок", "семья"]
    assert content_lemmas("Как помочь ребёнку и его семье?") == ["помочь", "ребенок", "семья"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("cghfdrf d irjke", "справка в школу"), ("j,hfpjdfybt", "образование"), ("сщмшв", "covid")],
)
def test_the_other_keyboard_layout(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


NAMES = Names(
    [
        ("Центр занятости населения", "ЦЗН", "служба занятости"),
        ("Медико-социальная экспертиза", "МСЭ"),
        ("Дорожная карта", "ДК"),
        ("WhatsApp", "ватсап"),
        ("дети без попечения родителей", "сироты"),
    ]
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Обратитесь в ЦЗН.", [0]),
        ("в центрах занятости населения", [0]),
        ("служба занятости (ЦЗН)", [0, 0]),
        ("результат медико-социальной экспертизы", [1]),
        ("местный дк", []),  # an abbreviation is written in capitals
        ("центр города", []),
        ("WhatsApp-бот", [3]),
        ("детям, оставшимся без попечения родителей", []),
        ("ребёнок без попечения родителей", [4]),
    ],
)
def test_names_are_found_in_any_form(text: str, named: list[int]) -> None:
    chunks = text.split()
    assert NAMES.groups_at([place for place, chunk in enumerate(chunks) if NAMES.begin_at(chunk)], chunks) == named
    assert [group for _, _, group in NAMES.places(text)] == named


def test_the_place_of_a_name_is_all_its_words() -> None:
    text = "Это – в центрах занятости населения."
    assert [text[start:end] for start, end, _ in NAMES.places(text)] == ["центрах занятости населения"]


@pytest.mark.parametrize(("latin", "cyrillic"), [("start", "старт"), ("chat", "чат"), ("zont", "зонт"), ("50", "50"), ("школа", "школа")])
def test_latin_words_as_they_sound(latin: str, cyrillic: str) -> None:
    assert in_cyrillic(latin) == cyrillic


def test_a_compound_is_declined_as_its_last_part() -> None:
    (token,) = tokenise("учебно-финансовыми")
    assert token_lemmas(token) == ("учебнофинансовый",)


@pytest.mark.slow
def test_the_dictionary_is_loaded_by_the_first_word_only() -> None:
    modules = "generator.analysis.similarity, generator.search.documents"
    code = f"import sys, {modules}; print('pymorphy3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
