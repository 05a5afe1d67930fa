"""What the browser needs to draw a row of a practice as ``_row.html`` does, for practices that the page does not hold.

Besides, it knows the title, the summary, the regions and the facets of what it has found.
"""

from __future__ import annotations

from .views.common import PracticeRow
from .views.facts import Facts


def result_row(row: PracticeRow) -> tuple[str, ...]:
    """``catalogue/rows.js`` reads them in this order, empty ones at the end left out."""
    effect = row.effect
    told = [
        str(row.grade.step),
        row.date_title,
        effect.value if effect else "",
        effect.title if effect else "",
        effect.kind if effect and effect.kind == "план" else "",
        row.outcome.value if row.outcome else "",
        row.outcome_title,
        "черновик" if row.draft else "",
    ]
    while told and not told[-1]:
        told.pop()
    return tuple(told)


def orders(facts: Facts) -> dict[str, dict[str, int]]:
    """Orders of the catalogue beside date and title: name → key → number, the largest first."""
    count = len(facts.practices)
    return {
        "adoptions": {f"practice:{practice.id}": len(practice.adoptions) for practice in facts.practices},
        "proven": {f"practice:{id}": count - place for id, place in facts.proven_rank.items()},
    }
