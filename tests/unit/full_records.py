"""A record of every type with every field filled in, by path; together they are a base without a fault."""

from __future__ import annotations

from builders import Files

FULL: Files = {
    "practices/taxonomy.yml": """\
id: taxonomy
title: Направления и подкатегории
aliases: [slovari/napravleniya]
directions:
  - {id: zdorove, title: Здоровье, family: nsi, mark: zdorove, former: [medicina]}
subcategories:
  - {id: lekarstva, title: Лекарства, former: [tabletki]}
sources:
  - title: Методика
notes:
  - {kind: remark, text: Замечание}
draft: false
""",
    "practices/2021/apteka.yml": """\
id: apteka
title: Аптека на колёсах
aliases: [practices/staraya-apteka]
question: Как довезти лекарства?
summary: Аптека приезжает в деревню раз в неделю
regions: [tulskaya-oblast, ryazanskaya-oblast]
organisation: Минздрав
direction: zdorove
subcategories: [lekarstva]
life_situations: [situaciya]
helps_with:
  - problem: situaciya#1
    why: Лекарства ближе
beneficiaries: Жители деревень
kind: service
stage: scaled
stage_date: 2021-11
timeline:
  - {date: 2020, text: Пилот, stage: pilot}
  - {date: 2021-11-15, text: Запуск, stage: running}
problem: |
  Далеко до аптеки 💊

  - нет автобуса
solution: Автобус-аптека {{ не шаблон }}
results:
  - title: Дорога
    value: 30
    value_to: 40.5
    unit: минут
    period: 2021 год
    kind: fact
    qualifier: about
    better: lower
    source: 1
    note: По опросу
  - title: Деревни
    before: 10
    after: 43.0
    unit: деревень
    source: 2
resources:
  cost: 5 млн рублей
  payer: Бюджет
  staff: Два человека
  time_to_launch: Месяц
steps: [Купить автобус, Нанять водителя]
risks: [Зимняя дорога]
legal_acts:
  - title: Приказ
    number: 12-п
    date: 2020-12-01
    url: https://example.ru/prikaz
materials:
  - title: Памятка
    url: https://example.ru/pamyatka
contact:
  organisation: Минздрав
  post: Отдел
  email: info@example.ru
  phone: 8 800 000-00-00
  url: https://example.ru/
story:
  name: Анна
  age: 70
  text: Стало ближе
adoptions:
  - region: kaluzhskaya-oblast
    since: 2021-12
    changes: Другой автобус
    result: Пять деревень
    source:
      title: Новость о внедрении
verified_by: Счётная палата
check_on: 2022-11-15
follow_ups:
  - date: 2022-01-05
    outcome: postponed
    text: Ждут автобус
    next_check: 2022-12-01
    source: {title: Ответ минздрава, publisher: Минздрав, date: 2022-01}
search_phrases: [лекарство бабушке в деревню, в посёлке нет аптеки]
sources:
  - title: "Новость: первая"
    publisher: Газета
    date: 2021-11-16
    place: стр. 1
    url: https://example.ru/novost
    archived_url: https://archive.example.ru/novost
  - title: Вторая
notes:
  - kind: gap
    text: Цена не названа
draft: false
""",
    "regions/tulskaya-oblast.yml": """\
id: tulskaya-oblast
title: Тульская область
aliases: [regions/tula]
iso: RU-TUL
district: central
kind: oblast
short: Тул
other_names: [Тульская обл., тульский]
tile: {column: 5, row: 6}
sources:
  - title: ОКАТО
notes:
  - {kind: remark, text: Замечание}
draft: false
""",
    "regions/tulskaya-oblast/roadmaps/tula-apteki.yml": """\
id: tula-apteki
title: Карта аптек
aliases: [roadmaps/staraya]
region: tulskaya-oblast
life_situation: situaciya
kpis:
  - {title: Доля довольных, kind: satisfaction, unit: "%", current: 50, target: 60.5, year: 2022, actual: 55}
measures:
  - title: Автобусы
    problem: Далеко
    problems: [situaciya#1, situaciya#2]
    practices: [apteka]
    activities:
      - title: Закупка
        result: Автобус
        materials: [Памятка]
        start: 2022-01-01
        end: 2022-02-01
        responsible: [Минздрав]
        status: done
approvals:
  - {body: Проектный офис, date: 2022-01, document: Протокол 1}
sources:
  - title: Протокол
notes:
  - {kind: damage, text: Замечание}
draft: false
""",
    "regions/tulskaya-oblast/reports/tula-rss.yml": """\
id: tula-rss
title: Отчёт Тулы
aliases: [reports/staryy]
region: tulskaya-oblast
period: 2024–2025 годы
as_of: 2024-12-31
sections:
  - number: 1
    title: Здоровье
    items:
      - number: 1.1–1.3
        title: Пункт
        responsible: [Минздрав, Минтруд]
        deadline: {text: год, kind: range, start: 2024-01-01, due: 2024-12-31, every: year, report_by: 12-25, days: [08-01, 12-25]}
        execution:
          - {body: Минздрав, text: Сделано}
        execution_mark: Х
        status: {text: Выполнено, value: done}
        figures:
          - {title: План, before: 43.0, after: 37.1, unit: "%"}
        legal_acts:
          - {title: Приказ}
        doubts: [Отметка спорит с текстом]
sources:
  - title: Отчёт
notes:
  - {kind: contradiction, text: Замечание}
draft: false
""",
    "regions/tulskaya-oblast/surveys/tula-opros.yml": """\
id: tula-opros
title: Опрос Тулы
aliases: [surveys/staryy]
region: tulskaya-oblast
life_situation: situaciya
instrument: Анкета
starts: 2021-10-01
ends: 2021-10-31
answers:
  - {question: Довольны ли вы?, yes: 10, rather_yes: 5, rather_no: 3, no: 2}
loyalty: {promoters: 10, passives: 5, detractors: 1}
timings:
  - {institution: Больница, days: [1, 2.5, 3]}
sources:
  - title: Анкета
notes:
  - {kind: remark, text: Замечание}
draft: false
""",
    "regions/tulskaya-oblast/events/tula-vstrecha.yml": """\
id: tula-vstrecha
title: Встреча в Туле
aliases: [events/staraya]
region: tulskaya-oblast
date: 2021-04-16
place: Тула
summary: Обсудили аптеки
participants:
  - {name: Иван Иванов, post: министр}
decisions:
  - text: Купить автобусы
    by: губернатор
    to: министр
    due: 2021-05
    due_text: через месяц
    status: open
    practices: [apteka]
practices: [apteka]
sources:
  - title: Новость
notes:
  - {kind: gap, text: Замечание}
draft: false
""",
    "life_situations/situaciya.yml": """\
id: situaciya
title: Купить лекарство
aliases: [life-situations/staraya]
short_title: Лекарство
borders: {start: Рецепт, end: Лекарство в руках}
beneficiaries: [Пациенты]
service_stages:
  - {phase: before, title: Приём, text: Врач выписывает рецепт}
current_process:
  unit: working
  stages:
    - {title: Дорога, days: 2, effect_days: -1.5, problems: [1, 2], note: Замер}
  total_days: 2
  total_effect_days: -1.5
  note: Схема потеряна
target_process:
  unit: calendar
  stages:
    - {title: Дорога, days: 0.5}
problems:
  - number: 1
    title: Далеко
    text: Подробности
    solutions:
      - text: Автобус
        federal: true
        legal_acts:
          - {title: Приказ}
    search_phrases: [автобуса нет]
  - {number: 2, title: Дорого}
federal_mark_legend: Невозможность решения в регионе
search_phrases: [таблетки по рецепту]
sources:
  - title: Методика
notes:
  - {kind: remark, text: Замечание}
draft: false
""",
    "life_situations/target_models/model.yml": """\
id: model
title: Целевая модель «Здоровье»
aliases: [target-models/staraya]
short_title: Здоровье
direction: zdorove
general_provisions: [Положение]
life_situations: [situaciya]
kpis:
  - {number: "1.1", title: Время, unit: дней, kind: time, symbol: T₁, life_situation: situaciya, note: Оговорка}
baseline_years: [2021]
target_years: [2023, 2024]
kpi_notes: [Как задаётся]
recommended_practices: [apteka]
sources:
  - title: Методика
notes:
  - {kind: remark, text: Замечание}
draft: false
""",
    "digests/2021/2021-w46.yml": """\
id: 2021-w46
title: Мониторинг, 15–21 ноября 2021 г.
aliases: [digests/staryy]
series: Мониторинг
week: 2021-W46
starts: 2021-11-15
ends: 2021-11-21
top: [apteka, shkola]
sections:
  - title: Социальная сфера
    entries:
      - practice: apteka
        heads:
          - {region: tulskaya-oblast, name: Иван Иванов, acting: true}
sources:
  - title: Выпуск
notes:
  - {kind: remark, text: Замечание}
draft: false
""",
    "collections/podborka.yml": """\
id: podborka
title: Лекарства в деревне
aliases: [collections/staraya]
why: Для тех, у кого нет аптеки рядом
entries:
  - {practice: apteka, remark: Самая дешёвая}
  - {practice: kiosk}
sources:
  - title: Методика
notes:
  - {kind: remark, text: Замечание}
draft: false
""",
    "life_situations/canvases/put.yml": """\
id: put
title: Путь за лекарством
aliases: [canvases/staryy]
template: journey
life_situation: situaciya
region: tulskaya-oblast
example: true
practices: [apteka]
institution: Аптека
service: Выдача лекарств
date: 2021-11
person: Анна
age: 64
scenario: Впервые
state: current
stages:
  - phase: before
    title: Узнать
    time: день
    steps: Спрашивает
    touchpoints: Телефон
    actions: Звонит
    mood: bad
    emotions: Злится
    quotes: «Опять?»
    onstage: Фармацевт
    backstage: Склад
    support: Программа
contacts:
  - {phase: during, format: offline, own: Стойка, channels: Газета, consumer: Дом, others: МФЦ}
blocks:
  direct: Покупатель
  indirect: Минздрав
  does: Ездит
  loves: Сад
  dreams: О море
  fears: Холода
  misunderstands: Слова
  lacks_time: Всё
  believes: Так надо
  tasks: Купить
  portrait: Пенсионерка
  benefits: Рада
  usage: Раз в месяц
  pains: Далеко
  picture: Рисунок
sources:
  - title: Интервью
notes:
  - {kind: remark, text: Замечание}
draft: false
""",
    "glossary/glossary.yml": """\
id: glossary
title: Словарь терминов
aliases: [slovari/terminy]
terms:
  - {term: Центр занятости населения, abbreviation: ЦЗН, text: Служба, synonyms: [биржа труда]}
sources:
  - title: Методика
notes:
  - {kind: remark, text: Замечание}
draft: false
""",
    "glossary/synonyms.yml": """\
id: synonyms
title: Синонимы для поиска
aliases: [slovari/sinonimy]
groups:
  - {words: [школа, училище], note: Для поиска}
sources:
  - title: Методика
notes:
  - {kind: remark, text: Замечание}
draft: false
""",
}
