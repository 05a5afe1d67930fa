"""A GitHub issue «Предложить практику» → answers to the questions about a practice; the reply to its author.

The body is untrusted text. The headings of the form split it into answers, and everything quoted
in the reply is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.analysis.similarity import Twin
from generator.knowledge.base import KnowledgeBase
from generator.model.practice import Practice
from generator.wording.name_key import name_key
from generator.wording.practice_questions import QUESTIONS

from .importing.recognition import Recogniser
from .practice_answers import Refusal, Understood, understand
from .practice_draft import PracticeDraft
from .review import harmless

MARK = "<!-- smarteka proposal -->"  # a bot finds its earlier reply by it
NOTHING = "_No response_"  # written by GitHub for an empty field
_HEADING = re.compile(r"#{2,4}[ \t]+(.+?)[ \t]*#*[ \t]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MOST_CHARACTERS = 200_000
_EDIT = "Отредактируйте обращение, и черновик соберётся сам. Новое открывать не нужно."


@dataclass(frozen=True, slots=True)
class Proposal:
    """A parsed issue. If ``refused`` (with ``refusals``, a ``known`` practice or not ``in_form``), no draft is to be made."""

    understood: Understood
    refusals: tuple[Refusal, ...]
    known: Practice | None = None
    probable: Twin | None = None
    in_form: bool = True

    @property
    def refused(self) -> bool:
        return bool(self.refusals) or self.known is not None or not self.in_form


def read_proposal(base: KnowledgeBase, body: str) -> Proposal:
    """``base`` includes drafts. Never raises for a bad issue."""
    answers = form_answers(body)
    understood = understand(base, answers, all_needed=True)
    if not answers:
        return Proposal(understood, (), in_form=False)
    values = understood.facts.values
    if understood.refusals:
        return Proposal(understood, understood.refusals)
    found = Recogniser(base).recognise(values["title"], values.get("regions", ()), values["solution"])
    return Proposal(understood, (), found.known, found.probable)


def form_answers(body: str) -> dict[str, str]:
    """Answers by name of the question. Only headings of the form, in its order, are recognised; others are text."""
    body = _COMMENT.sub("", body[:_MOST_CHARACTERS]).replace("\r\n", "\n").replace("\r", "\n")
    numbers = {name_key(question.label): number for number, question in enumerate(QUESTIONS)}
    last = -1
    texts: dict[str, list[str]] = {}
    for line in body.split("\n"):
        heading = _HEADING.fullmatch(line)
        number = numbers.get(name_key(heading[1]), -1) if heading else -1
        if number > last:
            last = number
            texts[QUESTIONS[number].name] = []
        elif last >= 0:
            texts[QUESTIONS[last].name].append(line)
    answers = {name: "\n".join(lines).strip() for name, lines in texts.items()}
    return {name: "" if answer == NOTHING else answer for name, answer in answers.items()}


def refusal_reply(base: KnowledgeBase, proposal: Proposal) -> str:
    """The reply: why there is no draft yet, answer by answer, and what to do."""
    lines = [MARK]
    if not proposal.in_form:
        lines += [
            "Черновик не сделан: в обращении не видно ответов формы «Предложить практику».", "",
            "Откройте новое обращение по этой форме или верните в текст её заголовки «### …».",
        ]
    elif proposal.known is not None:
        item = base.find("practice", proposal.known.id)
        path = item.path if item else ""
        lines += [
            f"Черновик не сделан: такая практика уже есть – «{harmless(proposal.known.title)}», `{path}`.", "",
            "Если вы знаете о ней больше (результат, стоимость, другой регион, который её внедрил), предложите правку этой записи "
            "или опишите её в обращении «Исправить запись». Если это другая практика, уточните название и отредактируйте обращение.",
        ]
    else:
        lines += ["Спасибо! Черновик пока не сделан: не хватило вот чего.", ""]
        lines += [_line(refusal) for refusal in proposal.refusals]
        lines += ["", _EDIT]
    return "\n".join(lines) + "\n"


def unfit_reply(reason: str) -> str:
    """The reply if the answers are valid one by one, but no draft could be made."""
    return f"{MARK}\nЧерновик не сделан: {harmless(reason)}.\n\n{_EDIT}\n"


def done_reply(base: KnowledgeBase, proposal: Proposal, draft: PracticeDraft, remarks: Sequence[str]) -> str:
    """The reply: the draft that was made, and what an editor still has to check. Also the text of the pull request."""
    values = proposal.understood.facts.values
    lines = [MARK, f"Спасибо! Из обращения сделан черновик «{harmless(str(values['title']))}»: `{draft.path}`.", ""]
    todo = list(_to_do(base, proposal, draft))
    if todo:
        lines += ["Редактору:", "", *todo, ""]
    if remarks:
        lines += ["Замечания проверки:", "", *(f"- {harmless(remark)}" for remark in remarks), ""]
    lines += ["На сайт запись попадёт, когда редактор проверит её и уберёт строку `draft: true`."]
    return "\n".join(lines) + "\n"


def _to_do(base: KnowledgeBase, proposal: Proposal, draft: PracticeDraft) -> Iterable[str]:
    values = proposal.understood.facts.values
    if draft.blanks:
        yield f"- допишите: {', '.join(f'`{name}`' for name in draft.blanks)}"
    proposed = [name for name in ("summary", "kind", "stage") if name not in values]
    if proposed:
        yield f"- проверьте, что предложено по тексту: {', '.join(f'`{name}`' for name in proposed)}"
    if proposal.understood.facts.figures:
        yield "- числа из ответа «Что это дало» стоят в черновике под знаком `#`: раскройте нужные и назовите, что измерено"
    if "regions" not in values:
        yield "- регион не назван"
    if proposal.probable is not None:
        twin = proposal.probable.practice
        yield f"- похоже на «{harmless(twin.title)}» (`{twin.id}`): не повтор ли это?"


def _line(refusal: Refusal) -> str:
    hint = f" {harmless(_sentence(refusal.hint))}" if refusal.hint else ""
    return f"- **{refusal.question.label}**: {harmless(refusal.message)}.{hint}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


