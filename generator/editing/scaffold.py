"""A commented draft of a record, generated from the field descriptions of its model."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.knowledge.base import KnowledgeBase
from generator.loading.fields import wanted
from generator.model.common import Record

from .ids import unfit_or_taken
from .importing.region_names import RegionNames
from .likely_names import region_hint
from .record_values import field_order
from .yaml_scalars import quoted

WIDTH = 100


class DraftRefused(Exception):
    """A draft cannot be made; the message says why and what to do, in Russian."""


def draft(
    base: KnowledgeBase, kind: str, id: str, *, title: str | None = None, region: str | None = None, year: int = 0,
    known: Mapping[str, str] = MappingProxyType({}),
) -> tuple[str, str]:
    """Path below the root and text of a new draft, with ``draft: true``.

    ``base`` includes drafts: their ids are taken. Required fields are open, optional ones commented out, each
    with its description. ``region`` is for records of a region, ``year`` for those stored by year, ``known`` are
    further values as YAML text. Raises DraftRefused for an invalid or taken id, a missing or unknown region, a
    title with invisible characters.
    """
    record_type = base.registry[kind]
    check_id(base, kind, id)
    known = {**known, "id": id, "draft": "true"}
    if title:
        try:
            known["title"] = quoted(" ".join(title.split()))
        except ValueError:
            raise DraftRefused("в названии есть невидимый знак, который запись хранить не может; наберите название заново") from None
    folder = record_type.folder
    if folder.startswith("regions/*"):
        if not region:
            raise DraftRefused("укажите регион, любым именем: --region \"Тульская область\"")
        if region not in base.ids("region"):
            named = RegionNames(base).find_for_sure(base, region)
            if named is None:
                raise DraftRefused(f"регион «{region}» не найден; {region_hint(base, region)}")
            region = str(named)
        known["region"] = region
    folder = folder.replace("*", region or str(year))
    lines = [f"# Черновик: {record_type.forms[0]}. Поля без # обязательны; лишние строки уберите."]
    lines += _fields(record_type.model, known)
    return f"{folder}/{id}.yml", "\n".join(lines) + "\n"


def check_id(base: KnowledgeBase, kind: str, id: str) -> None:
    """Raises DraftRefused for an invalid or taken id."""
    if kind == "digest" and len(id) == 4 and id.isdecimal():
        raise DraftRefused(f"id «{id}» не годится: по адресу digests/{id}/ стоит обзор года; назовите выпуск по неделе, например {id}-w08")
    if fault := unfit_or_taken(base, kind, id):
        raise DraftRefused(fault)


def field_description(info: FieldInfo) -> list[str]:
    """The description of a field, as lines of a comment."""
    return textwrap.wrap(info.description or "", WIDTH)


def offered(name: str, info: FieldInfo) -> list[str]:
    """Lines of a comment that describe a field and offer it: uncommenting them sets it."""
    part, many = _part(info), str(info.annotation).startswith("tuple")
    if part is None:
        return [*field_description(info), f"{name}: []" if many else f"{name}:"]
    return [*field_description(info), f"{name}:", *(line.replace("# ", "", 1) if line.lstrip().startswith("#") else line for line in _part_lines(part, "  ", many=many, commented=True))]


def _fields(model: type[Record], known: dict[str, str]) -> Iterator[str]:
    for name in field_order(model):
        if name == "aliases":  # a new record has none
            continue
        info = model.model_fields[name]
        hidden = not (info.is_required() or name in known)
        mark = "# " if hidden else ""
        texts = (info.description, wanted(info) if not hidden and name not in known else "")
        yield from (f"# {line}" for line in textwrap.wrap("; ".join(filter(None, texts)), WIDTH))
        part = _part(info)
        many = str(info.annotation).startswith("tuple")
        if name in known:
            yield f"{name}: {known[name]}"
        elif part is None and many and not hidden:
            yield from (f"{name}:", "  -")
        elif part is None:
            yield f"{mark}{name}: {'[]' if many and hidden else ''}".rstrip()
        else:
            yield f"{mark}{name}:"
            yield from _part_lines(part, "  ", many=many, commented=hidden)


def _part_lines(part: type[BaseModel], indent: str, *, many: bool, commented: bool) -> Iterator[str]:
    """Fields of a nested part: a list item starts with a dash; its required fields are open unless ``commented``."""
    first = True
    for name, info in part.model_fields.items():
        mark = "# " if commented or not info.is_required() else ""
        dash = ("- " if first else "  ") if many else ""
        yield f"{indent}{mark}{dash}{name}:  # {info.description}"
        first = False


def _part(info: FieldInfo) -> type[BaseModel] | None:
    def find(annotation: Any) -> type[BaseModel] | None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
        return next((p for a in get_args(annotation) if (p := find(a))), None)

    return find(info.annotation)
