"""Questions for a new practice: for the terminal dialogue, the command-line options and the issue form.

One table, so that all three ask the same questions in the same words and result in the same record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """The type of an answer, by which it is parsed."""

    LINE = "line"
    TEXT = "text"  # paragraphs and lists
    LINES = "lines"  # one item per line
    REGIONS = "regions"
    DIRECTION = "direction"
    SUBCATEGORIES = "subcategories"
    KIND = "kind"
    STAGE = "stage"
    DATE = "date"  # a year, a month or a day
    DAY = "day"
    SITUATIONS = "situations"
    PROBLEMS = "problems"
    RESULTS = "results"  # lines with figures; they become candidates for an editor to check
    URL = "url"


@dataclass(frozen=True, slots=True)
class Question:
    """``place``: path of the answer in the record; empty for figures, which only become candidates.

    ``label``: name of the question everywhere, and heading of the answer in an issue. ``always``: required.
    """

    name: str
    label: str
    hint: str
    answer: Answer
    place: tuple[str | int, ...]
    always: bool = False

    @property
    def option(self) -> str:
        return f"--{self.name.replace('_', '-')}"


QUESTIONS: tuple[Question, ...] = (
    Question("title", "Название", "Как в источнике", Answer.LINE, ("title",), always=True),
    Question("region", "Регион", "Где практику создали; пусто, если источник не называет", Answer.REGIONS, ("regions",)),
    Question("organisation", "Организация", "Кто ведёт практику", Answer.LINE, ("organisation",)),
    Question("direction", "Направление", "Одно из списка", Answer.DIRECTION, ("direction",)),
    Question("subcategory", "Подкатегории", "Сколько подходит", Answer.SUBCATEGORIES, ("subcategories",)),
    Question("kind", "Вид", "Что это: услуга, выплата, закон…; не знаете – редактор решит по тексту", Answer.KIND, ("kind",)),
    Question("stage", "Стадия", "Что с практикой на день источника; не знаете – редактор решит по тексту", Answer.STAGE, ("stage",)),
    Question("stage_date", "На какую дату известна стадия", "2025, 2025-12 или 2025-12-15", Answer.DATE, ("stage_date",)),
    Question("check_on", "Когда проверить, что вышло", "Для анонса и пилота, день: 2026-12-15", Answer.DAY, ("check_on",)),
    Question("summary", "Суть одной фразой", "Кто, что сделал и что это дало; до 300 знаков", Answer.LINE, ("summary",)),
    Question("question", "Вопрос, на который отвечает практика", "«Как …?»", Answer.LINE, ("question",)),
    Question("beneficiaries", "Для кого", "Кому от этого лучше", Answer.LINE, ("beneficiaries",)),
    Question("problem", "Какую проблему решает", "Что было не так до практики", Answer.TEXT, ("problem",)),
    Question("solution", "Что сделано и как это работает", "Своими словами, два-три абзаца", Answer.TEXT, ("solution",)),
    Question(
        "results", "Что это дало", "Числа с единицей и периодом, каждое с новой строки: «Выдано справок: 3 461 (факт, 2021 год)»",
        Answer.RESULTS, (),
    ),
    Question("cost", "Сколько стоило", "Деньги, с валютой и периодом", Answer.LINE, ("resources", "cost")),
    Question("payer", "Кто платит", "Бюджет, фонд, предприятие", Answer.LINE, ("resources", "payer")),
    Question("staff", "Сколько и каких людей нужно", "Как в источнике", Answer.LINE, ("resources", "staff")),
    Question("time_to_launch", "Срок запуска", "Сколько времени ушло на запуск", Answer.LINE, ("resources", "time_to_launch")),
    Question("steps", "Шаги, чтобы повторить", "По порядку, каждый с новой строки", Answer.LINES, ("steps",)),
    Question("risks", "Риски и уроки", "На чём можно споткнуться, каждый с новой строки", Answer.LINES, ("risks",)),
    Question("life_situation", "Жизненные ситуации", "Для каких ситуаций практику рекомендует источник", Answer.SITUATIONS, ("life_situations",)),
    Question(
        "helps_with", "С какими проблемами помогает",
        "Каждая с новой строки: номер со страницы ситуации (situatsiya#3) или её название, затем тире и одна фраза – чем помогает",
        Answer.PROBLEMS, ("helps_with",),
    ),
    Question(
        "source_title", "Источник", "Название новости, отчёта, паспорта практики", Answer.LINE, ("sources", 0, "title"), always=True,
    ),
    Question("source_publisher", "Кто опубликовал", "Орган власти, издание, организация", Answer.LINE, ("sources", 0, "publisher")),
    Question("source_date", "Дата публикации", "2025, 2025-12 или 2025-12-15", Answer.DATE, ("sources", 0, "date")),
    Question("source_url", "Адрес источника", "Целиком, с https://", Answer.URL, ("sources", 0, "url")),
)
BY_NAME = {question.name: question for question in QUESTIONS}
