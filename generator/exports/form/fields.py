"""JSON Schema of a record → fields of Decap CMS: a widget for each field of a model, chosen by its schema only.

The schema has labels, hints, patterns and bounds, so a new field of a model appears in the form
automatically. Names and options of widgets: decapcms.org/docs/widgets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.exports.schema_words import title_of
from generator.exports.schemas import schema
from generator.model.registry import RecordType, Registry
from generator.wording.enum_words import BY_NAME

Field = dict[str, Any]
Options = Sequence[tuple[str, str]]
"""Options of a choice: (value in the file, label)."""

LONG = 400  # longer texts get a textarea
LAST = ("sources", "notes", "aliases")  # at the end of a form
_DAY = {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "DD.MM.YYYY", "time_format": False, "default": ""}
# Without an explicit default, a list would begin with an item if a field of its items has a default.
_LIST = {"widget": "list", "label_singular": "пункт", "default": []}
_TITLES = ("title", "text", "term", "name", "organisation", "question", "institution", "body")
_NAMED = re.compile(r"\b([a-z_]+) \(([^()]+)\)")
_IF_FILLED = "Нужно, если заполняете эту часть."


class NoWidget(Exception):
    """There is no widget for the schema of a field: it has to be added to ``fields.py``."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Targets of references. ``choices``: ids that are not records of their own, by kind; other kinds are records."""

    registry: Registry
    choices: Mapping[str, Options]

    def __contains__(self, kind: object) -> bool:
        return kind in self.choices or (isinstance(kind, str) and kind in self.registry)

    def widget(self, kind: str, *, several: bool) -> Field:
        multiple: Field = {"multiple": True} if several else {}
        if kind in self.choices:
            return {"widget": "select", **multiple, "options": _options(self.choices[kind])}
        return {
            "widget": "relation", "collection": kind, **multiple, "value_field": "id",
            "search_fields": ["title", "id"], "display_fields": ["title"],
        }


def form_fields(record_type: RecordType, offered: Offered) -> list[Field]:
    """Fields of a record in the order of the model, those of ``LAST`` at the end."""
    whole = schema(record_type)
    return list(_object_fields(whole, _Reading(whole["$defs"], offered), needed=True))


@dataclass(frozen=True, slots=True)
class _Reading:
    definitions: Mapping[str, Any]
    offered: Offered

    def resolved(self, node: Mapping[str, Any]) -> Field:
        """A node with its ``$ref`` resolved and without ``null``: ``required`` says whether a value may be absent."""
        options = [option for option in node.get("anyOf", ()) if option != {"type": "null"}]
        # A date may also be a year, which is a number; in the form it is typed as text.
        if chosen := next((option for option in options if option.get("type") == "string" or len(options) == 1), None):
            node = {**chosen, **{key: value for key, value in node.items() if key != "anyOf"}}
        if reference := node.get("$ref"):
            name = reference.rpartition("/")[2]
            node = {**self.definitions[name], "x-name": name, **{key: value for key, value in node.items() if key != "$ref"}}
        kind = node.get("type")
        return {**node, "type": kind[0] if isinstance(kind, list) else kind}


def _object_fields(node: Mapping[str, Any], reading: _Reading, *, needed: bool) -> Iterator[Field]:
    """``needed``: the part itself is required, so its required fields can be required in the form."""
    required = node.get("required", ())
    names = [name for name, each in node["properties"].items() if not each.get("readOnly")]
    for name in (*(n for n in names if n not in LAST), *(n for n in LAST if n in names)):
        yield _field(name, node["properties"][name], reading, required=name in required, asked=needed)


