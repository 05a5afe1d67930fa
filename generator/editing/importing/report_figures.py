"""Plan and fact, before and after, in the execution of a report item: candidates to be confirmed.

A pair is recognised if the text says which number is which; other numbers are only offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.common import PlanFact

from .figures import Candidate, candidates

_N = r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[,.]\d+)?)"
_U = r"\s*(%|процент\w*|тыс\. \w+|балл\w*|человек\w*|единиц\w*|мест\w*|дн\w+|учреждени\w*|организаци\w*|штук|шт\.)?"
_IN = r"(20\d\d)\s*(?:год[ауе]?|г\.)?"
_DASH = r"\s*[–—:-]?\s*"
# «на 2023 год – 43,0 %, по данным мониторинга за 2023 год составляет 37,1 %»
_YEARLY = re.compile(rf"на\s+{_IN}(?:\s+планов\w+\s+(?:значени\w+|показател\w+))?{_DASH}{_N}{_U}[^.;\n]{{0,80}}?за\s+\1\s*(?:год|г\.)\s*(?:\w+\s+)?{_DASH}{_N}{_U}", re.IGNORECASE)
_YEARLY_PLAN = re.compile(rf"на\s+{_IN}\s+планов\w+\s+(?:значени\w+|показател\w+){_DASH}{_N}{_U}", re.IGNORECASE)
_PLAN_THEN_FACT = re.compile(
    rf"(?:план(?:овое значение|овый показатель|ировалось|)|запланировано|при плане){_DASH}{_N}{_U}[,;]?\s*(?:\w+\s+){{0,2}}?(?:по\s+)?(?:факт(?:ически|ическое значение|)|достигнуто|проведено|выполнено|исполнено|составил[аио]?){_DASH}{_N}{_U}",
    re.IGNORECASE,
)
_FACT_AT_PLAN = re.compile(rf"{_N}{_U}\s*\(?\s*при\s+план(?:е|овом значении){_DASH}{_N}{_U}", re.IGNORECASE)
_SLASH = re.compile(rf"план\s*/\s*факт{_DASH}{_N}{_U}\s*/\s*{_N}{_U}", re.IGNORECASE)
_BEFORE_AFTER = re.compile(
    rf"(?:на\s+)?(?P<when1>(?:конец|начало)\s+(?:\w+\s+)?20\d\d\s+года)\s+(?:составлял[аио]?|было){_DASH}{_N}{_U}.{{0,120}}?\bна\s+(?P<when2>\d{{1,2}}\s+\w+\s+20\d\d\s+года)[^.\n]{{0,120}}?составляет{_DASH}{_N}{_U}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«([^«»]{5,200})»")
_LONGEST = 20_000
_MOST_OTHER = 12


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """``pairs`` are plan and fact, or before and after, named as such in the text; ``others`` are other numbers."""

    pairs: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    missed: tuple[str, ...]  # plans that were not reached, in Russian

    def __bool__(self) -> bool:
        return bool(self.pairs or self.others)


def read_figures(text: str, title: str) -> ReportFigures:
    """Figures of an execution. ``title``, that of the item, is the default for what a pair measures."""
    text = text[:_LONGEST]
    taken: list[tuple[int, int]] = []
    pairs: list[Candidate] = []
    missed: list[str] = []
    for match, figures in _found(text, title):
        if any(match.start() < end and match.end() > start for start, end in taken):
            continue
        taken.append(match.span())
        pairs += figures
        missed += _missed(figures)
    rest = _without(text, taken)
    return ReportFigures(tuple(pairs), tuple(candidates(rest)[:_MOST_OTHER]), tuple(missed))


def _found(text: str, title: str) -> Iterator[tuple[re.Match[str], list[Candidate]]]:
    for match in _YEARLY.finditer(text):
        year = f"{match[1]} год"
        yield match, [
            _figure(match, text, title, 2, 3, PlanFact.PLAN, year, 5), _figure(match, text, title, 4, 5, PlanFact.FACT, year, 3)
        ]
    for match in _YEARLY_PLAN.finditer(text):
        yield match, [_figure(match, text, title, 2, 3, PlanFact.PLAN, f"{match[1]} год")]
    for match in (*_PLAN_THEN_FACT.finditer(text), *_SLASH.finditer(text)):
        yield match, [_figure(match, text, title, 1, 2, PlanFact.PLAN, "", 4), _figure(match, text, title, 3, 4, PlanFact.FACT, "", 2)]
    for match in _FACT_AT_PLAN.finditer(text):
        yield match, [_figure(match, text, title, 3, 4, PlanFact.PLAN, "", 2), _figure(match, text, title, 1, 2, PlanFact.FACT, "", 4)]
    for match in _BEFORE_AFTER.finditer(text):
        unit = _unit(match[3]) or _unit(match[6])
        yield match, [
            Candidate(_quote(match), title[:400], unit, before=_number(match[2]), after=_number(match[5]), period=f"{match['when1']} – {match['when2']}")
        ]


def _figure(match: re.Match[str], text: str, title: str, value: int, unit: int, kind: PlanFact, period: str, other: int = 0) -> Candidate:
    named = [name[1] for name in _QUOTED.finditer(text, max(0, match.start() - 600), match.start())]
    what = re.sub(r",\s*процент\w*$", "", named[-1]) if named and "показател" in text[max(0, match.start() - 800) : match.start()].lower() else title
    return Candidate(_quote(match), what[:400], _unit(match[unit]) or (_unit(match[other]) if other else ""), value=_number(match[value]), kind=kind, period=period)


def _missed(figures: list[Candidate]) -> Iterator[str]:
    plans = [f for f in figures if f.kind is PlanFact.PLAN and f.value is not None]
    for plan in plans:
        for fact in figures:
            if fact.kind is PlanFact.FACT and fact.value is not None and plan.value is not None and fact.value < plan.value:
                yield f"{plan.period + ': ' if plan.period else ''}план {_shown(plan)}, факт {_shown(fact)}"


def _shown(figure: Candidate) -> str:
    return f"{figure.value}".replace(".", ",") + (f" {figure.unit}" if figure.unit else "")


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))


def _unit(word: str | None) -> str:
    if not word:
        return ""
    return "%" if word.lower().startswith("процент") else word.lower()


def _quote(match: re.Match[str]) -> str:
    return " ".join(match.group().split())[:300]


def _without(text: str, taken: list[tuple[int, int]]) -> str:
    for start, end in sorted(taken, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text
