"""Issues of the digest: their weeks, TOP-5, sections and heads of regions. For each rule a smallest base that breaks it and one that keeps it."""

from __future__ import annotations

from datetime import date

import pytest
from builders import Files, assert_explained, digest, found, place, places, practice

from generator.knowledge.rules import digests
from generator.model.diagnostic import error

WEEK = "digests/2021/week.yml"


def test_an_issue_is_not_named_as_a_year() -> None:
    files = digest("2021", 'id: "2021"')
    assert places(found(digests.ids_are_not_years, files)) == [
        ("digest-named-as-year", place(files, "digests/2021/2021.yml", '"2021"'))
    ]
    assert found(digests.ids_are_not_years, digest("2021-w46")) == []


def test_a_sound_digest() -> None:
    files = digest("week")
    assert found(digests.top_five_stand_in_sections, files) == []
    assert found(digests.weeks_are_whole_and_do_not_overlap, files) == []


@pytest.mark.parametrize(
    ("top", "faulty"),
    [
        ("[p1, p2, p3, p4]", ["[p1"]),
        ("[p1, p2, p3, p4, p5, p6]", ["[p1"]),
        ("[]", ["[]"]),
        ("[p1, p2, p3, p4, p1]", ["p1]"]),
        ("[p1, p2, p3, p4, p9]", ["p9]"]),
        ("[p9, p2, p3, p4, p9]", ["p9,", "p9]"]),
        ("[p1, p1, p3, p8]", ["[p1", "p1, p3", "p8"]),
    ],
    ids=["four", "six", "none", "twice", "not in sections", "twice and not in sections", "all at once"],
)
def test_a_top_five_that_is_none(top: str, faulty: list[str]) -> None:
    files = digest("week", f"top: {top}")
    diagnostics = found(digests.top_five_stand_in_sections, files)
    assert places(diagnostics) == [("top-five", place(files, WEEK, needle)) for needle in faulty]
    assert_explained(diagnostics, hints=False)


SECTIONS = """
sections:
  - title: Первый
    entries:
      - practice: p1
      - practice: p2
      - practice: p3
      - practice: p1
  - title: Второй
    entries:
      - practice: p1
      - practice: p4
      - practice: p5
"""


def test_a_practice_stands_once_in_a_section_and_may_stand_in_two() -> None:
    files = digest("week", SECTIONS)
    assert places(found(digests.top_five_stand_in_sections, files)) == [
        ("digest-entry-twice", place(files, WEEK, "practice: p1", 2))
    ]


@pytest.mark.parametrize(
    ("week", "starts", "ends"),
    [
        ("2021-W46", "2021-11-14", "2021-11-20"),  # Sunday to Saturday
        ("2021-W46", "2021-11-15", "2021-11-20"),
        ("2021-W46", "2021-11-15", "2021-11-22"),
        ("2021-W46", "2021-11-15", "2021-11-08"),
        ("2021-W45", "2021-11-15", "2021-11-21"),
        ("2022-W46", "2021-11-15", "2021-11-21"),
        ("2021-W99", "2021-11-15", "2021-11-21"),
        ("2021-W01", "2020-12-28", "2021-01-03"),  # the last week of 2020 by ISO 8601
    ],
)
def test_a_week_that_is_none(week: str, starts: str, ends: str) -> None:
    files = digest("week", f"week: {week}\nstarts: {starts}\nends: {ends}")
    diagnostics = found(digests.weeks_are_whole_and_do_not_overlap, files)
    assert places(diagnostics) == [("digest-week", place(files, WEEK, starts))]
    assert_explained(diagnostics)


def test_a_week_over_the_new_year() -> None:
    files = digest("week", "week: 2020-W53\nstarts: 2020-12-28\nends: 2021-01-03")
    assert found(digests.weeks_are_whole_and_do_not_overlap, files) == []


def weeks(*spans: tuple[str, str], series: str = "Мониторинг") -> Files:
    files: Files = {}
    for i, (starts, ends) in enumerate(spans):
        year, week, _ = date.fromisoformat(starts).isocalendar()
        name = f"series: {series}\nweek: {year}-W{week:02d}"
        files |= digest(f"w{i}", f"{name}\nstarts: {starts}\nends: {ends}")
    return files


def test_weeks_in_a_row_and_series_side_by_side() -> None:
    files = weeks(("2021-11-15", "2021-11-21"), ("2021-11-22", "2021-11-28"), ("2021-11-08", "2021-11-14"))
    other = digest("other")
    assert found(digests.weeks_are_whole_and_do_not_overlap, files | other) == []


def test_the_same_week_twice() -> None:
    files = weeks(("2021-11-15", "2021-11-21"), ("2021-11-15", "2021-11-21"))
    assert found(digests.weeks_are_whole_and_do_not_overlap, files) == [
        error(
            "overlapping-weeks",
            "неделя пересекается с выпуском «w0»",
            place(files, "digests/2021/w1.yml", "2021-11-15"),
            "проверьте даты обоих выпусков",
            place(files, "digests/2021/w0.yml", "2021-11-15"),
        )
    ]


def test_weeks_that_share_one_day() -> None:
    files = weeks(("2021-11-15", "2021-11-22"), ("2021-11-22", "2021-11-28"))
    assert [(d.code, d.location.path) for d in found(digests.weeks_are_whole_and_do_not_overlap, files)] == [
        ("digest-week", "digests/2021/w0.yml"),
        ("overlapping-weeks", "digests/2021/w1.yml"),
    ]


def test_a_long_issue_overlaps_all_that_it_covers() -> None:
    """Not only the next one."""
    files = weeks(("2021-11-01", "2021-11-30"), ("2021-11-08", "2021-11-14"), ("2021-11-15", "2021-11-21"))
    diagnostics = found(digests.weeks_are_whole_and_do_not_overlap, files)
    assert [(d.code, d.location.path) for d in diagnostics] == [
        ("digest-week", "digests/2021/w0.yml"),
        ("overlapping-weeks", "digests/2021/w1.yml"),
        ("overlapping-weeks", "digests/2021/w2.yml"),
    ]
    assert {d.related for d in diagnostics[1:]} == {(place(files, "digests/2021/w0.yml", "2021-11-01"),)}


HEADS = """
sections:
  - title: Раздел
    entries:
      - practice: apteka
        heads:
          - {region: tula, name: Иван Иванов}
          - {region: kaluga, name: Пётр Петров}
"""


def test_the_head_of_another_region() -> None:
    files = digest("week", HEADS) | practice("apteka", "regions: [tula]")
    diagnostics = found(digests.heads_belong_to_regions_of_the_practice, files)
    assert places(diagnostics) == [("head-of-other-region", place(files, WEEK, "{region: kaluga"))]
    assert_explained(diagnostics, hints=False)


@pytest.mark.parametrize("regions", ["[tula, kaluga]", "[]"])
def test_heads_of_the_regions_of_a_practice_or_of_one_that_names_none(regions: str) -> None:
    files = digest("week", HEADS) | practice("apteka", f"regions: {regions}")
    assert found(digests.heads_belong_to_regions_of_the_practice, files) == []


def test_the_head_for_an_unknown_practice_is_the_business_of_references() -> None:
    assert found(digests.heads_belong_to_regions_of_the_practice, digest("week", HEADS)) == []
