"""What the models say of the fields of a record: of which part, list, record or vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.scalars import RecordId, one_line

from .yaml_signs import Path


def model_at(model: type[BaseModel], where: Path) -> type[BaseModel] | None:
    """The model class that describes the mapping at ``where``."""
    current: type[BaseModel] | None = model
    for part in where:
        if current is None:
            return None
        if isinstance(part, int):
            continue
        info = current.model_fields.get(part)
        current = inner_model(info.annotation) if info else None
    return current


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, by itself or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := inner_model(argument))), None)


def id_kind(annotation: Any) -> str:
    """Of which kind of records the field holds ids; empty for other fields."""
    if isinstance(annotation, type) and issubclass(annotation, RecordId):
        return annotation.kind
    return next((kind for argument in get_args(annotation) if (kind := id_kind(argument))), "")


def enum_of(annotation: Any) -> type[StrEnum] | None:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return annotation
    return next((found for argument in get_args(annotation) if (found := enum_of(argument))), None)


def text_field(model: type[BaseModel], where: Path) -> FieldInfo | None:
    """The field of free text at ``where``, or of a list of it; None for ids, dates, numbers, words of a vocabulary."""
    names = [part for part in where if isinstance(part, str)]
    owner = model_at(model, tuple(names[:-1])) if names else None
    info = owner.model_fields.get(names[-1]) if owner else None
    return info if info and _holds_text(info.annotation) else None


def _holds_text(annotation: Any) -> bool:
    return annotation is str or any(map(_holds_text, get_args(annotation)))


def is_one_line(model: type[BaseModel], where: Path) -> bool:
    """Whether the text at ``where`` is a line, without Markdown."""
    info = text_field(model, where)
    return info is not None and (_validates_line(info.metadata) or _holds_line(info.annotation))


def _holds_line(annotation: Any) -> bool:
    return _validates_line(getattr(annotation, "__metadata__", ())) or any(map(_holds_line, get_args(annotation)))


def _validates_line(metadata: Iterable[Any]) -> bool:
    return any(getattr(each, "func", None) is one_line for each in metadata)
