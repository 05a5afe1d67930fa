"""The one form of a record file: same values, same comments, idempotent, and what the writer writes is in it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from builders import record_type
from full_records import FULL
from hypothesis import given
from hypothesis import strategies as st
from publishing import SAMPLE
from test_yaml_writer import texts, values
from trying import tries

from generator.editing.formatting import FormattingRefused, canonical
from generator.editing.yaml_writer import Comments, record_yaml, to_yaml
from generator.loading.records import load
from generator.loading.yaml_reader import read
from generator.model.practice import Practice
from generator.model.registry import Registry


def formed(text: str) -> str:
    found, diagnostics = canonical(text, "practices/2021/apteka.yml", Practice)
    assert found is not None, diagnostics
    return found


def mapping(text: str) -> Any:
    document = read(text, "x.yml")
    assert document.diagnostics == [], text
    return document.mapping


CASES = {
    "fields stand in their order, sources and remarks at the end": (
        """
        sources: [{title: Новость}]
        title: Аптека
        extra: 1
        id: apteka
        results:
          - unit: минут
            title: Дорога
        """,
        """
        id: apteka
        title: Аптека
        results:
          - title: Дорога
            unit: минут
        sources: [{title: Новость}]
        extra: 1
        """,
    ),
    "quotes only where they are needed": (
        """
        title: 'Аптека'
        question: 'Как: так?'
        stage_date: "2021"
        check_on: 2021-11-15
        """,
        """
        title: Аптека
        question: "Как: так?"
        stage_date: "2021"
        check_on: 2021-11-15
        """,
    ),
    "two spaces a level, no empty lines": (
        """
        id: apteka

        steps:
        - Первый

        - Второй
        """,
        """
        id: apteka
        steps:
          - Первый
          - Второй
        """,
    ),
    "a comment goes with its field": (
        """
        # О названии
        title: Аптека  # как в источнике
        # Об идентификаторе
        id: apteka
        """,
        """
        # Об идентификаторе
        id: apteka
        # О названии
        title: Аптека  # как в источнике
        """,
    ),
    "the head of the file stays its head": (
        """
        # Черновик

        title: Аптека
        id: apteka
        """,
        """
        # Черновик
        id: apteka
        title: Аптека
        """,
    ),
    "a field in a comment stays where it belongs": (
        """
        results:
          - title: Дорога
            unit: минут
            # before: 60
        # steps: []
        sources:
          - title: Новость
            # url:
        # notes: []
        """,
        """
        results:
          - title: Дорога
            unit: минут
            # before: 60
        # steps: []
        sources:
          - title: Новость
            # url:
        # notes: []
        """,
    ),
    "an open field stays open": ("summary:\nkind:  # вид\n", "summary:\nkind:  # вид\n"),
    "a number sign in a text is no comment": (
        """
        title: "Акция #1"
        solution: |
          # Заголовок
          текст # не пояснение
        """,
        """
        title: "Акция #1"
        solution: |
          # Заголовок
          текст # не пояснение
        """,
    ),
    "brackets that do not fit are broken": (
        "subcategories: [" + ", ".join(["molodezhnaya-politika"] * 8) + "]",
        "subcategories: [" + ", ".join(["molodezhnaya-politika"] * 4) + ",\n  " + ", ".join(["molodezhnaya-politika"] * 4) + "]\n",
    ),
    "comments behind items open the brackets": (
        """
        steps: [Раз,
          Два] # весной
        """,
        """
        steps:
          - Раз
          - Два  # весной
        """,
    ),
    "a comment behind the opening bracket belongs to the field": ("steps: [ # весной\n  Раз, Два]\n", "steps: [Раз, Два]  # весной\n"),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_the_form(text: str, wanted: str) -> None:
    text, wanted = dedent(text).lstrip("\n"), dedent(wanted).lstrip("\n")
    assert formed(text) == wanted
    assert formed(wanted) == wanted


comment_texts = st.text(st.sampled_from("абв# -:'\"[]{}|>"), min_size=1, max_size=8).map(str.strip).filter(bool)


@tries(80)
@given(st.dictionaries(texts, values, min_size=1, max_size=4), st.data())
def test_what_the_writer_writes_is_canonical(values: dict[str, Any], data: st.DataObject) -> None:
    keys = [(key,) for key in values]
    said = Comments(
        above=data.draw(st.dictionaries(st.sampled_from(keys), st.lists(comment_texts, min_size=1, max_size=2))),
        beside=data.draw(st.dictionaries(st.sampled_from(keys), comment_texts)),
    )
    written = to_yaml(values, said)
    model = type("Nothing", (Practice,), {})
    # No field of a practice among the keys, else they would be put into order.
    if not set(values) & set(Practice.model_fields):
        assert canonical(written, "x.yml", model)[0] == written


@tries(80)
@given(
    st.dictionaries(st.sampled_from([*list(Practice.model_fields)[:12], "другое"]), values, min_size=1, max_size=5),
    st.sampled_from([None, True, False]), st.integers(2, 6), st.integers(20, 200), st.data(),
)
def test_any_layout_keeps_its_values_and_comments(
    values: dict[str, Any], flow: bool | None, indent: int, width: int, data: st.DataObject
) -> None:
    plain = to_yaml(values)
    try:
        text = yaml.dump(yaml.load(plain, Loader=yaml.CBaseLoader), default_flow_style=flow, indent=indent, width=width, allow_unicode=True, sort_keys=False)
    except yaml.YAMLError:
        return
    if flow is False:  # comments of their own line, before a field of the top
        lines = text.splitlines(keepends=True)
        tops = [i for i, line in enumerate(lines) if line[0].isalpha()]
        for i in sorted(data.draw(st.sets(st.sampled_from(tops))), reverse=True) if tops else ():
            lines.insert(i, f"# пояснение {i}\n")
        text = "".join(lines)
    document = read(text, "x.yml")
    if document.diagnostics or not document.mapping:
        return
    try:
        once = formed(text)
    except FormattingRefused:
        return
    assert mapping(once) == document.mapping
    assert once.count("# пояснение ") == text.count("# пояснение ")
    assert formed(once) == once


@pytest.mark.parametrize("path", FULL)
def test_a_record_is_written_in_its_form(path: str) -> None:
    model = record_type(path).model
    text = record_yaml(model.model_validate(mapping(FULL[path])))
    assert canonical(text, path, model)[0] == text


@pytest.mark.parametrize(
    "root", [SAMPLE, pytest.param(Path(__file__).resolve().parents[2], marks=pytest.mark.slow)], ids=["sample", "published"]
)
def test_records_keep_their_values(root: Path) -> None:
    for item in load(root, Registry()).records:
        once, _ = canonical(item.text, item.path, item.type.model)
        assert once is not None
        assert mapping(once) == mapping(item.text), item.path
        assert canonical(once, item.path, item.type.model)[0] == once, item.path


def test_a_text_before_a_comment_keeps_quotes_so_that_the_check_does_not_ask_where_it_ends() -> None:
    text = 'title: "Аптека на колёсах"  # с 2021 года\nkind: "service"  # услуга\n'
    assert formed(text) == 'title: "Аптека на колёсах"  # с 2021 года\nkind: service  # услуга\n'


def test_a_file_with_faults_is_not_formed() -> None:
    found, diagnostics = canonical("id: apteka\nid: kiosk\n", "practices/2021/apteka.yml", Practice)
    assert (found, [d.code for d in diagnostics]) == (None, ["duplicate-key"])


def test_two_comments_in_one_place_are_refused_rather_than_lost() -> None:
    with pytest.raises(FormattingRefused, match="строка 3"):
        canonical("steps: [Первый, # раз\n  Второй # два\n  ] # три\n", "practices/2021/apteka.yml", Practice)
