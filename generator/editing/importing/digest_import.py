"""The import of a digest from end to end: document → layout → practices → drafts, with its report.

Nothing is written here; ``editing.publication`` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any

from rapidfuzz import fuzz, process

from generator.editing.ids import new_id, taken_ids
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.diagnostic import Location, error, warning
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.wording.name_key import name_key

from .digest_drafts import (
    IssueFacts,
    Proposals,
    digest_draft,
    digest_values,
    practice_draft,
    practice_values,
)
from .digest_grammar import read_digest
from .digest_layout import DigestLayout, Doubt, Text
from .digest_practices import FoundPractice, FoundSection, PracticeReader
from .documents import Place, SourceDocument, read_document
from .figures import candidates, stated
from .imported import Imported
from .issue_changes import changes
from .proposals import Proposal, propose_kind, propose_stage, stated_stage
from .recognition import Recogniser
from .region_names import RegionNames
from .vocabulary_names import NamedWord
from .weeks import nearest_week

_ALIKE = 88  # of 100: a title in TOP-5 or contents and that of an entry
_OTHER_SERIES = "Дайджест"


@dataclass(frozen=True, slots=True)
class ImportedPractice:
    """One practice of the issue. ``record`` is the base's own record where it has one.

    ``values`` are in the form of a record and tell what the document says.
    """

    found: FoundPractice
    values: dict[str, Any]
    proposals: Proposals
    path: str
    record: Loaded | None


@dataclass(slots=True)
class DigestImport(Imported):
    """What came of an issue's document; ``published`` is the issue of that week."""

    issue: IssueFacts | None = None
    sections: list[FoundSection] = field(default_factory=list)
    top: list[FoundPractice] = field(default_factory=list)
    practices: list[ImportedPractice] = field(default_factory=list)

    @property
    def new(self) -> list[ImportedPractice]:
        return [practice for practice in self.practices if practice.record is None]


def import_digest(base: KnowledgeBase, data: bytes, name: str, week: date | None = None) -> DigestImport:
    """Read a digest from the bytes of a file called ``name``.

    ``base`` holds the drafts, too. ``week`` is any day of the issue's week, where the document does
    not tell it. Never raises for a bad document.
    """
    result = DigestImport(name)
    document, result.diagnostics = read_document(data, name)
    if document is not None:
        _Import(base, document, result).run(week)
    result.diagnostics.sort(key=lambda d: d.sort_key)
    return result


