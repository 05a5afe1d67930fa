"""How facts are worded: numbers, what is counted, dates, figures. A no-break space is shown as «·»."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.model.common import Figure
from generator.model.scalars import PartialDate
from generator.wording import russian as wording


def shown(text: str) -> str:
    return text.replace("\u00a0", "·")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (999, "999"), (3461, "3·461"), (1_234_567, "1·234·567"), (-5, "−5"), (-1200, "−1·200"), (0.5, "0,5"),
        (Decimal("43.0"), "43,0"), (Decimal("12345.60"), "12·345,60"), (Decimal("1E+3"), "1·000"),
    ],
)
def test_a_number(value: Any, text: str) -> None:
    assert shown(wording.number(value)) == text


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("практика", (1, 21, 101, 1001, -1, Decimal(31))),
        ("практики", (2, 3, 4, 22, 104, Decimal("1.5"), Decimal("11.1"))),
        ("практик", (0, 5, 10, 11, 12, 13, 14, 15, 20, 111, 112, 114, -11, 1014)),
    ],
)
def test_the_form_that_goes_with_a_number(form: str, values: tuple[Any, ...]) -> None:
    assert [wording.plural(value, "практика", "практики", "практик") for value in values] == [form] * len(values)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1·байт"), (742, "742·байта"), (999, "999·байт"), (1000, "1·КБ"), (1001, "2·КБ"), (999_999, "1000·КБ"),
        (1_000_000, "1·МБ"), (1_000_001, "1,1·МБ"), (25_400_000, "25,4·МБ"),
    ],
)
def test_a_file_is_never_larger_than_said(size: int, text: str) -> None:
    assert shown(wording.file_size(size)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2021", "2021"), ("2021-11", "ноябрь·2021"), ("2021-01-09", "9·января·2021"), (date(2020, 12, 31), "31·декабря·2020"),
    ],
)
def test_a_date_is_as_exact_as_the_source(value: str | date, text: str) -> None:
    told = PartialDate(value) if isinstance(value, str) else value
    assert shown(wording.partial_date(told)) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2021, 11, 15), date(2021, 11, 21), "15–21·ноября·2021"),
        (date(2021, 11, 29), date(2021, 12, 5), "29·ноября·– 5·декабря·2021"),
        (date(2021, 12, 27), date(2022, 1, 2), "27·декабря·2021·– 2·января·2022"),
        (date(2021, 1, 4), date(2022, 1, 10), "4·января·2021·– 10·января·2022"),
    ],
)
def test_a_range_of_days(start: date, end: date, text: str) -> None:
    assert shown(wording.day_range(start, end)) == text


@pytest.mark.parametrize(
    ("given", "value", "kind"),
    [
        ({"before": "12.7", "after": "9.9", "unit": "%"}, "12,7·→ 9,9·%", "факт"),
        ({"before": 0, "after": 0}, "0·→ 0", "факт"),
        ({"value": 7000, "unit": "мероприятий", "qualifier": "over", "kind": "plan"}, "более 7·000·мероприятий", "план"),
        ({"value": 100, "value_to": 600, "unit": "тыс. рублей", "period": "2022 год"}, "100–600·тыс. рублей", "факт, 2022 год"),
        ({"value": 0, "qualifier": "up_to", "kind": "plan", "period": "к 2024 году"}, "до 0", "план, к 2024 году"),
    ],
)
def test_a_figure(given: dict[str, Any], value: str, kind: str) -> None:
    figure = Figure.model_validate({"title": "Измерено"} | {k: Decimal(v) if k in ("before", "after") else v for k, v in given.items()})
    assert (shown(wording.figure_value(figure)), wording.plan_fact(figure)) == (value, kind)
