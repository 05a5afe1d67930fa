"""Published records against the documents they are told from: nothing lost, nothing invented, nothing copied.

Figures of practices are compared in test_content.py; here stand whole tables and whole texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import source_documents as sources
from source_documents import letters, numbers, words

from generator.knowledge.base import KnowledgeBase
from generator.model.common import Record
from generator.model.digest import Digest
from generator.model.event import Event
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.report import ReportItem, StandardReport
from generator.model.target_model import TargetModel
from generator.model.vocabulary import Glossary, Taxonomy
from generator.pipeline import Checked


@pytest.fixture(scope="module")
def base(real_checked: Checked) -> KnowledgeBase:
    return sources.told_by_them(real_checked.base)


# --- own words ----------------------------------------------------------------------------------

# Names stand as in the source; the legend of the mark (Ф) is a quotation.
NAMES = {
    "id", "sources", "legal_acts", "federal_mark_legend", "deadline", "responsible", "body", "status", "kpis",
    "term", "synonyms", "abbreviation", "groups", "url", "other_names", "aliases",
}


def own_texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record that is told in our own words; what stands in «» is taken out as a name."""
    if isinstance(value, str):
        yield place, re.sub(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»", " | ", value)
    elif isinstance(value, dict):
        for key, part in value.items():
            named = key == "title" and not re.search(r"(?:problems|figures|results)\[\d+\]$", place)
            if key not in NAMES and not named:
                yield from own_texts(part, f"{place}.{key}" if place else key)
    elif isinstance(value, list | tuple):
        for i, part in enumerate(value):
            yield from own_texts(part, f"{place}[{i}]")


def told(base: KnowledgeBase) -> Iterator[tuple[Record, str, str]]:
    for loaded in base.loaded:
        for place, text in own_texts(loaded.record.model_dump(mode="json", exclude_none=True)):
            yield loaded.record, place, text


def test_a_word_is_written_with_yo_everywhere_or_nowhere(real_checked: Checked) -> None:
    """Words that are two words («все» and «всё») aside."""
    two_words = {"все", "всем", "чем", "узнает", "села", "медсестры", "е"}
    found = [
        (record.id, place, word)
        for record, place, text in told(real_checked.base)
        for word in re.findall(r"[а-яё]+", text.lower())
    ]
    with_yo = {word.replace("ё", "е") for _, _, word in found if "ё" in word} - two_words
    assert [(id, place, word) for id, place, word in found if word in with_yo] == []


RUN = 9  # equal words in a row


@sources.needed
def test_sentences_are_not_taken_over(base: KnowledgeBase) -> None:
    runs = set()
    for name in (sources.DIGEST, sources.METHODOLOGY, sources.REPORT, sources.MAGADAN, sources.PRIMORYE):
        of_source = words(sources.text(name))
        runs |= {tuple(of_source[i:i + RUN]) for i in range(len(of_source))}
    copied = []
    for record, place, text in told(base):
        for piece in text.split("|"):
            of_record = words(piece)
            copied += [
                (record.id, place, " ".join(run))
                for i in range(len(of_record) - RUN + 1)
                if (run := tuple(of_record[i:i + RUN])) in runs
            ]
    assert copied == []


# --- the digest ---------------------------------------------------------------------------------


@sources.needed
def test_entries_have_the_titles_and_words_of_the_source(base: KnowledgeBase) -> None:
    digest = base.get(Digest, "2021-w46")
    assert digest
    (taxonomy,) = base.all(Taxonomy)
    titles: dict[str, str] = {direction.id: direction.title for direction in taxonomy.directions}
    titles |= {subcategory.id: subcategory.title for subcategory in taxonomy.subcategories}
    listed = [base.get(Practice, entry.practice) for section in digest.sections for entry in section.entries]
    for practice, (above, chapter) in zip(listed, sources.digest_chapters(), strict=True):
        assert practice
        assert letters(practice.title) in letters(above), practice.id
        named = re.search(r"Направление: (.+)", chapter)
        subcategories = re.search(r"Подкатегория: (.+?)(?:\n| Описание)", chapter.split("Описание.")[0] + "\n")
        assert practice.direction
        assert named
        assert titles[practice.direction] == named[1].strip(), practice.id
        assert ", ".join(titles[id] for id in practice.subcategories) == (
            subcategories[1].strip() if subcategories else ""
        ), practice.id


# --- the methodology ----------------------------------------------------------------------------


@sources.needed
def test_problems_keep_every_number_of_their_table(base: KnowledgeBase) -> None:
    for id, table in sources.problem_tables():
        situation = base.get(LifeSituation, id)
        assert situation
        dumped = situation.model_dump(mode="json", exclude_none=True)
        everything = " | ".join(text for _, text in _texts(dumped))
        of_problems = " | ".join(text for place, text in _texts(dumped["problems"]) if not place.endswith(".date"))
        of_table = numbers(_dates_apart(table))
        assert numbers(of_problems, words=False) - of_table == set(), id
        assert numbers(re.sub(r"\bф\.?\s?088", "088", _dates_apart(table)), words=False) - numbers(everything) == set(), id


@sources.needed
def test_federal_marks_stand_where_the_source_has_them(base: KnowledgeBase) -> None:
    legends = 0
    for id, table in sources.problem_tables():
        situation = base.get(LifeSituation, id)
        assert situation
        below = re.findall(r"\(Ф\) — (Невозможность|Возможность)", table)
        marks = sum(solution.federal for problem in situation.problems for solution in problem.solutions)
        assert marks == table.count("(Ф)") - len(below), id
        assert all(f"(Ф) — {word}" in (situation.federal_mark_legend or "") for word in below), id
        legends += len(below)
    assert legends == 9


@sources.needed
def test_titles_of_the_methodology_are_its_own(base: KnowledgeBase) -> None:
    """Mended: a damaged case ending, a misread abbreviation, an explanation in brackets."""
    whole = letters(sources.text(sources.METHODOLOGY))
    recommended = [base.get(Practice, id) for model in base.all(TargetModel) for id in model.recommended_practices]
    named = [
        *(practice.title for practice in recommended if practice),
        *(kpi.title for model in base.all(TargetModel) for kpi in model.kpis),
        *(record.title for record in (*base.all(TargetModel), *base.all(LifeSituation))),
    ]
    assert len(recommended) == 27
    assert [title for title in named if letters(title) not in whole] == [
        "Организация центром занятости населения стажировки молодых специалистов",
        "Доля граждан, удовлетворённых получением меры государственной социальной поддержки в форме предоставления ТСР",
        "Трудоустроиться через Центр занятости населения (ЦЗН)",
    ]


@sources.needed
def test_the_glossary_explains_every_term_of_the_methodology(base: KnowledgeBase) -> None:
    (glossary,) = base.all(Glossary)
    known = {letters(name) for term in glossary.terms for name in (term.term, term.abbreviation, *term.synonyms) if name}
    whole = sources.text(sources.METHODOLOGY)
    terms = re.findall(r"^1\.\d+\. ([^—–\n]+?) ?(?:\([^)]*\) )?[—–]", whole, re.MULTILINE)
    assert len(terms) == 14
    assert [term for term in terms if letters(term) not in known] == []


@sources.needed
def test_what_the_methodology_defines_in_passing_is_in_the_glossary(base: KnowledgeBase) -> None:
    """«Под … понимается» of the chapters; a process is explained by its map."""
    (glossary,) = base.all(Glossary)
    known = {letters(name) for term in glossary.terms for name in (term.term, *term.synonyms)} | {letters("процесс")}
    stem = {name[:9] for name in known}
    defined = re.findall(r"Под \**([а-яА-ЯЁё ]+?)\**(?: в рамках[^.]*?| в регионе\**)? понимается", sources.text(sources.METHODOLOGY))
    assert len(defined) == 4
    assert [term for term in defined if letters(term)[:9] not in stem and letters(term) != letters("процессом")] == []


# --- practices, row by row ----------------------------------------------------------------------

# Titles that the record mends.
AS_PRINTED = {
    "stazhirovki-molodykh-spetsialistov": "Организация центра занятости населения стажировки молодых специалистов",
}
# «Не более 1,5 часов» is «не дольше полутора часов», «не более 1 километра» is «не дальше одного километра».
SAID_IN_WORDS = {("shkola-ukhoda", Decimal("1.5")), ("zabotlivyy-sosed", Decimal(1))}
CONVERTED = {("tsentr-serdechno-sosudistykh-riskov", Decimal(120))}  # «с 2 ч. до 20 мин.»
# The title or the number of the section that follows.
OF_THE_NEXT = {
    ("kompensatsiya-zatrat-po-dogazifikatsii", Decimal(50)), ("baza-bezdomnykh-zhivotnykh", Decimal(50)),
    ("uvelichenie-vyplaty-na-detey-sirot", Decimal(2)), ("servis-50-plus-tsifra", Decimal(3)),
}
TOLD = {"summary", "question", "problem", "solution", "results", "resources", "steps", "story", "adoptions"}


def with_units(practice: Practice) -> str:
    """All that a record says; a figure together with its unit, as «1.5 тыс. услуг»."""
    figures = [f"{value} {figure.unit}" for figure in practice.results for value in (figure.value, figure.value_to) if value]
    return " | ".join([*figures, *(text for _, text in _texts(practice.model_dump(mode="json", exclude={"sources"})))])


@pytest.fixture(scope="module")
def recommended(base: KnowledgeBase) -> list[tuple[int, Practice, str]]:
    """Recommended practices: number in the table of their model, record, row."""
    rows = []
    models = [base.get(TargetModel, id) for id in ("zdravookhranenie", "rynok-truda", "sotsialnaya-zashchita")]
    for model, table in zip(models, sources.practice_tables(), strict=True):
        assert model
        found = [practice for id in model.recommended_practices if (practice := base.get(Practice, id))]
        cut = sources.cut_at(table, (AS_PRINTED.get(practice.id, practice.title) for practice in found))
        rows += [(n, practice, row) for n, (practice, row) in enumerate(zip(found, cut, strict=True), 1)]
    return rows


@sources.needed
def test_no_number_of_a_recommended_practice_is_lost_or_invented(recommended: list[tuple[int, Practice, str]]) -> None:
    lost, invented = set(), set()
    for n, practice, row in recommended:
        lost |= {(practice.id, x) for x in numbers(row, words=False) - numbers(with_units(practice)) - {Decimal(n + 1)}}
        said = " | ".join(text for _, text in _texts(practice.model_dump(mode="json", include=TOLD)))
        invented |= {(practice.id, x) for x in numbers(said, words=False) - numbers(row)}
    assert lost - SAID_IN_WORDS == set()
    assert invented - CONVERTED == set()


@sources.needed
def test_no_number_of_the_digest_is_lost(base: KnowledgeBase) -> None:
    digest = base.get(Digest, "2021-w46")
    assert digest
    listed = [base.get(Practice, entry.practice) for section in digest.sections for entry in section.entries]
    lost = {
        (practice.id, x)
        for practice, (_, chapter) in zip(listed, sources.digest_chapters(), strict=True)
        if practice
        for x in numbers(chapter, words=False) - numbers(with_units(practice))
    }
    assert lost == OF_THE_NEXT


@sources.needed
def test_stories_are_of_those_who_tell_them(recommended: list[tuple[int, Practice, str]]) -> None:
    """«Борис Климов, 60 лет», «Бабаева Валерия, 29 лет»; where nobody tells, there is no story."""
    told = {}
    for _, practice, row in recommended:
        found = re.search(r"([А-ЯЁ][а-яё]+(?: [А-ЯЁ][а-яё]+)+), (?:пенсионер )?(\d\d) (?:лет|года?)\b", row)
        assert bool(found) == bool(practice.story), practice.id
        if found and practice.story:
            assert practice.story.name in found[1].split(), practice.id
            told[practice.id] = (int(found[2]), practice.story.age)
    assert len(told) == 10
    assert [id for id, (theirs, ours) in told.items() if theirs != ours] == []


SITUATIONS_AS_PRINTED = {
    "pervichnaya-pomoshch-pri-boleznyakh-serdtsa": "Получить первичную специализированную",
    "planovaya-pomoshch-pri-boleznyakh-serdtsa": "Получить специализированную медицинскую помощь",
    "vmp-pri-boleznyakh-serdtsa": "Получить высокотехнологичную",
    "trudoustroystvo-cherez-tszn": "Трудоустройство через центр занятости",
    "vyplata-na-pervogo-rebenka": "Получение ежемесячной выплаты",
    "sotsialnoe-obsluzhivanie-na-domu": "Получить социальное обслуживание на дому",
    "tekhnicheskie-sredstva-reabilitatsii": "Получить технические средства реабилитации",
}


@sources.needed
def test_practices_are_recommended_for_the_situations_of_their_rows(recommended: list[tuple[int, Practice, str]]) -> None:
    """The table fell apart at the last three of health: one of three equal cells came loose, its record says so."""
    for _, practice, row in recommended:
        bare = letters(row)
        theirs = {id for id, printed in SITUATIONS_AS_PRINTED.items() if letters(printed) in bare}
        if practice.id == "sreda-zhizni":
            assert theirs == set()
            theirs = {"pervichnaya-pomoshch-pri-boleznyakh-serdtsa"}
        assert set(practice.life_situations) == theirs, practice.id


# Misread («Томенская»); no region stands at all; a town that the story names.
READ_AS = {"sreda-zhizni": {"tyumenskaya-oblast"}, "resursnyy-tsentr-dlya-lyudey-s-invalidnostyu": set()}
IN_PASSING = {("mobilnye-obrazovatelnye-klassy", "sankt-peterburg")}


@sources.needed
def test_regions_of_practices_are_those_of_their_rows(
    base: KnowledgeBase, recommended: list[tuple[int, Practice, str]]
) -> None:
    digest = base.get(Digest, "2021-w46")
    assert digest
    listed = [base.get(Practice, entry.practice) for section in digest.sections for entry in section.entries]
    after_titles = [before.rsplit(",", 1)[-1] for before, _ in sources.digest_chapters()]
    rows = [(practice, row) for _, practice, row in recommended]
    rows += [(practice, line) for practice, line in zip(listed, after_titles, strict=True) if practice]
    names = {
        region.id: re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, (region.title, *region.other_names)))})(?!\w)")
        for region in base.all(Region)
    }
    for practice, row in rows:
        ours = {*practice.regions, *(adoption.region for adoption in practice.adoptions)}
        theirs = {id for id, name in names.items() if name.search(" ".join(row.split()))}
        theirs -= {region for id, region in IN_PASSING if id == practice.id}
        assert READ_AS.get(practice.id, theirs) == ours, practice.id


