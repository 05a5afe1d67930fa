"""A commented draft of a record, made from the field descriptions of its model."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.suggestions import suggest
from generator.model.scalars import SLUG

WIDTH = 100


class DraftRefused(Exception):
    """A draft cannot be made; the message says why and what to do, in Russian."""


def draft(
    base: KnowledgeBase, kind: str, id: str, *, title: str | None = None, region: str | None = None, year: int = 0
) -> tuple[str, str]:
    """Path below the root and text of a new draft, which says ``draft: true``.

    ``base`` holds the drafts, too: their ids are taken. Required fields stand open, optional ones
    are commented out; each carries its description. Raises DraftRefused for a bad or taken id, a
    missing, unknown or needless region.
    """
    record_type = base.registry[kind]
    if not re.fullmatch(SLUG, id) or len(id) > 80:
        raise DraftRefused(f"id «{id}» не годится: только строчные латинские буквы, цифры и дефис, например tulskiy-opyt")
    if base.find(kind, id):
        raise DraftRefused(f"id «{id}» уже занят записью {base.find(kind, id).path}")  # type: ignore[union-attr]  # just found
    known = {"id": id, "draft": "true"}
    if title:
        known["title"] = quoted(title)
    of_region = record_type.folder.startswith("regions/*")
    if of_region and not region:
        raise DraftRefused("укажите регион: --region tulskaya-oblast")
    if region and not of_region and "regions" not in record_type.model.model_fields:
        raise DraftRefused(f"у этого вида записей нет поля для региона ({record_type.forms[0]}): уберите --region")
    if region and region not in base.ids("region"):
        guess = suggest(base, "region", region)
        raise DraftRefused(f"регион «{region}» не найден" + (f"; возможно, «{guess}»" if guess else ""))
    if of_region:
        assert region  # refused above
        known["region"] = region
        folder = record_type.folder.replace("*", region)
    else:
        folder = record_type.folder.replace("*", str(year))
        if region:
            known["regions"] = f"[{region}]"
    lines = [f"# Черновик: {record_type.forms[0]}. Поля без # обязательны; лишние строки уберите."]
    lines += _fields(record_type.model, known, "", commented=False)
    return f"{folder}/{id}.yml", "\n".join(lines) + "\n"


def _fields(model: type[BaseModel], known: dict[str, str], indent: str, *, commented: bool) -> Iterator[str]:
    for name, info in model.model_fields.items():
        hidden = commented or not (info.is_required() or name in known)
        mark = "# " if hidden else ""
        for line in textwrap.wrap(info.description or "", WIDTH - len(indent)):
            yield f"{indent}# {line}"
        part = _part(info)
        many = str(info.annotation).startswith("tuple")
        if name in known:
            yield f"{indent}{name}: {known[name]}"
        elif part is None:
            yield f"{indent}{mark}{name}: {'[]' if many and hidden else ''}".rstrip()
        else:
            yield f"{indent}{mark}{name}:"
            yield from _part_lines(part, indent + "  ", many=many, commented=hidden)


def _part_lines(part: type[BaseModel], indent: str, *, many: bool, commented: bool) -> Iterator[str]:
    """Fields of a nested part: a list item starts with a dash; inner required fields stay open."""
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


def quoted(text: str) -> str:
    """Text as a double-quoted YAML scalar."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
