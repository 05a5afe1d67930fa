"""Parts shared by several record types: the base record, sources, notes, figures, people."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from .scalars import Line, Number, PartialDate, RegionId, Text, Url


class _AllFields:
    """Replaces pydantic's per-object set of explicitly given fields (``model_fields_set``): all fields count as given.

    Records do not need it, and these sets took a fifth of the memory of a base.
    """

    def __get__(self, part: BaseModel | None, owner: type[BaseModel]) -> set[str]:
        return set(owner.__pydantic_fields__)

    def __set__(self, part: BaseModel, names: set[str]) -> None:
        pass


class Part(BaseModel):
    """An immutable part of a record; unknown keys are errors. Has no state besides its values, also when pickled."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False, defer_build=True)

    __pydantic_fields_set__ = _AllFields()

    def __getstate__(self) -> dict[Any, Any]:
        return self.__dict__

    def __setstate__(self, state: dict[Any, Any]) -> None:
        _set(self, "__dict__", state)
        _set(self, "__pydantic_extra__", None)
        _set(self, "__pydantic_private__", None)


_set = object.__setattr__


class Source(Part):
    """The source of a fact."""

    title: Annotated[Line, Field(description="Название источника: документ, новость, паспорт практики")]
    publisher: Annotated[Line | None, Field(description="Кто опубликовал")] = None
    date: Annotated[PartialDate | None, Field(description="Дата публикации: год, месяц или день")] = None
    place: Annotated[Line | None, Field(description="Место в источнике: раздел, пункт, страница")] = None
    url: Annotated[Url | None, Field(description="Адрес в интернете, полностью")] = None
    archived_url: Annotated[Url | None, Field(description="Адрес сохранённой копии")] = None


class NoteKind(StrEnum):
    CONTRADICTION = "contradiction"  # the source contradicts itself or another one
    GAP = "gap"  # the source leaves something out
    DAMAGE = "damage"  # the text was damaged in extraction; says what was corrected
    REMARK = "remark"


class Note(Part):
    """What a reader must know about the source; shown on the record's page."""

    kind: Annotated[
        NoteKind,
        Field(description="Вид: contradiction (противоречие), gap (пропуск), damage (повреждение), remark"),
    ]
    text: Annotated[Text, Field(description="Что не так в источнике и как с этим поступила запись")]


class Record(Part):
    """Fields common to all records. ``id`` equals the file's name without extension."""

    id: str = Field(description="Идентификатор: имя файла без .yml, строчные латинские буквы, цифры, дефис")
    title: Line = Field(description="Название, как в источнике")
    draft: bool = Field(
        False, strict=True,
        description="Черновик: true, пока запись не готова; на сайт, в поиск и в выгрузки она не попадает",
    )
    aliases: tuple[Line, ...] = Field(
        (),
        description="Прежние адреса страницы на сайте (например practices/staroe-imya): с них ведёт переадресация",
    )
    sources: tuple[Source, ...] = Field((), description="Источники")
    notes: tuple[Note, ...] = Field((), description="Замечания об источнике: противоречия, пропуски, правки")


class PlanFact(StrEnum):
    PLAN = "plan"
    FACT = "fact"


class Qualifier(StrEnum):
    EXACT = "exact"
    OVER = "over"  # «более»
    ABOUT = "about"  # «около»
    ALMOST = "almost"  # «почти»
    UP_TO = "up_to"  # «до»
    FROM = "from"  # «от»


class Better(StrEnum):
    LOWER = "lower"
    HIGHER = "higher"


class Figure(Part):
    """A number that claims an effect: either ``value``, or ``before`` and ``after``."""

    title: Annotated[Line, Field(description="Что измерено: «летальность от инфаркта», «выдано справок»")]
    value: Annotated[Number | None, Field(description="Одно число, если «было → стало» нет")] = None
    value_to: Annotated[Number | None, Field(description="Верхняя граница, если в источнике диапазон")] = None
    before: Annotated[Number | None, Field(description="Было")] = None
    after: Annotated[Number | None, Field(description="Стало")] = None
    unit: Annotated[Line | None, Field(description="Единица: %, дней, человек, млн рублей")] = None
    period: Annotated[Line | None, Field(description="За какой период или на какую дату, как в источнике")] = None
    kind: Annotated[PlanFact, Field(description="План или факт: fact – факт, plan – план или обещание")] = PlanFact.FACT
    qualifier: Annotated[
        Qualifier,
        Field(description="Точность: exact, over (более), about (около), almost (почти), up_to (до), from (от)"),
    ] = Qualifier.EXACT
    better: Annotated[
        Better | None, Field(description="Что лучше: lower (меньше) или higher (больше)")
    ] = None
    source: Annotated[
        int | None,
        Field(ge=1, strict=True, description="Номер источника в списке sources; можно не писать, если источник один"),
    ] = None
    note: Annotated[Line | None, Field(description="Оговорка к числу")] = None


class Person(Part):
    """An official as the source names them, on the date of the source."""

    name: Annotated[Line, Field(description="Имя и фамилия, как в источнике")]
    post: Annotated[Line | None, Field(description="Должность, как в источнике")] = None


class Head(Part):
    """Head of a region at the time of a digest."""

    region: Annotated[RegionId, Field(description="Регион")]
    name: Annotated[Line, Field(description="Имя и фамилия, как в источнике")]
    acting: Annotated[bool, Field(strict=True, description="Временно исполняющий обязанности (врио)")] = False


class LegalAct(Part):
    """A law, decree or order; unknown fields are empty, all but the title."""

    title: Annotated[Line, Field(description="Вид и название документа")]
    number: Annotated[Line | None, Field(description="Номер")] = None
    date: Annotated[PartialDate | None, Field(description="Дата документа")] = None
    url: Annotated[Url | None, Field(description="Адрес текста")] = None


class Material(Part):
    """A template, a manual, a presentation that helps to repeat a practice."""

    title: Annotated[Line, Field(description="Название материала")]
    url: Annotated[Url | None, Field(description="Адрес")] = None
