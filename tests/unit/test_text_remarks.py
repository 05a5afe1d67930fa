"""Warnings about the texts of a faultless file, each at its word."""

from __future__ import annotations

import pytest
from builders import REGISTRY, Files, place, practice, practice_text

from generator.loading.records import load_text
from generator.model.diagnostic import Diagnostic, Severity

APTEKA = "practices/2021/apteka.yml"


def remarks(files: Files) -> list[Diagnostic]:
    """What is said of a practice that is loaded all the same."""
    loaded, found = load_text(files[APTEKA], APTEKA, REGISTRY["practice"])
    assert loaded is not None
    return found


def test_a_clean_record_gives_no_remark() -> None:
    assert remarks({APTEKA: practice_text("organisation: «IT-школа» в Wi-Fi – и другое…")}) == []


# --- letters and signs ---------------------------------------------------------------------------


def test_letters_of_the_other_alphabet_are_told_at_the_word() -> None:
    files = practice("apteka", "organisation: Аптека\nsolution: |\n  Автобус едет\n  к дaльним сeлам.\nsteps: [IT-школа, Wi-Fi]")
    (only,) = remarks(files)
    assert (only.code, only.severity) == ("mixed-letters", Severity.WARNING)
    assert only.location == place(files, APTEKA, "дaльним")
    assert only.hint == "наберите слово заново: дальним; так же здесь: «сeлам»"


def test_a_preposition_in_latin_letters_is_found() -> None:
    files = practice("apteka", "organisation: Аптека c автобусом")
    assert [d.location for d in remarks(files)] == [place(files, APTEKA, "c автобусом")]
    assert remarks(practice("apteka", "organisation: Витамин C даром")) == []


@pytest.mark.parametrize(
    "field", ["organisation: C утра", "question: 'C 2021 года?'", "solution: |\n  Готово.\n  O мерах", "steps:\n  - y школы", "organisation: «Дом» c «Садом»", "organisation: (a также)"]
)
def test_a_file_with_a_lone_letter_is_not_passed_over(field: str) -> None:
    """What looks at the whole file first lets all of them through."""
    (only,) = remarks(practice("apteka", field))
    assert only.code == "mixed-letters"
    assert "отдельная буква" in only.message


def test_a_lone_letter_is_not_looked_for_inside_other_words() -> None:
    files = practice("apteka", "organisation: Центр service вместе c автобусом\nquestion: MAптека или Aптека?")
    assert [d.location for d in remarks(files)] == [place(files, APTEKA, "c автобусом"), place(files, APTEKA, "MAптека")]
    files = practice("apteka", "question: 'Чем HAптека и Aптека 5 лучше?'")
    assert [d.location for d in remarks(files)] == [place(files, APTEKA, "HAптека")]


def test_the_word_around_a_hidden_sign_ends_with_its_line() -> None:
    assert [d.hint for d in remarks(practice("apteka", "solution: |\n  Раз два\n  апте\xadка три"))] == ["наберите слово заново: аптека"]
    assert [d.hint for d in remarks(practice("apteka", "organisation: Аптека \u200b"))] == ["сотрите его"]


@pytest.mark.parametrize("sign", ["\xad", "\u200b", "\u200e", "\u2060"])
def test_signs_that_nobody_sees_are_told_with_their_number_and_the_word(sign: str) -> None:
    files = practice("apteka", f"organisation: Наша апте{sign}ка № 5{sign}")
    (only,) = remarks(files)
    assert (only.code, only.severity, only.hint) == ("hidden-sign", Severity.WARNING, "наберите слово заново: аптека")
    assert only.location == place(files, APTEKA, sign)
    assert only.message.endswith("всего их 2")


def test_emoji_of_several_signs_are_no_fault() -> None:
    assert remarks(practice("apteka", "organisation: Семья 👩\u200d👩\u200d👧")) == []


# --- Markdown -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("[Договор](//example.ru/a)", "пишите адрес целиком: [Договор](https://example.ru/a)"),
        ("[Договор](www.example.ru)", "пишите адрес целиком: [Договор](https://www.example.ru)"),
        ("[Договор](docs/a.docx)", "пишите адрес целиком: [Договор](https://…)"),
        ("[Договор](dogovor.docx)", "пишите адрес целиком: [Договор](https://…)"),
        ("[Договор] (https://example.ru)", "пишите слитно: [Договор](https://example.ru)"),
        ("![Фото](//example.ru/a.jpg)", "сошлитесь на неё: [Фото](https://example.ru/a.jpg)"),
        ("[Договор](https://example.ru/мой договор)", "пишите вместо него %20: [Договор](https://example.ru/мой%20договор)"),
        ("![](foto.jpg)", "сошлитесь на неё: […](https://…)"),
    ],
)
def test_a_link_that_leads_nowhere_and_a_picture(link: str, hint: str) -> None:
    files = practice("apteka", f"solution: |\n  Автобус едет.\n\n  - Подписать {link} сразу.")
    (only,) = remarks(files)
    assert (only.code, only.severity, only.hint) == ("link-in-text", Severity.WARNING, hint)
    assert only.location == place(files, APTEKA, link)


@pytest.mark.parametrize("text", ["[ссылка](https://example.ru/a)", "[почта](mailto:a@example.ru)", "[слово](../../glossary/)", "сноска [1] (см. ниже)", "f](x)", "[а]( https://example.ru )", "[а](<https://example.ru/a b>)", "[а](https://example.ru 'Титул')", "[а](https://example.ru/Тула_(город))", r"\\[1\\](2)", r"[1\\](2)"])
def test_links_that_lead_somewhere(text: str) -> None:
    assert remarks(practice("apteka", f'solution: "{text}"')) == []


def test_markup_works_in_texts_and_not_in_lines() -> None:
    files = practice("apteka", 'organisation: "**Минздрав** области"\nsteps: ["[Купить](https://example.ru)"]\nsolution: "**Да** [а](https://example.ru)"')
    pieces = ("**Минздрав", "[Купить]")
    assert [d.location for d in remarks(files)] == [place(files, APTEKA, piece) for piece in pieces]
