"""The archive of the digest and the review of a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.analysis.calendar import Week, WeekState, Year, runs, silent_years, years
from generator.analysis.check_back import CheckBack, CheckState
from generator.analysis.year_review import review
from generator.knowledge.dependencies import derived_for
from generator.model.digest import Digest
from generator.model.practice import Outcome
from generator.model.week import IsoWeek
from generator.wording import russian as wording

from .chart import Bar, bars
from .common import PracticeRow, Ref, digest_ref
from .digest import DigestCard, digest_card, direction_bars
from .facts import Facts

CALENDAR_FROM = 4  # issues of a year; fewer are a list and not a calendar of empty weeks
NO_SUBCATEGORY = "Тема не указана"
TOP_REGIONS = 15
FEW_MORE = 5  # so few further rows are not hidden
MOST_LEADERS = 4  # if more regions share the largest number of places, none is called a leader


@dataclass(frozen=True, slots=True)
class WeekCell:
    number: int
    days: str
    state: WeekState
    address: str  # of the issue; if several series have one, of the first
    issues: int


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A week belongs to the month with most of its days."""

    title: str
    weeks: tuple[WeekCell, ...]


@dataclass(frozen=True, slots=True)
class WeekRun:
    """Consecutive weeks without an issue."""

    numbers: str  # «12», «30–31»
    days: str
    weeks: int


@dataclass(frozen=True, slots=True)
class YearView:
    """A year of the archive. ``months`` is empty for a year with too few issues for a calendar."""

    year: int
    address: str
    issues: tuple[DigestCard, ...]  # newest first
    months: tuple[MonthRow, ...]
    missing: tuple[WeekRun, ...]
    missing_weeks: int
    before: int  # number of the first week of the base, 0 if that is in an earlier year
    going_on: bool


@dataclass(frozen=True, slots=True)
class Archive:
    years: tuple[YearView, ...]
    newest: DigestCard | None
    issues: int
    silent: tuple[int, ...]  # years without an issue
    several_series: bool


@dataclass(frozen=True, slots=True)
class CheckView:
    """The outcome of an announcement: the day of the next check, the result of the last one."""

    row: PracticeRow
    issue: Ref  # the first one of the year with it
    on: str
    outcome: str
    looked: str
    text: str


@dataclass(frozen=True, slots=True)
class YearPage:
    year: YearView
    practices: int
    entries: int
    directions: tuple[Bar, ...]
    subcategories: tuple[Bar, ...]
    regions: tuple[Bar, ...]  # all of them
    shown_regions: int  # how many of them are not collapsed
    region_counts: dict[str, int]
    leaders: tuple[tuple[Ref, int], ...]  # regions with the most places in TOP-5, unless too many share that number
    new_regions: tuple[Ref, ...]
    first: bool  # the first year of the base
    months: tuple[tuple[str, int], ...]  # empty if there are practices in fewer than three months
    checks: tuple[tuple[CheckState, tuple[CheckView, ...]], ...]
    outcomes: tuple[tuple[str, int], ...]  # of checked announcements
    by_month: tuple[tuple[str, tuple[DigestCard, ...]], ...]  # newest first
    several_series: bool
    earlier: Ref | None
    later: Ref | None


def archive(facts: Facts) -> Archive:
    found = years(facts.digests, facts.today)
    views = tuple(_year(facts, year) for year in found)
    newest = digest_card(facts, facts.digests[0]) if facts.digests else None
    return Archive(views, newest, len(facts.digests), tuple(silent_years(found, facts.today)), _several_series(facts))


def years_told(facts: Facts) -> list[int]:
    """Years with issues, newest first."""
    return [year.year for year in years(facts.digests, facts.today)]


def _several_series(facts: Facts) -> bool:
    return len({d.series for d in facts.digests}) > 1


def year_address(year: int) -> str:
    return f"digests/{year}/"


def _year_ref(years: Sequence[Year]) -> Ref | None:
    """A link to the first of the years, if any."""
    return Ref(str(years[0].year), year_address(years[0].year)) if years else None


def _year(facts: Facts, year: Year) -> YearView:
    missing = year.of_state(WeekState.MISSING)
    before = year.of_state(WeekState.BEFORE)
    return YearView(
        year=year.year,
        address=year_address(year.year),
        issues=tuple(digest_card(facts, d) for d in year.issues),
        months=_months(year) if len(year.issues) >= CALENDAR_FROM else (),
        missing=tuple(_run(first, last) for first, last in runs(missing)),
        missing_weeks=len(missing),
        before=before[-1].number + 1 if before else 0,
        going_on=bool(year.of_state(WeekState.AHEAD)),
    )


