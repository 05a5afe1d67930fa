"""A draft issue from a week of the base: which practices, which sections, which five, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builders import Files, base, digest, practice, record_type, taxonomy
from digest_builders import REGIONS, issue

from generator.analysis.front_page import Ground, Points, candidates, people, propose
from generator.analysis.publication import (
    Basis,
    nearest_weeks,
    practices_of_week,
    published,
    weeks_with_practices,
)
from generator.analysis.usual_sections import GuessBasis, UsualSections
from generator.editing.digest_draft import OTHERS, digest_draft
from generator.editing.scaffold import DraftRefused
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check
from generator.loading.records import load_text
from generator.model.common import Figure
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.scalars import RegionId
from generator.model.week import IsoWeek

WEEK = IsoWeek(2021, 47)  # 22–28 November
TODAY = date(2021, 11, 30)
WORDS = taxonomy(
    "directions:\n  - {id: zdorove, title: Здоровье, family: nsi}\n  - {id: dela, title: Дела, family: monitoring}\n"
    "subcategories:\n  - {id: lekarstva, title: Лекарства}\n  - {id: dvory, title: Дворы}"
)


def one(extra: str = "") -> Practice:
    found = base(WORDS | practice("p", extra)).get(Practice, "p")
    assert found
    return found


def sourced(day: str) -> str:
    return f"sources:\n  - {{title: Новость, date: {day}}}"


# The day of a practice


@pytest.mark.parametrize(
    ("extra", "added", "day", "basis"),
    [
        (sourced("2021-11-23"), None, date(2021, 11, 23), Basis.SOURCE),
        (sourced("2021-11-23") + "\nstage_date: 2021-11-25", date(2022, 1, 1), date(2021, 11, 23), Basis.SOURCE),
        ("sources:\n  - {title: Один, date: 2021-11-20}\n  - {title: Два, date: 2021-11-23}", None, date(2021, 11, 23), Basis.SOURCE),
        (sourced("2021-11") + "\nstage_date: 2021-11-25", date(2022, 1, 1), date(2021, 11, 25), Basis.STAGE),
        (sourced("2021-11") + "\nstage_date: 2021", date(2021, 11, 24), date(2021, 11, 24), Basis.ADDED),
        ("", date(2021, 11, 24), date(2021, 11, 24), Basis.ADDED),
    ],
)
def test_the_day_is_that_of_the_source_then_of_the_stage_then_of_the_file(extra: str, added: date | None, day: date, basis: Basis) -> None:
    found = published(one(extra), added)
    assert found
    assert (found.day, found.basis) == (day, basis)


def test_without_any_day_there_is_no_week() -> None:
    assert published(one(sourced("2021-11")), None) is None


@pytest.mark.parametrize(("dated", "fresh"), [("2021-11", True), ("2021", True), ("2022", True), ("2021-10", False), ("2020", False), ("", False)])
def test_what_the_base_learned_in_a_week_may_be_older_news(dated: str, fresh: bool) -> None:
    found = published(one(sourced(dated) if dated else ""), date(2021, 11, 24))
    assert found
    assert found.fresh is fresh


def test_practices_of_a_week_are_those_that_no_issue_told_yet() -> None:
    files = (
        practice("p1", sourced("2021-11-22")) | practice("p2", sourced("2021-11-28")) | practice("told", sourced("2021-11-23"))
        | practice("before", sourced("2021-11-21")) | practice("after", sourced("2021-11-29"))
        | practice("late", sourced("2021-10-01")) | practice("undated") | issue("2021-W46", "told")
    )
    found = practices_of_week(base(files), WEEK, {"practices/2021/late.yml": date(2021, 11, 26)})
    assert [p.practice.id for p in found.practices] == ["p1", "p2"]
    assert [p.id for p in found.in_issues] == ["told"]
    assert [p.practice.id for p in found.late] == ["late"]
    assert found.undated == 1
    assert weeks_with_practices(base(files), {}) == {IsoWeek(2021, 39): 1, IsoWeek(2021, 46): 1, WEEK: 2, IsoWeek(2021, 48): 1}


def test_weeks_nearest_to_one_in_the_order_of_time() -> None:
    weeks = [IsoWeek(2021, n) for n in (10, 30, 45, 46, 49, 50)]
    assert nearest_weeks(weeks, WEEK, 3) == [IsoWeek(2021, n) for n in (45, 46, 49)]


# Sections


def sections(files: Files) -> tuple[KnowledgeBase, UsualSections]:
    found = base(WORDS | files)
    return found, UsualSections(found, found.all(Digest))


OLD = practice("old1", "direction: zdorove\nsubcategories: [lekarstva]") | practice("old2", "direction: zdorove") | practice("old3", "direction: dela")
TWO = digest(
    "2021-w46",
    "series: Серия\nsections:\n  - {title: Люди, entries: [{practice: old1}, {practice: old2}]}\n"
    "  - {title: Дворы, entries: [{practice: old3}, {practice: old2}]}",
)


@pytest.mark.parametrize(
    ("extra", "title", "share"),
    [
        ("direction: zdorove", "Люди", 0.6667),
        ("direction: dela", "Дворы", 1.0),
        ("subcategories: [lekarstva]", "Люди", 1.0),
        ("direction: dela\nsubcategories: [lekarstva]", "Люди", 0.5),  # as likely: the first section
        ("direction: dela\nsubcategories: [dvory]", "Дворы", 1.0),  # a word that no issue knows says nothing
    ],
)
def test_a_section_is_learned_from_directions_and_subcategories(extra: str, title: str, share: float) -> None:
    found, usual = sections(OLD | TWO | practice("p", extra))
    guess = usual.of(found.get(Practice, "p"))  # type: ignore[arg-type]  # it is there
    assert (guess.title, guess.basis, guess.share) == (title, GuessBasis.WORDS, share)


def test_a_like_practice_helps_where_no_word_is_known() -> None:
    found, usual = sections(OLD | TWO | practice("p"))
    p, old3 = found.get(Practice, "p"), found.get(Practice, "old3")
    assert p
    assert usual.of(p, old3).title == "Дворы"
    assert usual.of(p, p).basis is GuessBasis.NONE
    assert usual.of(p).title is None


def test_sections_are_those_of_the_newest_issue_of_its_own_series() -> None:
    older = issue("2021-W45", "old3")
    other = issue("2021-W40", "old1", series="Другая")
    _, usual = sections(OLD | TWO | older | other)
    assert usual.titles == ("Люди", "Дворы")
    assert usual.newest
    assert usual.newest.id == "2021-w46"


# Points


def grounds(extra: str, more: Files | None = None) -> list[tuple[Ground, int]]:
    """What a practice of region a gets points for; the base knows the region already."""
    found = base(WORDS | REGIONS | practice("old", "regions: [a]") | practice("p", f"regions: [a]\n{sourced('2021-11-23')}\n{extra}") | (more or {}))
    (candidate,) = candidates(found, practices_of_week(found, WEEK, {}).practices)
    return [(p.ground, p.points) for p in candidate.grounds if p.ground is not Ground.UNLIKE]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("", []),
        ("results: [{title: Дорога, before: 10, after: 3, unit: минут}]", [(Ground.BEFORE_AND_AFTER, 3)]),
        ("results: [{title: Дорога, before: 10, after: 3, unit: минут, kind: plan}]", [(Ground.PROMISED, 1)]),
        ("results: [{title: Дорога, value: 3, unit: минуты}]", [(Ground.COUNTED, 2)]),
        ("verified_by: Счётная палата", [(Ground.VERIFIED, 3)]),
        ("results: [{title: Люди, value: 150, unit: человек}]", [(Ground.COUNTED, 2), (Ground.PEOPLE, 1)]),
        ("results: [{title: Люди, value: 12, unit: тыс. человек}]", [(Ground.COUNTED, 2), (Ground.PEOPLE, 3)]),
        ("results: [{title: Люди, value: 99, unit: человек}]", [(Ground.COUNTED, 2)]),
        ("results: [{title: Люди, value: 5000, unit: семей, kind: plan}]", [(Ground.PROMISED, 1)]),
        ("steps: [Раз, Два, Три]", [(Ground.STEPS, 1)]),
        ("steps: [Раз, Два]", []),
        ("resources: {cost: 1 млн рублей}", [(Ground.RESOURCES, 1)]),
        ("resources: {payer: Бюджет}", []),
        ("stage: scaled", [(Ground.REPEATED, 1)]),
        ("adoptions: [{region: b}]", [(Ground.REPEATED, 1)]),
    ],
)
def test_points_are_given_for_what_the_record_shows(extra: str, expected: list[tuple[Ground, int]]) -> None:
    assert grounds(extra) == expected


def test_a_region_new_to_the_base_and_a_practice_unlike_any_other() -> None:
    text = "summary: Автобус возит лекарства в дальние деревни раз в неделю\nsolution: Автобус объезжает деревни и возит лекарства"
    files = WORDS | REGIONS | practice("old", f"regions: [a]\n{text}") | practice("same", f"regions: [b]\n{sourced('2021-11-23')}\n{text}")
    found = base(files | practice("odd", f"regions: [a]\n{sourced('2021-11-23')}\nsummary: Хор поёт во дворе\nsolution: Хор собирается вечером"))
    by_id = {str(c.practice.id): c for c in candidates(found, practices_of_week(found, WEEK, {}).practices)}
    assert by_id["same"].grounds == (Points(Ground.NEW_REGION, 1, regions=(RegionId("b"),)),)
    assert by_id["same"].like
    assert by_id["same"].like.id == "old"
    assert by_id["odd"].grounds == (Points(Ground.UNLIKE, 1),)


@pytest.mark.parametrize(
    ("figure", "number"),
    [
        ({"value": 3, "unit": "человека"}, 3), ({"before": 5, "after": 8, "unit": "детей"}, 8), ({"value": 2, "unit": "млн жителей"}, 2_000_000),
        ({"value": Decimal("1.5"), "unit": "тыс. пожилых людей"}, 1500), ({"value": 3, "unit": "рублей"}, None), ({"value": 3}, None), ({"unit": "человек"}, None),
    ],
)
def test_people_are_counted_by_the_unit(figure: dict[str, object], number: int | None) -> None:
    assert people(Figure.model_validate({"title": "Что", **figure})) == number


def test_five_are_proposed_a_region_twice_only_where_others_are_too_few() -> None:
    strong = "results: [{title: Дорога, before: 10, after: 3, unit: минут}]"
    week = [("a1", "a", strong), ("a2", "a", strong), ("b1", "b", ""), ("c1", "c", ""), ("d1", "d", ""), ("e1", "e", "")]

    def five(rows: list[tuple[str, str, str]]) -> list[str]:
        files = {k: v for id, r, extra in rows for k, v in practice(id, f"regions: [{r}]\n{sourced('2021-11-23')}\n{extra}").items()}
        found = base(REGIONS | files)
        return [c.practice.id for c in propose(candidates(found, practices_of_week(found, WEEK, {}).practices))]

    assert five(week) == ["a1", "b1", "c1", "d1", "e1"]
    assert five(week[:-1]) == ["a1", "a2", "b1", "c1", "d1"]


def test_news_of_the_week_stands_before_what_the_base_only_learned_in_it() -> None:
    strong = practice("strong", f"{sourced('2020')}\nresults: [{{title: Дорога, before: 10, after: 3, unit: минут}}]")
    found = base(strong | practice("weak", sourced("2021-11-23")))
    week = practices_of_week(found, WEEK, {"practices/2021/strong.yml": date(2021, 11, 24)})
    assert [c.practice.id for c in candidates(found, week.practices)] == ["weak", "strong"]


# The draft


def week_of_practices(count: int) -> Files:
    """Practices n1, n2, …, a day each from Monday on; the regions take turns."""
    rows: Files = {}
    for n in range(1, count + 1):
        rows |= practice(f"n{n}", f"regions: [{'abcdef'[n % 6]}]\ndirection: {('zdorove', 'dela')[n % 2]}\n{sourced(f'2021-11-{21 + n}')}")
    return rows


BEFORE = OLD | digest(
    "2021-w46",
    "series: Серия\ntop: [old1, old2, old3, old4, old5]\nsections:\n"
    "  - title: Люди\n    entries:\n      - {practice: old1}\n      - {practice: old2}\n      - {practice: old4}\n"
    "  - title: Дворы\n    entries:\n      - {practice: old3}\n"
    "      - practice: old5\n        heads: [{region: a, name: Иван Прежний}]",
) | practice("old4", "direction: zdorove") | practice("old5", "regions: [a]\ndirection: dela")


def draft_of(files: Files, week: IsoWeek = WEEK, today: date = TODAY, **options: str) -> tuple[str, str]:
    made = digest_draft(base(WORDS | REGIONS | files), week, today, {}, **options)
    return made.path, made.text


def test_a_draft_passes_the_check_and_says_what_an_editor_must_know() -> None:
    files = WORDS | REGIONS | BEFORE | week_of_practices(6) | practice("new", f"{sourced('2021-11-28')}\nsolution: Ни на что не похоже")
    path, text = draft_of(files)
    item, faults = load_text(text, path, record_type(path))
    assert (path, faults) == ("digests/2021/2021-w47.yml", [])
    assert item
    found = item.record
    assert isinstance(found, Digest)
    assert (found.draft, found.series, found.week, found.starts, found.ends) == (True, "Серия", "2021-W47", date(2021, 11, 22), date(2021, 11, 28))
    assert found.title == "Серия, 22–28 ноября 2021 г."
    assert len(set(found.top)) == 5
    assert [(s.title, sorted(e.practice for e in s.entries)) for s in found.sections] == [
        ("Люди", ["n2", "n4", "n6"]), ("Дворы", ["n1", "n3", "n5"]), (OTHERS, ["new"]),
    ]
    assert [e.heads for s in found.sections for e in s.entries] == [()] * 7
    assert check(base(files | {path: text}), TODAY) == []


def test_heads_are_only_suggested_with_the_issue_that_named_them() -> None:
    _, text = draft_of(BEFORE | week_of_practices(6))
    hint = "        # heads:\n        #   # так в выпуске за 15–21 ноября 2021\n        #   - region: a\n        #     name: Иван Прежний\n"
    assert hint in text
    assert "        #   # в прежних выпусках глава не назван\n        #   - region: b\n        #     name:\n" in text
    opened = text.replace(hint, hint.replace("        # ", "        "))
    item, faults = load_text(opened, "digests/2021/2021-w47.yml", record_type("digests/2021/2021-w47.yml"))
    assert faults == [], "раскрытая подсказка – годная запись"
    assert isinstance(item.record, Digest)  # type: ignore[union-attr]  # loaded without a fault
    assert [h.name for s in item.record.sections for e in s.entries for h in e.heads] == ["Иван Прежний"]  # type: ignore[union-attr]


def test_every_place_of_the_top_has_its_reason() -> None:
    strong = practice(
        "n1", f"regions: [b]\n{sourced('2021-11-23')}\nsteps: [Раз, Два, Три]\n"
        "results: [{title: Дорога, before: 45, after: 12, unit: минут}, {title: Люди, value: 1200, unit: человек}]",
    )
    _, text = draft_of(BEFORE | week_of_practices(6) | strong)
    joined = " ".join(line.strip(" #") for line in text.splitlines())
    assert (
        "1-е место, 8 из 11: измерено «было → стало» – Дорога: 45 → 12 минут (3); регион в базе впервые – Регион b (1); "
        "похожих практик в базе нет (1); названы шаги, чтобы повторить (1); охват – 1 200 человек (2). - n1"
    ) in joined
    assert joined.count("-е место, ") == 5


def test_a_base_without_an_issue_is_grouped_by_direction() -> None:
    path, text = draft_of(week_of_practices(6) | practice("bare", sourced("2021-11-23")))
    item, faults = load_text(text, path, record_type(path))
    assert faults == []
    assert isinstance(item.record, Digest)  # type: ignore[union-attr]  # loaded without a fault
    assert {s.title for s in item.record.sections} == {"Здоровье", "Дела", OTHERS}  # type: ignore[union-attr]


def test_what_was_told_and_what_came_late_is_named() -> None:
    files = BEFORE | week_of_practices(5) | practice("old1", sourced("2021-11-24") + "\ndirection: zdorove") | practice("late", sourced("2021-10-01"))
    made = digest_draft(base(WORDS | REGIONS | files), WEEK, TODAY, {"practices/2021/late.yml": date(2021, 11, 26)})
    assert "# Уже были в выпусках, поэтому не взяты: old1." in made.text
    assert "late (2021-10-01)" in made.text
    assert made.dated == {Basis.SOURCE: 5}


def test_an_id_and_a_title_of_ones_own() -> None:
    path, text = draft_of(week_of_practices(5), id="osobyy", title='Особый: "выпуск"')
    assert path == "digests/2021/osobyy.yml"
    assert 'title: "Особый: \\"выпуск\\""\n' in text


@pytest.mark.parametrize("count", [0, 1, 4])
def test_too_few_practices_are_refused_with_the_next_step(count: int) -> None:
    files = week_of_practices(count) | {k: v for n in range(5) for k, v in practice(f"o{n}", sourced("2021-11-03")).items()} | practice("undated")
    with pytest.raises(DraftRefused) as refused:
        draft_of(files)
    said = str(refused.value)
    assert "2021-W44 – 5" in said
    assert "smarteka new digest --week 2021-W44" in said
    assert "smarteka new digest 2021-w47" in said
    assert "Без дня" in said
    assert all(f"n{n}" in said for n in range(1, count + 1))


def test_weeks_that_cannot_have_a_draft() -> None:
    for files, week, today, said in (
        (BEFORE | week_of_practices(5), IsoWeek(2021, 46), TODAY, "digests/2021/2021-w46.yml"),
        (week_of_practices(5), IsoWeek(2021, 49), TODAY, "ещё не началась"),
        ({**BEFORE, **issue("2021-W30", "old1", series="Другая")} | week_of_practices(5), WEEK, TODAY, ""),
    ):
        if said:
            with pytest.raises(DraftRefused, match=said):
                draft_of(files, week, today)
        else:
            draft_of(files, week, today)


def test_a_week_that_goes_on_is_told_so() -> None:
    assert "Неделя ещё не кончилась" in draft_of(week_of_practices(5), today=date(2021, 11, 26))[1]
    assert "Неделя ещё не кончилась" not in draft_of(week_of_practices(5))[1]


@pytest.mark.parametrize("title", ["Я" * 401, "Выпуск\u0007"])
def test_titles_that_cannot_be(title: str) -> None:
    with pytest.raises(DraftRefused, match="название"):
        draft_of(BEFORE | week_of_practices(5), title=title)


@pytest.mark.parametrize("id", ["Выпуск", "../x", "2021-w46"])
def test_ids_that_cannot_be(id: str) -> None:
    with pytest.raises(DraftRefused, match=id):
        draft_of(BEFORE | week_of_practices(5), id=id)


def test_the_same_base_gives_the_same_draft() -> None:
    files = BEFORE | week_of_practices(6)
    assert draft_of(files) == draft_of(dict(reversed(files.items())))
