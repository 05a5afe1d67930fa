"""The target calculator as a form: fields as typed → calculation.

The page, its address and the command line have the same fields; the browser parses them by the same
rules (``site_templates/assets/targets/``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.model.target_model import KpiKind

from . import targets
from .targets import RULES, Line, Outcome, Position, Rule, Standing

ANSWERS = ("yes", "rather_yes", "rather_no", "no")
LOYALTY = ("promoters", "passives", "detractors")
DAY_UNITS = ("days", "calendar", "working")
_SPACES = " \t\u00a0\u2009\u202f"
_COUNT = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,3})?")
_DAYS = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,3})?")

Fields = Mapping[str, str]
"""kind, unit, current; the counts of ANSWERS or LOYALTY, or timings (one line per institution);
benchmark; position, mean, best. A missing field is empty; other names are ignored."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An invalid field that prevents a calculation, with a sentence of PROBLEMS."""

    field: str
    line: Line


@dataclass(frozen=True, slots=True)
class Calculation:
    """``value``: the current value; ``current``: its calculation, if it was not given directly.

    None if fields are missing or invalid. ``doubts``: those about the whole, such as two rules that disagree.
    """

    kind: KpiKind | None
    unit: str
    problems: tuple[Problem, ...] = ()
    value: Decimal | None = None
    current: Outcome | None = None
    first_year: Outcome | None = None
    position: Outcome | None = None
    doubts: tuple[Line, ...] = ()


def calculate(fields: Fields) -> Calculation:
    """Everything that can be calculated from the fields; problems in the order of the form."""
    reader = _Reader(fields)
    kind = next((k for k in KpiKind if k.value == reader.text("kind")), None)
    if kind is None:
        return Calculation(None, "percent", (Problem("kind", Line("kind", {})),))
    rule = RULES[kind]
    unit = rule.unit
    if unit == "days" and reader.text("unit") in DAY_UNITS:
        unit = reader.text("unit")
    current, value = _current(reader, rule, unit)
    first_year = position = None
    own = None if rule.readable or rule.quarter is Standing.NONE else reader.number("benchmark", rule)
    if reader.right("benchmark") and (value is not None or (rule.quarter is Standing.NONE and reader.right("current"))):
        first_year = targets.first_year(kind, value, own, unit)
    if rule.position is not Standing.NONE:
        position = _position(reader, rule, unit, value)
    differ = (
        first_year is not None and position is not None and first_year.value is not None and first_year.value != position.value
    )
    return Calculation(
        kind, unit, tuple(reader.problems), value, current, first_year, position, (Line("two-rules", {}),) if differ else ()
    )


def _current(reader: _Reader, rule: Rule, unit: str) -> tuple[Outcome | None, Decimal | None]:
    """The current value: given directly, or calculated from counts or timings."""
    given = reader.text("current") != ""
    names = {KpiKind.SATISFACTION: ANSWERS, KpiKind.NPS: LOYALTY, KpiKind.TIME: ("timings",)}.get(rule.kind, ())
    counted = any(reader.text(name) for name in names)
    if given and counted:
        reader.complain("current", "current-twice")
        return None, None
    if counted:
        outcome = _worked_out(reader, rule.kind, unit)
        return outcome, outcome.value if outcome else None
    if given:
        return None, reader.number("current", rule)
    if rule.quarter is not Standing.NONE:
        reader.complain("current", "current-missing")
    return None, None


def _worked_out(reader: _Reader, kind: KpiKind, unit: str) -> Outcome | None:
    if kind is KpiKind.SATISFACTION:
        return _from_counts(reader, ANSWERS, targets.satisfaction)
    if kind is KpiKind.NPS:
        return _from_counts(reader, LOYALTY, targets.nps)
    return _from_timings(reader, unit)


def _from_counts(reader: _Reader, names: tuple[str, ...], rule: Callable[..., Outcome]) -> Outcome | None:
    counts = [reader.count(name) for name in names]
    if not all(reader.right(name) for name in names):
        return None
    missing = [name for name, count in zip(names, counts, strict=True) if count is None]
    if missing:
        reader.complain(missing[0], "counts-missing")
        return None
    if sum(count or 0 for count in counts) == 0:
        reader.complain(names[0], "no-answers")
        return None
    return rule(*counts)


def _from_timings(reader: _Reader, unit: str) -> Outcome | None:
    timings: list[tuple[str, list[Decimal]]] = []
    lines = [line for line in re.split(r"\r?\n", reader.raw("timings")) if line.strip(_SPACES)]
    for number, line in enumerate(lines, 1):
        name, colon, rest = line.rpartition(":")
        name = name.strip(_SPACES) if colon else ""
        institution = name or f"Учреждение {number}"
        words = [word for word in re.split(rf"[{_SPACES};]+|,(?=[{_SPACES};]|$)", rest) if word]
        for word in words:
            if not _DAYS.fullmatch(word):
                reader.complain("timings", "timings", text=word)
                return None
        if not words:
            reader.complain("timings", "timings-empty", institution=institution)
            return None
        timings.append((institution, [_decimal(word) for word in words]))
    return targets.worst_timing(timings, unit)


def _position(reader: _Reader, rule: Rule, unit: str, current: Decimal | None) -> Outcome | None:
    mean, best = reader.number("mean", rule), reader.number("best", rule)
    chosen = reader.text("position")
    if not chosen:
        return None
    position = next((p for p in Position if p.value == chosen), None)
    if position is None:
        reader.complain("position", "position")
        return None
    if position is Position.LAGGING and not reader.text("mean"):
        reader.complain("mean", "mean-missing")
    elif position is Position.MIDDLE and not reader.text("best"):
        reader.complain("best", "best-missing")
    needed = {Position.LAGGING: mean, Position.MIDDLE: best, Position.LEADING: current}[position]
    if current is None or needed is None:
        return None
    return targets.by_position(rule.kind, position, current, mean, best, unit)


class _Reader:
    """Parses fields and collects problems, one per field."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.problems: list[Problem] = []

    def raw(self, name: str) -> str:
        return self._fields.get(name, "")

    def text(self, name: str) -> str:
        return self.raw(name).strip(_SPACES + "\r\n")

    def right(self, name: str) -> bool:
        return all(problem.field != name for problem in self.problems)

    def complain(self, field: str, key: str, **values: Decimal | str) -> None:
        self.problems.append(Problem(field, Line(key, values)))

    def count(self, name: str) -> int | None:
        text = _joined(self.text(name))
        if not text:
            return None
        if not _COUNT.fullmatch(text):
            self.complain(name, "count")
            return None
        return int(text)

    def number(self, name: str, rule: Rule) -> Decimal | None:
        text = _joined(self.text(name)).replace("−", "-")
        text = text.removesuffix("%") if rule.unit == "percent" else text
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            self.complain(name, "number")
            return None
        value = _decimal(text)
        if rule.low is not None and rule.high is not None and not rule.low <= value <= rule.high:
            self.complain(name, "range", low=rule.low, high=rule.high)
            return None
        if rule.low is not None and value < rule.low:
            self.complain(name, "range-low", low=rule.low)
            return None
        return value


def _joined(text: str) -> str:
    """«3 461» → «3461»"""
    return "".join(character for character in text if character not in _SPACES)


def _decimal(text: str) -> Decimal:
    """Digits with a comma or a point → a number without trailing zeros."""
    text = text.replace(",", ".")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Decimal(text) + 0  # «-0» is 0, «007» is 7
