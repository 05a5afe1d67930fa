"""A road map that comes back in the form of appendix 2 (.xlsx, .docx) → its record.

The form is read cell by cell; a cell that is not understood is an error with its place, and then there is no
record. What the form does not hold comes from the record of the same id, region and life situation, where the
base has one: a cell that still says what that record would write in it keeps the record's values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from generator.analysis.roadmap_draft import draft_id, label, line, practice_data
from generator.analysis.roadmap_form import Names, form, names_of
from generator.editing.yaml_writer import record_values, record_yaml
from generator.knowledge.base import KnowledgeBase
from generator.loading.messages import explain, nearest
from generator.loading.records import Loaded
from generator.loading.yaml_reader import Document
from generator.model.diagnostic import Diagnostic, Location, error
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.roadmap import Measure, Roadmap
from generator.model.scalars import ID_LENGTH, SLUG
from generator.wording.roadmaps import DRAFT_TITLE, FORM, FORM_SOURCE, IMPORT_FAULTS, NOT_IN_FORM

from .form_cells import FormFile, FormRow, Value, read_form, same
from .form_values import approval, day, listed, named, number, one_line
from .region_names import RegionNames

Path = tuple[str | int, ...]
_KPI_YEAR = re.compile(r" \({}\)".format(re.escape(FORM["year"]).replace(r"\{year\}", r"(\d{4})")) + "$")
_BLANK_KPI = re.compile(r"КПЭ\s*(?:\d+|…?N)")
_KPI_NUMBER = re.compile(r"КПЭ\s*(?:\d+|…?N)[.:]\s+")  # that somebody left before the title
_MEASURE = re.compile(r"Решение\s*/\s*мера(?:\s*(?:\d+|…?N))?(?:[.:]\s*|\s+|$)(.*)", re.DOTALL | re.IGNORECASE)
_ACTIVITY = re.compile(r"(?:\d+\.\d+\.?|\d+[.)]|Мероприятие\s+(?:\d+|…?N)(?:[.:]|(?=\s*$)))\s*(.*)", re.DOTALL)
_BLANK_LINE = re.compile(r"_{3,}")
_COPY = re.compile(r"\s*(?:\(\d+\)|[-–—] копия)$")
_WIDE = (1, 3, 5)  # first columns of indicators and measures
_ALL = (1, 2, 3, 4, 5, 6)


class FormRecord(Loaded):
    """A record that stands in cells: the line of a place is the row of the sheet, its column that of the cell."""

    def __init__(self, loaded: Loaded, cells: Mapping[Path, tuple[int, int]]) -> None:
        super().__init__(loaded.record, loaded.type, loaded.path, loaded.text)
        object.__setattr__(self, "_cells", dict(cells))

    def location(self, *where: str | int) -> Location:
        return Location(self.path, *Document(positions=self._cells).position(where))  # type: ignore[attr-defined]  # set above, the class is frozen


@dataclass(frozen=True, slots=True)
class ImportedRoadmap:
    """Without ``item`` the ``diagnostics`` say why. ``notes`` tell what came from elsewhere than the form.

    ``places``: words for a (row, column), for what rules say of the record later.
    """

    item: FormRecord | None
    diagnostics: list[Diagnostic]
    notes: tuple[str, ...] = ()
    places: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def placed(self, diagnostic: Diagnostic) -> Diagnostic:
        """The same with the words of its cell: «лист «План», ячейка C7: …»."""
        words = self.places.get((diagnostic.location.line, diagnostic.location.column))
        if not words or diagnostic.message.startswith(words):
            return diagnostic
        return replace(diagnostic, message=f"{words}: {diagnostic.message}")


def import_roadmap(data: bytes, name: str, base: KnowledgeBase) -> ImportedRoadmap:
    """Bytes of the form → the road map. ``name`` is the file as the user gave it: its stem may be the record's id."""
    file, diagnostics = read_form(data, name, FORM["kpi"])  # no other sheet has this head
    if file is None:
        return ImportedRoadmap(None, diagnostics)
    return _Reader(file, name, base).result()


