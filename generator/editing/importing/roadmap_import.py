"""A filled form of appendix 2 (.xlsx, .docx) → the record of a road map.

An invalid cell is an error with its place, and then there is no record. Fields that the form lacks are taken
from the existing record with the same id, region and life situation, if any: a cell whose text is unchanged
since the export keeps the values of that record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from generator.analysis.roadmap_draft import draft_id, label, line, practice_data
from generator.analysis.roadmap_form import Names, form, names_of
from generator.editing.record_values import record_values
from generator.editing.yaml_writer import record_yaml
from generator.knowledge.base import KnowledgeBase
from generator.loading.messages import explain
from generator.loading.records import Loaded
from generator.loading.yaml_reader import Document
from generator.model.diagnostic import Diagnostic, Location
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.roadmap import Measure, Roadmap
from generator.model.scalars import SLUG, is_id
from generator.wording.roadmaps import DRAFT_TITLE, FORM, FORM_SOURCE, NOT_IN_FORM

from .form_cells import FormFile, FormRow, read_form
from .form_reading import FormReading, Path, plain, shown
from .form_values import approval, listed, named, one_line
from .roadmap_rows import FormParts, activity_title, form_parts, is_blank_kpi, measure_title

_KPI_YEAR = re.compile(r" \({}\)".format(re.escape(FORM["year"]).replace(r"\{year\}", r"(\d{4})")) + "$")
_KPI_NUMBER = re.compile(r"КПЭ\s*(?:\d+|…?N)[.:]\s+")  # a number left before the title
_COPY = re.compile(r"\s*(?:\(\d+\)|[-–—] копия)$")


class FormRecord(Loaded):
    """A record from a form: line and column of a location are row and column of the cell."""

    def __init__(self, loaded: Loaded, cells: Mapping[Path, tuple[int, int]]) -> None:
        super().__init__(loaded.record, loaded.type, loaded.path, loaded.source)
        object.__setattr__(self, "_cells", dict(cells))

    def location(self, *where: str | int) -> Location:
        return Location(self.path, *Document(positions=self._cells).position(where))  # type: ignore[attr-defined]  # set above, the class is frozen


@dataclass(frozen=True, slots=True)
class ImportedRoadmap:
    """Without ``item``, the ``diagnostics`` say why. ``notes`` say which values were not taken from the form.

    ``places``: words for a (row, column), for later diagnostics of the record.
    """

    item: FormRecord | None
    diagnostics: list[Diagnostic]
    notes: tuple[str, ...] = ()
    places: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def placed(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic with the words of its cell: «лист «План», ячейка C7: …»."""
        words = self.places.get((diagnostic.location.line, diagnostic.location.column))
        if not words or diagnostic.message.startswith(words):
            return diagnostic
        return replace(diagnostic, message=f"{words}: {diagnostic.message}")


def import_roadmap(data: bytes, name: str, base: KnowledgeBase) -> ImportedRoadmap:
    """The content of the form → the road map. ``name`` is the file as given by the user; its stem may be the id of the record."""
    file, diagnostics = read_form(data, name, FORM["kpi"])  # the heading identifies the sheet
    if file is None:
        return ImportedRoadmap(None, diagnostics)
    return _Import(file, name, base).result()


