"""Numbers of a description that may be an effect: candidates for ``results``, to be confirmed.

Dates, years, telephone numbers and ordinals are skipped. The editor has to name what a candidate
measures; until then its title is the clause with the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis.language import readings
from generator.model.common import PlanFact, Qualifier

from .prose import sentences

_LONGEST = 6_000  # characters of a description that are processed
_MOST = 30  # candidates of one description
_QUOTE = 160

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:,\d+)?"
_SCALE = r"тыс(?:\.|яч[а-я]*)|млн\.?|миллион[а-я]*|млрд\.?|миллиард[а-я]*"
_BEFORE_AFTER = re.compile(
    rf"\b(?:с|со|от)\s+(?P<one>{_NUMBER})(?P<between>(?:\s*%|\s+[а-яё]+\.?)?(?:\s+в\s+(?:19|20)\d\d\s+году)?)\s+(?:до|на)\s+(?P<two>{_NUMBER})",
    re.IGNORECASE,
)
_ARROW = re.compile(rf"(?P<one>{_NUMBER})\s*(?:→|->|⟶)\s*(?P<two>{_NUMBER})")
_RANGE = re.compile(rf"(?P<one>{_NUMBER})\s*[–—-]\s*(?P<two>{_NUMBER})")
_FROM_TO = re.compile(rf"\bот\s+(?P<one>{_NUMBER})\s+до\s+(?P<two>{_NUMBER})", re.IGNORECASE)
_PAIRS = (
    (_ARROW, ("before", "after")),
    (_FROM_TO, ("value", "value_to")),
    (_BEFORE_AFTER, ("before", "after")),
    (_RANGE, ("value", "value_to")),
)
_SINGLE = re.compile(_NUMBER)
_AFTER = re.compile(
    rf"(?:\s*(?P<percent>%)(?:-?[а-я]+)?|\s*(?P<scale>{_SCALE})?\s*(?P<money>руб(?:\.|л[а-я]*)|₽)|\s+(?P<only>{_SCALE})(?=\W|$)(?:\s+(?P<noun2>[а-яё-]+))?)",
    re.IGNORECASE,
)
_WORDS_AFTER = re.compile(r"\s+([а-яё]+(?:-[а-яё]+)*)", re.IGNORECASE)
_QUALIFIERS = (
    (Qualifier.OVER, re.compile(r"\b(?:более(?:\s+чем)?|больше|свыше|превысил[а-я]*)\s*(?:на\s+)?$", re.IGNORECASE)),
    (Qualifier.FROM, re.compile(r"\b(?:не\s+менее|от|минимум)\s*$", re.IGNORECASE)),
    (Qualifier.UP_TO, re.compile(r"\b(?:не\s+более|до|максимум)\s*$", re.IGNORECASE)),
    (Qualifier.ALMOST, re.compile(r"\bпочти\s*(?:на\s+|в\s+)?$", re.IGNORECASE)),
    (Qualifier.ABOUT, re.compile(r"\b(?:около|порядка|примерно|приблизительно|в\s+среднем)\s*$", re.IGNORECASE)),
)
_FULL_STOP = re.compile(r"(?<!руб)(?<!тыс)(?<!млн)(?<!млрд)\.$")
_MONTH = r"январ|феврал|март|апрел|ма[яйе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр"
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_FIGURE_AFTER = re.compile(
    rf"^\s*(?:{_MONTH})|^\s*(?:-?(?:й|я|е|го|му|м|х|ый|ая|ое|ого|ому|ом|ые|ых))\b|^\s*(?:год\w*|г\.|гг\.|столети|век[ае]?\b)|^\s?\+|^\.\d|^:\d\d",
    re.IGNORECASE,
)
_NO_FIGURE_BEFORE = re.compile(
    rf"(?:№|\bстать[а-я]+|\bпункт[а-я]*|\bп\.|\bст\.|\bдома?|\bшкол[а-я]+\s*№?|\bтел\.?|\bтелефон[а-я]*|\bномер[а-я]*|[-–—]|[A-Za-z])\s*$|\b(?:{_MONTH})[а-я]*\s+$|[.:/]$",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"\b(?:[Сс]\s+\d{{1,2}}\s+(?:{_MONTH})[а-я]*\s+(?:19|20)\d\d\s+года?|[Вв]\s+(?:19|20)\d\d(?:\s*[–—-]\s*(?:19|20)\d\d)?\s+год(?:у|ах)|[Сс]\s+(?:19|20)\d\d\s+года|за\s+(?:19|20)\d\d\s+год|на\s+(?:19|20)\d\d\s+год|к\s+(?:19|20)\d\d\s+году)"
)
_MEASURES = ("лет", "раз", "человек")  # their lemmas would be wrong here: «год», «люди»
_PLAN = re.compile(r"\b(?:планиру|предусмотр|намерен|предстоит|обеща|должн|будет|будут|смогут|сможет|потребует)", re.IGNORECASE)
_SCALES = {"т": "тыс.", "мил": "млн", "млн": "млн", "млр": "млрд"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure of a text. ``title`` is the clause around it, ``quote`` a longer context.

    ``unit`` is empty if no unit follows the number.
    """

    quote: str
    title: str
    unit: str
    value: Decimal | None = None
    value_to: Decimal | None = None
    before: Decimal | None = None
    after: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    kind: PlanFact = PlanFact.FACT
    period: str = ""


