"""Words read straight from the dictionary are read as pymorphy3 reads them."""

from __future__ import annotations

import pytest

from generator.analysis import language
from generator.analysis.morphology import analyser, known_by_end, known_parses, parses

# Known words and homonyms, with ё; participles; known and unknown prefixes; new words, compounds, short ones.
WORDS = (
    "школа детей вели стали стать банки беременных еще елка все мёд ребёнок людей лет "
    "удаленных открытое сделанному рисующих отдыхающие "
    "псевдонаука супероткрытая мультицентр неподтвержденный пообедавший наилучший понаехавшие "
    "телемедицинскими байткод фотораздельных гончаровосмородинске производственноскладские рощинского "
    "бутявкает нокирибутского зюкаться ыыы щъ ъ ж ао тср фапы мфц ковид наставникоцентр поколбасили"
).split()


@pytest.mark.parametrize("word", WORDS)
def test_readings_are_those_of_the_library(word: str) -> None:
    expected = analyser().parse(word)
    found = parses(word)
    assert [(p.prefix + p.word, p.row.text, p.normal_form) for p in found] == [
        (p.word, str(p.tag), p.normal_form) for p in expected
    ]
    assert [p.score for p in found] == pytest.approx([p.score for p in expected])
    for own, theirs in zip(found, expected, strict=True):
        if own.row.participle:
            named = theirs.inflect({"PRTF", "masc", "sing", "nomn"})
            assert own.naming_form == (named.word if named else theirs.normal_form)


def test_words_that_only_their_end_tells_share_what_was_found() -> None:
    ends = [word for word in WORDS if known_by_end(word)]
    assert {"гончаровосмородинске", "производственноскладские"} <= set(ends)
    assert not {"школа", "супероткрытая", "телемедицинскими", "поколбасили"} & set(ends)
    for word in ends:
        language.dictionary_forms.cache_clear()
        language.dictionary_forms(f"зябликово{word}")  # now the end is known
        assert language.dictionary_forms(word) == language._dictionary_forms(word)


def test_known_words_are_told_from_new_ones() -> None:
    assert {parse.normal_form for parse in known_parses("стали")} == {"сталь", "стать"}
    assert known_parses("гончаровосмородинске") == []
