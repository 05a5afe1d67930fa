"""«Шаблоны»: the list of the design templates of the methodology, a page with a form for each, the list of filled ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.analysis.canvas_form import blank_form, definition
from generator.analysis.canvas_form import words as sheet_words
from generator.model.canvas import Canvas
from generator.model.design_template import TEMPLATES, DesignTemplate
from generator.model.region import Region
from generator.wording import russian
from generator.wording.canvases import FAULTS

from .page import Crumb, Page
from .site import Site
from .views.canvas import CanvasRow, blank_address, canvas_row, template_address
from .views.sheet import sheet

STYLES = ("roadmap/builder.css", "canvas/canvas.css")
_CRUMB = Crumb("Шаблоны", "templates/")


def templates(site: Site) -> Iterator[Page]:
    """The list, then each template: a form that works entirely in the browser; without scripts, the blank sheet."""
    rows = canvas_rows(site)
    yield site.page(
        "indexes/templates.html", "templates/", "Шаблоны",
        "Рабочие формы методики НСИ: карта стейкхолдеров, точки контакта, путь человека, сервисный процесс, карта эмпатии, персона, дорожная карта.",
        "methodology", templates=[(t, template_address(t), blank_address(t), rows[t]) for t in TEMPLATES], kinds=("canvas",),
    )
    regions = [(r.id, r.title) for r in sorted(site.base.all(Region), key=lambda r: r.title)]
    for template in TEMPLATES:
        yield site.page(
            "indexes/template.html", template_address(template), template.title,
            f"{template.title}: заполнить в браузере, скачать для Word, напечатать. {template.purpose}",
            "methodology", crumbs=(_CRUMB,), kinds=("canvas",), scripts=("canvas.js",), styles=STYLES,
            design=template, blank=blank_address(template), sheet=sheet(template, blank_form(template)), rows=rows[template],
            regions=regions, models=site.models, words=builder_words(template),
        )
    yield site.page(
        "indexes/canvases.html", "canvases/", "Заполненные шаблоны",
        "Карты, матрицы и портреты, заполненные по жизненным ситуациям: примеры по записям базы и работа команд регионов.",
        "methodology", crumbs=(_CRUMB,), kinds=("canvas",), groups=[(t, template_address(t), rows[t]) for t in TEMPLATES if rows[t]],
    )


def canvas_rows(site: Site) -> dict[DesignTemplate, list[CanvasRow]]:
    """Filled templates (canvases) by template: examples first, then by title."""
    found: dict[DesignTemplate, list[CanvasRow]] = {t: [] for t in TEMPLATES}
    for canvas in sorted(site.base.all(Canvas), key=lambda c: (not c.example, c.title, c.id)):
        row = canvas_row(site.facts, canvas)
        found[row.template].append(row)
    return found


def builder_words(template: DesignTemplate) -> dict[str, Any]:
    """Texts and definitions that the scripts share with Python."""
    known = {each["name"]: each for each in definition()}
    return {
        **sheet_words(), "template": known[template.name], "faults": dict(FAULTS), "unknown": russian.UNKNOWN,
        "templates": {name: {"title": each["title"], "columns": each["columns"]} for name, each in known.items()},
    }
