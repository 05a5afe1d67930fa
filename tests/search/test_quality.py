"""The search stays as good as it is, on the command line: queries that nobody tuned it by.

The goals by class on all other judged queries are asked of both engines side by side, the browser's and
the command line's, in ``tests/browser/test_search_quality.py``.
"""

from __future__ import annotations

import pytest
from quality import FRESH, ask_all, asked, figures, load_judgements

from generator.search.local_engine import LocalEngine

FRESH_GOAL = 0.92  # reached: 0.94; their classes have three or four queries each, too few for goals


@pytest.mark.slow
def test_fresh_queries_are_answered_as_well(published_index: LocalEngine) -> None:
    fresh = ask_all(asked(published_index), load_judgements(FRESH))
    assert figures(fresh).ndcg >= FRESH_GOAL
