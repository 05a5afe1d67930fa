"""A region: a subject of the Russian Federation by ISO 3166-2:RU."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .common import Part, Record
from .scalars import Line, RegionId


class FederalDistrict(StrEnum):
    CENTRAL = "central"
    NORTHWESTERN = "northwestern"
    SOUTHERN = "southern"
    NORTH_CAUCASIAN = "north-caucasian"
    VOLGA = "volga"
    URAL = "ural"
    SIBERIAN = "siberian"
    FAR_EASTERN = "far-eastern"


class RegionKind(StrEnum):
    REPUBLIC = "republic"
    KRAI = "krai"
    OBLAST = "oblast"
    FEDERAL_CITY = "federal-city"
    AUTONOMOUS_OBLAST = "autonomous-oblast"
    AUTONOMOUS_OKRUG = "autonomous-okrug"


class Tile(Part):
    """Place on the tile map; columns grow to the east, rows to the south, both from 1."""

    column: Annotated[int, Field(ge=1, le=30, strict=True, description="Столбец, с запада на восток")]
    row: Annotated[int, Field(ge=1, le=20, strict=True, description="Строка, с севера на юг")]


class Region(Record):
    """Регион."""

    id: RegionId = Field(description="Идентификатор: имя файла без .yml")
    iso: Line = Field(description="Код ISO 3166-2:RU, например RU-RYA", pattern=r"^RU-[A-Z]{2,3}$")
    district: FederalDistrict = Field(description="Федеральный округ")
    kind: RegionKind = Field(description="Вид субъекта")
    short: Line = Field(description="Короткое имя для плитки карты, до 5 знаков", max_length=5)
    other_names: tuple[Line, ...] = Field((), description="Другие имена: «ЯНАО», «г. Москва», «Якутия», прилагательное «рязанский»")
    tile: Tile = Field(description="Место на плиточной карте")
