"""The templates of appendices 3–8 of the methodology, defined once.

The page with the editor of a template, its Word file, the model of a filled one (``canvas.py``), the checks and
the JSON for the browser all use this definition. Fields are those of the source, the wording is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TemplateName(StrEnum):
    STAKEHOLDERS = "stakeholders"
    TOUCHPOINTS = "touchpoints"
    JOURNEY = "journey"
    BLUEPRINT = "blueprint"
    EMPATHY = "empathy"
    PERSONA = "persona"


class Mood(StrEnum):
    """How a person feels at a stage; shown as a word and as a height on the emotion line."""

    GOOD = "good"
    EVEN = "even"
    BAD = "bad"


class Format(StrEnum):
    ONLINE = "online"
    DIGITAL = "digital"
    OFFLINE = "offline"


class Head(StrEnum):
    """Header fields of a template; ``DesignTemplate`` defines which of them it has."""

    INSTITUTION = "institution"
    SERVICE = "service"
    DATE = "date"
    PERSON = "person"
    AGE = "age"
    SCENARIO = "scenario"
    STATE = "state"


class State(StrEnum):
    CURRENT = "current"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table or a block of a sheet; ``name``: the model's field with its text.

    ``line``: caption of a line drawn above the row; ``short``: its text is a single line.
    """

    name: str
    title: str
    hint: str = ""
    line: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True)
class DesignTemplate:
    """A template. ``columns``: the model's field with the columns; if empty, ``rows`` are blocks.

    ``layout``: arrangement of the blocks on a sheet, lines of row names of equal width; ``head`` in it is
    the block of name and age. ``rings``: drawn as circles, the first row nearest to the service.
    """

    name: TemplateName
    appendix: int
    title: str
    english: str
    slug: str  # name of its page and of its empty file
    purpose: str
    when: str
    steps: tuple[str, ...]
    head: tuple[Head, ...]
    rows: tuple[Row, ...]
    columns: str = ""
    layout: tuple[tuple[str, ...], ...] = ()
    rings: bool = False
    remark: str = ""  # what is missing of it in the source


PHASE_TITLES = {"before": "До услуги", "during": "Во время услуги", "after": "После услуги"}
FORMAT_TITLES = {Format.ONLINE: "онлайн", Format.DIGITAL: "диджитал", Format.OFFLINE: "офлайн"}
MOOD_TITLES = {Mood.GOOD: "хорошо", Mood.EVEN: "ровно", Mood.BAD: "плохо"}
STATE_TITLES = {State.CURRENT: "как сейчас", State.TARGET: "как должно быть"}
HEAD_TITLES = {
    Head.INSTITUTION: "Учреждение, которое оказывает услугу",
    Head.SERVICE: "Название услуги",
    Head.DATE: "Дата",
    Head.PERSON: "Имя",
    Head.AGE: "Возраст",
    Head.SCENARIO: "Чей путь и какой сценарий",
    Head.STATE: "Какой процесс описан",
}

_TIME = Row("time", "Время", "Сколько длится этап", short=True)
_STEPS = Row("steps", "Шаги человека", "Что происходит с ним на этом этапе")
_TOUCHPOINTS = Row("touchpoints", "Точки контакта", "Где он встречается с услугой")
_EMOTIONS = Row("emotions", "Эмоциональные реакции", "Что чувствует и почему")
_PATH_HEAD = (Head.SCENARIO, Head.STATE, Head.DATE)

