"""A collection: practices grouped by an editor, with the reason for each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .common import Part, Record
from .scalars import Line, PracticeId, RecordId, Text


class CollectionId(RecordId):
    kind = "collection"
    __slots__ = ()


class CollectionEntry(Part):
    practice: Annotated[PracticeId, Field(description="Практика")]
    remark: Annotated[Line | None, Field(description="Чем она важна в этой подборке, одной фразой")] = None


class Collection(Record):
    """Подборка."""

    id: CollectionId = Field(description="Идентификатор: имя файла без .yml")
    why: Text = Field(description="Зачем подборка: кому и для какой задачи она собрана")
    entries: tuple[CollectionEntry, ...] = Field(min_length=2, description="Практики по порядку")
