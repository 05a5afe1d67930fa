"""The judged queries are sound, and the measures say what they promise."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from quality import (
    FRESH,
    GRADES,
    JUDGEMENTS,
    LATER,
    Judgement,
    ask_all,
    by_class,
    held_out,
    load_judgements,
    ndcg,
    published_documents,
    recall,
    success,
    table,
)

CLASSES = {
    "plain", "title", "inflected", "yo", "abbreviation", "region",
    "synonym", "typo", "layout", "mixed", "prefix", "multi",
}


Judgements = tuple[Judgement, ...]


@pytest.fixture(scope="module")
def judgements() -> Judgements:
    return load_judgements()


def test_there_are_enough_queries_in_every_class(judgements: Judgements) -> None:
    counts = Counter(judgement.kind for judgement in judgements)
    assert set(counts) == CLASSES
    assert min(counts.values()) >= 8, counts
    assert len(judgements) >= 120


def test_no_query_is_asked_twice(judgements: Judgements) -> None:
    every = (*judgements, *load_judgements(FRESH), *load_judgements(LATER))
    counts = Counter(" ".join(judgement.query.casefold().split()) for judgement in every)
    assert [query for query, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("file", [JUDGEMENTS, FRESH, LATER], ids=lambda file: file.stem)
def test_every_query_has_an_answer_and_no_record_two_grades(file: Path) -> None:
    for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["queries"]:
        assert entry.keys() == {"class", "query", "relevant"}, entry
        assert entry["relevant"].keys() <= set(GRADES), entry["query"]
        names = [name for found in entry["relevant"].values() for name in found]
        assert names, entry["query"]
        assert len(names) == len(set(names)), entry["query"]


def test_every_judged_record_is_published(judgements: Judgements) -> None:
    published = {document.key for document in published_documents()}
    every = (*judgements, *load_judgements(FRESH), *load_judgements(LATER))
    unknown = {name: j.query for j in every for name in j.grades if name not in published}
    assert unknown == {}


def test_the_halves_share_no_query_and_hold_all_classes(judgements: Judgements) -> None:
    held = held_out(judgements)
    for kind in CLASSES:
        counts = Counter(j.query in held for j in judgements if j.kind == kind)
        assert 0 <= counts[False] - counts[True] <= 1, kind


def test_perfect_answers_score_one_and_none_zero(judgements: Judgements) -> None:
    ideal = {j.query: sorted(j.grades, key=lambda name: -j.grades[name]) for j in judgements}
    perfect = ask_all(lambda query: ideal[query], judgements)
    silent = ask_all(lambda _: [], judgements)
    assert {(a.ndcg, a.recall, a.success) for a in perfect} == {(1.0, 1.0, 1.0)}
    assert {(a.ndcg, a.recall, a.success) for a in silent} == {(0.0, 0.0, 0.0)}
    assert "←" not in table(perfect)
    assert table(silent).count("←") == len(by_class(silent)) + 1


GRADED = {"practice:a": 3, "practice:b": 2, "term:c": 1}


def test_ndcg_weighs_grades_by_place() -> None:
    # by hand: gains 7, 3, 1 on places 1, 2, 3, divided by log2 of 2, 3, 4
    ideal = 7 + 3 / 1.584962500721156 + 1 / 2
    assert ndcg(["practice:b", "practice:a"], GRADED) == pytest.approx((3 + 7 / 1.584962500721156) / ideal)
    assert ndcg(["practice:x"] * 10 + ["practice:a"], GRADED) == 0


def test_recall_counts_useful_records_only() -> None:
    assert recall(["practice:a", "term:c"], GRADED) == 0.5
    assert recall(["term:c"], {"term:c": 1}) == 1
    many = {f"practice:{n}": 3 for n in range(20)}
    assert recall(list(many), many) == 1


def test_success_is_the_best_grade_among_the_first_three() -> None:
    assert success(["x", "y", "practice:a"], GRADED) == 1
    assert success(["practice:b", "x", "y", "practice:a"], GRADED) == 0
