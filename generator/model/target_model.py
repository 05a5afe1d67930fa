"""A target model of the Национальная социальная инициатива: one direction, its KPIs and situations."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .common import Part, Record, Source
from .scalars import DirectionId, LifeSituationId, Line, PracticeId, TargetModelId, Text


class KpiKind(StrEnum):
    SATISFACTION = "satisfaction"
    TIME = "time"
    NPS = "nps"
    INFRASTRUCTURE = "infrastructure"
    PLAN_EXECUTION = "plan_execution"


class Kpi(Part):
    """A key indicator. ``symbol``: the source's letter (T for time, S for satisfaction)."""

    number: Annotated[Line, Field(description="Номер в таблице: «1», «1.1» для уточняющего показателя", pattern=r"^\d+(\.\d+)*$")]
    title: Annotated[Line, Field(description="Название показателя")]
    unit: Annotated[Line, Field(description="Единица: дней, %")]
    kind: Annotated[KpiKind, Field(description="Вид показателя: satisfaction, time, nps, infrastructure, plan_execution")]
    symbol: Annotated[Line | None, Field(description="Обозначение в источнике, например T₁")] = None
    life_situation: Annotated[
        LifeSituationId | None, Field(description="Ситуация модели, если показатель называет её одну; без неё – для всех")
    ] = None
    note: Annotated[Line | None, Field(description="Оговорка")] = None

    @property
    def parent(self) -> str | None:
        return self.number.rpartition(".")[0] or None


class TargetModel(Record):
    """Целевая модель."""

    id: TargetModelId = Field(description="Идентификатор: имя файла без .yml")
    short_title: Line = Field(description="Короткое название", max_length=80)
    direction: DirectionId = Field(description="Направление НСИ: слово из practices/taxonomy.yml")
    general_provisions: tuple[Text, ...] = Field((), description="Общие положения по пунктам своими словами")
    life_situations: tuple[LifeSituationId, ...] = Field(min_length=1, description="Жизненные ситуации модели по порядку")
    kpis: tuple[Kpi, ...] = Field((), description="Ключевые показатели")
    baseline_years: tuple[int, ...] = Field((), description="Годы базового значения в таблице источника")
    target_years: tuple[int, ...] = Field((), description="Годы целевых значений в таблице источника")
    kpi_notes: tuple[Text, ...] = Field((), description="Как задаются базовые и целевые значения")
    recommended_practices: tuple[PracticeId, ...] = Field((), description="Рекомендованные практики по порядку источника")
    sources: tuple[Source, ...] = Field(min_length=1, description="Источники, хотя бы один")

    def kpis_of(self, situation: LifeSituationId) -> tuple[Kpi, ...]:
        """Indicators of a situation and those common to all situations, with the headings of their groups."""
        own = [kpi for kpi in self.kpis if kpi.life_situation in (None, situation)]
        groups = {kpi.parent for kpi in self.kpis}
        kept = {kpi.parent for kpi in own}
        return tuple(kpi for kpi in own if kpi.symbol or kpi.number not in groups or kpi.number in kept)
