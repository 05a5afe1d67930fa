"""A published file, and the JSON serialization of all exports: compact, unescaped Cyrillic, deterministic."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of the site; ``path`` is relative, with POSIX separators."""

    path: str
    data: bytes


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def json_text(value: Any) -> str:
    """Compact JSON. Keys stay in the order given: the fields of a record in the order of the model."""
    return _COMPACT.encode(value)


def json_file(path: str, value: Any) -> ExportFile:
    return ExportFile(path, f"{json_text(value)}\n".encode())
