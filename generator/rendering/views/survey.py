"""The page of one survey: indicators with their calculation, answers, loyalty, timings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from generator.analysis.target_form import calculate
from generator.analysis.target_json import in_words
from generator.analysis.targets import FEWEST_TIMINGS
from generator.model.life_situation import LifeSituation
from generator.model.survey import Answers, Survey, Timings
from generator.model.target_model import KpiKind
from generator.wording import russian as wording
from generator.wording import targets as target_wording

from .common import Ref
from .facts import Facts


@dataclass(frozen=True, slots=True)
class Indicator:
    """``calculator`` is the address of the target calculator with the same numbers."""

    title: str
    value: str
    steps: tuple[str, ...]
    doubts: tuple[tuple[str, str], ...]  # (kind, text)
    calculator: str


@dataclass(frozen=True, slots=True)
class Share:
    """A segment of a bar: title, number of people, width in per cent of the bar."""

    key: str
    title: str
    people: int
    width: float


@dataclass(frozen=True, slots=True)
class AnswersView:
    question: str
    total: int
    shares: tuple[Share, ...]
    counts: bool  # the first question, from which satisfaction is computed


@dataclass(frozen=True, slots=True)
class TimingView:
    """``dots`` are the timings in per cent of the longest one of the survey, shortest first."""

    institution: str
    count: int
    longest: str
    shortest: str
    is_worst: bool
    too_few: bool
    dots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A survey in a trend. ``x`` and ``y`` are coordinates in the sparkline, 0–100; ``y`` grows downwards."""

    dates: str
    address: str
    value: str
    here: bool
    x: float
    y: float
    people: str  # number of respondents or of timings; empty if not meaningful


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator in the surveys with one instrument, oldest first; ``moved`` is the change from first to last as text."""

    title: str
    points: tuple[Point, ...]
    moved: str

    @property
    def line(self) -> str:
        return " ".join(f"{p.x},{p.y}" for p in self.points)


@dataclass(frozen=True, slots=True)
class SurveyPage:
    survey: Survey
    region: Ref
    situation: Ref | None
    dates: str
    indicators: tuple[Indicator, ...]
    answers: tuple[AnswersView, ...]
    loyalty: tuple[Share, ...]
    timings: tuple[TimingView, ...]
    longest: str  # of all timings
    fewest: int  # minimum number of timings of an institution by the methodology
    trends: tuple[Trend, ...]  # if the region has several surveys with the same instrument


def survey_page(facts: Facts, survey: Survey) -> SurveyPage:
    situation = facts.base.get(LifeSituation, survey.life_situation) if survey.life_situation else None
    people = survey.loyalty
    worst = max((day for t in survey.timings for day in t.days), default=None)
    return SurveyPage(
        survey=survey,
        region=facts.region(survey.region),
        situation=facts.ref(situation) if situation else None,
        dates=_dates(survey),
        indicators=tuple(indicators(survey)),
        answers=tuple(_answers(a, i == 0) for i, a in enumerate(survey.answers)),
        loyalty=_shares((
            ("yes", "оценки 9–10", people.promoters), ("middle", "оценки 7–8", people.passives), ("no", "оценки 0–6", people.detractors),
        )) if people else (),
        timings=tuple(_timing(t, float(worst)) for t in survey.timings) if worst is not None else (),
        longest=f"{wording.number(worst)}{wording.NBSP}{wording.plural(worst, 'день', 'дня', 'дней')}" if worst is not None else "",
        fewest=FEWEST_TIMINGS,
        trends=tuple(trends(facts, survey)),
    )


def same_instrument(survey: Survey, other: Survey) -> bool:
    """Whether two surveys are comparable: same region, situation and instrument."""

    def folded(text: str) -> str:
        return " ".join(text.lower().replace("ё", "е").split())

    return (survey.region, survey.life_situation, folded(survey.instrument)) == (other.region, other.life_situation, folded(other.instrument))


def trends(facts: Facts, survey: Survey) -> Iterator[Trend]:
    """Indicators over time. Drafts are left out unless the survey itself is the draft."""
    alike = [s for s in facts.base.all(Survey) if same_instrument(survey, s) and (not s.draft or s.id == survey.id)]
    alike.sort(key=lambda s: (s.ends.last_day, s.id))
    if len(alike) < 2:
        return
    for kind, unit in ((KpiKind.SATISFACTION, "%"), (KpiKind.NPS, "%"), (KpiKind.TIME, "")):
        measured = [(s, value) for s in alike if (value := measure(s, kind)) is not None]
        if len(measured) >= 2:
            yield _trend(facts, survey, kind, unit, measured)


def measure(survey: Survey, kind: KpiKind) -> Decimal | None:
    """The indicator as a number: per cent of satisfied people, NPS, days of the worst timing."""
    found = next((form for form in _forms(survey) if form["kind"] == kind.value), None)
    current = calculate(found).current if found else None
    return current.value if current else None


def _trend(facts: Facts, survey: Survey, kind: KpiKind, unit: str, measured: list[tuple[Survey, Decimal]]) -> Trend:
    values = [value for _, value in measured]
    low, high = min(values), max(values)
    days = [s.ends.last_day.toordinal() for s, _ in measured]
    span, height = max(days[-1] - days[0], 1), (high - low) or Decimal(1)

    def shown(value: Decimal) -> str:
        rounded = value.quantize(Decimal("0.1")).normalize()
        number = wording.number(rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded)
        return wording.unit_after(number, unit or wording.plural(rounded, "день", "дня", "дней"))

    points = tuple(
        Point(
            _dates(s), facts.ref(s).address, shown(value), s.id == survey.id,
            round((day - days[0]) * 100 / span, 1), float(round(100 - (value - low) * 100 / height, 1)) if high != low else 50.0, _people(s, kind),
        )
        for (s, value), day in zip(measured, days, strict=True)
    )
    change = values[-1] - values[0]
    moved = "не изменилось" if not change else f"{'выросло' if change > 0 else 'снизилось'}: {points[0].value} → {points[-1].value}"
    return Trend(wording.KPI_KINDS[kind], points, moved)


def _people(survey: Survey, kind: KpiKind) -> str:
    if kind is KpiKind.TIME:
        return wording.count(sum(len(t.days) for t in survey.timings), "замер", "замера", "замеров")
    first, loyalty = survey.answers[:1], survey.loyalty
    if kind is KpiKind.NPS and loyalty:
        return wording.count(loyalty.promoters + loyalty.passives + loyalty.detractors, "человек", "человека", "человек")
    return wording.count(sum(a.yes + a.rather_yes + a.rather_no + a.no for a in first), "человек", "человека", "человек")


def _dates(survey: Survey) -> str:
    """«1–31 октября 2021» if both days are known, else each date in its precision."""
    starts, ends = survey.starts, survey.ends
    if starts.day and ends.day:
        return wording.day_range(starts.first_day, ends.last_day)
    if starts == ends:
        return wording.partial_date(starts)
    return f"{wording.partial_date(starts)} – {wording.partial_date(ends)}"


def _shares(counts: tuple[tuple[str, str, int], ...]) -> tuple[Share, ...]:
    total = sum(people for _, _, people in counts) or 1
    return tuple(Share(key, title, people, round(people * 100 / total, 2)) for key, title, people in counts)


def _answers(answers: Answers, first: bool) -> AnswersView:
    counts = (
        ("yes", "да", answers.yes), ("rather-yes", "скорее да", answers.rather_yes),
        ("rather-no", "скорее нет", answers.rather_no), ("no", "нет", answers.no),
    )
    return AnswersView(answers.question, sum(people for _, _, people in counts), _shares(counts), first)


def _timing(timings: Timings, worst: float) -> TimingView:
    days = sorted(timings.days)
    return TimingView(
        institution=timings.institution,
        count=len(days),
        longest=wording.number(days[-1]),
        shortest=wording.number(days[0]),
        is_worst=float(days[-1]) == worst,
        too_few=len(days) < FEWEST_TIMINGS,
        dots=tuple(round(float(day) * 100 / worst, 1) if worst else 0.0 for day in days),
    )


def _forms(survey: Survey) -> list[Mapping[str, str]]:
    """Fields of the target calculator, filled with the numbers of the survey."""
    forms: list[Mapping[str, str]] = []
    if survey.answers:
        first = survey.answers[0]
        forms.append({
            "kind": KpiKind.SATISFACTION.value, "yes": str(first.yes), "rather_yes": str(first.rather_yes),
            "rather_no": str(first.rather_no), "no": str(first.no),
        })
    if survey.loyalty:
        people = survey.loyalty
        forms.append({
            "kind": KpiKind.NPS.value, "promoters": str(people.promoters), "passives": str(people.passives),
            "detractors": str(people.detractors),
        })
    if survey.timings:
        lines = (f"{t.institution}: {' '.join(str(days).replace('.', ',') for days in t.days)}" for t in survey.timings)
        forms.append({"kind": KpiKind.TIME.value, "timings": "\n".join(lines), "unit": "days"})
    return forms


def indicators(survey: Survey) -> Iterator[Indicator]:
    """Satisfaction (first question), NPS and the worst timing, if the survey has them."""
    for fields in _forms(survey):
        current: dict[str, Any] | None = in_words(calculate(fields))["current"]
        if current is not None:  # nobody answered
            yield Indicator(
                wording.KPI_KINDS[KpiKind(fields["kind"])], current["shown"], tuple(current["steps"]),
                tuple((target_wording.DOUBT_KINDS[d["kind"]], d["text"]) for d in current["doubts"]),
                f"targets/?{urlencode(fields)}",
            )
