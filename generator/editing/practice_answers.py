"""Answers about a practice, in a person's words → the facts of its draft, or why an answer will not do.

Names are looked up in the base; what is not found is refused with the nearest that there is, never
guessed in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from generator.analysis.language import content_lemmas
from generator.analysis.practice_choices import choices
from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation
from generator.model.region import Region
from generator.wording.practice_questions import BY_NAME, QUESTIONS, Answer, Question

from .importing.digest_front import key
from .importing.figures import Candidate, candidates, stated
from .importing.region_names import RegionNames
from .importing.tidying import tidy_line
from .importing.vocabulary_names import Vocabulary
from .practice_draft import PracticeFacts, fault_of

_MOST_SIGNS = 20_000  # of an answer
_MOST_LINES = 200
_OFFERED = 5
_LEAST_ALIKE = 55  # of 100: names worth offering,
_FALL = 20  # and by how much less alike than the best they may be
_WHY = re.compile(r"\s+[–—-]+\s+|\s*:\s+")
_DAY = re.compile(r"(?:(?P<day>\d{1,2})\.)?(?:(?P<month>\d{1,2})\.)?(?P<year>\d{4})(?:\s*г(?:\.|ода?)?)?")


class _Unfit(Exception):
    """An answer that will not do: what is wrong and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the answer to a question will not do, in Russian, and the next step."""

    question: Question
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    facts: PracticeFacts
    refusals: tuple[Refusal, ...]


def understand(base: KnowledgeBase, answers: Mapping[str, str], *, all_needed: bool = False) -> Understood:
    """``answers`` by name of the question; empty ones say nothing.

    ``all_needed`` also refuses what is missing and has to be there (title, source, the text itself).
    """
    values: dict[str, Any] = {}
    figures: Sequence[Candidate] = ()
    refusals: list[Refusal] = []
    for question in QUESTIONS:
        text = tidy_answer(answers.get(question.name, ""))
        if not text:
            if all_needed and (question.always or question.name == "solution"):
                refusals.append(Refusal(question, "нет ответа", "без этого записи не сделать"))
            continue
        try:
            value = answer_value(base, question, text)
            if question.answer is Answer.RESULTS:
                figures = value
            else:
                _refuse_unfit(base, question, value)
                put(values, question.place, value)
        except _Unfit as fault:
            refusals.append(Refusal(question, fault.message, fault.hint))
    if sources := values.get("sources"):
        values["sources"] = [{name: sources[0][name] for name in ("title", "publisher", "date", "url") if name in sources[0]}]
    return Understood(PracticeFacts(values, figures=figures), tuple(refusals))


def with_answers(facts: PracticeFacts, told: PracticeFacts) -> PracticeFacts:
    """Facts of a text with what a person said of them: the person is right."""
    values = dict(facts.values)
    for name, value in told.values.items():
        if name == "resources":
            values[name] = {**values.get(name, {}), **value}
        elif name == "sources":
            values[name] = [{**(values.get(name) or [{}])[0], **value[0]}]
        else:
            values[name] = value
    beside = {path: text for path, text in facts.beside.items() if path[0] not in told.values}
    remarks = [text for text in facts.remarks if text.partition(":")[0] not in told.values]
    return PracticeFacts(values, beside, remarks, told.figures or facts.figures, facts.borrowed and "solution" not in told.values)


def refusal(base: KnowledgeBase, question: Question, text: str) -> Refusal | None:
    """Why one answer will not do; None where it will."""
    found = understand(base, {question.name: text}).refusals
    return found[0] if found else None


def tidy_answer(text: str) -> str:
    """Without signs nobody sees and spaces at the ends; paragraphs and list items stay."""
    removed: Counter[str] = Counter()
    lines = [tidy_line(line, removed) for line in text[:_MOST_SIGNS].replace("\r\n", "\n").split("\n")[:_MOST_LINES]]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def answer_value(base: KnowledgeBase, question: Question, text: str) -> Any:
    """The value of a tidy answer that is not empty. Raises _Unfit."""
    if question.answer in (Answer.LINE, Answer.URL):
        return " ".join(text.split())
    return _READERS[question.answer](base, text)


def put(values: dict[str, Any], place: tuple[str | int, ...], value: Any) -> None:
    """Put a value where it stands in the record; lists on the way hold one part."""
    inner: Any = values
    for name, following in pairwise(place):
        if isinstance(name, int):
            inner = inner[0]
        else:
            inner = inner.setdefault(name, [{}] if isinstance(following, int) else {})
    inner[place[-1]] = value


def _refuse_unfit(base: KnowledgeBase, question: Question, value: Any) -> None:
    tried: dict[str, Any] = {"sources": [{"title": "x"}]} if question.place[0] == "sources" else {}
    put(tried, question.place, value)
    if fault := fault_of(base, tried):
        raise _Unfit(re.sub(r"^(?:в )?пол[ея] «[^»]*»:? ", "", fault))


# What a name may mean


def regions_like(base: KnowledgeBase, text: str, most: int = _OFFERED) -> list[str]:
    """Ids of the regions that a name may mean, the likeliest first: «тула», «Рязаньская», «югра»."""
    names = {str(r.id): (r.title, *r.other_names) for r in base.all(Region)}
    return _like(names, text, most)


def problems_like(base: KnowledgeBase, text: str, most: int = 8) -> list[str]:
    """Problems in whose titles, texts or situations the words stand, in whatever form; the likeliest first."""
    wanted = set(content_lemmas(text))
    scores: dict[str, float] = {}
    for id, (situation, problem) in base.problems.items():
        title = set(content_lemmas(problem.title))
        rest = set(content_lemmas(f"{problem.text or ''} {situation.title} {situation.short_title}"))
        score = len(wanted & title) + 0.5 * len((wanted - title) & rest)
        scores[id] = score + fuzz.partial_ratio(key(text), key(problem.title)) / 1000
    order = {id: place for place, id in enumerate(base.problems)}
    best = sorted((id for id in scores if scores[id] >= 0.5 or key(text) in key(base.problems[id][1].title)), key=lambda id: (-scores[id], order[id]))
    return best[:most]


def _like(names: Mapping[str, Sequence[str]], text: str, most: int) -> list[str]:
    wanted = key(text)
    scores: dict[str, float] = {}
    for id, all_names in names.items():
        for name in (id, *all_names):
            scores[id] = max(scores.get(id, 0.0), _likeness(wanted, name))
    least = max(_LEAST_ALIKE, max(scores.values(), default=0.0) - _FALL)
    return sorted((id for id in scores if scores[id] >= least), key=lambda id: (-scores[id], id))[:most]


def _likeness(wanted: str, name: str) -> float:
    """Of 100: how much a name, or the beginning of one of its words, is like what was typed."""
    own = key(name)
    if own == wanted:
        return 100.0
    if own.startswith(wanted):
        return 95.0
    beginnings = [JaroWinkler.similarity(wanted, word[: len(wanted)]) for word in map(key, re.split(r"[\s-]+", name)) if len(wanted) > 2 and word[:1] == wanted[:1]]
    return max([fuzz.ratio(wanted, own), *(90 * score for score in beginnings)])


# Readers of answers


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
        if region.id is None:
            near = [f"{names.titles[id]} ({id})" for id in regions_like(base, region.text, 3)]  # type: ignore[index]  # ids of the base
            raise _Unfit(f"регион «{region.text}» не найден", f"возможно, {' или '.join(near)}" if near else "назовите субъект РФ, например «Тульская область»")
        found.append(region.id)
    return list(dict.fromkeys(found))


def _one_of(base: KnowledgeBase, question_name: str, what: str, lost: str, text: str) -> str:
    known = choices(base, BY_NAME[question_name])
    if text in known:
        return text
    wanted = key(text)
    named = [id for id, title in known.items() if key(title) == wanted]
    begun = [id for id, title in known.items() if wanted and key(title).startswith(wanted)]
    if named or len(begun) == 1:
        return (named or begun)[0]
    near = process.extractOne(wanted, {id: key(title) for id, title in known.items()}, scorer=fuzz.WRatio, score_cutoff=_LEAST_ALIKE)
    hint = f"возможно, «{known[near[2]]}» ({near[2]})" if near else f"можно: {', '.join(f'«{title}»' for title in known.values())}"
    raise _Unfit(f"{what} «{text}» {lost}", hint)


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
        same = [id for id, title in long.items() if key(title) == key(part)]
        found += same or _several(Vocabulary(titles), titles, "ситуация", part)
    return list(dict.fromkeys(found))


def _parts(text: str, known: Mapping[str, str]) -> list[str]:
    """Ids one by one; other names as they stand, for their titles may hold commas."""
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
                raise _Unfit(f"{what} «{word.text}» не найдена", hint)
            found.append(word.id)
    return list(dict.fromkeys(found))


def _problems(base: KnowledgeBase, text: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for line in (line.strip(" •") for line in text.split("\n")):
        if not line:
            continue
        name, why = _named_problem(base, line.removeprefix("- "))
        if not why:
            raise _Unfit(f"не сказано, чем практика помогает с проблемой «{name}»", f"допишите через тире: {name} – чем именно становится лучше")
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
        named = [id for id, (_, problem) in base.problems.items() if key(problem.title) == key(wanted)]
        if len(named) == 1:
            return named[0], why
        if len(named) > 1:
            raise _Unfit(f"проблема «{wanted}» есть в нескольких ситуациях", f"напишите номер: {' или '.join(named)}")
    name = _WHY.split(line)[0]
    near = [f"{id} («{base.problems[id][1].title}»)" for id in problems_like(base, name, 3)]
    raise _Unfit(f"проблема «{name}» не найдена", f"возможно, {' или '.join(near)}" if near else "номера проблем стоят на страницах жизненных ситуаций")


def _date(base: KnowledgeBase, text: str) -> str | int:
    """A year, a month or a day as records write it, also from «15.12.2025» and «12.2025»."""
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
}  # fmt: skip
