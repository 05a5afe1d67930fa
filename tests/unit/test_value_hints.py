"""The next step for a value that will not do: what is written after it is right."""

from __future__ import annotations

import pytest
from builders import faults, practice_text

from generator.wording.alphabets import Mixed, as_latin, mixed_words
from generator.wording.written_dates import record_date

FIGURE = "results:\n  - title: а\n    unit: дней\n    "

ONLY_A_NUMBER = "пишите только число: 1000 или 4.5; единицу и оговорки – в другие поля"

HINTS = [
    # dates as people write them
    ("stage_date: 21.11.2021", "пишите 2021-11-21"),
    ("stage_date: ноябрь 2021", "пишите 2021-11"),
    ("stage_date: 2021 год", "пишите 2021"),
    ("stage_date: скоро", "пишите 2021, 2021-11 или 2021-11-15"),
    ("stage_date: “2021-11”", "пишите 2021-11"),
    (f"{FIGURE}value: “214”", "уберите кавычки: 214"),
    ("check_on: 01.03.2027", "пишите 2027-03-01"),
    ("check_on: 2027-03", "нужен и день, например 2027-03-15"),
    ("check_on: 2027", "нужен и день, например 2027-01-15"),
    # numbers
    (f"{FIGURE}value: 1 214", "уберите пробелы: 1214"),
    (f"{FIGURE}value: 1\xa0214,5", "уберите пробелы: 1214.5"),
    (f"{FIGURE}value: 1,214,000", "уберите запятые: 1214000"),
    (f"{FIGURE}before: 90 дней", "пишите 90, а «дней» – в поле unit"),
    (f"{FIGURE}value: 21%", "пишите 21, а «%» – в поле unit"),
    (f"{FIGURE}value: 200-214", "диапазон пишут двумя полями: value: 200 и value_to: 214"),
    (f"{FIGURE}value: около 214 человек", "пишите 214, unit: человек и рядом qualifier: about"),
    (f"{FIGURE}value: более 1 000", "пишите 1000 и рядом qualifier: over"),
    (f"{FIGURE}value: 10–15 тыс.", "диапазон пишут двумя полями: value: 10 и value_to: 15, unit: тыс."),
    (f"{FIGURE}value: 1 500 м2", "пишите 1500, а «м2» – в поле unit"),
    *((f"{FIGURE}value: {no_number_and_unit}", ONLY_A_NUMBER) for no_number_and_unit in ("1/2", "1_000", "1'000", "1e5", "5 из 10", "12:30", "100+")),
    (f"{FIGURE}value: 21О", "здесь буква «О» вместо нуля: 210"),
    (f"{FIGURE}value: 1\n    source: Отчёт", "пишите номер источника по списку sources: 1, 2…"),
    ("story: {name: Анна, age: 50 лет, text: Да}", "пишите 50"),
    # text, lists, fields
    ("steps:\n  - 'Да'\n  - Купить: коляски", "двоеточие с пробелом делает из текста поле; возьмите всё в одинарные кавычки: - 'Купить: коляски'"),
    ("question: [Как?]", "здесь одно значение, а не список: question: Как?; если скобки – часть текста, возьмите всё в одинарные кавычки: '[Как?]'"),
    ("direction: [zdravookhranenie]", "здесь одно значение, а не список: direction: zdravookhranenie"),
    ("steps:\n  – Купить", "пункты начинаются с дефиса и пробела «- », а здесь «–»"),
    ("steps:\n  -Купить", "пункты начинаются с дефиса и пробела «- », а после дефиса нет обычного пробела"),
    ("steps: Купить", "каждый пункт – с новой строки, начиная с «- »"),
    ("regions: Тульская область, ЯНАО", "впишите в скобках идентификаторы: regions: [tulskaya-oblast, yanao]"),
    ("regions:\n  tulskaya-oblast\n  moskva", "впишите в скобках идентификаторы: regions: [tulskaya-oblast, moskva]"),
    ("regions: moskovskaya oblast", "впишите в скобках идентификаторы: regions: [moskovskaya-oblast]"),
    ("regions:\n- tulskaya-oblast\n - moskva", "между идентификаторами нужна запятая: tulskaya-oblast, moskva"),
    ("sources:\n  title: Отчёт", "поставьте дефис перед первым полем каждого пункта: «- title: …»"),
    ("sources:\n  - Отчёт", "впишите полем: «- title: Отчёт»"),
    ("sources: Отчёт", "начните пункт с новой строки, полями: «- title: Отчёт»"),
    ("sources:\n  - https://example.ru/a", "адрес пишут в поле url, а название – в title: «- title: …», ниже «url: https://example.ru/a»"),
    ("timeline:\n  - 2024 открыли", "впишите поля, каждое с новой строки: date: …, text: …"),
    ("resources:\n  - cost: дорого", "здесь поля, а не список: уберите «- »"),
    ("draft: да", "пишите true; когда запись готова, уберите всю строку"),
    ("question: ~\nsolution: #Дом", "всё, что стоит после #, – пояснение; если это текст, возьмите его в одинарные кавычки: '#Дом'"),
    # words, fields and ids with a slip
    ("kind: servicе", "наберите латиницей: service; сейчас в нём русские «е»"),
    ("kind: service\xa0", "сотрите невидимый неразрывный пробел рядом: service"),
    ("kіnd: service", "наберите латиницей: kind; сейчас в нём русские «і»"),
    ("стадия: pilot", "возможно, «stage»"),
    ("cost: дорого", "такое поле есть внутри «resources»: сдвиньте его вправо, под остальные поля «resources»"),
    ("resources:\n  steps: [а]", "такое поле есть у самой записи, а не внутри: уберите отступ"),
    ("id: Аптека", "напишите id: apteka, как имя файла"),
    ("regions: [Tulskaya_oblast]", "здесь пишут идентификатор, латиницей: tulskaya-oblast"),
    ("regions: [tulskаya-oblast]", "наберите латиницей: tulskaya-oblast; сейчас в нём русские «а»"),
    ("regions: [71]", "здесь пишут идентификатор записи, а не номер"),
    ("helps_with: [{problem: situaciya, why: да}]", "допишите номер проблемы: situaciya#1; номера стоят на странице ситуации"),
    ("helps_with:\n  - problem: situaciya №3\n    why: да", "пишите слитно, через #: situaciya#3"),
    ("helps_with:\n  - problem: situaciya #3\n    why: да", "уберите пробел перед #: situaciya#3"),
    # addresses
    ("materials: [{title: а, url: //example.ru/a}]", "допишите https: – https://example.ru/a"),
    ("materials: [{title: а, url: www.example.ru/a}]", "допишите https:// – https://www.example.ru/a"),
    ("materials:\n  - title: а\n    url: https://example.ru/a b", "в адресе не бывает пробелов: https://example.ru/a%20b"),
    ("materials:\n  - title: а\n    url: '[а](https://example.ru)'", "оставьте один адрес: https://example.ru"),
    ("materials:\n  - title: а\n    url: https://example.ru/a и https://example.ru/b", "оставьте один адрес: https://example.ru/a"),
    (
        "materials:\n  - title: а\n    url: https://example.ru/a (дата обращения 01.02.2021)",
        "оставьте один адрес: https://example.ru/a; если пробел – часть адреса, пишите вместо него %20",
    ),
    ("materials: [{title: а, url: 'HTTPS://Example.ru/A'}]", "начало адреса пишут строчными буквами: https://Example.ru/A"),
    ("materials: [{title: а, url: 'https://mоs.ru/a'}]", "наберите латиницей: mos.ru; сейчас в нём русские «о»"),
    ("materials: [{title: а, url: 'https://it-школа.рф'}]", "в имени сайта буквы двух алфавитов, таких имён не бывает: наберите его заново"),
    ("contact: {organisation: а, email: почта}", "пишите адрес почты: priemnaya@example.ru"),
]


