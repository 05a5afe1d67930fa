"""Facts of practices for the shortlist page, as classic scripts in shards.

A script tag works under ``file://``, where a fetch of JSON does not. ``shared/cards.js`` finds the
shard of a practice by the same hash as ``shards.shard_of``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial

from generator.model.practice import Practice
from generator.wording import russian as wording
from generator.wording.plain_text import plain_text

from .markup import shorten
from .page import Output
from .shards import shard_count
from .views.common import figure_view
from .views.facts import Facts

_PROBLEM_LENGTH = 400


def card_files(facts: Facts) -> Iterator[tuple[str, Callable[[], Iterator[Output]]]]:
    """Unit name and maker of each ``data/cards/<shard>.js``, which calls ``smartekaCards`` with its practices by id."""
    for number in range(shard_count(len(facts.ids_of("practice")))):
        yield f"cards {number}", partial(_shard, facts, number)


def _shard(facts: Facts, number: int) -> Iterator[Output]:
    cards = {id: _card(facts, facts.base[Practice, id]) for id in facts.card_ids(str(number))}
    text = json.dumps(cards, ensure_ascii=False, separators=(",", ":"))
    yield Output(f"data/cards/{number}.js", f"smartekaCards({number},{text});\n".encode())


def _card(facts: Facts, practice: Practice) -> dict[str, object]:
    row = facts.row(practice.id)
    resources = practice.resources
    results = [
        f"{view.title}: {view.value} ({view.kind}{', ' + view.period if view.period else ''})"
        for view in map(figure_view, practice.results)
    ]
    card: dict[str, object] = {
        "title": practice.title,
        "url": row.address,
        "regions": [r.title for r in row.regions],
        "stage": row.stage_title + (f", {row.date_title}" if row.date_title else ""),
        "grade": row.grade.title,
        "summary": practice.summary,
        "problem": shorten(plain_text(practice.problem), _PROBLEM_LENGTH) if practice.problem else "",
        "beneficiaries": practice.beneficiaries or "",
        "results": results,
        "cost": (resources.cost if resources else "") or "",
        "payer": (resources.payer if resources else "") or "",
        "staff": (resources.staff if resources else "") or "",
        "time": (resources.time_to_launch if resources else "") or "",
        "adoptions": [facts.region(a.region).title for a in practice.adoptions],
        "sources": [
            s.title + (f", {wording.partial_date(s.date)}" if s.date else "") for s in practice.sources
        ],
    }
    return {key: value for key, value in card.items() if value}
