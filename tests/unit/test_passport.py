"""Completeness of a passport: each fact counts for itself, all together make 100."""

from __future__ import annotations

import pytest
from builders import loaded, practice
from full_records import FULL

from generator.analysis.completeness import MOST, ONE_NUMBER, PROMISED, Completeness, Fact, completeness
from generator.model.practice import Practice
from generator.wording.completeness import FACTS

FIGURE = "results: [{title: Дорога, unit: минут, %s}]"


def of(extra: str) -> Completeness:
    ((path, text),) = practice("apteka", extra).items()
    record = loaded(path, text).record
    assert isinstance(record, Practice)
    return completeness(record)


def test_nothing_told_is_nothing_and_everything_is_a_hundred() -> None:
    assert of("").score == 0
    assert of("").missing == tuple(Fact)
    full = loaded("practices/2021/apteka.yml", FULL["practices/2021/apteka.yml"]).record
    assert isinstance(full, Practice)
    assert completeness(full).score == 100
    assert completeness(full).missing == ()


@pytest.mark.parametrize(
    ("extra", "fact"),
    [
        ("resources: {cost: 5 млн рублей}", Fact.COST), ("resources: {payer: Бюджет}", Fact.PAYER),
        ("resources: {staff: Двое}", Fact.STAFF), ("resources: {time_to_launch: Месяц}", Fact.LAUNCH),
        ("steps: [Купить]", Fact.STEPS), ("risks: [Зима]", Fact.RISKS),
        ("contact: {organisation: Минздрав}", Fact.CONTACT), ("regions: [tulskaya-oblast]", Fact.REGION),
        (FIGURE % "before: 60, after: 5", Fact.RESULT),
    ],
)
def test_each_fact_counts_for_itself(extra: str, fact: Fact) -> None:
    assert {told.fact: told.points for told in of(extra).facts if told.points} == {fact: MOST[fact]}


@pytest.mark.parametrize(
    ("figure", "points"),
    [("value: 5", ONE_NUMBER), ("value: 5, kind: plan", PROMISED), ("before: 60, after: 5, kind: plan", PROMISED)],
)
def test_a_result_may_be_told_in_part(figure: str, points: int) -> None:
    told = of(FIGURE % figure).facts[0]
    assert (told.fact, told.points, told.partly, told.missing) == (Fact.RESULT, points, True, False)


def test_every_fact_has_a_name_and_a_field() -> None:
    assert FACTS.keys() == set(Fact) == MOST.keys()
    for fact in Fact:
        field, _, part = fact.partition(".")
        annotation = str(Practice.model_fields[field].annotation)
        assert not part or "Resources" in annotation
