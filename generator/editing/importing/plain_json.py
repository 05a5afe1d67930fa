"""Values of records and diagnostics of an import as JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from generator.model.diagnostic import Diagnostic


def diagnostic_json(d: Diagnostic, places: Mapping[int, str]) -> dict[str, Any]:
    """``places`` name lines of the document in words: «таблица 1, строка 5»."""
    return {
        "code": d.code,
        "severity": d.severity.value,
        "message": d.message,
        "path": d.location.path,
        "line": d.location.line,
        "column": d.location.column,
        "place": places.get(d.location.line, ""),
        "hint": d.hint,
        "related": [{"path": p.path, "line": p.line, "column": p.column} for p in d.related],
    }


def plain(value: Any) -> Any:
    """Days as text, decimals as numbers, the rest as it is."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
