"""Plain values → YAML as an editor would write it: plain scalars, quotes only where they must be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

# A plain scalar that reads back as the same text: no indicator in front, no «: », no « #».
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`\s])(?!.*(?:: | #|:$|\s$))[^\n]+")
_NOT_TEXT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|true|false|null|~")


def dump(values: Mapping[str, Any]) -> str:
    """One record file. Keys in the order given; None and empty lists are left out."""
    lines: list[str] = []
    _mapping(values, "", lines)
    return "\n".join(lines) + "\n"


def _mapping(values: Mapping[str, Any], indent: str, lines: list[str]) -> None:
    for key, value in values.items():
        if value is None or value == [] or value == {}:
            continue
        if isinstance(value, Mapping):
            lines.append(f"{indent}{key}:")
            _mapping(value, indent + "  ", lines)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            lines.append(f"{indent}{key}:")
            for item in value:
                _item(item, indent + "  ", lines)
        elif isinstance(value, str) and "\n" in value:
            lines.append(f"{indent}{key}: |")
            lines += [f"{indent}  {line}" if line else "" for line in value.split("\n")]
        else:
            lines.append(f"{indent}{key}: {_scalar(value)}")


def _item(value: Any, indent: str, lines: list[str]) -> None:
    if not isinstance(value, Mapping):
        lines.append(f"{indent}- {_scalar(value)}")
        return
    first = len(lines)
    _mapping(value, indent + "  ", lines)
    lines[first] = f"{indent}- {lines[first][len(indent) + 2:]}"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and not _NOT_TEXT.fullmatch(value):
        return value
    return "'" + value.replace("'", "''") + "'"
