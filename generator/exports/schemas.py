"""JSON Schema (2020-12) of every record type, generated from the models.

One schema is for both the file in a text editor and the published record: the three fields that the
site adds are allowed as read-only, and marked so that editors do not suggest them. ``smarteka schemas``
updates the committed files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from generator.atomic_files import write_files
from generator.model.registry import RecordType, Registry

from .export_file import ExportFile
from .record_json import ADDED_FIELDS
from .schema_words import DAY_PATTERN, examples_of, form_of, title_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas"

_ADDED = {
    "url": {
        "type": "string",
        "title": "Адрес страницы",
        "description": "Страница записи относительно корня сайта",
    },
    "links": {
        "type": "object",
        "title": "Что названо в записи",
        "description": "Названия и адреса всего, на что ссылается запись: по виду и идентификатору",
    },
    "backlinks": {
        "type": "object",
        "title": "Где названа запись",
        "description": "Кто ссылается на запись и из каких полей: по виду и идентификатору",
    },
}
# Constraints in the metadata of pydantic → keywords; pydantic loses those set after a function validator.
_KEYWORDS = {
    "pattern": "pattern", "min_length": "minLength", "max_length": "maxLength",
    "ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum",
}


@cache
def schema(record_type: RecordType) -> dict[str, Any]:
    """The schema of a record type, in Russian, with examples. Cached: must not be modified."""
    raw = record_type.model.model_json_schema()
    models = _models(record_type.model)
    definitions = {
        name: _object(part, models[name]) if name in models else _words(part)
        for name, part in raw.pop("$defs", {}).items()
    }
    top = _object(raw, record_type.model)
    top["properties"] |= {name: _ADDED[name] | _for_readers_only(name) for name in ADDED_FIELDS}
    return {
        "$schema": DIALECT,
        "$id": f"{record_type.kind}.json",
        "title": _russian_name(record_type),
        "description": f"Файлы {glob(record_type)}. Проверка: smarteka check.",
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_files(registry: Registry) -> Iterator[ExportFile]:
    """Schemas as published: ``schemas/<kind>.json``."""
    for record_type in registry:
        text = json.dumps(schema(record_type), ensure_ascii=False, indent=2)
        yield ExportFile(f"{FOLDER}/{record_type.kind}.json", f"{text}\n".encode())


def write_schemas(folder: Path, registry: Registry | None = None) -> None:
    """Update the committed schemas; those of removed types are deleted."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = {Path(file.path).name: file.data for file in schema_files(registry or Registry())}
    write_files({folder / name: data for name, data in fresh.items()})
    for old in folder.glob("*.json"):
        if old.name not in fresh:
            old.unlink()


def glob(record_type: RecordType) -> str:
    """The pattern of the files of a type below the root: ``practices/*/*.yml``."""
    return f"{record_type.folder}/{record_type.file}"


def _models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The model and every model inside it, by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting = [model]
    while waiting:
        current = waiting.pop()
        if current.__name__ not in found:
            found[current.__name__] = current
            for info in current.model_fields.values():
                waiting += _models_in(info.annotation)
    return found


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _object(raw: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The schema of an object: its properties in the order of the model, no others allowed."""
    properties = {}
    for name, info in model.model_fields.items():
        node = _node(raw["properties"][name])
        for constraint in info.metadata:
            _constrain(node, constraint)
        description = info.description or ""
        keywords = {
            "title": title_of(description),
            "description": description,
            **node,
            "examples": info.examples or examples_of(node, description),
        }
        properties[name] = {key: value for key, value in keywords.items() if value not in ("", [])}
    return {
        "type": "object",
        "properties": properties,
        **({"required": raw["required"]} if raw.get("required") else {}),
        "additionalProperties": False,
    }


def _words(raw: dict[str, Any]) -> dict[str, Any]:
    """The schema of an enum; the meaning of its values is in the description of the field."""
    return {key: value for key, value in raw.items() if key not in ("title", "description")}


def _node(raw: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value, without the English titles and empty defaults of pydantic, with standard keywords."""
    node: dict[str, Any] = {}
    for key, value in raw.items():
        if key in ("title", "description", "examples") or (key == "default" and value in (None, [])):
            continue
        if key in ("items", "additionalProperties") and isinstance(value, dict):
            value = _node(value)
        elif key == "anyOf":
            value = [_node(option) for option in value]
        node[_KEYWORDS.get(key, key)] = value
    if node.get("format") == "date":
        node["pattern"] = DAY_PATTERN
    if message := form_of(node):
        node["patternErrorMessage"] = message
    return _nullable(node)


def _nullable(node: dict[str, Any]) -> dict[str, Any]:
    """``anyOf: [text, null]`` → ``type: [text, null]``, for which editors give better messages."""
    options: list[dict[str, Any]] = node.get("anyOf", [])
    if len(options) != 2 or options[1] != {"type": "null"} or not isinstance(options[0].get("type"), str):
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**options[0], "type": [options[0]["type"], "null"], **rest}


def _constrain(node: dict[str, Any], constraint: Any) -> None:
    """Restore the constraints of a field that pydantic lost because of a function validator."""
    kind = node["type"][0] if isinstance(node.get("type"), list) else node.get("type")
    for name, keyword in _KEYWORDS.items():
        value = getattr(constraint, name, None)
        if value is None or kind not in ("string", "number", "integer"):
            continue
        if keyword == "maxLength":
            value = min(value, node.get(keyword, value))
        node[keyword] = value


def _for_readers_only(name: str) -> dict[str, Any]:
    return {
        "readOnly": True,
        "doNotSuggest": True,
        "deprecationMessage": f"Поле «{name}» дописывает сайт; в файле записи его не бывает.",
    }


def _russian_name(record_type: RecordType) -> str:
    """The title from the Russian docstring of the model, else the name of the kind."""
    written = (record_type.model.__doc__ or "").strip().splitlines()
    title = title_of(written[0].rstrip(".")) if written else ""
    return title or record_type.forms[0][:1].upper() + record_type.forms[0][1:]
