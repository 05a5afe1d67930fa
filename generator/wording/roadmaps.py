"""Texts of road maps: the form of appendix 2, messages of the check, explanations of targets in a draft.

The browser's builder gets the same texts with its page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FORM: Mapping[str, str] = {
    "approved": "УТВЕРЖДЕНА",
    "head": "Высшее должностное лицо субъекта Российской Федерации ______________________ «___» __________ 20___ г.",
    "agency": "Агентство стратегических инициатив ______________________ «___» __________ 20___ г.",
    "title": "Дорожная карта реализации индивидуального плана развертывания (внедрения) НСИ в регионе",
    "region": "Регион: {region}",
    "blank_region": "Регион: ______________________",
    "situation": "ЖИЗНЕННАЯ СИТУАЦИЯ",
    "kpi": "Ключевой показатель эффективности (КПЭ) для Жизненной ситуации",
    "current": "Текущее значение показателя",
    "target": "Целевое значение показателя",
    "year": "цель к {year} году",
    "blank_kpi": "КПЭ {number}",
    "plan": "ПЛАН РЕАЛИЗАЦИИ РЕШЕНИЙ / МЕР ДЛЯ ЖИЗНЕННОЙ СИТУАЦИИ",
    "measure": "Решение / меры для решения проблемы или задачи",
    "problem": "Название и описание решаемой проблемы или задачи (в т.ч. причины их возникновения)",
    "practices": "Используемые «лучшие практики» Смартеки для решения проблемы или задачи (в случае наличия)",
    "numbered_measure": "Решение/мера {number}. {title}",
    "blank_measure": "Решение/мера {number}",
    "activity": "Мероприятие по реализации Решения / меры (этап реализации)",
    "result": "Ожидаемый результат мероприятия",
    "materials": "Используемые свои и чужие готовые наработки (методики, шаблоны, регламенты и т.п.) для реализации мероприятия (в случае наличия)",
    "start": "Дата начала",
    "end": "Дата окончания",
    "responsible": "Ответственные",
    "numbered_activity": "{number}. {title}",
    "blank_activity": "Мероприятие {number}",
    "last": "…N",
}
"""Texts of the form in appendix 2 (2021). The approval block is not part of its table; who approves is defined in chapter IV.1."""

TABLE = (
    "Вид", "№", "Название", "Вид показателя", "Единица", "Сейчас", "Цель", "Год цели", "Достигнуто", "Проблема", "Практики",
    "Ожидаемый результат", "Готовые наработки", "Начало", "Окончание", "Ответственные", "Состояние",
)
"""Columns of the road map as one table; each row is an indicator, a measure or an activity."""
ROW_KINDS: Mapping[str, str] = {"kpi": "показатель", "measure": "решение", "activity": "мероприятие"}

OWN_SOLUTION = "Своё решение проблемы: {title}"
TAKE_OVER = "Внедрить практику «{title}»"
DRAFT_TITLE = "Дорожная карта: {region}, {situation}"


@dataclass(frozen=True, slots=True)
class CheckText:
    """``error`` or ``warning``; ``{what}`` is the title of the indicator, the measure or the activity."""

    severity: str
    text: str
    hint: str


CHECKS: Mapping[str, CheckText] = {
    "roadmap-no-measures": CheckText("error", "в дорожной карте нет ни одного решения", "добавьте в measures хотя бы одно решение"),
    "roadmap-no-kpis": CheckText("error", "в дорожной карте нет показателей", "добавьте в kpis показатель с единицей и целью"),
    "kpi-without-target": CheckText("error", "у показателя «{what}» нет цели", "впишите target; посчитать поможет smarteka target"),
    "kpi-without-current": CheckText("warning", "у показателя «{what}» нет текущего значения", "впишите current: с чем сравнивать цель"),
    "measure-without-problem": CheckText("warning", "у решения «{what}» не названа проблема", "впишите problem своими словами или номера в problems"),
    "measure-without-activities": CheckText("warning", "у решения «{what}» нет мероприятий", "добавьте activities: этапы, даты, ответственных"),
    "activity-without-responsible": CheckText("error", "у мероприятия «{what}» нет ответственного", "впишите responsible: кто отвечает"),
    "activity-without-start": CheckText("warning", "у мероприятия «{what}» нет даты начала", "впишите start, например 2026-12-01"),
    "activity-without-end": CheckText("error", "у мероприятия «{what}» нет даты окончания", "впишите end, например 2026-12-31"),
    "dates-out-of-order": CheckText("error", "даты не по порядку: конец {end} раньше начала {start}", "проверьте обе даты"),
}
"""Messages of ``smarteka roadmap check`` and of the builder, by diagnostic code."""

FIELD_FAULTS: Mapping[str, str] = {
    "needed": "Впишите {name}.",
    "date": "Нужна дата: день, месяц и год.",
    "number": "Нужно число, например 61,5; не больше трёх знаков после запятой.",
    "year": "Нужен год, например 2027.",
    "id": "Только строчные латинские буквы, цифры и дефис.",
    "long": "Не больше {most} знаков, сейчас {length}.",
}
"""Messages of the builder about a field that is not valid yet."""

TARGET_REMARKS: Mapping[str, str] = {
    "quarter": "Цель первого года = текущее + 25 % × ({benchmark} − текущее); с расчётом: smarteka target {kind} --current ЧИСЛО",
    "own": "Методика пишет «90 %» и не говорит, от чего. Нужен свой ориентир: smarteka target {kind} --current ЧИСЛО --benchmark ЧИСЛО",
    "level": "Методика задаёт уровень сразу: {benchmark} %",
    "none": "Вид показателя не назван, правила для цели нет: её решает регион",
}
"""How the target in a draft was or is to be calculated; for comments in the file."""

FORM_SOURCE = "Дорожная карта в форме приложения 2 методики НСИ, файл «{name}»"
NOT_IN_FORM = "вид и достигнутое значение показателей, состояние мероприятий, номера проблем рядом с их описанием, источники, замечания"
"""Data of a road map for which the form of appendix 2 has no field."""
IMPORT_FAULTS: Mapping[str, tuple[str, str]] = {
    "no-plan": ("форма обрывается: дальше нет плана", f"нужна строка «{FORM['plan']}» и под ней решения с мероприятиями"),
    "odd-line": ("строка «{text}» не понята", "над таблицами стоят: кто утвердил, название формы, регион, название карты; лишнее удалите"),
    "no-region": ("не назван регион", "над таблицами впишите «Регион: Тульская область»"),
    "unknown-region": ("региона «{name}» нет в базе", "впишите название, как на сайте"),
    "no-situation": ("не названа жизненная ситуация", "впишите её название, как на сайте"),
    "unknown-situation": ("жизненной ситуации «{name}» нет в базе", "впишите название, как на сайте"),
    "odd-head": ("здесь должен стоять заголовок «{text}»", "верните заголовок: по нему видно, что в столбце"),
    "odd-cell": ("в этой ячейке форма ничего не хранит, а стоит «{text}»", "перенесите текст в столбец с заголовком или удалите"),
    "kpi-without-unit": ("не видно единицы показателя «{text}»", "впишите единицу после названия через запятую: «Довольны получением, %»"),
    "cell-not-a-number": ("нужно число, а стоит «{text}»", "впишите только число, например 61,5; единица стоит после названия показателя"),
    "cell-percent": ("число {text} показано как проценты", "выберите для ячейки формат «Общий» и впишите число, например 60"),
    "cell-not-a-day": ("нужна дата, а стоит «{text}»", "впишите день, месяц и год, например 01.12.2026"),
    "not-a-measure": ("ожидалось решение, а стоит «{text}»", "начните строку с «Решение/мера 1.»; мероприятия идут под своим заголовком"),
    "no-measure-title": ("решение не названо", "впишите название после «Решение/мера 1.»"),
    "no-activity-title": ("мероприятие не названо", "впишите название; пустую строку очистите целиком"),
    "unknown-practice": ("практики «{name}» нет в базе", "впишите название, как на сайте, или id; несколько – через точку с запятой"),
    "other-record": (
        "файл назван как запись «{id}», а она о другом: {region}, {situation}", "переименуйте файл или исправьте регион и жизненную ситуацию"
    ),
}
"""Faults of the form: code → (message, hint)."""
CELL_FAULTS: Mapping[str, tuple[str, str]] = {
    "merged": ("ячейки объединены по вертикали ({text})", "разъедините их и впишите значение в каждую строку"),
    "formula": ("формула без значения: {text}", "откройте файл в Excel и сохраните или впишите само значение"),
    "error": ("ячейка показывает ошибку Excel: {text}", "впишите значение вместо формулы"),
    "odd-value": ("значение «{text}» не текст, не число и не дата", "впишите его текстом"),
}
"""Cells that cannot be read: code → (message, hint)."""
WORKBOOK_FAULTS: Mapping[str, tuple[str, str]] = {
    "empty": ("файл пуст", "проверьте, тот ли это файл"),
    "large": ("файл больше {text} МБ", "оставьте в нём только форму"),
    "broken": ("книга Excel повреждена и не читается", "откройте её в Excel и сохраните заново"),
    "large-sheet": ("лист «{text}» слишком велик: {rows} строк и {columns} столбцов", "удалите пустые строки и столбцы вокруг формы"),
    "many-cells": ("в книге больше {text} ячеек, считая объединённые", "оставьте в ней один лист с формой, без пустых строк и столбцов вокруг"),
    "several": ("форма есть на нескольких листах: {text}", "оставьте в файле один лист с формой"),
    "not-form": (
        "это не дорожная карта в форме приложения 2: в файле нет ячейки «{text}»",
        "пустую форму даёт страница «Собрать дорожную карту», заполненную – smarteka roadmap export",
    ),
}
"""Files that cannot be read as the form: code → (message, hint)."""
KEPT_OUT = "Форма не хранит: {fields}. Источником назван сам файл, остальное не заполнено."
KEPT_FROM = "Форма не хранит: {fields}. Это взято из черновика с тем же именем записи; он остался, как был."
"""Shown by the builder after opening a form that belongs to an existing draft."""
