"""Snippets for text editors: parts of a record such as «было → стало», an adoption, the outcome of a check.

Each is a list of fields of a model in their order; the placeholder of a field is its title.
"""

from __future__ import annotations

from typing import Any

SNIPPETS: dict[str, dict[str, tuple[str, ...]]] = {
    "Figure": {
        "было → стало": ("title", "before", "after", "unit", "period", "kind", "better"),
        "одно число": ("title", "value", "unit", "period", "kind"),
    },
    "HelpsWith": {"проблема и чем помогает": ("problem", "why")},
    "Adoption": {"кто внедрил": ("region", "since", "changes", "result")},
    "TimelineEntry": {"дата и что произошло": ("date", "text", "stage")},
    "FollowUp": {"итог проверки": ("date", "outcome", "text")},
    "Source": {"источник": ("title", "publisher", "date", "place", "url")},
    "Note": {"замечание об источнике": ("kind", "text")},
    "LegalAct": {"правовой акт": ("title", "number", "date", "url")},
    "CollectionEntry": {"практика подборки": ("practice", "remark")},
    "Decision": {"поручение или решение": ("text", "by", "to", "due", "status")},
    "RoadmapKpi": {"показатель": ("title", "kind", "unit", "current", "target", "year")},
    "Activity": {"мероприятие": ("title", "result", "start", "end", "responsible", "status")},
    "Answers": {"ответы на вопрос": ("question", "yes", "rather_yes", "rather_no", "no")},
    "Timings": {"замеры": ("institution", "days")},
}


def snippets_of(name: str, parts: dict[str, Any]) -> list[dict[str, Any]]:
    """``defaultSnippets`` of a part of a record, for the YAML extension of VS Code; ``parts``: ``$defs`` of the schema."""
    fields = parts[name].get("properties", {})
    return [
        {
            "label": label,
            "description": ", ".join(wanted),
            "body": {field: _placeholder(number, fields[field], parts) for number, field in enumerate(wanted, 1)},
        }
        for label, wanted in SNIPPETS.get(name, {}).items()
    ]


def _placeholder(number: int, node: dict[str, Any], parts: dict[str, Any]) -> Any:
    """The placeholder of a field: a choice of enum values, an empty item of a list, else its title."""
    if node.get("type") == "array":
        return [f"${number}"]
    for option in (node, *node.get("anyOf", [])):
        part = parts.get(option.get("$ref", "").rpartition("/")[2], {})
        if words := part.get("enum"):
            return f"${{{number}|{','.join(words)}|}}"
    return f"${{{number}:{node['title']}}}"
