"""Rules that find contradictions between the text of an item and its status.

A rule only reports; the status stays as in the source. ``RULES`` is the full list, with
descriptions that are shown to the editor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.report import DeadlineKind, Status
from generator.wording.russian import STATUSES, day

from .deadlines import ReadDeadline
from .prose import sentences
from .report_cells import ReadExecution

SHORT_TEXT = 160  # characters: a shorter execution without a number, document or link proves nothing

_NOT_YET = re.compile(
    r"\b(?:планируется|планируют|запланирован[аоы]?|предстоит|ожидается|будет|будут|не проведен[аоы]?|не выполнен[аоы]?|не исполнен[аоы]?"
    r"|не предоставля\w+|не утвержд\w+|не разработан\w*|отсутству\w+|перенесен[аоы]?|приостановлен[аоы]?|в стадии|прорабатывается)\b"
)
_DONE = re.compile(r"\b(?:проведен[аоы]?|утвержден[аоы]?|создан[аоы]?|выполнен[аоы]?|завершен[аоы]?|внедрен[аоы]?|состоял[аио]сь|обучен[аоы]?)\b")
_EVIDENCE = re.compile(r"\d|https?://|№|приказ|постановлени|распоряжени|протокол", re.IGNORECASE)
_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_DATE = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\.(\d\d)\.|\s+({'|'.join(_MONTHS)})\s+)(20\d\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """Input of a rule. ``mark`` is the symbol instead of an execution; ``missed`` are plans that were not reached."""

    status: Status
    deadline: ReadDeadline | None
    responsible: tuple[str, ...]
    execution: tuple[ReadExecution, ...]
    mark: str
    missed: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.execution)


@dataclass(frozen=True, slots=True)
class ItemRule:
    """``says`` is the description for people; ``find`` gives a sentence for each contradiction."""

    code: str
    says: str
    find: Callable[[ItemFacts], Iterator[str]]


def _done_without_text(item: ItemFacts) -> Iterator[str]:
    if item.status in (Status.DONE, Status.PARTLY) and not item.execution:
        yield f"отметка – «{STATUSES[item.status]}», а исполнение не описано" + (f": стоит «{item.mark}»" if item.mark else "")


def _done_but_not_yet(item: ItemFacts) -> Iterator[str]:
    if item.status is Status.DONE and (found := _first(_NOT_YET, item.text)):
        yield f"отметка – «выполнено», а в тексте: «{found}»"


def _not_done_but_done(item: ItemFacts) -> Iterator[str]:
    if item.status in (Status.NOT_DONE, Status.CROSSED, Status.NONE) and item.text:
        if found := _first(_DONE, re.sub(r"\bне\s+\w+", "", item.text)):
            yield f"отметка – «{STATUSES[item.status]}», а в тексте: «{found}»"
        elif item.status is not Status.NOT_DONE:
            yield f"{'отметки нет' if item.status is Status.NONE else 'стоит «Х»'}, а исполнение описано"


def _done_late(item: ItemFacts) -> Iterator[str]:
    deadline = item.deadline
    if item.status is not Status.DONE or deadline is None or deadline.due is None or deadline.kind in (DeadlineKind.SEVERAL, DeadlineKind.YEAR):
        return
    days = [found for found, _ in dates(item.text)]
    if days and min(days) > deadline.due:
        yield f"самый ранний день в тексте, {day(min(days))}, – после срока ({day(deadline.due)})"


def _plan_missed(item: ItemFacts) -> Iterator[str]:
    if item.status is Status.DONE and item.missed:
        yield f"отметка – «выполнено», а план не достигнут: {'; '.join(item.missed)}"[:400]


def _nothing_to_show(item: ItemFacts) -> Iterator[str]:
    if item.status is Status.DONE and item.execution and len(item.text) < SHORT_TEXT and not _EVIDENCE.search(item.text):
        yield "ни чисел, ни документов, ни ссылок исполнение не приводит"


def _silent_bodies(item: ItemFacts) -> Iterator[str]:
    named = {part.body for part in item.execution if part.body}
    if not named or len(item.responsible) < 2:
        return
    silent = [body for body in item.responsible if not any(_same(body, other) for other in named) and body not in item.text]
    if silent:
        yield f"исполнение разбито по ответственным, а этих в нём нет: {', '.join(silent)}"[:400]


def _other_bodies(item: ItemFacts) -> Iterator[str]:
    other = [part.body for part in item.execution if part.body and not any(_same(body, part.body) for body in item.responsible)]
    if other and item.responsible:
        yield f"отчитались, хотя среди ответственных их нет: {', '.join(dict.fromkeys(other))}"[:400]


RULES: tuple[ItemRule, ...] = (
    ItemRule("done-without-text", "Отметка «выполнено», а исполнение пусто или вместо него стоит знак.", _done_without_text),
    ItemRule("text-against-done", "Отметка «выполнено», а в тексте есть слова «планируется», «будет», «ожидается», «не проведено», «не предоставляет», «отсутствует» и подобные.", _done_but_not_yet),
    ItemRule("text-against-not-done", "Отметка «не выполнено», «Х» или пусто, а в тексте сказано о сделанном.", _not_done_but_done),
    ItemRule("done-late", "Отметка «выполнено», а самый ранний день в тексте позже срока.", _done_late),
    ItemRule("plan-missed", "Отметка «выполнено», а число факта в тексте меньше числа плана.", _plan_missed),
    ItemRule("nothing-to-show", f"Отметка «выполнено», а текст короче {SHORT_TEXT} знаков и в нём нет чисел, документов и ссылок.", _nothing_to_show),
    ItemRule("body-silent", "Исполнение разбито по ответственным, а кого-то из них в нём нет.", _silent_bodies),
    ItemRule("body-not-responsible", "Отчитался тот, кого нет среди ответственных.", _other_bodies),
)


def dates(text: str) -> Iterator[tuple[date, int]]:
    """Full dates in a text with their positions, without invalid ones."""
    for match in _DATE.finditer(text):
        month = int(match[2]) if match[2] else _MONTHS.index(match[3].lower()) + 1
        try:
            yield date(int(match[4]), month, int(match[1])), match.start()
        except ValueError:
            continue


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 5 and (one.startswith(other) or other.startswith(one)))


def _first(pattern: re.Pattern[str], text: str) -> str:
    """The first sentence with a match, shortened around it."""
    for sentence in sentences(text.replace("\n", " ")):
        match = pattern.search(sentence.lower().replace("ё", "е"))
        if match:
            start = max(0, match.start() - 60)
            start = sentence.find(" ", start) + 1 if start else 0
            end = min(len(sentence), match.end() + 80)
            cut = sentence[start : end if end == len(sentence) else max(match.end(), sentence.rfind(" ", start, end))]
            return ("…" if start else "") + cut.strip(" .;") + ("…" if end < len(sentence) else "")
    return ""
