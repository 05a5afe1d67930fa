"""What the page of a survey shows of answers and timings."""

from __future__ import annotations

from datetime import date

from builders import base, region, situation, survey

from generator.model.survey import Survey
from generator.rendering.views.facts import Facts
from generator.rendering.views.survey import SurveyPage, survey_page

EXTRA = """\
life_situation: lekarstvo
starts: 2021-10-01
ends: 2021-10-31
answers:
  - {question: Довольны ли вы?, yes: 10, rather_yes: 5, rather_no: 3, no: 2}
  - {question: Мало ли было бумаг?, yes: 0, rather_yes: 0, rather_no: 0, no: 0}
loyalty: {promoters: 10, passives: 5, detractors: 1}
timings:
  - {institution: Аптека № 1, days: [3, 1, 2.5]}
  - {institution: Аптека № 2, days: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5]}"""


def page(extra: str = EXTRA) -> SurveyPage:
    files = region("tula") | situation("lekarstvo") | survey("tula-opros", extra, "tula")
    found = base(files)
    (record,) = found.all(Survey)
    return survey_page(Facts(found, date(2022, 1, 10)), record)


def test_indicators_follow_from_question_one_the_loyalty_and_the_worst_timing() -> None:
    assert [(i.title, i.value.replace("\u00a0", " ")) for i in page().indicators] == [
        ("удовлетворённость", "75 %"), ("приверженность (NPS)", "56,3 %"), ("время", "3 дня"),
    ]
    assert all(i.steps and i.calculator.startswith("targets/?kind=") for i in page().indicators)


def test_shares_of_answers_are_of_those_who_answered() -> None:
    first, second = page().answers
    assert (first.counts, second.counts) == (True, False)
    assert [(s.title, s.people, s.width) for s in first.shares] == [
        ("да", 10, 50.0), ("скорее да", 5, 25.0), ("скорее нет", 3, 15.0), ("нет", 2, 10.0),
    ]
    assert (first.total, second.total) == (20, 0)
    assert {s.width for s in second.shares} == {0.0}


def test_timings_share_one_scale() -> None:
    one, other = page().timings
    assert (one.dots[-1], one.is_worst, one.too_few, one.shortest, one.longest) == (100.0, True, True, "1", "3")
    assert (other.dots[-1], other.is_worst, other.too_few, other.count) == (50.0, False, False, 10)
    assert list(one.dots) == sorted(one.dots)
    assert page().longest == "3\u00a0дня"


def test_timings_of_no_days_do_not_break_the_scale() -> None:
    (only,) = page("timings:\n  - {institution: Аптека, days: [0, 0]}").timings
    assert only.dots == (0.0, 0.0)


def test_dates_are_as_exact_as_the_record() -> None:
    assert page().dates == "1–31\u00a0октября\u00a02021"
    assert page("starts: 2021-10\nends: 2021-11").dates == "октябрь\u00a02021 – ноябрь\u00a02021"
    assert page("starts: 2021\nends: 2021").dates == "2021"


def test_a_survey_of_nothing_has_a_page() -> None:
    bare = page("instrument: Разговор")
    assert (bare.indicators, bare.answers, bare.loyalty, bare.timings, bare.situation) == ((), (), (), (), None)
