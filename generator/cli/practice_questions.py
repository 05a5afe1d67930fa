"""The questions of ``smarteka new practice`` in a terminal; answers have the same form as options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from generator.wording.practice_questions import QUESTIONS, Answer, Question

from . import questions as terminal

if TYPE_CHECKING:
    from generator.knowledge.base import KnowledgeBase

_FROM_LISTS = (Answer.DIRECTION, Answer.SUBCATEGORIES, Answer.KIND, Answer.STAGE, Answer.SITUATIONS)
_WAITING = ("announced", "pilot")  # stages that need a day of a check


def ask(base: KnowledgeBase, given: Mapping[str, str]) -> dict[str, str]:
    """All answers by name of the question: those given and, in the order of ``QUESTIONS``, those from the terminal. Raises click.Abort."""
    terminal.say("Несколько вопросов о практике. Ошибку в ответе исправите потом в файле. Ctrl+C – выйти, ничего не останется.")
    answers = {name: answer for name, answer in given.items() if answer}
    for question in QUESTIONS:
        if question.name in answers or not _is_asked(base, question, answers):
            continue
        if answer := _answer(base, question):
            answers[question.name] = answer
        if question.name == "region" and not _goes_on(base, answers):
            raise click.Abort
    return answers


def _is_asked(base: KnowledgeBase, question: Question, answers: Mapping[str, str]) -> bool:
    if question.name == "check_on":
        return _stage(base, answers) in _WAITING
    if question.name == "stage_date":
        return bool(answers.get("stage"))
    return True


def _stage(base: KnowledgeBase, answers: Mapping[str, str]) -> str:
    """The stage of the answer: «пилот», ``pilot`` → ``pilot``; empty if unknown."""
    from generator.editing.practice_answers import understand

    return str(understand(base, {"stage": answers.get("stage", "")}).facts.values.get("stage", ""))


def _answer(base: KnowledgeBase, question: Question) -> str:
    from generator.analysis.practice_choices import choices
    from generator.editing.practice_answers import refusal

    def refused(text: str) -> str:
        found = refusal(base, question, text)
        return f"{found.message}{f' ({found.hint})' if found.hint else ''}" if found else ""

    if question.answer is Answer.REGIONS:
        return _regions(base, question)
    if question.answer is Answer.PROBLEMS:
        return _problems(base, question)
    if question.answer in _FROM_LISTS:
        options = choices(base, question)
        if not options:
            return ""
        many = question.answer in (Answer.SUBCATEGORIES, Answer.SITUATIONS)
        terminal.head(question.label, f"{question.hint}. {'Номера через запятую' if many else 'Номер'}:", needed=False)
        terminal.menu(list(options.values()))
        chosen = "; ".join(terminal.chosen(options, many=many, otherwise=lambda text: refused(text).partition(" (можно: ")[0]))  # the menu shows them
        if chosen:
            _confirm(base, question, chosen, options)
        return chosen
    needed = question.always or question.name == "solution"
    if question.answer in (Answer.TEXT, Answer.LINES, Answer.RESULTS):
        terminal.head(question.label, f"{question.hint}. Пустая строка – конец.", needed=needed)
        return terminal.paragraphs(refused, needed=needed)
    terminal.head(question.label, question.hint, needed=needed)
    return terminal.line(refused, needed=needed)


def _regions(base: KnowledgeBase, question: Question) -> str:
    """Regions by name; for an unknown name, a menu of similar ones."""
    from generator.editing.likely_names import regions_like
    from generator.editing.practice_answers import refusal
    from generator.model.region import Region

    terminal.head(question.label, f"{question.hint}. Название или его начало; несколько – через запятую", needed=False)
    while text := terminal.line(lambda _: ""):
        if refusal(base, question, text) is None:
            _confirm(base, question, text, {region.id: region.title for region in base.all(Region)})
            return text
        found: list[str] = []
        for part in filter(None, (p.strip() for p in text.split(","))):
            if refusal(base, question, part) is None:
                found.append(part)
                continue
            like: dict[str, str] = {id: region.title for id in regions_like(base, part) if (region := base.get(Region, id))}
            if not like:
                terminal.say(f"  ! регион «{part}» не найден; попробуйте другое название")
                break
            terminal.say(f"  Региона «{part}» нет. Какой из них? (Enter – набрать заново)")
            terminal.menu(list(like.values()))
            one = terminal.chosen(like, many=False)
            if not one:
                break
            found += one
        else:
            return "; ".join(found)
    return ""


def _confirm(base: KnowledgeBase, question: Question, text: str, titles: Mapping[str, str]) -> None:
    """Print the titles that the answer was resolved to."""
    from generator.editing.answer_readers import answer_value

    values = answer_value(base, question, text)
    terminal.say(f"  = {'; '.join(titles.get(str(value), str(value)) for value in ([values] if isinstance(values, str) else values))}")


def _problems(base: KnowledgeBase, question: Question) -> str:
    """Search problems by words until an empty answer; ask the reason for each chosen one."""
    from generator.editing.likely_names import problems_like

    if not base.problems:
        return ""
    terminal.head(question.label, "Слова для поиска среди проблем жизненных ситуаций", needed=False)
    lines: dict[str, str] = {}
    while words := terminal.line(lambda _: ""):
        exact = [words] if words in base.problems else []
        like = {id: f"{base.problems[id][1].title} ({base.problems[id][0].short_title}, № {base.problems[id][1].number})" for id in exact or problems_like(base, words)}
        if not like:
            terminal.say("  Таких проблем не нашлось. Другие слова? (Enter – дальше)")
            continue
        terminal.menu(list(like.values()))
        terminal.say("  Номера тех, с которыми практика помогает (Enter – искать ещё):")
        for id in terminal.chosen(like, many=True):
            terminal.say(f"  Чем помогает с проблемой «{base.problems[id][1].title}»? Одной фразой:")
            if why := terminal.line(lambda _: ""):
                lines[id] = f"{id} – {why}"
        terminal.say("  Ещё слова для поиска? (Enter – дальше)")
    return "\n".join(lines.values())


def _goes_on(base: KnowledgeBase, answers: Mapping[str, str]) -> bool:
    """Whether to continue: True, or the user's answer if the base seems to have the practice already."""
    from generator.editing.importing.recognition import Recogniser
    from generator.editing.practice_answers import understand

    values = understand(base, answers).facts.values
    found = Recogniser(base).recognise(values.get("title", ""), values.get("regions", ()), "")
    like = found.known or (found.probable.practice if found.probable else None)
    if like is None:
        return True
    item = base.find("practice", like.id)
    terminal.say(f"\n  Похоже, такая практика уже есть: «{like.title}» ({item.path if item else like.id}).")
    return terminal.yes("Всё равно создать новую?")
