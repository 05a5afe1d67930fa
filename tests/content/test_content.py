"""The published content: free of errors, complete by the counts of the sources, and true to their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pycountry
import pytest
import source_documents as sources
from source_documents import numbers

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check
from generator.loading.records import LoadResult, load
from generator.model.common import Figure, NoteKind, Qualifier
from generator.model.diagnostic import Severity
from generator.model.digest import Digest, DigestEntry
from generator.model.event import Event
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region, RegionKind
from generator.model.registry import Registry
from generator.model.report import DeadlineKind, ReportItem, StandardReport, Status
from generator.model.target_model import TargetModel
from generator.model.vocabulary import DirectionFamily, Glossary, Taxonomy
from generator.wording.russian import plural

ROOT = Path(__file__).parents[2]
TODAY = date(2021, 11, 22)  # the Monday after the digest: nothing is due for a check yet


@pytest.fixture(scope="module")
def result() -> LoadResult:
    return load(ROOT, Registry())


@pytest.fixture(scope="module")
def everything(result: LoadResult) -> KnowledgeBase:
    return KnowledgeBase(result.records, Registry(), frozenset(result.unreadable))


@pytest.fixture(scope="module")
def base(everything: KnowledgeBase) -> KnowledgeBase:
    return sources.told_by_them(everything)


@pytest.fixture(scope="module")
def digest(base: KnowledgeBase) -> Digest:
    found = base.get(Digest, "2021-w46")
    assert found
    return found


@pytest.fixture(scope="module")
def report(base: KnowledgeBase) -> StandardReport:
    found = base.get(StandardReport, "zabaykalye-rss-2024")
    assert found
    return found


def practice(base: KnowledgeBase, id: str) -> Practice:
    found = base.get(Practice, id)
    assert found, id
    return found


def entries(digest: Digest) -> list[DigestEntry]:
    return [entry for section in digest.sections for entry in section.entries]


# --- no errors ----------------------------------------------------------------------------------


def test_nothing_is_wrong_with_the_files(result: LoadResult) -> None:
    """Warnings included: no file lies where nobody reads it."""
    assert result.diagnostics == []


def test_no_rule_is_broken(everything: KnowledgeBase) -> None:
    assert [d for d in check(everything, TODAY) if d.severity is Severity.ERROR] == []


def test_no_text_holds_html(everything: KnowledgeBase) -> None:
    assert [d for d in check(everything, TODAY) if d.code == "html-in-text"] == []


# --- regions ------------------------------------------------------------------------------------

KINDS = {
    "Republic": RegionKind.REPUBLIC,
    "Administrative territory": RegionKind.KRAI,
    "Administrative region": RegionKind.OBLAST,
    "Autonomous city": RegionKind.FEDERAL_CITY,
    "Autonomous region": RegionKind.AUTONOMOUS_OBLAST,
    "Autonomous district": RegionKind.AUTONOMOUS_OKRUG,
}


def subdivisions() -> list[Any]:
    return list(pycountry.subdivisions.get(country_code="RU"))  # type: ignore[no-untyped-call]  # theirs


def test_regions_are_those_of_iso_3166(everything: KnowledgeBase) -> None:
    iso = {s.code: KINDS[s.type] for s in subdivisions()}
    assert len(iso) == 83
    assert {region.iso: region.kind for region in everything.all(Region)} == iso
    assert len(everything.all(Region)) == 83


def test_region_ids_resemble_their_iso_names(everything: KnowledgeBase) -> None:
    """A code at the wrong region would pass the count; its name would not."""
    names = {s.code: s.name for s in subdivisions()}
    for region in everything.all(Region):
        name = names[region.iso]
        letters = re.sub("[^a-z]", "", name.lower().replace("'", "").replace("y", "i").replace("j", "i"))
        own = re.sub("[^a-z]", "", region.id.replace("y", "i"))
        assert _common_part(letters, own) >= 4, (region.id, name)


def _common_part(a: str, b: str) -> int:
    """Length of the longest common piece."""
    return max(j - i for i in range(len(a)) for j in range(i, len(a) + 1) if a[i:j] in b)


# --- practices ----------------------------------------------------------------------------------


def test_the_practices_of_the_sources_are_there(base: KnowledgeBase, digest: Digest) -> None:
    of_digest = {entry.practice for entry in entries(digest)}
    of_models = [id for model in base.all(TargetModel) for id in model.recommended_practices]
    assert len(of_digest) == 22
    assert len(of_models) == len(set(of_models)) == 27
    assert len(of_digest | set(of_models)) == 22 + 27


def test_the_practices_of_primorye_and_zabaykalye_are_there(base: KnowledgeBase) -> None:
    (event,) = [e for e in base.all(Event) if e.region == "primorskiy-kray"]
    assert {"zont", "aktivnoe-dolgoletie-primorye"} <= set(event.practices)
    named = [p for p in base.all(Practice) if any(s.place and "6.9" in s.place for s in p.sources)]
    assert named
    assert {r for p in named for r in p.regions} == {"zabaykalskiy-kray"}


def test_adoptions_that_the_sources_name(base: KnowledgeBase) -> None:
    adopted = [(p, a) for p in base.all(Practice) for a in p.adoptions]
    assert any(p.regions == ("respublika-komi",) and a.region == "kamchatskiy-kray" for p, a in adopted)
    assert sum(a.region == "zabaykalskiy-kray" for _, a in adopted) == 2


def test_every_practice_names_its_source(everything: KnowledgeBase) -> None:
    """With a date, a place or an address; where the source has none of these, a note says so."""
    for record in everything.all(Practice):
        assert record.sources, record.id
        if not any(s.date or s.place or s.url for s in record.sources):
            assert any(note.kind is NoteKind.GAP for note in record.notes), record.id


def test_people_in_stories_have_a_first_name_only(everything: KnowledgeBase) -> None:
    stories = [(p, p.story) for p in everything.all(Practice) if p.story]
    assert len(stories) >= 10
    for record, story in stories:
        assert re.fullmatch(r"[А-ЯЁ][а-яё]+", story.name), (record.id, story.name)
        stem = story.name.rstrip("аяйь")
        surname = rf"\b{stem}[а-яё]{{0,3}} [А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё]+ (?:{stem}[а-яё]{{0,3}}\b|[А-ЯЁ]\.)"
        for text in (story.text, record.summary, record.solution):
            assert not re.search(surname, text), (record.id, text)


def test_only_the_methodology_recommends_for_life_situations(base: KnowledgeBase) -> None:
    """The digest, the report and the news recommend nothing; that a practice helps is said in ``helps_with``."""
    silent = ("Мониторинг региональных практик", "Отчёт по исполнению Плана", "Социальные практики Приморья")
    told = [p for p in base.all(Practice) if all(s.title.startswith(silent) for s in p.sources)]
    assert len(told) >= 36
    assert [p.id for p in told if p.life_situations] == []


def test_most_practices_help_with_a_problem(base: KnowledgeBase) -> None:
    """At least those that a target model recommends for a life situation are tied to one."""
    recommended = [practice(base, id) for m in base.all(TargetModel) for id in m.recommended_practices]
    assert sum(bool(p.life_situations) for p in recommended) >= 20


# --- target models and life situations ----------------------------------------------------------

PROBLEMS = {
    "zdravookhranenie": [8, 9, 4],
    "rynok-truda": [20],
    "sotsialnaya-zashchita": [16, 8, 9],
}


def situations(base: KnowledgeBase) -> Iterator[LifeSituation]:
    for model in base.all(TargetModel):
        for id in model.life_situations:
            found = base.get(LifeSituation, id)
            assert found, id
            yield found


def test_target_models_with_their_situations_and_problems(base: KnowledgeBase) -> None:
    counts = {
        model.id: [len(found.problems) for found in situations(base) if found.id in model.life_situations]
        for model in base.all(TargetModel)
    }
    assert counts == PROBLEMS
    assert len(base.all(LifeSituation)) == 7
    assert len(base.problems) == 74


def test_every_problem_has_a_solution(base: KnowledgeBase) -> None:
    assert [key for key, (_, problem) in base.problems.items() if not problem.solutions] == []


def test_federal_marks(base: KnowledgeBase) -> None:
    marks = [s for _, problem in base.problems.values() for s in problem.solutions if s.federal]
    assert len(marks) == 35
    assert all(situation.federal_mark_legend for situation in situations(base))


def test_every_target_model_is_whole(base: KnowledgeBase) -> None:
    for model in base.all(TargetModel):
        assert len(model.recommended_practices) == 9, model.id
        assert model.kpis, model.id
        assert model.general_provisions, model.id
        assert model.baseline_years, model.id
        assert model.target_years, model.id


def test_contradictions_of_the_methodology_are_shown_where_they_stand(base: KnowledgeBase) -> None:
    for record in (*base.all(TargetModel), *situations(base)):
        assert any(note.kind is NoteKind.CONTRADICTION for note in record.notes), record.id


def test_what_survives_of_the_process_maps(base: KnowledgeBase) -> None:
    """Rehabilitation aids: examination 50 → 15 days, the whole path 118 → 28."""
    found = base.get(LifeSituation, "tekhnicheskie-sredstva-reabilitatsii")
    assert found
    assert found.current_process
    assert found.target_process
    assert found.current_process.total_days == 118
    assert found.target_process.total_days == 28
    assert found.current_process.total_effect_days == -90
    assert 50 in {stage.days for stage in found.current_process.stages}
    assert 15 in {stage.days for stage in found.target_process.stages}


# --- words --------------------------------------------------------------------------------------


def test_directions_of_the_digest_and_of_the_initiative(base: KnowledgeBase) -> None:
    (taxonomy,) = base.all(Taxonomy)
    families = [direction.family for direction in taxonomy.directions]
    assert families.count(DirectionFamily.MONITORING) >= 4
    assert families.count(DirectionFamily.NSI) >= 3
    titles = {d.title for d in taxonomy.directions} & {s.title for s in taxonomy.subcategories}
    assert titles >= {"Развитие человеческого капитала"}


def test_abbreviations_that_the_site_explains(base: KnowledgeBase) -> None:
    (glossary,) = base.all(Glossary)
    known = {term.abbreviation for term in glossary.terms}
    asked = {
        "АСИ",
        "НСИ",
        "РСС",
        "РШ",
        "РСУ",
        "РЭГ",
        "ФОИВ",
        "СОНКО",
        "ЕЦП",
        "МСЭ",
        "ТСР",
        "ВМП",
        "МФЦ",
        "ЦЗН",
        "ЖС",
    }
    assert asked - known == set()
    abbreviations = [term.abbreviation for term in glossary.terms if term.abbreviation]
    assert len(set(abbreviations)) == len(abbreviations)


# --- the digest ---------------------------------------------------------------------------------


def test_the_digest_of_the_week(base: KnowledgeBase, digest: Digest) -> None:
    assert (digest.starts, digest.ends) == (date(2021, 11, 15), date(2021, 11, 21))
    assert [(section.title, len(section.entries)) for section in digest.sections] == [
        ("Социальная сфера", 15),
        ("Вовлеченность", 8),
        ("Региональная специфика", 1),
    ]
    practices = {entry.practice for entry in entries(digest)}
    assert len(practices) == 22
    assert len({region for id in practices for region in practice(base, id).regions}) == 18


def test_the_top_five_of_the_week(base: KnowledgeBase, digest: Digest) -> None:
    assert [practice(base, id).regions for id in digest.top] == [
        ("ryazanskaya-oblast",),
        ("belgorodskaya-oblast",),
        ("leningradskaya-oblast",),
        ("respublika-mordoviya",),
        ("yaroslavskaya-oblast",),
    ]


def test_every_entry_of_the_week_names_the_head_of_its_region(base: KnowledgeBase, digest: Digest) -> None:
    for entry in entries(digest):
        assert tuple(head.region for head in entry.heads) == practice(base, entry.practice).regions


# --- the report of Забайкальский край -----------------------------------------------------------


def rows(report: StandardReport) -> list[ReportItem]:
    return [item for section in report.sections for item in section.items]


def test_the_report_is_whole(report: StandardReport) -> None:
    assert [section.number for section in report.sections] == list(range(1, 14))
    assert len(rows(report)) == 66


def test_statuses_stand_as_written(report: StandardReport) -> None:
    by_number = {item.number: item.status for item in rows(report)}
    assert (by_number["10.3"].text, by_number["10.3"].value) == ("Не выполнен", Status.NOT_DONE)
    assert (by_number["11.3"].text.split(), by_number["11.3"].value) == (["Выполнено"] * 2, Status.DONE)
    assert by_number["12.1–12.8"].value is Status.CROSSED
    for number, status in by_number.items():
        assert (status.value is Status.NONE) == (status.text == ""), number
        assert (status.value is Status.CROSSED) == (status.text == "Х"), number


def test_what_is_odd_is_said_and_not_corrected(report: StandardReport) -> None:
    by_number = {item.number: item for item in rows(report)}
    assert all(by_number[number].doubts for number in ("10.3", "11.3", "12.1–12.8"))


def test_deadlines_are_parsed(report: StandardReport) -> None:
    undated = {DeadlineKind.STANDING, DeadlineKind.RECURRING, DeadlineKind.AS_NEEDED, DeadlineKind.SEVERAL}
    for item in rows(report):
        if item.deadline and item.deadline.kind not in undated:
            assert item.deadline.due, (item.number, item.deadline.text)
        if item.deadline and (match := re.search(r"ежегодно,? отчет до 25 декабря", item.deadline.text)):
            assert item.deadline.report_by == "12-25", (item.number, match.group())


# --- events -------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", ["magadanskaya-oblast", "primorskiy-kray"])
def test_events_with_their_decisions(base: KnowledgeBase, region: str) -> None:
    (event,) = [e for e in base.all(Event) if e.region == region]
    assert event.participants
    assert len(event.decisions) >= 3
    assert all(person.post for person in event.participants)


# --- figures against the texts they come from ---------------------------------------------------

def claimed(figure: Figure) -> list[Decimal]:
    values = (figure.value, figure.value_to, figure.before, figure.after)
    return [value for value in values if value is not None]


def test_numbers_of_a_text_are_read() -> None:
    text = "Было 9 000, стало 38\u00a0921; 43,0 % и 12.7; более 7 тысяч; 5,5 млн рублей; 2021 г. 100–600"
    expected = ["9000", "38921", "43", "12.7", "7", "7000", "5.5", "5500000", "2021", "100", "600"]
    assert numbers(text) == {Decimal(n) for n in expected}
    assert numbers("Три лучших из восьми тысяч") == {Decimal(n) for n in (3, 8, 8000)}
    assert numbers("Три лучших из 8", words=False) == {Decimal(8)}


# Forms after 1, 2 and 5.
UNITS = {
    form: forms
    for forms in (
        ("рубль", "рубля", "рублей"), ("человек", "человека", "человек"), ("ребёнок", "ребёнка", "детей"),
        ("предприятие", "предприятия", "предприятий"), ("учреждение", "учреждения", "учреждений"),
        ("организация", "организации", "организаций"), ("проект", "проекта", "проектов"), ("клуб", "клуба", "клубов"),
        ("курс", "курса", "курсов"), ("место", "места", "мест"), ("район", "района", "районов"),
        ("заседание", "заседания", "заседаний"), ("территория", "территории", "территорий"),
        ("материал", "материала", "материалов"), ("компания", "компании", "компаний"), ("программа", "программы", "программ"),
    )
    for form in forms
}


def test_units_agree_with_their_numbers(base: KnowledgeBase, report: StandardReport) -> None:
    """«12 201 рубль», «83 ребёнка»; after «более», «до» and between two numbers other cases stand."""
    told = [p for p in base.all(Practice) if p.sources[0].title.startswith(tuple(sources.TITLES))]
    figures = [(str(p.id), f) for p in told for f in p.results]
    figures += [(item.number, f) for item in rows(report) for f in item.figures]
    alone = [(id, f) for id, f in figures if f.value is not None and f.value_to is None and f.qualifier is Qualifier.EXACT]
    checked = [(id, f) for id, f in alone if f.unit in UNITS and f.value == int(f.value or 0)]
    assert len(checked) > 30
    assert [(id, f.value, f.unit) for id, f in checked if f.unit != plural(int(f.value or 0), *UNITS[f.unit or ""])] == []


@pytest.fixture(scope="module")
def digest_chapters() -> list[str]:
    """The text of each entry of the digest, from the name of the head on."""
    text = sources.text(sources.DIGEST)
    return text.split("Глава региона:")[1:]


@sources.needed
def test_heads_are_named_as_in_the_source(digest: Digest, digest_chapters: list[str]) -> None:
    assert len(digest_chapters) == 24
    named = [" и ".join(head.name for head in entry.heads) for entry in entries(digest)]
    assert named == [chapter.strip().split("\n")[0].strip() for chapter in digest_chapters]


@sources.needed
def test_figures_of_the_digest_stand_in_the_source(
    base: KnowledgeBase, digest: Digest, digest_chapters: list[str]
) -> None:
    """Each in the chapter of its own practice, not just anywhere."""
    checked, missing = 0, []
    for entry, chapter in zip(entries(digest), digest_chapters, strict=True):
        of_source = numbers(chapter)
        for figure in practice(base, entry.practice).results:
            for value in claimed(figure):
                checked += 1
                if value not in of_source:
                    missing.append((entry.practice, figure.title, value))
    assert missing == []
    assert checked >= 15


@sources.needed
def test_no_number_in_the_texts_of_the_digest_is_invented(
    base: KnowledgeBase, digest: Digest, digest_chapters: list[str]
) -> None:
    invented = []
    for entry, chapter in zip(entries(digest), digest_chapters, strict=True):
        record = practice(base, entry.practice)
        allowed = numbers(chapter) | {Decimal(digest.starts.year)}
        for text in (record.summary, record.problem or "", record.solution, *record.steps):
            invented += [(record.id, n) for n in sorted(numbers(text, words=False) - allowed)]
    assert invented == []


# The source gives it in another unit: «с 2 ч. до 20 мин.».
CONVERTED = {("tsentr-serdechno-sosudistykh-riskov", Decimal(120))}


@sources.needed
def test_figures_of_all_practices_stand_in_their_sources(base: KnowledgeBase) -> None:
    texts = {start: numbers(sources.text(file)) for start, file in sources.TITLES.items()}
    checked, missing = 0, []
    for record in base.all(Practice):
        cited = [n for start, n in texts.items() if any(s.title.startswith(start) for s in record.sources)]
        if len(cited) < len(record.sources):
            continue  # cites something else than the five documents
        for figure in record.results:
            for value in claimed(figure):
                checked += 1
                if value not in set().union(*cited) and (record.id, value) not in CONVERTED:
                    missing.append((record.id, figure.title, value))
    assert missing == []
    assert checked >= 50


@sources.needed
def test_figures_of_the_report_stand_in_the_source(report: StandardReport) -> None:
    of_source = numbers(sources.text(sources.REPORT))
    missing = [
        (item.number, figure.title, value)
        for item in rows(report)
        for figure in item.figures
        for value in claimed(figure)
        if value not in of_source
    ]
    assert missing == []
    assert sum(len(item.figures) for item in rows(report)) >= 20