@pytest.mark.parametrize(("extra", "hint"), HINTS)
def test_the_hint_says_what_to_write(extra: str, hint: str) -> None:
    """One remark for one mistake."""
    (only,) = faults(practice_text(extra))
    assert only.hint == hint or only.hint.startswith(f"{hint}; можно: ")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("21.11.2021", "2021-11-21"), ("1.2.2021 г.", "2021-02-01"), ("21/11/2021", "2021-11-21"), ("2021/11/21", "2021-11-21"),
        ("21 ноября 2021 года", "2021-11-21"), ("Ноябрь  2021", "2021-11"), ("мая 2021", "2021-05"), ("2021г.", "2021"),
        ("2026–02–01", "2026-02-01"), ("2026-2", "2026-02"), ("21.11.21", "2021-11-21"), ("2026-02-01T10:00", "2026-02-01"),
        ("31.02.2021", None), ("13.2021", None), ("в 2021", None), ("21 ноябрь 2021", None), ("", None),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(written: str, date: str | None) -> None:
    assert record_date(written) == date


def test_letters_of_the_other_alphabet_are_found_where_they_pass_for_their_own() -> None:
    assert list(mixed_words("креcел на дому")) == [Mixed("креcел", "c", "кресел")]
    assert list(mixed_words("Сovid и РCС")) == [Mixed("Сovid", "С", "Covid"), Mixed("РCС", "C", "РСС")]
    assert [mixed.meant for mixed in mixed_words("XХ, IХ и ХХI век, ЖКX")] == ["XX", "IX", "XXI", "ЖКХ"]
    assert list(mixed_words("договор c центром, y нас")) == [Mixed("c", "c", "с"), Mixed("y", "y", "у")]


@pytest.mark.parametrize(
    "text",
    [
        "дома класса A и выше", "категории «B» и «C»", "витамин C утром", "витамин B12 и C", "сеть 5G", "язык C++ и C", "формат A4", "гепатиты B и C",
        "поколение Y не ходит", "от A до Я", "пункты a, b, c и d закона", "пункт a и пункт b", "подпункт c пункта 2", "лит. a дома 5", "A и B сидели",
        "A – это класс", "USB type c на стене", "1C:Предприятие", "IT-школа, T-банк, C-арка", "H1N1", "буква o стёрлась", "A/B-тест",
    ],
)
def test_latin_letters_that_are_meant(text: str) -> None:
    assert list(mixed_words(text)) == []


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("детям c 3 лет", "c"), ("C 2021 года", "C"), ("Готово. C утра поют", "C"), ("O мерах поддержки", "O"), ("дом\nB школе", "B"), ("(a также школы)", "a"),
        ("встреча c «Ромашкой»", "c"), ("K лету готовы", "K"), ("класс A, c утра", "c"), ("В 2021 y нас", "y"),
    ],
)
def test_a_latin_letter_in_the_place_of_a_russian_word(text: str, letter: str) -> None:
    assert [mixed.word for mixed in mixed_words(text)] == [letter]
    assert [list(mixed_words(t)) for t in ("IT-школа", "SMSка", "витамин C", "Wi-Fi и QR-код", "план Б")] == [[]] * 5
    assert as_latin("stерs") == "steps"
