"""The search stays as good as it is: goals by class on judged queries, in the browser and on the command line,
and the two find the same. Queries that nobody tuned it by: ``tests/search/test_quality.py``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1] / "search"))

from quality import (
    CLASS_GOAL,
    FIRST,
    GOAL,
    Answer,
    ask_all,
    asked,
    by_class,
    figures,
    load_judgements,
    page_engine,
)

from generator.search.local_engine import LocalEngine

pytestmark = pytest.mark.browser

Answers = list[Answer]


@pytest.fixture(scope="module")
def on_the_command_line(published_index: LocalEngine) -> Answers:
    return ask_all(asked(published_index), load_judgements())


def assert_good(answers: Answers) -> None:
    assert {kind: found.ndcg for kind, found in by_class(answers).items() if found.ndcg < CLASS_GOAL} == {}
    assert figures(answers).ndcg >= GOAL


def test_the_goals_are_kept_on_the_command_line(on_the_command_line: Answers) -> None:
    assert_good(on_the_command_line)
    assert figures(on_the_command_line).success >= 0.95


def test_the_goals_are_kept_in_the_browser(page_at: Callable[..., Page], on_the_command_line: Answers) -> None:
    answers = ask_all(page_engine(page_at("practices/")), load_judgements())
    assert_good(answers)
    # Scores of the browser's index are told within three per cent: neighbours may change places.
    same = [set(a.found[:FIRST]) == set(b.found[:FIRST]) for a, b in zip(answers, on_the_command_line, strict=True)]
    assert sum(same) / len(same) >= 0.9
    assert abs(figures(answers).ndcg - figures(on_the_command_line).ndcg) < 0.01
