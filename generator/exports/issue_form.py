"""The issue form «Предложить практику» for GitHub and GitLab, generated from the questions and the vocabularies of the base.

Options are titles, not ids; ``smarteka new practice --from-issue`` parses them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.analysis.practice_choices import choices
from generator.knowledge.base import KnowledgeBase
from generator.wording.practice_questions import QUESTIONS, Answer, Question

GITHUB = ".github/ISSUE_TEMPLATE/practice.yml"
GITLAB = ".gitlab/issue_templates/Предложить практику.md"
LABEL = "практика"  # the workflow makes drafts from issues with this label
_MADE = "Сделано командой smarteka schemas из вопросов о практике и слов базы: правьте их, а не этот файл."
_INTRO = (
    "Расскажите о решении, которое заработало в регионе. Нужен открытый источник: новость, отчёт, паспорт практики. "
    "Чего не знаете, оставьте пустым. Из ответов сам соберётся черновик записи, ссылка на него придёт в комментарии. "
    "Личных телефонов, почты и лишних сведений о людях не пишите: обращение видно всем."
)
_LONG = (Answer.TEXT, Answer.LINES, Answer.RESULTS, Answer.PROBLEMS)
_LISTS = (Answer.REGIONS, Answer.DIRECTION, Answer.SUBCATEGORIES, Answer.KIND, Answer.STAGE, Answer.SITUATIONS)
_MANY = (Answer.REGIONS, Answer.SUBCATEGORIES, Answer.SITUATIONS)


def issue_form_files(root: Path, base: KnowledgeBase) -> dict[str, bytes]:
    """The forms by path below the root; only for services whose folder exists."""
    found = {}
    if (root / ".github").is_dir():
        found[GITHUB] = github_form(base).encode()
    if (root / ".gitlab").is_dir():
        found[GITLAB] = gitlab_template(base).encode()
    return found


def github_form(base: KnowledgeBase) -> str:
    """A GitHub issue form (YAML)."""
    form = {
        "name": "Предложить практику",
        "description": "Расскажите о решении, которое заработало в регионе. Черновик записи соберётся сам.",
        "title": "Практика: ",
        "labels": [LABEL],
        "body": [{"type": "markdown", "attributes": {"value": _INTRO}}, *(_field(base, question) for question in QUESTIONS)],
    }
    return f"# {_MADE}\n{yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=120)}"


def _field(base: KnowledgeBase, question: Question) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": question.label, "description": question.hint}
    options = list(choices(base, question).values()) if question.answer in _LISTS else []
    if options:
        attributes |= {"multiple": question.answer in _MANY, "options": options}
    kind = "dropdown" if options else "textarea" if question.answer in _LONG else "input"
    return {
        "type": kind, "id": question.name, "attributes": attributes,
        **({"validations": {"required": True}} if _needed(question) else {}),
    }


def gitlab_template(base: KnowledgeBase) -> str:
    """A GitLab description template: GitLab has no forms, so it has the headings of the form, and the hints as comments."""
    lines = [f'/label ~"{LABEL}"', "", f"<!-- {_INTRO} Ответы пишите под заголовками; сами заголовки не меняйте. -->", ""]
    for question in QUESTIONS:
        options = list(choices(base, question).values()) if question.answer in _LISTS and question.answer is not Answer.REGIONS else []
        listed = f" Можно: {'; '.join(options)}." if options else ""
        needed = " Обязательно." if _needed(question) else ""
        lines += [f"### {question.label}", "", f"<!-- {question.hint}.{listed}{needed} -->", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _needed(question: Question) -> bool:
    return question.always or question.name == "solution"
