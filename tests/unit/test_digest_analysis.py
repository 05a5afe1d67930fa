"""What issues of the digest come to: regions new to the base, weeks without an issue, the year's figures."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from builders import Files, base, digest, practice, taxonomy
from digest_builders import REGIONS, issue

from generator.analysis.calendar import Week, WeekState, runs, silent_years, years
from generator.analysis.check_back import CheckState
from generator.analysis.issues import Debuts, Newcomers, practices_of
from generator.analysis.year_review import review
from generator.knowledge.base import KnowledgeBase
from generator.model.digest import Digest
from generator.model.scalars import RegionId
from generator.model.week import IsoWeek


def issues(found: KnowledgeBase) -> list[Digest]:
    return found.all(Digest)


# Regions new to the base


def newcomers(files: Files, week: str) -> Newcomers:
    found = base(REGIONS | files)
    wanted = found.get(Digest, week.lower())
    assert wanted
    return Debuts.of(found).newcomers(found, wanted)


def test_a_region_is_new_in_the_first_issue_that_tells_of_it() -> None:
    files = practice("p1", "regions: [a]") | practice("p2", "regions: [b, a]") | issue("2021-W45", "p1") | issue("2021-W46", "p2")
    assert newcomers(files, "2021-W45") == Newcomers((RegionId("a"),), (), first=True)
    assert newcomers(files, "2021-W46") == Newcomers((RegionId("b"),), (), first=False)


@pytest.mark.parametrize(
    ("dated", "new", "unsure"),
    [
        ("2021-11-14", (), ()),  # the day before
        ("2021-10", (), ()),
        ("2021-11-15", ("a",), ()),
        ("2024", ("a",), ()),
        ("2021-11", (), ("a",)),  # somewhere in the month of the issue
        ("2021", (), ("a",)),
        ("", (), ("a",)),
    ],
)
def test_another_practice_of_the_region_counts_by_its_own_date(dated: str, new: tuple[str, ...], unsure: tuple[str, ...]) -> None:
    other = practice("other", "regions: [a]" + (f"\nstage_date: {dated}" if dated else ""))
    files = practice("p1", "regions: [a]") | other | issue("2021-W46", "p1")
    assert newcomers(files, "2021-W46") == Newcomers(tuple(map(RegionId, new)), tuple(map(RegionId, unsure)), first=True)


def test_a_practice_told_later_comes_in_with_its_issue_whatever_its_date() -> None:
    files = practice("p1", "regions: [a]") | practice("p2", "regions: [a]\nstage_date: 2021") | issue("2021-W46", "p1") | issue("2021-W47", "p2")
    assert newcomers(files, "2021-W46").new == ("a",)


def test_a_practice_of_two_sections_counts_once() -> None:
    files = practice("p1") | practice("p2") | digest(
        "i", "sections:\n  - {title: А, entries: [{practice: p1}, {practice: p2}]}\n  - {title: Б, entries: [{practice: p1}]}"
    )
    found = base(files)
    assert [p.id for p in practices_of(found, issues(found)[0].id)] == ["p1", "p2"]


# Weeks


def test_weeks_without_an_issue_are_missing_between_the_first_issue_and_today() -> None:
    found = base(practice("p1") | issue("2024-W51", "p1") | issue("2025-W02", "p1"))
    later, earlier = years(issues(found), date(2025, 1, 22))
    assert (later.year, earlier.year) == (2025, 2024)
    assert later.of_state(WeekState.MISSING) == [IsoWeek(2025, 1), IsoWeek(2025, 3)]
    assert later.of_state(WeekState.AHEAD) == [IsoWeek(2025, n) for n in range(4, 53)]
    assert earlier.of_state(WeekState.MISSING) == [IsoWeek(2024, 52)]
    assert earlier.of_state(WeekState.BEFORE) == [IsoWeek(2024, n) for n in range(1, 51)]
    assert [d.id for d in later.issues] == ["2025-w02"]
    assert len(earlier.weeks) == 52


def test_issues_of_two_series_share_a_week() -> None:
    one, other = issue("2025-W02", "p1"), issue("2025-W02", "p1", series="Другая")
    moved = {path.replace("2025-w02", "drugaya"): text.replace("id: 2025-w02", "id: drugaya") for path, text in other.items()}
    (year,) = years(issues(base(practice("p1") | one | moved)), date(2025, 1, 22))
    (week,) = [w for w in year.weeks if w.issues]
    assert (week.week, [d.id for d in week.issues]) == (IsoWeek(2025, 2), ["2025-w02", "drugaya"])
    assert len(year.issues) == 2


def test_a_base_without_issues_has_no_years() -> None:
    assert years([], date(2025, 1, 22)) == []
    assert silent_years([], date(2025, 1, 22)) == []


def test_years_without_a_single_issue_are_named() -> None:
    found = base(practice("p1") | issue("2021-W46", "p1") | issue("2024-W02", "p1"))
    assert silent_years(years(issues(found), date(2026, 11, 22)), date(2026, 11, 22)) == [2022, 2023, 2025, 2026]


def test_weeks_in_a_row_are_told_as_one_run() -> None:
    weeks = [IsoWeek(2025, 12), IsoWeek(2024, 52), IsoWeek(2025, 1), IsoWeek(2025, 2)]
    assert runs(weeks) == [(IsoWeek(2024, 52), IsoWeek(2025, 2)), (IsoWeek(2025, 12), IsoWeek(2025, 12))]
    assert runs([]) == []


def test_a_week_knows_its_state() -> None:
    (year,) = years(issues(base(practice("p1") | issue("2021-W46", "p1"))), date(2021, 12, 31))
    assert year.weeks[45] == Week(IsoWeek(2021, 46), WeekState.ISSUE, year.issues)


# The year


def test_a_year_counts_each_practice_once() -> None:
    words = taxonomy("subcategories:\n  - {id: lekarstva, title: Лекарства}\n  - {id: dvory, title: Дворы}")
    files = REGIONS | words | (
        practice("p1", "regions: [a]\ndirection: zdorove\nsubcategories: [lekarstva]")
        | practice("p2", "regions: [b, a]\nsubcategories: [dvory, lekarstva]")
        | practice("p3", "stage: announced")
        | issue("2021-W44", "p1", "p3", top=("p1",)) | issue("2021-W46", "p1", "p2", top=("p2", "p1"))
    )
    found = base(files)
    year = review(found, issues(found), partial(Debuts.of(found).newcomers, found), date(2022, 1, 10))
    assert [p.id for p in year.practices] == ["p1", "p3", "p2"]
    assert year.entries == 4
    assert year.directions == (("zdorove", 1),)
    assert year.subcategories == (("lekarstva", 2), ("dvory", 1))
    assert year.regions == (("a", 2), ("b", 1))
    assert year.without_subcategory == 1
    assert year.months == (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0)  # the 44th week is one of November
    assert year.top == (("a", 3), ("b", 1))
    assert year.new_regions == ("b",)  # in the first issue all are new, which says nothing
    assert [(c.practice.id, c.state) for c in year.checks] == [("p3", CheckState.UNDATED)]