# --- names --------------------------------------------------------------------------------------

# Said otherwise: in another case, shorter or by what they are.
NAMED_OTHERWISE = {
    sources.REPORT: {
        "Акселерационная образовательная программа для социальных предприятий",
        "Гарантийный фонд Забайкальского края", "Город Петровск-Забайкальский",
        "Оценка общественного мнения по удовлетворенности населения медицинской помощью, процент",
        "Семейного многофункционального центра", "Федерация настольных спортивных игр России",
    },
    sources.PRIMORYE: {"Администрация Приморского края", "всегда стоят задачи, связанные с развитием"},
    # «Социальное такси»; an employer that would tell who the man of a story is.
    sources.METHODOLOGY: {"Социального такси", "Завод БКУ"},
}
# Figures of speech and words of people.
NO_NAMES = {
    "бесшовный путь", "дневной стационар", "единого окна", "отпустило", "пиковой", "плавающего графика",
    "срок госпитализации может быть отложен", "стационарозамещающие технологии", "том конце провода", "формального",
    "Молодые профессионалы",
}


@pytest.fixture(scope="module")
def everything(base: KnowledgeBase) -> str:
    """Letters of all records."""
    dumped = (loaded.record.model_dump(mode="json", exclude_none=True) for loaded in base.loaded)
    return letters(" | ".join(text for record in dumped for _, text in _texts(record)))


