"""The current and the target process of a life situation, stage by stage: sums, savings, disagreements.

Pure functions. What the source lacks is not replaced: an unknown number stays unknown, and sums that do
not agree are reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from generator.model.life_situation import Process, ProcessStage
from generator.wording.russian import number

from .targets import rounded

Values = Mapping[str, Decimal | int | str]


class Agreement(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    INCOMPLETE = "incomplete"  # cannot be checked because of missing numbers


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of the numbers: a sentence of ``wording.processes.FINDINGS`` and the values of its placeholders."""

    key: str
    agreement: Agreement
    values: Values


@dataclass(frozen=True, slots=True)
class StagePair:
    """A stage of the current and of the target process, paired by title; None if a process does not have it.

    ``change``: target − current; None if a number is missing or the units differ.
    """

    title: str
    current: ProcessStage | None
    target: ProcessStage | None
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """``saved``: difference of the source's totals; ``share``: the same in per cent of the current total."""

    pairs: tuple[StagePair, ...]
    saved: Decimal | None
    share: Decimal | None
    findings: tuple[Finding, ...]


def compare(current: Process | None, target: Process | None) -> Comparison:
    """Compare both processes; either may be missing."""
    same_unit = current is None or target is None or current.unit == target.unit
    pairs = tuple(_pairs(current, target, same_unit))
    saved = share = None
    if current and target and same_unit and current.total_days is not None and target.total_days is not None:
        saved = current.total_days - target.total_days
        share = rounded(100 * Fraction(saved) / Fraction(current.total_days)) if current.total_days else None
    findings = [
        *_sums("now", current),
        *_sums("then", target),
        *(_stages(pairs, target) if same_unit and target else ()),
        *_effects(current),
        *_totals(current, target, saved, share),
    ]
    if not same_unit:
        findings.append(Finding("units-differ", Agreement.INCOMPLETE, {}))
    return Comparison(pairs, saved, share, tuple(findings))


def known_days(process: Process) -> Decimal:
    """Sum of the known days of stages."""
    return sum((s.days for s in process.stages if s.days is not None), Decimal(0))


def _pairs(current: Process | None, target: Process | None, same_unit: bool) -> Iterator[StagePair]:
    """Stages of the current process in order, each with the target stage of the same title; then new target stages."""
    waiting = {s.title: s for s in target.stages} if target else {}
    for stage in current.stages if current else ():
        meant = waiting.pop(stage.title, None)
        change = None
        if meant and same_unit and meant.days is not None and stage.days is not None:
            change = meant.days - stage.days
        yield StagePair(stage.title, stage, meant, change)
    for meant in waiting.values():
        yield StagePair(meant.title, None, meant, None)


def _sums(name: str, process: Process | None) -> Iterator[Finding]:
    """Whether the stages of a process add up to its total."""
    if process is None:
        return
    days = [s.days for s in process.stages if s.days is not None]
    lost = len(process.stages) - len(days)
    unit = process.unit.value
    if not days:
        if process.total_days is not None and process.stages:
            yield Finding(f"{name}-only-total", Agreement.INCOMPLETE, {"total": process.total_days, "unit": unit})
        return
    known = known_days(process)
    shown = f"{' + '.join(number(d) for d in days)} = {number(known)}" if len(days) > 1 else number(known)
    values: dict[str, Decimal | int | str] = {"sum": shown, "unit": unit}
    if process.total_days is None:
        yield Finding(f"{name}-no-total", Agreement.INCOMPLETE, values)
        return
    rest = process.total_days - known
    values |= {"total": process.total_days, "rest": abs(rest)}
    if rest < 0:
        yield Finding(f"{name}-over", Agreement.DIFFERS, values)
    elif rest and not lost:
        yield Finding(f"{name}-short", Agreement.DIFFERS, values)
    elif lost:
        yield Finding(f"{name}-lost", Agreement.INCOMPLETE, values)
    else:
        yield Finding(f"{name}-agrees", Agreement.AGREES, values)


def _stages(pairs: tuple[StagePair, ...], target: Process) -> Iterator[Finding]:
    """Whether current value + planned effect equals the target of the stage."""
    for pair in pairs:
        now, then = pair.current, pair.target
        if now is None or now.days is None or now.effect_days is None:
            continue
        worked = now.days + now.effect_days
        values: Values = {
            "stage": pair.title, "days": now.days, "effect": now.effect_days, "worked": worked, "unit": target.unit.value
        }
        if then is None or then.days is None:
            yield Finding("stage-unknown", Agreement.INCOMPLETE, values)
        elif then.days == worked:
            yield Finding("stage-agrees", Agreement.AGREES, values)
        else:
            yield Finding("stage-differs", Agreement.DIFFERS, {**values, "goal": then.days})


def _effects(current: Process | None) -> Iterator[Finding]:
    """Whether the planned effects of the stages add up to that of the whole process."""
    if current is None or current.total_effect_days is None:
        return
    effects = [s.effect_days for s in current.stages if s.effect_days is not None]
    if not effects:
        return
    known, total = sum(effects, Decimal(0)), current.total_effect_days
    terms = number(effects[0]) + "".join(f" {'−' if e < 0 else '+'} {number(abs(e))}" for e in effects[1:])
    shown = f"{terms} = {number(known)}" if len(effects) > 1 else number(known)
    values: Values = {"sum": shown, "total": total, "rest": total - known, "unit": current.unit.value}
    agrees = known == total
    yield Finding("effects-agree" if agrees else "effects-rest", Agreement.AGREES if agrees else Agreement.INCOMPLETE, values)


def _totals(
    current: Process | None, target: Process | None, saved: Decimal | None, share: Decimal | None
) -> Iterator[Finding]:
    """Whether the totals of the source agree with each other, and the saving by them."""
    if saved is None or current is None or target is None or current.total_days is None or target.total_days is None:
        return
    values: Values = {
        "current": current.total_days, "target": target.total_days, "saved": saved, "unit": current.unit.value
    }
    if current.total_effect_days is not None:
        worked = current.total_days + current.total_effect_days
        agrees = worked == target.total_days
        yield Finding(
            "total-agrees" if agrees else "total-differs", Agreement.AGREES if agrees else Agreement.DIFFERS,
            {**values, "effect": current.total_effect_days, "worked": worked},
        )
    if share is not None:
        yield Finding("saved" if saved > 0 else "not-saved", Agreement.AGREES, {**values, "share": share})
