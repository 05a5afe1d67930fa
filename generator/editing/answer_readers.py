"""Parsers of free-text answers about a practice: the text of one answer → the value of a field of its record.

Names are looked up in the base; an unknown name is refused with the nearest match as a hint, never
silently replaced by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from rapidfuzz import fuzz, process

from generator.analysis.practice_choices import choices
from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation
from generator.wording.name_key import name_key
from generator.wording.practice_questions import BY_NAME, Answer, Question

from .importing.figures import Candidate, candidates, stated
from .importing.region_names import RegionNames
from .importing.vocabulary_names import Vocabulary
from .likely_names import LEAST_ALIKE, problems_like, region_hint

_WHY = re.compile(r"\s+[–—-]+\s+|\s*:\s+")
_DAY = re.compile(r"(?:(?P<day>\d{1,2})\.)?(?:(?P<month>\d{1,2})\.)?(?P<year>\d{4})(?:\s*г(?:\.|ода?)?)?")


class UnfitAnswer(Exception):
    """The answer is not valid: what is wrong and what to do, in Russian."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def answer_value(base: KnowledgeBase, question: Question, text: str) -> Any:
    """The value of an answer that is not empty and passed ``tidy_answer``. Raises UnfitAnswer."""
    if question.answer in (Answer.LINE, Answer.URL):
        return " ".join(text.split())
    return _READERS[question.answer](base, text)


def _regions(base: KnowledgeBase, text: str) -> list[str]:
    names = RegionNames(base)
    found: list[str] = []
    whole = text.replace("\n", "; ")
    if whole in names.titles:
        return [whole]
    parts = re.split(r"\s*[,;]\s*", whole)
    if all(part in names.titles for part in parts):
        return list(dict.fromkeys(parts))
    for region in names.named(whole):
        id = region.id or names.find_for_sure(base, region.text)
        if id is None:
            raise UnfitAnswer(f"регион «{region.text}» не найден", region_hint(base, region.text))
        found.append(id)
    return list(dict.fromkeys(found))


def _one_of(base: KnowledgeBase, question_name: str, what: str, lost: str, text: str) -> str:
    known = choices(base, BY_NAME[question_name])
    if text in known:
        return text
    wanted = name_key(text)
    named = [id for id, title in known.items() if name_key(title) == wanted]
    begun = [id for id, title in known.items() if wanted and name_key(title).startswith(wanted)]
    if named or len(begun) == 1:
        return (named or begun)[0]
    near = process.extractOne(wanted, {id: name_key(title) for id, title in known.items()}, scorer=fuzz.WRatio, score_cutoff=LEAST_ALIKE)
    hint = f"возможно, «{known[near[2]]}» ({near[2]})" if near else f"можно: {', '.join(f'«{title}»' for title in known.values())}"
    raise UnfitAnswer(f"{what} «{text}» {lost}", hint)


def _direction(base: KnowledgeBase, text: str) -> str:
    return _one_of(base, "direction", "направление", "не найдено", text)


def _kind(base: KnowledgeBase, text: str) -> str:
    return _one_of(base, "kind", "вид", "не найден", text)


def _stage(base: KnowledgeBase, text: str) -> str:
    return _one_of(base, "stage", "стадия", "не найдена", text)


def _subcategories(base: KnowledgeBase, text: str) -> list[str]:
    titles = {str(s.id): s.title for s in base.subcategories.values()}
    return _several(Vocabulary(titles), titles, "подкатегория", text)


def _situations(base: KnowledgeBase, text: str) -> list[str]:
    titles = {str(s.id): s.short_title for s in base.all(LifeSituation)}
    long = {id: s.title for id in titles if (s := base.get(LifeSituation, id)) is not None}
    found: list[str] = []
    for part in _parts(text, titles):
        same = [id for id, title in long.items() if name_key(title) == name_key(part)]
        found += same or _several(Vocabulary(titles), titles, "ситуация", part)
    return list(dict.fromkeys(found))


