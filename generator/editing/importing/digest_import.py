"""The import of a digest: document → layout → practices → drafts, with diagnostics.

Nothing is written here; ``editing.new_files`` does that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any

from generator.editing.ids import new_id, taken_ids
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.digest import Digest

from .digest_contents import NamedTwice
from .digest_drafts import (
    IssueFacts,
    Proposals,
    digest_draft,
    digest_values,
    practice_draft,
    practice_values,
)
from .digest_grammar import read_digest
from .digest_known import KnownPractices
from .digest_layout import DigestLayout
from .digest_practices import FoundPractice, FoundSection, PracticeReader
from .documents import Place, SourceDocument, read_document
from .doubting import Doubting
from .figures import candidates, stated
from .imported import Imported
from .issue_changes import changes
from .proposals import Proposal, propose_kind, propose_stage, stated_stage
from .region_names import RegionNames
from .weeks import nearest_week

_OTHER_SERIES = "Дайджест"


@dataclass(frozen=True, slots=True)
class ImportedPractice:
    """One practice of the issue. ``record`` is the existing record of the base, if any.

    ``values`` are those of the document, in the form of a record.
    """

    found: FoundPractice
    values: dict[str, Any]
    proposals: Proposals
    path: str
    record: Loaded | None


@dataclass(slots=True)
class DigestImport(Imported):
    """The result; ``published`` is the existing issue of that week."""

    issue: IssueFacts | None = None
    sections: list[FoundSection] = field(default_factory=list)
    top: list[FoundPractice] = field(default_factory=list)
    practices: list[ImportedPractice] = field(default_factory=list)

    @property
    def new(self) -> list[ImportedPractice]:
        return [practice for practice in self.practices if practice.record is None]


def import_digest(base: KnowledgeBase, data: bytes, name: str, week: date | None = None) -> DigestImport:
    """Read a digest from the bytes of a file called ``name``.

    ``base`` includes drafts. ``week`` is any day of the week of the issue, for a document without
    one. Never raises for a bad document.
    """
    result = DigestImport(name)
    document, result.diagnostics = read_document(data, name)
    if document is not None:
        _Import(base, document, result).run(week)
    result.diagnostics.sort(key=lambda d: d.sort_key)
    return result


class _Import(Doubting):
    def __init__(self, base: KnowledgeBase, document: SourceDocument, result: DigestImport) -> None:
        super().__init__(document, result)
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
        KnownPractices(self.base, self.document, self.result).link(reader.practices)
        named_twice = NamedTwice(self.regions, self.document, self.result)
        self.result.top = named_twice.top(layout, reader.practices)
        named_twice.compare(layout, self.result.sections, reader.practices)
        issue = self._issue(layout, week, list(series))
        self._practices(reader.practices, issue)
        if issue is not None:
            self._digest(issue)

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
        """The existing issue of that week: by its id, else by series and week."""
        same = [
            item for item, digest in self.base.items(Digest)
            if digest.id == issue.id or (digest.series == issue.series and digest.week == issue.week)
        ]
        return same[0] if same else None


def _proposals(practice: FoundPractice, year: int) -> Proposals:
    """Stage and figures stated by the document, else proposed from its text."""
    figures = [figure for text in practice.results for figure in stated(text.text)] or candidates(practice.text)
    told = stated_stage(practice.stage.text) if practice.stage else None
    stage = propose_stage(practice.text, year) if told is None else Proposal(told, (practice.stage.text,) if practice.stage else ())
    return Proposals(propose_kind(practice.title, practice.text), stage, tuple(figures))
