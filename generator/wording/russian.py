"""Russian wording of facts: plurals, dates, numbers, names of enum values.

Pure functions; also the Jinja filters of the same names.
"""

from __future__ import annotations

from datetime import date

from generator.model.common import Figure, NoteKind, PlanFact, Qualifier
from generator.model.event import DecisionStatus
from generator.model.life_situation import DayUnit, ServicePhase
from generator.model.practice import Outcome, PracticeKind, Stage
from generator.model.region import FederalDistrict, RegionKind
from generator.model.report import Status
from generator.model.roadmap import ActivityStatus
from generator.model.scalars import PartialDate
from generator.model.target_model import KpiKind

from .counting import NBSP as NBSP
from .counting import count as count
from .counting import file_size as file_size
from .counting import number as number
from .counting import plural as plural

UNKNOWN = "не указано в источнике"

MONTHS_GENITIVE = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()

STAGES = {
    Stage.ANNOUNCED: "анонс",
    Stage.PILOT: "пилот",
    Stage.RUNNING: "работает",
    Stage.SCALED: "тиражируется",
    Stage.CLOSED: "завершена",
}
OUTCOMES = {
    Outcome.WORKED: "получилось",
    Outcome.DID_NOT: "не получилось",
    Outcome.POSTPONED: "отложено",
    Outcome.UNKNOWN: "узнать не удалось",
}
KINDS = {
    PracticeKind.SERVICE: "услуга",
    PracticeKind.PAYMENT: "выплата",
    PracticeKind.LAW: "закон",
    PracticeKind.EVENT: "событие",
    PracticeKind.ORGANISATION: "учреждение",
    PracticeKind.INFRASTRUCTURE: "инфраструктура",
    PracticeKind.METHOD: "способ работы",
    PracticeKind.DIGITAL: "цифровой сервис",
    PracticeKind.PROPOSAL: "предложение",
}
DISTRICTS = {
    FederalDistrict.CENTRAL: "Центральный",
    FederalDistrict.NORTHWESTERN: "Северо-Западный",
    FederalDistrict.SOUTHERN: "Южный",
    FederalDistrict.NORTH_CAUCASIAN: "Северо-Кавказский",
    FederalDistrict.VOLGA: "Приволжский",
    FederalDistrict.URAL: "Уральский",
    FederalDistrict.SIBERIAN: "Сибирский",
    FederalDistrict.FAR_EASTERN: "Дальневосточный",
}
REGION_KINDS = {
    RegionKind.REPUBLIC: "республика",
    RegionKind.KRAI: "край",
    RegionKind.OBLAST: "область",
    RegionKind.FEDERAL_CITY: "город федерального значения",
    RegionKind.AUTONOMOUS_OBLAST: "автономная область",
    RegionKind.AUTONOMOUS_OKRUG: "автономный округ",
}
STATUSES = {
    Status.DONE: "выполнено",
    Status.NOT_DONE: "не выполнено",
    Status.PARTLY: "выполнено частично",
    Status.CROSSED: "отметка «Х»",
    Status.NONE: "нет отметки",
}
LIGHTS = {
    "done": "выполнено",
    "overdue": "просрочено",
    "soon": "срок в ближайшие 30 дней",
    "ahead": "срок впереди",
    "undated": "не выполнено, последнего дня у срока нет",
}
REPORT_CHANGES = {  # differences between two reports, by analysis.report_diff.Change
    "added": "новые пункты",
    "removed": "пунктов больше нет",
    "status_better": "отметка лучше",
    "status_worse": "отметка хуже",
    "status_other": "отметка другая",
    "deadline": "срок перенесён",
    "execution": "исполнение дописано или переписано",
    "responsible": "сменились ответственные",
    "title": "название переписано",
    "renumbered": "номер другой",
}
REPORT_FIELDS = {
    "status_better": "Отметка", "status_worse": "Отметка", "status_other": "Отметка", "deadline": "Срок", "execution": "Исполнение",
    "responsible": "Ответственные", "title": "Название", "renumbered": "Номер",
}
NOTE_KINDS = {
    NoteKind.CONTRADICTION: "Противоречие в источнике",
    NoteKind.GAP: "Пропуск в источнике",
    NoteKind.DAMAGE: "Повреждение текста источника",
    NoteKind.REMARK: "Примечание",
}
KPI_KINDS = {
    KpiKind.SATISFACTION: "удовлетворённость",
    KpiKind.TIME: "время",
    KpiKind.NPS: "приверженность (NPS)",
    KpiKind.INFRASTRUCTURE: "инфраструктура",
    KpiKind.PLAN_EXECUTION: "исполнение плана",
}
PHASES = {
    ServicePhase.BEFORE: "До услуги",
    ServicePhase.DURING: "Во время услуги",
    ServicePhase.AFTER: "После услуги",
}
DECISION_STATUSES = {
    DecisionStatus.OPEN: "в работе",
    DecisionStatus.DONE: "выполнено",
    DecisionStatus.UNKNOWN: "итог в источнике не назван",
}
ACTIVITY_STATUSES = {
    ActivityStatus.PLANNED: "запланировано",
    ActivityStatus.IN_PROGRESS: "в работе",
    ActivityStatus.DONE: "сделано",
    ActivityStatus.CANCELLED: "отменено",
}
DAY_FORMS = {
    DayUnit.CALENDAR: ("календарный день", "календарных дня", "календарных дней"),
    DayUnit.WORKING: ("рабочий день", "рабочих дня", "рабочих дней"),
}
_QUALIFIERS = {
    Qualifier.EXACT: "",
    Qualifier.OVER: "более",
    Qualifier.ABOUT: "около",
    Qualifier.ALMOST: "почти",
    Qualifier.UP_TO: "до",
    Qualifier.FROM: "от",
}


def day(value: date) -> str:
    """«21 ноября 2021»"""
    return f"{value.day}{NBSP}{MONTHS_GENITIVE[value.month - 1]}{NBSP}{value.year}"


def partial_date(value: PartialDate | date) -> str:
    """«2021», «ноябрь 2021», «21 ноября 2021»: with the precision of the source."""
    if not isinstance(value, PartialDate):
        return day(value)
    if value.day is not None:
        return day(value.first_day)
    if value.month is not None:
        return f"{MONTHS[value.month - 1]}{NBSP}{value.year}"
    return str(value.year)


def day_range(start: date, end: date) -> str:
    """«15–21 ноября 2021», «29 ноября – 5 декабря 2021»"""
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day}{NBSP}{MONTHS_GENITIVE[start.month - 1]}{NBSP}– {day(end)}"
    return f"{day(start)}{NBSP}– {day(end)}"


def unit_after(value: str, unit: str | None) -> str:
    """A number and its unit, joined by a no-break space."""
    return f"{value}{NBSP}{unit}" if unit else value


def figure_value(figure: Figure) -> str:
    """«12,7 → 9,9 %», «более 7 000 мероприятий», «100–600 тыс. рублей»"""
    if figure.before is not None and figure.after is not None:
        return unit_after(f"{number(figure.before)}{NBSP}→ {number(figure.after)}", figure.unit)
    if figure.value is None:
        return ""
    text = number(figure.value)
    if figure.value_to is not None:
        text = f"{text}–{number(figure.value_to)}"
    qualifier = _QUALIFIERS[figure.qualifier]
    return unit_after(f"{qualifier} {text}" if qualifier else text, figure.unit)


def plan_fact(figure: Figure) -> str:
    """«факт» or «план», with the period if it is known."""
    word = "план" if figure.kind is PlanFact.PLAN else "факт"
    return f"{word}, {figure.period}" if figure.period else word
