"""Words and queries with what Python makes of them, for the browser's engine to repeat.

``python -m tests.search.vectors`` writes ``vectors.json`` anew after ``analysis.tokens``, ``analysis.language`` or
``search.query`` have changed; a test fails while it is stale.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.analysis.tokens import Token, in_cyrillic, is_slip, normalise, other_layout, tokenise
from generator.knowledge.base import NameGroup
from generator.search.corpus import read_corpus
from generator.search.document import Facets, SearchDocument
from generator.search.names import MARK, Names
from generator.search.query import Alternative, Understood, Vocabulary, understand

FILE = Path(__file__).with_name("vectors.json")

NAMES = Names(
    [
        NameGroup(("Технические средства реабилитации", "ТСР")),
        NameGroup(("Центр занятости населения", "ЦЗН", "центр занятости", "биржа труда")),
        NameGroup(("Ямало-Ненецкий автономный округ", "ЯНАО")),
        NameGroup(("травля", "буллинг", "издевательства в школе")),
        NameGroup(("пожилые люди", "пенсионеры", "старшее поколение")),
        NameGroup(("WhatsApp", "ватсап")),
        NameGroup(("IT", "ИТ")),
        NameGroup(("медико-социальная экспертиза", "МСЭ")),  # nothing here names it
        NameGroup(("инвалид", "пенсионеры", "ребёнок"), related=True),
    ]
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
    "трёхзвёздный", "zшкола", "Wнатsаpp", "WнатsАррж", "\u037a",
)

TOKENISED = (
    "Ребёнок и дети: 3 461 человек, 12,7 % (на 15.11.2021).",
    "З.О.Н.Т. – онлайн-запись к врачу, 50+ и 2021-2022 годы",
    "IT-Старт; WhatsApp‑бот; кресло-коляска; 555-п; т.е. и т. д.",
    "с-\u2010x, a--b, 1 234 567 рублей, 10\u00a0000 шт., 5 .5, 1.2.3.4",
    "Слово\u0301 с уда\u0301рением и мяг\u00adкий пере\u00adнос",
    "«Cмартека» – не smarteka, ул. Ленина, д. 5-а",
    "а5-б7, 5а-7б, 5-7-б; \u037a и а-\u037a",
    "",
)

LATIN = ("start", "chat", "zont", "urban", "khakaton", "web", "x5", "школа", "shchi", "ooo", "it",
    "shchuka", "schema", "zhizn", "kharkov", "tsentr", "chita", "shkola", "yuzhny", "yama", "yolka", "yelka", "rick", "photo", "moon",
    "meet", "alex", "5start", "стart")

SLIPS = (  # of the second word
    "справка справка", "спавка справка", "ссправка справка", "српавка справка", "рпактика практика", "медецина медицина",
    "щкола школа", "фкола школа", "бочка точка", "дочка точка", "мальчик нальчик", "щколы школа", "helo hello", "wevsite website", "webxite website",
    "вопа вода", "киионо кимоно", "пклка палка", "каятан кафтан", "камтан кафтан", "маяка майка", "qyeen queen", "hwllo hello",
    "школ школами", "карта кхата", "кхата карта", "вод вода", "вода вод",
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
    "буллинг", "булинг ", "буллинг в школе", "пенсионеры", "старшее поколение", "старшее покол", "помощь старшему поколению",
    "биржа труда", "центр занятости населения", "центр занятости", "ватс", "ватсап бот", "ит-старт", "it-start", "start",
    "издевательства в школе над детьми", "ямало-ненецкий округ", "Ямало-Ненецкий автономный округ", "мсэ", "люди",
    "помочь получить", "как получить помощь", "получить справку", "найти", ",bh;f nhelf", "пенсионер инвалид",
    "теле ", "теле помощь", "медиц ухажив ", "ШЕ-ЫЕФКЕ", "СОЦ ДОМУ", "МЕДЕЦИНСКИЕ ", "школа  ребёнок", "справка d школу ", "cghfdrf f irjke ", "d irjke",
    "cghfdrf d", "справка в,школу", "кола,", "большенство.ребят",
)


def documents() -> list[SearchDocument]:
    regions = ("yamal", "tula", "moskva")
    return [
        SearchDocument(
            type="practice" if number % 4 else "region",
            id=f"zapis-{number}",
            title=title,
            url=f"practices/zapis-{number}/",
            keywords=(f"Рубрика {number % 2}",),
            kind="запись",
            summary=text,
            text=f"{title}. {text}",
            region_titles=(f"Регион {number % 3}",),
            facets=Facets(
                regions=(regions[number % 3],), direction="sotsialnaya", stage=("pilot", "running")[number % 2],
                year=2020 + number % 3,
            ),
            date=f"202{number % 3}-0{number % 9 + 1}-11",
            phrases=() if number else ("пилюли по бумажке", "таблетки старушке в глушь"),
        )
        for number, (title, text) in enumerate(TEXTS)
    ]


def vocabulary() -> Vocabulary:
    """As an engine makes it of the documents above."""
    corpus = read_corpus(documents(), NAMES)
    met = {lemma: len(postings) for lemma, postings in zip(corpus.lemmas, corpus.postings, strict=True) if postings}
    forms = {form: count for form, count in corpus.counts.items() if count}
    for lemma, count in met.items():
        if not lemma.startswith(MARK):
            forms[lemma] = max(forms.get(lemma, 0), count)
    return Vocabulary(dict(sorted(forms.items())), met, NAMES, {lemma for lemma in met if lemma.startswith(MARK)})


def _token(token: Token) -> list[Any]:
    return [token.word, token.start, token.end, [_token(part) for part in token.parts]]


def _lemmas(alternatives: tuple[Alternative, ...]) -> list[list[str]]:
    return [list(alternative.lemmas) for alternative in alternatives]


def _understood(query: str, found: Understood) -> dict[str, Any]:
    return {
        "query": query,
        "words": [_lemmas(word.alternatives) for word in found.words],
        "light": [word.light for word in found.words],
        "named": [[phrase.start, phrase.end, _lemmas(phrase.alternatives)] for phrase in found.phrases],
        "suggestion": found.suggestion,
    }


def vectors() -> dict[str, Any]:
    known = vocabulary()
    understood = {query: understand(query, known) for query in QUERIES}
    return {
        "normalised": [[word, normalise(word)] for word in WORDS],
        "tokens": [[text, [_token(token) for token in tokenise(text)]] for text in TOKENISED],
        "layouts": [[text, other_layout(text)] for text in LAYOUTS],
        "cyrillic": [[word, in_cyrillic(word)] for word in LATIN],
        "slips": [[*pair.split(), is_slip(*pair.split())] for pair in SLIPS],
        "queries": [_understood(query, found) for query, found in understood.items()],
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
