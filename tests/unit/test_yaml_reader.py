"""YAML text → values, positions and diagnostics: what is read, what is refused, and where."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
import yaml
from builders import SEEN, spots, values
from full_records import FULL
from hypothesis import example, given, settings
from hypothesis import strategies as st
from trying import tries

from generator.loading.quick_reader import read_quickly
from generator.loading.yaml_reader import decode, read
from generator.loading.yaml_signs import MAX_BYTES, MAX_DEPTH
from generator.model.diagnostic import Diagnostic, Location, Severity, error

PATH = "practices/2021/apteka.yml"
Spot = tuple[str, int, int]


def diagnostics(text: str) -> list[Diagnostic]:
    return read(text, PATH).diagnostics


def assert_explained(found: list[Diagnostic]) -> None:
    """Every diagnostic of the reader is an error of this file, in Russian, with a hint in Russian."""
    for d in found:
        assert d.severity is Severity.ERROR
        assert d.location.path == PATH
        assert re.search("[а-яё]", d.message), d
        assert re.search("[а-яё]", d.hint), d
        assert "\n" not in d.message + d.hint, d


# --- values -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("Null", "Null"),
        ("0", 0),
        ("-5", -5),
        ("2021", 2021),
        ("01000000", "01000000"),
        ("007", "007"),
        ("+5", "+5"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("1 000", "1 000"),
        ("1,5", "1,5"),
        ("43.0", Decimal("43.0")),
        ("-0.5", Decimal("-0.5")),
        (".5", ".5"),
        ("5.", "5."),
        ("1.2.3", "1.2.3"),
        ("1e5", "1e5"),
        ("1.5e3", "1.5e3"),
        (".inf", ".inf"),
        ("-.inf", "-.inf"),
        (".nan", ".nan"),
        ("12:30", "12:30"),
        ("1:20:30", "1:20:30"),
        ("2021-11-15", "2021-11-15"),
        ("2024-02-30", "2024-02-30"),
        ("2021-11-15T10:00:00Z", "2021-11-15T10:00:00Z"),
        ("٣", "٣"),
        ("1" * 18, int("1" * 18)),
        ("1" * 19, "1" * 19),
        ('"1"', "1"),
        ("'true'", "true"),
        ('""', ""),
        ('"~"', "~"),
        ("=", "="),
        ("<<", "<<"),
        ("http://example.ru/a:b", "http://example.ru/a:b"),
        ("5 %", "5 %"),
        ("№ 5", "№ 5"),
        ("текст # примечание", "текст"),
        ("текст #не примечание".replace(" #", "#"), "текст#не примечание"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<b>{{ x }}</b>", "<b>{{ x }}</b>"),
        ("Ура! Вот & вот * вот", "Ура! Вот & вот * вот"),
        ("a\tb", "a\tb"),
        ("👩‍👩‍👧 𝔘𝔫𝔦", "👩‍👩‍👧 𝔘𝔫𝔦"),
        (r'"a\tb\u0416\n"', "a\tbЖ\n"),
        ("[1, a, null]", [1, "a", None]),
        ("{a: 1}", {"a": 1}),
        ("[]", []),
        ("|\n    строка\n    {{ x }}: <b>\n", "строка\n{{ x }}: <b>\n"),
        (">-\n    раз\n    два\n", "раз два"),
        ("|\n    5\n", "5\n"),
    ],
)
def test_scalars_are_what_they_look_like(written: str, value: Any) -> None:
    read_value = values(f"a: {written}")["a"]
    assert read_value == value
    assert type(read_value) is type(value)


def test_decimals_keep_their_zeros() -> None:
    assert str(values("a: 43.00")["a"]) == "43.00"


def test_keys_are_always_text() -> None:
    text = "1: a\nnull: b\ntrue: c\nno: d\n2021-11-15: e\n'': f\n<<: g\n1.50: h\n"
    assert list(values(text)) == ["1", "null", "true", "no", "2021-11-15", "", "<<", "1.50"]


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert values("<<: {a: 1}\nb: 2\n") == {"<<": {"a": 1}, "b": 2}


def test_line_ends_of_any_system_read_alike() -> None:
    unix = "a: 1\nb:\n  - x\n  - |\n    y\n    z\n"
    assert values(unix.replace("\n", "\r\n")) == values(unix)
    assert values(unix.replace("\n", "\r")) == values(unix)


def test_a_very_long_line_is_only_long() -> None:
    text = "слово " * 100_000
    assert values(f"a: {text}") == {"a": text.strip()}


def test_a_document_may_begin_and_end_by_the_book() -> None:
    assert values("%YAML 1.2\n--- # запись\na: 1\n...\n") == {"a": 1}


# --- positions ----------------------------------------------------------------------------------


def test_positions_of_keys_and_values() -> None:
    document = read('# запись\nid: x\nр: [а, {б: "в"}]\nг:\n  - 😀\n  - д:  е\nж:\n', PATH)
    assert document.mapping == {"id": "x", "р": ["а", {"б": "в"}], "г": ["😀", {"д": "е"}], "ж": None}
    assert document.positions == {
        (): (2, 1),
        ("id",): (2, 5),
        ("р",): (3, 4),
        ("р", 0): (3, 5),
        ("р", 1): (3, 8),
        ("р", 1, "б"): (3, 12),
        ("г",): (5, 3),
        ("г", 0): (5, 5),
        ("г", 1): (6, 5),
        ("г", 1, "д"): (6, 9),
        ("ж",): (7, 3),
    }
    assert document.keys == {
        ("id",): (2, 1),
        ("р",): (3, 1),
        ("р", 1, "б"): (3, 9),
        ("г",): (4, 1),
        ("г", 1, "д"): (6, 5),
        ("ж",): (7, 1),
    }


def test_position_of_what_is_absent_is_that_of_its_nearest_ancestor() -> None:
    document = read("a:\n  b:\n    - c: 1\n", PATH)
    assert document.position(("a", "b", 0, "c")) == (3, 10)
    assert document.position(("a", "b", 0, "x", 3)) == (3, 7)
    assert document.position(("a", "b", 7)) == (3, 5)
    assert document.position(("x",)) == (1, 1)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_positions_do_not_depend_on_line_ends_and_marks_of_order(ends: str) -> None:
    text = "id: x\nб: [а, б]\nб: 2\n".replace("\n", ends)
    for data in (text.encode(), b"\xef\xbb\xbf" + text.encode()):
        decoded, none = decode(data, PATH)
        assert none == []
        assert decoded is not None
        document = read(decoded, PATH)
        assert document.positions[("б", 1)] == (2, 8)
        assert spots(document.diagnostics) == [("duplicate-key", 3, 1)]


@pytest.mark.parametrize("before", ["😀😀😀", "👩‍👩‍👧", "𝔘𝔫", "Ёё", "日本", "e\u0301"])
def test_columns_count_characters(before: str) -> None:
    assert spots(diagnostics(f"a: '{before}' b")) == [("yaml-syntax", 1, len(before) + 7)]


# --- what is refused ----------------------------------------------------------------------------

REFUSED: dict[str, tuple[str, list[Spot]]] = {
    "empty": ("", [("empty-file", 1, 1)]),
    "blank": ("  \n\n", [("empty-file", 1, 1)]),
    "comment only": ("# запись\n# потом\n", [("empty-file", 1, 1)]),
    "marker only": ("---\n", [("empty-file", 1, 4)]),
    "null": ("# пусто\n~\n", [("empty-file", 2, 1)]),
    "list at the top": ("# список\n- id: x\n", [("not-a-mapping", 2, 1)]),
    "flow list at the top": ("[a, b]", [("not-a-mapping", 1, 1)]),
    "word at the top": ("апtека", [("not-a-mapping", 1, 1)]),
    "number at the top": ("\n\n  42\n", [("not-a-mapping", 3, 3)]),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
    "duplicate key inside": ("a:\n  - {b: 1, b: 2}\n", [("duplicate-key", 2, 12)]),
    "duplicate key quoted": ('a: 1\n"a": 2\n', [("duplicate-key", 2, 1)]),
    "triple key": ("a: 1\na: 2\na: 3\n", [("duplicate-key", 2, 1), ("duplicate-key", 3, 1)]),
    "list as key": ("a: 1\n? [b]\n: 2\n", [("bad-key", 2, 3)]),
    "template unquoted": ("a: {{ x }}\n", [("bad-key", 1, 5)]),
    "block template unquoted": ("a: {% x %}\n", [("yaml-syntax", 1, 5)]),
    "two documents": ("a: 1\n---\nb: 2\n", [("several-documents", 3, 1)]),
    "second document empty": ("a: 1\n---\n", [("several-documents", 2, 4)]),
    "two documents after an end": ("a: 1\n...\n---\nb: 2\n", [("several-documents", 4, 1)]),
    "tab as indentation": ("a:\n\tb: 1\n", [("tab", 2, 1)]),
    "tab after spaces": ("a:\n  b: 1\n  \tc: 1\n", [("tab", 3, 3)]),
    "tab under a list": ("a:\n  -\n\t- b\n", [("tab", 3, 1)]),
    "anchor": ("a: &x 1\nb: 2\n", [("anchor", 1, 4)]),
    "anchor and alias": ("a: &x 1\nb: *x\n", [("anchor", 1, 4), ("alias", 2, 4)]),
    "anchor with a dash": ("a: &-x 1\nb: *-x\n", [("anchor", 1, 4), ("alias", 2, 4)]),
    "anchor after a colon": ('{"a":&x 1, b: *x}', [("anchor", 1, 6), ("alias", 1, 15)]),
    "anchor of a list item": ("a:\n  - &x b\n", [("anchor", 2, 5)]),
    "anchor of the whole": ("--- &x\na: 1\n", [("anchor", 1, 5)]),
    "anchor twice": ("a: &x 1\nb: &x 2\n", [("anchor", 1, 4), ("anchor", 2, 4)]),
    "alias of nothing": ("a: *x\n", [("alias", 1, 4)]),
    "alias to itself": ("a: &x [*x]\n", [("anchor", 1, 4), ("alias", 1, 8)]),
    "alias as key": ("a: &x b\n*x : 1\n", [("anchor", 1, 4), ("alias", 2, 1)]),
    "merge of an alias": ("a: &x {b: 1}\n<<: *x\n", [("anchor", 1, 4), ("alias", 2, 5)]),
    "tag of python": ("a: !!python/object/apply:os.system ['id']\n", [("tag", 1, 4)]),
    "tag of python on a word": ("a: !!python/name:os.system\n", [("tag", 1, 4)]),
    "tag on a mapping": ("a: !!python/object:x.Y {b: 1}\n", [("tag", 1, 4)]),
    "tag on a list": ("a:\n  - !foo [1]\n", [("tag", 2, 5)]),
    "tag on a key": ("!!str a: 1\n", [("tag", 1, 1)]),
    "tag of text": ("a: !!str 1\n", [("tag", 1, 4)]),
    "tag of bytes": ("a: !!binary aGk=\n", [("tag", 1, 4)]),
    "tag of a set": ("a: !!set {b}\n", [("tag", 1, 4)]),
    "tag without a name": ("a: ! 1\n", [("tag", 1, 4)]),
    "tag on the whole": ("!!map\na: 1\n", [("tag", 1, 1)]),
    "tag with a made up handle": ("%TAG !e! tag:example.ru,2021:\n---\na: !e!x 1\n", [("tag", 3, 4)]),
    "tag with an unknown handle": ("a: !e!x 1\n", [("yaml-syntax", 1, 4)]),
    "NUL": ("a: б\x00\n", [("control-character", 1, 5)]),
    "escape": ("a: 1\nб: \x1b[0m\n", [("control-character", 2, 4)]),
    "delete": ("a: \x7f\n", [("control-character", 1, 4)]),
    "C1": ("a: б\x90\n", [("control-character", 1, 5)]),
    "next line": ("a: б\x85\nc: 1\n", [("control-character", 1, 5)]),
    "line separator": ("a: б\u2028в\n", [("control-character", 1, 5)]),
    "paragraph separator": ("a: 1\nb: |\n  б\u2029\n", [("control-character", 3, 4)]),
    "order mark inside": ("a: б\ufeffв\n", [("control-character", 1, 5)]),
    "noncharacter": ("a: 😀\ufffe\n", [("control-character", 1, 5)]),
    "half of a pair": ("a: 😀\ud83d\n", [("control-character", 1, 5)]),
    "NUL written out": ('a: 1\nb: "x\\0y"\n', [("control-character", 2, 4)]),
    "escape written out": ('a: ["\\e[0m"]\n', [("control-character", 1, 5)]),
    "half of a pair written out": ('a: "\\ud83d"\n', [("yaml-syntax", 1, 7)]),
    "unclosed double quote": ('a: 1\nb: "в\nc: 2\n', [("yaml-syntax", 2, 4)]),
    "unclosed single quote": ("a: 'в\nc: 2\n", [("yaml-syntax", 1, 4)]),
    "unclosed quote before a marker": ('a: "в\n---\nb: 1\n', [("yaml-syntax", 1, 4)]),
    "unclosed bracket at the end": ("a: [б", [("yaml-syntax", 1, 6)]),
    "unclosed bracket before blank lines": ("a: [б\n\n\n", [("yaml-syntax", 1, 6)]),
    "unclosed bracket": ("a: [б, в\nc: 1\n", [("yaml-syntax", 2, 2)]),
    "text after a quote": ('a: "б" в\n', [("yaml-syntax", 1, 8)]),
    "text after a quote in a list": ("a:\n  - 'б' в\n", [("yaml-syntax", 2, 9)]),
    "text after a quote in brackets": ('a: ["б" в]\n', [("yaml-syntax", 1, 9)]),
    "key: value: value": ("а: б: в\n", [("yaml-syntax", 1, 5)]),
    "colon after quotes": ("а: «б»: в\n", [("yaml-syntax", 1, 7)]),
    "no colon": ("a: 1\nб\nc: 2\n", [("yaml-syntax", 2, 1)]),
    "indentation lost": ("a:\n  b: 1\n c: 2\n", [("yaml-syntax", 3, 2)]),
    "list indentation lost": ("a:\n  - b\n - c\n", [("yaml-syntax", 3, 2)]),
    "list on the line of its key": ("a: - b\n", [("yaml-syntax", 1, 4)]),
    "list and mapping": ("a: 1\n- b\n", [("yaml-syntax", 2, 1)]),
    "closing bracket alone": ("a: 1\n]\n", [("yaml-syntax", 2, 1)]),
    "text after the record": ("{a: 1} b\n", [("yaml-syntax", 1, 8)]),
    "at sign": ("a: @x\n", [("yaml-syntax", 1, 4)]),
    "backquote": ("a: `x`\n", [("yaml-syntax", 1, 4)]),
    "percent": ("a: %x\n", [("yaml-syntax", 1, 4)]),
    "emphasis": ("a: *курсив*\n", [("yaml-syntax", 1, 5)]),
    "question": ("a: ? b\n", [("yaml-syntax", 1, 4)]),
    "wrong escape": ('a: "C:\\dir"\n', [("yaml-syntax", 1, 7)]),
    "wrong hex escape": ('a: "\\xZZ"\n', [("yaml-syntax", 1, 7)]),
    "text after a pipe": ("a: | текст\n", [("yaml-syntax", 1, 6)]),
    "zero after a pipe": ("a: |0\n  b\n", [("yaml-syntax", 1, 5)]),
    "YAML of the future": ("%YAML 3.0\n---\na: 1\n", [("yaml-syntax", 1, 1)]),
    "unknown directive": ("%FOO x\n---\na: 1\n", [("yaml-syntax", 1, 5)]),
    "key too long": (f"{'я' * 1100}: 1\n", [("yaml-syntax", 1, 1101)]),
    "everything at once": (
        "a: 1\na: 2\nb: !x 1\nc: {{ y }}\nd: &z 1\ne: *z\n",
        [("tag", 3, 4), ("anchor", 5, 4), ("alias", 6, 4), ("duplicate-key", 2, 1), ("bad-key", 4, 5)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_a_position_and_a_hint(text: str, expected: list[Spot]) -> None:
    found = diagnostics(text)
    assert spots(found) == expected
    assert_explained(found)


@pytest.mark.parametrize("text", ['a: "Люди" и семьи\n', "a:\n  - 'Люди' и семьи\n", 'a: ["Люди" и семьи]\n'])
def test_text_behind_a_quoted_value_is_no_matter_of_indentation(text: str) -> None:
    (only,) = diagnostics(text)
    assert "кавычки" in only.message
    assert "отступ" not in only.message + only.hint



def test_a_duplicate_key_names_the_first_place_and_the_first_value_stays() -> None:
    document = read("a: 1\nb: 2\na: 3\n", PATH)
    assert document.mapping == {"a": 1, "b": 2}
    assert document.diagnostics == [
        error(
            "duplicate-key",
            "поле «a» написано дважды",
            Location(PATH, 3, 1),
            "оставьте одно; первое – в строке 1",
            Location(PATH, 1, 1),
        )
    ]


def test_a_key_of_many_lines_does_not_tear_the_message() -> None:
    key = '"' + "слово\\n" * 40 + '"'
    found = diagnostics(f"{key}: 1\n{key}: 2\n")
    assert spots(found) == [("duplicate-key", 2, 1)]
    assert_explained(found)
    assert len(found[0].message) < 100


@pytest.mark.parametrize(
    "fault", [t for t, spots in REFUSED.values() if {s[0] for s in spots} <= {"tab", "yaml-syntax", "anchor"}]
)
def test_nothing_of_an_unreadable_text_is_taken_for_a_value(fault: str) -> None:
    document = read(fault, PATH)
    assert document.diagnostics
    if all(d.code != "anchor" for d in document.diagnostics):
        assert document.mapping is None


def test_what_has_its_diagnostic_is_marked() -> None:
    """So that no second one is given for the same value."""
    text = "ok: 1\nanchor: &x 1\nalias: *x\ntag: [!y 1]\nkey: {{ z }}\n"
    assert read(text, PATH).faulty == {("anchor",), ("alias",), ("tag", 0), ("key",)}


# --- bombs --------------------------------------------------------------------------------------


def test_a_bomb_of_aliases_is_not_unfolded() -> None:
    """2 to the power of 2 thousand values, if somebody followed the aliases, and deeper than Python calls itself."""
    levels = 2_000
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, levels))]
    found = diagnostics("\n".join(lines))
    assert [sum(d.code == code for d in found) for code in ("anchor", "alias")] == [levels, 2 * (levels - 1)]
    assert spots(found)[:2] == [("anchor", 1, 5), ("anchor", 2, 5)]


DEEP = 10_000
TOO_DEEP: dict[str, tuple[str, int, int]] = {
    # name: text, line and column of the first collection beyond the limit
    "flow lists": ("[" * DEEP, 1, MAX_DEPTH + 1),
    "flow lists closed": (f"a: {'[' * DEEP}{']' * DEEP}", 1, MAX_DEPTH + 3),
    "flow mappings": ("{a: " * DEEP, 1, 4 * MAX_DEPTH + 1),
    "flow keys": ("[? " * DEEP, 1, 3 * MAX_DEPTH // 2 + 1),
    "compact dashes": ("- " * DEEP + "a", 1, 2 * MAX_DEPTH + 1),
    "compact dashes below a key": (f"a:\n  {'- ' * DEEP}a", 2, 2 * MAX_DEPTH + 1),
    "compact dashes set wide": (f"a:\n  {'-   ' * DEEP}a", 2, 4 * MAX_DEPTH - 1),
    "compact questions": ("? " * DEEP + "a", 1, 2 * MAX_DEPTH + 1),
    "dashes and questions": ("- ?  " * DEEP + "a", 1, 5 * MAX_DEPTH // 2 + 1),
    "block mappings": ("".join(f"{' ' * i}a:\n" for i in range(1_300)), MAX_DEPTH + 1, MAX_DEPTH + 1),
    "block lists": ("".join(f"{' ' * i}-\n" for i in range(1_300)), MAX_DEPTH + 1, MAX_DEPTH + 1),
    # a list may stand in the column of its key: two levels a column
    "lists below their keys": (
        "".join(f"{' ' * i}a:\n{' ' * i}-\n" for i in range(40)),
        MAX_DEPTH + 1,
        MAX_DEPTH // 2 + 1,
    ),
    "block and flow": ("".join(f"{' ' * i}a:\n" for i in range(30)) + " " * 30 + "[" * 40, 31, 61),
}


@pytest.mark.parametrize(("text", "line", "column"), TOO_DEEP.values(), ids=TOO_DEEP.keys())
def test_over_deep_nesting_is_refused_before_it_is_followed(text: str, line: int, column: int) -> None:
    found = diagnostics(text)
    assert spots(found) == [("too-deep", line, column)]
    assert_explained(found)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")], ids=["lists", "mappings"])
def test_nesting_up_to_the_limit_is_read(opening: str, closing: str) -> None:
    inner = MAX_DEPTH - 1  # the mapping at the top is the first level
    assert diagnostics(f"a: {opening * inner}{closing * inner}") == []
    assert spots(diagnostics(f"a: {opening * (inner + 1)}{closing * (inner + 1)}"))[0][0] == "too-deep"


def test_block_nesting_up_to_the_limit_is_read() -> None:
    text = "".join(f"{' ' * i}a:\n" for i in range(MAX_DEPTH))
    assert diagnostics(text) == []
    assert spots(diagnostics(f"{text}{' ' * MAX_DEPTH}a:\n")) == [("too-deep", MAX_DEPTH + 1, MAX_DEPTH + 1)]


def test_much_that_is_not_deep_is_read() -> None:
    links = "[ссылка](https://example.ru) {не шаблон} " * 500
    assert values(f"a: >\n  {links}\n\n{' ' * 80}отступ\nb: '{'- ' * 500}'\n")["b"] == "- " * 500


# --- bytes --------------------------------------------------------------------------------------


def decoded_spots(data: bytes) -> list[Spot]:
    text, found = decode(data, PATH)
    assert (text is None) == bool(found)
    assert_explained(found)
    return spots(found)


def test_text_in_utf_8_is_decoded_with_or_without_an_order_mark() -> None:
    assert decode("а: б\r\nв: 😀\rг".encode(), PATH) == ("а: б\nв: 😀\nг", [])
    assert decode("а: б\r\nв".encode("utf-8-sig"), PATH) == ("а: б\nв", [])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("id: x\ntitle: Привет".encode("cp1251"), ("not-utf-8", 2, 8)),
        ("id: x\r\ntitle: Привет".encode("cp1251"), ("not-utf-8", 2, 8)),
        ("id: x\rtitle: Привет".encode("koi8-r"), ("not-utf-8", 2, 8)),
        (b"\xef\xbb\xbf" + "id: x\ntitle: Привет".encode("cp1251"), ("not-utf-8", 2, 8)),
        ("title: Привет 😀 ".encode() + "мир".encode("cp1251"), ("not-utf-8", 1, 17)),
        ("id: x".encode("utf-16"), ("not-utf-8", 1, 1)),
        ("id: x".encode("utf-16-le"), ("not-utf-8", 1, 1)),
        ("id: x".encode("utf-16-be"), ("not-utf-8", 1, 1)),
        (b"PK\x03\x04\x14\0", ("not-utf-8", 1, 1)),  # a document of Word
        ("id: x".encode("utf-32"), ("not-utf-8", 1, 1)),
        ("title: й".encode()[:-1], ("not-utf-8", 1, 8)),
        (b"a: \xed\xa0\xbd", ("not-utf-8", 1, 4)),  # half of a pair
        (b"a: \xc0\x80", ("not-utf-8", 1, 4)),  # NUL the long way
    ],
    ids=[
        "cp1251",
        "CRLF",
        "koi8-r and CR",
        "order mark",
        "emoji before",
        "utf-16",
        "utf-16 little",
        "utf-16 big",
        "document",
        "utf-32",
        "cut off",
        "surrogate",
        "overlong",
    ],
)
def test_another_encoding_is_refused_at_its_first_byte(data: bytes, expected: Spot) -> None:
    assert decoded_spots(data) == [expected]


def test_a_second_order_mark_is_refused() -> None:
    text, _ = decode(b"\xef\xbb\xbf\xef\xbb\xbfid: x", PATH)
    assert text is not None
    assert spots(diagnostics(text)) == [("control-character", 1, 1)]


def test_the_size_limit() -> None:
    fits = b"# " + b"x" * (MAX_BYTES - 2)
    assert decoded_spots(fits) == []
    assert decoded_spots(fits + b"x") == [("file-too-large", 1, 1)]
    assert decoded_spots(b"\xff" * 6_000_000) == [("file-too-large", 1, 1)]


# --- for any text -------------------------------------------------------------------------------

SCRAPS = [
    "\t", "\r", "\r\n", "\n", "  ", "- ", "? ", ": ", "&a ", "*a", "!!python/object:x ", "!", "<<: *a\n",
    "---\n", "...\n", "[", "]", "{", "}", "{{ x }}", '"', "'", "|", ">", "#", "%", "@", "😀",
    "\x00", "\x85", "\u2028", "\ufeff", "\ud800",
    "e\u0301", "\\", '"\\0"', "id: x\n", "a: b: c\n", "𝔘", "~", "null\n", "-\n -\n  -\n",
]
TEXTS = st.lists(st.sampled_from(SCRAPS) | st.text(st.characters(), max_size=8), max_size=30).map("".join)


@st.composite
def mutated_records(draw: st.DrawFn) -> str:
    """A good record after a bad day: pieces lost, doubled, moved, scraps thrown in."""
    text = draw(st.sampled_from(list(FULL.values())))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from(["", text[start:end] * 2, *SCRAPS]))
        text = text[:start] + piece + text[end:]
    return text


def assert_inside(text: str, positions: list[tuple[int, int]]) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, column in positions:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@tries(400)
@given(TEXTS | mutated_records())
@example("- - - a\n-  b")
@example("? ? a\n: : b")
@example("? ")
def test_reading_never_raises_and_never_points_outside(text: str) -> None:
    document = read(text, PATH)
    assert_explained(document.diagnostics)
    places = [(d.location.line, d.location.column) for d in document.diagnostics]
    assert_inside(text, [*places, *document.positions.values(), *document.keys.values()])
    assert document.mapping is not None or document.diagnostics
    quick = read_quickly(text)
    assert quick is None or (quick, []) == (document.mapping, document.diagnostics)


@pytest.mark.parametrize("kind", FULL)
def test_a_faultless_record_is_read_quickly(kind: str) -> None:
    assert read_quickly(FULL[kind]) == read(FULL[kind], PATH).mapping


@tries(300)
@given(
    st.binary(max_size=200)
    | TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass"))
    | TEXTS.map(lambda t: t.encode("cp1251", "replace"))
    | TEXTS.map(lambda t: t.encode("utf-16", "surrogatepass"))
)
def test_decoding_never_raises_and_never_points_outside(data: bytes) -> None:
    text, found = decode(data, PATH)
    assert (text is None) == bool(found)
    assert_explained(found)
    assert_inside(data.decode("utf-8-sig", "replace"), [(d.location.line, d.location.column) for d in found])
    if text is not None:
        assert "\r" not in text


@tries(300)
@given(TEXTS)
def test_no_anchor_alias_or_tag_goes_unseen(text: str) -> None:
    """The quick look for marks before parsing is a guess; PyYAML's events are the truth."""
    try:
        events = list(yaml.parse(text, Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, UnicodeEncodeError):
        return
    marked = any(getattr(e, "anchor", None) or getattr(e, "tag", None) for e in events)
    codes = {d.code for d in diagnostics(text)}
    if marked and not codes & {"tab", "control-character", "too-deep"}:
        assert codes & {"anchor", "alias", "tag"}


PLAIN = st.text(SEEN)


@tries(400)
@given(
    st.dictionaries(PLAIN.filter(lambda k: len(k) < 100), PLAIN | st.lists(PLAIN), min_size=1, max_size=4),
    st.sampled_from([None, '"', "'", "|", ">"]),
    st.sampled_from([20, 80, 1000]),
    st.booleans(),
)
def test_what_yaml_writes_as_text_comes_back(
    record: dict[str, Any], style: str | None, width: int, unicode: bool
) -> None:
    """Texts that look like numbers, dates or words of YAML among them: it quotes them itself."""
    text = yaml.safe_dump(record, default_style=style, width=width, allow_unicode=unicode, sort_keys=False)
    document = read(text, PATH)
    assert document.diagnostics == []
    assert document.mapping == record


@settings(deadline=None)
@given(st.integers(-(10**18) + 1, 10**18 - 1), st.decimals(-(10**9), 10**9, places=4))
def test_numbers_come_back_exactly(whole: int, fraction: Decimal) -> None:
    assert values(f"a: {whole}\nb: {fraction:f}\n") == {"a": whole, "b": fraction}
