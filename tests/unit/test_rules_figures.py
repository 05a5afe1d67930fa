"""A figure has what a reader needs to believe it. For each rule a smallest base that breaks it and one that keeps it."""

from __future__ import annotations

import pytest
from builders import assert_explained, found, place, places, practice, report, report_items

from generator.knowledge.rules import figures

APTEKA = "practices/2021/apteka.yml"
OTCHET = "regions/tulskaya-oblast/reports/otchet.yml"


TWO_SOURCES = "sources:\n  - title: Первая\n  - title: Вторая"


@pytest.mark.parametrize(
    "figure",
    [
        "title: а, value: 1, unit: дней",
        "title: а, value: 0, unit: дней",
        "title: а, value: 1, value_to: 2, unit: дней",
        "title: а, before: 2, after: 1, unit: дней",
        "title: а, before: 0, after: 0, unit: дней",
        "title: а, value: 1, unit: дней, source: 1",
    ],
)
def test_a_complete_figure(figure: str) -> None:
    assert found(figures.figures_are_complete, practice("apteka", f"results:\n  - {{{figure}}}")) == []
    row = f"number: '1.1', title: А, figures: [{{{figure}}}]"
    assert found(figures.figures_are_complete, report("otchet", report_items(row))) == []


@pytest.mark.parametrize(
    ("figure", "faults"),
    [
        ("title: а, unit: дней", [("figure-incomplete", "{title")]),
        ("title: а, value_to: 2, unit: дней", [("figure-incomplete", "{title")]),
        ("title: а, before: 2, unit: дней", [("figure-incomplete", "{title")]),
        ("title: а, after: 2, unit: дней", [("figure-incomplete", "{title")]),
        ("title: а, value: 7, before: 2, after: 1, unit: дней", [("figure-incomplete", "7")]),
        (
            "title: а, value: 7, before: 2, unit: дней",
            [("figure-incomplete", "{title"), ("figure-incomplete", "7")],
        ),
        ("title: а, value: 1", [("figure-without-unit", "{title")]),
        ("title: а, before: 2, after: 1", [("figure-without-unit", "{title")]),
        ("title: а, value: 1, unit: дней, source: 9", [("figure-without-source", "9")]),
        (
            "title: а, source: 9",
            [
                ("figure-incomplete", "{title"),
                ("figure-without-unit", "{title"),
                ("figure-without-source", "9"),
            ],
        ),
    ],
)
def test_an_incomplete_figure(figure: str, faults: list[tuple[str, str]]) -> None:
    files = practice("apteka", f"results:\n  - {{{figure}}}")
    diagnostics = found(figures.figures_are_complete, files)
    assert places(diagnostics) == [(code, place(files, APTEKA, needle)) for code, needle in faults]
    assert_explained(diagnostics)


@pytest.mark.parametrize(("given", "missing"), [("before", "after"), ("after", "before")])
def test_a_half_of_a_pair_names_the_other(given: str, missing: str) -> None:
    files = practice("apteka", f"results:\n  - {{title: а, {given}: 1, unit: дней}}")
    (only,) = found(figures.figures_are_complete, files)
    assert only.message == f"у «а» нет «{missing}»"


def test_a_figure_names_its_source_where_there_are_several() -> None:
    good, bad = "{title: а, value: 1, unit: дней, source: 2}", "{title: б, value: 1, unit: дней}"
    files = practice("apteka", f"results:\n  - {good}\n  - {bad}\n{TWO_SOURCES}")
    assert places(found(figures.figures_are_complete, files)) == [
        ("figure-without-source", place(files, APTEKA, "{title: б"))
    ]


def test_an_incomplete_figure_of_a_report() -> None:
    files = report(
        "otchet",
        report_items(
            "number: '1.1', title: А, figures: [{title: а, value: 1, unit: '%'}]",
            "number: '1.2', title: Б, figures: "
            "[{title: а, value: 1, unit: '%'}, {title: б, before: 1, unit: '%'}]",
        ),
    )
    assert places(found(figures.figures_are_complete, files)) == [
        ("figure-incomplete", place(files, OTCHET, "{title: б"))
    ]
