"""What the page of a practice chooses to show."""

from __future__ import annotations

from generator.analysis.similarity import Reason, ReasonKind
from generator.rendering.views.practice import telling


def test_a_shared_problem_says_the_situation_already() -> None:
    problem = Reason(ReasonKind.PROBLEM, ("poluchit-lekarstvo#1",), 1.0)
    situation = Reason(ReasonKind.LIFE_SITUATION, ("poluchit-lekarstvo",), 1.0)
    words = Reason(ReasonKind.WORDS, ("аптека",), 1.0)
    assert telling((problem, words, situation)) == [problem, words]
    assert telling((situation, words)) == [situation, words]
    assert telling(()) == []
