"""Look-ups in the models' fields: nested model, kind of id, enum, text or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.registry import RECORD_TYPES
from generator.model.scalars import PartialDate, RecordId, one_line
from generator.wording.enum_words import ENUM_WORDS

from .yaml_signs import Path

_FOLDERS = {t.kind: t.folder.replace("*", "…") for t in RECORD_TYPES if t.file == "*.yml"}


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
    """The model class of a field, also inside a list or an optional; None if there is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := inner_model(argument))), None)


def id_kind(annotation: Any) -> str:
    """The kind of records whose ids the field holds; empty for other fields."""
    if isinstance(annotation, type) and issubclass(annotation, RecordId):
        return annotation.kind
    return next((kind for argument in get_args(annotation) if (kind := id_kind(argument))), "")


def enum_of(annotation: Any) -> type[StrEnum] | None:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return annotation
    return next((found for argument in get_args(annotation) if (found := enum_of(argument))), None)


def wanted(info: FieldInfo) -> str:
    """What a value of the field has to look like, unless its description says so; empty for text."""
    description, annotation = info.description or "", info.annotation
    form = ""
    if (words := enum_of(annotation)) and not any(word.value in description for word in words):
        form = f"можно: {', '.join(f'{word.value} ({ENUM_WORDS[words][word]})' if words in ENUM_WORDS else word.value for word in words)}"
    elif folder := _FOLDERS.get(id_kind(annotation)):
        form = f"идентификатор: имя файла из {folder}/ без .yml"
    elif annotation is date:
        form = "день целиком, например 2026-01-31"
    elif annotation is PartialDate:
        form = "год, месяц или день, например 2026-01"
    listed = "каждый пункт с новой строки, с дефисом «- »" if get_origin(annotation) is tuple and inner_model(annotation) is None else ""
    return "; ".join(filter(None, (form, listed)))


def text_field(model: type[BaseModel], where: Path) -> FieldInfo | None:
    """The free-text field (or list of texts) at ``where``; None for ids, dates, numbers and vocabulary terms."""
    names = [part for part in where if isinstance(part, str)]
    owner = model_at(model, tuple(names[:-1])) if names else None
    info = owner.model_fields.get(names[-1]) if owner else None
    return info if info and _holds_text(info.annotation) else None


def _holds_text(annotation: Any) -> bool:
    return annotation is str or any(map(_holds_text, get_args(annotation)))


def is_one_line(model: type[BaseModel], where: Path) -> bool:
    """Whether the text at ``where`` is of type ``Line``: one line without Markdown."""
    info = text_field(model, where)
    return info is not None and (_validates_line(info.metadata) or _holds_line(info.annotation))


def _holds_line(annotation: Any) -> bool:
    return _validates_line(getattr(annotation, "__metadata__", ())) or any(map(_holds_line, get_args(annotation)))


def _validates_line(metadata: Iterable[Any]) -> bool:
    return any(getattr(each, "func", None) is one_line for each in metadata)
