"""Texts of records → HTML: the quick way for plain text gives what Markdown gives; typography."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from trying import tries

from generator.rendering.markup import TextRenderer
from generator.wording.blocks import blocks
from generator.wording.plain_text import _words, is_plain, plain_text
from generator.wording.russian import NBSP
from generator.wording.typography import _SHORT, _UNITS, numbered_words, typograph
from generator.wording.web_addresses import percent_encoded

RENDERER = TextRenderer({"МСЭ": 'медико-социальная экспертиза & "другое"', "МФЦ": "многофункциональный центр"})
SCRAPS = ["МСЭ", "МФЦ", "в МСЭ", "–", "-", "5", "12 %", "\n", "\n\n", " ", "«в", "(и", "слово", '"', "'", "!", "1.", "#", "*", "=", "\u00a0"]
TEXTS = st.lists(st.sampled_from(SCRAPS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=12).map(" ".join)


@tries(300)
@given(TEXTS)
@example("Первый абзац про МСЭ и МСЭ.\n\nВторой\nиз двух строк.")
def test_plain_text_needs_no_markdown(text: str) -> None:
    if is_plain(text):
        assert RENDERER._paragraphs(text) == RENDERER._rich(text)
        assert plain_text(text) == " ".join(_words(text).split())


@pytest.mark.parametrize("text", [
    "**важно**", "- пункт", "1. пункт", "a < b", "R&D", "[слово](https://example.org/)", "    код", "строка \nстрока", "Слово\n---", "> цитата", "a\\b",
])
def test_markdown_is_not_taken_for_plain_text(text: str) -> None:
    assert not is_plain(text)


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
    ("до 1 июня 2022", "до~1~июня~2022"),
    ("Приложение 1, глава IV, ст. 10, этап 2", "Приложение~1, глава~IV, ст.~10, этап~2"),
    ("проблема первая, сама 5", "проблема первая, сама 5"),
    ("свыше 113 млн рублей", "свыше 113~млн~рублей"),
    ("9 тыс. человек, 2 млрд рублей", "9~тыс.~человек, 2~млрд~рублей"),
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


def is_numbered(before: str) -> bool:
    """The word before a number is one that numbers belong to: a long one by its end, a short one as a whole."""
    for word in numbered_words():
        if len(word) > 4 and before.endswith(word[1:]):
            return True
        if len(word) <= 4 and before.endswith((word, word.capitalize())):
            sign = before[-len(word) - 1 : -len(word)]
            if len(word) == 4 or not (sign == "-" or re.match(r"\w", sign)):
                return True
    return False


def word_by_word(text: str) -> str:
    """The rules of ``typograph``, told for one word and the one before it."""
    whole = {"№", "§", *_SHORT, *map(str.capitalize, _SHORT), *map(str.upper, _SHORT)}
    at_end = re.compile(rf"[^\w-](?:{'|'.join([*_SHORT, '№', '§'])})\Z", re.IGNORECASE)
    words = text.split(" ")
    out = [before := words[0]]
    for place, word in enumerate(words[1:], 1):
        space = " "
        if not before or not word or word[0].isspace() or before[-1].isspace():
            pass
        elif before in whole:
            space = NBSP
        elif word in "—–-" and words[place + 1 :] and words[place + 1][:1].strip():
            space, word = NBSP, "–"
        elif (is_numbered(before) and re.match(r"[\dIVX]", word)) or (place > 1 and before in ("млн", "млрд", "тыс.") and re.match(r"\w", word)):
            space = NBSP
        elif before[-1].isdecimal():
            space = NBSP if word.startswith(tuple(_UNITS)) or re.match(r"\d\d\d(?!\d)", word) else " "
        elif at_end.search(before):
            space = NBSP
        out += (space, word)
        before = word
    return "".join(out)


@tries(80)
@given(st.lists(st.sampled_from([*SCRAPS, "В", "нА", "ЧТО", "-в", "№", "345", "3456", "млн", "тыс.", "пункт", "мая", "ст.", "Июня", "IV", "— –", "\nв", "и,"]), max_size=8).map(" ".join))
@example("в — на - 12 345 - - дней (нА 5")
def test_typography_goes_by_pairs_of_words(text: str) -> None:
    assert typograph(text) == word_by_word(text)


@tries(30)
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("яЯ /@~.-_%&2F"), max_size=30))
def test_addresses_are_encoded_as_everywhere(text: str) -> None:
    assert percent_encoded(text) == quote(text, safe="")
    assert percent_encoded(text, safe="/@") == quote(text, safe="/@")


@pytest.mark.parametrize("address", [
    "https://mos.ru@example.ru/", "https:example.ru", "//example.ru", "javascript:alert(1)", "JaVaScRiPt&colon;alert(1)", "data:text/html,x", "vbscript:x",
    "https://a:b@example.ru", "http://[::1", "https://", "java\tscript:x",
])
def test_a_link_that_hides_where_it_leads_stays_text(address: str) -> None:
    assert "<a" not in RENDERER.block(f"[сайт](<{address}>)")
    assert not any(span.url for block in blocks(f"[сайт](<{address}>)") for span in block.spans)


@pytest.mark.parametrize("address", ["https://example.ru/a?b=c", "HTTPS://example.ru", "mailto:a@example.ru", "tel:+74950000000", "../apteka/", "#punkt", "a/b:c"])
def test_a_link_that_leads_where_it_says(address: str) -> None:
    assert f'<a href="{address}" rel="noopener">сайт</a>' in RENDERER.block(f"[сайт]({address})")
