"""The smallest values of a record: what they take, what they refuse, and under which error type."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.model.scalars import (
    ID_LENGTH,
    Day,
    Email,
    Line,
    Number,
    PartialDate,
    PracticeId,
    ProblemId,
    RecordId,
    RegionId,
    Text,
    Url,
)
from generator.model.vocabulary import VocabularyId

ID_TYPES = [*RecordId.__subclasses__()]
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,5}", fullmatch=True)


def parse(of: Any, value: Any) -> Any:
    return TypeAdapter(of).validate_python(value)


def refused(of: Any, value: Any) -> str | None:
    """The type of the error, or None when the value is taken."""
    try:
        parse(of, value)
    except ValidationError as fault:
        (only,) = fault.errors()
        return only["type"]
    return None


def to_json(of: Any, value: Any) -> Any:
    adapter = TypeAdapter(of)
    return json.loads(adapter.dump_json(adapter.validate_python(value)))


# --- ids ----------------------------------------------------------------------------------------


def test_every_kind_of_id_has_a_name_of_its_own() -> None:
    assert VocabularyId in ID_TYPES
    kinds = [of.kind for of in ID_TYPES]
    assert all(kinds)
    assert len(set(kinds)) == len(kinds)


@settings(deadline=None)
@given(SLUGS, st.sampled_from([of for of in ID_TYPES if of is not ProblemId]))
def test_an_id_is_a_slug_with_a_type(slug: str, of: type[RecordId]) -> None:
    value = parse(of, slug)
    assert type(value) is of
    assert value == slug
    assert to_json(of, slug) == slug


@pytest.mark.parametrize(
    "bad",
    [
        "", " ", "A", "тула", "tul\u0430",
        "a_b", "a.b", "a/b", "../a", "a\\b", "-a", "a-", "a--b", "a b", "a\n",
        "\na", "a\x00", "a#1", "ａ", "а", "é", "١", "%61", "a" * (ID_LENGTH + 1),
    ],
)
def test_an_id_refuses_all_else(bad: str) -> None:
    assert refused(RegionId, bad) == "bad_id"


@pytest.mark.parametrize("bad", [1, None, True, ["a"], {"a": 1}, b"a", Decimal(1)])
def test_an_id_is_text(bad: Any) -> None:
    assert refused(PracticeId, bad) == "string_type"


def test_the_longest_id() -> None:
    assert parse(RegionId, "a" * ID_LENGTH) == "a" * ID_LENGTH


@settings(deadline=None)
@given(st.text(max_size=100))
def test_an_id_is_never_a_path_or_a_fragment(text: str) -> None:
    if refused(RegionId, text) is None:
        assert text.isascii()
        assert not set(text) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    else:
        assert refused(RegionId, text) == "bad_id"


@settings(deadline=None)
@given(SLUGS, st.integers(1, 99))
def test_a_problem_knows_its_situation_and_its_number(slug: str, number: int) -> None:
    problem = parse(ProblemId, f"{slug}#{number}")
    assert isinstance(problem, ProblemId)
    assert (problem.life_situation, problem.number) == (slug, number)


@pytest.mark.parametrize(
    "bad", ["a", "a#", "#1", "a#0", "a#01", "a#100", "a#-1", "a#1.5", "a#b", "a#1#2", "a #1", "a#1 "]
)
def test_a_problem_has_a_number_from_1_to_99(bad: str) -> None:
    assert refused(ProblemId, bad) == "bad_id"


def test_the_schema_of_an_id_says_what_the_id_says() -> None:
    schema = TypeAdapter(ProblemId).json_schema()
    assert schema["x-kind"] == "problem"
    assert schema["maxLength"] == ID_LENGTH
    assert re.search(schema["pattern"], "a-b#12")
    assert not re.search(schema["pattern"], "a-b#0")


# --- dates --------------------------------------------------------------------------------------

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@settings(deadline=None)
@given(DAYS)
def test_a_date_of_each_precision(day: date) -> None:
    year, month, full = (parse(PartialDate, day.isoformat()[:length]) for length in (4, 7, 10))
    assert (year.year, year.month, year.day) == (day.year, None, None)
    assert (month.year, month.month, month.day) == (day.year, day.month, None)
    assert (full.year, full.month, full.day) == (day.year, day.month, day.day)
    assert full.first_day == full.last_day == day
    assert month.first_day == day.replace(day=1)
    assert month.last_day == day.replace(day=monthrange(day.year, day.month)[1])
    assert (year.first_day, year.last_day) == (date(day.year, 1, 1), date(day.year, 12, 31))
    for value in (year, month, full):
        assert type(value) is PartialDate
        assert to_json(PartialDate, value) == str(value) == day.isoformat()[: len(value)]


@settings(deadline=None)
@given(DAYS, DAYS, st.sampled_from([4, 7, 10]))
def test_dates_of_one_precision_compare_in_time(a: date, b: date, length: int) -> None:
    first, second = parse(PartialDate, a.isoformat()[:length]), parse(PartialDate, b.isoformat()[:length])
    assert (first < second) == (first.first_day < second.first_day)
    assert (first == second) == (first.first_day == second.first_day)


@settings(deadline=None)
@given(st.integers(1900, 2100))
def test_a_year_may_be_a_number(year: int) -> None:
    assert parse(PartialDate, year) == str(year)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("2021-02-29", "impossible_date"),
        ("2021-04-31", "impossible_date"),
        ("2021-13", "impossible_date"),
        ("2021-00", "impossible_date"),
        ("2021-01-00", "impossible_date"),
        ("0000", "impossible_date"),
        ("1899-12-31", "impossible_date"),
        ("2101", "impossible_date"),
        (1899, "impossible_date"),
        ("", "bad_date"),
        ("21", "bad_date"),
        ("2021-1", "bad_date"),
        ("2021-1-05", "bad_date"),
        ("2021-11-", "bad_date"),
        ("2021/11/15", "bad_date"),
        ("15.11.2021", "bad_date"),
        ("2021-11-15T00:00", "bad_date"),
        (" 2021", "bad_date"),
        ("2021\n", "bad_date"),
        ("2021-W46", "bad_date"),
        ("ноябрь 2021", "bad_date"),
        (202111, "bad_date"),
        (-2021, "bad_date"),
        (True, "bad_date"),
        (None, "bad_date"),
        (2021.0, "bad_date"),
        (Decimal("2021.11"), "bad_date"),
        (date(2021, 11, 15), "bad_date"),
        (["2021"], "bad_date"),
    ],
)
def test_what_is_no_date(value: Any, fault: str) -> None:
    assert refused(PartialDate, value) == fault


def test_a_leap_day_is_a_day() -> None:
    assert parse(PartialDate, "2024-02-29").last_day == date(2024, 2, 29)
    assert parse(PartialDate, "2024-02").last_day == date(2024, 2, 29)
    assert parse(PartialDate, "2023-02").last_day == date(2023, 2, 28)


@pytest.mark.parametrize("value", ["２０２１", "٢٠٢١-11", "২০২১"])
def test_a_date_has_ascii_digits(value: str) -> None:
    assert refused(PartialDate, value) == "bad_date"


@settings(deadline=None)
@given(st.text(max_size=12) | st.from_regex(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", fullmatch=True) | st.dates().map(str))
def test_a_date_either_is_one_or_says_why(text: str) -> None:
    fault = refused(PartialDate, text)
    assert fault in (None, "bad_date", "impossible_date")
    if fault is None:
        value = parse(PartialDate, text)
        assert value.first_day <= value.last_day <= value.first_day + timedelta(days=365)


@settings(deadline=None)
@given(DAYS)
def test_a_full_day(day: date) -> None:
    assert parse(Day, day.isoformat()) == day
    assert parse(Day, day) == day
    assert to_json(Day, day) == day.isoformat()


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("2021-11", "bad_day"),
        ("2021", "bad_day"),
        (2021, "bad_day"),
        ("20211115", "bad_day"),
        ("2021-W46-1", "bad_day"),
        ("2021-11-15T00:00:00", "bad_day"),
        ("2021-11-15\n", "bad_day"),
        ("", "bad_day"),
        (None, "bad_day"),
        (20211115, "bad_day"),
        ("2021-02-29", "impossible_date"),
        ("0000-01-01", "impossible_date"),
    ],
)
def test_what_is_no_full_day(value: Any, fault: str) -> None:
    assert refused(Day, value) == fault


# --- numbers ------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_number_is_exact(value: int | Decimal) -> None:
    number = parse(Number, value)
    assert type(number) is Decimal
    assert number == value


@settings(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=3))
def test_a_number_keeps_its_zeros(value: Decimal) -> None:
    assert str(parse(Number, value)) == str(value)


@settings(deadline=None)
@given(st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_in_json_is_a_number(value: float) -> None:
    written = to_json(Number, value)
    assert type(written) in (int, float)
    assert float(written) == value


def test_a_float_of_a_script_means_what_it_shows() -> None:
    assert parse(Number, 0.1) == Decimal("0.1")


@pytest.mark.parametrize("bad", ["1", "1,5", "", None, True, False, [1], {"a": 1}, b"1"])
def test_what_is_no_number(bad: Any) -> None:
    assert refused(Number, bad) == "bad_number"


@pytest.mark.parametrize("bad", [float("inf"), float("nan"), Decimal("-Infinity"), Decimal("NaN")])
def test_a_number_is_finite(bad: Any) -> None:
    assert refused(Number, bad) == "finite_number"


# --- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "good",
    [
        "https://example.ru",
        "http://example.ru/",
        "https://example.ru:8080/a/b?c=d&e=%20#f",
        "https://росрегион.рф/путь?вопрос=да",
        "https://xn--e1afmkfd.xn--p1ai/",
        "https://[2001:db8::1]/a",
        "https://example.ru/a@b",
        "https://example.ru/{{x}}",
        "https://example.ru/?q=javascript:alert(1)",
    ],
)
def test_a_full_web_address(good: str) -> None:
    assert parse(Url, good) == good


@pytest.mark.parametrize(
    "bad",
    [
        "", "example.ru", "//example.ru", "/a", "a", "#a", "javascript:alert(1)", "JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)", "data:text/html,<b>", "vbscript:x", "file:///etc/passwd", "ftp://example.ru",
        "mailto:a@example.ru", "http:example.ru", "http:/example.ru", "http:///example.ru", "https://", "https://?a",
        "https://#a", "https://:80", "https://a b.ru", "https://example.ru/a b", "https://example.ru/\n",
        "https://example.ru/\ta", "https://example.ru/\u00a0", "https://example.ru/<script>", 'https://example.ru/"a',
        " https://example.ru", "https://example.ru ", "https://[::1", "https://[a]/",
        "https://example.ru/" + "a" * 2000,
    ],
)
def test_what_is_no_web_address(bad: str) -> None:
    assert refused(Url, bad) in {"bad_url", "string_pattern_mismatch", "string_too_long"}


@pytest.mark.parametrize(
    "bad",
    [
        "https://gov.ru@example.ru",
        "https://user:password@example.ru/",
        "https://m\u043es.ru/",  # with a Cyrillic о
        "https://example.ru\\@gov.ru",
        "https://example.ru:port/",
        "https://example.ru:99999/",
        "https://example.ru/\u202e",
    ],
)
def test_addresses_that_deceive(bad: str) -> None:
    assert refused(Url, bad) == "bad_url"


@settings(deadline=None)
@given(st.text(max_size=60) | st.text(max_size=60).map(lambda t: f"https://{t}"))
def test_an_address_that_is_taken_can_stand_in_a_link(text: str) -> None:
    if refused(Url, text) is None:
        assert re.match(r"https?://[^/?#]", text)
        assert not re.search(r"[\s<>\"]", text)


@pytest.mark.parametrize("bad", [1, None, True, ["https://example.ru"]])
def test_an_address_is_text(bad: Any) -> None:
    assert refused(Url, bad) == "string_type"


# --- texts --------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=400) | st.text(" \t\u00a0", min_size=1, max_size=3))
def test_a_line_is_stripped_and_nothing_else(text: str) -> None:
    if text.strip():
        assert parse(Line, text) == text.strip()
    else:
        assert refused(Line, text) == "too_short"


@pytest.mark.parametrize(
    ("of", "value", "fault"),
    [
        (Line, "", "too_short"),
        (Line, " \n\t\u00a0", "too_short"),
        (Line, "a\nb", "several_lines"),
        (Line, "a" * 401, "too_long"),
        (Line, 5, "string_type"),
        (Line, True, "string_type"),
        (Line, None, "string_type"),
        (Text, "", "too_short"),
        (Text, "a" * 20_001, "too_long"),
        (Text, Decimal(5), "string_type"),
        (Text, ["a"], "string_type"),
        (Email, "a", "string_pattern_mismatch"),
        (Email, "a@b", "string_pattern_mismatch"),
        (Email, "a b@example.ru", "string_pattern_mismatch"),
        (Email, "<a@example.ru>", "string_pattern_mismatch"),
        (Email, "a@@example.ru", "string_pattern_mismatch"),
        (Email, "a@example.ru\n", "string_pattern_mismatch"),
        (Email, "a@example.ru, b@example.ru", "string_pattern_mismatch"),
        (Email, 5, "string_type"),
    ],
)
def test_texts_that_are_refused(of: Any, value: Any, fault: str) -> None:
    assert refused(of, value) == fault


def test_texts_at_their_limits() -> None:
    assert parse(Line, f"  {'a' * 400}\n") == "a" * 400
    assert parse(Text, "a" * 20_000 + "\n\n") == "a" * 20_000
    assert parse(Text, "\nа\n\n- б\n") == "а\n\n- б"
    assert parse(Email, "info@минздрав.рф") == "info@минздрав.рф"
