"""A filled template: in lists, and its own page."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis.canvas_form import canvas_form
from generator.model.canvas import Canvas
from generator.model.design_template import BY_NAME, DesignTemplate
from generator.model.life_situation import LifeSituation
from generator.wording import russian

from .common import PracticeRow, Ref
from .facts import Facts
from .sheet import Sheet, sheet


@dataclass(frozen=True, slots=True)
class CanvasRow:
    """``whose`` is the region, or says that it is an example."""

    id: str
    ref: Ref
    template: DesignTemplate
    situation: Ref
    whose: str
    when: str
    example: bool


@dataclass(frozen=True, slots=True)
class CanvasPage:
    canvas: Canvas
    row: CanvasRow
    region: Ref | None
    sheet: Sheet
    word: str  # address of the file
    opened: str  # address of the form with a copy of the canvas
    practices: tuple[PracticeRow, ...]


def template_address(template: DesignTemplate) -> str:
    return f"templates/{template.slug}/"


def blank_address(template: DesignTemplate) -> str:
    """Address of the blank form for Word, written by ``exports/canvas_files.py``."""
    return f"templates/{template.slug}/{template.slug}.docx"


def canvas_row(facts: Facts, canvas: Canvas) -> CanvasRow:
    situation = facts.base[LifeSituation, canvas.life_situation]
    whose = "пример" if canvas.example else facts.region(canvas.region).title if canvas.region else ""
    when = russian.partial_date(canvas.date) if canvas.date else ""
    return CanvasRow(canvas.id, facts.ref(canvas), BY_NAME[canvas.template], facts.ref(situation), whose, when, canvas.example)


def canvases_of(facts: Facts, situation: LifeSituation) -> tuple[CanvasRow, ...]:
    """Those of one situation: in the order of the templates, examples last."""
    order = list(BY_NAME)
    found = [c for c in facts.base.all(Canvas) if c.life_situation == situation.id]
    return tuple(canvas_row(facts, c) for c in sorted(found, key=lambda c: (order.index(c.template), c.example, c.title, c.id)))


def canvas_page(facts: Facts, canvas: Canvas) -> CanvasPage:
    row = canvas_row(facts, canvas)
    address = row.ref.address
    return CanvasPage(
        canvas=canvas,
        row=row,
        region=facts.region(canvas.region) if canvas.region else None,
        sheet=sheet(row.template, canvas_form(facts.base, canvas)),
        word=f"{address}{canvas.id}.docx",
        opened=f"{template_address(row.template)}?open={canvas.id}",
        practices=tuple(facts.row(id) for id in canvas.practices),
    )
