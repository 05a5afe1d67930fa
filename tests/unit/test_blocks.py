"""Markdown of records as flat blocks: what documents other than HTML are written from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from trying import tries

from generator.wording.blocks import Block, Span, blocks
from generator.wording.typography import typograph


def flat(markdown: str) -> list[tuple[str, int, str]]:
    """Marker, level and words of each block, with plain spaces."""
    return [(b.marker, b.level, b.text.replace("\u00a0", " ")) for b in blocks(markdown)]


def test_styles_and_links_are_spans() -> None:
    (block,) = blocks("Автобус **ходит** *тихо*,\nзаказ [здесь](https://example.org/a_b), план [там](../plan/).")
    assert block == Block((
        Span("Автобус "), Span("ходит", bold=True), Span(" "), Span("тихо", italic=True), Span(", заказ "),
        Span("здесь", url="https://example.org/a_b"), Span(", план там."),
    ))


def test_lists_are_numbered_from_their_start_and_nest() -> None:
    assert flat("3. Три\n4. Четыре\n\n   ещё\n\n   - внутри\n\nПосле") == [
        ("3.", 1, "Три"), ("4.", 1, "Четыре"), ("", 1, "ещё"), ("•", 2, "внутри"), ("", 0, "После"),
    ]


def test_rows_of_a_table_name_their_columns() -> None:
    assert flat("| День | Деревень |\n|---|---|\n| Пн | 4 |\n| Чт |  |") == [
        ("•", 1, "День: Пн; Деревень: 4"), ("•", 1, "День: Чт"),
    ]


def test_a_heading_is_bold_and_quotations_are_plain() -> None:
    assert blocks("## Итог") == (Block((Span("Итог", bold=True),)),)
    assert flat("> слова\n>\n> - пункт") == [("", 0, "слова"), ("•", 1, "пункт")]


def test_nothing_is_made_of_nothing() -> None:
    assert blocks("") == blocks("***") == blocks("-\n-") == ()


def test_markup_of_other_languages_stays_text() -> None:
    assert flat("{{ 7 * 7 }} <b>x</b> `#let a`") == [("", 0, "{{ 7 * 7 }} <b>x</b> #let a")]


def test_a_dash_after_a_bold_word_keeps_to_it() -> None:
    (block,) = blocks("**врачи** - в городе")
    assert block.text == "врачи\u00a0– в\u00a0городе"


@tries(60)
@given(st.text(alphabet="аб вс-–*_[]()#>|1.\n`&<", max_size=120))
def test_any_text_gives_blocks_that_are_not_empty(text: str) -> None:
    for block in blocks(text):
        assert block.text.strip()
        assert block.level >= 0
        assert "\n" not in block.text


@tries(60)
@given(st.text(alphabet="вон 1234%—–-мин", max_size=60))
def test_typography_changes_no_length(text: str) -> None:
    assert len(typograph(text)) == len(text)