class _Import:
    """Rows → values of the record, which is made only if there are no faults."""

    def __init__(self, file: FormFile, name: str, base: KnowledgeBase) -> None:
        self.file, self.name, self.base = file, name, base
        self.reading = FormReading(name)
        self.parts = FormParts()
        self.notes: list[str] = []
        self.id = ""
        self.existing: Roadmap | None = None
        self.names = Names("", "")

    def result(self) -> ImportedRoadmap:
        self.parts = form_parts(self.file.rows, self.base, self.reading)
        # Below a wrong heading each cell would be a further fault; without region and situation no existing record can be found.
        readable = self.parts.region and self.parts.situation_id and "odd-head" not in self.reading.kinds
        values = self._values() if readable else {}
        item = self._record(values) if not self.reading.faults else None
        self.notes += [f"лист «{title}» не прочитан: форма на другом листе" for title in self.file.unread]
        faults = sorted(self.reading.faults, key=lambda d: d.sort_key)
        return ImportedRoadmap(item, faults, tuple(self.notes) if item else (), self.reading.places)

    def _values(self) -> dict[str, Any]:
        self._find_existing()
        known = self.existing
        region = self.base.get(Region, self.parts.region)
        situation = self.base.get(LifeSituation, self.parts.situation_id)
        assert region and situation  # checked by the caller
        title = self.parts.title or line(DRAFT_TITLE.format(region=region.title, situation=situation.short_title))
        kept = record_values(known) if known else {"draft": True, "sources": [{"title": line(FORM_SOURCE.format(name=PurePath(self.name).name))}]}
        return {
            **kept, "id": self.id, "title": title, "region": self.parts.region, "life_situation": self.parts.situation_id,
            "kpis": self._kpis(), "measures": self._measures(), "approvals": self._approvals(),
        }

    def _find_existing(self) -> None:
        stem = _COPY.sub("", PurePath(self.name).stem)
        drafted = draft_id(self.parts.region, self.parts.situation_id)
        own = is_id(stem) and (self.base.get(Roadmap, stem) or stem.startswith(f"{self.parts.region}-"))
        self.id = stem if own else drafted
        found = self.base.get(Roadmap, self.id)
        if found and (found.region, found.life_situation) != (self.parts.region, self.parts.situation_id):
            row, column = self.reading.cells[()]
            self.reading.fault_at(row, column, "other-record", id=self.id, region=found.region, situation=found.life_situation)
        elif found:
            self.existing, self.names = found, names_of(self.base, found)
            self.notes.append(f"форма не хранит: {NOT_IN_FORM}; взято из записи «{found.id}»")
        else:
            self.notes.append(f"форма не хранит: {NOT_IN_FORM}; записи «{self.id}» в базе нет, поэтому источником назван сам файл, остальное не заполнено")

    def _approvals(self) -> list[Any]:
        old: dict[str, Any] = {}
        if self.existing:
            shown = [each.text for each in form(self.existing, self.names).lines if each.look == "approval"][1:]
            old = dict(zip(shown, record_values(self.existing).get("approvals", ()), strict=False))
        found: list[Any] = []
        for row in self.parts.approvals:
            column = min(row.cells)
            text = one_line(self.reading.text(row, column))
            self.reading.put(("approvals", len(found)), row, column)
            found.append(old.get(text) or approval(text))
        return found

    def _kpis(self) -> list[Any]:
        old: dict[str, list[tuple[dict[str, Any], Any]]] = {}
        if self.existing:
            rows = form(self.existing, self.names).tables[0][2:]
            for cells, kpi in zip(rows, self.existing.kpis, strict=True):
                old.setdefault(plain(cells[0].text), []).append((record_values(kpi), kpi))
        found: list[Any] = []
        for row in self.parts.kpis:
            where: Path = ("kpis", len(found))
            self.reading.put(where, row, 1)
            text = plain(self.reading.text(row, 1))
            values: dict[str, Any] = {}
            if kept := old.get(text):
                values = dict(kept.pop(0)[0])
            else:
                title, comma, unit = one_line(_KPI_NUMBER.sub("", _KPI_YEAR.sub("", text), count=1)).rpartition(", ")
                if not comma or is_blank_kpi(text):
                    self.reading.fault(row, 1, "kpi-without-unit", text=shown(text))
                values = {"title": title, "unit": unit}
                if year := _KPI_YEAR.search(text):
                    values["year"] = int(year[1])
            for key, column in (("current", 3), ("target", 5)):
                values[key] = self.reading.number(row, column, values.get(key))
                self.reading.put((*where, key), row, column)
            found.append(_said(values))
        if gone := [kept["title"] for rest in old.values() for kept, _ in rest]:
            self.notes.append(f"в файле нет показателей, которые есть в записи: {_quoted(gone)}")
        return found

    def _measures(self) -> list[Any]:
        practices: dict[str, str] = {}
        for practice in self.base.all(Practice):
            practices.setdefault(label(practice_data(self.base, practice)), str(practice.id))
            practices.setdefault(practice.title, str(practice.id))
        problems = {p.title: id for id, (s, p) in self.base.problems.items() if s.id == self.parts.situation_id}
        old = _by_title(self.existing.measures if self.existing else ())
        found: list[Any] = []
        for row, activities in self.parts.measures:
            title = one_line(measure_title(self.reading.text(row, 1)) or "")
            if not title and len(row.cells) == 1 and not activities:
                continue  # an empty row of the form
            where: Path = ("measures", len(found))
            if not title:
                self.reading.fault(row, 1, "no-measure-title")
            before = old[title].pop(0) if old.get(title) else None
            kept = record_values(before) if before else {}
            wrote = form(self.existing.model_copy(update={"measures": (before,)}), self.names).tables[1][2] if self.existing and before else None
            values: dict[str, Any] = {**kept, "title": title}
            for column, key in ((1, "title"), (3, "problem"), (3, "problems"), (5, "practices")):
                self.reading.put((*where, key), row, column)
            self.reading.put(where, row, 1)
            text = self.reading.text(row, 3)
            if not wrote or text != plain(wrote[1].text):
                ids, unknown = named(text, problems, rf"{SLUG}#\d+")
                values |= {"problem": one_line(text), "problems": []} if unknown else {"problem": None, "problems": ids}
            text = self.reading.text(row, 5)
            if not wrote or text != plain(wrote[2].text):
                ids, unknown = named(text, practices, SLUG)
                for name in unknown:
                    self.reading.fault(row, 5, "unknown-practice", list(practices), name=shown(name))
                values["practices"] = ids
            values["activities"] = self._activities(activities, where, before)
            found.append(_said(values))
        if gone := [title for title, rest in old.items() if rest]:
            self.notes.append(f"в файле нет решений, которые есть в записи: {_quoted(gone)}")
        return found

    def _activities(self, rows: list[FormRow], above: Path, measure: Measure | None) -> list[Any]:
        old = _by_title(measure.activities if measure else ())
        found: list[Any] = []
        for row in rows:
            where: Path = (*above, "activities", len(found))
            text = self.reading.text(row, 1)
            told = activity_title(text)
            title = one_line(text if told is None else told)
            if not title:
                self.reading.fault(row, 1, "no-activity-title")
            before = old[title].pop(0) if old.get(title) else None
            values: dict[str, Any] = {**(record_values(before) if before else {}), "title": title}
            for column, key in enumerate(("title", "result", "materials", "start", "end", "responsible"), 1):
                self.reading.put((*where, key), row, column)
            self.reading.put(where, row, 1)
            values["result"] = one_line(self.reading.text(row, 2))
            for key, column, separator in (("materials", 3, "; "), ("responsible", 6, ", ")):
                if before is None or self.reading.text(row, column) != plain(separator.join(getattr(before, key))):
                    values[key] = listed(self.reading.text(row, column), separator)
            values["start"], values["end"] = self.reading.day(row, 4), self.reading.day(row, 5)
            found.append(_said(values))
        if gone := [title for title, rest in old.items() if rest]:
            self.notes.append(f"в файле нет мероприятий, которые есть в записи: {_quoted(gone)}")
        return found

    def _record(self, values: dict[str, Any]) -> FormRecord | None:
        record_type = self.base.registry["roadmap"]
        values = _said(values)
        try:
            record = Roadmap.model_validate(values)
        except ValidationError as fault:
            document = Document(mapping=values, positions=self.reading.cells)
            for each in fault.errors(include_url=False):
                told = explain(each, Roadmap, document, self.name)
                place = self.reading.places.get((told.location.line, told.location.column), "")
                self.reading.faults.append(replace(told, message=f"{place}: {told.message}") if place else told)
            return None
        return FormRecord(Loaded(record, record_type, self.name, record_yaml(record).encode()), self.reading.cells)

def _by_title(parts: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for part in parts:
        found.setdefault(part.title, []).append(part)
    return found


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _quoted(titles: list[str]) -> str:
    return ", ".join(f"«{title}»" for title in titles)
