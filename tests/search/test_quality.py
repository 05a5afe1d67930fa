"""The search stays as good as it is: goals by class on judged queries, for the command line.

The same of the browser's engine in Chromium: ``tests/browser/test_search_quality.py``.
"""

from __future__ import annotations

from quality import (
    CLASS_GOAL,
    FRESH,
    GOAL,
    ask_all,
    by_class,
    command_line_engine,
    figures,
    load_judgements,
    published_base,
)

FRESH_GOAL = 0.92  # reached: 0.94; their classes have three or four queries each, too few for goals


def test_the_goals_are_kept() -> None:
    with command_line_engine(published_base()) as engine:
        answers = ask_all(engine, load_judgements())
        fresh = ask_all(engine, load_judgements(FRESH))
    assert {kind: found.ndcg for kind, found in by_class(answers).items() if found.ndcg < CLASS_GOAL} == {}
    assert figures(answers).ndcg >= GOAL
    assert figures(answers).success >= 0.95
    assert figures(fresh).ndcg >= FRESH_GOAL
