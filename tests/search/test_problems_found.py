"""Problems of life situations are found by their own words and by those of their solutions, with the place on the page."""

from __future__ import annotations

import pytest

from generator.analysis.federal import federal_solutions
from generator.pipeline import Checked
from generator.search.engine import Filters
from generator.search.local_engine import LocalEngine


@pytest.mark.slow
def test_solutions_lead_to_their_problem(real_checked: Checked, published_index: LocalEngine) -> None:
    """The first eight words of every third federal solution, the title of every situation's first problem."""
    base = real_checked.base
    asked = {" ".join(each.solution.text.split()[:8]): (each.situation.id, each.problem.number) for each in [*federal_solutions(base)][::3]}
    asked |= {p.title: (s.id, p.number) for s, p in base.problems.values() if p.number == 1}
    missed = {}
    for query, (situation, number) in asked.items():
        found = [hit.url for hit in published_index.search(query, Filters(), 3).hits]
        if f"life-situations/{situation}/#problem-{number}" not in found:
            missed[query] = found
    assert missed == {}
