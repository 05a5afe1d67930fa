"""Life situations: models, numbered problems, stages. For each rule a smallest base that breaks it and one that keeps it."""

from __future__ import annotations

import pytest
from builders import assert_explained, found, numbered_problems, place, places, situation, target_model

from generator.knowledge.rules import situations
from generator.model.diagnostic import Location


def test_a_situation_without_a_model() -> None:
    files = situation("situaciya") | situation("odinokaya") | target_model("model")
    diagnostics = found(situations.situations_belong_to_a_target_model, files)
    assert places(diagnostics) == [
        ("situation-without-model", place(files, "life_situations/odinokaya.yml", "odinokaya"))
    ]
    assert_explained(diagnostics)


def test_situations_of_a_model_that_cannot_be_read_are_not_reported() -> None:
    broken = target_model("broken", "kpis: 5")
    files = situation("situaciya") | situation("odinokaya") | target_model("model") | broken
    assert found(situations.situations_belong_to_a_target_model, files, broken=broken) == []


SITUATION = "life_situations/situaciya.yml"


@pytest.mark.parametrize(
    ("numbers", "faulty"),
    [
        ([1, 2, 3], []),
        ([2, 3], [0, 1]),
        ([1, 3], [1]),
        ([1, 1], [1]),
        ([2, 1], [0, 1]),
    ],
)
def test_problems_are_numbered_in_a_row(numbers: list[int], faulty: list[int]) -> None:
    files = situation("situaciya", numbered_problems(*numbers))
    diagnostics = found(situations.problem_numbers_are_sound, files)
    first = place(files, SITUATION, "- {number").line
    assert places(diagnostics) == [("problem-number", Location(SITUATION, first + i, 14)) for i in faulty]
    assert_explained(diagnostics)


def test_a_wrong_number_says_which_it_should_be() -> None:
    (only,) = found(situations.problem_numbers_are_sound, situation("situaciya", numbered_problems(1, 3)))
    assert only.message == "у проблемы номер 3, а по порядку 2"


def test_a_stage_names_problems_that_exist() -> None:
    files = situation(
        "situaciya",
        "current_process:\n  stages:\n    - {title: А, problems: [1, 2, 3]}\n    - {title: Б}\n"
        "target_process:\n  stages:\n    - {title: В, problems: [0]}\n" + numbered_problems(1, 2),
    )
    diagnostics = found(situations.problem_numbers_are_sound, files)
    assert places(diagnostics) == [
        ("problem-number", place(files, SITUATION, "3]}")),
        ("problem-number", place(files, SITUATION, "0]}")),
    ]
    assert_explained(diagnostics)
