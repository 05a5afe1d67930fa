"""Rows of the form of a road map, classified: lines above the tables, indicators, measures with their activities."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation
from generator.model.region import Region
from generator.wording.roadmaps import FORM

from .form_cells import FormRow, same
from .form_reading import FormReading, shown
from .form_values import one_line
from .region_names import RegionNames

_BLANK_KPI = re.compile(r"КПЭ\s*(?:\d+|…?N)")
_MEASURE = re.compile(r"Решение\s*/\s*мера(?:\s*(?:\d+|…?N))?(?:[.:]\s*|\s+|$)(.*)", re.DOTALL | re.IGNORECASE)
_ACTIVITY = re.compile(r"(?:\d+\.\d+\.?|\d+[.)]|Мероприятие\s+(?:\d+|…?N)(?:[.:]|(?=\s*$)))\s*(.*)", re.DOTALL)
_BLANK_LINE = re.compile(r"_{3,}")
_WIDE = (1, 3, 5)  # first columns of the cells of indicators and measures
_ALL = (1, 2, 3, 4, 5, 6)


@dataclass(slots=True)
class FormParts:
    """``region`` and ``situation_id`` are ids of the base, empty if the form has no known one."""

    region: str = ""
    title: str = ""
    situation_id: str = ""
    approvals: list[FormRow] = field(default_factory=list)
    kpis: list[FormRow] = field(default_factory=list)
    measures: list[tuple[FormRow, list[FormRow]]] = field(default_factory=list)


def form_parts(rows: list[FormRow], base: KnowledgeBase, reading: FormReading) -> FormParts:
    """Classify the rows; faults are added to ``reading``."""
    walk = _Walk(rows, base, reading)
    walk.run()
    return walk.parts


def measure_title(text: str) -> str | None:
    """The text after «Решение / мера 1.»; None if that is missing."""
    found = _MEASURE.fullmatch(text)
    return found[1] if found else None


def activity_title(text: str) -> str | None:
    """The text after the number of an activity; None if it has none."""
    found = _ACTIVITY.fullmatch(text)
    return found[1] if found else None


def is_blank_kpi(text: str) -> bool:
    return _BLANK_KPI.fullmatch(text) is not None


class _Walk:
    """A state machine over the rows; ``_state`` handles the next one."""

    def __init__(self, rows: list[FormRow], base: KnowledgeBase, reading: FormReading) -> None:
        self.parts = FormParts()
        self._rows, self._base, self._reading = rows, base, reading
        self._titled = self._region_told = False
        self._state: Callable[[FormRow], None] = self._before

    def run(self) -> None:
        for row in self._rows:
            self._state(row)
        if not self._reading.faults and self._state not in (self._in_plan, self._in_activities):
            self._reading.fault(self._rows[-1], 1, "no-plan")

    def _before(self, row: FormRow) -> None:
        """Lines above the tables: approvals, title of the form, region, title of the road map."""
        column = min(row.cells)
        text = self._reading.text(row, column)
        if same(text, FORM["situation"]):
            self._situation(row)
            return
        self._reading.only(row, (column,))
        if same(text, FORM["approved"]):
            return
        if same(text, FORM["title"]):
            self._titled = True
        elif text.startswith(FORM["region"].partition("{")[0].strip()):
            self._region(row, column, text)
        elif self._region_told and not self.parts.title:
            self.parts.title = one_line(text)
            self._reading.put(("title",), row, column)
        elif not self._titled and not self._region_told:
            if not _BLANK_LINE.search(text):
                self.parts.approvals.append(row)
        else:
            self._reading.fault(row, column, "odd-line", text=shown(text))

    def _region(self, row: FormRow, column: int, text: str) -> None:
        title = one_line(text.partition(":")[2])
        found = RegionNames(self._base).find(title) or (title if self._base.get(Region, title) else None)
        self._reading.put(("region",), row, column)
        self._region_told = True
        if found:
            self.parts.region = str(found)
        elif not title or _BLANK_LINE.search(title):
            self._reading.fault(row, column, "no-region")
        else:
            self._reading.fault(row, column, "unknown-region", [r.title for r in self._base.all(Region)], name=title)

    def _situation(self, row: FormRow) -> None:
        self._reading.only(row, (1, 3))
        title = one_line(self._reading.text(row, 3))
        known = {name: str(s.id) for s in self._base.all(LifeSituation) for name in (s.id, s.short_title, s.title)}
        self._reading.put((), row, 3)
        self._reading.put(("life_situation",), row, 3)
        self.parts.situation_id = next((id for name, id in known.items() if same(name, title)), "")
        if not title:
            self._reading.fault(row, 3, "no-situation")
        elif not self.parts.situation_id:
            self._reading.fault(row, 3, "unknown-situation", list(known), name=title)
        if not self._region_told:
            self._reading.fault(row, 1, "no-region")
        self._state = self._kpi_head

    def _kpi_head(self, row: FormRow) -> None:
        self._reading.head(row, _WIDE, ("kpi", "current", "target"))
        self._reading.put(("kpis",), row, 1)
        self._state = self._in_kpis

    def _in_kpis(self, row: FormRow) -> None:
        if same(self._reading.text(row, 1), FORM["plan"]):
            self._reading.only(row, (1,))
            self._reading.put(("measures",), row, 1)
            self._state = self._measure_head
        elif not (is_blank_kpi(self._reading.text(row, 1)) and len(row.cells) == 1):
            self._reading.only(row, _WIDE)
            self.parts.kpis.append(row)

    def _measure_head(self, row: FormRow) -> None:
        self._reading.head(row, _WIDE, ("measure", "problem", "practices"))
        self._state = self._in_plan

    def _in_plan(self, row: FormRow) -> None:
        """Expects a measure, or the heading of the activities of the last one."""
        text = self._reading.text(row, 1)
        if same(text, FORM["activity"]):
            self._reading.head(row, _ALL, ("activity", "result", "materials", "start", "end", "responsible"))
            self._state = self._in_activities
        elif measure_title(text) is not None:
            self._reading.only(row, _WIDE)
            self.parts.measures.append((row, []))
        else:
            self._reading.fault(row, min(row.cells), "not-a-measure", text=shown(text))

    def _in_activities(self, row: FormRow) -> None:
        text = self._reading.text(row, 1)
        if measure_title(text) is not None or row.first_span > 1 or same(text, FORM["activity"]):
            self._state = self._in_plan
            self._in_plan(row)
        elif not self.parts.measures:
            self._reading.fault(row, 1, "not-a-measure", text=shown(text))
        elif not (activity_title(text) == "" and len(row.cells) == 1):
            self._reading.only(row, _ALL)
            self.parts.measures[-1][1].append(row)
