"""The browser's engine and the command line's on the same documents: what they find, how many, in which order, with what scores."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
import vectors
from browser_twins import in_node, needs_node

from generator.search import static_cards
from generator.search.document import SearchDocument
from generator.search.engine import Filters
from generator.search.local_engine import LocalEngine
from generator.search.static_index import build_static_index

MOST = 12  # hits that are compared
RUNNER = Path(__file__).with_name("run_vectors.cjs")
SENTENCES = [sentence for _, text in vectors.TEXTS for sentence in text.replace(": ", ". ").split(". ")]
CHOICES: tuple[dict[str, Any], ...] = (
    {}, {}, {}, {"types": ["practice"]}, {"facets": {"region": ["tula"]}}, {"facets": {"region": ["tula", "yamal"], "stage": ["pilot"]}},
)


def documents(chance: Random) -> list[SearchDocument]:
    """Those of the vectors, and more of the same sentences, so that words stand in many, together and apart."""
    own = vectors.documents()
    return own + [
        replace(
            own[n % len(own)], id=f"smes-{n}", title=f"{chance.choice(vectors.TEXTS)[0]} {n}", summary=". ".join(chance.sample(SENTENCES, 2)),
            text="\n".join(chance.sample(SENTENCES, 3)), date=f"20{10 + n % 15}-01-0{n % 9 + 1}",
        )
        for n in range(40)
    ]


def queries(chance: Random) -> list[str]:
    words = [word for sentence in SENTENCES for word in sentence.replace("–", " ").split()]
    mixed = [" ".join(chance.sample(words, chance.choice((2, 2, 3, 5)))).strip(".,;:") for _ in range(60)]
    return [*(query for query in vectors.QUERIES if " " in query.strip()), *mixed, "пожилой", "школа", "данные врачи буллинг", "кресло-коляску ребята"]


def filters(chosen: dict[str, Any]) -> Filters:
    facets = chosen.get("facets", {})
    return Filters(types=tuple(chosen.get("types", ())), regions=tuple(facets.get("region", ())), stages=tuple(facets.get("stage", ())))


@needs_node
def test_the_browser_finds_what_the_command_line_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_cards, "OWN_FACETS", 20)  # as in a large base: practices have a shard of facets of their own
    chance = Random(5)
    base = documents(chance)
    build_static_index(base, tmp_path / "site" / "search", vectors.NAMES)
    local = LocalEngine(tmp_path / "local", vectors.NAMES)
    local.update(base)
    asked = [("", CHOICES[0]), *((query, CHOICES[place % len(CHOICES)]) for place, query in enumerate(queries(chance)))]
    searches = [[query, {**chosen, "limit": MOST}] for query, chosen in asked]
    answers = in_node(RUNNER, {"site": str(tmp_path / "site"), "searches": searches})
    assert sum(answer["partial"] for answer in answers) > 10
    facets = {document.id: document.facets for document in base}
    everything = next(answer for (query, chosen), answer in zip(asked, answers, strict=True) if not query)
    assert everything["facetCounts"]["stage"] == Counter(each.stage for each in facets.values())
    for (query, chosen), theirs in zip(asked, answers, strict=True):
        ours = local.search(query, filters(chosen), 60)
        assert (theirs["total"], theirs["suggestion"]) == (ours.total, ours.suggestion), (query, chosen)
        for hit in theirs["hits"]:
            assert (hit["facets"]["region"], hit["facets"]["stage"]) == ([*facets[hit["id"]].regions], [facets[hit["id"]].stage])
        scores = [hit["score"] for hit in theirs["hits"]]
        expected = {hit.id: hit.score for hit in ours.hits}
        # The index tells scores in levels, within three per cent: neighbours may change places.
        assert scores == pytest.approx([expected[hit["id"]] for hit in theirs["hits"]], rel=0.03, abs=0.02), (query, chosen)
        assert scores == sorted(scores, reverse=True), (query, chosen)
        assert scores == pytest.approx([hit.score for hit in ours.hits[:MOST]], rel=0.03, abs=0.02), (query, chosen)
