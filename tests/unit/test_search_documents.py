"""What can be found of each record: texts, names, facets, addresses."""

from __future__ import annotations

import pytest
from builders import base
from full_records import FULL
from search_samples import practice, small_base

from generator.analysis.coverage import situations_of
from generator.model.practice import Practice
from generator.search.document import Facets, SearchDocument
from generator.search.documents import search_documents
from generator.search.texts import plain

DOCUMENTS = {document.key: document for document in search_documents(small_base())}


def test_everything_with_a_page_of_its_own_and_every_problem_and_term() -> None:
    assert list(DOCUMENTS) == [
        "practice:kursy",
        "practice:retsept",
        "practice:spravki",
        "practice:tsifra",
        "region:belgorodskaya-oblast",
        "region:ryazanskaya-oblast",
        "event:ryazan-vstrecha",
        "life_situation:rabota",
        "problem:rabota#1",
        "term:tszn",
    ]


def test_a_practice() -> None:
    assert DOCUMENTS["practice:spravki"] == SearchDocument(
        type="practice",
        id="spravki",
        title="Медицинские справки в электронном виде",
        url="practices/spravki/",
        question="Как избавить школьников от бумажных справок?",
        keywords=("Белгородская область", "Здравоохранение", "Электронные услуги"),
        results="Время учителя: 40\u00a0→ 10\u00a0минут",
        summary="Сведения о болезни детей поступают в школу без бумаги.",
        text="Школьники и учителя\n"
        "Больница передаёт данные в систему школы: справка о болезни; освобождение от физкультуры.",
        region_titles=("Белгородская область",),
        effect="Время учителя: 40\u00a0→ 10\u00a0минут",
        facets=Facets(
            regions=("belgorodskaya-oblast",),
            direction="zdravookhranenie",
            subcategories=("elektronnye-uslugi",),
            stage="running",
            year=2021,
        ),
        date="2021-11",
        kind="практика",
    )


def test_a_practice_belongs_to_the_situations_of_its_problems() -> None:
    facets = DOCUMENTS["practice:tsifra"].facets
    assert (facets.life_situations, facets.stage, facets.year) == (("rabota",), "pilot", 2022)


def test_a_situation_named_twice_counts_once() -> None:
    both = small_base().get(Practice, "kursy")
    assert both
    assert situations_of(both) == ("rabota",)


def test_a_problem_is_found_on_the_page_of_its_situation() -> None:
    problem = DOCUMENTS["problem:rabota#1"]
    assert problem.url == "life-situations/rabota/#problem-1"
    assert problem.title == "Встать на учёт удалённо нельзя"
    assert problem.text == "Принимать заявления на портале."
    assert problem.facets == Facets(life_situations=("rabota",))


def test_a_situation_shows_its_borders_and_names_its_problems() -> None:
    situation = DOCUMENTS["life_situation:rabota"]
    assert situation.summary == "От: человек потерял работу. До: человек вышел на работу."
    assert situation.text == "Встать на учёт удалённо нельзя"


def test_a_term_is_found_in_the_glossary() -> None:
    term = DOCUMENTS["term:tszn"]
    assert term.url == "glossary/#tszn"
    assert term.keywords == ("ЦЗН", "служба занятости")
    assert term.summary == "Помогает найти работу."


def test_a_type_without_code_of_its_own_is_found_by_its_texts() -> None:
    event = DOCUMENTS["event:ryazan-vstrecha"]
    assert event.summary == "Обсудили ярмарку вакансий."
    assert (event.facets.regions, event.facets.year, event.date) == (
        ("ryazanskaya-oblast",),
        2022,
        "2022-04-05",
    )
    assert event.region_titles == ("Рязанская область",)


def test_a_practice_without_dates_and_places() -> None:
    files = practice("gde-to", "title: Где-то\nsummary: Сделали\nsolution: Сделали")
    text = files["practices/2021/gde-to.yml"].replace("    date: 2021-11\n", "")
    (document,) = search_documents(base({"practices/2021/gde-to.yml": text}))
    assert (document.date, document.facets) == ("", Facets(stage="running"))


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("просто текст\nв две строки", "просто текст в две строки"),
        ("**важно** и *не очень*", "важно и не очень"),
        ("[сайт](https://example.org/x) и `код`", "сайт и код"),
        ("- один;\n- два", "один; два"),
        ("1. первый\n2. второй", "первый второй"),
        ("<b>не тег</b> & знак", "<b>не тег</b> & знак"),
        ("2 * 3 = 6", "2 * 3 = 6"),
        ("", ""),
    ],
)
def test_plain_text(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_an_item_of_a_report_is_found_in_its_place_and_the_report_names_it_only() -> None:
    found = {document.key: document for document in search_documents(base(FULL))}
    item, report = found["report_item:tula-rss#1.1–1.3"], found["standard_report:tula-rss"]
    assert item.url == "reports/tulskaya-oblast/tula-rss/#item-1-1--1-3"
    assert (item.title, item.summary, item.text) == ("Пункт", "Сделано", "План\n%\nПриказ")
    assert item.keywords == ("Тульская область", "Здоровье")
    assert item.facets == report.facets == Facets(regions=("tulskaya-oblast",), year=2024)
    assert "Пункт" in report.text
    assert "Сделано" not in report.text


def test_every_published_kind_is_found() -> None:
    """All types of the registry, filled as full as they can be."""
    found = {document.type for document in search_documents(base(FULL))}
    registry = small_base().registry
    assert {t.kind for t in registry if t.address} <= found