@sources.needed
@pytest.mark.parametrize("document", [sources.DIGEST, sources.METHODOLOGY, sources.REPORT, sources.MAGADAN, sources.PRIMORYE])
def test_names_in_quotes_are_in_the_base(everything: str, document: str) -> None:
    """Systems, projects, programmes, orders: of the methodology, those of its appendix 1."""
    whole = sources.text(document)
    if document == sources.METHODOLOGY:
        whole = whole[whole.index("ПРИЛОЖЕНИЕ 1. ПИЛОТНЫЕ"):whole.index("ПРИЛОЖЕНИЕ 2. ТИПОВОЙ")]
    named = {" ".join(name.split()) for name in re.findall(r"[«\"“]([^«»\"”“]{2,120})[»\"”]", whole)}
    missing = {name for name in named - NO_NAMES if letters(name) not in everything}
    assert missing == NAMED_OTHERWISE.get(document, set())


# No source spells them out, or everybody knows them; a misprint is quoted as one.
UNEXPLAINED = {
    "CRM", "IT", "QR", "WorldSkills", "NIVgian", "WhatsApp", "ВЭБ", "КГУ", "МЫВМЕСТЕ", "РЖД", "РТ", "РязГМУ", "СМС", "ФЗ",
    "ФИО", "ШАГ", "НН", "IV",
    "ГС", "МЦФ", "ТСП", "ФССИ",
}


