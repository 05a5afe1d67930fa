"""A survey of people who use a service: answers, loyalty, timings of institutions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .common import Part, Record, Source
from .scalars import LifeSituationId, Line, Number, PartialDate, RegionId, SurveyId


class Answers(Part):
    """Counts of people for one closed question on the four-step scale."""

    question: Annotated[Line, Field(description="Вопрос")]
    yes: Annotated[int, Field(ge=0, strict=True, description="«Да», человек")]
    rather_yes: Annotated[int, Field(ge=0, strict=True, description="«Скорее да», человек")]
    rather_no: Annotated[int, Field(ge=0, strict=True, description="«Скорее нет», человек")]
    no: Annotated[int, Field(ge=0, strict=True, description="«Нет», человек")]


class Loyalty(Part):
    """Answers to the NPS question, people."""

    promoters: Annotated[int, Field(ge=0, strict=True, description="Оценки 9–10, человек")]
    passives: Annotated[int, Field(ge=0, strict=True, description="Оценки 7–8, человек")]
    detractors: Annotated[int, Field(ge=0, strict=True, description="Оценки 0–6, человек")]


class Timings(Part):
    """Timings of one institution in days; the worst counts."""

    institution: Annotated[Line, Field(description="Учреждение")]
    days: Annotated[tuple[Number, ...], Field(min_length=1, description="Замеры, дней; методика просит не меньше десяти")]


class Survey(Record):
    """Опрос."""

    id: SurveyId = Field(description="Идентификатор: имя файла без .yml; начните с региона")
    region: RegionId = Field(description="Регион: папка, в которой лежит файл")
    life_situation: LifeSituationId | None = Field(None, description="Жизненная ситуация")
    instrument: Line = Field(description="Как собирали ответы")
    starts: PartialDate = Field(description="Начало опроса")
    ends: PartialDate = Field(description="Конец опроса")
    answers: tuple[Answers, ...] = Field((), max_length=5, description="Пять закрытых вопросов по порядку методики")
    loyalty: Loyalty | None = Field(None, description="Ответы на вопрос NPS")
    timings: tuple[Timings, ...] = Field((), description="Хронометраж по учреждениям")
    sources: tuple[Source, ...] = Field(min_length=1, description="Источники, хотя бы один")
