"""A survey as CSV (counts of answers, loyalty, timings) → a draft record.

One table, one fact on a row: ``вид;название;значения…``. The first cell is the kind of the row; ``FORM``
describes the kinds.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from generator.editing.ids import free_id, taken_ids
from generator.editing.yaml_writer import Comments, to_yaml
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.diagnostic import Location, error, warning
from generator.model.life_situation import LifeSituation
from generator.model.region import Region
from generator.model.scalars import PartialDate
from generator.model.survey import Survey
from generator.wording.nearest import nearest

from .documents import MAX_BYTES, DocumentFault, decode_text, refuse_foreign
from .imported import Imported

FORM = (
    ("регион", "id региона", "регион;tulskaya-oblast"),
    ("ситуация", "id жизненной ситуации, можно не писать", "ситуация;trudoustroystvo-cherez-tszn"),
    ("название", "название опроса", "название;Опрос в центрах занятости"),
    ("способ", "как собирали ответы: по нему сравниваются опросы", "способ;Анкета на выходе"),
    ("начало", "первый день, месяц или год", "начало;2024-03-01"),
    ("конец", "последний", "конец;2024-03-31"),
    ("источник", "название источника", "источник;Отчёт центра занятости"),
    ("вопрос", "вопрос; да; скорее да; скорее нет; нет – человек", "вопрос;Довольны ли вы?;40;22;20;18"),
    ("nps", "оценки 9–10; 7–8; 0–6 – человек", "nps;50;30;20"),
    ("замер", "учреждение; дни по одному в ячейке", "замер;Центр занятости № 1;3;4,5;7"),
)
_NAMES = {"life_situation": "ситуация", "region": "регион", "instrument": "способ", "starts": "начало", "ends": "конец", "title": "название", "sources": "источник"}
_SAME = ("region", "life_situation", "instrument", "starts", "ends")  # the key of a survey
_TOLD = {"answers": "ответы на вопросы", "loyalty": "оценки NPS", "timings": "замеры"}
_QUESTIONS = 5
_WANTED = "в Excel: «Сохранить как» → CSV UTF-8"
_FEWEST = 10


def import_survey(base: KnowledgeBase, data: bytes, name: str) -> Imported:
    """Read a survey from the bytes of a CSV file. Never raises for a bad file."""
    result = Imported(name)
    try:
        rows = _rows(data)
    except DocumentFault as fault:
        result.diagnostics.append(error(fault.code, fault.message, Location(name), fault.hint))
        return result
    _Reader(base, result).read(rows)
    result.diagnostics.sort(key=lambda d: d.sort_key)
    return result


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    """Non-empty rows with their line numbers. Separator and encoding are detected."""
    if not data.strip():
        raise DocumentFault("empty-document", "файл пуст", "проверьте, тот ли это файл")
    if len(data) > MAX_BYTES or data.startswith(b"PK"):
        raise DocumentFault("wrong-document", "это не CSV", _WANTED)
    refuse_foreign(data)
    text, _ = decode_text(data, _WANTED)
    separator = max(";\t,", key=lambda sign: sum(line.count(sign) > 0 for line in text.splitlines()))
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            stripped = [" ".join(cell.split()) for cell in cells]
            while stripped and not stripped[-1]:
                stripped.pop()
            if stripped and not stripped[0].startswith("#"):
                rows.append((reader.line_num, stripped))
    except csv.Error as fault:
        raise DocumentFault("broken-document", f"CSV не читается около строки {reader.line_num}", "сохраните таблицу заново как CSV UTF-8") from fault
    return rows


class _Reader:
    def __init__(self, base: KnowledgeBase, result: Imported) -> None:
        self.base = base
        self.result = result
        self.facts: dict[str, tuple[int, str]] = {}
        self.answers: list[dict[str, Any]] = []
        self.loyalty: dict[str, int] | None = None
        self.timings: dict[str, list[Decimal]] = {}

    def _wrong(self, line: int, message: str, hint: str = "") -> None:
        self.result.diagnostics.append(error("wrong-row", message, Location(self.result.document, line), hint))

    def _doubt(self, code: str, message: str, hint: str = "", line: int = 1, *, fatal: bool = False) -> None:
        self.result.diagnostics.append((error if fatal else warning)(code, message, Location(self.result.document, line), hint))

    def read(self, rows: list[tuple[int, list[str]]]) -> None:
        kinds: dict[str, Callable[[int, list[str]], None]] = {"вопрос": self._question, "nps": self._loyalty, "замер": self._timing}
        single = {name for name, _, _ in FORM} - set(kinds)
        if rows and not any(first.lower() in {*kinds, *single} for _, (first, *_) in rows):
            self._wrong(rows[0][0], "это не опрос: ни одна строка не начинается с вида факта", f"строки начинаются так: {', '.join(name for name, _, _ in FORM)}; {_example('вопрос')}")
            return
        for line, (first, *cells) in rows:
            kind = first.lower()
            if kind in single and cells:
                if kind in self.facts:
                    self._wrong(line, f"«{kind}» стоит дважды: первый раз в строке {self.facts[kind][0]}")
                self.facts.setdefault(kind, (line, cells[0]))
            elif kind in kinds:
                kinds[kind](line, cells)
            elif kind in single:
                self._wrong(line, f"после «{kind}» ничего нет", _example(kind))
            elif kind not in ("вид", "тип"):  # a heading
                guess = nearest(kind, [name for name, _, _ in FORM])
                self._wrong(line, f"вид строки «{first}» не известен", f"возможно, «{guess}»" if guess else f"есть: {', '.join(name for name, _, _ in FORM)}")
        for kind in ("регион", "способ", "начало", "конец"):
            if kind not in self.facts:
                self._wrong(1, f"нет строки «{kind}»", _example(kind))
        if not (self.answers or self.loyalty or self.timings):
            self._wrong(1, "в опросе нет ни ответов, ни замеров", _example("вопрос"))
        if not self.result.errors:
            self._record()

    def _question(self, line: int, cells: list[str]) -> None:
        if len(cells) != 5:
            self._wrong(line, f"у вопроса {max(0, len(cells) - 1)} чисел, а ответов четыре", _example("вопрос"))
        elif len(self.answers) == _QUESTIONS:
            self._wrong(line, "закрытых вопросов больше пяти", "методика задаёт пять")
        elif (counts := self._counts(line, cells[1:])) is not None:
            self.answers.append({"question": cells[0][:400], **dict(zip(("yes", "rather_yes", "rather_no", "no"), counts, strict=True))})

    def _loyalty(self, line: int, cells: list[str]) -> None:
        if len(cells) != 3:
            self._wrong(line, f"чисел {len(cells)}, а для NPS нужно три", _example("nps"))
        elif self.loyalty is not None:
            self._wrong(line, "NPS стоит дважды")
        elif (counts := self._counts(line, cells)) is not None:
            self.loyalty = dict(zip(("promoters", "passives", "detractors"), counts, strict=True))

    def _timing(self, line: int, cells: list[str]) -> None:
        days: list[Decimal] = []
        for cell in filter(None, cells[1:]):
            try:
                value = Decimal(re.sub(r"\s", "", cell).replace(",", "."))
            except InvalidOperation:
                value = Decimal("NaN")
            if not value.is_finite() or value < 0 or not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", f"{value:f}"):
                self._wrong(line, f"замер «{cell}» – не число дней", _example("замер"))
                return
            days.append(value)
        if not cells or not days:
            self._wrong(line, "в строке замера нет учреждения или дней", _example("замер"))
            return
        self.timings.setdefault(cells[0][:400], []).extend(days)

    def _counts(self, line: int, cells: list[str]) -> list[int] | None:
        bare = [re.sub(r"[\s\u00a0]", "", cell) for cell in cells]
        for cell, count in zip(cells, bare, strict=True):
            if not re.fullmatch(r"\d{1,9}", count, re.ASCII):
                self._wrong(line, f"«{cell}» – не число людей", "нужны целые числа людей, а не проценты")
                return None
        return [int(count) for count in bare]

    def _record(self) -> None:
        region, situation = self._region(), self._situation()
        starts, ends = self.facts["начало"][1], self.facts["конец"][1]
        for institution, days in self.timings.items():
            if len(days) < _FEWEST:
                self._doubt("few-timings", f"у «{institution}» замеров {len(days)}, методика просит не меньше {_FEWEST}")
        title = self.facts.get("название", (1, f"Опрос: {self.facts['способ'][1]}"))[1]
        values: dict[str, Any] = {
            "id": f"{region}-opros-{ends}"[:80], "title": title[:400], "draft": True, "region": region, "life_situation": situation,
            "instrument": self.facts["способ"][1][:400], "starts": starts, "ends": ends, "answers": self.answers, "loyalty": self.loyalty,
            "timings": [{"institution": institution, "days": days} for institution, days in self.timings.items()],
            "sources": [{"title": self.facts.get("источник", (1, title))[1][:400]}],
        }
        values = {name: value for name, value in values.items() if value not in (None, [])}
        if "источник" not in self.facts:
            self._doubt("no-source", "источник не назван", f"в черновике стоит название опроса; {_example('источник')}")
        if self.result.errors:
            return
        for fault in self._faults(values):
            self._wrong(*fault)
        if self.result.errors:
            return
        if known := self._published(values):
            self.result.published, self.result.path, self.result.values = known, known.path, {**values, "id": str(known.record.id)}
            return
        values["id"] = free_id(values["id"], taken_ids(self.base, "survey"))
        self.result.path = f"regions/{region}/surveys/{values['id']}.yml"
        self.result.values = values
        written = {name: int(value) if name in ("starts", "ends") and re.fullmatch(r"\d{4}", value) else value for name, value in values.items()}
        self.result.files[self.result.path] = to_yaml(written, Comments(top=["Черновик из CSV. Проверьте числа и уберите строку draft: true."]))

    def _published(self, values: dict[str, Any]) -> Loaded | None:
        """The existing survey with the same ``_SAME`` fields."""
        survey = Survey.model_validate(values)
        for item in self.base.loaded:
            known = item.record
            if isinstance(known, Survey) and all(getattr(known, name) == getattr(survey, name) for name in _SAME):
                self.result.changes = [told for name, told in _TOLD.items() if getattr(known, name) != getattr(survey, name)]
                return item
        return None

    def _region(self) -> str:
        line, id = self.facts["регион"]
        ids = [str(r.id) for r in self.base.all(Region)]
        if id not in ids:
            self._doubt("unknown-region", f"регион «{id}» не найден в базе", _nearest(id, ids), line, fatal=True)
        return id

    def _situation(self) -> str | None:
        if "ситуация" not in self.facts:
            return None
        line, id = self.facts["ситуация"]
        ids = [str(s.id) for s in self.base.all(LifeSituation)]
        if id not in ids:
            self._doubt("unknown-life-situation", f"ситуация «{id}» не найдена в базе", _nearest(id, ids), line, fatal=True)
        return id

    def _faults(self, values: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
        """Validation errors of the model, with the line of the value."""
        try:
            survey = Survey.model_validate(values)
        except ValidationError as fault:
            for each in fault.errors(include_url=False):
                if each["loc"][0] == "id":
                    continue  # derived from the region and the last day, which have their own errors
                kind = _NAMES.get(str(each["loc"][0]), "")
                line, said = self.facts.get(kind, (1, str(each["input"])))
                yield line, f"«{said}» не подходит для «{kind or each['loc'][0]}»", _example(kind) if kind else ""
            return
        if PartialDate(survey.ends).last_day < PartialDate(survey.starts).first_day:
            yield self.facts["конец"][0], "опрос кончается раньше, чем начинается", ""


def _nearest(id: str, ids: list[str]) -> str:
    guess = nearest(id, ids)
    return f"возможно, «{guess}»" if guess else "id – имя файла записи без .yml"


def _example(kind: str) -> str:
    return next((f"пример строки: {example}" for name, _, example in FORM if name == kind), "")
