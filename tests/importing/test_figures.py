"""Numbers of a text that may be results, and what its words propose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.editing.importing.figures import candidates, stated
from generator.editing.importing.proposals import propose_kind, propose_stage, stated_stage
from generator.editing.importing.prose import lost_hyphens
from generator.model.common import PlanFact, Qualifier
from generator.model.practice import PracticeKind, Stage


def told(text: str) -> list[tuple[str, str]]:
    """Numbers and unit of each candidate: «12→14», «5..10», «70»."""
    found = []
    for f in candidates(text):
        numbers = f"{f.before}→{f.after}" if f.before is not None else f"{f.value}..{f.value_to}" if f.value_to is not None else f"{f.value}"
        found.append((numbers, f.unit))
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Выделят свыше 113 миллионов рублей.", [("113", "млн рублей")]),
        ("Там проживает 3 461 подопечный ребенок.", [("3461", "детей")]),
        ("Там проживает 3\u00a0461 подопечный ребёнок.", [("3461", "детей")]),
        ("Выплата составит до 70 % стоимости.", [("70", "%")]),
        ("Удовлетворённость выросла с 69 до 72,5.", [("69→72.5", "")]),
        ("Срок сократили со 118 до 28 дней.", [("118→28", "дней")]),
        ("Летальность: 12,7 → 9,9 %.", [("12.7→9.9", "%")]),
        ("Гранты от 100 до 600 тысяч рублей.", [("100..600", "тыс. рублей")]),
        ("Это займёт 5–10 минут.", [("5..10", "минут")]),
        ("Пришли 70 человек и 2 семьи, на 20% больше.", [("70", "человек"), ("2", "семей"), ("20", "%")]),
        ("Сумма 12 201 руб. в месяц.", [("12201", "рублей")]),
        ("Бюджет 1,5 млрд рублей, 3,5 тыс. семей.", [("1.5", "млрд рублей"), ("3.5", "тыс. семей")]),
        ("Выросло на 12,5 процента.", [("12.5", "%")]),
        # No figures: dates, years, ordinals, telephones, numbers of things, ages with a plus.
        ("С 15 января по 31 декабря 2022 года, 18 ноября и в 2021 году.", []),
        ("Объявил 2022-й годом, 5-й раз, 50+ и «50 +. Цифра».", []),
        ("Пишите на номер 89614813571, дом 5, № 7, пункт 3, 15.11.2021, в 12:30.", []),
        ("Приём с 9 до 18 часов.", []),
        ("Ничего не считали.", []),
    ],
)
def test_candidates(text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(text) == wanted


def test_a_candidate_tells_how_exact_it_is_and_whether_it_is_a_plan() -> None:
    text = "В 2022 году будут выделены свыше 113 миллионов рублей. Пришли около 70 человек. Почти 5 школ. До 9 лет. Не менее 3 дней. Ровно 4 дня."
    found = candidates(text)
    assert [f.qualifier for f in found] == [
        Qualifier.OVER, Qualifier.ABOUT, Qualifier.ALMOST, Qualifier.UP_TO, Qualifier.FROM, Qualifier.EXACT,
    ]
    assert [f.kind for f in found[:2]] == [PlanFact.PLAN, PlanFact.FACT]
    assert [f.period for f in found[:2]] == ["В 2022 году", ""]
    assert found[0].quote == "В 2022 году будут выделены свыше 113 миллионов рублей"


def test_results_that_a_document_lists_itself() -> None:
    (figure,) = stated("Летальность от инфаркта: 12,7 → 9,9 % (факт, 2020 год; по данным центра)")
    assert (figure.title, figure.before, figure.after, figure.unit) == ("Летальность от инфаркта", Decimal("12.7"), Decimal("9.9"), "%")
    assert (figure.kind, figure.period) == (PlanFact.FACT, "2020 год")
    (plan,) = stated("Грант победителю: 100–600 тыс. рублей (план)")
    assert (plan.value, plan.value_to, plan.unit, plan.kind) == (Decimal(100), Decimal(600), "тыс. рублей", PlanFact.PLAN)


@pytest.mark.parametrize(
    ("text", "stage", "word"),
    [
        ("Губернатор анонсировал новые меры. Они вступят в силу с 1 января 2022 года.", Stage.ANNOUNCED, "анонсировал"),
        ("Прототип тестируется в приютах, потом базу откроют всем.", Stage.PILOT, "Прототип"),
        ("В городе открылся первый пункт проката.", Stage.RUNNING, "открылся"),
        ("Опыт распространили на все районы.", Stage.SCALED, "распространили на все"),
        ("Состоялся областной конкурс педагогов.", Stage.CLOSED, "Состоялся"),
    ],
)
def test_a_stage_with_the_words_that_led_to_it(text: str, stage: Stage, word: str) -> None:
    found = propose_stage(text, 2021)
    assert found.value is stage
    assert word in found.words


@pytest.mark.parametrize(
    ("title", "kind", "word"),
    [
        ("Компенсация части затрат", PracticeKind.PAYMENT, "Компенсация"), ("Закон о волонтёрах", PracticeKind.LAW, "Закон"),
        ("Урбан-хакатон «Двор»", PracticeKind.EVENT, "Урбан-хакатон"), ("Чат-бот для родителей", PracticeKind.DIGITAL, "Чат-бот"),
        ("Строительство станции", PracticeKind.INFRASTRUCTURE, "Строительство"), ("Методика оценки", PracticeKind.METHOD, "Методика"),
    ],
)
def test_a_kind_with_the_words_that_led_to_it(title: str, kind: PracticeKind, word: str) -> None:
    found = propose_kind(title, "Так делают в области.")
    assert (found.value, word in found.words) == (kind, True)


def test_without_a_telling_word_the_most_careful_value_stands_without_grounds() -> None:
    assert propose_stage("Соседи дружат.", 2021).value is Stage.ANNOUNCED
    assert propose_stage("Соседи дружат.", 2021).words == ()
    assert propose_kind("Соседи", "Соседи дружат.").words == ()


def test_a_stage_that_the_document_names() -> None:
    assert stated_stage("тиражируется, ноябрь 2021; проверить 1 июля 2022") is Stage.SCALED
    assert stated_stage("неизвестна") is None


def test_words_that_lost_their_hyphen() -> None:
    text = "На семинаресовещании о детейсирот сказал заместитель губернатора областипредседатель Кувшинников о догазификации."
    assert [(lost.word, lost.mended, lost.sure) for lost in lost_hyphens(text)] == [
        ("семинаресовещании", "семинаре-совещании", True),
        ("детейсирот", "детей-сирот", True),
        ("областипредседатель", "области-председатель", False),
    ]
    assert [lost.mended for lost in lost_hyphens("медикосоциальный", frozenset({"медико-социальный"}))] == ["медико-социальный"]
