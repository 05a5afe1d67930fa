"""The page of one survey: indicators with their working, answers, loyalty, timings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from generator.analysis.target_form import calculate, told
from generator.analysis.targets import FEWEST_TIMINGS
from generator.model.life_situation import LifeSituation
from generator.model.survey import Answers, Survey, Timings
from generator.model.target_model import KpiKind
from generator.wording import russian as wording
from generator.wording import targets as target_wording

from .common import Facts, Ref


@dataclass(frozen=True, slots=True)
class Indicator:
    """``calculator`` is the address that works out a target from the same numbers."""

    title: str
    value: str
    steps: tuple[str, ...]
    doubts: tuple[tuple[str, str], ...]  # (kind, text)
    calculator: str


@dataclass(frozen=True, slots=True)
class Share:
    """A piece of a bar: what it counts, how many people, how wide in per cent of the bar."""

    key: str
    title: str
    people: int
    width: float


@dataclass(frozen=True, slots=True)
class AnswersView:
    question: str
    total: int
    shares: tuple[Share, ...]
    counts: bool  # the first question: satisfaction follows from it


@dataclass(frozen=True, slots=True)
class TimingView:
    """``dots`` are the timings as per cent of the longest of the survey, shortest first."""

    institution: str
    count: int
    longest: str
    shortest: str
    is_worst: bool
    too_few: bool
    dots: tuple[float, ...]


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
    fewest: int  # timings that the methodology asks of an institution


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
    )


def _dates(survey: Survey) -> str:
    """«1–31 октября 2021» where both days are known, else each as exact as it is."""
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


def indicators(survey: Survey) -> Iterator[Indicator]:
    """Satisfaction by the first question, NPS and the worst timing, as far as the survey has them."""
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
    for fields in forms:
        current: dict[str, Any] | None = told(calculate(fields))["current"]
        if current is not None:  # nobody answered
            yield Indicator(
                wording.KPI_KINDS[KpiKind(fields["kind"])], current["shown"], tuple(current["steps"]),
                tuple((target_wording.DOUBT_KINDS[d["kind"]], d["text"]) for d in current["doubts"]),
                f"targets/?{urlencode(fields)}",
            )
