"""Files of canvases: Word files of blank and filled forms, and the filled ones as scripts that the page loads."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.analysis.canvas_form import blank_form, canvas_form
from generator.knowledge.base import KnowledgeBase
from generator.model.canvas import Canvas
from generator.model.design_template import TEMPLATES

from .export_file import ExportFile
from .form_word import write_word


def canvas_files(base: KnowledgeBase) -> Iterator[ExportFile]:
    """``templates/<slug>/<slug>.docx``; for a record ``canvases/<id>/<id>.docx`` and ``data/canvases/<id>.js``."""
    for template in TEMPLATES:
        path = f"templates/{template.slug}/{template.slug}.docx"
        yield ExportFile(path, write_word(blank_form(template), template.title))
    for item, canvas in base.items(Canvas):
        yield ExportFile(f"{item.type.address_of(canvas)}{canvas.id}.docx", write_word(canvas_form(base, canvas), canvas.title))
        yield ExportFile(f"data/canvases/{canvas.id}.js", f"smartekaCanvas.known({canvas_json(canvas)});\n".encode())


def canvas_json(canvas: Canvas) -> str:
    """The values of the record without defaults, escaped for use inside a script."""
    values = canvas.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