FIVE_DOCUMENTS = (
    "Мониторинг региональных практик", "Методические рекомендации", "Отчёт по исполнению Плана",
    "Губернатор Сергей Носов", "Социальные практики Приморья",
)


def test_abbreviations_of_records_are_in_the_glossary(base: KnowledgeBase) -> None:
    """Those of the five documents that one of them explains; a form with an ending («ФАПов») counts as its stem."""
    (glossary,) = base.all(Glossary)
    known = {
        word
        for text in (
            *(" ".join([term.term, term.abbreviation or "", *term.synonyms]) for term in glossary.terms),
            *(name for term in glossary.terms for name in re.findall("«([А-ЯЁа-я]+)»", term.text or "")),
            *(" ".join([region.title, region.short, *region.other_names]) for region in base.all(Region)),
        )
        for word in re.findall("[А-Яа-яЁёA-Za-z]+", text)
    }
    used = set()
    for loaded in base.loaded:
        record = loaded.record
        told = all(source.title.startswith(FIVE_DOCUMENTS) for source in record.sources)
        if told and isinstance(record, Practice | LifeSituation | TargetModel | Digest | Event | StandardReport):
            for place, text in _texts(record.model_dump(mode="json", exclude_none=True)):
                if not place.endswith((".id", ".url")):
                    text = re.sub(r"https?://\S+", " ", text)
                    used |= set(re.findall(r"(?<![А-Яа-яA-Za-zЁё])[А-ЯЁA-Z][А-Яа-яЁёA-Za-z]*[А-ЯЁA-Z][А-Яа-яёA-Za-z]*", text))
    assert len(used & known) > 50
    assert {word for word in used if word not in known and re.sub("[а-яё]+$", "", word) not in known} <= UNEXPLAINED


