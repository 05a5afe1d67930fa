"""The smallest values a record is made of: typed ids, dates, numbers, addresses, texts.

Every type accepts values as ``loading`` reads them from YAML (text, int, Decimal, bool, None) and rejects
invalid ones with its own error *type*, which ``loading.messages`` explains in Russian.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, PlainSerializer
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID_LENGTH = 80

_once = lru_cache(maxsize=4096)
"""Decorator for parsers of values that many records repeat: each is parsed once and stored once."""


def is_id(text: str) -> bool:
    """Whether a text is a valid id of a record or of a term of the taxonomy."""
    return len(text) <= ID_LENGTH and re.fullmatch(SLUG, text) is not None


class RecordId(str):
    """Id of a record: a lowercase Latin slug; one subclass for each record type.

    A value of a subclass inside a record *is* a reference; ``knowledge.references`` finds them
    by type alone, so a new field needs no code there.
    """

    kind: ClassVar[str] = ""
    pattern: ClassVar[str] = rf"^{SLUG}$"
    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        @_once
        def parse(value: str) -> RecordId:
            if len(value) > ID_LENGTH or not re.fullmatch(cls.pattern, value):
                raise PydanticCustomError("bad_id", "not an id", {"kind": cls.kind})
            return cls(value)

        return core_schema.no_info_after_validator_function(
            parse,
            core_schema.str_schema(strict=True),
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": cls.pattern,
            "maxLength": ID_LENGTH,
            "x-kind": cls.kind,
        }


class PracticeId(RecordId):
    kind = "practice"
    __slots__ = ()


class RegionId(RecordId):
    kind = "region"
    __slots__ = ()


class LifeSituationId(RecordId):
    kind = "life_situation"
    __slots__ = ()


class TargetModelId(RecordId):
    kind = "target_model"
    __slots__ = ()


class DigestId(RecordId):
    kind = "digest"
    __slots__ = ()


class ReportId(RecordId):
    kind = "standard_report"
    __slots__ = ()


class RoadmapId(RecordId):
    kind = "roadmap"
    __slots__ = ()


class EventId(RecordId):
    kind = "event"
    __slots__ = ()


class SurveyId(RecordId):
    kind = "survey"
    __slots__ = ()


class CanvasId(RecordId):
    kind = "canvas"
    __slots__ = ()


class DirectionId(RecordId):
    kind = "direction"
    __slots__ = ()


class SubcategoryId(RecordId):
    kind = "subcategory"
    __slots__ = ()


class ProblemId(RecordId):
    """A numbered problem of a life situation: ``<life situation>#<number>``."""

    kind = "problem"
    pattern = rf"^{SLUG}#[1-9][0-9]?$"
    __slots__ = ()

    @property
    def life_situation(self) -> str:
        return self.partition("#")[0]

    @property
    def number(self) -> int:
        return int(self.partition("#")[2])


class PartialDate(str):
    """A date with the precision of the source: ``2021``, ``2021-11`` or ``2021-11-15``.

    Compares as text, which is chronological within one precision.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def parse(value: Any) -> PartialDate:
            if isinstance(value, int) and not isinstance(value, bool):
                value = str(value)
            if not isinstance(value, str):
                raise PydanticCustomError("bad_date", "not a date")
            return parse_text(value)

        @_once
        def parse_text(value: str) -> PartialDate:
            match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", value)
            if not match:
                raise PydanticCustomError("bad_date", "not a date")
            year, month, day = (int(part) if part else 1 for part in match.groups())
            try:
                date(year, month, day)
            except ValueError:
                raise PydanticCustomError("impossible_date", "no such day") from None
            if not 1900 <= year <= 2100:
                raise PydanticCustomError("impossible_date", "year out of range")
            return cls(value)

        return core_schema.no_info_plain_validator_function(
            parse, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"},
                {"type": "integer", "minimum": 1900, "maximum": 2100},
            ]
        }

    @property
    def year(self) -> int:
        return int(self[:4])

    @property
    def month(self) -> int | None:
        return int(self[5:7]) if len(self) > 4 else None

    @property
    def day(self) -> int | None:
        return int(self[8:10]) if len(self) > 7 else None

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def _parse_day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("bad_day", "not a full date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("impossible_date", "no such day") from None


Day = Annotated[date, BeforeValidator(_parse_day)]
"""A full calendar day, written ``2021-11-15``."""


def _check_month_day(value: str) -> str:
    try:
        date.fromisoformat(f"2024-{value}")  # a leap year: 29 February recurs, too
    except ValueError:
        raise PydanticCustomError("impossible_date", "no such day") from None
    return value


MonthDay = Annotated[str, Field(strict=True, pattern=r"^\d\d-\d\d$"), AfterValidator(_check_month_day)]
"""A day of every year, written ``12-25``."""


def _parse_number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
        raise PydanticCustomError("bad_number", "not a number")
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)


def _number_to_json(value: Decimal) -> int | float:
    whole = int(value)
    return whole if whole == value else float(value)


Number = Annotated[
    Decimal,
    BeforeValidator(_parse_number, json_schema_input_type=float),
    PlainSerializer(_number_to_json, when_used="json"),
]
"""An exact decimal number; ``43.0`` keeps its zero."""


def is_web_address(text: str) -> bool:
    """Whether a text is a full http(s) address that does not disguise its target."""
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # invalid brackets or port
        return False
    # A user name before the host disguises the target; so do bidirectional control characters.
    return is_whole and "@" not in parts.netloc and text.isprintable() and not re.search(r"[\s<>\"\\]", text)


_MIXED = re.compile(r"(?=[^.]*[a-z])(?=[^.]*[а-яё])[^.]+", re.IGNORECASE)


def mixes_alphabets(host: str) -> bool:
    """Whether a label of a host name mixes alphabets: a sign of a spoofed name such as «mоs.ru» with a Cyrillic «о»."""
    return not host.isascii() and _MIXED.search(host) is not None


def _check_url(value: str) -> str:
    if not is_web_address(value) or mixes_alphabets(urlsplit(value).hostname or ""):
        raise PydanticCustomError("bad_url", "not a web address")
    return value


Url = Annotated[str, Field(max_length=2000, pattern=r"^https?://"), AfterValidator(_check_url)]
"""A full web address; other schemes and relative addresses are rejected."""


def _strip_text(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def one_line(value: str) -> str:
    """The validator that distinguishes the type ``Line`` from ``Text``."""
    if "\n" in value:
        raise PydanticCustomError("several_lines", "one line expected")
    return value


_CLEAN = BeforeValidator(_strip_text, json_schema_input_type=str)

Line = Annotated[
    str, _CLEAN, Field(strict=True, min_length=1, max_length=400), AfterValidator(one_line)
]
"""One line of plain text."""

FileStem = Annotated[str, Field(strict=True, max_length=ID_LENGTH, pattern=rf"^{SLUG}$")]
"""Name of a file of the project without extension; cannot lead into another folder."""

FormerId = Annotated[str, Field(strict=True, max_length=ID_LENGTH, pattern=rf"^{SLUG}$")]
"""A former id that no record has any longer: only a former address, not a reference."""

Text = Annotated[str, _CLEAN, Field(strict=True, min_length=1, max_length=20_000)]
"""Short Markdown: paragraphs, lists, emphasis, links."""

Email = Annotated[str, Field(strict=True, pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$", max_length=200)]
