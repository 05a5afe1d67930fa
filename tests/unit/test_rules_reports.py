"""Numbers of the items of a report. For each rule a smallest base that breaks it and one that keeps it."""

from __future__ import annotations

import pytest
from builders import Files, assert_explained, found, place, places, report, report_items

from generator.knowledge.rules import reports
from generator.model.diagnostic import Location, error

OTCHET = "regions/tulskaya-oblast/reports/otchet.yml"


def numbers(*row_numbers: str) -> Files:
    return report("otchet", report_items(*(f"number: '{n}', title: Пункт" for n in row_numbers)))


@pytest.mark.parametrize("rows", [["1.1", "1.2", "1.10"], ["1.1–1.8", "1.9"], ["1.2", "1.1"], ["1.1–1.1"]])
def test_sound_item_numbers(rows: list[str]) -> None:
    assert found(reports.item_numbers_are_sound, numbers(*rows)) == []


@pytest.mark.parametrize(
    ("rows", "faulty"),
    [
        (["1.1", "2.2"], ["2.2"]),
        (["11.1"], ["11.1"]),
        (["1.1–2.2"], ["1.1–2.2"]),
        (["1.3", "1.1–1.2", "1.2"], ["1.2'"]),
        (["1.3", "1.1–1.8"], ["1.1–1.8"]),
        (["1.1–1.4", "1.3–1.6"], ["1.3–1.6"]),
        (["1.8–1.1"], ["1.8–1.1"]),
        (["1.1–1.999999999", "1.5"], ["1.5'"]),
    ],
    ids=["other section", "longer section", "range over two sections", "inside a range", "range over an item",
         "two ranges", "backwards", "endless range"],
)
def test_unsound_item_numbers(rows: list[str], faulty: list[str]) -> None:
    files = numbers(*rows)
    diagnostics = found(reports.item_numbers_are_sound, files)
    expected = []
    for needle in faulty:
        at = place(files, OTCHET, needle, 2 if needle == "1.2'" else 1)
        expected.append(("item-number", Location(at.path, at.line, at.column - 1)))  # the quote
    assert places(diagnostics) == expected
    assert_explained(diagnostics)


def test_an_item_that_stands_twice() -> None:
    files = numbers("1.1", "1.2", "1.1")
    first, second = place(files, OTCHET, "'1.1'", 1), place(files, OTCHET, "'1.1'", 2)
    assert found(reports.item_numbers_are_sound, files) == [
        error("item-number", "пункт 1.1 записан дважды", second, f"первый раз – в строке {first.line}", first)
    ]


def test_two_reports_have_numbers_of_their_own() -> None:
    other = report("vtoroy", report_items("number: '1.1', title: Пункт"))
    assert found(reports.item_numbers_are_sound, numbers("1.1") | other) == []
