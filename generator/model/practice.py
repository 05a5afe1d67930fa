"""A practice: an implemented solution with a measurable result that others may adopt."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .common import Figure, LegalAct, Material, Part, Record, Source
from .scalars import (
    Day,
    DirectionId,
    Email,
    LifeSituationId,
    Line,
    PartialDate,
    PracticeId,
    ProblemId,
    RegionId,
    SubcategoryId,
    Text,
    Url,
)


class PracticeKind(StrEnum):
    SERVICE = "service"
    PAYMENT = "payment"
    LAW = "law"
    EVENT = "event"
    ORGANISATION = "organisation"
    INFRASTRUCTURE = "infrastructure"
    METHOD = "method"
    DIGITAL = "digital"
    PROPOSAL = "proposal"


class Stage(StrEnum):
    """``ANNOUNCED`` is a signal, not yet a practice: shown separately, to be checked on ``check_on``."""

    ANNOUNCED = "announced"
    PILOT = "pilot"
    RUNNING = "running"
    SCALED = "scaled"
    CLOSED = "closed"


class Outcome(StrEnum):
    """Result of checking an announcement or a pilot."""

    WORKED = "worked"
    DID_NOT = "did_not"
    POSTPONED = "postponed"
    UNKNOWN = "unknown"  # checked, but no information was found


class TimelineEntry(Part):
    date: Annotated[PartialDate, Field(description="Когда: год, месяц или день")]
    text: Annotated[Line, Field(description="Что произошло или произойдёт")]
    stage: Annotated[Stage | None, Field(description="Стадия, которая началась в этот день")] = None


class HelpsWith(Part):
    """A link from a practice to a problem of a life situation, with the reason."""

    problem: Annotated[ProblemId, Field(description="Проблема: жизненная-ситуация#номер")]
    why: Annotated[Line, Field(description="Чем практика помогает с этой проблемой, одной фразой")]


class Resources(Part):
    """Required resources; empty if the source does not give them, and then shown as unknown."""

    cost: Annotated[Line | None, Field(description="Стоимость, как в источнике, с валютой и периодом")] = None
    payer: Annotated[Line | None, Field(description="Кто платит")] = None
    staff: Annotated[Line | None, Field(description="Сколько и каких людей нужно")] = None
    time_to_launch: Annotated[Line | None, Field(description="Срок запуска")] = None


class Contact(Part):
    """Contact of the organisation, never of a private person."""

    organisation: Annotated[Line, Field(description="Организация")]
    post: Annotated[Line | None, Field(description="Должность или отдел")] = None
    email: Annotated[Email | None, Field(description="Служебная почта")] = None
    phone: Annotated[Line | None, Field(description="Служебный телефон")] = None
    url: Annotated[Url | None, Field(description="Страница")] = None


class Story(Part):
    """A citizen's story: first name and age only, the gist in our own words."""

    name: Annotated[Line, Field(description="Только имя", pattern=r"^\S+$", max_length=40)]
    age: Annotated[int | None, Field(ge=0, le=120, strict=True, description="Возраст")] = None
    text: Annotated[Text, Field(description="Суть истории своими словами, без лишних сведений о здоровье")]


class Adoption(Part):
    """A region that adopted the practice."""

    region: Annotated[RegionId, Field(description="Регион, который внедрил")]
    since: Annotated[PartialDate | None, Field(description="С какого времени")] = None
    changes: Annotated[Line | None, Field(description="Что изменили при внедрении")] = None
    result: Annotated[Line | None, Field(description="Что получили")] = None
    source: Annotated[Source | None, Field(description="Источник, если он не назван в sources")] = None


class FollowUp(Part):
    """A follow-up on the practice: its day, the outcome, the day of the next one."""

    date: Annotated[Day, Field(description="Когда проверили")]
    outcome: Annotated[
        Outcome,
        Field(
            description="Что вышло: worked (получилось), did_not (не получилось), postponed (отложено), "
            "unknown (узнать не удалось)"
        ),
    ]
    text: Annotated[Line, Field(description="Что узнали, одной-двумя фразами")]
    next_check: Annotated[
        Day | None, Field(description="Когда проверить снова; обязательно, если отложено (postponed)")
    ] = None
    source: Annotated[
        Source | None, Field(description="Откуда это известно; можно не писать, только если узнать не удалось (unknown)")
    ] = None


