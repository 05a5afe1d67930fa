"""Data for the browser to render search results like ``_row.html``, for practices that are not on the page.

Title, summary, regions and facets of a result come from the search index.
"""

from __future__ import annotations

from .views.common import PracticeRow
from .views.facts import Facts


def result_row(row: PracticeRow) -> tuple[str, ...]:
    """The values in the order that ``catalogue/rows.js`` expects, without trailing empty ones."""
    effect = row.effect
    values = [
        str(row.grade.step),
        row.date_title,
        effect.value if effect else "",
        effect.title if effect else "",
        effect.kind if effect and effect.kind == "план" else "",
        row.outcome.value if row.outcome else "",
        row.outcome_title,
        "черновик" if row.draft else "",
    ]
    while values and not values[-1]:
        values.pop()
    return tuple(values)


def orders(facts: Facts) -> dict[str, dict[str, int]]:
    """Sort orders of the catalogue besides date and title: name → document key → number, sorted descending."""
    count = len(facts.practices)
    return {
        "adoptions": {f"practice:{practice.id}": len(practice.adoptions) for practice in facts.practices},
        "proven": {f"practice:{id}": count - place for id, place in facts.proven_rank.items()},
    }
