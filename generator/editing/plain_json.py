"""Records as JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from generator.model.common import Record

from .record_values import record_values


def plain(value: Any) -> Any:
    """JSON-compatible values: dates as ISO text, decimals as numbers, the rest unchanged."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def record_json(record: Record) -> str:
    """The values of the file of a record without defaults: indented by two spaces, fields in the order of files.

    For a road map these are the bytes that the builder in the browser saves and opens.
    """
    return f"{json.dumps(plain(record_values(record)), ensure_ascii=False, indent=2)}\n"
