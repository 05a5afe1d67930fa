"""Digests of many layouts → practices and issue: exact values, what is doubtful, what the base knows already."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import word_files
from digest_samples import DIGESTS, REGISTRY, Importer, codes, with_drafts

from generator.editing.importing.digest_import import DigestImport
from generator.editing.importing.digest_json import as_json
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check
from generator.loading.records import Loaded, load_text
from generator.model.digest import Digest
from generator.model.practice import Practice

TODAY = date(2022, 1, 10)
YAMAL, RYAZAN, TULA = "yamalo-nenetskiy-avtonomnyy-okrug", "ryazanskaya-oblast", "tulskaya-oblast"
OPENNESS, SOCIAL, HUMAN, LIFE = "otkrytost-vlasti", "sotsialno-ekonomicheskaya-sfera", "chelovecheskiy-kapital", "kachestvo-zhizni"
BUS, CENTRE, WINDOW = "Автобус с книгами для дальних сёл", "Выдуманный центр ухода «Забота рядом»", "Единое окно для приёмных семей"
FORM, STAFF = "Выплата на школьную форму для семей, где растут трое и более детей", "Штаб родителей-волонтёров"
SCHOOL, YARD = "Школа соседского ремонта", "Конкурс «Двор, где ждут»"

# title, regions, heads (name, acting), direction, subcategories
Facts = tuple[str, list[str], list[tuple[str, bool]], str | None, list[str]]
WEEK_52: dict[str, list[Facts]] = {
    "Забота и здоровье": [
        (BUS, [YAMAL], [("Иван Выдуманный", False)], HUMAN, ["pensionery-i-predpensionery", "razvitie-chelovecheskogo-kapitala"]),
        (
            CENTRE, [RYAZAN, TULA], [("Пётр Придуманный", False), ("Анна Вымышленная", True)], SOCIAL,
            ["podderzhka-sotsialno-nezashchishchennykh-sloev-naseleniya", "meditsina-i-zdravookhranenie"],
        ),
        (WINDOW, ["moskva"], [("Сергей Несуществующий", False)], OPENNESS, ["elektronnye-uslugi"]),
        (FORM, ["chuvashskaya-respublika"], [("Олег Небывалый", True)], SOCIAL, []),
    ],
    "Соседи и дворы": [
        (STAFF, ["respublika-komi"], [("Мария Ненастоящая", False)], OPENNESS, ["obshchestvennyy-kontrol", "molodezhnaya-politika"]),
        (SCHOOL, ["kemerovskaya-oblast"], [("Николай Сочинённый", False)], LIFE, ["blagoustroystvo"]),
        (BUS, [YAMAL], [("Иван Выдуманный", False)], HUMAN, ["pensionery-i-predpensionery", "razvitie-chelovecheskogo-kapitala"]),
    ],
    "Другое": [(YARD, ["sankt-peterburg"], [("Ольга Сказочная", False)], LIFE, ["blagoustroystvo"])],
}


def facts(result: DigestImport) -> dict[str, list[Facts]]:
    return {
        section.title: [
            (
                entry.practice.title,
                list(map(str, entry.practice.region_ids)),
                [(head.name, head.acting) for head in entry.heads],
                entry.practice.direction.id if entry.practice.direction else None,
                [word.id for word in entry.practice.subcategories if word.id],
            )
            for entry in section.entries
        ]
        for section in result.sections
    }


def descriptions(result: DigestImport) -> dict[str, str]:
    return {practice.found.title: practice.found.text for practice in result.practices}


def as_base(base: KnowledgeBase, result: DigestImport, **replaced: str) -> KnowledgeBase:
    """The base with the drafts of an import, texts in them replaced."""
    items: list[Loaded] = []
    for path, text in result.files.items():
        for old, new in replaced.items():
            text = text.replace(old.replace("_", " "), new)
        record_type = REGISTRY.for_path(path)
        assert record_type
        item, _ = load_text(text, path, record_type)
        assert item
        items.append(item)
    return KnowledgeBase([*base.loaded, *items], REGISTRY)


# The invented issue in all its forms


def test_the_issue_with_all_scars_comes_out_exactly(importer: Importer, sample: str) -> None:
    result = importer(sample)
    assert facts(result) == WEEK_52
    assert [practice.title for practice in result.top] == [BUS, CENTRE, WINDOW, STAFF, SCHOOL]
    assert result.values
    assert {name: result.values[name] for name in ("id", "title", "series", "week", "starts", "ends")} == {
        "id": "2021-w52",
        "title": "Мониторинг региональных практик, 27 декабря 2021 – 2 января 2022 г.",
        "series": "Мониторинг региональных практик",
        "week": "2021-W52",
        "starts": date(2021, 12, 27),
        "ends": date(2022, 1, 2),
    }


def test_every_scar_is_reported_with_its_place(importer: Importer, sample: str) -> None:
    result = importer(sample)
    said = [(d.code, d.location.line) for d in result.diagnostics if d.code != "needs-retelling"]
    lines = sample.split("\n")
    assert said == [
        ("text-tidied", 1), ("glued-fields", 49), ("hyphen-lost", 49), ("no-subcategory", 69), ("hyphen-lost", 79),
        ("unknown-subcategory", 119), ("text-cut", 127),
    ]
    assert "Описание. Две области" in lines[48]
    assert lines[68].startswith(FORM)
    assert "родителейволонтёров" in lines[78]
    assert all(d.location.path == "digest.txt" and d.hint for d in result.diagnostics)


def test_texts_are_whole_again(importer: Importer, sample: str) -> None:
    texts = descriptions(importer(sample))
    assert texts[BUS] == (
        "По дальним сёлам округа поехал автобус с книгами: за первый месяц он побывал в 12 сёлах и выдал 3 461 книгу. "
        "Доля жителей, которые читают чаще раза в неделю, выросла с 69 до 72,5 %. Проект обошёлся в 113 миллионов рублей."
    )
    assert texts[CENTRE].endswith("на семинаре-совещании. До конца года помощь получат не менее 200 семей.")
    assert texts[SCHOOL] == (
        "Соседи учат друг друга чинить лавки, двери и замки:\n\n- занятия идут по субботам;\n- инструмент выдаёт управляющая компания.\n\n"
        "За осень школа собрала 15 мастеров."
    )


@pytest.mark.parametrize("numbered_by_word", [False, True])
def test_the_same_from_word(importer: Importer, sample: str, numbered_by_word: bool) -> None:
    result = importer(word_files.with_headings(sample, numbered_by_word), "digest.docx")
    assert facts(result) == WEEK_52
    assert [practice.title for practice in result.top] == [BUS, CENTRE, WINDOW, STAFF, SCHOOL]
    assert descriptions(result) == descriptions(importer(sample))
    assert result.places[result.diagnostics[0].location.line].startswith("абзац ")


def test_the_same_from_pdf(importer: Importer, sample: str) -> None:
    result = importer((DIGESTS / "week-52.pdf").read_bytes(), "digest.pdf")
    assert facts(result) == WEEK_52
    assert [practice.title for practice in result.top] == [BUS, CENTRE, WINDOW, STAFF, SCHOOL]
    # Hyphenation at the ends of lines is taken back, hyphens of words are not.
    assert descriptions(result) == descriptions(importer(sample))


HEADER = ["Вестник соседей", "7–13 марта 2022 года", "ТОП-5 практик", f"1. {BUS}, ЯНАО", f"2. {SCHOOL}, Кузбасс"]
FIELDS = {
    "Глава региона": "Иван Выдуманный", "Направление": "Развитие человеческого капитала",
    "Подкатегория": "Благоустройство, Электронные услуги", "Описание": "Автобус возит книги.",
}
OTHER_FIELDS = {**FIELDS, "Глава региона": "врио Николай Сочинённый", "Описание": "Соседи чинят лавки.", "Подкатегория": ""}


@pytest.mark.parametrize("columns", [False, True], ids=["fields", "rows"])
def test_tables_instead_of_paragraphs(importer: Importer, columns: bool) -> None:
    sections = [("Книги", [(BUS, "ЯНАО", FIELDS)]), ("Дворы", [(SCHOOL, "Кузбасс", OTHER_FIELDS), (BUS, "ЯНАО", FIELDS)])]
    result = importer(word_files.with_tables(HEADER, sections, columns=columns), "digest.docx")
    bus: Facts = (BUS, [YAMAL], [("Иван Выдуманный", False)], HUMAN, ["blagoustroystvo", "elektronnye-uslugi"])
    school: Facts = (SCHOOL, ["kemerovskaya-oblast"], [("Николай Сочинённый", True)], HUMAN, [])
    assert facts(result) == {"Книги": [bus], "Дворы": [school, bus]}
    assert descriptions(result) == {BUS: "Автобус возит книги.", SCHOOL: "Соседи чинят лавки."}
    assert [practice.title for practice in result.top] == [BUS, SCHOOL]
    assert result.issue
    assert (result.issue.id, result.issue.series) == ("2022-w10", "Вестник соседей")


def test_another_layout_in_another_encoding(importer: Importer) -> None:
    result = importer((DIGESTS / "wrapped-cp1251.txt").read_bytes())
    assert facts(result) == {
        "Раздел без номера": [
            ("Лекарства почтой", [], [("Игорь Немыслимый", True)], HUMAN, ["meditsina-i-zdravookhranenie", "elektronnye-uslugi", "blagoustroystvo"]),
            ("Чистый ручей", ["tverskaya-oblast"], [("Кирилл Недействительный", False)], None, []),
            ("Дни открытых библиотек", [], [], HUMAN, ["molodezhnaya-politika"]),
        ]
    }
    assert descriptions(result)["Лекарства почтой"] == (
        "Аптека отправляет лекарства почтой тем, кто живёт далеко от города. Посылку приносит почтальон, "
        "платить за доставку не нужно. За первую неделю отправили 40 посылок"
    )
    assert result.issue
    assert (result.issue.id, result.issue.series) == ("2022-w10", "ВЫДУМАННЫЙ ВЕСТНИК ПРАКТИК")
    assert codes(result) >= {"no-top", "no-contents", "section-unsure", "unknown-region", "unknown-direction", "comma-lost", "no-head", "text-cut"}


@pytest.mark.parametrize(
    ("title", "wanted", "regions"),
    [
        (f"{BUS}, Рязанская область, Тульская область", BUS, [RYAZAN, TULA]),
        (f"{BUS} (Рязанская область)", BUS, [RYAZAN]),
        (f"{BUS} – Ханты-Мансийский автономный округ – Югра", BUS, ["khanty-mansiyskiy-avtonomnyy-okrug-yugra"]),
        (f"{BUS}\n\nРязанская область", BUS, [RYAZAN]),
        (f"{BUS}, Рязаньская область", BUS, [RYAZAN]),
        (f"1.1. {BUS}, Тульская обл.", BUS, [TULA]),
        ("Дорога в школу, детский сад и кружок, Москва и Московская область", "Дорога в школу, детский сад и кружок", ["moskva", "moskovskaya-oblast"]),
        ("Автобус с книгами для дальних сёл и тех, кто живёт\nв них круглый год, включая зимовья, Республика\nСаха (Якутия)",
         "Автобус с книгами для дальних сёл и тех, кто живёт в них круглый год, включая зимовья", ["respublika-sakha-yakutiya"]),
        ("Год без региона", "Год без региона", []),
    ],
)
def test_titles_and_their_regions(importer: Importer, title: str, wanted: str, regions: list[str]) -> None:
    text = f"Вестник\n\n7–13 марта 2022 г.\n\n1. Раздел\n\n{title}\n\nНаправление: Развитие человеческого капитала\n\nОписание. Текст.\n"
    result = importer(text)
    assert [(p.found.title, list(map(str, p.found.region_ids))) for p in result.practices] == [(wanted, regions)]
    assert [section.title for section in result.sections] == ["Раздел"]


def test_lines_run_together_are_taken_apart(importer: Importer, sample: str) -> None:
    """Each section as one line, as a careless copy makes it."""
    head, _, body = sample.partition("\n\n1. Забота и здоровье\n\n")
    text = head
    for section in ("1. Забота и здоровье", "2. Соседи и дворы", "3. Другое"):
        part, _, body = body.partition(f"\n\n{ {'1': '2. Соседи и дворы', '2': '3. Другое'}.get(section[0], chr(0)) }\n\n")
        text += f"\n\n{section}\n\n" + " ".join(part.split())
    result = importer(text)
    assert facts(result)["Другое"] == WEEK_52["Другое"]
    titles = {title: [entry[0] for entry in entries] for title, entries in facts(result).items()}
    assert titles == {title: [entry[0] for entry in entries] for title, entries in WEEK_52.items()}
    assert "glued-fields" in codes(result)


def test_words_that_are_labels_elsewhere_stay_in_the_description(importer: Importer, sample: str) -> None:
    paragraphs = "Регион: так зовут газету.\n\nПрактика: слово модное.\n\nРезультаты:\n\n- двор стал чище;\n\n- соседи знакомы.\n\nСтадия: спорная."
    result = importer(sample.replace("За осень школа собрала 15 мастеров.", paragraphs))
    assert facts(result) == WEEK_52
    assert descriptions(result)[SCHOOL].endswith(
        "Регион: так зовут газету.\n\nПрактика: слово модное.\n\nРезультаты:\n\n- двор стал чище;\n- соседи знакомы.\n\nСтадия: спорная."
    )


# Weeks


def test_a_week_that_is_none_goes_to_the_nearest_with_a_note(importer: Importer, sample: str) -> None:
    result = importer(sample.replace("27 декабря 2021 – 2\u00a0января 2022 г.", "26 декабря 2021 – 1 января 2022 г."))
    assert "week-not-whole" in codes(result)
    assert result.values
    assert result.values["week"] == "2021-W52"
    assert result.values["notes"] == [
        {"kind": "remark", "text": "В источнике стоят дни «26 декабря 2021 – 1 января 2022 г.»; выпуск отнесён к неделе 2021-W52."}
    ]


def test_without_a_week_nothing_is_written_until_it_is_given(importer: Importer, sample: str) -> None:
    text = sample.replace("27 декабря 2021 – 2\u00a0января 2022 г.", "")
    without = importer(text)
    assert "week-unknown" in {d.code for d in without.diagnostics if d.severity == "error"}
    assert (without.values, without.files) == (None, {})
    assert len(without.practices) == 7
    given = importer(text, week=date(2021, 12, 29))
    assert given.values
    assert given.values["id"] == "2021-w52"
    assert "week-unknown" not in codes(given)
    assert "week-differs" in codes(importer(sample, week=date(2022, 3, 7)))


# Doubts


def test_contents_that_name_more_or_less_than_the_text(importer: Importer, sample: str) -> None:
    lost = "Пропавшая практика, Тверская область 5\n"
    result = importer(sample.replace("2. Соседи и дворы 6\n", f"{lost}2. Соседи и дворы 6\n").replace("Конкурс «Двор, где ждут», Санкт-Петербург\n", "", 1))
    found = {d.code: d for d in result.diagnostics}
    assert "Пропавшая практика" in found["entry-missing"].message
    assert YARD in found["not-in-contents"].message


def test_a_top_with_a_stranger_and_a_twin(importer: Importer, sample: str) -> None:
    text = sample.replace("- 4. Штаб родителей-волонтёров, Республика Коми", "- 4. Чужая практика, Тверская область").replace(
        "- 5. Школа соседского ремонта, Кемеровская область – Кузбасс", f"- 5. {BUS}, Ямало-Ненецкий АО"
    )
    result = importer(text)
    assert codes(result) >= {"top-unknown", "top-twice", "top-five"}
    assert [practice.title for practice in result.top] == [BUS, CENTRE, WINDOW]


def test_repeated_entries_that_differ(importer: Importer, sample: str) -> None:
    head, _, tail = sample.rpartition("он побывал в 12 сёлах")
    result = importer(f"{head}он побывал в 13 сёлах и двух посёлках{tail}")
    assert "texts-differ" in codes(result)
    assert "в 13 сёлах и двух посёлках" in descriptions(result)[BUS]
    practice = next(p for p in result.practices if p.found.title == BUS)
    assert practice.found.sections == ["Забота и здоровье", "Соседи и дворы"]
    assert "различаются" in practice.values["notes"][-1]["text"]


def test_an_entry_twice_in_one_section_stands_once(importer: Importer, sample: str) -> None:
    entry = sample[sample.index("Школа соседского ремонта, Кемеровская область – Кузбасс\n\nГлава") : sample.rindex(BUS)]
    result = importer(sample.replace(entry, entry + entry))
    assert "entry-twice" in codes(result)
    assert facts(result) == WEEK_52


def test_practices_that_differ_by_a_number_stay_apart(importer: Importer) -> None:
    entry = "Конкурс дворов, {n} этап, Тверская область\nНаправление: Развитие человеческого капитала\nОписание. Дворы смотрела комиссия, победили пять дворов.\n\n"
    text = "Вестник\n7–13 марта 2022 г.\n\n1. Раздел\n\n" + "".join(entry.format(n=n) for n in (1, 2))
    assert [p.found.title for p in importer(text).practices] == ["Конкурс дворов, 1 этап", "Конкурс дворов, 2 этап"]


# What the base has already


def test_imported_again_everything_is_known(importer: Importer, bare_base: KnowledgeBase, sample: str) -> None:
    first = importer(sample)
    base = as_base(bare_base, first)
    again = importer(sample, base=base)
    assert again.files == {}
    assert [p.record is not None for p in again.practices] == [True] * 7
    assert (again.published is not None, again.changes) == (True, [])
    assert [p.found.id for p in again.practices] == [p.found.id for p in first.practices]


def test_what_differs_from_the_issue_of_the_base_is_offered(importer: Importer, bare_base: KnowledgeBase, sample: str) -> None:
    base = as_base(bare_base, importer(sample), Ольга_Сказочная="Ольга Былинная")
    text = sample.replace("2. Соседи и дворы", "2. Дворы").replace("- 1. **Автобус с книгами для дальних сёл**, Ямало-Ненецкий АО\n", "")
    result = importer(text, base=base)
    assert result.files == {}
    told = "\n".join(result.changes)
    assert "Ольга Былинная" in told
    assert "Ольга Сказочная" in told
    assert "«Соседи и дворы»" in told
    assert "top: " in told


def test_a_known_practice_in_a_new_issue_is_linked_and_not_written(importer: Importer, bare_base: KnowledgeBase, sample: str) -> None:
    base = as_base(bare_base, importer(sample))
    text = sample.replace("27 декабря 2021 – 2\u00a0января 2022 г.", "3 – 9 января 2022 г.").replace("Конкурс «Двор, где ждут»", "Конкурс «Тихий двор»")
    text = text.replace("Состоялся конкурс на лучший двор. Победителям вручили", "Жители искали место, где не слышно машин. Найденным дворам дали")
    result = importer(text, base=base)
    assert [p.found.title for p in result.new] == ["Конкурс «Тихий двор»"]
    assert sorted(result.files) == ["digests/2022/2022-w01.yml", "practices/2022/konkurs-tikhiy-dvor.yml"]
    assert [d for d in check(with_drafts(base, result), TODAY) if d.severity == "error"] == []


def test_a_practice_renamed_is_known_by_its_text(importer: Importer, bare_base: KnowledgeBase, sample: str) -> None:
    base = as_base(bare_base, importer(sample), Школа_соседского_ремонта="Мастерская во дворе")
    result = importer(sample, base=base)
    school = next(p for p in result.practices if p.found.title == SCHOOL)
    assert school.record
    assert school.record.record.title == "Мастерская во дворе"
    assert "known-by-text" in codes(result)


def test_the_same_title_of_another_region_is_another_practice(importer: Importer, bare_base: KnowledgeBase, sample: str) -> None:
    base = as_base(bare_base, importer(sample))
    text = sample.replace("Кемеровская область – Кузбасс", "Тверская область").replace("учат друг друга чинить", "собираются и вместе красят")
    result = importer(text, base=base)
    assert "same-title" in codes(result)
    assert [(p.found.title, p.found.id) for p in result.new] == [(SCHOOL, "shkola-sosedskogo-remonta-tverskaya-oblast")]


def test_what_a_known_practice_says_differently_is_reported(importer: Importer, bare_base: KnowledgeBase, sample: str) -> None:
    base = as_base(bare_base, importer(sample))
    result = importer(sample.replace("Подкатегория: Благоустройство\n", "Подкатегория: Электронные услуги\n"), base=base)
    (found,) = [d for d in result.diagnostics if d.code == "differs-from-base"]
    assert found.related
    assert found.related[0].path == "practices/2021/shkola-sosedskogo-remonta.yml"


def test_one_title_of_two_regions_in_one_document(importer: Importer, sample: str) -> None:
    text = sample.replace("Конкурс «Двор, где ждут», Санкт-Петербург\n\nГлава", f"{SCHOOL}, Тверская область\n\nГлава")
    result = importer(text)
    assert "same-title" in codes(result)
    assert {"shkola-sosedskogo-remonta", "shkola-sosedskogo-remonta-tverskaya-oblast"} <= {p.found.id for p in result.practices}


def test_ids_that_are_taken_get_the_region(importer: Importer, bare_base: KnowledgeBase, sample: str) -> None:
    unreadable = KnowledgeBase(bare_base.loaded, REGISTRY, frozenset({("practice", "shkola-sosedskogo-remonta")}))
    result = importer(sample, base=unreadable)
    school = next(p for p in result.practices if p.found.title == SCHOOL)
    assert school.found.id == "shkola-sosedskogo-remonta-kemerovskaya-oblast"


# Drafts


def test_drafts_load_and_keep_all_rules(importer: Importer, bare_base: KnowledgeBase, sample: str) -> None:
    base = with_drafts(bare_base, importer(sample))
    assert check(base, TODAY) == []
    assert all(item.record.draft for item in base.loaded if isinstance(item.record, Practice | Digest))
    bus = base.get(Practice, "avtobus-s-knigami-dlya-dalnikh-sel")
    assert bus
    assert (bus.title, list(bus.regions), bus.results) == (BUS, [YAMAL], ())  # nobody confirmed the figures
    issue = base.get(Digest, "2021-w52")
    assert issue
    assert [(h.region, h.name, h.acting) for h in issue.sections[0].entries[1].heads] == [
        (RYAZAN, "Пётр Придуманный", False), (TULA, "Анна Вымышленная", True),
    ]


def test_candidate_figures_become_results_by_taking_their_marks_off(importer: Importer, bare_base: KnowledgeBase, sample: str) -> None:
    result = importer(sample)
    path = "practices/2021/avtobus-s-knigami-dlya-dalnikh-sel.yml"
    lines = result.files[path].split("\n")
    start = lines.index("# results:")
    confirmed = [line.removeprefix("# ") if i >= start and line.startswith("# ") else line for i, line in enumerate(lines)]
    record_type = REGISTRY.for_path(path)
    assert record_type
    item, diagnostics = load_text("\n".join(confirmed), path, record_type)
    assert diagnostics == []
    assert item
    assert isinstance(item.record, Practice)
    told = [(f.value, f.before, f.after, f.unit) for f in item.record.results]
    assert [[*(None if n is None else float(n) for n in numbers), unit] for *numbers, unit in told] == [
        [12, None, None, "сёл"], [3461, None, None, "книг"], [None, 69, 72.5, "%"], [113, None, None, "млн рублей"],
    ]
    assert check(KnowledgeBase([*bare_base.loaded, item], REGISTRY), TODAY) == []


def test_json_by_the_contract(importer: Importer, sample: str) -> None:
    told: dict[str, Any] = as_json(importer(sample))
    assert list(told) == ["digest", "practices", "diagnostics"]
    assert told["digest"]["top"][0] == "avtobus-s-knigami-dlya-dalnikh-sel"
    assert told["digest"]["starts"] == "2021-12-27"
    assert told["digest"]["import"] == {"status": "new", "path": "digests/2021/2021-w52.yml", "changes": []}
    bus = told["practices"][0]
    assert bus["import"]["place"] == "строка 33"
    assert bus["results"][2] == {
        "title": "Доля жителей, которые читают чаще раза в неделю, выросла с 69 до 72,5 %", "before": 69, "after": 72.5, "unit": "%",
        "quote": "Доля жителей, которые читают чаще раза в неделю, выросла с 69 до 72,5 %", "confirmed": False,
    }
    assert bus["heads"] == [{"region": YAMAL, "name": "Иван Выдуманный", "acting": False}]
    assert {"code", "severity", "message", "path", "line", "column", "hint", "related", "place"} == set(told["diagnostics"][0])


def test_a_document_that_is_none_gives_empty_json(importer: Importer) -> None:
    told = as_json(importer("Просто письмо о погоде."))
    assert (told["digest"], told["practices"], [d["code"] for d in told["diagnostics"]]) == (None, [], ["not-a-digest"])