def _parts(text: str, known: Mapping[str, str]) -> list[str]:
    """The parts of a list: ids are split at commas; titles are not, for they may contain commas."""
    parts: list[str] = []
    for line in re.split(r"[;\n]", text):
        pieces = [piece.strip() for piece in line.split(",") if piece.strip()]
        parts += pieces if pieces and all(piece in known for piece in pieces) else [line.strip(" -•")]
    return [part for part in parts if part]


def _several(vocabulary: Vocabulary, titles: Mapping[str, str], what: str, text: str) -> list[str]:
    found: list[str] = []
    for part in _parts(text, titles):
        if part in titles:
            found.append(part)
            continue
        for word in vocabulary.listed(part):
            if word.id is None or not word.sure:
                hint = f"возможно, «{word.nearest}»" if word.nearest else f"можно: {', '.join(f'«{title}»' for title in titles.values())}"
                raise UnfitAnswer(f"{what} «{word.text}» не найдена", hint)
            found.append(word.id)
    return list(dict.fromkeys(found))


def _problems(base: KnowledgeBase, text: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for line in (line.strip(" •") for line in text.split("\n")):
        if not line:
            continue
        name, why = _named_problem(base, line.removeprefix("- "))
        if not why:
            raise UnfitAnswer(f"не сказано, чем практика помогает с проблемой «{name}»", f"допишите через тире: {name} – чем именно становится лучше")
        if all(problem["problem"] != name for problem in found):
            found.append({"problem": name, "why": why})
    return found


def _named_problem(base: KnowledgeBase, line: str) -> tuple[str, str]:
    """«situatsiya#3 – чем», «Долгие торги – чем» → the problem's id and the reason."""
    for border in [*_WHY.finditer(line), None]:
        name, why = (line[: border.start()], line[border.end() :].strip()) if border else (line, "")
        wanted = name.strip(" .")
        if wanted in base.problems:
            return wanted, why
        named = [id for id, (_, problem) in base.problems.items() if name_key(problem.title) == name_key(wanted)]
        if len(named) == 1:
            return named[0], why
        if len(named) > 1:
            raise UnfitAnswer(f"проблема «{wanted}» есть в нескольких ситуациях", f"напишите номер: {' или '.join(named)}")
    name = _WHY.split(line)[0]
    near = [f"{id} («{base.problems[id][1].title}»)" for id in problems_like(base, name, 3)]
    raise UnfitAnswer(f"проблема «{name}» не найдена", f"возможно, {' или '.join(near)}" if near else "номера проблем стоят на страницах жизненных ситуаций")


def _date(base: KnowledgeBase, text: str) -> str | int:
    """A year, a month or a day in the format of records, also from «15.12.2025» and «12.2025»."""
    if match := _DAY.fullmatch(text):
        parts = [match["year"], match["month"] or match["day"], match["day"] if match["month"] else None]
        if parts[1] is None:
            return int(match["year"])
        return "-".join(part.zfill(2) for part in parts if part)
    return text


def _day(base: KnowledgeBase, text: str) -> str:
    return str(_date(base, text))


def _results(base: KnowledgeBase, text: str) -> list[Candidate]:
    found: list[Candidate] = []
    for line in _lines(base, text):
        found += stated(line) if ": " in line else candidates(line)
    return found


def _lines(base: KnowledgeBase, text: str) -> list[str]:
    lines = (re.sub(r"^(?:[-–—•*]|\d{1,2}[.)])\s+", "", line.strip()) for line in text.split("\n"))
    return [line for line in lines if line]


def _paragraphs(base: KnowledgeBase, text: str) -> str:
    return text


_READERS: Mapping[Answer, Callable[[KnowledgeBase, str], Any]] = {
    Answer.TEXT: _paragraphs, Answer.LINES: _lines, Answer.REGIONS: _regions, Answer.DIRECTION: _direction, Answer.SUBCATEGORIES: _subcategories,
    Answer.KIND: _kind, Answer.STAGE: _stage, Answer.DATE: _date, Answer.DAY: _day, Answer.SITUATIONS: _situations,
    Answer.PROBLEMS: _problems, Answer.RESULTS: _results,
}
