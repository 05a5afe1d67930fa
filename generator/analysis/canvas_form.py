"""A filled template as a sheet: lines and rows of cells, independent of the output format.

``site_templates/assets/canvas/form.js`` makes the same sheet in the browser; ``tests/canvases`` keeps
them equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator.knowledge.base import KnowledgeBase
from generator.model.canvas import Canvas
from generator.model.common import Part
from generator.model.design_template import (
    BY_NAME,
    FORMAT_TITLES,
    HEAD_TITLES,
    MOOD_TITLES,
    PHASE_TITLES,
    STATE_TITLES,
    DesignTemplate,
    Format,
    Head,
    Row,
)
from generator.model.life_situation import LifeSituation
from generator.model.region import Region
from generator.wording import russian
from generator.wording.canvases import SHEET

from .form import Cell, Form, Line

BLOCK_COLUMNS = 6
_USABLE = {"A4": 14_600, "A3": 21_400}  # width between the margins, twentieths of a point
_ROOM = {"A4": 105, "A3": 190}  # height for handwriting on an empty sheet, mm
_FIRST = 2_200
_MOST_ON_A4 = 6  # columns


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table; ``values``: the part with the texts of its rows, None if the column is empty."""

    phase: str
    heading: str
    values: Part | None = None


def canvas_form(base: KnowledgeBase, canvas: Canvas) -> Form:
    """The filled sheet, without hints in empty cells."""
    situation = base.get(LifeSituation, canvas.life_situation)
    region = base.get(Region, canvas.region) if canvas.region else None
    template = BY_NAME[canvas.template]
    lines = [
        Line(canvas.title, "title"),
        *([Line(template.title, "subtitle")] if canvas.title != template.title else []),
        *([Line(SHEET["example"], "example")] if canvas.example else []),
        Line(SHEET["situation"].format(title=situation.short_title if situation else canvas.life_situation), "note"),
        *([Line(SHEET["region"].format(title=region.title if region else canvas.region), "note")] if canvas.region else []),
        *(Line(SHEET["line"].format(title=HEAD_TITLES[h], text=text), "note") for h in heads(template) if (text := head_text(canvas, h))),
    ]
    if not template.columns:
        return _sheet(lines, [_blocks(template, canvas)], [1] * BLOCK_COLUMNS)
    columns = _columns(template, canvas)
    return _sheet(lines, [_table(template, columns)], [0, *([1] * len(columns))])


def blank_form(template: DesignTemplate) -> Form:
    """The empty sheet as in the methodology, with hints and space for handwriting."""
    lines = [
        Line(template.title, "title"),
        Line(SHEET["situation"].format(title=SHEET["gap"]), "note"),
        *(Line(SHEET["line"].format(title=HEAD_TITLES[h], text=SHEET["gap"]), "note") for h in heads(template)),
    ]
    if not template.columns:
        rows, widths = _blocks(template, None), [1] * BLOCK_COLUMNS
        return _sheet(lines, [rows], widths, waiting=len(template.layout))
    columns = _columns(template, None)
    return _sheet(lines, [_table(template, columns, hints=True)], [0, *([1] * len(columns))], waiting=len(template.rows))


def heads(template: DesignTemplate) -> tuple[Head, ...]:
    """Header fields above the sheet; empty if the layout has name and age inside."""
    inside = any("head" in names for names in template.layout)
    return () if inside else template.head


def head_text(canvas: Canvas, head: Head) -> str:
    value = getattr(canvas, head)
    if value is None:
        return ""
    if head is Head.DATE:
        return russian.partial_date(value)
    return STATE_TITLES[value] if head is Head.STATE else str(value)


def years(age: int) -> str:
    form = russian.plural(age, "one", "few", "many")
    return SHEET[f"years_{form}"].format(count=age)


