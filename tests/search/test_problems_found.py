"""Problems of life situations are found by their own words and by those of their solutions, with the place on the page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from quality import ROOT, published_documents

from generator.analysis.federal import federal_solutions
from generator.pipeline import check
from generator.search.engine import Filters
from generator.search.local_engine import LocalEngine
from generator.search.names import Names


@pytest.mark.slow
def test_solutions_lead_to_their_problem(tmp_path: Path) -> None:
    """The first eight words of every third federal solution, the title of every situation's first problem."""
    base = check(ROOT, date(2026, 11, 22)).base
    engine = LocalEngine(tmp_path, Names(base.name_groups))
    engine.update(published_documents())
    asked = {" ".join(each.solution.text.split()[:8]): (each.situation.id, each.problem.number) for each in [*federal_solutions(base)][::3]}
    asked |= {p.title: (s.id, p.number) for s, p in base.problems.values() if p.number == 1}
    missed = {}
    for query, (situation, number) in asked.items():
        found = [hit.url for hit in engine.search(query, Filters(), 3).hits]
        if f"life-situations/{situation}/#problem-{number}" not in found:
            missed[query] = found
    assert missed == {}
