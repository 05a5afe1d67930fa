"""Writing YAML: what is written is read back equal, in the form of the house."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from builders import SEEN, loaded
from hypothesis import example, given
from hypothesis import strategies as st
from trying import tries

from generator.editing.record_values import record_values
from generator.editing.yaml_scalars import WIDTH
from generator.editing.yaml_writer import Comments, commented, record_yaml, to_yaml
from generator.loading.records import load
from generator.loading.yaml_reader import read
from generator.model.registry import Registry

ROOT = Path(__file__).resolve().parents[2]

# What a reader of YAML might take for something else.
TRAPS = [
    "NO", "no", "yes", "on", "Off", "null", "~", "true", "True", "12:30", "01000000", "1_000", "0x1F", "1e5", ".5", "5.", "-1",
    "1.50", "2021", "2021-11", "2021-11-15", "2021-11-15 10:00", "=", "<<", "- a", "-", "? a", "a: b", "a:", ": a", "a #b", "#a",
    "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a", '"a"', "[a]", "{a}", "a,b", " a", "a ", "", "a\\n", "a\tb", "\ta",
    "---", "...", "--- a", "a\nb", "a\n", "a\n\n", "\na", "a\n\n\nb\n", " a\nb", "a\n b", "a\n\tb", "a \nb ", "\n", "a\n \nb",
    "a" * 200, "слово " * 40, ("слово  два " * 20).strip(), "x: " * 60, "99999999999999999999", "«ё»\u00a0– №",
]
texts = st.one_of(
    st.sampled_from(TRAPS),
    st.text(st.one_of(st.sampled_from(" \n\t#:-'\"|>&*!%@[]{},?\\ ёЖ0.1"), SEEN), max_size=30),
    st.lists(st.sampled_from(["слово", "a:", "#", "-", "\n", "да\n\nнет", "длинноеслово" * 3, "«да»"]), min_size=15, max_size=60).map(" ".join),
)
numbers = st.one_of(
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4),
)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)


def read_back(text: str) -> Any:
    document = read(text, "x.yml")
    assert document.diagnostics == [], text
    return document.mapping


@tries(150)
@given(st.dictionaries(texts, values, min_size=1, max_size=5))
@example({"a": [[["b"], []], {"c": {}}], "d": Decimal("43.0"), "e": [{"f": "x\ny\n"}, "z\n\n"]})
def test_what_is_written_is_read_back_equal(mapping: dict[str, Any]) -> None:
    back = read_back(to_yaml(mapping))
    assert back == mapping
    assert repr(back) == repr(mapping)  # 43.0 keeps its zero, true is no 1


@pytest.mark.parametrize("text", TRAPS)
def test_no_text_is_taken_for_something_else(text: str) -> None:
    assert read_back(to_yaml({"a": text, "b": [text], text: 1})) == {"a": text, "b": [text], text: 1}


@tries(60)
@given(
    st.dictionaries(st.sampled_from(["a", "b", "c"]), st.one_of(texts, st.lists(st.one_of(texts, st.just({"k": "v"})), max_size=3)), min_size=1),
    st.text(max_size=40),
)
def test_no_comment_changes_what_is_read(mapping: dict[str, Any], comment: str) -> None:
    paths = [(key,) for key in mapping] + [(key, i) for key, value in mapping.items() if isinstance(value, list) for i in range(len(value))]
    everywhere = Comments([comment], dict.fromkeys(paths, (comment, "")), dict.fromkeys(paths, comment), dict.fromkeys(paths, (comment,)))
    assert read_back(to_yaml(mapping, everywhere)) == mapping


def test_the_form_of_the_house() -> None:
    written = to_yaml(
        {
            "id": "apteka",
            "title": "Аптека: на колёсах",
            "summary": "Автобус с лекарствами " * 8 + "приезжает.",
            "starts": date(2021, 11, 15),
            "regions": ["tulskaya-oblast"],
            "aliases": [],
            "solution": "Раз.\n\n- два\n",
            "results": [{"title": "деревень", "value": Decimal("12"), "unit": "%"}, {"title": "дней", "before": Decimal("12.70")}],
        },
        Comments(
            top=["Черновик"], above={("results",): ["Проверьте числа"], ("results", 1): ["второе"]},
            beside={("summary",): "перескажите", ("regions", 0): "Тула"}, below={("results",): ["конец"]},
        ),
    )
    assert written == dedent('''\
        # Черновик
        id: apteka
        title: "Аптека: на колёсах"
        summary: >-  # перескажите
          Автобус с лекарствами Автобус с лекарствами Автобус с лекарствами Автобус с лекарствами Автобус с
          лекарствами Автобус с лекарствами Автобус с лекарствами Автобус с лекарствами приезжает.
        starts: 2021-11-15
        regions:
          - tulskaya-oblast  # Тула
        aliases: []
        solution: |
          Раз.

          - два
        # Проверьте числа
        results:
          - title: деревень
            value: 12
            unit: "%"
          # второе
          - title: дней
            before: 12.70
        # конец
    ''')
    assert max(map(len, written.splitlines())) <= WIDTH


def test_a_block_in_a_comment_becomes_valid_without_its_marks() -> None:
    lines = commented({"results": [{"title": "дней", "unit": "%"}]})
    assert read_back("\n".join(lines) + "\n") == {"results": [{"title": "дней", "unit": "%"}]}


@pytest.mark.parametrize("value", ["a\rb", "a\x00", "\ufeff", "a\u2028b", 10**18, float("nan"), Decimal("1E-30"), object(), b"a"])
def test_what_a_record_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        to_yaml({"a": value})


@pytest.mark.slow
def test_every_published_record_survives_being_written_anew() -> None:
    items = load(ROOT, Registry()).records
    assert len(items) > 100
    for item in items:
        again = loaded(item.path, record_yaml(item.record))
        assert again.record == item.record, item.path
        assert record_values(again.record) == record_values(item.record)
