"""A record as JSON: its facts, its short form for lists, its links and backlinks.

Fields without a value (``null``) are left out. Empty lists are included, so that a program may iterate
without a check, and so are defaults (``kind: fact``), which nobody then has to know; but not
``draft: false``. Loading the facts through the model gives an equal record.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import to_json

from generator.analysis.dating import record_date
from generator.knowledge.backlinks import Backlink
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.references import references
from generator.loading.records import Loaded
from generator.model.common import Record
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.registry import Registry
from generator.model.scalars import PartialDate, RecordId

ADDED_FIELDS = ("url", "links", "backlinks")
"""Fields of a published record that are added to the facts of its file."""

_WORDS = {"direction": "directions", "subcategory": "subcategories", "problem": "problems"}
_SHORT_TEXTS = frozenset(
    ("id", "title", "short_title", "question", "summary", "iso", "short", "series", "week", "period", "place")
)


def facts(record: Record) -> dict[str, Any]:
    """All fields of the record as plain JSON values; without ``draft`` if it is false."""
    return record.model_dump(mode="json", exclude_none=True, exclude=_omitted(record))


def _omitted(record: Record) -> set[str] | None:
    return None if record.draft else {"draft"}


def full_record(base: KnowledgeBase, item: Loaded) -> bytes:
    """JSON: the facts of a record, its page, titles of the records it refers to, ids of those that refer to it."""
    record = item.record
    page = {"url": item.type.address_of(record)} if item.type.address else {}
    added = to_json({**page, "links": _links(base, record), "backlinks": _backlinks(base, item)})
    own = to_json(record, by_alias=False, exclude_none=True, exclude=_omitted(record))  # as ``facts``, but without the detour through Python values
    return b"%b,%b\n" % (own[:-1], added[1:])


def short_record(item: Loaded) -> dict[str, Any]:
    """What a list needs to show, filter and sort records: title, vocabulary terms, dates, summary."""
    record = item.record
    document: dict[str, Any] = {"id": record.id, "title": record.title}
    if item.type.address:
        document["url"] = item.type.address_of(record)
    document |= record.model_dump(mode="json", exclude_none=True, include=set(_short_fields(type(record))))
    if isinstance(record, Practice):
        document["problems"] = [str(link.problem) for link in record.helps_with]
    if when := record_date(record):
        document["date"] = str(when)
    return document


def collection_name(registry: Registry, kind: str) -> str:
    """Name of a kind in the API, used for its list, in ``links`` and in ``backlinks``."""
    if kind in _WORDS:
        return _WORDS[kind]
    return (registry[kind].collection or kind) if kind in registry else kind


def _links(base: KnowledgeBase, record: Record) -> dict[str, dict[str, dict[str, str]]]:
    links: dict[str, dict[str, dict[str, str]]] = {}
    for reference in references(record):
        kind, id = reference.target.kind, str(reference.target)
        if resolved := _resolve(base, kind, id):
            links.setdefault(collection_name(base.registry, kind), {})[id] = resolved
    return links


def _resolve(base: KnowledgeBase, kind: str, id: str) -> dict[str, str]:
    """Title and page of the target of an id; vocabulary terms have titles only; empty if it is unknown."""
    if kind == "problem" and (found_problem := base.problem(id)):
        situation, problem = found_problem
        page = base.registry.of(situation).address_of(situation)
        return {"title": problem.title, "url": f"{page}#problem-{problem.number}"}
    if kind == "direction" and id in base.directions:
        return {"title": base.directions[id].title}
    if kind == "subcategory" and id in base.subcategories:
        return {"title": base.subcategories[id].title}
    found = base.find(kind, id)
    if found is None:
        return {}
    page = found.type.address_of(found.record)
    return {"title": found.record.title} | ({"url": page} if page else {})


def _backlinks(base: KnowledgeBase, item: Loaded) -> dict[str, dict[str, list[str]]]:
    """The fields of other records that refer to this one or to its problems, by kind and id."""
    found: list[Backlink] = list(base.backlinks(item.type.kind, item.record.id))
    if isinstance(item.record, LifeSituation):
        for problem in item.record.problems:
            found += base.backlinks("problem", f"{item.record.id}#{problem.number}")
    backlinks: dict[str, dict[str, list[str]]] = {}
    for backlink in found:
        source = backlink.source
        kind = collection_name(base.registry, source.type.kind)
        fields = backlinks.setdefault(kind, {}).setdefault(source.record.id, [])
        if (field := str(backlink.where[0])) not in fields:
            fields.append(field)
    return backlinks


@cache
def _short_fields(model: type[BaseModel]) -> frozenset[str]:
    """Names of the one-line texts, and of fields with ids, enum values or dates."""
    return frozenset(
        name
        for name, info in model.model_fields.items()
        if name in _SHORT_TEXTS or _holds(info.annotation, (RecordId, StrEnum, PartialDate, date))
    )


def _holds(annotation: Any, wanted: tuple[type, ...]) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, wanted)
    return any(_holds(argument, wanted) for argument in get_args(annotation))
