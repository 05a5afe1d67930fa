"""Which documents answer best: scores worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.search.query import LIGHT, Alternative, Phrase, QueryWord, Understood
from generator.search.ranking import FEW, LACK, SCATTERED, Ranked, Scores, rank


def word(*alternatives: Alternative | str, light: bool = False) -> QueryWord:
    return QueryWord(tuple(Alternative((a,)) if isinstance(a, str) else a for a in alternatives), light)


def ranked(scores: Mapping[str, Scores], *words: QueryWord, phrases: tuple[Phrase, ...] = ()) -> Ranked:
    return rank(Understood(words, phrases=phrases), lambda lemma: scores.get(lemma, {}), documents=100)


def test_a_light_word_may_lack_and_what_lacks_more_counts_by_its_share() -> None:
    """All three words are as rare as each other, so that shares of the query are 1, 1 and the weight of a light word."""
    scores = {"рецепт": {0: 3.0, 1: 1.0}, "аптека": {0: 1.0, 2: 5.0}, "получить": {1: 2.0, 3: 9.0}}
    found = ranked(scores, word("рецепт"), word("аптека"), word("получить", light=True))
    whole = 2 + LIGHT
    first, second = (1 + 2 * LIGHT) * ((1 + LIGHT) / whole) ** LACK, 5 * (1 / whole) ** LACK
    assert found.complete == [(0, 4.0)]
    assert found.incomplete == [(1, round(first, 4)), (2, round(second, 4))]  # of the last one less than a quarter is there


@pytest.mark.parametrize(("often", "listed"), [(40, 41), (60, 1)])
def test_a_rare_word_is_a_larger_share_of_the_query(often: int, listed: int) -> None:
    """What has only the word that is everywhere lacks more, in the end too much to be an answer."""
    found = ranked({"дом": dict.fromkeys(range(often), 1.0), "редкость": {70: 1.0}}, word("дом"), word("редкость"))
    assert found.complete == []
    assert (found.incomplete[0][0], len(found.incomplete)) == (70, listed)


def test_a_word_that_no_document_has_takes_nothing_from_the_others() -> None:
    assert ranked({"дом": {4: 2.0}}, word("дом"), word("абракадабра")) == Ranked([], [(4, 2.0)])
    assert ranked({}, word("абракадабра"), word()) == Ranked([], [])


def test_readings_of_a_word_do_not_add_up_and_parts_have_to_be_there_together() -> None:
    parts = Alternative(("онлайн", "запись"), 0.5)
    scores = {"онлайн": {0: 2.0, 1: 2.0}, "запись": {0: 4.0}, "онлайнзапись": {0: 1.0, 2: 1.0, 3: 1.0}}
    assert ranked(scores, word(parts, "онлайнзапись")).complete == [(0, 3.0), (2, 1.0), (3, 1.0)]


def test_a_name_counts_as_a_whole_and_words_that_stand_apart_count_less() -> None:
    name = Phrase(0, 2, (Alternative(("мсэ",), 2.0),))
    scores = {"экспертиза": {0: 1.0, 1: 1.0, 3: 6.0}, "социальный": {0: 1.0, 1: 1.0, 3: 6.0}, "мсэ": {0: 4.0, 2: 4.0, 3: 4.0}}
    found = ranked(scores, word("экспертиза"), word("социальный"), phrases=(name,))
    assert found == Ranked([(3, 12.0), (0, 8.0), (2, 8.0), (1, round(2 * SCATTERED, 4))], [])


@pytest.mark.parametrize("complete", [FEW - 1, FEW])
def test_incomplete_answers_stand_among_few_complete_ones(complete: int) -> None:
    found = Ranked([(n, 1.0) for n in range(complete)], [(50, 2.0), (51, 0.5)])
    whole = [*range(complete)]
    assert [n for n, _ in found.listed()] == ([50, *whole, 51] if complete < FEW else whole)


def test_only_documents_of_a_choice_are_left() -> None:
    assert Ranked([(1, 3.0), (2, 2.0)], [(3, 1.0), (4, 0.5)]).among({2, 4}) == Ranked([(2, 2.0)], [(4, 0.5)])
