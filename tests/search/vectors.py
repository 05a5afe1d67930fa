"""Words and queries with what Python makes of them, for the browser's engine to repeat.

``python -m tests.search.vectors`` writes ``vectors.json`` anew after ``analysis.language`` or
``search.query`` have changed; a test fails while it is stale.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from generator.analysis.language import (
    Expansions,
    Token,
    every_word,
    is_stop_word,
    lemmas,
    normalise,
    other_layout,
    tokenise,
)
from generator.search.documents import Facets, SearchDocument
from generator.search.query import Understood, Vocabulary, understand

FILE = Path(__file__).with_name("vectors.json")

NAMES = (
    ("Технические средства реабилитации", "ТСР"),
    ("Центр занятости населения", "ЦЗН"),
    ("Ямало-Ненецкий автономный округ", "ЯНАО"),
)

# Made up for the tests: nothing here is in the published base.
TEXTS = (
    ("Ребёнок идёт в школу", "Дети учатся, а ребята постарше помогают. Люди довольны: человек в школе не один."),
    ("Справки для школьников", "Медицинские справки оформляют онлайн. Запись к врачу – через онлайн-запись за 12,7 минуты."),
    ("Сервис «50+»", "Работа для людей старшего возраста: 3 461 человек нашёл работу, ещё 50 учатся."),
    ("Технические средства реабилитации", "ТСР выдают за 15 дней. Инвалиду привозят кресло-коляску домой."),
    ("Центр занятости: IT-Старт", "ЦЗН зовёт студентов-медиков. WhatsApp-бот отвечает на вопросы о работе."),
    ("Удалённые посёлки Ямало-Ненецкого автономного округа", "В отдалённых сёлах врачи бывают раз в год. Удалённая работа – выход."),
    ("Телемедицина в ФАПе", "Телемедицинская консультация из фельдшерско-акушерского пункта: онколог отвечает через день."),
    ("Школа ухода", "Родственников учат ухаживать за пожилыми людьми. Пожилой человек остаётся дома."),
    ("Социальная помощь", "Социальный работник приходит на дом. Помощник по дому готовит и убирает."),
    ("Банк вещей", "В банке вещей берут коляски напрокат. Банки с красками не принимают."),
    ("Проект «З.О.Н.Т.»", "Против травли в школе: психологи учат детей не молчать. Данные собраны в 2021–2022 годах."),
    ("Дорожная карта", "Большинство показателей выросло; стало лучше и дешевле. Стали, станут, стать."),
)

WORDS = (
    "Ребёнок", "ДЕТИ", "ребёнка", "людей", "человеком", "школами", "Cмартека", "СOVID", "онлайн", "WhatsApp", "ё",
    "приём", "прие\u0301м", "и\u0306од", "50+", "№1", "IT", "ﬁn", "ПОСЁЛКА", "ѐлка", "ᲀ", "2021", "Ⅳ",
)  # fmt: skip

TOKENISED = (
    "Ребёнок и дети: 3 461 человек, 12,7 % (на 15.11.2021).",
    "З.О.Н.Т. – онлайн-запись к врачу, 50+ и 2021-2022 годы",
    "IT-Старт; WhatsApp‑бот; кресло-коляска; 555-п; т.е. и т. д.",
    "с-\u2010x, a--b, 1 234 567 рублей, 10\u00a0000 шт., 5 .5, 1.2.3.4",
    "Слово\u0301 с уда\u0301рением и мяг\u00adкий пере\u00adнос",
    "«Cмартека» – не smarteka, ул. Ленина, д. 5-а",
    "",
)

LAYOUTS = ("cghfdrb", "сщмшв", "ltnb", "ше-ыефке", "Yf", "руддщ!", "'ktrnhjyysq")

QUERIES = (
    "ребёнок", "ребенка", "дети", "ребята", "ДЕТЯМ", "люди", "человек", "школами", "школьник", "справка",
    "медицинских справок", "медецинские справки ", "мидицинские ", "рпактика ", "щкола ", "шокла ", "кола ", "школаа ",
    "cghfdrb", "cghfdrf d irjke", "ltnb ", "ше-ыефке", "пожилые", "пожилого человека", "50+", "50", "12,7", "3 461",
    "ТСР", "тср", "ЦЗН", "янао", "технические средства", "онлайн-запись", "онлайн запись", "онлайнзапись", "IT-старт",
    "it старт", "whatsapp", "WhatsApp-бот", "телемедицина", "телемедицинской", "теле", "шк", "медиц", "соц", "онкол",
    "фап", "фапы ", "удалённая", "удаленных посёлков", "отдалённое село", "стали", "стать", "банк", "банки", "в школе",
    "и", "", "абракадабра ", "зонт", "З.О.Н.Т.", "помощ", "помощь на дому", "работа", "работать", "коляска", "студенты",
    "данные", "ухажив", "психологом ", "большенство ", "учится", "учиться", "год", "лет",
)  # fmt: skip


def documents() -> list[SearchDocument]:
    expansions = Expansions(NAMES)
    regions = ("yamal", "tula", "moskva")
    return [
        SearchDocument(
            type="practice" if number % 4 else "region",
            id=f"zapis-{number}",
            title=title,
            url=f"practices/zapis-{number}/",
            keywords=expansions.of(f"{title} {text}"),
            summary=text,
            text=f"{title}. {text}",
            region_titles=(f"Регион {number % 3}",),
            facets=Facets(
                regions=(regions[number % 3],), direction="sotsialnaya", stage=("pilot", "running")[number % 2],
                year=2020 + number % 3,
            ),
            date=f"202{number % 3}-0{number % 9 + 1}-11",
        )
        for number, (title, text) in enumerate(TEXTS)
    ]  # fmt: skip


def vocabulary() -> Vocabulary:
    """As an engine makes it of the documents above."""
    counts: Counter[str] = Counter()
    known: set[str] = set()
    for document in documents():
        texts = (document.title, document.summary, document.text, *document.keywords)
        words = {token.word for text in texts for token in every_word(text) if not is_stop_word(token.word)}
        readings = {reading for word in words for reading in lemmas(word)}
        known |= readings
        counts.update(words | readings)
    return Vocabulary(dict(sorted(counts.items())), known.__contains__)


def _token(token: Token) -> list[Any]:
    return [token.word, token.start, token.end, [_token(part) for part in token.parts]]


def _understood(found: Understood) -> list[list[list[str]]]:
    return [[list(alternative.lemmas) for alternative in word.alternatives] for word in found.words]


def vectors() -> dict[str, Any]:
    known = vocabulary()
    understood = {query: understand(query, known) for query in QUERIES}
    return {
        "normalised": [[word, normalise(word)] for word in WORDS],
        "tokens": [[text, [_token(token) for token in tokenise(text)]] for text in TOKENISED],
        "layouts": [[text, other_layout(text)] for text in LAYOUTS],
        "queries": [
            {"query": query, "words": _understood(found), "suggestion": found.suggestion}
            for query, found in understood.items()
        ],
    }


def written() -> str:
    """One vector a line."""
    parts = []
    for name, rows in vectors().items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f'"{name}": [\n{lines}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
