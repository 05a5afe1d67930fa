"""Process maps: what is worked out from the stages, what is told to disagree, what is drawn."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.analysis.process import Agreement, compare
from generator.model.life_situation import DayUnit, LifeSituation, Process, ProcessStage
from generator.rendering.views.process import WIDTH, ProcessMap, process_map
from generator.wording.processes import FINDINGS
from generator.wording.sentences import sentence


def stage(title: str, days: str | None = None, effect: str | None = None, *problems: int) -> ProcessStage:
    return ProcessStage(
        title=title, days=Decimal(days) if days else None, effect_days=Decimal(effect) if effect else None, problems=problems
    )


def process(*stages: ProcessStage, total: str | None = None, effect: str | None = None, unit: DayUnit = DayUnit.CALENDAR) -> Process:
    return Process(
        unit=unit, stages=stages, total_days=Decimal(total) if total else None,
        total_effect_days=Decimal(effect) if effect else None,
    )


def findings(current: Process | None, target: Process | None) -> list[tuple[str, Agreement]]:
    found = compare(current, target).findings
    assert all(sentence(FINDINGS[f.key], f.values) for f in found)  # every gap has its number
    return [(f.key, f.agreement) for f in found]


def drawn(current: Process | None, target: Process | None = None, date: str | None = None) -> ProcessMap:
    situation = LifeSituation.model_validate({
        "id": "situaciya", "title": "Ситуация", "short_title": "Ситуация", "borders": {"start": "а", "end": "б"},
        "current_process": current, "target_process": target, "sources": [{"title": "Методика", "date": date}],
    })
    found = process_map(situation)
    assert found
    return found


NOW = process(stage("А", "50", "-35"), stage("Б", "15", "-5"), total="118", effect="-90")
THEN = process(stage("А", "15"), stage("Б", "10"), stage("В"), total="28")


def test_stages_are_paired_by_title() -> None:
    found = compare(NOW, THEN)
    assert [(p.title, p.current is not None, p.target is not None, p.change) for p in found.pairs] == [
        ("А", True, True, -35), ("Б", True, True, -5), ("В", False, True, None)
    ]
    assert (found.saved, found.share) == (Decimal(90), Decimal("76.3"))


def test_the_tally_counts_findings_in_words() -> None:
    """What a closed list says of itself: «4 сходятся, 1 расходится, 2 нельзя проверить»."""
    assert [(n, forms[int(n != 1)]) for n, forms in drawn(NOW, THEN).tally] == [
        (4, "сходятся"), (1, "расходится"), (2, "нельзя проверить"),
    ]


def test_what_the_source_says_and_what_it_lost() -> None:
    assert findings(NOW, THEN) == [
        ("now-short", Agreement.DIFFERS),
        ("then-lost", Agreement.INCOMPLETE),
        ("stage-agrees", Agreement.AGREES),
        ("stage-agrees", Agreement.AGREES),
        ("effects-rest", Agreement.INCOMPLETE),
        ("total-agrees", Agreement.AGREES),
        ("saved", Agreement.AGREES),
    ]


@pytest.mark.parametrize(
    ("current", "target", "expected"),
    [
        (process(stage("А", "5"), stage("Б", "7"), total="12"), None, [("now-agrees", Agreement.AGREES)]),
        (process(stage("А", "5"), stage("Б", "7"), total="10"), None, [("now-over", Agreement.DIFFERS)]),
        (process(stage("А", "5")), None, [("now-no-total", Agreement.INCOMPLETE)]),
        (process(stage("А"), total="9"), None, [("now-only-total", Agreement.INCOMPLETE)]),
        (process(stage("А")), process(), []),
        (None, None, []),
        (process(stage("А", "5", "-2")), process(stage("А", "4")), [
            ("now-no-total", Agreement.INCOMPLETE), ("then-no-total", Agreement.INCOMPLETE), ("stage-differs", Agreement.DIFFERS)
        ]),
        (process(stage("А", "5", "-2")), process(stage("А")), [("now-no-total", Agreement.INCOMPLETE), ("stage-unknown", Agreement.INCOMPLETE)]),
        (process(total="20", effect="-5"), process(total="10"), [("total-differs", Agreement.DIFFERS), ("saved", Agreement.AGREES)]),
        (process(total="10"), process(total="10"), [("not-saved", Agreement.AGREES)]),
        (process(stage("А", "5", "-2"), total="5", effect="-2"), None, [("now-agrees", Agreement.AGREES), ("effects-agree", Agreement.AGREES)]),
    ],
)
def test_checks(current: Process | None, target: Process | None, expected: list[tuple[str, Agreement]]) -> None:
    assert findings(current, target) == expected


@pytest.mark.parametrize(("effects", "shown"), [(("-35", "-5"), "−35 − 5 = −40"), (("-35", "5", "-1"), "−35 + 5 − 1 = −31"), (("-2.5",), "−2,5")])
def test_the_sum_of_effects_is_written_out(effects: tuple[str, ...], shown: str) -> None:
    now = process(*(stage(title, "50", effect) for title, effect in zip("АБВ", effects, strict=False)), effect=str(sum(map(Decimal, effects))))
    assert [f.values["sum"] for f in compare(now, None).findings if f.key == "effects-agree"] == [shown]


def test_days_of_different_sorts_are_not_compared() -> None:
    working = process(stage("А", "4"), total="4", unit=DayUnit.WORKING)
    found = compare(process(stage("А", "9", "-5"), total="9"), working)
    assert found.saved is None
    assert found.pairs[0].change is None
    assert [f.key for f in found.findings] == ["now-agrees", "then-agrees", "units-differ"]
    assert drawn(process(stage("А", "9")), working).paths == ()


# --- The drawing


def test_both_paths_share_one_scale() -> None:
    map = drawn(NOW, THEN)
    now, then = map.paths
    assert [round(s.width * 118 / WIDTH, 6) for s in now.stages] == [50, 15, 53]
    assert [round(s.width * 118 / WIDTH, 6) for s in then.stages] == [15, 10, 3]
    assert [s.known for s in now.stages] == [True, True, False]
    assert round(now.stages[0].saved * 118 / WIDTH, 6) == 35
    assert [round(s.x + s.width, 3) for s in now.stages][-1] == WIDTH
    assert then.gain == "на 90\u00a0календарных дней короче"
    assert [label for _, label in map.ticks] == ["0", "20", "40", "60", "80", "100"]


def test_what_a_source_calls_now_is_told_with_its_year() -> None:
    assert [path.title for path in drawn(NOW, THEN, "2021-04").paths] == ["В 2021 году", "Как должно быть"]
    assert drawn(NOW, THEN).now == "Сейчас"  # the source has no date: its own word is all there is


def test_stages_without_days_are_told_and_not_drawn() -> None:
    map = drawn(process(stage("А"), stage("Б", None, None, 3, 1)), process())
    assert map.paths == ()
    assert [(row.current.text, row.target.text) for row in map.rows] == [("срок не сохранился", "этапы не сохранились")] * 2
    assert map.rows[1].problems == (3, 1)


def test_a_record_without_a_scheme_has_no_map() -> None:
    situation = LifeSituation.model_validate({
        "id": "situaciya", "title": "Ситуация", "short_title": "Ситуация", "borders": {"start": "а", "end": "б"},
        "sources": [{"title": "Методика"}],
    })
    assert process_map(situation) is None


@pytest.mark.parametrize("days", ["0.3", "1", "4", "7", "49", "118", "3000"])
def test_the_scale_has_a_readable_number_of_ticks(days: str) -> None:
    ticks = drawn(process(stage("А", days))).ticks
    assert 4 <= len(ticks) <= 11
    assert ticks[0] == (0.0, "0")
    assert all(x <= WIDTH + 0.001 for x, _ in ticks)
