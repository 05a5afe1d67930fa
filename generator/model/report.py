"""A region's report on its plan for the Региональный социальный стандарт (РСС)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .common import Figure, LegalAct, Part, Record, Source
from .scalars import Day, Line, MonthDay, PartialDate, RegionId, ReportId, Text


class DeadlineKind(StrEnum):
    DATE = "date"  # a day
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"
    RECURRING = "recurring"  # ежеквартально
    STANDING = "standing"  # постоянно, perhaps with a yearly report
    AS_NEEDED = "as_needed"
    SEVERAL = "several"  # several dates or quarters
    UNCLEAR = "unclear"  # words that name neither a day nor a repetition


class Every(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class Deadline(Part):
    """A deadline as written and as parsed. ``due``: the last day on which it is met."""

    text: Annotated[Line, Field(description="Срок, как записан в источнике")]
    kind: Annotated[
        DeadlineKind,
        Field(description="Вид срока: date, quarter, year, range, recurring, standing, as_needed, several, unclear"),
    ]
    start: Annotated[Day | None, Field(description="Первый день, если назван")] = None
    due: Annotated[Day | None, Field(description="Последний день, когда срок ещё соблюдён")] = None
    every: Annotated[Every | None, Field(description="Повтор: month, quarter, half_year, year")] = None
    report_by: Annotated[
        MonthDay | None, Field(description="Ежегодный срок или отчёт до: месяц-день, например 12-25")
    ] = None
    days: Annotated[
        tuple[MonthDay, ...], Field(description="Дни каждого года, если их несколько: месяц-день, например [08-01, 12-25]")
    ] = ()


class Status(StrEnum):
    DONE = "done"
    NOT_DONE = "not_done"
    PARTLY = "partly"
    CROSSED = "crossed"  # «Х» in the source: not due or not applicable, the source does not say
    NONE = "none"  # empty cell

    @property
    def is_finished(self) -> bool:
        return self is Status.DONE


class ItemStatus(Part):
    text: Annotated[str, Field(strict=True, max_length=100, description="Отметка, как стоит в источнике; пусто, если ячейка пуста")]
    value: Annotated[Status, Field(description="done, not_done, partly, crossed («Х»), none (пусто)")]


class Execution(Part):
    """What was done; one entry per responsible body if the source divides the text so."""

    body: Annotated[Line | None, Field(description="Кто отчитался, если источник называет")] = None
    text: Annotated[Text, Field(description="Что сделано, своими словами, с числами и документами")]


class ReportItem(Part):
    number: Annotated[Line, Field(description="Номер пункта: «1.1» или диапазон «12.1–12.8»", pattern=r"^\d+\.\d+(–\d+\.\d+)?$")]
    title: Annotated[Text, Field(description="Мероприятие")]
    responsible: Annotated[tuple[Line, ...], Field(description="Ответственные по одному")] = ()
    deadline: Annotated[Deadline | None, Field(description="Срок")] = None
    execution: Annotated[tuple[Execution, ...], Field(description="Исполнение; пусто, если в источнике «Х» или пусто")] = ()
    execution_mark: Annotated[Line | None, Field(description="Отметка вместо исполнения, как в источнике («Х»)")] = None
    status: Annotated[ItemStatus, Field(description="Отметка о выполнении")]
    figures: Annotated[tuple[Figure, ...], Field(description="Числа из исполнения: план и факт, было и стало")] = ()
    legal_acts: Annotated[tuple[LegalAct, ...], Field(description="Правовые акты из исполнения")] = ()
    doubts: Annotated[tuple[Line, ...], Field(description="Что вызывает сомнение: отметка спорит с текстом, вариант написания")] = ()


class ReportSection(Part):
    number: Annotated[int, Field(ge=1, strict=True, description="Номер раздела")]
    title: Annotated[Line, Field(description="Название раздела")]
    items: Annotated[tuple[ReportItem, ...], Field(description="Пункты по порядку")]


class StandardReport(Record):
    """Отчёт о внедрении РСС."""

    id: ReportId = Field(description="Идентификатор: имя файла без .yml; начните с региона")
    region: RegionId = Field(description="Регион: папка, в которой лежит файл")
    period: Line = Field(description="Период плана, как в источнике")
    as_of: PartialDate | None = Field(None, description="На какую дату отчёт; пусто, если источник не говорит")
    sections: tuple[ReportSection, ...] = Field(min_length=1, description="Разделы по порядку")
    sources: tuple[Source, ...] = Field(min_length=1, description="Источники, хотя бы один")
