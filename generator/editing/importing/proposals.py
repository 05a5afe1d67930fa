"""Kind and stage of a practice, proposed from its text, with the words they are based on.

A proposal is only a help for the editor: the draft names these words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Generic, TypeVar

from generator.analysis.language import readings
from generator.analysis.tokens import normalise
from generator.model.practice import PracticeKind, Stage
from generator.wording.russian import STAGES

from .prose import sentences

V = TypeVar("V", bound=StrEnum)

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TITLE_WEIGHT = 3.0
_FIRST_SENTENCES = 2  # they say what happened; later ones give details
_FIRST_WEIGHT = 2.0
_LONGEST = 6_000  # characters of a description that are processed
WORDS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Proposal(Generic[V]):
    """``words`` are pieces of the text, greatest weight first; empty if the value is a default."""

    value: V
    words: tuple[str, ...]


# Lemmas that indicate a value; in a phrase each word may have any form.
_KIND_WORDS: Mapping[PracticeKind, str] = {
    PracticeKind.PAYMENT: "выплата; пособие; компенсация; компенсировать; возместить; возмещение; доплата; субсидия; единовременный; материальный помощь; стипендия; льгота",
    PracticeKind.LAW: "закон; законопроект; принять закон; поправка; вступить в сила; указ; статус; постановление",
    PracticeKind.EVENT: "конкурс; фестиваль; хакатон; форум; акция; соревнование; марафон; ярмарка; мероприятие; слёт; премия; олимпиада",
    PracticeKind.ORGANISATION: "создать центр; открыть центр; открыться центр; новый центр; учреждение; ресурсный центр; агентство; создать фонд; корпорация; институт развитие",
    PracticeKind.INFRASTRUCTURE: "комплекс; станция; построить; строительство; отремонтировать; ремонт; оборудовать; оснастить; благоустройство; парк; реконструкция",
    PracticeKind.DIGITAL: "чат-бот; цифровой; электронный; онлайн; информационный система; портал; мессенджер; приложение; мобильный приложение; сайт; база; искусственный интеллект; оцифровка; сервис; whatsapp; telegram",
    PracticeKind.SERVICE: "услуга; бесплатный; выдача; льготный категория; занятие; семинар; клуб; обслуживание; сопровождение; консультация; обучение; прокат; доставка",
    PracticeKind.METHOD: "методика; механизм; подход; порядок; оценка; система оценка; стандарт; бригада; регламент; алгоритм; модель",
    PracticeKind.PROPOSAL: "предложить; инициировать разработка; предложение озвучить; озвучить предложение; обратиться к правительство; на федеральный уровень",
}
_STAGE_WORDS: Mapping[Stage, str] = {
    Stage.ANNOUNCED: "анонсировать; планироваться; планировать; намеренный; предстоять; обещать; поручить; предложить; инициировать; объявить; вступить в сила с; предусмотреть; разработать проект",
    Stage.PILOT: "пилотный; пилот; тестироваться; тестирование; тестовый; апробация; апробировать; прототип; эксперимент; экспериментальный; испытание; тестовый режим",
    Stage.RUNNING: "открыться; открыть; запустить; запущенный; заработать; начать работать; стартовать; действовать; внедряться; внедрить; ввести; введённый; появиться; перевести; переведённый; принять закон; принятый; реализовать; реализовывать; реализоваться; провести; выдаваться; назначить",
    Stage.SCALED: "тиражировать; тиражироваться; тиражирование; масштабировать; масштабирование; распространить на весь; во весь район; во весь муниципалитет; в другой регион",
    Stage.CLOSED: "состояться; завершиться; завершить; подвести итог; закончиться",
}
_SPECIFIC = {Stage.PILOT: 2.0, Stage.SCALED: 1.5}  # unambiguous words, unlike «открыть» or «планировать»
# The future tense indicates an announcement, with less weight than a word, unless it describes the use of something.
_FUTURE = 0.8
_OF_USE = frozenset(("смочь", "позволить", "помочь", "дать", "сэкономить", "повысить", "снизить", "уменьшить", "упростить"))
_FROM_DAY = re.compile(r"\b[Сс]\s+(?:\d{1,2}\s+[а-я]+\s+)?(?:по\s+\d{1,2}\s+[а-я]+\s+)?(20\d\d)\s+год[а-я]*")
_LATER = 2.5  # «с 1 января 2022 года» after the year of the issue


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    forms: frozenset[str]
    start: int
    end: int
    future: bool


def propose_kind(title: str, text: str) -> Proposal[PracticeKind]:
    return _propose(title, text, _KIND_WORDS, PracticeKind.METHOD, {}, {})


def propose_stage(text: str, year: int) -> Proposal[Stage]:
    """``year`` is that of the issue: something that begins later is announced."""
    extra: dict[Stage, list[tuple[float, str]]] = defaultdict(list)
    for sentence, weight in _sentences(text):
        for match in _FROM_DAY.finditer(sentence):
            if int(match[1]) > year:
                extra[Stage.ANNOUNCED].append((_LATER * weight / _FIRST_WEIGHT, match.group()))
        for token in _tokens(sentence):
            if token.future:
                extra[Stage.ANNOUNCED].append((_FUTURE * weight / _FIRST_WEIGHT, token.text))
    return _propose("", text, _STAGE_WORDS, Stage.ANNOUNCED, _SPECIFIC, extra)


def stated_stage(text: str) -> Stage | None:
    """The stage stated by the document: «работает, ноябрь 2021»."""
    words = text.lower()
    return next((stage for stage, name in STAGES.items() if words.startswith(name)), None)


def _propose(
    title: str, text: str, words: Mapping[V, str], otherwise: V, factors: Mapping[V, float],
    extra: Mapping[V, list[tuple[float, str]]],
) -> Proposal[V]:
    found: dict[V, list[tuple[float, str]]] = defaultdict(list)
    for piece, weight in [(title, _TITLE_WEIGHT), *_sentences(text)]:
        tokens = _tokens(piece)
        present = {form for token in tokens for form in token.forms}
        for value, phrases in _phrases(words).items():
            for phrase in filter(present.issuperset, phrases):
                found[value] += [(weight * len(phrase) ** 0.5, quote) for quote in _said(phrase, tokens, piece)]
    for value, factor in factors.items():
        found[value] = [(weight * factor, quote) for weight, quote in found[value]]
    for value, more in extra.items():
        found[value] += more
    if not any(found.values()):
        return Proposal(otherwise, ())
    order = list(words)
    best = max(found, key=lambda value: (_total(found[value]), -order.index(value)))
    return Proposal(best, tuple(_shown(found[best])))


def _shown(found: list[tuple[float, str]]) -> Iterator[str]:
    """The pieces of text with the greatest weight, without duplicates and parts of others."""
    shown: list[str] = []
    for _, quote in sorted(found, key=lambda pair: (-pair[0], -len(pair[1]))):
        if len(shown) < WORDS_SHOWN and not any(quote.lower() in other.lower() for other in shown):
            shown.append(quote)
            yield quote


def _total(found: list[tuple[float, str]]) -> float:
    """The sum of weights; each repetition of a word counts less."""
    seen: dict[str, int] = defaultdict(int)
    total = 0.0
    for weight, quote in sorted(found, reverse=True):
        seen[quote.lower()] += 1
        total += weight / seen[quote.lower()]
    return total


def _sentences(text: str) -> list[tuple[str, float]]:
    found = sentences(text[:_LONGEST])
    return [(sentence, _FIRST_WEIGHT if i < _FIRST_SENTENCES else 1.0) for i, sentence in enumerate(found)]


@lru_cache(maxsize=512)  # a sentence is processed for each value
def _tokens(text: str) -> tuple[_Token, ...]:
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        parses = readings(word)
        parts = word.split("-") if "-" in word else ()
        every = (*parses[:3], *(parse for part in parts if part for parse in readings(part)[:3]))
        forms = frozenset(normalise_form(parse.normal_form) for parse in every)
        future = parses[0].tag.tense == "futr" and parses[0].normal_form not in _OF_USE
        found.append(_Token(word, forms, match.start(), match.end(), future))
    return tuple(found)


def normalise_form(form: str) -> str:
    return "-".join(normalise(part) for part in form.split("-"))


@cache
def _parsed(words: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(normalise_form(word) for word in phrase.split()) for phrase in words.split("; "))


def _phrases(words: Mapping[V, str]) -> dict[V, tuple[tuple[str, ...], ...]]:
    return {value: _parsed(text) for value, text in words.items()}


def _said(phrase: tuple[str, ...], tokens: tuple[_Token, ...], text: str) -> Iterator[str]:
    for i in range(len(tokens) - len(phrase) + 1):
        if all(word in tokens[i + j].forms for j, word in enumerate(phrase)):
            yield text[tokens[i].start : tokens[i + len(phrase) - 1].end]