class _Reader:
    """One pass over the rows; faults gather, and the record is made only where there are none."""

    def __init__(self, file: FormFile, name: str, base: KnowledgeBase) -> None:
        self.file, self.name, self.base = file, name, base
        self.faults: list[Diagnostic] = []
        self.kinds: set[str] = set()  # of the faults
        self.notes: list[str] = []
        self.cells: dict[Path, tuple[int, int]] = {}
        self.places: dict[tuple[int, int], str] = {}
        self.approvals: list[FormRow] = []
        self.kpis: list[FormRow] = []
        self.measures: list[tuple[FormRow, list[FormRow]]] = []
        self.region = self.title = self.situation = ""
        self.situation_id = self.id = ""
        self._titled = self._region_told = False
        self._begun: Callable[[FormRow], None] = self._before
        self.existing: Roadmap | None = None
        self.names = Names("", "")

    def result(self) -> ImportedRoadmap:
        self._walk()
        # Cells below a wrong head would be told a second time; without region and situation no record can be found.
        readable = self.region and self.situation_id and "odd-head" not in self.kinds
        values = self._values() if readable else {}
        item = self._record(values) if not self.faults else None
        self.notes += [f"лист «{title}» не прочитан: форма на другом листе" for title in self.file.unread]
        return ImportedRoadmap(item, sorted(self.faults, key=lambda d: d.sort_key), tuple(self.notes) if item else (), self.places)

    # Rows by what they are

    def _walk(self) -> None:
        for row in self.file.rows:
            self._begun(row)
        if not self.faults and self._begun not in (self._in_plan, self._in_activities):
            self._fault(self.file.rows[-1], 1, "no-plan")

    def _before(self, row: FormRow) -> None:
        """Lines above the tables: approvals, title of the form, region, title of the road map."""
        column = min(row.cells)
        text = self._text(row, column)
        if same(text, FORM["situation"]):
            self._situation(row)
            return
        self._only(row, (column,))
        if same(text, FORM["approved"]):
            return
        if same(text, FORM["title"]):
            self._titled = True
        elif text.startswith(FORM["region"].partition("{")[0].strip()):
            self._region(row, column, text)
        elif self._region_told and not self.title:
            self.title = one_line(text)
            self._put(("title",), row, column)
        elif not self._titled and not self._region_told:
            if not _BLANK_LINE.search(text):
                self.approvals.append(row)
        else:
            self._fault(row, column, "odd-line", text=_shown(text))

    def _region(self, row: FormRow, column: int, text: str) -> None:
        title = one_line(text.partition(":")[2])
        found = RegionNames(self.base).find(title) or (title if self.base.get(Region, title) else None)
        self._put(("region",), row, column)
        self._region_told = True
        if found:
            self.region = str(found)
        elif not title or _BLANK_LINE.search(title):
            self._fault(row, column, "no-region")
        else:
            self._fault(row, column, "unknown-region", [r.title for r in self.base.all(Region)], name=title)

    def _situation(self, row: FormRow) -> None:
        self._only(row, (1, 3))
        title = one_line(self._text(row, 3))
        known = {name: str(s.id) for s in self.base.all(LifeSituation) for name in (s.id, s.short_title, s.title)}
        self._put((), row, 3)
        self._put(("life_situation",), row, 3)
        self.situation_id = next((id for name, id in known.items() if same(name, title)), "")
        if not title:
            self._fault(row, 3, "no-situation")
        elif not self.situation_id:
            self._fault(row, 3, "unknown-situation", list(known), name=title)
        if not self._region_told:
            self._fault(row, 1, "no-region")
        self._begun = self._kpi_head

    def _kpi_head(self, row: FormRow) -> None:
        self._head(row, _WIDE, ("kpi", "current", "target"))
        self._put(("kpis",), row, 1)
        self._begun = self._in_kpis

    def _in_kpis(self, row: FormRow) -> None:
        if same(self._text(row, 1), FORM["plan"]):
            self._only(row, (1,))
            self._put(("measures",), row, 1)
            self._begun = self._measure_head
        elif not (_BLANK_KPI.fullmatch(self._text(row, 1)) and len(row.cells) == 1):
            self._only(row, _WIDE)
            self.kpis.append(row)

    def _measure_head(self, row: FormRow) -> None:
        self._head(row, _WIDE, ("measure", "problem", "practices"))
        self._begun = self._in_plan

    def _in_plan(self, row: FormRow) -> None:
        """A measure is expected, or the head of the activities of the last one."""
        text = self._text(row, 1)
        if same(text, FORM["activity"]):
            self._head(row, _ALL, ("activity", "result", "materials", "start", "end", "responsible"))
            self._begun = self._in_activities
        elif _MEASURE.fullmatch(text):
            self._only(row, _WIDE)
            self.measures.append((row, []))
        else:
            self._fault(row, min(row.cells), "not-a-measure", text=_shown(text))

    def _in_activities(self, row: FormRow) -> None:
        text = self._text(row, 1)
        found = _ACTIVITY.fullmatch(text)
        if _MEASURE.fullmatch(text) or row.first_span > 1 or same(text, FORM["activity"]):
            self._begun = self._in_plan
            self._in_plan(row)
        elif not self.measures:
            self._fault(row, 1, "not-a-measure", text=_shown(text))
        elif not (found and not found[1] and len(row.cells) == 1):
            self._only(row, _ALL)
            self.measures[-1][1].append(row)

    # Values

    def _values(self) -> dict[str, Any]:
        self._find_existing()
        known = self.existing
        region = self.base.get(Region, self.region)
        situation = self.base.get(LifeSituation, self.situation_id)
        assert region and situation  # found above
        title = self.title or line(DRAFT_TITLE.format(region=region.title, situation=situation.short_title))
        kept = record_values(known) if known else {"draft": True, "sources": [{"title": line(FORM_SOURCE.format(name=PurePath(self.name).name))}]}
        return {
            **kept, "id": self.id, "title": title, "region": self.region, "life_situation": self.situation_id,
            "kpis": self._kpis(), "measures": self._measures(), "approvals": self._approvals(),
        }

    def _find_existing(self) -> None:
        stem = _COPY.sub("", PurePath(self.name).stem)
        drafted = draft_id(self.region, self.situation_id)
        own = re.fullmatch(SLUG, stem) and len(stem) <= ID_LENGTH and (self.base.get(Roadmap, stem) or stem.startswith(f"{self.region}-"))
        self.id = stem if own else drafted
        found = self.base.get(Roadmap, self.id)
        if found and (found.region, found.life_situation) != (self.region, self.situation_id):
            row, column = self.cells[()]
            self._fault_at(row, column, "other-record", id=self.id, region=found.region, situation=found.life_situation)
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
        for row in self.approvals:
            column = min(row.cells)
            text = one_line(self._text(row, column))
            self._put(("approvals", len(found)), row, column)
            found.append(old.get(text) or approval(text))
        return found

    def _kpis(self) -> list[Any]:
        old: dict[str, list[tuple[dict[str, Any], Any]]] = {}
        if self.existing:
            rows = form(self.existing, self.names).tables[0][2:]
            for cells, kpi in zip(rows, self.existing.kpis, strict=True):
                old.setdefault(_plain(cells[0].text), []).append((record_values(kpi), kpi))
        found: list[Any] = []
        for row in self.kpis:
            where: Path = ("kpis", len(found))
            self._put(where, row, 1)
            text = _plain(self._text(row, 1))
            values: dict[str, Any] = {}
            if kept := old.get(text):
                values = dict(kept.pop(0)[0])
            else:
                title, comma, unit = one_line(_KPI_NUMBER.sub("", _KPI_YEAR.sub("", text), count=1)).rpartition(", ")
                if not comma or _BLANK_KPI.fullmatch(text):
                    self._fault(row, 1, "kpi-without-unit", text=_shown(text))
                values = {"title": title, "unit": unit}
                if year := _KPI_YEAR.search(text):
                    values["year"] = int(year[1])
            for key, column in (("current", 3), ("target", 5)):
                values[key] = self._number(row, column, values.get(key))
                self._put((*where, key), row, column)
            found.append(_said(values))
        if gone := [kept["title"] for rest in old.values() for kept, _ in rest]:
            self.notes.append(f"в файле нет показателей, которые есть в записи: {_quoted(gone)}")
        return found

    def _measures(self) -> list[Any]:
        practices: dict[str, str] = {}
        for practice in self.base.all(Practice):
            practices.setdefault(label(practice_data(self.base, practice)), str(practice.id))
            practices.setdefault(practice.title, str(practice.id))
        problems = {p.title: id for id, (s, p) in self.base.problems.items() if s.id == self.situation_id}
        old = _by_title(self.existing.measures if self.existing else ())
        found: list[Any] = []
        for row, activities in self.measures:
            told = _MEASURE.fullmatch(self._text(row, 1))
            title = one_line(told[1]) if told else ""
            if not title and len(row.cells) == 1 and not activities:
                continue  # a blank of the form
            where: Path = ("measures", len(found))
            if not title:
                self._fault(row, 1, "no-measure-title")
            before = old[title].pop(0) if old.get(title) else None
            kept = record_values(before) if before else {}
            shown = form(self.existing.model_copy(update={"measures": (before,)}), self.names).tables[1][2] if self.existing and before else None
            values: dict[str, Any] = {**kept, "title": title}
            for column, key in ((1, "title"), (3, "problem"), (3, "problems"), (5, "practices")):
                self._put((*where, key), row, column)
            self._put(where, row, 1)
            text = self._text(row, 3)
            if not shown or text != _plain(shown[1].text):
                ids, unknown = named(text, problems, rf"{SLUG}#\d+")
                values |= {"problem": one_line(text), "problems": []} if unknown else {"problem": None, "problems": ids}
            text = self._text(row, 5)
            if not shown or text != _plain(shown[2].text):
                ids, unknown = named(text, practices, SLUG)
                for name in unknown:
                    self._fault(row, 5, "unknown-practice", list(practices), name=_shown(name))
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
            text = self._text(row, 1)
            told = _ACTIVITY.fullmatch(text)
            title = one_line(told[1] if told else text)
            if not title:
                self._fault(row, 1, "no-activity-title")
            before = old[title].pop(0) if old.get(title) else None
            values: dict[str, Any] = {**(record_values(before) if before else {}), "title": title}
            for column, key in enumerate(("title", "result", "materials", "start", "end", "responsible"), 1):
                self._put((*where, key), row, column)
            self._put(where, row, 1)
            values["result"] = one_line(self._text(row, 2))
            for key, column, separator in (("materials", 3, "; "), ("responsible", 6, ", ")):
                if before is None or self._text(row, column) != _plain(separator.join(getattr(before, key))):
                    values[key] = listed(self._text(row, column), separator)
            values["start"], values["end"] = self._day(row, 4), self._day(row, 5)
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
            document = Document(mapping=values, positions=self.cells)
            for each in fault.errors(include_url=False):
                told = explain(each, Roadmap, document, self.name)
                place = self.places.get((told.location.line, told.location.column), "")
                self.faults.append(replace(told, message=f"{place}: {told.message}") if place else told)
            return None
        return FormRecord(Loaded(record, record_type, self.name, record_yaml(record)), self.cells)

    # Cells

    def _text(self, row: FormRow, column: int) -> str:
        """A number or a day where a text is expected is the text that a reader sees."""
        value = row.cells.get(column, "")
        return _as_text(value)

    def _number(self, row: FormRow, column: int, known: Any) -> Any:
        value = row.cells.get(column)
        if value is None:
            return None
        found = number(value)
        if found is None or column in row.percents:
            self._fault(row, column, "cell-percent" if found is not None else "cell-not-a-number", text=_shown(_as_text(value)))
            return None
        return known if known is not None and float(known) == float(found) else found

    def _day(self, row: FormRow, column: int) -> Any:
        value = row.cells.get(column)
        if value is None:
            return None
        found = day(value)
        if found is None:
            self._fault(row, column, "cell-not-a-day", text=_shown(_as_text(value)))
        return found

    def _head(self, row: FormRow, columns: tuple[int, ...], names: tuple[str, ...]) -> None:
        for column, name in zip(columns, names, strict=True):
            if not same(row.cells.get(column, ""), FORM[name]):
                self._fault(row, column, "odd-head", text=FORM[name])
        self._only(row, columns)

    def _only(self, row: FormRow, columns: tuple[int, ...]) -> None:
        for column in row.cells:
            if column not in columns:
                self._fault(row, column, "odd-cell", text=_shown(self._text(row, column)))

    def _put(self, where: Path, row: FormRow, column: int) -> None:
        self.cells[where] = (row.number, column)
        self.places[row.number, column] = row.words(column)

    def _fault(self, row: FormRow, column: int, kind: str, known: list[str] | None = None, **words: str) -> None:
        self.places[row.number, column] = row.words(column)
        self._fault_at(row.number, column, kind, known, **words)

    def _fault_at(self, row: int, column: int, kind: str, known: list[str] | None = None, **words: str) -> None:
        """``kind`` is one of ``IMPORT_FAULTS``; ``known``: the right names, of which one may be meant by ``name``."""
        text, hint = IMPORT_FAULTS[kind]
        guess = nearest(words["name"], known) if known else None
        hint = f"возможно, «{guess}»; {hint}" if guess else hint
        self.kinds.add(kind)
        self.faults.append(error("form-cell", f"{self.places[row, column]}: {text.format(**words)}", Location(self.name, row, column), hint))


def _by_title(parts: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for part in parts:
        found.setdefault(part.title, []).append(part)
    return found


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _as_text(value: Value) -> str:
    if isinstance(value, str):
        return _plain(value)
    return f"{value:f}".replace(".", ",") if not hasattr(value, "year") else f"{value:%d.%m.%Y}"


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _shown(text: str) -> str:
    return line(one_line(text), 80)


def _quoted(titles: list[str]) -> str:
    return ", ".join(f"«{title}»" for title in titles)
