"""The methodology's rules for calculating targets from measurements, as data and pure functions of exact numbers.

``RULES`` and the constants are the single definition; the browser gets them with the page and implements the
same functions (``site_templates/assets/targets/``), kept equal by test vectors. Every function returns its
steps: lines that refer to a sentence of ``wording.targets``, with its numbers.

Results are rounded once, at the end of a rule, to one decimal, halves away from zero. The next rule uses the
rounded number, so that a reader can verify it with the numbers on the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from generator.model.common import Better
from generator.model.target_model import KpiKind


class Position(StrEnum):
    """A region's position in the ranking; the methodology does not define the limits between the three."""

    LAGGING = "lagging"
    MIDDLE = "middle"
    LEADING = "leading"


class Standing(StrEnum):
    """Whether a rule applies to a kind of indicator."""

    STATED = "stated"  # by the methodology
    ANALOGY = "analogy"  # by analogy, as the region's decision
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rule:
    """The methodology's rule for one kind of indicator.

    ``benchmark``: the number as written; if not ``readable``, it has neither unit nor direction, so that
    no target can be calculated from it. ``low`` and ``high``: bounds of a value.
    """

    kind: KpiKind
    unit: str  # of wording.sentences.UNITS
    benchmark: Decimal
    better: Better
    quarter: Standing  # whether the 25 % rule applies
    position: Standing  # whether the rule by the region's position applies
    low: Decimal | None = None
    high: Decimal | None = None
    readable: bool = True


RULES: Mapping[KpiKind, Rule] = {
    rule.kind: rule
    for rule in (
        Rule(KpiKind.SATISFACTION, "percent", Decimal(90), Better.HIGHER, Standing.STATED, Standing.STATED, Decimal(0), Decimal(100)),
        Rule(KpiKind.TIME, "days", Decimal(90), Better.LOWER, Standing.ANALOGY, Standing.STATED, Decimal(0), readable=False),
        Rule(KpiKind.NPS, "percent", Decimal(30), Better.HIGHER, Standing.ANALOGY, Standing.ANALOGY, Decimal(-100), Decimal(100)),
        Rule(KpiKind.INFRASTRUCTURE, "percent", Decimal(100), Better.HIGHER, Standing.NONE, Standing.NONE, Decimal(0), Decimal(100)),
        Rule(KpiKind.PLAN_EXECUTION, "percent", Decimal(90), Better.HIGHER, Standing.NONE, Standing.NONE, Decimal(0), Decimal(100)),
    )
}
SHARE = Decimal("0.25")  # of the distance to the benchmark, by the end of the first year
LEADERS_FLOOR = Decimal(75)  # leaders keep their value or reach this satisfaction
FEWEST_TIMINGS = 10  # required of one institution

Value = Decimal | int | str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of ``wording.targets`` with the values of its placeholders."""

    key: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a rule. ``value`` is None if the methodology leaves it open.

    ``steps``: of the calculation, in order; ``doubts``: assumptions, and gaps or contradictions of the
    methodology.
    """

    value: Decimal | None
    steps: tuple[Line, ...]
    doubts: tuple[Line, ...] = ()


def rounded(value: Fraction | Decimal) -> Decimal:
    """One decimal, halves away from zero; «62», not «62.0»."""
    exact = Fraction(value)
    tenths = (2 * abs(exact.numerator) * 10 + exact.denominator) // (2 * exact.denominator)
    whole, rest = divmod(tenths, 10)
    sign = "-" if exact < 0 and tenths else ""
    return Decimal(f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}")


def satisfaction(yes: int, rather_yes: int, rather_no: int, no: int) -> Outcome:
    """Share of «Да» and «Скорее да» among the answers to question 1, per cent.

    At least one answer.
    """
    pleased, total = yes + rather_yes, yes + rather_yes + rather_no + no
    exact = Fraction(100 * pleased, total)
    share = rounded(exact)
    return Outcome(
        share,
        (
            _line("pleased", yes=yes, rather_yes=rather_yes, pleased=pleased),
            _line("answers", pleased=pleased, rather_no=rather_no, no=no, total=total),
            _line("share", pleased=pleased, total=total, sign=_sign(exact, share), share=share),
        ),
        (_line("only-answers"), _line("base-value")),
    )


def nps(promoters: int, passives: int, detractors: int) -> Outcome:
    """Promoters − detractors, per cent of all who answered, from −100 to 100. At least one answer."""
    total = promoters + passives + detractors
    exact = Fraction(100 * (promoters - detractors), total)
    index = rounded(exact)
    return Outcome(
        index,
        (
            _line("loyalty-answers", promoters=promoters, passives=passives, detractors=detractors, total=total),
            _line("nps", promoters=promoters, detractors=detractors, total=total, sign=_sign(exact, index), nps=index),
        ),
        (_line("nps-formula"),),
    )


