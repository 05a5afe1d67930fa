"""The import of a РСС report: document → table → rows → draft, with diagnostics.

Nothing is written here; ``editing.new_files`` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from generator.editing.ids import free_id, taken_ids
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.suggestions import suggest
from generator.loading.records import Loaded
from generator.model.region import Region
from generator.model.report import StandardReport, Status
from generator.model.scalars import RegionId

from .deadlines import read_deadline
from .documents import Place
from .doubting import Doubting
from .imported_report import ImportedItem, ImportedSection, ReportImport
from .region_names import title_names
from .report_cells import (
    CellDoubt,
    bodies_in,
    is_mark,
    like_names,
    read_number,
    read_responsible,
    read_status,
    split_by_body,
)
from .report_changes import changes
from .report_doubts import RULES, ItemFacts, dates
from .report_draft import report_draft, report_values
from .report_figures import read_figures
from .report_rows import Column, RawItem, RawSection, ReportRows, read_rows
from .report_table import ReportTable, read_table

_REGION_IN_TITLE = 85  # of 100: minimum similarity of «в Забайкальском крае» to «Забайкальский край»
_EDIT_LINK = re.compile(r"https?://[^\s)]*(?:/edit\b|docs\.google\.com/\S*/edit|disk\.yandex\.\w+/edit)[^\s)]*")
_PERIOD = re.compile(r"(20\d\d)(?:\s*(?:год[а-я]*|г\.)?\s*[-–—]\s*(20\d\d))?\s*(год[а-я]*|гг?\.?)")


def import_report(base: KnowledgeBase, data: bytes, name: str, region: str | None = None) -> ReportImport:
    """Read a report from the bytes of a file called ``name``.

    ``base`` includes drafts. ``region`` is the id of the region, for a document without one.
    Never raises for a bad document.
    """
    result = ReportImport(name)
    table, result.diagnostics = read_table(data, name)
    if table is not None:
        _Import(base, table, result).run(region)
    result.diagnostics.sort(key=lambda d: d.sort_key)
    return result


class _Import(Doubting):
    def __init__(self, base: KnowledgeBase, table: ReportTable, result: ReportImport) -> None:
        super().__init__(table, result)
        self.base = base
        self.table = table
        self.result = result

    def run(self, region: str | None) -> None:
        rows = read_rows(self.table)
        self._report(rows.doubts)
        if any(doubt.fatal for doubt in rows.doubts):
            return
        self._title(rows)
        self._sections(rows)
        self._removed(rows)
        self.result.region = self._region(region)
        self.result.as_of = self._as_of()
        if self.result.region is not None:
            self._record(self.result.region)

    # The report as a whole

    def _title(self, rows: ReportRows) -> None:
        title = rows.line(list(self.table.before)) or "Отчёт о внедрении Регионального социального стандарта"
        if re.match(r"(?:по|об?)\s", title):
            self._doubt(
                "title-torn", f"название начинается с середины: «{title[:60]}…»", self._start, "в черновике впереди поставлено слово «Отчёт»: сверьте"
            )
            title = f"Отчёт {title}"
        elif not self.table.before:
            self._doubt("no-title", "названия отчёта над таблицей нет", self._start, f"взято «{title}»: впишите настоящее")
        self.result.title = re.sub(r"(?<=\d)\s+-\s+(?=\d)", "–", title)[:400]
        found = _PERIOD.search(self.result.title)
        self.result.period = " ".join(found.group().split()) if found else ""
        if not found:
            self._doubt("no-period", "период плана в названии не найден", self._start, "впишите period")

    @property
    def _start(self) -> Place:
        return self.table.before[0].place if self.table.before else self.table.rows[0].place

    def _region(self, told: str | None) -> RegionId | None:
        regions = {str(region.id): region for region in self.base.all(Region)}
        if told is not None and told in regions:
            return regions[told].id
        if told is not None:
            guess = suggest(self.base, "region", told)
            self._doubt("unknown-region", f"региона «{told}» в базе нет", self._start, f"возможно, «{guess}»" if guess else "id региона – имя его файла в папке regions", fatal=True)
            return None
        best = sorted(((title_names(self.result.title, name), id) for id, r in regions.items() for name in (r.title, *r.other_names)), reverse=True)
        if best and best[0][0] >= _REGION_IN_TITLE:
            return regions[best[0][1]].id
        self._doubt("no-region", "регион в названии отчёта не найден", self._start, "назовите его: --region ID", fatal=True)
        return None

    def _as_of(self) -> date | None:
        """The day in the title, else the latest day in any execution, which is a guess."""
        if told := [found for found, _ in dates(self.result.title)]:
            return max(told)
        latest: tuple[date, ImportedItem] | None = None
        for item in self.result.items:
            for part in item.execution:
                for found, _ in dates(part.text):
                    if latest is None or found > latest[0]:
                        latest = found, item
        if latest is None:
            self._doubt("no-as-of", "на какую дату отчёт, документ не говорит", self._start, "впишите as_of, если знаете")
            return None
        self._doubt(
            "as-of-guessed", f"на какую дату отчёт, документ не говорит; самый поздний день в тексте – {latest[0]:%d.%m.%Y} (пункт {latest[1].number})",
            latest[1].place, "он взят за дату отчёта: проверьте as_of",
        )
        return latest[0]

    def _removed(self, rows: ReportRows) -> None:
        said = ", ".join(f"{name} {number}" for name, number in sorted(rows.removed.items()) if number)
        if said:
            self._doubt("text-tidied", f"убрано: {said}", self._start)

    # Sections and items

    def _sections(self, rows: ReportRows) -> None:
        responsible = {id(raw): read_responsible(_lines(rows, raw, Column.RESPONSIBLE)) for section in rows.sections for raw in section.items}
        named = [body for bodies, _ in responsible.values() for body in bodies]
        spellings = like_names([*named, *bodies_in(_text(rows, raw) for section in rows.sections for raw in section.items)])
        known = frozenset(named)
        self.result.sections = tuple(
            ImportedSection(section.number, section.title[:400], tuple(self._item(rows, raw, responsible[id(raw)], spellings, known) for raw in section.items))
            for section in rows.sections
        )
        self._order(rows.sections)

    def _item(
        self, rows: ReportRows, raw: RawItem, responsible: tuple[tuple[str, ...], tuple[CellDoubt, ...]], spellings: dict[str, str], known: frozenset[str]
    ) -> ImportedItem:
        sentences: list[str] = []
        number, number_doubts = read_number(rows.line(raw.cells[Column.NUMBER]))

        def tell(column: Column, doubts: Iterable[CellDoubt]) -> None:
            for doubt in doubts:
                self._doubt(doubt.code, f"пункт {number}: {doubt.message}", raw.place_of(column), doubt.hint)
                sentences.append(f"{doubt.message[0].upper()}{doubt.message[1:]}"[:399].rstrip(".") + ".")

        tell(Column.NUMBER, number_doubts)
        title = rows.text(raw.cells.get(Column.TITLE, []))
        if not title:
            tell(Column.TITLE, [CellDoubt("no-item-title", "названия мероприятия нет", "впишите его")])
        bodies, body_doubts = responsible
        tell(Column.RESPONSIBLE, body_doubts)
        tell(Column.RESPONSIBLE, [CellDoubt("body-variant", f"«{b}» похоже на «{spellings[b]}»", "если это одно и то же, пишите одинаково") for b in bodies if b in spellings])
        deadline_text = rows.line(raw.cells.get(Column.DEADLINE, []))
        deadline = read_deadline(deadline_text) if deadline_text else None
        if deadline is None:
            tell(Column.DEADLINE, [CellDoubt("no-deadline", "срока нет", "впишите, если знаете")])
        else:
            tell(Column.DEADLINE, [CellDoubt("deadline", f"срок «{deadline_text}»: {doubt}", "проверьте deadline") for doubt in deadline.doubts])
        text, mark = self._execution(rows, raw, number)
        execution = split_by_body(text, known)
        status = read_status(_lines(rows, raw, Column.STATUS))
        tell(Column.STATUS, status.doubts)
        if mark and status.value is not Status.CROSSED:
            tell(Column.EXECUTION, [CellDoubt("execution-mark", f"вместо исполнения стоит «{mark}»", "источник его не объясняет: уточните в регионе")])
        figures = read_figures(text, " ".join(title.split()))
        facts = ItemFacts(status.value, deadline, bodies, execution, mark, figures.missed)
        for rule in RULES:
            tell(Column.EXECUTION, [CellDoubt(rule.code, message, "") for message in rule.find(facts)])
        return ImportedItem(
            number, title or f"Пункт {number}", bodies, deadline_text, deadline, execution, mark, status, figures, tuple(dict.fromkeys(sentences)), raw.place
        )

    def _execution(self, rows: ReportRows, raw: RawItem, number: str) -> tuple[str, str]:
        """Text of an execution, and the symbol instead of it; one of them is empty."""
        text = rows.text(raw.cells.get(Column.EXECUTION, []))
        if is_mark(text):
            return "", text
        if _EDIT_LINK.search(text):
            self._doubt(
                "edit-link", f"пункт {number}: ссылка ведёт на рабочий документ с правом правки", raw.place_of(Column.EXECUTION), "в черновик она не взята"
            )
            text = _EDIT_LINK.sub("(ссылка на рабочий документ не взята)", text)
        return text[:20_000], ""

    def _order(self, sections: list[RawSection]) -> None:
        """Check that numbers are consecutive: a gap may be a lost row, «5.1» after «5.9» a zero lost by Excel."""
        seen: dict[str, Place] = {}
        for section in self.result.sections:
            last = 0
            for item in section.items:
                first, _, final = item.number.partition("–")
                head, _, tail = first.partition(".")
                lost = f"возможно, это {head}.{last + 1}: Excel теряет ноль в конце" if tail == str(last + 1).rstrip("0") else ""
                if item.number in seen:
                    self._doubt("number-twice", f"номер {item.number} стоит дважды", item.place, lost or "исправьте номер в черновике", self.table.location(seen[item.number]))
                elif int(head) != section.number:
                    self._doubt("number-of-other-section", f"пункт {item.number} стоит в разделе {section.number}", item.place, "проверьте номер и раздел")
                elif int(tail) != last + 1:
                    said = f"после пункта {head}.{last} стоит {item.number}" if last else f"раздел {head} начинается с пункта {item.number}"
                    self._doubt("number-gap", said, item.place, lost or "проверьте, не потеряна ли строка")
                seen[item.number] = item.place
                last = int(final.partition(".")[2] or tail)
        numbers = [section.number for section in sections]
        for before, after in pairwise(numbers):
            if after != before + 1:
                place = next(s.place for s in sections if s.number == after)
                self._doubt("section-gap", f"после раздела {before} стоит раздел {after}", place, "проверьте, не потерян ли раздел")

    # The record

    def _record(self, region: RegionId) -> None:
        result = self.result
        self._doubt("needs-retelling", "в черновике стоит текст источника", self._start, "перескажите исполнение своими словами, числа и документы оставьте")
        year = (re.findall(r"20\d\d", result.period) or [str(result.as_of.year) if result.as_of else ""])[0]
        same = self._published(region)
        id = same.record.id if same else free_id(f"{region}-rss-{result.as_of or year}".rstrip("-"), taken_ids(self.base, "standard_report"))
        result.values = report_values(result, id)
        result.path = same.path if same else f"regions/{region}/reports/{id}.yml"
        if same is None:
            result.files[result.path] = report_draft(result)
            return
        assert isinstance(same.record, StandardReport)
        result.published = same
        result.changes = changes(same.record, result)

    def _published(self, region: RegionId) -> Loaded | None:
        """The existing report of the same region, years and day; with another day it is another report on the plan."""
        years = re.findall(r"20\d\d", self.result.period)
        for item in self.base.of_kind("standard_report"):
            record = item.record
            assert isinstance(record, StandardReport)
            if record.region != region or re.findall(r"20\d\d", record.period) != years:
                continue
            if record.as_of is None or self.result.as_of is None or record.as_of.last_day == self.result.as_of:
                return item
        return None


def _lines(rows: ReportRows, raw: RawItem, column: Column) -> list[str]:
    return [text for line in raw.cells.get(column, []) if (text := rows.line([line]))]


def _text(rows: ReportRows, raw: RawItem) -> str:
    return rows.text(raw.cells.get(Column.EXECUTION, []))
