"""A small base for the tests of search and likeness: what each record holds is what they look for."""

from __future__ import annotations

from textwrap import dedent

from builders import Files, base

from generator.knowledge.base import KnowledgeBase


def practice(id: str, text: str, head: str = "kind: service\nstage: running") -> Files:
    """A practice whose title, solution and other fields are given as YAML lines."""
    tail = "sources:\n  - title: Паспорт\n    date: 2021-11"
    return {f"practices/2021/{id}.yml": f"id: {id}\n{dedent(text).strip()}\n{head}\n{tail}\n"}


TAXONOMY: Files = {
    "practices/taxonomy.yml": dedent("""\
        id: taxonomy
        title: Словарь
        directions:
          - id: zdravookhranenie
            title: Здравоохранение
            family: nsi
        subcategories:
          - id: elektronnye-uslugi
            title: Электронные услуги
        """)
}

GLOSSARY: Files = {
    "glossary/glossary.yml": dedent("""\
        id: glossary
        title: Словарь терминов
        terms:
          - term: Центр занятости населения
            abbreviation: ЦЗН
            synonyms: [служба занятости]
            text: Помогает найти *работу*.
        """)
}

REGIONS: Files = {
    "regions/belgorodskaya-oblast.yml": dedent("""\
        id: belgorodskaya-oblast
        title: Белгородская область
        iso: RU-BEL
        district: central
        kind: oblast
        short: БЕЛ
        other_names: [Белгородчина]
        tile: {column: 1, row: 1}
        """),
    "regions/ryazanskaya-oblast.yml": dedent("""\
        id: ryazanskaya-oblast
        title: Рязанская область
        iso: RU-RYA
        district: central
        kind: oblast
        short: РЯЗ
        tile: {column: 2, row: 1}
        """),
}

SITUATION: Files = {
    "life_situations/rabota.yml": dedent("""\
        id: rabota
        title: Найти работу через службу занятости
        short_title: Найти работу
        borders:
          start: человек потерял работу
          end: человек вышел на работу
        problems:
          - number: 1
            title: Встать на учёт удалённо нельзя
            text: Нужен личный визит.
            solutions:
              - text: Принимать **заявления** на портале.
                federal: true
        sources:
          - title: Методика
        """)
}

CERTIFICATES = practice(
    "spravki",
    """
    title: Медицинские справки в электронном виде
    question: Как избавить школьников от бумажных справок?
    summary: Сведения о болезни детей поступают в школу без бумаги.
    regions: [belgorodskaya-oblast]
    direction: zdravookhranenie
    subcategories: [elektronnye-uslugi]
    beneficiaries: Школьники и учителя
    solution: |
      Больница передаёт [данные](https://example.org/x) в **систему школы**:

      - справка о болезни;
      - освобождение от физкультуры.
    results:
      - title: Время учителя
        before: 40
        after: 10
        unit: минут
        kind: fact
    """,
)

PRESCRIPTION = practice(
    "retsept",
    """
    title: Электронный рецепт
    summary: Врач выписывает рецепт, человек получает лекарство в аптеке.
    direction: zdravookhranenie
    subcategories: [elektronnye-uslugi]
    solution: Рецепт приходит в аптеку сам, и ребёнку не ждут лекарства неделю.
    search_phrases: [таблетки старушке в глушь, пилюли по бумажке]
    """,
)

DIGITAL = practice(
    "tsifra",
    """
    title: Сервис «50+. Цифра»
    summary: Служба занятости учит людей старше пятидесяти искать работу в интернете.
    regions: [ryazanskaya-oblast]
    helps_with:
      - problem: rabota#1
        why: Заявление подают из дома.
    solution: Цифровой куратор проводит онлайн-запись и отвечает в WhatsApp.
    """,
    head="kind: digital\nstage: pilot\nstage_date: 2022-03",
)

COURSES = practice(
    "kursy",
    """
    title: Курсы при центре занятости
    summary: Центр занятости населения учит новой профессии.
    life_situations: [rabota]
    helps_with:
      - problem: rabota#1
        why: Учатся из дома.
    solution: Люди учатся в классе, который приезжает сам.
    """,
)

EVENT: Files = {
    "regions/ryazanskaya-oblast/events/ryazan-vstrecha.yml": dedent("""\
        id: ryazan-vstrecha
        title: Встреча о занятости
        region: ryazanskaya-oblast
        date: 2022-04-05
        summary: Обсудили ярмарку вакансий.
        sources:
          - title: Новость
        """)
}

FILES: Files = (
    TAXONOMY | GLOSSARY | REGIONS | SITUATION | EVENT | CERTIFICATES | PRESCRIPTION | DIGITAL | COURSES
)


def small_base(*more: Files) -> KnowledgeBase:
    files = dict(FILES)
    for extra in more:
        files |= extra
    return base(files)