# A letter, schools; Пр-832 is the ground of the whole methodology and stands on the page about it.
NO_ACTS = {"А-20-12606", "15", "16", "18", "22", "Пр-832"}


@sources.needed
def test_every_numbered_act_of_the_sources_is_in_the_base(base: KnowledgeBase) -> None:
    numbered = {
        letters(act["number"])
        for loaded in base.loaded
        for act in _legal_acts(loaded.record.model_dump(mode="json", exclude_none=True))
        if "number" in act
    }
    for document in (sources.DIGEST, sources.METHODOLOGY, sources.REPORT, sources.MAGADAN, sources.PRIMORYE):
        found = set(re.findall(r"№ ?((?:[А-Я][а-я]?-)?\d[\w/-]*)|\b(\d+-ФЗ)", sources.text(document)))
        acts = {number for pair in found for number in pair if number}
        assert {number for number in acts - NO_ACTS if letters(number) not in numbered} == set(), document
    assert len(numbered) >= 15


def _legal_acts(value: Any) -> Iterator[dict[str, str]]:
    """Every legal act of a dumped record."""
    if isinstance(value, dict):
        yield from value.get("legal_acts", ())
        value = list(value.values())
    for part in value if isinstance(value, list | tuple) else ():
        yield from _legal_acts(part)