def _field(name: str, raw: Mapping[str, Any], reading: _Reading, *, required: bool, asked: bool) -> Field:
    node = reading.resolved(raw)
    description = node.get("description", "")
    label = title_of(description) or description or name
    listed = {node.get("x-kind"), node.get("items", {}).get("x-kind")} & set(reading.offered.choices) and name != "id"
    hints = [said] if not listed and (said := _hint(label, description, node)) else []
    if required and not asked:
        hints.append(_IF_FILLED)
    found: Field = {"name": name, "label": label, **_widget(name, node, reading, required=required and asked), "required": required and asked}
    if hints:
        found["hint"] = ". ".join(hint.removesuffix(".") for hint in hints)
    if pattern := found.pop("pattern", None):
        found["pattern"] = [pattern, node.get("patternErrorMessage") or description]
    return found


def _hint(label: str, description: str, node: Field) -> str:
    """The description without the label; enum values are left out, for they are in the list of options."""
    rest = description.removeprefix(label).lstrip(" :;,(").removeprefix("true, ")
    if any(str(word) in rest for word in node.get("enum", ())):
        return ""
    return f"{rest[:1].upper()}{rest[1:]}" if description.startswith(f"{label}: ") else description if rest else ""


def _widget(name: str, node: Field, reading: _Reading, *, required: bool) -> Field:
    kind = node["type"]
    if "enum" in node:
        return {"widget": "select", "options": _words(node), **_default(node)}
    if kind == "array":
        return _list(node, reading, required=required)
    if kind == "object" and "properties" in node:
        fields = list(_object_fields(node, reading, needed=required))
        return {"widget": "object", "collapsed": not required, "fields": fields}
    if kind == "boolean":
        return {"widget": "boolean", **_default(node)}
    if kind in ("integer", "number"):
        bounds = {short: node[key] for key, short in (("minimum", "min"), ("maximum", "max")) if key in node}
        return {"widget": "number", "value_type": "int" if kind == "integer" else "float", **bounds}
    if kind != "string":
        raise NoWidget(f"{name}: {node}")
    if node.get("x-kind") in reading.offered and name != "id":
        return reading.offered.widget(node["x-kind"], several=False)
    if node.get("format") == "date":
        return dict(_DAY)
    if node.get("maxLength", 0) > LONG and not node.get("pattern"):
        return {"widget": "text"}
    return {"widget": "string", **({"pattern": node["pattern"]} if "pattern" in node else {})}


def _list(node: Field, reading: _Reading, *, required: bool) -> Field:
    items = reading.resolved(node["items"])
    bounds = {short: node[key] for key, short in (("minItems", "min"), ("maxItems", "max")) if key in node and (required or key == "maxItems")}
    if items.get("x-kind") in reading.offered:
        return {**reading.offered.widget(items["x-kind"], several=True), **bounds}
    if "enum" in items:
        return {"widget": "select", "multiple": True, "options": _words({"description": node.get("description", ""), **items}), **bounds}
    if items["type"] == "object" and "properties" in items:
        fields = list(_object_fields(items, reading, needed=True))
        names = [each["name"] for each in fields]
        shown = next((n for n in _TITLES if n in names), names[0])
        return {**_LIST, "collapsed": True, "minimize_collapsed": True, "summary": f"{{{{fields.{shown}}}}}", "fields": fields, **bounds}
    # A scalar item: a text, a number, a date.
    return {**_LIST, "collapsed": False, "field": _item(items, reading), **bounds}


def _item(node: Field, reading: _Reading) -> Field:
    field: Field = {"name": "item", "label": "Пункт", **_widget("item", node, reading, required=True)}
    if pattern := field.pop("pattern", None):
        field["pattern"] = [pattern, node.get("patternErrorMessage") or f"Образец: {pattern}"]
    return field


def _words(node: Field) -> list[Field]:
    """Options of an enum with the labels used on pages, else those in the description: «good (хорошо), even (ровно)»."""
    names = {**dict(_NAMED.findall(node.get("description", ""))), **BY_NAME.get(node.get("x-name", ""), {})}
    return _options([(value, names.get(value, value)) for value in node["enum"]])


def _options(options: Options) -> list[Field]:
    return [{"label": label, "value": value} for value, label in options]


def _default(node: Field) -> Field:
    return {"default": node["default"]} if "default" in node else {}
