"""A road map as JSON that the browser's builder takes back: the values of its file, defaults left out."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from generator.model.roadmap import Roadmap

from .record_values import record_values


def roadmap_json(roadmap: Roadmap) -> str:
    """The same bytes as the builder's JSON of the same road map: two spaces a level, fields in the order of files."""
    return f"{json.dumps(record_values(roadmap), ensure_ascii=False, indent=2, default=_plain)}\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)  # no record holds anything else