# --- the report ---------------------------------------------------------------------------------

MONTHS = {
    name: n for n, name in enumerate(
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(), 1
    )
}
# What the record mends and says so in its notes.
MENDED = {
    ("6.1", "responsible"): ("Минкультуры", "Минкульт"),
    ("6.2", "responsible"): ("Минкультуры", "Минкульт"),
    ("6.3", "responsible"): ("Минкультуры", "Минкульт"),
    ("6.4", "title"): ("отельных", "отдельных"),
}
# Ages «от 0+ до 99 лет» say no more than «люди с инвалидностью».
LEFT_OUT = {("9.4", Decimal(0)), ("9.4", Decimal(99))}
# «Повторено исполнение пункта 8.3»; «20 из 66 – это около 30 %» beside the 29 % of the source.
ADDED = {("8.7", Decimal("8.3")), ("13.4", Decimal("13.3")), ("6.1", Decimal(30))}


@pytest.fixture(scope="module")
def rows(base: KnowledgeBase) -> list[tuple[ReportItem, list[str]]]:
    report = base.get(StandardReport, "zabaykalye-rss-2024")
    assert report
    items = [item for section in report.sections for item in section.items]
    return list(zip(items, sources.report_rows(), strict=True))


@sources.needed
def test_rows_of_the_report_stand_as_written(rows: list[tuple[ReportItem, list[str]]]) -> None:
    assert len(rows) == 66
    for item, (number, title, responsible, deadline, _, status) in rows:
        assert item.number.replace("–", " ") == number.rstrip(".")
        for field, ours, theirs in (
            ("title", item.title, title),
            ("responsible", " ".join(item.responsible), responsible),
            ("deadline", item.deadline.text if item.deadline else "", deadline),
            ("status", item.status.text, status),
        ):
            wrong, right = MENDED.get((item.number, field), ("", ""))
            assert letters(ours) == letters(theirs.replace(wrong, right) if wrong else theirs), (item.number, field)


