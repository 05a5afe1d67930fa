"""A draft that tells a published practice in other words is warned of; one of another matter is not."""

from __future__ import annotations

import pytest

from generator.analysis.likeness import Likeness
from generator.analysis.practice_words import Draft
from generator.analysis.similarity import Verdict, similar_to_text
from generator.knowledge.base import KnowledgeBase
from generator.pipeline import Checked

# Retold for the tests: synthetic, no source says these sentences.
PARAPHRASES = {
    "zabotlivyy-sosed": Draft(
        "Помощь соседа одиноким старикам в дальних деревнях",
        "Помощником становится сосед: приносит продукты и лекарства, топит печь, вызывает врача. За это ему платят "
        "от 4 до 10 тысяч рублей в месяц.",
        "В отдалённых деревнях людям вместо соцработника помогает сосед.",
    ),
    "elektronnyy-retsept": Draft(
        "Рецепты в смартфоне вместо бумаги",
        "Рецепт выписывают в медицинской системе, он появляется в приложении пациента. В аптеке сканируют код.",
        "Доктор оформляет рецепт в цифровом виде, больной открывает его в мобильном приложении и по QR-коду получает "
        "лекарство в аптеке; за продлением рецептов ходят на треть реже.",
    ),
    "tsentr-serdechno-sosudistykh-riskov": Draft(
        "Диспетчеризация больных с инфарктом",
        "Логистический центр видит загрузку сосудистых центров и направляет скорую в свободный.",
        "Пациента с сердцем сразу везут туда, где есть свободная операционная. От приёмного покоя до операции теперь "
        "20 минут вместо двух часов.",
    ),
    "servis-50-plus-tsifra": Draft(
        "Поиск работы онлайн для старшего возраста",
        "К человеку прикрепляют куратора, который помогает составить резюме и пройти собеседование по видеосвязи.",
        "Служба занятости с помощью цифровых кураторов учит людей старше пятидесяти искать вакансии в интернете, "
        "рассылать резюме и проходить онлайн-собеседования.",
    ),
    "shkola-ukhoda": Draft(
        "Курсы для родственников лежачих больных",
        "Занятия проводят при центрах социального обслуживания, после курса можно прийти на консультацию.",
        "Родных и соцработников обучают уходу за пожилыми и тяжелобольными: шесть занятий, семинары и консультации.",
    ),
}
OTHERS = (
    Draft(
        "Велодорожки в спальном районе", "Дорожки проектировали вместе с жителями.",
        "В городе проложили 12 километров велодорожек и поставили парковки у школ.",
    ),
    Draft(
        "Школьный автобус по заявке", "Диспетчер собирает заявки и строит маршрут на день.",
        "Родители заказывают подвоз ребёнка в школу из деревни через приложение, автобус меняет маршрут под заявки.",
    ),
    Draft(
        "Телемедицина для ветеранов", "Планшеты выдал регион, звонок назначает поликлиника.",
        "Ветеранам раз в месяц звонит врач по видеосвязи и проверяет, как они принимают лекарства.",
    ),
    Draft(
        "Ярмарка вакансий в колледже", "Дважды в год, с записью через портал.",
        "Центр занятости проводит в колледжах ярмарки: работодатели собеседуют выпускников на месте.",
    ),
)


@pytest.fixture(scope="module")
def published_base(real_checked: Checked) -> KnowledgeBase:
    return real_checked.base


@pytest.fixture(scope="module")
def likeness(published_base: KnowledgeBase) -> Likeness:
    return Likeness(published_base)


@pytest.mark.parametrize("id", PARAPHRASES)
def test_a_paraphrase_is_a_probable_copy(published_base: KnowledgeBase, likeness: Likeness, id: str) -> None:
    (twin,) = similar_to_text(published_base, PARAPHRASES[id], likeness=likeness).twins
    assert (twin.practice.id, twin.verdict) == (id, Verdict.PROBABLE)
    assert twin.text < 0.2
    assert len(twin.shared) >= 3


@pytest.mark.parametrize("draft", OTHERS, ids=lambda draft: draft.title)
def test_another_matter_is_no_copy(published_base: KnowledgeBase, likeness: Likeness, draft: Draft) -> None:
    assert similar_to_text(published_base, draft, likeness=likeness).twins == ()


def test_published_practices_are_no_copies_of_each_other(published_base: KnowledgeBase, likeness: Likeness) -> None:
    found = {
        practice.id: [twin.practice.id for twin in similar_to_text(published_base, practice, likeness=likeness).twins]
        for practice in likeness.practices.values()
    }
    # The source tells these two in one and the same sentence, and nothing else of them.
    alike = {"attestat-pervaya-professiya", "gospitalnye-shkoly-uchim-znaem"}
    assert {id for id, twins in found.items() if twins} == alike
