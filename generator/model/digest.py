"""A digest: one weekly issue of «Мониторинг региональных практик»."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .common import Head, Part, Record, Source
from .scalars import Day, DigestId, Line, PracticeId


class DigestEntry(Part):
    practice: Annotated[PracticeId, Field(description="Практика")]
    heads: Annotated[tuple[Head, ...], Field(description="Главы регионов, как названы в выпуске")] = ()


class DigestSection(Part):
    title: Annotated[Line, Field(description="Название раздела")]
    entries: Annotated[tuple[DigestEntry, ...], Field(min_length=1, description="Практики по порядку")]


class Digest(Record):
    """Выпуск мониторинга."""

    id: DigestId = Field(description="Идентификатор: год и неделя, например 2021-w46")
    series: Line = Field(description="Название серии")
    week: Line = Field(description="Неделя по ISO 8601, например 2021-W46", pattern=r"^\d{4}-W\d\d$")
    starts: Day = Field(description="Первый день")
    ends: Day = Field(description="Последний день")
    top: tuple[PracticeId, ...] = Field(description="ТОП-5 по порядку мест")
    sections: tuple[DigestSection, ...] = Field(min_length=1, description="Разделы по порядку")
    sources: tuple[Source, ...] = Field(min_length=1, description="Источники, хотя бы один")