class Practice(Record):
    """Практика."""

    id: PracticeId = Field(description="Идентификатор: имя файла без .yml")
    question: Line | None = Field(None, description="Вопрос, на который отвечает практика: «Как …?»")
    summary: Line = Field(description="Суть одной фразой, до 300 знаков: кто что сделал и что это дало", max_length=400)
    regions: tuple[RegionId, ...] = Field((), description="Регионы, где практика создана; пусто, если источник не называет")
    organisation: Line | None = Field(None, description="Организация, которая ведёт практику")
    direction: DirectionId | None = Field(None, description="Направление: слово из practices/taxonomy.yml")
    subcategories: tuple[SubcategoryId, ...] = Field((), description="Подкатегории: слова из practices/taxonomy.yml")
    life_situations: tuple[LifeSituationId, ...] = Field((), description="Жизненные ситуации, для которых практику рекомендует источник")
    helps_with: tuple[HelpsWith, ...] = Field((), description="Проблемы жизненных ситуаций, с которыми помогает практика")
    beneficiaries: Line | None = Field(None, description="Для кого")
    kind: PracticeKind = Field(
        description="Вид: service (услуга), payment (выплата), law (закон), event (событие, конкурс), "
        "organisation (учреждение), infrastructure (инфраструктура), method (способ работы), "
        "digital (цифровой сервис), proposal (предложение)"
    )
    stage: Stage = Field(
        description="Стадия на дату источника: announced (анонс), pilot (пилот), running (работает), "
        "scaled (тиражируется), closed (завершена)"
    )
    stage_date: PartialDate | None = Field(None, description="На какую дату известна стадия")
    timeline: tuple[TimelineEntry, ...] = Field((), description="Даты: запуск, пилот, вступление в силу")
    problem: Text | None = Field(None, description="Какую проблему решает")
    solution: Text = Field(description="Что сделано и как это работает")
    results: tuple[Figure, ...] = Field((), description="Измеренные или обещанные результаты")
    resources: Resources | None = Field(None, description="Что нужно: деньги, люди, срок")
    steps: tuple[Line, ...] = Field((), description="Шаги, чтобы повторить, по порядку")
    risks: tuple[Line, ...] = Field((), description="Риски и уроки")
    legal_acts: tuple[LegalAct, ...] = Field((), description="Правовые акты")
    materials: tuple[Material, ...] = Field((), description="Материалы для внедрения")
    contact: Contact | None = Field(None, description="Контакт организации")
    story: Story | None = Field(None, description="История человека: имя, возраст, суть")
    adoptions: tuple[Adoption, ...] = Field((), description="Кто внедрил у себя")
    verified_by: Line | None = Field(None, description="Кто независимо проверил результат")
    check_on: Day | None = Field(None, description="Когда проверить, что стало с анонсом или пилотом")
    follow_ups: tuple[FollowUp, ...] = Field((), description="Что показали проверки анонса или пилота, по порядку дат")
    search_phrases: tuple[Line, ...] = Field((), description="Как ещё это ищут: слова, которых нет в записи; на странице не видны")
    sources: tuple[Source, ...] = Field(min_length=1, description="Источники, хотя бы один")

    @property
    def last_follow_up(self) -> FollowUp | None:
        return self.follow_ups[-1] if self.follow_ups else None

    @property
    def next_check(self) -> datetime.date | None:
        """The day of the next planned follow-up, possibly in the past; None if none is planned.

        The last follow-up overrides earlier plans; ``check_on`` is valid until a follow-up on that day
        or later. None for a closed practice.
        """
        if self.stage is Stage.CLOSED:
            return None
        last = self.last_follow_up
        planned = [last.next_check] if last and last.next_check else []
        if self.check_on and (last is None or last.date < self.check_on):
            planned.append(self.check_on)
        return min(planned, default=None)
