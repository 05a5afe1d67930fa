"""An event: a meeting, a visit, a session with its decisions and instructions."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .common import Part, Person, Record, Source
from .scalars import EventId, Line, PartialDate, PracticeId, RegionId, Text


class DecisionStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    UNKNOWN = "unknown"  # the source does not give the outcome


class Decision(Part):
    """A decision or an instruction: by whom, to whom, what, deadline."""

    text: Annotated[Text, Field(description="Что решили или поручили")]
    by: Annotated[Line | None, Field(description="Кто поручил")] = None
    to: Annotated[Line | None, Field(description="Кому")] = None
    due: Annotated[PartialDate | None, Field(description="Срок, если известна дата")] = None
    due_text: Annotated[Line | None, Field(description="Срок, как в источнике: «через неделю»")] = None
    status: Annotated[DecisionStatus, Field(description="open, done, unknown (источник не говорит)")] = DecisionStatus.UNKNOWN
    practices: Annotated[tuple[PracticeId, ...], Field(description="О каких практиках речь")] = ()


class Event(Record):
    """Событие."""

    id: EventId = Field(description="Идентификатор: имя файла без .yml; начните с региона")
    region: RegionId = Field(description="Регион: папка, в которой лежит файл")
    date: PartialDate | None = Field(None, description="Дата; пусто, если источник её не называет")
    place: Line | None = Field(None, description="Место")
    summary: Text = Field(description="Что было, в двух-трёх фразах")
    participants: tuple[Person, ...] = Field((), description="Участники с должностями, как в источнике")
    decisions: tuple[Decision, ...] = Field((), description="Решения и поручения")
    practices: tuple[PracticeId, ...] = Field((), description="Практики, о которых шла речь")
    sources: tuple[Source, ...] = Field(min_length=1, description="Источники, хотя бы один")
