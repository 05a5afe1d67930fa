"""Schemas for text editors: the published ones with completion of the ids of this base, and snippets.

A published schema is for any base, so it gives only the pattern of an id. Here every field that takes an id of
``_OFFERED`` refers to the list of existing ids with their titles (``ids.json``). Practices are not listed: there
are new ones every week.
"""

from __future__ import annotations

import json
from typing import Any

from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation
from generator.model.region import Region
from generator.model.registry import RecordType
from generator.model.target_model import TargetModel

from .editor_snippets import snippets_of
from .form.settings import choices
from .schemas import FOLDER as SCHEMAS
from .schemas import schema

FOLDER = f"{SCHEMAS}/editors"
IDS = "ids.json"
_OFFERED = {
    "region": "Регион", "life_situation": "Жизненная ситуация", "problem": "Проблема жизненной ситуации",
    "target_model": "Целевая модель", "direction": "Направление", "subcategory": "Подкатегория",
}


def schema_path(record_type: RecordType) -> str:
    """Path below the root of the schema for files of a type."""
    return f"{FOLDER}/{record_type.kind}.json"


def editor_schemas(base: KnowledgeBase) -> dict[str, bytes]:
    """All files of the folder: content by path below the root."""
    made = {schema_path(t): _for_editors(t) for t in base.registry} | {f"{FOLDER}/{IDS}": _ids(base)}
    return {path: f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode() for path, value in made.items()}


def _ids(base: KnowledgeBase) -> dict[str, Any]:
    """Enums of ids with their titles, in the keywords of both VS Code and JetBrains editors."""
    named: dict[str, dict[str, str]] = {
        "region": {str(r.id): r.title for r in base.all(Region)},
        "life_situation": {str(s.id): s.title for s in base.all(LifeSituation)},
        "target_model": {str(m.id): m.title for m in base.all(TargetModel)},
        **{kind: dict(options) for kind, options in choices(base).items()},
    }
    return {
        "title": "Идентификаторы базы",
        "description": "Записано командой smarteka schemas из записей.",
        "$defs": {kind: {"title": title, "type": "string", **_listed(named[kind])} for kind, title in _OFFERED.items()},
    }


def _listed(names: dict[str, str]) -> dict[str, Any]:
    ids = sorted(names)
    if not ids:  # the base has none; an empty enum would allow no value
        return {}
    return {
        "enum": ids,
        "markdownEnumDescriptions": [names[id] for id in ids],
        "x-intellij-enum-metadata": {id: {"description": names[id]} for id in ids},
    }


def _for_editors(record_type: RecordType) -> dict[str, Any]:
    found: dict[str, Any] = _offering(schema(record_type))
    parts = found.get("$defs", {})
    for name, part in parts.items():
        if snippets := snippets_of(name, parts):
            part["defaultSnippets"] = snippets
    return found


def _offering(node: Any, field: str = "") -> Any:
    """A copy of a schema node in which ids refer to their list, except the field ``id`` of the record itself."""
    if isinstance(node, list):
        return [_offering(one) for one in node]
    if not isinstance(node, dict):
        return node
    kind = node.get("x-kind")
    if kind not in _OFFERED or field == "id":
        return {name: _offering(value, name) for name, value in node.items()}
    listed = {"$ref": f"{IDS}#/$defs/{kind}"}
    texts = {name: node[name] for name in ("title", "description") if name in node}
    return {**texts, "anyOf": [listed, {"type": "null"}]} if "null" in node["type"] else {**texts, **listed}
