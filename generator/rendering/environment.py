"""The Jinja environment of the site's own templates: strict, with the filters of ``wording``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.wording import russian as wording
from generator.wording.plain_text import plain_text
from generator.wording.typography import typograph

from .markup import TextRenderer


def make_environment(templates: Path, texts: TextRenderer) -> Environment:
    """Templates of ``site_templates``; texts of records go through ``md`` and ``line`` only."""
    env = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        md=texts.block,
        line=texts.line,
        plain=plain_text,
        tidy=typograph,
        number=wording.number,
        day=wording.day,
        partial_date=wording.partial_date,
        on_date=wording.on_date,
        plural=wording.plural,
        counted=wording.count,
        upper_first=lambda text: text[:1].upper() + text[1:],
        compact_json=_json,
    )
    env.globals.update(UNKNOWN=wording.UNKNOWN, wording=wording, icon=_Icons(templates / "assets" / "icons"))
    return env


def _json(value: Any) -> Markup:
    """JSON that is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


class _Icons:
    """Inline SVG icons by name; decorative, so hidden from screen readers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Markup] = {}

    def __call__(self, name: str) -> Markup:
        if name not in self._read:
            svg = (self._folder / f"{name}.svg").read_text(encoding="utf-8").strip()
            self._read[name] = Markup(svg.replace("<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', 1))
        return self._read[name]