TEMPLATES: tuple[DesignTemplate, ...] = (
    DesignTemplate(
        TemplateName.STAKEHOLDERS, 3, "Карта стейкхолдеров", "Stakeholder map", "stakeholders",
        "Увидеть всех, кто связан с услугой, и насколько близко.",
        "В самом начале исследований; потом дополняйте.",
        (
            "Выпишите всех, кто соприкасается с услугой: получателей, специалистов, администрацию, ведомства, НКО, компании.",
            "В центре – название услуги. В ближний круг впишите тех, кто влияет на неё прямо, в дальний – тех, кто косвенно.",
            "Узнайте о них больше: поговорите, понаблюдайте, пройдите их путь сами.",
        ),
        (Head.INSTITUTION, Head.SERVICE, Head.DATE),
        (
            Row("direct", "Прямые стейкхолдеры", "Получатели услуги, специалисты и администрация учреждения. Каждый – с новой строки"),
            Row("indirect", "Косвенные стейкхолдеры", "Ведомства региона, НКО, компании. Каждый – с новой строки"),
        ),
        layout=(("direct", "indirect"),), rings=True,
    ),
    DesignTemplate(
        TemplateName.TOUCHPOINTS, 4, "Матрица точек контакта", "Touchpoints matrix", "touchpoints",
        "Найти все встречи человека с услугой и понять, кто ими управляет.",
        "После наблюдений за теми, кто получает услугу.",
        (
            "Соберите все места и случаи, где человек встречается с услугой до, во время и после неё.",
            "Разложите их по строкам: кто управляет точкой – и по столбцам: когда и в каком виде.",
            "Отметьте, какие важнее и зачем нужна каждая.",
        ),
        (Head.INSTITUTION, Head.SERVICE, Head.DATE),
        (
            Row("own", "Управляем мы", "Сайт, информационные материалы, персонал"),
            Row("channels", "Управляют каналы", "Интернет, СМИ, реклама"),
            Row("consumer", "Управляет сам человек", "Гаджеты, дом"),
            Row("others", "Управляют третьи лица", "Партнёры, надзорные органы, органы власти"),
        ),
        columns="contacts",
        remark="Чем «онлайн» отличается от «диджитал», источник не поясняет. В форме нет места для важности и функции точки, "
        "о которых говорит глава IV: пишите их рядом с точкой, в той же клетке.",
    ),
    DesignTemplate(
        TemplateName.JOURNEY, 5, "Карта пути потребителя", "Customer journey map", "journey",
        "Показать шаг за шагом, что человек делает и чувствует.",
        "После интервью и наблюдений, для одного сценария и одного типа людей.",
        (
            "Выберите жизненную ситуацию, сценарий и человека, чей опыт вы изучили.",
            "Определите этапы и время каждого. Возьмите шире самой услуги: что было до обращения и что стало после.",
            "Опишите шаги, точки контакта, чувства; запишите слова самих людей.",
            "Найдите больные места и то, что можно улучшить.",
        ),
        _PATH_HEAD,
        (
            _TIME, _STEPS, _TOUCHPOINTS,
            Row("actions", "Действия человека", "Что делает сам: звонит, едет, ждёт, заполняет"),
            _EMOTIONS,
            Row("quotes", "Ключевые цитаты", "Слова людей из интервью и наблюдений"),
        ),
        columns="stages",
    ),
    DesignTemplate(
        TemplateName.BLUEPRINT, 6, "Карта сервисного процесса", "Service blueprint", "blueprint",
        "Добавить к пути человека работу учреждения: что видно, что скрыто и на чём держится.",
        "После карты пути. Сначала как есть, затем на новом листе – как должно быть; правьте после каждой пробы прототипа.",
        (
            "Возьмите этапы, шаги и чувства из карты пути.",
            "Под каждым этапом впишите, что делает персонал, которого человек видит, и тот, которого не видит.",
            "Внизу – регламенты, программы и прочее, без чего этап не пройдёт.",
            "Отметьте, что мешает хорошему опыту и чего не хватает.",
        ),
        (Head.INSTITUTION, *_PATH_HEAD),
        (
            _TIME, _STEPS, _EMOTIONS, _TOUCHPOINTS,
            Row("onstage", "Видимый персонал («на сцене»)", "Действия и функции тех, с кем человек встречается", line="линия взаимодействия с потребителем"),
            Row("backstage", "Невидимый персонал («за сценой»)", "Действия и функции тех, кого он не видит", line="линия внутреннего взаимодействия"),
            Row("support", "Поддержка", "Регламенты, программы, прочее"),
        ),
        columns="stages",
        remark="Заголовок приложения 6 в тексте источника не сохранился, номер взят из оглавления. В строке «Поддержка» последнее слово "
        "не читается («СИ/ФМ»), вместо него «прочее». Обе линии потеряли точное место и стоят там, где их обычно рисуют.",
    ),
    DesignTemplate(
        TemplateName.EMPATHY, 7, "Карта эмпатии", "Empathy map", "empathy",
        "Понять человека, а не только его запрос.",
        "Сразу после глубинного интервью; дополните после наблюдений.",
        (
            "Пересмотрите заметки, записи и фотографии.",
            "Впишите яркие находки и слова человека, без общих фраз.",
            "Не толкуйте сказанное буквально и проверяйте, относится ли находка к теме.",
        ),
        (Head.PERSON, Head.AGE),
        (
            Row("does", "Делает"), Row("loves", "Любит"), Row("dreams", "Мечтает о"), Row("fears", "Боится"),
            Row("misunderstands", "Не понимает"), Row("lacks_time", "Не успевает"), Row("believes", "Уверен(а) в том, что"),
        ),
        layout=(("does", "loves", "dreams"), ("fears", "head", "misunderstands"), ("lacks_time", "believes")),
        remark="Имя и возраст нужны команде для работы. Фамилий, адресов и диагнозов не записывайте.",
    ),
    DesignTemplate(
        TemplateName.PERSONA, 8, "Персона", "Persona", "persona",
        "Держать перед глазами того, для кого услуга.",
        "Перед исследованиями; обычно 3–4 портрета на жизненную ситуацию.",
        (
            "Начните с основного получателя услуги.",
            "Опишите не живого человека, а собирательный образ – по поведению и мотивам многих.",
            "Ответьте: чем мы могли бы ему помочь?",
        ),
        (Head.PERSON,),
        (
            Row("tasks", "Что нужно сделать", "Какие задачи человека решает услуга? Чего он хочет? Почему это важно?"),
            Row("portrait", "Описание", "Возраст, пол, где живёт, семья, образование, работа, увлечения, свободное время, образ мыслей, окружение"),
            Row("benefits", "Преимущества", "Рад ли человек услуге сейчас? Что выиграет, когда её получит? Чем она отличается от других?"),
            Row("usage", "Использование", "Как, где и кто ею пользуется? Что было до и будет после? Откуда о ней узнаёт? Как решает обратиться, что на это влияет?"),
            Row("pains", "Боли", "Что не так сейчас? Что даётся с трудом?"),
            Row("picture", "Изображение", "Фото в полный рост, карточки, истории, сценарии"),
        ),
        layout=(("tasks", "portrait", "benefits"), ("usage", "pains", "picture")),
    ),
)

BY_NAME = {t.name: t for t in TEMPLATES}


def about(row: str) -> str:
    """Description of a model field for editors: title and hint of its row. Raises KeyError for an unknown row."""
    found = _ROWS[row]
    return f"{found.title}: {found.hint[:1].lower()}{found.hint[1:]}" if found.hint else found.title


_ROWS = {row.name: row for t in TEMPLATES for row in t.rows}
