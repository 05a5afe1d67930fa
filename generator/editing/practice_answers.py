"""Free-text answers about a practice → the facts of its draft, or why an answer is not valid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generator.knowledge.base import KnowledgeBase
from generator.wording.practice_questions import QUESTIONS, Answer, Question

from .answer_readers import UnfitAnswer, answer_value
from .importing.figures import Candidate
from .importing.tidying import tidy_line
from .practice_draft import PracticeFacts, fault_of

_MOST_CHARACTERS = 20_000  # of an answer
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the answer to a question is not valid, in Russian, and the next step."""

    question: Question
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    facts: PracticeFacts
    refusals: tuple[Refusal, ...]


def understand(base: KnowledgeBase, answers: Mapping[str, str], *, all_needed: bool = False) -> Understood:
    """``answers`` by name of the question; empty ones are skipped.

    With ``all_needed``, missing required answers (title, source, the text itself) are refused too.
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
        except UnfitAnswer as fault:
            refusals.append(Refusal(question, fault.message, fault.hint))
    if sources := values.get("sources"):
        values["sources"] = [{name: sources[0][name] for name in ("title", "publisher", "date", "url") if name in sources[0]}]
    return Understood(PracticeFacts(values, figures=figures), tuple(refusals))


def with_answers(facts: PracticeFacts, given: PracticeFacts) -> PracticeFacts:
    """Facts found in a text, merged with those a person has given (``given``), which take precedence."""
    values = dict(facts.values)
    for name, value in given.values.items():
        if name == "resources":
            values[name] = {**values.get(name, {}), **value}
        elif name == "sources":
            values[name] = [{**(values.get(name) or [{}])[0], **value[0]}]
        else:
            values[name] = value
    beside = {path: text for path, text in facts.beside.items() if path[0] not in given.values}
    remarks = [text for text in facts.remarks if text.partition(":")[0] not in given.values]
    return PracticeFacts(values, beside, remarks, given.figures or facts.figures, facts.borrowed and "solution" not in given.values)


def refusal(base: KnowledgeBase, question: Question, text: str) -> Refusal | None:
    """Why one answer is not valid; None if it is."""
    found = understand(base, {question.name: text}).refusals
    return found[0] if found else None


def tidy_answer(text: str) -> str:
    """Without invisible characters and surrounding spaces; paragraphs and list items stay."""
    removed: Counter[str] = Counter()
    lines = [tidy_line(line, removed) for line in text[:_MOST_CHARACTERS].replace("\r\n", "\n").split("\n")[:_MOST_LINES]]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def put(values: dict[str, Any], place: tuple[str | int, ...], value: Any) -> None:
    """Set a value at its path in the record; a list on the path gets one item."""
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
        raise UnfitAnswer(re.sub(r"^(?:в )?пол[ея] «[^»]*»:? ", "", fault))
