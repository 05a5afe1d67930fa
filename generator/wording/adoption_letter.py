"""«Запрос на внедрение»: a letter to the owner of a practice, prefilled with what the base knows.

The methodology (chapter IV.9) says who sends it (the regional service officer or another authorised person)
and where (the ЕЦП), but gives no form. The letter names the practice and the situation and problems of the
asking region, and asks for what an adopting region needs and the source leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.practice import Practice

from .russian import figure_value, plan_fact

BLANK_REGION = "[регион]"
_ALWAYS = "Что стоит изменить, если начинать заново, и что у вас не получилось с первого раза?"


@dataclass(frozen=True, slots=True)
class Letter:
    """What the sender has to fill in is in square brackets in the text."""

    to: str
    subject: str
    paragraphs: tuple[str, ...]
    known: tuple[str, ...]
    questions: tuple[str, ...]
    closing: tuple[str, ...]

    @property
    def text(self) -> str:
        """The letter as plain text, for a mail program or the clipboard.

        Blocks are separated by empty lines, known facts begin with a dash, questions with a number: the site's
        ``letter.js`` parses this text to make the Word file.
        """
        return "\n".join((
            f"Кому: {self.to}", f"Тема: {self.subject}", "", "Здравствуйте!", "",
            *(line for paragraph in self.paragraphs for line in (paragraph, "")),
            *(("Что мы уже знаем из базы «Смартека»:", *(f"– {line}" for line in self.known), "") if self.known else ()),
            "Просим рассказать:", *(f"{number}. {question}" for number, question in enumerate(self.questions, 1)), "", *self.closing,
        ))

    @property
    def body(self) -> str:
        """The text without addressee and subject, for which a mail program has fields."""
        return self.text.split("\n", 3)[3]


def adoption_letter(practice: Practice, owners: Sequence[str], situations: Sequence[str], problems: Sequence[str], asker: str = "") -> Letter:
    """``owners``: titles of the practice's regions; ``asker``: title of the asking region, if known."""
    asker = asker or BLANK_REGION
    return Letter(
        to=_addressee(practice, owners),
        subject=f"Запрос на внедрение практики «{practice.title}»",
        paragraphs=tuple(_paragraphs(practice, owners, situations, problems, asker)),
        known=tuple(_known(practice)),
        questions=tuple(_questions(practice)),
        closing=(
            "С уважением,", "[имя и фамилия], [должность: региональный сервисный уполномоченный или другой представитель региона]", asker, "[телефон, почта]",
        ),
    )


def _addressee(practice: Practice, owners: Sequence[str]) -> str:
    contact = practice.contact
    if contact:
        return ", ".join(filter(None, (contact.organisation, contact.post, contact.email)))
    named = practice.organisation or "[организация – владелец практики: источник её не называет]"
    return ", ".join((named, *owners))


def _paragraphs(practice: Practice, owners: Sequence[str], situations: Sequence[str], problems: Sequence[str], asker: str) -> list[str]:
    where = f" ({', '.join(owners)})" if owners else ""
    first = f"Мы хотим внедрить у себя ({asker}) практику «{practice.title}»{where}."
    chosen = _named("Жизненная ситуация, в которой она нужна", "Жизненные ситуации, в которых она нужна", situations)
    helps = _named("Проблема, которую она должна решить", "Проблемы, с которыми она должна помочь (лишние сотрите)", problems)
    return [first, f"{chosen} {helps}", "Чего ждём: [показатель: сколько сейчас и сколько нужно, к какому сроку]. Готовы внедрять: [где и когда]."]


def _named(one: str, many: str, titles: Sequence[str]) -> str:
    listed = "; ".join(f"«{title}»" for title in titles) or "[какая]"
    return f"{many if len(titles) > 1 else one}: {listed}."


def _known(practice: Practice) -> list[str]:
    resources = practice.resources
    facts = [(f"{figure.title}: {figure_value(figure)}" + f" ({plan_fact(figure)})") for figure in practice.results]
    named = (("Стоимость", resources.cost), ("Платит", resources.payer), ("Люди", resources.staff), ("Срок запуска", resources.time_to_launch)) if resources else ()
    return [*facts, *(f"{name}: {value}" for name, value in named if value)]


def _questions(practice: Practice) -> list[str]:
    """Questions of an adopting region: what the source leaves out, then what only the owner knows."""
    resources = practice.resources
    wanted: list[tuple[object, str]] = [
        (practice.results, "Какой результат вы измерили: было и стало, за какой период, как считали?"),
        (resources and resources.cost, "Сколько стоил запуск и сколько стоит год работы?"),
        (resources and resources.payer, "Из какого бюджета и по какой статье вы платите?"),
        (resources and resources.staff, "Сколько людей и каких нужно, чему их учили?"),
        (resources and resources.time_to_launch, "Сколько времени прошло от решения до первого получателя?"),
        (practice.steps, "С чего вы начали и в каком порядке шли дальше?"),
        (practice.legal_acts, "Какие правовые акты вы приняли или изменили? Пришлите, пожалуйста, тексты."),
        (practice.materials, "Есть ли регламенты, бланки, технические задания, которыми можно поделиться?"),
        (practice.risks, "Что мешало и как вы с этим справились?"),
    ]
    return [*(question for value, question in wanted if not value), _ALWAYS, "Кто у вас может ответить на вопросы по телефону или показать практику на месте?"]