@sources.needed
def test_deadlines_of_the_report_fall_on_the_day_that_is_written(rows: list[tuple[ReportItem, list[str]]]) -> None:
    """The last day of a quarter, of a year, of a range; each by a count of its own."""
    compared = 0
    for item, (_, _, _, deadline, _, _) in rows:
        due = item.deadline.due if item.deadline else None
        if due is None:
            continue
        day = re.findall(rf"(\d+) ({'|'.join(MONTHS)})", deadline)
        quarter = re.search(r"(\d) кв(?:\.|артал)", deadline)
        (year,) = set(re.findall(r"20\d\d", deadline))
        if day:
            expected = date(int(year), MONTHS[day[-1][1]], int(day[-1][0]))
        elif quarter:
            month = 3 * int(quarter[1])
            expected = date(int(year), month, 31 if month in (3, 12) else 30)
        else:
            expected = date(int(year), 12, 31)
        assert due == expected, (item.number, deadline)
        compared += 1
    assert compared >= 20


@sources.needed
def test_no_number_of_the_report_is_lost_or_invented(rows: list[tuple[ReportItem, list[str]]]) -> None:
    lost, invented = set(), set()
    for item, row in rows:
        dumped = item.model_dump(mode="json", exclude_none=True)
        execution = re.sub(r"https?://\S+", " ", row[4])
        without_list_marks = re.sub(r"(?:(?<=\s)|^)\d[.)](?=\s?[А-ЯA-Z«а-я])", " ", execution)
        ours = " | ".join(text for _, text in _texts(dumped))
        lost |= {
            (item.number, n)
            for n in numbers(_dates_apart(without_list_marks), words=False) - numbers(_months_as_numbers(ours))
        }
        said = " | ".join(text for _, text in _texts({key: dumped.get(key) for key in ("execution", "figures")}))
        invented |= {(item.number, n) for n in numbers(said, words=False) - numbers(_dates_apart(" | ".join(row)))}
    assert lost - LEFT_OUT == set()
    assert invented - ADDED == set()


# --- the news -----------------------------------------------------------------------------------


@sources.needed
@pytest.mark.parametrize(("id", "news"), [("magadan-nsi-2021-04", sources.MAGADAN), ("primorye-asi-visit", sources.PRIMORYE)])
def test_people_of_an_event_stand_in_the_news_with_their_posts(base: KnowledgeBase, id: str, news: str) -> None:
    event = base.get(Event, id)
    assert event
    whole = letters(sources.text(news))
    assert letters(event.title) in whole
    assert event.participants
    for person in event.participants:
        assert letters(f"{person.post} {person.name}") in whole, person
    told = " ".join(text for _, text in _texts(event.model_dump(mode="json", exclude={"id", "notes"})))
    assert numbers(told, words=False) - numbers(sources.text(news)) <= {Decimal(4)}  # «2021-04»: the month of 15 April


@sources.needed
def test_no_number_of_the_news_is_lost(base: KnowledgeBase) -> None:
    """Counters of mentions, left over from the page of the news, say nothing of the visit."""
    for id, news, counters in (
        ("magadan-nsi-2021-04", sources.MAGADAN, set()),
        ("primorye-asi-visit", sources.PRIMORYE, {Decimal(1699), Decimal(38), Decimal(6)}),
    ):
        event = base.get(Event, id)
        assert event
        told = [event, *(practice for id in event.practices if (practice := base.get(Practice, id)))]
        ours = numbers(" | ".join(text for record in told for _, text in _texts(record.model_dump(mode="json"))))
        assert numbers(sources.text(news), words=False) - ours == counters, event.id


def _texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every value of a dumped record as text."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for i, part in enumerate(value):
            yield from _texts(part, f"{place}[{i}]")
    elif value is not None and not isinstance(value, bool):
        yield place, str(value)


def _dates_apart(text: str) -> str:
    """«02.06.2023» as «2 6 2023», so that it is not read as 2,06."""
    return re.sub(
        r"\b(\d\d)\.(\d\d)\.(\d{4})", lambda found: " | ".join(str(int(part)) for part in found.groups()), text
    )


def _months_as_numbers(text: str) -> str:
    """«13 марта 2024» as «13 | 3 | 2024»."""
    return re.sub(rf" ({'|'.join(MONTHS)})", lambda found: f" | {MONTHS[found[1]]} | ", text)
