"""Vocabularies, one file each: directions and subcategories, glossary, synonyms."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .common import Part, Record
from .scalars import DirectionId, FileStem, FormerId, Line, RecordId, SubcategoryId, Text


class DirectionFamily(StrEnum):
    MONITORING = "monitoring"  # directions of the weekly digest
    NSI = "nsi"  # directions of the Национальная социальная инициатива


_FORMER = Field(description="Прежние идентификаторы: с адресов их страниц ведёт переадресация")


class Direction(Part):
    id: Annotated[DirectionId, Field(description="Идентификатор")]
    title: Annotated[Line, Field(description="Название")]
    family: Annotated[DirectionFamily, Field(description="monitoring (дайджест) или nsi (НСИ)")]
    mark: Annotated[
        FileStem | None, Field(description="Знак направления: имя файла в site_templates/assets/icons без .svg; нет файла – нет знака")
    ] = None
    former: Annotated[tuple[FormerId, ...], _FORMER] = ()


class Subcategory(Part):
    id: Annotated[SubcategoryId, Field(description="Идентификатор")]
    title: Annotated[Line, Field(description="Название")]
    former: Annotated[tuple[FormerId, ...], _FORMER] = ()


class VocabularyId(RecordId):
    kind = "vocabulary"
    __slots__ = ()


class Taxonomy(Record):
    """Направления и подкатегории."""

    id: VocabularyId = Field(description="Всегда taxonomy")
    directions: tuple[Direction, ...] = Field(min_length=1, description="Направления")
    subcategories: tuple[Subcategory, ...] = Field((), description="Подкатегории")


class Term(Part):
    """A term or an abbreviation. Abbreviations feed search synonyms and tooltips on pages."""

    term: Annotated[Line, Field(description="Термин или полное название")]
    abbreviation: Annotated[Line | None, Field(description="Сокращение")] = None
    text: Annotated[Text | None, Field(description="Объяснение своими словами")] = None
    synonyms: Annotated[tuple[Line, ...], Field(description="Другие написания")] = ()


class Glossary(Record):
    """Словарь терминов и сокращений."""

    id: VocabularyId = Field(description="Всегда glossary")
    terms: tuple[Term, ...] = Field(description="Термины и сокращения")


class SynonymGroup(Part):
    """Synonyms: a search for any of them also finds the others."""

    words: Annotated[tuple[Line, ...], Field(min_length=2, description="Слова и выражения, которыми называют одно и то же")]
    related: Annotated[
        bool, Field(strict=True, description="Не одно и то же, а близкое: такое находится, но стоит ниже точного")
    ] = False
    note: Annotated[Line | None, Field(description="Пояснение для редакторов")] = None


class Synonyms(Record):
    """Синонимы для поиска."""

    id: VocabularyId = Field(description="Всегда synonyms")
    groups: tuple[SynonymGroup, ...] = Field(description="Группы слов, которые поиск считает одним")
