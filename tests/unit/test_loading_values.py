"""The smallest values of a record as the reader takes and refuses them: dates, ids, addresses."""

from __future__ import annotations

import pytest
from builders import assert_explained, faults, loaded, practice, practice_text, spots, spots_of

from generator.model.practice import Practice

PATH = "practices/2021/apteka.yml"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2024-02-30", "impossible-date"),
        ("2021-13", "impossible-date"),
        ("2021-00-10", "impossible-date"),
        ("1812", "impossible-date"),
        ("15.11.2021", "bad-date"),
        ("2021-11-5", "bad-date"),
        ("2021-11-15T10:00:00", "bad-date"),
        ("2021.11", "bad-date"),
        ("ноябрь 2021", "bad-date"),
        ("202111", "bad-date"),
        ("true", "bad-date"),
        ("[2021]", "bad-date"),
        ('""', "bad-date"),
    ],
)
def test_a_date_that_is_none(written: str, code: str) -> None:
    assert spots_of(f"stage_date: {written}") == [(code, 1, 13)]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2024-02-30", "impossible-date"),
        ("2021-11", "bad-date"),
        ("2021", "bad-date"),
        ("завтра", "bad-date"),
    ],
)
def test_a_full_day_that_is_none(written: str, code: str) -> None:
    assert spots_of(f"check_on: {written}") == [(code, 1, 11)]


@pytest.mark.parametrize("written", ["2021", "2021-11", "2021-11-15", '"2021"', "2024-02-29"])
def test_a_date_as_exact_as_the_source(written: str) -> None:
    record = loaded(PATH, practice_text(f"stage_date: {written}")).record
    assert isinstance(record, Practice)
    assert record.stage_date == written.strip('"')


BAD_IDS = [
    "../x",
    "../../etc/passwd",
    "a/b",
    "a\\b",
    ".",
    "..",
    ".hidden",
    "a.b",
    "a b",
    "A",
    "a_b",
    "a--b",
    "-a",
    "a-",
    "%2e%2e",
    "a#1",
    "а",  # Cyrillic
    "аpteka",  # with a Cyrillic а
    "арteka",
    "apteka\u200d",
    "ａpteka",
    "x" * 300,
]


@pytest.mark.parametrize("bad", BAD_IDS)
def test_an_id_with_a_trick_in_it(bad: str) -> None:
    text = practice_text(f"id: '{bad}'")
    found = faults(text)
    line = text.count("\n", 0, text.index("id: '")) + 1
    assert spots(found) == [("bad-id", line, 5)]
    assert_explained(found)
    # A reference is an id too.
    assert spots_of(f"regions:\n  - '{bad}'") == [("bad-id", 2, 5)]


def test_an_empty_id() -> None:
    assert spots_of('regions: [""]') == [("bad-id", 1, 11)]
    assert spots_of("regions: [5]") == [("wrong-type", 1, 11)]


@pytest.mark.parametrize("bad", ["a", "a#0", "a#01", "a#100", "a#-1", "a#x", "#1", "a#1#2", "a #1"])
def test_a_problem_is_a_situation_and_a_number(bad: str) -> None:
    assert spots_of(f"helps_with:\n  - problem: '{bad}'\n    why: Да") == [("bad-id", 2, 14)]


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_a_name_that_windows_keeps_for_itself(name: str) -> None:
    ((path, text),) = practice(name).items()
    found = faults(text, path)
    assert spots(found) == [("reserved-name", 1, 5)]
    assert_explained(found)


@pytest.mark.parametrize("name", ["console", "com10", "com", "lpt-1", "a-con"])
def test_a_name_that_only_resembles_one_of_them(name: str) -> None:
    ((path, text),) = practice(name).items()
    assert faults(text, path) == []


def test_a_folder_that_windows_keeps_for_itself() -> None:
    ((path, text),) = practice("apteka", folder="con").items()
    assert spots(faults(text, path)) == [("reserved-name", 1, 5)]


@pytest.mark.parametrize(
    "bad",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//host",
        "//host/path",
        "/path",
        "http:evil",
        "http:/evil",
        "https:///path",
        "http://",
        "ftp://example.ru",
        "example.ru",
        "https://example.ru/a b",
        "https://example.ru/<b>",
        "https://[::1",
        "https://?q",
        " https://example.ru",
        "mailto:a@example.ru",
    ],
)
def test_an_address_that_is_none(bad: str) -> None:
    assert spots_of(f"sources:\n  - title: Новость\n    url: '{bad}'") == [("bad-url", 3, 10)]


@pytest.mark.parametrize("bad", ["https://gov.ru@example.ru", "https://user:password@example.ru"])
def test_an_address_with_a_user_name(bad: str) -> None:
    assert spots_of(f"sources:\n  - title: Новость\n    url: '{bad}'") == [("bad-url", 3, 10)]


@pytest.mark.parametrize(
    "good",
    [
        "https://example.ru",
        "http://example.ru:8080/a?b=c#d",
        "https://росрегион.рф/путь",
        "https://a.ru/{{x}}",
    ],
)
def test_an_address_that_is_one(good: str) -> None:
    record = loaded(PATH, practice_text(f"sources:\n  - title: Новость\n    url: '{good}'")).record
    assert record.sources[0].url == good
