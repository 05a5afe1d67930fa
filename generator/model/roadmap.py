"""A road map (ДК) of a region for a life situation: methodology, appendix 2."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .common import Part, Record, Source
from .scalars import Day, LifeSituationId, Line, Number, PartialDate, PracticeId, ProblemId, RegionId, RoadmapId
from .target_model import KpiKind


class RoadmapKpi(Part):
    title: Annotated[Line, Field(description="Показатель")]
    kind: Annotated[KpiKind | None, Field(description="Вид показателя")] = None
    unit: Annotated[Line, Field(description="Единица")]
    current: Annotated[Number | None, Field(description="Текущее значение")] = None
    target: Annotated[Number | None, Field(description="Целевое значение")] = None
    year: Annotated[int | None, Field(ge=2000, le=2100, strict=True, description="Год цели")] = None
    actual: Annotated[Number | None, Field(description="Достигнуто")] = None


class ActivityStatus(StrEnum):
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"


class Activity(Part):
    title: Annotated[Line, Field(description="Мероприятие")]
    result: Annotated[Line | None, Field(description="Ожидаемый результат")] = None
    materials: Annotated[tuple[Line, ...], Field(description="Используемые готовые наработки")] = ()
    start: Annotated[Day | None, Field(description="Дата начала")] = None
    end: Annotated[Day | None, Field(description="Дата окончания")] = None
    responsible: Annotated[tuple[Line, ...], Field(description="Ответственные")] = ()
    status: Annotated[ActivityStatus, Field(description="Состояние: planned (запланировано), in_progress (в работе), done (сделано), cancelled (отменено)")] = ActivityStatus.PLANNED


class Measure(Part):
    title: Annotated[Line, Field(description="Решение или мера")]
    problem: Annotated[Line | None, Field(description="Проблема или задача своими словами, с причинами")] = None
    problems: Annotated[tuple[ProblemId, ...], Field(description="Проблемы жизненной ситуации")] = ()
    practices: Annotated[tuple[PracticeId, ...], Field(description="Какие практики использованы")] = ()
    activities: Annotated[tuple[Activity, ...], Field(description="Мероприятия по порядку")] = ()


class Approval(Part):
    body: Annotated[Line, Field(description="Кто утвердил")]
    date: Annotated[PartialDate | None, Field(description="Дата")] = None
    document: Annotated[Line | None, Field(description="Документ")] = None


class Roadmap(Record):
    """Дорожная карта."""

    id: RoadmapId = Field(description="Идентификатор: имя файла без .yml; начните с региона")
    region: RegionId = Field(description="Регион: папка, в которой лежит файл")
    life_situation: LifeSituationId = Field(description="Жизненная ситуация")
    kpis: tuple[RoadmapKpi, ...] = Field((), description="Показатели: текущие и целевые значения")
    measures: tuple[Measure, ...] = Field((), description="Решения и меры")
    approvals: tuple[Approval, ...] = Field((), description="Кто и когда утвердил")
    sources: tuple[Source, ...] = Field(min_length=1, description="Источники, хотя бы один")