def candidates(text: str) -> list[Candidate]:
    """Figures of a text in its order."""
    found: list[Candidate] = []
    for sentence in sentences(text[:_LONGEST]):
        found += _of_sentence(sentence)
    return found[:_MOST]


def stated(text: str) -> list[Candidate]:
    """Figures of a line that the document lists as a result: «Выдано книг: 3 461 книга (факт, 2021 год)»."""
    title, _, rest = text.partition(": ")
    if not rest:
        return candidates(text)
    note = rest.partition(" (")[2]
    kind = PlanFact.PLAN if note.startswith("план") else PlanFact.FACT
    period = note.partition(", ")[2].partition(";")[0].rstrip(") ") if note else ""
    value = rest.partition(" (")[0]
    return [
        Candidate(text[:400], title.strip()[:400], value[end:].strip(" .")[:400], qualifier=_qualifier(value, start), kind=kind, period=period, **numbers)
        for start, end, numbers in _hits(value)[:1]
    ]


def _hits(sentence: str) -> list[tuple[int, int, dict[str, Decimal]]]:
    """Figures of a sentence as (start, end, numbers by field name), from left to right."""
    taken: list[tuple[int, int]] = []
    hits: list[tuple[int, int, dict[str, Decimal]]] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in taken)

    for pattern, fields in _PAIRS:
        for match in pattern.finditer(sentence):
            whole = _is_figure(sentence, *match.span("one")) and not _NO_FIGURE_AFTER.search(sentence[match.end() :])
            whole = whole and not _is_year(sentence, *match.span("two"))
            if not whole or not free(*match.span()):
                continue
            one, two = _decimal(match["one"]), _decimal(match["two"])
            if pattern is _BEFORE_AFTER and _are_hours(sentence, match):
                taken.append(match.span())
            elif pattern in (_BEFORE_AFTER, _ARROW) or one < two:
                taken.append(match.span())
                hits.append((match.start("one"), match.end(), dict(zip(fields, (one, two), strict=True))))
    for match in _SINGLE.finditer(sentence):
        if free(*match.span()) and _is_figure(sentence, *match.span()):
            hits.append((*match.span(), {"value": _decimal(match.group())}))
    return sorted(hits, key=lambda hit: hit[0])


def _of_sentence(sentence: str) -> Iterator[Candidate]:
    for start, end, numbers_by_name in _hits(sentence):
        unit = _unit(sentence, end)
        # Without a unit, only a change or a number of thousands is a figure.
        if unit is None and "before" not in numbers_by_name and not re.search(r"\d\s\d", sentence[start:end]):
            continue
        yield Candidate(
            quote=_clause(sentence, start, end, _QUOTE),
            title=_clause(sentence, start, end, 120),
            unit=unit or "",
            qualifier=_qualifier(sentence, start) if "value" in numbers_by_name and "value_to" not in numbers_by_name else Qualifier.EXACT,
            kind=PlanFact.PLAN if _is_plan(sentence) else PlanFact.FACT,
            period=_period(sentence),
            **numbers_by_name,
        )


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))


