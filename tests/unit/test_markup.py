"""Texts of records → HTML: the quick way for plain text gives what Markdown gives; typography."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from trying import tries

from generator.rendering.markup import _MARKDOWN, TextRenderer
from generator.wording.typography import typograph

RENDERER = TextRenderer({"МСЭ": 'медико-социальная экспертиза & "другое"', "МФЦ": "многофункциональный центр"})
SCRAPS = ["МСЭ", "МФЦ", "в МСЭ", "–", "-", "5", "12 %", "\n", "\n\n", " ", "«в", "(и", "слово", '"', "'", "!", "1.", "#", "*", "=", "\u00a0"]
TEXTS = st.lists(st.sampled_from(SCRAPS) | st.text(st.characters(exclude_categories=("Cs",)), max_size=4), max_size=12).map(" ".join)


@tries(300)
@given(TEXTS)
@example("Первый абзац про МСЭ и МСЭ.\n\nВторой\nиз двух строк.")
def test_plain_text_needs_no_markdown(text: str) -> None:
    if not _MARKDOWN.search(text):
        assert RENDERER._paragraphs(text) == RENDERER._rich(text)


@pytest.mark.parametrize("text", [
    "**важно**", "- пункт", "1. пункт", "a < b", "R&D", "[слово](https://example.org/)", "    код", "строка \nстрока", "Слово\n---", "> цитата", "a\\b",
])
def test_markdown_is_not_taken_for_plain_text(text: str) -> None:
    assert _MARKDOWN.search(text)


@pytest.mark.parametrize(("text", "expected"), [
    ("дом в деревне", "дом в~деревне"),
    ("И в доме", "И~в~доме"),
    ("(в доме), «о доме»", "(в~доме), «о~доме»"),
    ("из-за дома", "из-за дома"),
    ("стол - стул", "стол~– стул"),
    ("стол — стул", "стол~– стул"),
    ("- стул", "- стул"),
    ("3 461 справка", "3~461 справка"),
    ("5 дней, 12 %", "5~дней, 12~%"),
    ("5 домов", "5 домов"),
    ("строка\nв доме", "строка\nв~доме"),
    ("№ 5", "№~5"),
    ("слово", "слово"),
    ("кров в дом", "кров в~дом"),
])
def test_typography(text: str, expected: str) -> None:
    assert typograph(text) == expected.replace("~", "\u00a0")


@given(TEXTS)
def test_typography_only_changes_spaces_and_dashes_and_is_done_once(text: str) -> None:
    once = typograph(text)
    assert len(once) == len(text)
    assert typograph(once) == once
