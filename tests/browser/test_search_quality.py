"""What the browser's search finds on the published site is what the command line finds, and as good."""

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
    ask_all,
    by_class,
    command_line_engine,
    figures,
    load_judgements,
    page_engine,
    published_base,
)

pytestmark = pytest.mark.browser


def test_the_goals_are_kept_in_the_browser(page_at: Callable[..., Page]) -> None:
    judgements = load_judgements()
    answers = ask_all(page_engine(page_at("practices/")), judgements)
    assert {kind: found.ndcg for kind, found in by_class(answers).items() if found.ndcg < CLASS_GOAL} == {}
    assert figures(answers).ndcg >= GOAL
    with command_line_engine(published_base()) as engine:
        others = ask_all(engine, judgements)
    # Scores of the browser's index are told within three per cent: neighbours may change places.
    same = [set(a.found[:FIRST]) == set(b.found[:FIRST]) for a, b in zip(answers, others, strict=True)]
    assert sum(same) / len(same) >= 0.9
    assert abs(figures(answers).ndcg - figures(others).ndcg) < 0.01
