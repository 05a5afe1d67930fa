"""Views used on pages of several types: references, rows of practices, figures, feeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis.evidence import Grade, evidence
from generator.model.common import Figure, PlanFact, Source
from generator.model.digest import Digest
from generator.model.practice import Outcome, Practice, Stage
from generator.model.vocabulary import Term
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
class FileView:
    """A file to download. ``size`` is text («26 КБ»), ``format`` a value of the option ``--to``."""

    title: str
    address: str  # relative to the site
    size: str
    format: str


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
    places: str  # titles of the regions
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
    outcome: Outcome | None = None  # of the newest check, unless the stage implies it
    outcome_title: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class FeedAddresses:
    """Addresses of a feed in both formats."""

    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class CalendarAddress:
    path: str


@dataclass(frozen=True, slots=True)
class Offered:
    """Feeds and calendars to link to, without their entries."""

    feeds: tuple[FeedAddresses, ...]
    calendars: tuple[CalendarAddress, ...]


@dataclass(frozen=True, slots=True)
class TermEntry:
    term: Term
    anchor: str


def latest_year(sources: Iterable[Source]) -> int | None:
    """The year of the newest source; None if no source has a date."""
    return max((source.date.year for source in sources if source.date), default=None)


def digest_ref(digest: Digest) -> Ref:
    """A link to an issue, with the days of its week as title."""
    return Ref(wording.day_range(digest.starts, digest.ends), f"digests/{digest.id}/")


def figure_view(figure: Figure) -> FigureView:
    before, after = figure.before, figure.after
    shares = 0.0, 0.0
    if pair := before is not None and after is not None:
        top = max(abs(before), abs(after)) or Decimal(1)
        shares = float(round(abs(before) / top * 100, 1)), float(round(abs(after) / top * 100, 1))
    return FigureView(
        title=figure.title,
        value=wording.figure_value(figure),
        pair=pair,
        before=wording.number(before) if before is not None else "",
        after=wording.number(after) if after is not None else "",
        unit=figure.unit or "",
        before_share=shares[0],
        after_share=shares[1],
        kind="план" if figure.kind is PlanFact.PLAN else "факт",
        period=figure.period or "",
        source=figure.source,
        note=figure.note or "",
        better=figure.better.value if figure.better else "",
    )


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
