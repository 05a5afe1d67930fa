"""Records → plain values, in the order and form of a record file."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import BaseModel

from generator.model.common import Record
from generator.model.scalars import PartialDate


def record_values(part: BaseModel) -> dict[str, Any]:
    """The fields of a record or of a part of one as plain values, without defaults."""
    values = {}
    for name in field_order(type(part)):
        info, value = type(part).model_fields[name], getattr(part, name)
        if info.is_required() or value != info.get_default(call_default_factory=True):
            values[name] = _plain_value(value)
    return values


def field_order(model: type[BaseModel]) -> list[str]:
    """Names of the fields in the order of files: that of the model, but ``sources`` and ``notes`` of a record last."""
    names = list(model.model_fields)
    last = [name for name in ("sources", "notes") if name in names] if issubclass(model, Record) else []
    return [*(name for name in names if name not in last), *last]


def _plain_value(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return record_values(value)
    if isinstance(value, tuple | list):
        return [_plain_value(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PartialDate):
        return int(value) if len(value) == 4 else str(value)  # a year is written without quotes
    return value