def worst_timing(timings: Sequence[tuple[str, Sequence[Decimal]]], unit: str = "days") -> Outcome:
    """The longest of all timings; each institution has a name and at least one timing."""
    steps: list[Line] = []
    doubts: list[Line] = []
    for institution, days in timings:
        longest = max(days)
        steps.append(_line("institution", institution=institution, count=len(days), longest=longest, unit=unit))
        if len(days) < FEWEST_TIMINGS:
            doubts.append(_line("few-timings", institution=institution, count=len(days), fewest=FEWEST_TIMINGS))
    worst = max(max(days) for _, days in timings)
    steps.append(_line("worst", worst=worst, unit=unit))
    if len(timings) == 1:
        doubts.append(_line("one-institution"))
    return Outcome(worst, tuple(steps), (*doubts, _line("base-value")))


def first_year(kind: KpiKind, current: Decimal | None, own_benchmark: Decimal | None = None, unit: str = "") -> Outcome:
    """Target for the end of the first year.

    ``own_benchmark``: the region's own long-term value if the methodology's is not ``readable`` (in days).
    ``current`` may be None only for infrastructure and plan execution.
    """
    rule = RULES[kind]
    unit = unit or rule.unit
    if rule.quarter is Standing.NONE:
        return _level(rule, current)
    assert current is not None  # the caller asked for it
    benchmark = rule.benchmark if rule.readable else own_benchmark
    silent = {KpiKind.TIME: ("time-benchmark",)}.get(kind, ())
    if benchmark is None:
        return Outcome(None, (_line("no-benchmark"),), tuple(map(_line, silent)))
    analogy = ("quarter-by-analogy",) if rule.quarter is Standing.ANALOGY else ()
    year = ("first-year",)
    if _reaches(rule, current, benchmark):
        step = _line("reached", current=current, benchmark=benchmark, unit=unit)
        return Outcome(current, (step,), tuple(map(_line, (*silent, *analogy, "beyond-benchmark", *year))))
    gap = benchmark - current if rule.better is Better.HIGHER else current - benchmark
    quarter = gap * SHARE
    exact = current + quarter if rule.better is Better.HIGHER else current - quarter
    target = rounded(exact)
    way = "more" if rule.better is Better.HIGHER else "less"
    steps = (
        _line(f"gap-{way}", benchmark=benchmark, current=current, gap=_plain(gap)),
        _line("quarter", gap=_plain(gap), quarter=_plain(quarter)),
        _line(f"target-{way}", current=current, quarter=_plain(quarter), exact=_plain(exact), unit=unit)
        if target == exact
        else _line(f"target-{way}-rounded", current=current, quarter=_plain(quarter), exact=_plain(exact), target=target, unit=unit),
    )
    return Outcome(target, steps, tuple(map(_line, (*silent, *analogy, *year))))


def by_position(
    kind: KpiKind, position: Position, current: Decimal, mean: Decimal | None, best: Decimal | None, unit: str = ""
) -> Outcome:
    """Target by the region's position: lagging → ``mean`` of the country, middle → ``best``,
    leading → hold, satisfaction at least 75 %.

    ``mean`` is needed for lagging regions, ``best`` for those in the middle.
    """
    rule = RULES[kind]
    unit = unit or rule.unit
    doubts = ["position-by-analogy"] if rule.position is Standing.ANALOGY else []
    doubts.append("position-borders")
    if position is Position.LAGGING:
        assert mean is not None  # the caller asked for it
        if _reaches(rule, current, mean):
            doubts.append("not-lagging")
        return Outcome(mean, (_line("lagging", mean=mean, unit=unit),), tuple(map(_line, doubts)))
    if position is Position.MIDDLE:
        assert best is not None  # as above
        if _reaches(rule, current, best):
            doubts.append("best-already")
        return Outcome(best, (_line("middle", best=best, unit=unit),), tuple(map(_line, doubts)))
    if kind is KpiKind.SATISFACTION and current < LEADERS_FLOOR:
        step = _line("leading-raise", current=current, floor=LEADERS_FLOOR, unit=unit)
        return Outcome(LEADERS_FLOOR, (step,), tuple(map(_line, (*doubts, "hold-or-raise"))))
    return Outcome(current, (_line("leading-hold", current=current, unit=unit),), tuple(map(_line, doubts)))


def _level(rule: Rule, current: Decimal | None) -> Outcome:
    """Infrastructure and plan execution have a fixed level instead of the 25 % rule."""
    once = rule.kind is KpiKind.INFRASTRUCTURE
    steps = [_line("level-once" if once else "level", benchmark=rule.benchmark, unit=rule.unit)]
    if current is not None and _reaches(rule, current, rule.benchmark):
        steps.append(_line("level-reached-once" if once else "level-reached", current=current, unit=rule.unit))
    doubts = ("infrastructure-dates", "infrastructure-parts") if once else ("plan-formula",)
    return Outcome(rule.benchmark, tuple(steps), tuple(map(_line, doubts)))


def _reaches(rule: Rule, value: Decimal, goal: Decimal) -> bool:
    return value >= goal if rule.better is Better.HIGHER else value <= goal


def _line(key: str, **values: Value) -> Line:
    return Line(key, values)


def _sign(exact: Fraction, shown: Decimal) -> str:
    return "=" if Fraction(shown) == exact else "≈"


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: «7», not «7.00»."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
