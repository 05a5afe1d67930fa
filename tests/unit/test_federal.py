"""Solutions of the federal level: which they are, the acts they name, those told twice."""

from __future__ import annotations

from datetime import date

from builders import base, situation

from generator.analysis.federal import by_act, federal_solutions, twins
from generator.model.common import LegalAct
from generator.model.life_situation import LifeSituation
from generator.model.scalars import PartialDate
from generator.rendering.views.facts import Facts
from generator.rendering.views.situation import situation_page
from generator.wording.legal_acts import act_title, act_title_with_remark, is_whole

BASE = base(
    situation("situaciya", """
        problems:
          - number: 1
            title: Далеко
            solutions:
              - {text: Возить}
              - {text: Создать платформу, federal: true}
              - text: Поправить закон
                federal: true
                legal_acts:
                  - {title: Федеральный закон (в источнике только номер), number: 184-ФЗ}
          - number: 2
            title: Дорого
            solutions:
              - {text: "Создать   платформу", federal: true}
    """)
    | situation("drugaya", """
        problems:
          - number: 1
            title: Долго
            solutions:
              - text: Поправить его же
                federal: true
                legal_acts:
                  - {title: Закон, number: 184-фз}
                  - {title: Приказ Минтруда}
    """)
)
FOUND = list(federal_solutions(BASE))


def test_only_marked_solutions_in_order() -> None:
    assert sorted(each.id for each in FOUND) == ["drugaya-1-1", "situaciya-1-2", "situaciya-1-3", "situaciya-2-1"]


def test_an_act_is_known_by_its_number_in_any_case() -> None:
    acts = {key: sorted(each.id for each in found) for key, (_, found) in by_act(FOUND).items()}
    assert acts == {("number", "184-фз"): ["drugaya-1-1", "situaciya-1-3"], ("title", "приказ минтруда"): ["drugaya-1-1"]}


def test_the_same_words_at_two_problems_are_one_solution() -> None:
    same = twins(FOUND)
    assert [other.id for other in same["situaciya-1-2"]] == ["situaciya-2-1"]
    assert same["situaciya-1-3"] == []


def test_titles_of_acts() -> None:
    law = LegalAct(title="Федеральный закон (в источнике только номер)", number="184-ФЗ")
    assert act_title(law) == "Федеральный закон №\u00a0184-ФЗ"
    assert act_title_with_remark(law) == "Федеральный закон №\u00a0184-ФЗ (в источнике только номер)"
    order = LegalAct(title="Приказ", number="90Н", date=PartialDate("2019-02-19"))
    assert act_title(order) == act_title_with_remark(order) == "Приказ №\u00a090Н от 19\u00a0февраля\u00a02019"
    assert [is_whole(act) for act in (law, order, LegalAct(title="Приказ", number="90Н"))] == [False, True, False]


def test_solutions_of_a_situation_name_their_acts_with_number() -> None:
    found = BASE.get(LifeSituation, "situaciya")
    assert found
    page = situation_page(Facts(BASE, date(2026, 11, 27)), found.id)
    assert [solution.acts for problem in page.problems for solution in problem.solutions] == [
        (), (), ("Федеральный закон №\u00a0184-ФЗ (в источнике только номер)",), (),
    ]
