"""A road map as JSON that the browser's builder takes back: the values of its file, defaults left out."""

from __future__ import annotations

import json

from generator.model.roadmap import Roadmap

from .plain_json import plain
from .record_values import record_values


def roadmap_json(roadmap: Roadmap) -> str:
    """The same bytes as the builder's JSON of the same road map: two spaces a level, fields in the order of files."""
    return f"{json.dumps(plain(record_values(roadmap)), ensure_ascii=False, indent=2)}\n"