def _run(first: IsoWeek, last: IsoWeek) -> WeekRun:
    numbers = str(first.number) if first == last else f"{first.number}–{last.number}"
    return WeekRun(numbers, wording.day_range(first.starts, last.ends), last.number - first.number + 1)


def _months(year: Year) -> tuple[MonthRow, ...]:
    """The months from that of the first issue of the base to the current one."""

    def cell(week: Week) -> WeekCell:
        address = f"digests/{week.issues[0].id}/" if week.issues else ""
        days = wording.day_range(week.week.starts, week.week.ends)
        return WeekCell(week.week.number, days, week.state, address, len(week.issues))

    by_month = [(month, list(weeks)) for month, weeks in groupby(year.weeks, key=lambda w: w.week.month)]
    return tuple(
        MonthRow(wording.MONTHS[month - 1], tuple(map(cell, weeks)))
        for month, weeks in by_month
        if any(week.state in (WeekState.ISSUE, WeekState.MISSING) for week in weeks)
    )


@derived_for
def year_page(facts: Facts, of: int) -> YearPage:
    """The review of a year with at least one issue."""
    all_years = years(facts.digests, facts.today)
    place = next(place for place, year in enumerate(all_years) if year.year == of)
    year, later, earlier = all_years[place], all_years[place - 1 : place], all_years[place + 1 : place + 2]
    found = review(facts.base, year.issues, lambda digest: facts.newcomers(digest.id), facts.today)
    view = _year(facts, year)
    first_issue: dict[str, Digest] = {}
    for digest in sorted(year.issues, key=lambda d: (d.starts, d.id)):
        for section in digest.sections:
            for entry in section.entries:
                first_issue.setdefault(entry.practice, digest)
    most = max((n for _, n in found.top), default=0)
    leading = most > 1 and sum(1 for _, n in found.top if n == most) <= MOST_LEADERS
    cards = {card.id: card for card in view.issues}
    by_month = groupby(year.issues, key=lambda d: IsoWeek.of(d.starts).month)
    return YearPage(
        year=view,
        practices=len(found.practices),
        entries=found.entries,
        directions=direction_bars(facts, found.practices),
        subcategories=_ranked(
            ((facts.subcategory(id), n) for id, n in found.subcategories), NO_SUBCATEGORY, found.without_subcategory
        ),
        regions=_ranked((facts.region(id), n) for id, n in found.regions),
        shown_regions=TOP_REGIONS if len(found.regions) > TOP_REGIONS + FEW_MORE else len(found.regions),
        region_counts=dict(found.regions),
        leaders=tuple(
            sorted(((facts.region(id), n) for id, n in found.top if n == most), key=lambda pair: pair[0].title)
        ) if leading else (),
        new_regions=tuple(sorted(map(facts.region, found.new_regions), key=lambda ref: ref.title)),
        first=any(facts.newcomers(d.id).first for d in year.issues),
        months=tuple(zip(wording.MONTHS, found.months, strict=True)) if sum(map(bool, found.months)) > 2 else (),
        checks=tuple(
            (state, tuple(_check(facts, c, first_issue[c.practice.id]) for c in group))
            for state, group in groupby(found.checks, key=lambda c: c.state)
        ),
        outcomes=tuple(
            (wording.OUTCOMES[outcome], n)
            for outcome in Outcome
            if (n := sum(1 for c in found.checks if c.last and c.last.outcome is outcome))
        ),
        by_month=tuple((wording.MONTHS[month - 1], tuple(cards[d.id] for d in group)) for month, group in by_month),
        several_series=_several_series(facts),
        earlier=_year_ref(earlier),
        later=_year_ref(later),
    )


def _ranked(rows: Iterable[tuple[Ref, int]], rest: str = "", without: int = 0) -> tuple[Bar, ...]:
    """Largest number first, then by title; ``without``, the number of practices without a value, last."""
    ordered = sorted(rows, key=lambda row: (-row[1], row[0].title))
    shown = [(ref.title, ref.address, n) for ref, n in ordered]
    return bars([*shown, *([(rest, "", without)] if without else [])])


def _check(facts: Facts, check: CheckBack, issue: Digest) -> CheckView:
    last = check.last
    return CheckView(
        row=facts.row(check.practice.id),
        issue=digest_ref(issue),
        on=wording.day(check.on) if check.on else "",
        outcome=wording.OUTCOMES[last.outcome] if last else "",
        looked=wording.day(last.date) if last else "",
        text=last.text if last else "",
    )


def first_words(cards: Sequence[DigestCard]) -> str:
    """For the description of a page: the first practices of its newest issues."""
    return "; ".join(card.top[0].title for card in cards[:3] if card.top)
