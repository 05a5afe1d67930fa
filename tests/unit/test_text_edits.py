"""Edits of a record's text: the value is there, everything else and every comment stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trying import tries

from generator.editing.text_edits import added, edited, root_of, value_at
from generator.loading.yaml_reader import read

VALUES = st.sampled_from(['он сказал "да"', "C:\\путь", "- пункт", "a, b", "[1]", "no", "007", "12", "43.0", "true", "null", "-", "пункт: раз", "раз # два", "«дом»", " край", "2021-11"]) | st.text(
    'аб "\\\'#:-,[]{}&*!|>%@`', min_size=1, max_size=12
)
LISTS = {
    "none yet": "id: apteka  # имя\ntitle: Аптека\nsolution: Ходят\n",
    "empty": "id: apteka  # имя\ntitle: Аптека\nsteps: []  # пусто\nsolution: Ходят\n",
    "in brackets": "id: apteka  # имя\ntitle: Аптека\nsteps: [Раз, 'Два, три']  # шаги\nsolution: Ходят\n",
    "in brackets over lines": "id: apteka  # имя\ntitle: Аптека\nsteps: [\n  Раз,\n  'Два, три',\n]\nsolution: Ходят\n",
    "line by line": "id: apteka  # имя\ntitle: Аптека\nsteps:\n  - Раз  # первый\n  # второй\n  - 'Два, три'\nsolution: Ходят\n",
}


def read_back(text: str) -> Any:
    document = read(text, "x.yml")
    assert document.diagnostics == [], text
    return document.mapping


def remarks(text: str) -> list[str]:
    return [word for word in ("имя", "пусто", "шаги", "первый", "второй") if f"# {word}\n" in text]


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
@given(st.lists(VALUES, min_size=1, max_size=3))
@tries(60)
def test_values_are_put_at_the_end_of_a_list(text: str, values: list[str]) -> None:
    before = read_back(text)
    after = edited(text, [added(text, root_of(text), "steps", values, "title")])
    assert read_back(after) == {**before, "steps": [*before.get("steps", []), *values]}
    assert remarks(after) == remarks(text)


@pytest.mark.parametrize("quoted", ["Аптека", "'Аптека'", '"Аптека"'])
@given(VALUES)
@tries(60)
def test_a_value_is_replaced(quoted: str, value: str) -> None:
    text = f"id: apteka\ntitle: {quoted}  # имя\nsolution: Ходят\n"
    after = edited(text, [value_at(root_of(text), ("title",), value)])
    assert read_back(after) == {"id": "apteka", "title": value, "solution": "Ходят"}
    assert after.endswith("  # имя\nsolution: Ходят\n")
