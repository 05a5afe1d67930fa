"""A filled service design template for a life situation: a stakeholder map, a journey, a persona …"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from .common import Part, Record, Source
from .design_template import BY_NAME, HEAD_TITLES, Format, Head, Mood, State, TemplateName, about
from .life_situation import ServicePhase
from .scalars import CanvasId, LifeSituationId, Line, PartialDate, PracticeId, RegionId, Text

_PARTS = ("stages", "contacts", "blocks")
_ALWAYS = frozenset(("phase", "title", "format"))  # fields of a column in every template


class CanvasStage(Part):
    """A column of the journey map and of the service blueprint: one stage of the service."""

    phase: Annotated[ServicePhase, Field(description="Когда: before (до услуги), during (во время), after (после)")]
    title: Annotated[Line, Field(description="Этап")]
    time: Annotated[Line | None, Field(description=about("time"))] = None
    steps: Annotated[Text | None, Field(description=about("steps"))] = None
    touchpoints: Annotated[Text | None, Field(description=about("touchpoints"))] = None
    actions: Annotated[Text | None, Field(description=about("actions"))] = None
    mood: Annotated[Mood | None, Field(description="Настроение: good (хорошо), even (ровно), bad (плохо)")] = None
    emotions: Annotated[Text | None, Field(description=about("emotions"))] = None
    quotes: Annotated[Text | None, Field(description=about("quotes"))] = None
    onstage: Annotated[Text | None, Field(description=about("onstage"))] = None
    backstage: Annotated[Text | None, Field(description=about("backstage"))] = None
    support: Annotated[Text | None, Field(description=about("support"))] = None


class ContactColumn(Part):
    """A column of the touchpoint matrix: one format in one phase."""

    phase: Annotated[ServicePhase, Field(description="Когда: before (до услуги), during (во время), after (после)")]
    format: Annotated[Format, Field(description="Формат: online (онлайн), digital (диджитал), offline (офлайн)")]
    own: Annotated[Text | None, Field(description=about("own"))] = None
    channels: Annotated[Text | None, Field(description=about("channels"))] = None
    consumer: Annotated[Text | None, Field(description=about("consumer"))] = None
    others: Annotated[Text | None, Field(description=about("others"))] = None


class Blocks(Part):
    """Blocks of a sheet: of the stakeholder map, the empathy map, the persona."""

    direct: Annotated[Text | None, Field(description=about("direct"))] = None
    indirect: Annotated[Text | None, Field(description=about("indirect"))] = None
    does: Annotated[Text | None, Field(description=about("does"))] = None
    loves: Annotated[Text | None, Field(description=about("loves"))] = None
    dreams: Annotated[Text | None, Field(description=about("dreams"))] = None
    fears: Annotated[Text | None, Field(description=about("fears"))] = None
    misunderstands: Annotated[Text | None, Field(description=about("misunderstands"))] = None
    lacks_time: Annotated[Text | None, Field(description=about("lacks_time"))] = None
    believes: Annotated[Text | None, Field(description=about("believes"))] = None
    tasks: Annotated[Text | None, Field(description=about("tasks"))] = None
    portrait: Annotated[Text | None, Field(description=about("portrait"))] = None
    benefits: Annotated[Text | None, Field(description=about("benefits"))] = None
    usage: Annotated[Text | None, Field(description=about("usage"))] = None
    pains: Annotated[Text | None, Field(description=about("pains"))] = None
    picture: Annotated[Text | None, Field(description=about("picture"))] = None


class Canvas(Record):
    """Заполненный шаблон."""

    id: CanvasId = Field(description="Идентификатор: имя файла без .yml")
    template: TemplateName = Field(
        description="Шаблон: stakeholders (карта стейкхолдеров), touchpoints (матрица точек контакта), journey (карта пути), "
        "blueprint (карта сервисного процесса), empathy (карта эмпатии), persona (персона)"
    )
    life_situation: LifeSituationId = Field(description="Жизненная ситуация")
    region: RegionId | None = Field(None, description="Регион, чья команда заполнила шаблон")
    example: bool = Field(False, strict=True, description="Пример: true, если шаблон заполнен по записям базы, а не по исследованию")
    practices: tuple[PracticeId, ...] = Field((), description="Практики, из записей которых взяты факты")
    institution: Line | None = Field(None, description=HEAD_TITLES[Head.INSTITUTION])
    service: Line | None = Field(None, description=HEAD_TITLES[Head.SERVICE])
    date: PartialDate | None = Field(None, description="Дата: год, месяц или день")
    person: Line | None = Field(None, description="Имя человека или персоны, без фамилии")
    age: int | None = Field(None, ge=0, le=120, strict=True, description=HEAD_TITLES[Head.AGE])
    scenario: Line | None = Field(None, description=HEAD_TITLES[Head.SCENARIO])
    state: State | None = Field(None, description="Какой процесс описан: current (как сейчас), target (как должно быть)")
    stages: tuple[CanvasStage, ...] = Field((), description="Этапы по порядку: для карты пути и карты сервисного процесса")
    contacts: tuple[ContactColumn, ...] = Field((), description="Столбцы матрицы точек контакта, в которых что-то есть")
    blocks: Blocks | None = Field(None, description="Блоки: для карт стейкхолдеров и эмпатии, для персоны")
    sources: tuple[Source, ...] = Field(min_length=1, description="На чём основано: интервью, наблюдения, документы; хотя бы одно")


def foreign_parts(canvas: Canvas) -> Iterator[tuple[str | int, ...]]:
    """Paths of filled-in fields that the template does not have."""
    template = BY_NAME[canvas.template]
    rows = {row.name for row in template.rows}
    if "emotions" in rows:
        rows.add("mood")
    part = template.columns or "blocks"
    for head in Head:
        if getattr(canvas, head) is not None and head not in template.head:
            yield (head.value,)
    for name in _PARTS:
        if name != part and getattr(canvas, name):
            yield (name,)
    filled: list[tuple[tuple[str | int, ...], Blocks | CanvasStage | ContactColumn]] = []
    if part == "blocks":
        filled += [(("blocks",), canvas.blocks)] if canvas.blocks else []
    else:
        filled += [((part, i), column) for i, column in enumerate(getattr(canvas, part))]
    for path, values in filled:
        yield from ((*path, name) for name, value in values if value is not None and name not in rows and name not in _ALWAYS)
