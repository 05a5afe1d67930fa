"""A life situation: what a person goes through, its process, problems and solutions."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .common import LegalAct, Part, Record, Source
from .scalars import LifeSituationId, Line, Number, Text


class Borders(Part):
    start: Annotated[Line, Field(description="От чего: начало жизненной ситуации")]
    end: Annotated[Line, Field(description="До чего: конец жизненной ситуации")]


class ServicePhase(StrEnum):
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class ServiceStage(Part):
    """A stage of the service as the person sees it."""

    phase: Annotated[ServicePhase, Field(description="Когда: before (до услуги), during (во время), after (после)")]
    title: Annotated[Line, Field(description="Этап")]
    text: Annotated[Text | None, Field(description="Что происходит")] = None


class DayUnit(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


class ProcessStage(Part):
    """A stage with the longest time measured in the pilot regions and the planned effect."""

    title: Annotated[Line, Field(description="Название этапа")]
    days: Annotated[Number | None, Field(ge=0, description="Самый длительный замер или цель, дней")] = None
    effect_days: Annotated[Number | None, Field(description="Плановый эффект, дней (отрицательный – сокращение)")] = None
    problems: Annotated[tuple[int, ...], Field(description="Номера проблем на этом этапе")] = ()
    note: Annotated[Line | None, Field(description="Оговорка")] = None


class Process(Part):
    """A process as a sequence of stages; numbers missing in the source are None, not zero."""

    unit: Annotated[DayUnit, Field(description="Единица: calendar (календарные дни) или working (рабочие)")] = DayUnit.CALENDAR
    stages: Annotated[tuple[ProcessStage, ...], Field(description="Этапы по порядку")] = ()
    total_days: Annotated[Number | None, Field(ge=0, description="Всего дней, как указано в источнике")] = None
    total_effect_days: Annotated[
        Number | None, Field(description="Плановый эффект всего пути, дней, как указан в источнике (отрицательный – сокращение)")
    ] = None
    note: Annotated[Text | None, Field(description="Что сохранилось от схемы, а что нет")] = None


class Solution(Part):
    text: Annotated[Text, Field(description="Возможное решение своими словами")]
    federal: Annotated[bool, Field(strict=True, description="Пометка (Ф) у этого решения в источнике")] = False
    legal_acts: Annotated[tuple[LegalAct, ...], Field(description="Правовые акты, которые называет решение")] = ()


class Problem(Part):
    number: Annotated[int, Field(ge=1, le=99, strict=True, description="Номер в перечне")]
    title: Annotated[Line, Field(description="Проблема одной фразой своими словами")]
    text: Annotated[Text | None, Field(description="Подробности")] = None
    solutions: Annotated[tuple[Solution, ...], Field(description="Возможные решения по порядку")] = ()
    search_phrases: Annotated[
        tuple[Line, ...], Field(description="Как ещё это ищут: слова, которых нет в записи; на странице не видны")
    ] = ()


class LifeSituation(Record):
    """Жизненная ситуация."""

    id: LifeSituationId = Field(description="Идентификатор: имя файла без .yml")
    short_title: Line = Field(description="Короткое название для списков", max_length=80)
    borders: Borders = Field(description="Границы: от … до …")
    beneficiaries: tuple[Line, ...] = Field((), description="Кто получает основное преимущество")
    service_stages: tuple[ServiceStage, ...] = Field((), description="Сервис до, во время и после")
    current_process: Process | None = Field(None, description="Схема текущего процесса")
    target_process: Process | None = Field(None, description="Схема целевого процесса")
    problems: tuple[Problem, ...] = Field((), description="Проблемы с возможными решениями")
    federal_mark_legend: Text | None = Field(None, description="Как источник расшифровывает пометку (Ф)")
    search_phrases: tuple[Line, ...] = Field((), description="Как ещё это ищут: слова, которых нет в записи; на странице не видны")
    sources: tuple[Source, ...] = Field(min_length=1, description="Источники, хотя бы один")
