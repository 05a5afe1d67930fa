"""The search stays as good as it is, on the command line: queries that nobody had tuned it by when they were written.

The goals by class on all other judged queries are asked of both engines side by side, the browser's and
the command line's, in ``tests/browser/test_search_quality.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from quality import FRESH, LATER, ask_all, asked, figures, load_judgements

from generator.search.local_engine import LocalEngine


# Reached: 0.95 and 0.85; the classes have a few queries each, too few for goals of their own.
@pytest.mark.slow
@pytest.mark.parametrize(("file", "goal"), [(FRESH, 0.92), (LATER, 0.83)], ids=["fresh", "later"])
def test_queries_that_were_fresh_are_answered_as_well(published_index: LocalEngine, file: Path, goal: float) -> None:
    assert figures(ask_all(asked(published_index), load_judgements(file))).ndcg >= goal
