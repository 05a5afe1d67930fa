"""Sentence templates with placeholders for numbers, for the steps of the calculators and process maps.

A placeholder is ``{name}``, a number or a text; ``{name:p}``, a number, in parentheses if negative;
``{name:s}``, a number as the next term of a sum («− 35»); ``{name:unit}``, a number with the unit
that ``unit`` names; ``{name:timings}``, a number with the unit ``timings``.
``site_templates/assets/targets/calculator.js`` fills the sentences of the target calculator in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from generator.model.life_situation import DayUnit

from .russian import DAY_FORMS, NBSP, number, plural

UNITS: Mapping[str, tuple[str, ...]] = {
    "percent": ("%",),
    "days": ("день", "дня", "дней"),
    "calendar": (*DAY_FORMS[DayUnit.CALENDAR], "календарного дня"),  # 1, 2, 5, 1,5
    "working": (*DAY_FORMS[DayUnit.WORKING], "рабочего дня"),
    "timings": ("замер", "замера", "замеров"),
}
_PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?\}")


def sentence(template: str, values: Mapping[str, Decimal | int | str]) -> str:
    """A template with its placeholders filled in."""

    def fill(match: re.Match[str]) -> str:
        name, form = match.groups()
        value = values[name]
        if isinstance(value, str):
            return value
        if form == "s":
            return f"− {number(-value)}" if value < 0 else f"+ {number(value)}"
        if form == "p":
            return f"({number(value)})" if value < 0 else number(value)
        if form:
            return quantity(value, str(values["unit"]) if form == "unit" else form)
        return number(value)

    return _PLACEHOLDER.sub(fill, template)


def quantity(value: Decimal | int, unit: str) -> str:
    """«69 %», «14 дней», «8,5 рабочего дня»: a number with a unit of ``UNITS``."""
    forms = UNITS[unit]
    if len(forms) == 1:
        form = forms[0]
    elif value != int(value):
        form = forms[-1] if len(forms) > 3 else forms[1]
    else:
        form = plural(value, forms[0], forms[1], forms[2])
    return f"{number(value)}{NBSP}{form}"
