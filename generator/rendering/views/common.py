"""What pages of several types show: references, rows of practices, figures, the foot of a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from urllib.parse import quote

from generator.analysis.coverage import CoveredProblem, coverage
from generator.analysis.evidence import Grade, evidence, headline
from generator.analysis.issues import Debuts
from generator.analysis.subscriptions import Subscriptions, subscriptions
from generator.knowledge.base import KnowledgeBase
from generator.loading.history import Change
from generator.loading.records import Loaded
from generator.model.common import Figure, Note, PlanFact, Record, Source
from generator.model.digest import Digest
from generator.model.life_situation import LifeSituation
from generator.model.practice import Outcome, Practice, Stage
from generator.model.region import Region
from generator.wording import russian as wording

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"
CALENDAR = "text/calendar"
GRADES = {
    Grade.ANNOUNCED: ("анонс", "обещано, ещё не проверено"),
    Grade.REPORTED: ("сообщено", "источник рассказывает о практике, но не называет измеренного результата"),
    Grade.COUNTED: ("с числами", "источник называет числа, но не сравнивает «было» и «стало»"),
    Grade.MEASURED: ("измерено", "источник сравнивает «было» и «стало»"),
    Grade.VERIFIED: ("проверено", "результат проверил кто-то независимый"),
    Grade.REPLICATED: ("повторено", "практику внедрил другой регион, и результат известен"),
}


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to a page of the site."""

    title: str
    address: str
    note: str = ""
    mark: str = ""  # name of the icon


@dataclass(frozen=True, slots=True)
class FigureView:
    title: str
    value: str
    pair: bool
    before: str
    after: str
    unit: str
    before_share: float  # percent of the longer bar
    after_share: float
    kind: str  # «факт» or «план»
    period: str
    source: int | None  # number in the list of sources
    note: str
    better: str


@dataclass(frozen=True, slots=True)
class GradeView:
    step: int
    steps: int
    title: str
    meaning: str
    proof: str


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """A practice in a list."""

    id: str
    title: str
    address: str
    summary: str
    regions: tuple[Ref, ...]
    direction: Ref | None
    subcategories: tuple[Ref, ...]
    situations: tuple[str, ...]
    stage: Stage
    stage_title: str
    date: str  # sortable, may be partial
    date_title: str
    year: str
    effect: FigureView | None
    grade: GradeView
    adoptions: int
    outcome: Outcome | None = None  # of the newest check, where the stage does not tell it
    outcome_title: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class RecordFoot:
    """What stands at the end of every record's page."""

    path: str
    file_address: str
    json_address: str
    source_url: str
    history_url: str
    form_address: str  # the record in the form at /admin/; empty where there is nobody to answer it
    correction_url: str  # where somebody without git says what is wrong
    sources: tuple[Source, ...]
    notes: tuple[Note, ...]
    changes: tuple[Change, ...]
    updated: date | None


def form_address(item: Loaded) -> str:
    """Where the form edits a record: the collection, then the file below the collection's folder."""
    if "*" not in item.type.file:
        return f"admin/#/collections/vocabularies/entries/{item.type.kind}"
    folder = item.type.folder.partition("/*")[0]
    return f"admin/#/collections/{item.type.kind}/entries/{item.path.removeprefix(f'{folder}/').removesuffix('.yml')}"


def figure_view(figure: Figure) -> FigureView:
    before, after = figure.before, figure.after
    pair = before is not None and after is not None
    top = max(abs(before or Decimal(0)), abs(after or Decimal(0))) or Decimal(1)
    return FigureView(
        title=figure.title,
        value=wording.figure_value(figure),
        pair=pair,
        before=wording.number(before) if before is not None else "",
        after=wording.number(after) if after is not None else "",
        unit=figure.unit or "",
        before_share=float(round(abs(before or Decimal(0)) / top * 100, 1)),
        after_share=float(round(abs(after or Decimal(0)) / top * 100, 1)),
        kind="план" if figure.kind is PlanFact.PLAN else "факт",
        period=figure.period or "",
        source=figure.source,
        note=figure.note or "",
        better=figure.better.value if figure.better else "",
    )