def _sheet(lines: list[Line], tables: list[tuple[tuple[Cell, ...], ...]], columns: list[int], waiting: int = 0) -> Form:
    """``columns``: 0 is the column of row names, each 1 gets an equal share of the rest. ``waiting``: number of rows with space for handwriting."""
    paper = "A3" if 0 in columns and len(columns) - 1 > _MOST_ON_A4 else "A4"
    first = _FIRST * columns.count(0)
    width = (_USABLE[paper] - first) // max(1, sum(columns))
    widths = tuple(width if share else first for share in columns)
    return Form(tuple(lines), tuple(tables), widths, paper, _ROOM[paper] // waiting if waiting else 0)


def _columns(template: DesignTemplate, canvas: Canvas | None) -> list[_Column]:
    """The filled stages, or one per phase on an empty sheet; for the matrix its nine columns, filled or not."""
    if template.columns == "stages":
        if canvas is None:
            return [_Column(phase, "") for phase in PHASE_TITLES]
        return [_Column(stage.phase, stage.title, stage) for stage in canvas.stages]
    found = {(c.phase.value, c.format): c for c in (canvas.contacts if canvas else ())}
    return [_Column(phase, FORMAT_TITLES[f], found.get((phase, f))) for phase in PHASE_TITLES for f in Format]


def _table(template: DesignTemplate, columns: Sequence[_Column], *, hints: bool = False) -> tuple[tuple[Cell, ...], ...]:
    spans = [(phase, len(list(run))) for phase, run in groupby(c.phase for c in columns)]
    is_matrix = template.columns == "contacts"
    look = "head" if is_matrix else "stage"
    rows: list[tuple[Cell, ...]] = [
        (Cell(SHEET["control"] if is_matrix else "", 1, "head"), *(Cell(PHASE_TITLES[phase], n, "band") for phase, n in spans)),
        (Cell(SHEET["format" if is_matrix else "stage"], 1, "head"), *(Cell(c.heading, 1, look) for c in columns)),
    ]
    for row in template.rows:
        if row.line:
            rows.append((Cell(row.line, len(columns) + 1, "line"),))
        rows.append((Cell(_named(row, hints), 1, "row"), *(_cell(column.values, row) for column in columns)))
    return tuple(rows)


def _named(row: Row, hints: bool) -> str:
    return f"{row.title}\n{row.hint}" if hints and row.hint else row.title


def _cell(values: Part | None, row: Row) -> Cell:
    text = getattr(values, row.name, None) or ""
    mood = getattr(values, "mood", None) if row.name == "emotions" else None
    return Cell("\n".join(filter(None, (MOOD_TITLES[mood], text))), 1, f"mood-{mood}") if mood else Cell(text)


def _blocks(template: DesignTemplate, canvas: Canvas | None) -> tuple[tuple[Cell, ...], ...]:
    rows = {row.name: row for row in template.rows}
    made: list[tuple[Cell, ...]] = []
    if template.rings:
        made.append((Cell((canvas.service if canvas else None) or HEAD_TITLES[Head.SERVICE], BLOCK_COLUMNS, "band"),))
    for names in template.layout:
        span = BLOCK_COLUMNS // len(names)
        made.append(tuple(Cell(_named(rows[n], canvas is None) if n in rows else SHEET["name_and_age"], span, "row") for n in names))
        made.append(tuple(Cell(_block(canvas, n), span, "text" if n in rows else "name") for n in names))
    return tuple(made)


def _block(canvas: Canvas | None, name: str) -> str:
    if canvas is None:
        return ""
    if name == "head":
        return ", ".join(filter(None, (canvas.person or "", "" if canvas.age is None else years(canvas.age))))
    return getattr(canvas.blocks, name, None) or ""


def definition() -> Iterator[dict[str, Any]]:
    """All templates as JSON values, for the browser."""
    for t in BY_NAME.values():
        yield {
            "name": t.name.value, "title": t.title, "slug": t.slug, "head": [h.value for h in t.head],
            "rows": [{"name": r.name, "title": r.title, "hint": r.hint, "line": r.line, "short": r.short} for r in t.rows],
            "columns": t.columns, "layout": [list(names) for names in t.layout], "rings": t.rings,
        }


def words() -> dict[str, Any]:
    """Texts shared with the browser's implementation; ``order``: since JSON keys are sorted."""
    return {
        "sheet": dict(SHEET),
        "order": {"phases": list(PHASE_TITLES), "formats": list(FORMAT_TITLES), "moods": list(MOOD_TITLES), "states": list(STATE_TITLES)},
        "phases": dict(PHASE_TITLES),
        "formats": {f.value: title for f, title in FORMAT_TITLES.items()},
        "moods": {m.value: title for m, title in MOOD_TITLES.items()},
        "states": {s.value: title for s, title in STATE_TITLES.items()},
        "heads": {h.value: title for h, title in HEAD_TITLES.items()},
        "months": russian.MONTHS,
        "monthsOf": russian.MONTHS_GENITIVE,
    }
