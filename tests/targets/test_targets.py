"""From measurements to targets: the rules by hand-made examples, and the browser's calculator on the same inputs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from browser_twins import in_node, needs_node
from hypothesis import given
from hypothesis import strategies as st
from target_forms import inputs
from trying import tries

from generator.analysis.target_form import calculate
from generator.analysis.target_json import definition, in_words
from generator.analysis.targets import (
    RULES,
    Outcome,
    Position,
    by_position,
    first_year,
    nps,
    rounded,
    satisfaction,
    worst_timing,
)
from generator.model.target_model import KpiKind
from generator.wording import targets as wording
from generator.wording.sentences import UNITS

RUNNER = Path(__file__).with_name("run_targets.cjs")


def keys(outcome: Outcome) -> tuple[list[str], list[str]]:
    return [line.key for line in outcome.steps], [line.key for line in outcome.doubts]


# --- Rules


def test_satisfaction_is_the_share_of_yes_and_rather_yes() -> None:
    assert satisfaction(40, 22, 20, 18).value == 62
    assert satisfaction(1, 0, 1, 1).value == Decimal("33.3")
    assert satisfaction(0, 0, 0, 5).value == 0
    assert satisfaction(7, 0, 0, 0).value == 100


def test_nps_is_promoters_minus_detractors() -> None:
    assert nps(50, 30, 20).value == 30
    assert nps(3, 1, 9).value == Decimal("-46.2")
    assert nps(0, 4, 0).value == 0


def test_the_worst_timing_counts_and_few_timings_are_told() -> None:
    ten = [Decimal(n) for n in (4, 5, 5, 6, 6, 7, 7, 8, 9, 14)]
    found = worst_timing([("Городская", ten), ("Сельская", [Decimal("15.5")])])
    assert found.value == Decimal("15.5")
    assert keys(found) == (["institution", "institution", "worst"], ["few-timings", "base-value"])
    assert found.doubts[0].values == {"institution": "Сельская", "count": 1, "fewest": 10}
    assert keys(worst_timing([("Одно", ten)]))[1] == ["one-institution", "base-value"]


@pytest.mark.parametrize(
    ("current", "target"),
    [("62", "69"), ("61.9", "68.9"), ("0", "22.5"), ("89.9", "89.9"), ("50.125", "60.1"), ("90", "90"), ("97", "97")],
)
def test_a_quarter_of_the_way_to_satisfaction(current: str, target: str) -> None:
    assert first_year(KpiKind.SATISFACTION, Decimal(current)).value == Decimal(target)


def test_the_quarter_rule_for_others_is_an_analogy() -> None:
    found = first_year(KpiKind.NPS, Decimal(-12))
    assert found.value == Decimal("-1.5")
    assert "quarter-by-analogy" in keys(found)[1]
    assert "quarter-by-analogy" not in keys(first_year(KpiKind.SATISFACTION, Decimal(10)))[1]


def test_the_benchmark_of_time_gives_no_target() -> None:
    silent = first_year(KpiKind.TIME, Decimal(50))
    assert silent.value is None
    assert keys(silent) == (["no-benchmark"], ["time-benchmark"])
    own = first_year(KpiKind.TIME, Decimal(50), Decimal(15))
    assert own.value == Decimal("41.3")  # 50 − 8,75 = 41,25: halves away from zero
    assert first_year(KpiKind.TIME, Decimal(12), Decimal(15)).value == 12


def test_levels_that_are_set_at_once() -> None:
    assert first_year(KpiKind.INFRASTRUCTURE, None).value == 100
    assert "infrastructure-dates" in keys(first_year(KpiKind.INFRASTRUCTURE, None))[1]
    assert keys(first_year(KpiKind.INFRASTRUCTURE, Decimal(100)))[0] == ["level-once", "level-reached-once"]
    assert first_year(KpiKind.PLAN_EXECUTION, Decimal(40)).value == 90


@pytest.mark.parametrize(
    ("kind", "position", "current", "target"),
    [
        (KpiKind.SATISFACTION, Position.LAGGING, "50", "60"),
        (KpiKind.SATISFACTION, Position.MIDDLE, "60", "85"),
        (KpiKind.SATISFACTION, Position.LEADING, "70", "75"),
        (KpiKind.SATISFACTION, Position.LEADING, "75", "75"),
        (KpiKind.SATISFACTION, Position.LEADING, "88", "88"),
        (KpiKind.TIME, Position.LEADING, "20", "20"),
        (KpiKind.TIME, Position.MIDDLE, "100", "85"),
        (KpiKind.NPS, Position.LEADING, "10", "10"),
    ],
)
def test_by_position(kind: KpiKind, position: Position, current: str, target: str) -> None:
    assert by_position(kind, position, Decimal(current), Decimal(60), Decimal(85)).value == Decimal(target)


def test_a_position_that_does_not_fit_the_numbers_is_told() -> None:
    assert "not-lagging" in keys(by_position(KpiKind.SATISFACTION, Position.LAGGING, Decimal(61), Decimal(60), None))[1]
    assert "not-lagging" in keys(by_position(KpiKind.TIME, Position.LAGGING, Decimal(59), Decimal(60), None))[1]
    assert "not-lagging" not in keys(by_position(KpiKind.TIME, Position.LAGGING, Decimal(61), Decimal(60), None))[1]
    assert "best-already" in keys(by_position(KpiKind.TIME, Position.MIDDLE, Decimal(10), None, Decimal(10)))[1]


@tries(200)
@given(st.decimals(-10**6, 10**6, places=3))
def test_rounding_is_half_away_from_zero(value: Decimal) -> None:
    assert rounded(value) == value.quantize(Decimal("0.1"), ROUND_HALF_UP)


@tries(100)
@given(st.decimals(0, 90, places=1))
def test_the_first_year_never_goes_backwards_or_beyond(current: Decimal) -> None:
    target = first_year(KpiKind.SATISFACTION, current).value
    assert target is not None
    assert current <= target <= 90


# --- The form


def problems(**fields: str) -> list[tuple[str, str]]:
    return [(p.field, p.line.key) for p in calculate(fields).problems]


def test_what_is_missing_or_wrong_is_named_by_field() -> None:
    assert problems() == [("kind", "kind")]
    assert problems(kind="satisfaction") == [("current", "current-missing")]
    assert problems(kind="satisfaction", yes="4", no="много") == [("no", "count")]
    assert problems(kind="satisfaction", yes="4") == [("rather_yes", "counts-missing")]
    assert problems(kind="satisfaction", yes="0", rather_yes="0", rather_no="0", no="0") == [("yes", "no-answers")]
    assert problems(kind="satisfaction", current="50", yes="1") == [("current", "current-twice")]
    assert problems(kind="satisfaction", current="101") == [("current", "range")]
    assert problems(kind="time", current="-1") == [("current", "range-low")]
    assert problems(kind="time", current="1.2345") == [("current", "number")]
    assert problems(kind="time", timings="Больница: 5 дней") == [("timings", "timings")]
    assert problems(kind="time", timings="Больница:") == [("timings", "timings-empty")]
    assert problems(kind="nps", current="5", position="lagging") == [("mean", "mean-missing")]
    assert problems(kind="nps", current="5", position="middle", best="x") == [("best", "number")]
    assert problems(kind="nps", current="5", position="first") == [("position", "position")]
    assert problems(kind="infrastructure") == []


def test_numbers_are_read_as_people_write_them() -> None:
    for text in ("61,5", "61.5", " 61,50 % ", "61,5%"):
        found = calculate({"kind": "satisfaction", "current": text}).first_year
        assert found is not None
        assert found.value == Decimal("68.6")
    minus = calculate({"kind": "nps", "current": "−5"}).first_year
    assert minus is not None
    assert minus.value == Decimal("3.8")
    current = calculate({"kind": "time", "timings": "Городская: 4, 5,5; 6\r\n\r\n12 3"}).current
    assert current is not None
    assert [line.values.get("institution") for line in current.steps] == ["Городская", "Учреждение 2", None]
    assert current.value == 12
    assert current.steps[0].values["longest"] == 6


def test_two_rules_that_disagree_are_told() -> None:
    both = {"kind": "satisfaction", "current": "62", "position": "leading"}
    assert [line.key for line in calculate(both).doubts] == ["two-rules"]
    assert calculate({**both, "current": "95"}).doubts == ()


def test_every_sentence_has_its_place() -> None:
    """No key without a sentence, no sentence that nothing says."""
    said: set[str] = set()
    for fields in inputs(1000):
        found = calculate(fields)
        outcomes = [o for o in (found.current, found.first_year, found.position) if o]
        said |= {line.key for o in outcomes for line in (*o.steps, *o.doubts)} | {line.key for line in found.doubts}
        said |= {p.line.key for p in found.problems}
    assert said == {*wording.STEPS, *wording.DOUBTS, *wording.PROBLEMS}
    assert {d.kind for d in wording.DOUBTS.values()} == set(wording.DOUBT_KINDS)
    assert {rule.unit for rule in RULES.values()} <= set(UNITS)


# --- The browser's calculator


@needs_node
def test_the_browser_works_out_the_same_from_1000_forms() -> None:
    forms = inputs(1000)
    answers = in_node(RUNNER, {"definition": definition(), "inputs": forms})
    different = [(f, ours, theirs) for f, theirs in zip(forms, answers, strict=True) if (ours := in_words(calculate(f))) != theirs]
    assert different == []
    assert sum(1 for a in answers if a["first_year"] and a["first_year"]["value"]) > 500  # not a thousand refusals