class Facts:
    """A base and what is worked out from it, in the shapes that views are made of.

    ``source_url`` and ``history_url`` are patterns with ``{path}`` where the repository is public; ``form``
    says whether the form at /admin/ can be written to; ``correction_url`` is a pattern with ``{page}``,
    ``{path}`` or ``{title}``.
    """

    def __init__(
        self,
        base: KnowledgeBase,
        today: date,
        changes: dict[str, list[Change]] | None = None,
        source_url: str = "",
        history_url: str = "",
        form: bool = False,
        *,
        correction_url: str = "",
    ) -> None:
        self.base = base
        self.today = today
        self._changes = changes or {}
        self._source_url = source_url
        self._history_url = history_url
        self._form = form
        self._correction_url = correction_url
        self._rows: dict[str, PracticeRow] = {}
        self._regions: dict[str, Ref] = {}
        self._updated: dict[tuple[str, ...], date | None] = {}

    @cached_property
    def coverage(self) -> dict[str, CoveredProblem]:
        return coverage(self.base)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """Feeds and calendars; drafts are in none of them."""
        return subscriptions(self.base.published, self._changes)

    def feeds(self, page: str) -> tuple[tuple[str, str, str], ...]:
        """For the head of a page: new practices for every page, and what the page is about."""
        everywhere, of_page = self.subscriptions.of("practices/"), self.subscriptions.of(page)
        feeds = {feed.path: feed for feed in (*everywhere.feeds, *of_page.feeds)}
        return (
            *((ATOM, feed.title, feed.atom) for feed in feeds.values()),
            *((JSON_FEED, feed.title, feed.json) for feed in of_page.feeds),
            *((CALENDAR, calendar.title, calendar.path) for calendar in of_page.calendars),
        )

    @cached_property
    def practices(self) -> list[Practice]:
        """All practices, newest first, then by title."""
        everything = sorted(self.base.all(Practice), key=lambda p: p.title)
        return sorted(everything, key=lambda p: practice_date(p), reverse=True)

    @cached_property
    def best_proven(self) -> list[Practice]:
        """All practices, best proven first, then newest: the order of lists for people."""
        return sorted(self.practices, key=lambda p: -evidence(p).grade)

    @cached_property
    def proven_rank(self) -> dict[str, int]:
        """Place of each practice in ``best_proven``."""
        return {practice.id: place for place, practice in enumerate(self.best_proven)}

    @cached_property
    def digests(self) -> list[Digest]:
        """All digests, newest first."""
        return sorted(self.base.all(Digest), key=lambda d: (d.starts, d.id), reverse=True)

    @cached_property
    def debuts(self) -> Debuts:
        return Debuts(self.base)

    def ref(self, record: Record, note: str = "") -> Ref:
        short = getattr(record, "short_title", None)
        return Ref(short or record.title, self.base.registry.of(record).address_of(record), note)

    def region(self, id: str) -> Ref:
        if id not in self._regions:
            region = self.base.get(Region, id)
            assert region is not None, id  # references were checked before rendering
            self._regions[id] = Ref(region.title, f"regions/{id}/", region.short)
        return self._regions[id]

    def direction(self, id: str) -> Ref:
        direction = self.base.directions[id]
        return Ref(direction.title, f"directions/{id}/", mark=direction.mark or "")

    def subcategory(self, id: str) -> Ref:
        return Ref(self.base.subcategories[id].title, f"subcategories/{id}/")

    def row(self, practice: Practice) -> PracticeRow:
        if practice.id not in self._rows:
            self._rows[practice.id] = self._make_row(practice)
        return self._rows[practice.id]

    def rows(self, practices: Sequence[Practice]) -> list[PracticeRow]:
        return [self.row(p) for p in practices]

    def _make_row(self, practice: Practice) -> PracticeRow:
        figure = headline(practice)
        last = practice.last_follow_up
        if last and last.outcome is Outcome.WORKED:
            last = None
        when = practice_date(practice)
        situations = dict.fromkeys(
            [*practice.life_situations, *(link.problem.life_situation for link in practice.helps_with)]
        )
        return PracticeRow(
            id=practice.id,
            title=practice.title,
            address=f"practices/{practice.id}/",
            summary=practice.summary,
            regions=tuple(self.region(id) for id in practice.regions),
            direction=self.direction(practice.direction) if practice.direction else None,
            subcategories=tuple(self.subcategory(id) for id in practice.subcategories),
            situations=tuple(situations),
            stage=practice.stage,
            stage_title=wording.STAGES[practice.stage],
            date=when,
            date_title=wording.partial_date(practice.stage_date) if practice.stage_date else "",
            year=when[:4],
            effect=figure_view(figure) if figure else None,
            grade=grade_view(practice),
            adoptions=len(practice.adoptions),
            outcome=last.outcome if last else None,
            outcome_title=wording.OUTCOMES[last.outcome] if last else "",
            draft=practice.draft,
        )

    def foot(self, item: Loaded, json_address: str = "") -> RecordFoot:
        changes = tuple(self._changes.get(item.path, ()))
        return RecordFoot(
            path=item.path,
            file_address=f"records/{item.path}",
            json_address=json_address,
            source_url=self._source_url.format(path=item.path) if self._source_url else "",
            history_url=self._history_url.format(path=item.path) if self._history_url else "",
            form_address=form_address(item) if self._form else "",
            correction_url=self._correction(item),
            sources=item.record.sources,
            notes=item.record.notes,
            changes=changes[:10],
            updated=changes[0].day if changes else None,
        )

    def _correction(self, item: Loaded) -> str:
        """The form of a correction, filled in with the record's page, file and title where the pattern asks for them."""
        said = {"page": item.type.address_of(item.record), "path": item.path, "title": item.record.title}
        address = self._correction_url
        for name, value in said.items():
            address = address.replace(f"{{{name}}}", quote(value, safe="/"))
        return address

    def updated_kinds(self, kinds: tuple[str, ...]) -> date | None:
        """Day of the newest change of any record of these types, where git knows it."""
        if kinds not in self._updated:
            days = [
                self._changes[i.path][0].day for kind in kinds for i in self.base.of_kind(kind) if self._changes.get(i.path)
            ]
            self._updated[kinds] = max(days, default=None)
        return self._updated[kinds]

    def situation_title(self, id: str) -> str:
        situation = self.base.get(LifeSituation, id)
        return situation.short_title if situation else id


def practice_date(practice: Practice) -> str:
    """The date a practice is sorted by: of its stage, else of its newest source; may be partial."""
    dates = [s.date for s in practice.sources if s.date]
    return str(practice.stage_date or (max(dates) if dates else ""))


def grade_view(practice: Practice) -> GradeView:
    found = evidence(practice)
    title, meaning = GRADES[found.grade]
    proof = found.proof
    last = practice.last_follow_up
    if found.grade is Grade.ANNOUNCED and last:
        meaning = f"обещано; при проверке – {wording.OUTCOMES[last.outcome]}"
    if found.figure:
        proof = f"{found.figure.title}: {wording.figure_value(found.figure)}"
    return GradeView(int(found.grade), len(Grade), title, meaning, proof)