def _is_figure(sentence: str, start: int, end: int) -> bool:
    """Whether a number counts or measures something: not a date, a year, a telephone number, an ordinal."""
    number = re.sub(r"\D", "", sentence[start:end])
    if len(number) >= 7 and not re.search(r"[ \u00a0\u202f,–—-]", sentence[start:end]):
        return False  # a telephone number
    if _NO_FIGURE_AFTER.search(sentence[end:]) or _NO_FIGURE_BEFORE.search(sentence[:start]):
        return False
    return not _is_year(sentence, start, end)


def _is_year(sentence: str, start: int, end: int) -> bool:
    return bool(_YEAR.fullmatch(sentence[start:end])) and not re.match(r"\s*(?:%|руб|человек|тыс|млн)", sentence[end:])


def _are_hours(sentence: str, match: re.Match[str]) -> bool:
    """«с 9 до 18 часов» are opening hours; «с 69 до 72,5» is a change."""
    return re.match(r"(?::\d\d)?\s+час", sentence[match.end() :]) is not None and not match["between"]


def _unit(sentence: str, end: int) -> str | None:
    """The unit after a number, in the form used with figures: «%», «млн рублей», «детей».

    None if no countable noun or unit follows.
    """
    rest = sentence[end:]
    if match := _AFTER.match(rest):
        if match["percent"]:
            return "%"
        scale = _scale(match["scale"] or match["only"])
        if match["money"]:
            return f"{scale} рублей".strip()
        noun = _counted(match["noun2"]) if match["noun2"] else None
        return f"{scale} {noun or ''}".strip()
    position = 0
    for _ in range(4):  # «3 461 подопечный ребенок», «9 категорий граждан»
        word = _WORDS_AFTER.match(rest, position)
        if not word:
            return None
        if (noun := _counted(word[1])) is not None:
            return noun
        if readings(word[1])[0].tag.POS not in ("ADJF", "PRTF"):
            return None
        position = word.end()
    return None


def _scale(word: str | None) -> str:
    return next((short for start, short in _SCALES.items() if (word or "").lower().startswith(start)), "") if word else ""


def _counted(word: str) -> str | None:
    """A noun in the form used after «пять»: «ребенок» → «детей»; None for other words."""
    lowered = word.lower()
    if lowered in _MEASURES:
        return lowered
    if lowered.startswith("процент") and not lowered.startswith("процентн"):
        return "%"
    for parse in readings(word):
        if parse.tag.POS == "NOUN" and "Name" not in parse.tag and "Surn" not in parse.tag and "Geox" not in parse.tag:
            return str((parse.inflect({"plur", "gent"}) or parse).word)
        if parse.tag.POS in ("ADJF", "PRTF", "VERB", "PREP", "CONJ", "ADVB", "NPRO", "PRCL"):
            return None
    return None


def _qualifier(sentence: str, start: int) -> Qualifier:
    return next((q for q, pattern in _QUALIFIERS if pattern.search(sentence[:start])), Qualifier.EXACT)


def _is_plan(sentence: str) -> bool:
    if _PLAN.search(sentence):
        return True
    words = re.findall(r"[а-яё]+", sentence.lower())
    tenses = [readings(word)[0].tag.tense for word in words if readings(word)[0].tag.POS == "VERB"]
    return "futr" in tenses


def _period(sentence: str) -> str:
    """The period in the words of the source; empty if the sentence has several."""
    found = _PERIOD.findall(sentence)
    return found[0] if len(found) == 1 else ""


def _clause(sentence: str, start: int, end: int, length: int) -> str:
    """The text around a number, between punctuation marks, at most ``length`` characters."""
    begin = max((m.end() for m in re.finditer(r"[;:(]\s|,\s|\s[–—-]\s", sentence[:start])), default=0)
    stop = re.search(r"[;:)]|,\s|\s[–—-]\s|[.!?]+$", sentence[end:])
    finish = end + stop.start() if stop else len(sentence)
    if finish - begin < 40:  # too short to be understood
        begin, finish = max(0, start - length // 2), min(len(sentence), end + length // 2)
    if finish - begin > length:
        begin = max(begin, start - length // 2)
        finish = min(finish, begin + length)
    if begin and not sentence[begin - 1].isspace() and sentence[begin - 1] not in "(":
        begin = min(start, sentence.find(" ", begin, start) + 1 or start)
    if finish < len(sentence) and sentence[finish].isalnum():
        finish = max(end, sentence.rfind(" ", end, finish))
    return _FULL_STOP.sub("", sentence[begin:finish].strip(" ,;:"))