class _Import:
    def __init__(self, base: KnowledgeBase, document: SourceDocument, result: DigestImport) -> None:
        self.base = base
        self.document = document
        self.result = result
        self.regions = RegionNames(base)

    def run(self, week: date | None) -> None:
        issues = self.base.all(Digest)
        usual = dict.fromkeys(section.title for issue in issues for section in issue.sections)
        series = dict.fromkeys(issue.series for issue in issues)
        layout = read_digest(self.document, self.regions, usual, series)
        self._report(layout.doubts)
        if any(doubt.fatal for doubt in layout.doubts):
            return
        reader = PracticeReader(self.base, layout, self.regions)
        self.result.sections = reader.sections()
        self._report(reader.doubts)
        self._link(reader.practices)
        self.result.top = self._top(layout, reader.practices)
        self._compare_contents(layout, reader.practices)
        issue = self._issue(layout, week, list(series))
        self._practices(reader.practices, issue)
        if issue is not None:
            self._digest(issue)

    # What is doubtful

    def _report(self, doubts: Iterable[Doubt]) -> None:
        for doubt in doubts:
            self._doubt(doubt.code, doubt.message, doubt.place, doubt.hint, fatal=doubt.fatal)

    def _doubt(self, code: str, message: str, place: Place, hint: str = "", *related: Location, fatal: bool = False) -> None:
        make = error if fatal else warning
        self.result.places[place.number] = place.words
        self.result.diagnostics.append(make(code, message, self.document.location(place), hint, *related))

    # Practices of the base

    def _link(self, practices: list[FoundPractice]) -> None:
        recogniser = Recogniser(self.base)
        linked: dict[str, FoundPractice] = {}
        titled: dict[str, FoundPractice] = {}
        for practice in practices:
            first = titled.setdefault(practice.title_key, practice)
            if first is not practice:
                self._doubt(
                    "same-title", f"название «{practice.title}» в документе стоит у двух практик (ещё {first.place.words})", practice.place,
                    "если это одна практика, оставьте одну; если две, уточните название",
                )
            found = recogniser.recognise(practice.title, practice.region_ids, practice.text)
            known = found.known
            if known is not None and known.id in linked:
                self._doubt(
                    "same-record-twice", f"«{practice.title}» и «{linked[known.id].title}» похожи на одну запись «{known.id}»",
                    practice.place, "связана первая; для второй сделан черновик: проверьте",
                )
                known = None
            if known is not None:
                linked[known.id] = practice
                practice.known, practice.id = known, known.id
                self._compare_known(practice, known, found.by_text)
            elif found.probable is not None:
                other = found.probable.practice
                self._doubt(
                    "maybe-known", f"«{practice.title}» похожа на практику базы «{other.title}»", practice.place,
                    f"если это она, поставьте в выпуск id {other.id} и удалите черновик", self._home(other),
                )
            if known is None and found.namesake is not None:
                self._doubt(
                    "same-title", f"название «{practice.title}» уже есть у практики другого региона «{found.namesake.id}»", practice.place,
                    "если регион её внедрил, допишите adoptions в ту запись; если практика другая, уточните название", self._home(found.namesake),
                )

    def _home(self, practice: Practice) -> Location:
        item = self.base.find("practice", practice.id)
        return item.location("title") if item else Location("practices")

    def _compare_known(self, practice: FoundPractice, known: Practice, by_text: bool) -> None:
        """What the document says differently from the record of the base, which is not touched."""
        home = self._home(known)
        if by_text:
            self._doubt(
                "known-by-text", f"«{practice.title}» узнана по тексту: в базе она называется «{known.title}»", practice.place, "проверьте, та ли это практика", home
            )
        said: list[tuple[str, set[str], set[str]]] = [
            ("регионы", set(practice.region_ids), set(known.regions)),
            ("направление", _ids([practice.direction]), {known.direction} if known.direction else set()),
            ("подкатегории", _ids(practice.subcategories), set(known.subcategories)),
        ]
        for what, here, there in said:
            if here and here != there:
                self._doubt(
                    "differs-from-base",
                    f"{what} у «{known.title}»: в документе {', '.join(sorted(here))}, в базе {', '.join(sorted(there)) or 'не указано'}",
                    practice.place, "запись базы не изменена; поправьте её, если документ точнее", home,
                )

    # TOP-5 and contents

    def _top(self, layout: DigestLayout, practices: list[FoundPractice]) -> list[FoundPractice]:
        top: list[FoundPractice] = []
        for text in layout.top:
            practice = self._named(text, practices)
            if practice is None:
                self._doubt("top-unknown", f"практики «{text.text}» из ТОП-5 нет в разделах", text.place, "впишите её в раздел выпуска или уберите из top")
            elif practice in top:
                self._doubt("top-twice", f"«{practice.title}» стоит в ТОП-5 дважды", text.place, "повтор пропущен; впишите недостающую")
            else:
                top.append(practice)
        if layout.has_top and len(top) != 5:
            place = layout.top[0].place if layout.top else Place(1, "начало документа")
            self._doubt("top-five", f"в ТОП-5 прочитано {len(top)} из 5", place, "дополните поле top выпуска до пяти")
        return top

    def _named(self, text: Text, practices: list[FoundPractice]) -> FoundPractice | None:
        """The practice that a line of the TOP-5 or of the contents names."""
        split = self.regions.split_title(text.text)
        wanted = name_key(split.title)
        regions = {region.id or region.guess for region in split.regions} - {None}
        choices = [p for p in practices if not regions or not p.region_ids or not regions.isdisjoint(p.region_ids)]
        for practice in choices:
            if practice.title_key == wanted:
                return practice
        found = process.extractOne(wanted, [p.title_key for p in choices], scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found is None:
            return None
        self._doubt("title-differs", f"«{split.title}» прочитано как «{choices[found[2]].title}»", text.place, "сверьте названия")
        return choices[found[2]]

    def _compare_contents(self, layout: DigestLayout, practices: list[FoundPractice]) -> None:
        """The contents and the sections should name the same practices: one that is missing may be lost."""
        named: dict[int, FoundPractice] = {}
        for item in layout.contents:
            if item.is_section:
                if name_key(item.text.text) not in {name_key(section.title) for section in self.result.sections}:
                    self._doubt("section-missing", f"раздел «{item.text.text}» есть в оглавлении, а в тексте не найден", item.text.place, "проверьте границы разделов")
            else:
                practice = self._named(item.text, practices)
                if practice is None:
                    self._doubt("entry-missing", f"«{item.text.text}» есть в оглавлении, а в тексте не найдена", item.text.place, "проверьте, не потеряна ли запись")
                else:
                    named[id(practice)] = practice
        if layout.has_contents and layout.contents:
            for practice in practices:
                if id(practice) not in named:
                    self._doubt("not-in-contents", f"«{practice.title}» нет в оглавлении", practice.place, "проверьте границы названия")

    # Records

    def _issue(self, layout: DigestLayout, week: date | None, series: list[str]) -> IssueFacts | None:
        written = ""
        if week is not None:
            monday = week - timedelta(days=week.weekday())
            if layout.week is not None and nearest_week(layout.week.starts, layout.week.ends) != monday:
                self._doubt(
                    "week-differs", f"в документе стоят дни «{layout.week.written.text}», а неделя указана другая", layout.week.written.place,
                    "выпуск отнесён к указанной неделе; проверьте --week",
                )
        elif layout.week is not None:
            monday = nearest_week(layout.week.starts, layout.week.ends)
            if (monday, monday + timedelta(days=6)) != (layout.week.starts, layout.week.ends):
                written = layout.week.written.text
                self._doubt(
                    "week-not-whole", f"дни «{written}» – не неделя с понедельника по воскресенье", layout.week.written.place,
                    f"выпуск отнесён к неделе {monday.isocalendar().year}-W{monday.isocalendar().week:02d}; проверьте даты",
                )
        else:
            self._doubt(
                "week-unknown", "в заголовке документа нет дней выпуска", Place(1, "начало документа"),
                "впишите в начало документа строку вида «15 — 21 ноября 2021 г.» или укажите неделю: --week 2021-W46",
                fatal=True,
            )
            return None
        name = layout.series.text if layout.series else ""
        if not name:
            name = series[0] if len(series) == 1 else _OTHER_SERIES
            self._doubt("no-series", "в документе не найдено название серии", Place(1, "начало документа"), f"взято «{name}»: проверьте")
        year, number, _ = monday.isocalendar()
        return IssueFacts(
            f"{year}-w{number:02d}", name, monday, monday + timedelta(days=6), PurePosixPath(self.document.name.replace("\\", "/")).name, written
        )

    def _practices(self, practices: list[FoundPractice], issue: IssueFacts | None) -> None:
        taken = taken_ids(self.base, "practice")
        facts = issue or IssueFacts("", _OTHER_SERIES, date(1970, 1, 5), date(1970, 1, 11), self.document.name, "")
        for practice in practices:
            if practice.known is None:
                practice.id = new_id(practice.title, taken, practice.region_ids)
                taken.add(practice.id)
            proposals = _proposals(practice, facts.year if issue else 9999)
            values = practice_values(practice, facts, proposals)
            record = self.base.find("practice", practice.known.id) if practice.known else None
            path = record.path if record else f"practices/{facts.year}/{practice.id}.yml"
            self.result.practices.append(ImportedPractice(practice, values, proposals, path, record))
            if record is None and issue is not None:
                self.result.files[path] = practice_draft(values, practice, issue, proposals)
                self._doubt(
                    "needs-retelling", f"в черновике {practice.id} стоит текст источника", practice.description.place if practice.description else practice.place,
                    "перескажите summary и solution своими словами",
                )

    def _digest(self, issue: IssueFacts) -> None:
        notes = [f"В источнике стоят дни «{issue.written_days}»; выпуск отнесён к неделе {issue.week}."] if issue.written_days else []
        result = self.result
        result.issue = issue
        result.values = digest_values(issue, result.top, result.sections, notes)
        result.path = f"digests/{issue.year}/{issue.id}.yml"
        published = self._published(issue)
        if published is None:
            result.files[result.path] = digest_draft(result.values, issue, result.sections)
            return
        assert isinstance(published.record, Digest)
        result.published = published
        result.path = published.path
        result.changes = changes(published.record, result.values)

    def _published(self, issue: IssueFacts) -> Loaded | None:
        """The issue of that week in the base: by its id, else by series and week."""
        same = [
            item for item, digest in self.base.items(Digest)
            if digest.id == issue.id or (digest.series == issue.series and digest.week == issue.week)
        ]
        return same[0] if same else None


def _proposals(practice: FoundPractice, year: int) -> Proposals:
    """Stage and figures as the document states them, else as its text suggests them."""
    figures = [figure for text in practice.results for figure in stated(text.text)] or candidates(practice.text)
    told = stated_stage(practice.stage.text) if practice.stage else None
    stage = propose_stage(practice.text, year) if told is None else Proposal(told, (practice.stage.text,) if practice.stage else ())
    return Proposals(propose_kind(practice.title, practice.text), stage, tuple(figures))


def _ids(words: Iterable[NamedWord | None]) -> set[str]:
    return {word.id for word in words if word is not None and word.id}


def parse_week(text: str) -> date:
    """Monday of «2021-W46». Raises ValueError for another form or a week that year has not."""
    match = re.fullmatch(r"(\d{4})-?[Ww](\d{1,2})", text.strip())
    if not match:
        raise ValueError(text)
    return date.fromisocalendar(int(match[1]), int(match[2]), 1)
