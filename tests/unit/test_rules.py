"""The rules of the whole base: for each, a smallest base that breaks it and one that keeps it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import (
    FULL,
    REGISTRY,
    TODAY,
    Files,
    base,
    digest,
    event,
    found,
    place,
    places,
    practice,
    region,
    report,
    roadmap,
    situation,
    survey,
    target_model,
    taxonomy,
    write,
)

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import (
    RULES,
    canvases,
    check,
    dates,
    digests,
    figures,
    identity,
    links,
    reports,
    situations,
    texts,
)
from generator.loading.records import load
from generator.model.diagnostic import Diagnostic, Location, Severity, error, warning

APTEKA = "practices/2021/apteka.yml"
OTCHET = "regions/tulskaya-oblast/reports/otchet.yml"
WEEK = "digests/2021/week.yml"


def assert_explained(diagnostics: list[Diagnostic], hints: bool = True) -> None:
    for d in diagnostics:
        assert re.search("[а-яё]", d.message), d
        assert "\n" not in d.message + d.hint, d
        if hints:
            assert re.search("[а-яё]", d.hint), d


def test_every_rule_says_what_it_asks_for() -> None:
    assert len(set(RULES)) == len(RULES)
    modules = (canvases, dates, digests, figures, identity, links, reports, situations, texts)
    defined = {
        value
        for module in modules
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
    }
    assert defined == set(RULES), "a rule that is not in RULES is never asked"
    assert all(rule.__doc__ for rule in RULES)


def test_an_empty_base_breaks_no_rule() -> None:
    assert check(KnowledgeBase([], REGISTRY), TODAY) == []


# --- references ---------------------------------------------------------------------------------


def test_references_to_what_exists() -> None:
    files = (
        practice(
            "apteka",
            "regions: [tulskaya-oblast]\ndirection: zdorove\nsubcategories: [lekarstva]\n"
            "life_situations: [situaciya]\nhelps_with:\n  - {problem: situaciya#1, why: Да}",
        )
        | region("tulskaya-oblast")
        | situation("situaciya", "problems:\n  - {number: 1, title: Далеко}")
        | taxonomy("subcategories:\n  - {id: lekarstva, title: Лекарства}")
    )
    assert found(links.references_exist, files) == []


def test_an_unknown_reference_with_the_nearest_id() -> None:
    files = practice("apteka", "regions:\n  - tulskaya-oblast\n  - tulska") | region("tulskaya-oblast")
    assert found(links.references_exist, files) == [
        error(
            "unknown-reference",
            "регион «tulska» не найден",
            place(files, APTEKA, "tulska", 2),
            "возможно, «tulskaya-oblast»",
        )
    ]


def test_an_unknown_reference_that_resembles_nothing_lists_what_there_is() -> None:
    files = practice("apteka", "direction: kosmos") | taxonomy(
        "directions:\n  - {id: zdorove, title: З, family: nsi}\n  - {id: rynok, title: Р, family: nsi}"
    )
    (only,) = found(links.references_exist, files)
    assert only.location == place(files, APTEKA, "kosmos")
    assert only.hint == "можно: zdorove, rynok"


def test_an_unknown_reference_among_many_lists_nothing() -> None:
    many: Files = {}
    for i in range(links._FEW + 1):
        many |= practice(f"a{i}")
    model = target_model("model", "life_situations: [s]\nrecommended_practices: [zzzzzz]")
    (only,) = found(links.references_exist, many | model | situation("s") | taxonomy())
    assert (only.code, only.hint) == ("unknown-reference", "")


@pytest.mark.parametrize("existing", [0, 1, links._FEW])
def test_an_unknown_reference_among_few_lists_them(existing: int) -> None:
    words = [f"word{i:02d}" for i in range(existing)]
    rows = "\n".join(f"  - {{id: {word}, title: Слово}}" for word in words)
    files = practice("apteka", "subcategories: [zzz]")
    if existing:
        files |= taxonomy(f"subcategories:\n{rows}")
    (only,) = found(links.references_exist, files)
    assert only.hint == (f"можно: {', '.join(words)}" if existing else "")


def test_what_is_published_names_no_draft() -> None:
    draft = "draft: true\n"
    files = (
        practice("nabrosok", f"{draft}direction: zdorove\nhelps_with:\n  - {{problem: situaciya#1, why: Потому}}")
        | practice("gotovaya", "helps_with:\n  - {problem: situaciya#1, why: Потому}\ndirection: zdorove")
        | practice("drugoy", f"{draft}subcategories: []")
        | situation("situaciya", f"{draft}problems:\n  - {{number: 1, title: Далеко}}")
        | target_model("model", f"{draft}recommended_practices: [nabrosok, gotovaya]")
        | event("vstrecha", "practices: [gotovaya, nabrosok]")
        | region("tulskaya-oblast")
        | taxonomy(draft)
    )
    diagnostics = check(base(files), TODAY)
    assert_explained(diagnostics)
    gotovaya, vstrecha = "practices/2021/gotovaya.yml", "regions/tulskaya-oblast/events/vstrecha.yml"
    assert places(diagnostics) == [
        ("refers-to-draft", place(files, gotovaya, "situaciya#1")),
        ("refers-to-draft", place(files, gotovaya, "zdorove")),
        ("refers-to-draft", place(files, vstrecha, "nabrosok")),
    ]
    drafts = ["life_situations/situaciya.yml", "practices/taxonomy.yml", "practices/2021/nabrosok.yml"]
    assert [d.related for d in diagnostics] == [(place(files, path, "true"),) for path in drafts]


def test_a_base_without_drafts_is_the_published_one() -> None:
    whole = base(practice("gotovaya") | practice("nabrosok", "draft: true"))
    assert [item.record.id for item in whole.drafts] == ["nabrosok"]
    assert whole.published.ids("practice") == ["gotovaya"]
    assert whole.published.published is whole.published
    assert whole.published.drafts == []


def test_a_situation_of_a_draft_model_is_not_published_alone() -> None:
    files = situation("situaciya") | target_model("model", "draft: true") | taxonomy()
    (diagnostic,) = check(base(files), TODAY)
    assert places([diagnostic]) == [("situation-without-model", place(files, "life_situations/situaciya.yml", "situaciya"))]
    assert "life_situations/target_models/model.yml" in diagnostic.hint


def test_faults_of_drafts_are_told_once() -> None:
    files = practice("nabrosok", "draft: true\nregions: [netakoy]") | practice("gotovaya", "regions: [netakoy]")
    assert [(d.code, d.location.path) for d in check(base(files), TODAY)] == [
        ("unknown-reference", "practices/2021/gotovaya.yml"), ("unknown-reference", "practices/2021/nabrosok.yml"),
    ]


def test_an_unknown_reference_of_every_kind() -> None:
    files = {path: text for path, text in FULL.items() if path == APTEKA} | {
        path: FULL[path]
        for path in ("regions/tulskaya-oblast/roadmaps/tula-apteki.yml", "digests/2021/2021-w46.yml")
    }
    expected = [
        (APTEKA, "tulskaya-oblast", 1),
        (APTEKA, "ryazanskaya-oblast", 1),
        (APTEKA, "zdorove", 1),
        (APTEKA, "lekarstva", 1),
        (APTEKA, "situaciya", 1),
        (APTEKA, "situaciya#1", 1),
        (APTEKA, "kaluzhskaya-oblast", 1),
    ]
    diagnostics = found(links.references_exist, files)
    assert_explained(diagnostics, hints=False)
    of_practice = [d for d in diagnostics if d.location.path == APTEKA]
    assert places(of_practice) == [("unknown-reference", place(files, *where)) for where in expected]
    others = [
        (d.location.path, d.location.line, d.location.column) for d in diagnostics if d not in of_practice
    ]
    assert others == [
        ("regions/tulskaya-oblast/roadmaps/tula-apteki.yml", 4, 9),
        ("regions/tulskaya-oblast/roadmaps/tula-apteki.yml", 5, 17),
        ("regions/tulskaya-oblast/roadmaps/tula-apteki.yml", 11, 16),
        ("regions/tulskaya-oblast/roadmaps/tula-apteki.yml", 11, 29),
        ("digests/2021/2021-w46.yml", 8, 15),  # shkola; apteka exists
        ("digests/2021/2021-w46.yml", 14, 22),
    ]


def test_a_problem_of_a_known_situation_may_be_unknown() -> None:
    files = practice("apteka", "helps_with:\n  - {problem: situaciya#3, why: Да}") | situation(
        "situaciya", "problems:\n  - {number: 1, title: А}\n  - {number: 2, title: Б}"
    )
    (only,) = found(links.references_exist, files)
    assert only.location == place(files, APTEKA, "situaciya#3")
    assert only.hint.startswith("возможно, «situaciya#")


BROKEN: dict[str, tuple[Files, str]] = {
    "region": (region("tulskaya-oblast", "iso: 5"), "regions: [tulskaya-oblast]"),
    "situation": (situation("situaciya", "borders: 5"), "life_situations: [situaciya]"),
    "problem": (situation("situaciya", "borders: 5"), "helps_with:\n  - {problem: situaciya#7, why: Да}"),
    "direction": (taxonomy("directions: 5"), "direction: zdorove"),
    "subcategory": (taxonomy("directions: 5"), "subcategories: [lekarstva]"),
}


@pytest.mark.parametrize(("target", "reference"), BROKEN.values(), ids=BROKEN.keys())
def test_a_reference_into_a_broken_file_is_not_reported_again(target: Files, reference: str) -> None:
    files = practice("apteka", reference)
    assert found(links.references_exist, files | target, broken=target) == []
    assert [d.code for d in found(links.references_exist, files)] == ["unknown-reference"]


def test_a_reference_to_a_record_under_a_wrong_name_is_not_reported_again(tmp_path: Path) -> None:
    """Neither to the id in the file nor to the name of the file: which of them is right is unknown."""
    ((_, text),) = region("tulskaya-oblast").items()
    files = practice("apteka", "regions: [tulskaya-oblast, tula]") | {"regions/tula.yml": text}
    result = load(write(tmp_path, files), REGISTRY)
    linked = KnowledgeBase(result.records, REGISTRY, frozenset(result.unreadable))
    assert [d.code for d in result.diagnostics] == ["id-differs-from-file"]
    assert list(links.references_exist(linked, TODAY)) == []


# --- titles, words, regions ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Ёлка для всех", "Елка для всех"),
        ("«Школа» ухода", "Школа ухода"),
        ("Школа ухода", 'Школа "ухода"'),
        ("Школа ухода", "ШКОЛА  УХОДА!"),
        ("Школа ухода", "Школа ‘ухода’"),
        ("Школа – ухода", "Школа: ухода (…)".replace("…", ".")),
        ("Ёлка", "Е\u0308лка"),  # decomposed, as from a Mac
        ("Школа\u00a0ухода", "Школа ухода"),
    ],
)
def test_equal_titles(title: str, same: str) -> None:
    files = practice("a", f"title: '{title}'") | practice("b", f"title: '{same}'")
    (only,) = found(identity.titles_differ, files)
    assert (only.code, only.location) == ("equal-titles", place(files, "practices/2021/b.yml", f"'{same}'"))
    assert only.related == (place(files, "practices/2021/a.yml", f"'{title}'"),)
    assert_explained([only])


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (practice("b", "title: Одно", folder="2021"), practice("a", "title: Одно", folder="2022")),
        (practice("b", "title: Одно", folder="undated"), practice("a", "title: Одно", folder="2021")),
        (
            practice("b", "title: Одно\nsources:\n  - {title: Новость, date: 2021-03}"),
            practice("a", "title: Одно\nsources:\n  - {title: Новость, date: 2021-11-15}"),
        ),
        (practice("a", "title: Одно"), practice("b", "title: Одно")),
    ],
    ids=["year of the folder", "a year and none", "newest source", "id"],
)
def test_equal_titles_are_told_at_the_newer_record(older: Files, newer: Files) -> None:
    files = older | newer
    (only,) = found(identity.titles_differ, files)
    assert only.location == place(files, next(iter(newer)), "Одно")
    assert only.related == (place(files, next(iter(older)), "Одно"),)


def test_of_three_equal_titles_each_newer_one_is_told_with_the_oldest() -> None:
    files = practice("a", "title: Одно", folder="2023") | practice("b", "title: Одно") | practice("c", "title: Одно", folder="2022")
    assert [(d.location.path, d.related[0].path) for d in found(identity.titles_differ, files)] == [
        ("practices/2022/c.yml", "practices/2021/b.yml"), ("practices/2023/a.yml", "practices/2021/b.yml"),
    ]


def test_titles_that_differ() -> None:
    files = practice("a", "title: Школа ухода") | practice("b", "title: Школа уходов") | practice("c")
    assert found(identity.titles_differ, files) == []


def test_records_of_different_types_may_share_a_title() -> None:
    files = practice("a", "title: Школа") | event("b", "title: Школа") | situation("c", "title: Школа")
    assert found(identity.titles_differ, files) == []


def test_words_are_defined_once() -> None:
    path = "practices/taxonomy.yml"
    files = taxonomy(
        "directions:\n"
        "  - {id: zdorove, title: А, family: nsi}\n"
        "  - {id: zdorove, title: Б, family: monitoring}\n"
        "subcategories:\n"
        "  - {id: lekarstva, title: А}\n"
        "  - {id: shkola, title: Б}\n"
        "  - {id: lekarstva, title: В}"
    )
    assert found(identity.words_are_defined_once, files) == [
        error(
            "duplicate-word",
            "«zdorove» определено дважды",
            place(files, path, "zdorove", 2),
            "первое – в строке 4",
            place(files, path, "zdorove", 1),
        ),
        error(
            "duplicate-word",
            "«lekarstva» определено дважды",
            place(files, path, "lekarstva", 2),
            "первое – в строке 7",
            place(files, path, "lekarstva", 1),
        ),
    ]


def test_a_direction_and_a_subcategory_may_share_a_word() -> None:
    """«Развитие человеческого капитала» stands in both vocabularies."""
    files = taxonomy("subcategories:\n  - {id: zdorove, title: А}")
    assert found(identity.words_are_defined_once, files) == []


A, B = "regions/a.yml", "regions/b.yml"


@pytest.mark.parametrize(
    ("first", "second", "where", "related"),
    [
        ("iso: RU-TUL", "iso: RU-TUL", "RU-TUL", "RU-TUL"),
        ("tile: {column: 3, row: 4}", "tile: {column: 3, row: 4}", "{column", "{column"),
        ("short: Тул", "short: ТУЛ", "ТУЛ", "Тул"),
        ("other_names: [Тула, ТО]", "other_names: [Тульская, тула]", "тула", "Тула"),
        (
            "title: Тульская область",
            "other_names: [тульская область]",
            "тульская область",
            "Тульская область",
        ),
    ],
    ids=["iso", "tile", "short", "other name", "title"],
)
def test_regions_that_clash(first: str, second: str, where: str, related: str) -> None:
    files = region("a", first, iso="RU-AAA", tile=1) | region("b", second, iso="RU-BBB", tile=2)
    (only,) = found(identity.regions_differ, files)
    assert (only.code, only.location) == ("region-clash", place(files, B, where))
    assert only.related == (place(files, A, related),)
    assert_explained([only])


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("iso: RU-TUL", "код ISO «RU-TUL» уже занято регионом «Регион a»"),
        ("tile: {column: 3, row: 4}", "место на карте «3, 4» уже занято регионом «Регион a»"),
    ],
)
def test_a_clash_of_regions_says_of_what(claim: str, message: str) -> None:
    files = region("a", claim, iso="RU-AAA", tile=1) | region("b", claim, iso="RU-BBB", tile=2)
    assert [d.message for d in found(identity.regions_differ, files)] == [message]


def test_the_title_of_a_later_region_is_taken_too() -> None:
    files = region("a", "other_names: [Регион b]", iso="RU-AAA", tile=1) | region("b", iso="RU-BBB", tile=2)
    (only,) = found(identity.regions_differ, files)
    assert (only.location, only.related) == (place(files, A, "Регион b"), (place(files, B, "Регион b"),))


def test_regions_that_do_not_clash() -> None:
    files = region("a", "other_names: [Тула, тула, Регион a]", iso="RU-AAA", tile=1) | region(
        "b", "other_names: [Рязань]\ntile: {column: 1, row: 2}", iso="RU-BBB", tile=2
    )
    assert found(identity.regions_differ, files) == []


# --- former addresses ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "alias",
    ["practices/staraya", "practices/staraya/", "staraya", "a/b/c/d", "2021/11/15", "practices/apteka-2"],
)
def test_a_former_address(alias: str) -> None:
    assert found(identity.redirects_do_not_collide, practice("apteka", f"aliases: ['{alias}']")) == []


@pytest.mark.parametrize(
    "alias",
    [
        "/practices/staraya", "//example.ru", "https://example.ru/a", "../a", "a/../b", "a/./b", ".", "a//b",
        "a\\b", "/", "practices/Staraya", "practices/старая", "practices/a_b", "practices/a.html",
        "practices/a?b", "practices/a#b", "practices/a b", "%2e%2e/a", "practices/a/index.html",
        "con", "practices/nul", "practices/com1/a",
    ],
)
def test_a_former_address_of_bad_form(alias: str) -> None:
    files = practice("apteka", f"aliases: [staraya, '{alias}']")
    diagnostics = found(identity.redirects_do_not_collide, files)
    assert places(diagnostics) == [("bad-alias", place(files, APTEKA, f"'{alias}'"))]
    assert_explained(diagnostics)


def test_a_bad_former_address_written_twice_is_only_bad() -> None:
    files = practice("apteka", "aliases: [../a, ../a]")
    assert [d.code for d in found(identity.redirects_do_not_collide, files)] == ["bad-alias", "bad-alias"]


def test_a_redirect_over_a_page() -> None:
    files = practice("apteka", "aliases: [x, practices/kiosk/]") | practice("kiosk")
    assert found(identity.redirects_do_not_collide, files) == [
        error(
            "redirect-collision",
            "по адресу «practices/kiosk/» есть страница",
            place(files, APTEKA, "practices/kiosk/"),
            "переадресация её бы закрыла: уберите alias",
            place(files, "practices/2021/kiosk.yml", "kiosk"),
        )
    ]


def test_a_redirect_over_its_own_page() -> None:
    files = practice("apteka", "aliases: [practices/apteka]")
    assert places(found(identity.redirects_do_not_collide, files)) == [
        ("redirect-collision", place(files, APTEKA, "practices/apteka"))
    ]


def test_a_redirect_over_a_page_of_a_region() -> None:
    files = practice("apteka", "aliases: [reports/tulskaya-oblast/otchet]") | report("otchet")
    assert places(found(identity.redirects_do_not_collide, files)) == [
        ("redirect-collision", place(files, APTEKA, "reports/tulskaya-oblast/otchet"))
    ]


@pytest.mark.parametrize(
    "alias",
    [
        "practices",
        "practices/",
        "regions",
        "digests",
        "life-situations",
        "target-models",
        "reports",
        "roadmaps",
        "events",
    ],
)
def test_a_redirect_over_a_list_of_records(alias: str) -> None:
    files = practice("apteka", f"aliases: [{alias}]")
    diagnostics = found(identity.redirects_do_not_collide, files)
    assert places(diagnostics) == [("redirect-collision", place(files, APTEKA, f"{alias}]"))]
    assert_explained(diagnostics)


def test_two_redirects_from_one_address() -> None:
    files = practice("apteka", "aliases: [x, staraya]") | practice("kiosk", "aliases: [y, staraya/]")
    assert found(identity.redirects_do_not_collide, files) == [
        error(
            "redirect-collision",
            "адрес «staraya/» уже ведёт на «apteka»",
            place(files, "practices/2021/kiosk.yml", "staraya/"),
            "оставьте его в одной из записей",
            place(files, APTEKA, "staraya"),
        )
    ]


def test_one_record_with_one_address_twice() -> None:
    files = practice("apteka", "aliases: [staraya, staraya/]")
    assert places(found(identity.redirects_do_not_collide, files)) == [
        ("redirect-collision", place(files, APTEKA, "staraya/"))
    ]


def test_a_redirect_to_a_record_without_a_page() -> None:
    files = taxonomy("aliases: [slova]")
    assert places(found(identity.redirects_do_not_collide, files)) == [
        ("bad-alias", place(files, "practices/taxonomy.yml", "slova"))
    ]


# --- digests ------------------------------------------------------------------------------------


def test_an_issue_is_not_named_as_a_year() -> None:
    files = digest("2021", 'id: "2021"')
    assert places(found(digests.ids_are_not_years, files)) == [
        ("digest-named-as-year", place(files, "digests/2021/2021.yml", '"2021"'))
    ]
    assert found(digests.ids_are_not_years, digest("2021-w46")) == []


def test_a_sound_digest() -> None:
    files = digest("week")
    assert found(digests.top_five_stand_in_sections, files) == []
    assert found(digests.weeks_are_whole_and_do_not_overlap, files) == []


@pytest.mark.parametrize(
    ("top", "faulty"),
    [
        ("[p1, p2, p3, p4]", ["[p1"]),
        ("[p1, p2, p3, p4, p5, p6]", ["[p1"]),
        ("[]", ["[]"]),
        ("[p1, p2, p3, p4, p1]", ["p1]"]),
        ("[p1, p2, p3, p4, p9]", ["p9]"]),
        ("[p9, p2, p3, p4, p9]", ["p9,", "p9]"]),
        ("[p1, p1, p3, p8]", ["[p1", "p1, p3", "p8"]),
    ],
    ids=["four", "six", "none", "twice", "not in sections", "twice and not in sections", "all at once"],
)
def test_a_top_five_that_is_none(top: str, faulty: list[str]) -> None:
    files = digest("week", f"top: {top}")
    diagnostics = found(digests.top_five_stand_in_sections, files)
    assert places(diagnostics) == [("top-five", place(files, WEEK, needle)) for needle in faulty]
    assert_explained(diagnostics, hints=False)


SECTIONS = """
sections:
  - title: Первый
    entries:
      - practice: p1
      - practice: p2
      - practice: p3
      - practice: p1
  - title: Второй
    entries:
      - practice: p1
      - practice: p4
      - practice: p5
"""


def test_a_practice_stands_once_in_a_section_and_may_stand_in_two() -> None:
    files = digest("week", SECTIONS)
    assert places(found(digests.top_five_stand_in_sections, files)) == [
        ("digest-entry-twice", place(files, WEEK, "practice: p1", 2))
    ]


@pytest.mark.parametrize(
    ("week", "starts", "ends"),
    [
        ("2021-W46", "2021-11-14", "2021-11-20"),  # Sunday to Saturday
        ("2021-W46", "2021-11-15", "2021-11-20"),
        ("2021-W46", "2021-11-15", "2021-11-22"),
        ("2021-W46", "2021-11-15", "2021-11-08"),
        ("2021-W45", "2021-11-15", "2021-11-21"),
        ("2022-W46", "2021-11-15", "2021-11-21"),
        ("2021-W99", "2021-11-15", "2021-11-21"),
        ("2021-W01", "2020-12-28", "2021-01-03"),  # the last week of 2020 by ISO 8601
    ],
)
def test_a_week_that_is_none(week: str, starts: str, ends: str) -> None:
    files = digest("week", f"week: {week}\nstarts: {starts}\nends: {ends}")
    diagnostics = found(digests.weeks_are_whole_and_do_not_overlap, files)
    assert places(diagnostics) == [("digest-week", place(files, WEEK, starts))]
    assert_explained(diagnostics)


def test_a_week_over_the_new_year() -> None:
    files = digest("week", "week: 2020-W53\nstarts: 2020-12-28\nends: 2021-01-03")
    assert found(digests.weeks_are_whole_and_do_not_overlap, files) == []


def weeks(*spans: tuple[str, str], series: str = "Мониторинг") -> Files:
    files: Files = {}
    for i, (starts, ends) in enumerate(spans):
        year, week, _ = date.fromisoformat(starts).isocalendar()
        name = f"series: {series}\nweek: {year}-W{week:02d}"
        files |= digest(f"w{i}", f"{name}\nstarts: {starts}\nends: {ends}")
    return files


def test_weeks_in_a_row_and_series_side_by_side() -> None:
    files = weeks(("2021-11-15", "2021-11-21"), ("2021-11-22", "2021-11-28"), ("2021-11-08", "2021-11-14"))
    other = digest("other")
    assert found(digests.weeks_are_whole_and_do_not_overlap, files | other) == []


def test_the_same_week_twice() -> None:
    files = weeks(("2021-11-15", "2021-11-21"), ("2021-11-15", "2021-11-21"))
    assert found(digests.weeks_are_whole_and_do_not_overlap, files) == [
        error(
            "overlapping-weeks",
            "неделя пересекается с выпуском «w0»",
            place(files, "digests/2021/w1.yml", "2021-11-15"),
            "проверьте даты обоих выпусков",
            place(files, "digests/2021/w0.yml", "2021-11-15"),
        )
    ]


def test_weeks_that_share_one_day() -> None:
    files = weeks(("2021-11-15", "2021-11-22"), ("2021-11-22", "2021-11-28"))
    assert [(d.code, d.location.path) for d in found(digests.weeks_are_whole_and_do_not_overlap, files)] == [
        ("digest-week", "digests/2021/w0.yml"),
        ("overlapping-weeks", "digests/2021/w1.yml"),
    ]


def test_a_long_issue_overlaps_all_that_it_covers() -> None:
    """Not only the next one."""
    files = weeks(("2021-11-01", "2021-11-30"), ("2021-11-08", "2021-11-14"), ("2021-11-15", "2021-11-21"))
    diagnostics = found(digests.weeks_are_whole_and_do_not_overlap, files)
    assert [(d.code, d.location.path) for d in diagnostics] == [
        ("digest-week", "digests/2021/w0.yml"),
        ("overlapping-weeks", "digests/2021/w1.yml"),
        ("overlapping-weeks", "digests/2021/w2.yml"),
    ]
    assert {d.related for d in diagnostics[1:]} == {(place(files, "digests/2021/w0.yml", "2021-11-01"),)}


HEADS = """
sections:
  - title: Раздел
    entries:
      - practice: apteka
        heads:
          - {region: tula, name: Иван Иванов}
          - {region: kaluga, name: Пётр Петров}
"""


def test_the_head_of_another_region() -> None:
    files = digest("week", HEADS) | practice("apteka", "regions: [tula]")
    diagnostics = found(digests.heads_belong_to_regions_of_the_practice, files)
    assert places(diagnostics) == [("head-of-other-region", place(files, WEEK, "{region: kaluga"))]
    assert_explained(diagnostics, hints=False)


@pytest.mark.parametrize("regions", ["[tula, kaluga]", "[]"])
def test_heads_of_the_regions_of_a_practice_or_of_one_that_names_none(regions: str) -> None:
    files = digest("week", HEADS) | practice("apteka", f"regions: {regions}")
    assert found(digests.heads_belong_to_regions_of_the_practice, files) == []


def test_the_head_for_an_unknown_practice_is_the_business_of_references() -> None:
    assert found(digests.heads_belong_to_regions_of_the_practice, digest("week", HEADS)) == []


# --- dates --------------------------------------------------------------------------------------


def timeline(*days: str) -> str:
    return "timeline:\n" + "\n".join(f"  - {{date: {day}, text: Событие}}" for day in days)


@pytest.mark.parametrize(
    "days",
    [
        ["2020", "2021-11", "2021-11-15", "2021-12"],
        ["2021-11-15", "2021"],  # the year may mean a later day
        ["2021-11-15", "2021-11"],
        ["2021", "2021-01-01"],
        ["2021-11-15", "2021-11-15"],
        ["2021"],
        [],
    ],
)
def test_a_timeline_that_runs_forward(days: list[str]) -> None:
    extra = timeline(*days) if days else ""
    assert found(dates.dates_are_in_order, practice("apteka", extra)) == []


@pytest.mark.parametrize(
    ("days", "faulty"),
    [
        (["2021", "2020"], ["2020"]),
        (["2021-11", "2021-10-31"], ["2021-10-31"]),
        (["2021-11-15", "2021-11-14"], ["2021-11-14"]),
        (["2021-12", "2021", "2021-01"], ["2021-01"]),  # the year between fits both
        (["2022", "2020", "2021", "2023", "2019"], ["2020", "2021", "2019"]),
        (["2020", "2022", "2021"], ["2021"]),
    ],
)
def test_a_timeline_that_runs_back(days: list[str], faulty: list[str]) -> None:
    files = practice("apteka", timeline(*days))
    diagnostics = found(dates.dates_are_in_order, files)
    assert places(diagnostics) == [("dates-out-of-order", place(files, APTEKA, f"{day},")) for day in faulty]
    assert_explained(diagnostics)


def test_an_activity_that_ends_before_it_starts() -> None:
    path = "regions/tulskaya-oblast/roadmaps/karta.yml"
    files = roadmap(
        "karta",
        "measures:\n  - title: Мера\n    activities:\n"
        "      - {title: Хорошо, start: 2022-01-01, end: 2022-01-01}\n"
        "      - {title: Открыто, start: 2022-01-01}\n"
        "      - {title: Плохо, start: 2022-01-02, end: 2022-01-01}",
    )
    assert places(found(dates.dates_are_in_order, files)) == [
        ("dates-out-of-order", place(files, path, "2022-01-01}", 3))
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "faults"),
    [
        ("2021-10", "2021-09", 1),
        ("2021-10-02", "2021-10-01", 1),
        ("2021-10-02", "2021-10-02", 0),
        ("2021-10-02", "2021-10", 0),
        ("2021", "2021", 0),
    ],
)
def test_a_survey_that_ends_before_it_starts(starts: str, ends: str, faults: int) -> None:
    path = "regions/tulskaya-oblast/surveys/opros.yml"
    files = survey("opros", f"starts: {starts}\nends: {ends}")
    expected = [("dates-out-of-order", place(files, path, f"ends: {ends}").line)] * faults
    assert [(d.code, d.location.line) for d in found(dates.dates_are_in_order, files)] == expected


def items(*rows: str, number: int = 1) -> str:
    """A section of a report with these rows."""
    lines = "\n".join(f"      - {{{row}, status: {{text: '', value: none}}}}" for row in rows)
    return f"sections:\n  - number: {number}\n    title: Раздел\n    items:\n{lines}"


def test_a_deadline_before_its_start() -> None:
    files = report(
        "otchet",
        items(
            "number: '1.1', title: А, deadline: {text: год, kind: range, start: 2024-01-01, due: 2024-12-31}",
            "number: '1.2', title: Б, deadline: {text: год, kind: range, start: 2024-12-31, due: 2024-01-01}",
            "number: '1.3', title: В, deadline: {text: год, kind: date, due: 2024-01-01}",
            "number: '1.4', title: Г, deadline: {text: д, kind: range, start: 2024-01-01, due: 2024-01-01}",
        ),
    )
    assert places(found(dates.dates_are_in_order, files)) == [
        ("dates-out-of-order", place(files, OTCHET, "2024-01-01", 2))
    ]


CHECK_ON = date(2022, 1, 10)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (CHECK_ON - timedelta(days=1), False),
        (CHECK_ON, True),
        (CHECK_ON + timedelta(days=400), True),
    ],
)
def test_a_practice_past_its_check(today: date, due: bool) -> None:
    files = practice("apteka", f"stage: announced\ncheck_on: {CHECK_ON}")
    expected = [
        warning(
            "check-due",
            "проверка назначена на 10.01.2022, а итога нет; стадия – «announced»",
            place(files, APTEKA, str(CHECK_ON)),
            "узнайте, что стало с практикой, и впишите итог в follow_ups; что обещано: smarteka follow-up",
        )
    ]
    assert found(dates.announcements_are_checked_in_time, files, today) == (expected if due else [])


def test_a_closed_practice_waits_for_no_check() -> None:
    files = practice("a", f"stage: closed\ncheck_on: {CHECK_ON}") | practice("b", "stage: announced")
    assert found(dates.announcements_are_checked_in_time, files, date(2030, 1, 1)) == []


FOUND = "{{date: {}, outcome: {}, text: Узнали, source: {{title: Новость}}}}"


@pytest.mark.parametrize(
    ("follow_ups", "due"),
    [
        ([("2022-01-10", "worked", "")], None),  # on the very day
        ([("2022-01-09", "worked", "")], "2022-01-10"),  # before it: the plan stands
        ([("2022-01-09", "postponed", "2022-02-01")], "2022-01-10"),  # two plans: the earlier one first
        ([("2022-01-10", "postponed", "2022-02-01")], "2022-02-01"),
        ([("2022-01-10", "postponed", "2022-02-01"), ("2022-01-20", "did_not", "")], None),  # the newest word counts
        ([("2022-01-10", "postponed", "2022-02-01"), ("2022-02-03", "unknown", "2023-01-01")], "2023-01-01"),
    ],
)
def test_a_follow_up_answers_a_planned_check(follow_ups: list[tuple[str, str, str]], due: str | None) -> None:
    entries = [FOUND.format(day, outcome).replace("}}", f"}}, next_check: {after}}}") if after else FOUND.format(day, outcome) for day, outcome, after in follow_ups]
    files = practice("apteka", f"stage: pilot\ncheck_on: {CHECK_ON}\nfollow_ups:\n" + "".join(f"  - {e}\n" for e in entries))
    expected = [("check-due", place(files, APTEKA, due, 1))] if due else []
    assert places(found(dates.announcements_are_checked_in_time, files, date(2030, 1, 1))) == expected
    assert found(dates.dates_are_in_order, files) == []
    if due:
        before = date.fromisoformat(due) - timedelta(days=1)
        assert found(dates.announcements_are_checked_in_time, files, before) == []


def test_dates_of_follow_ups_run_forward() -> None:
    files = practice(
        "apteka",
        "follow_ups:\n"
        f"  - {FOUND.format('2021-06-01', 'unknown')}\n"
        f"  - {FOUND.format('2021-05-31', 'unknown')}\n"
        "  - {date: 2021-07-01, outcome: unknown, text: Узнали, next_check: 2021-07-01}\n",
    )
    diagnostics = found(dates.dates_are_in_order, files)
    assert_explained(diagnostics)
    assert places(diagnostics) == [
        ("dates-out-of-order", place(files, APTEKA, "2021-05-31")),
        ("dates-out-of-order", place(files, APTEKA, "2021-07-01", 2)),
    ]


def test_follow_ups_are_complete() -> None:
    files = practice(
        "apteka",
        "stage: announced\nfollow_ups:\n"
        "  - {date: 2021-06-01, outcome: postponed, text: Ждут, source: {title: Ответ}}\n"
        "  - {date: 2021-07-01, outcome: did_not, text: Забыли}\n"
        "  - {date: 2021-08-01, outcome: unknown, text: Ничего не нашли}\n"
        "  - {date: 2022-01-11, outcome: worked, text: Открыли, source: {title: Новость}}\n",
    )
    diagnostics = found(dates.follow_ups_are_complete, files)
    assert_explained(diagnostics)
    assert [(d.code, d.severity, d.location) for d in diagnostics] == [
        ("follow-up-without-next-check", Severity.ERROR, place(files, APTEKA, "postponed")),
        ("follow-up-without-source", Severity.ERROR, place(files, APTEKA, "{date: 2021-07-01")),
        ("follow-up-in-future", Severity.WARNING, place(files, APTEKA, "2022-01-11")),
        ("stage-behind-follow-up", Severity.WARNING, place(files, APTEKA, "announced")),
    ]
    assert found(dates.follow_ups_are_complete, practice("apteka", f"stage: pilot\nfollow_ups:\n  - {FOUND.format('2022-01-10', 'worked')}")) == []


def test_today_is_an_argument_of_all_rules() -> None:
    files = practice("apteka", f"stage: pilot\ncheck_on: {CHECK_ON}")
    one = base(files)
    assert check(one, CHECK_ON - timedelta(days=1)) == []
    assert [d.code for d in check(one, CHECK_ON)] == ["check-due"]


# --- figures ------------------------------------------------------------------------------------

TWO_SOURCES = "sources:\n  - title: Первая\n  - title: Вторая"


@pytest.mark.parametrize(
    "figure",
    [
        "title: а, value: 1, unit: дней",
        "title: а, value: 0, unit: дней",
        "title: а, value: 1, value_to: 2, unit: дней",
        "title: а, before: 2, after: 1, unit: дней",
        "title: а, before: 0, after: 0, unit: дней",
        "title: а, value: 1, unit: дней, source: 1",
    ],
)
def test_a_complete_figure(figure: str) -> None:
    assert found(figures.figures_are_complete, practice("apteka", f"results:\n  - {{{figure}}}")) == []
    row = f"number: '1.1', title: А, figures: [{{{figure}}}]"
    assert found(figures.figures_are_complete, report("otchet", items(row))) == []


@pytest.mark.parametrize(
    ("figure", "faults"),
    [
        ("title: а, unit: дней", [("figure-incomplete", "{title")]),
        ("title: а, value_to: 2, unit: дней", [("figure-incomplete", "{title")]),
        ("title: а, before: 2, unit: дней", [("figure-incomplete", "{title")]),
        ("title: а, after: 2, unit: дней", [("figure-incomplete", "{title")]),
        ("title: а, value: 7, before: 2, after: 1, unit: дней", [("figure-incomplete", "7")]),
        (
            "title: а, value: 7, before: 2, unit: дней",
            [("figure-incomplete", "{title"), ("figure-incomplete", "7")],
        ),
        ("title: а, value: 1", [("figure-without-unit", "{title")]),
        ("title: а, before: 2, after: 1", [("figure-without-unit", "{title")]),
        ("title: а, value: 1, unit: дней, source: 9", [("figure-without-source", "9")]),
        (
            "title: а, source: 9",
            [
                ("figure-incomplete", "{title"),
                ("figure-without-unit", "{title"),
                ("figure-without-source", "9"),
            ],
        ),
    ],
)
def test_an_incomplete_figure(figure: str, faults: list[tuple[str, str]]) -> None:
    files = practice("apteka", f"results:\n  - {{{figure}}}")
    diagnostics = found(figures.figures_are_complete, files)
    assert places(diagnostics) == [(code, place(files, APTEKA, needle)) for code, needle in faults]
    assert_explained(diagnostics)


@pytest.mark.parametrize(("given", "missing"), [("before", "after"), ("after", "before")])
def test_a_half_of_a_pair_names_the_other(given: str, missing: str) -> None:
    files = practice("apteka", f"results:\n  - {{title: а, {given}: 1, unit: дней}}")
    (only,) = found(figures.figures_are_complete, files)
    assert only.message == f"у «а» нет «{missing}»"


def test_a_figure_names_its_source_where_there_are_several() -> None:
    good, bad = "{title: а, value: 1, unit: дней, source: 2}", "{title: б, value: 1, unit: дней}"
    files = practice("apteka", f"results:\n  - {good}\n  - {bad}\n{TWO_SOURCES}")
    assert places(found(figures.figures_are_complete, files)) == [
        ("figure-without-source", place(files, APTEKA, "{title: б"))
    ]


def test_an_incomplete_figure_of_a_report() -> None:
    files = report(
        "otchet",
        items(
            "number: '1.1', title: А, figures: [{title: а, value: 1, unit: '%'}]",
            "number: '1.2', title: Б, figures: "
            "[{title: а, value: 1, unit: '%'}, {title: б, before: 1, unit: '%'}]",
        ),
    )
    assert places(found(figures.figures_are_complete, files)) == [
        ("figure-incomplete", place(files, OTCHET, "{title: б"))
    ]


# --- life situations ----------------------------------------------------------------------------


def test_a_situation_without_a_model() -> None:
    files = situation("situaciya") | situation("odinokaya") | target_model("model")
    diagnostics = found(situations.situations_belong_to_a_target_model, files)
    assert places(diagnostics) == [
        ("situation-without-model", place(files, "life_situations/odinokaya.yml", "odinokaya"))
    ]
    assert_explained(diagnostics)


def test_situations_of_a_model_that_cannot_be_read_are_not_reported() -> None:
    broken = target_model("broken", "kpis: 5")
    files = situation("situaciya") | situation("odinokaya") | target_model("model") | broken
    assert found(situations.situations_belong_to_a_target_model, files, broken=broken) == []


SITUATION = "life_situations/situaciya.yml"


def problems(*numbers: int) -> str:
    return "problems:\n" + "\n".join(f"  - {{number: {n}, title: Проблема}}" for n in numbers)


@pytest.mark.parametrize(
    ("numbers", "faulty"),
    [
        ([1, 2, 3], []),
        ([2, 3], [0, 1]),
        ([1, 3], [1]),
        ([1, 1], [1]),
        ([2, 1], [0, 1]),
    ],
)
def test_problems_are_numbered_in_a_row(numbers: list[int], faulty: list[int]) -> None:
    files = situation("situaciya", problems(*numbers))
    diagnostics = found(situations.problem_numbers_are_sound, files)
    first = place(files, SITUATION, "- {number").line
    assert places(diagnostics) == [("problem-number", Location(SITUATION, first + i, 14)) for i in faulty]
    assert_explained(diagnostics)


def test_a_wrong_number_says_which_it_should_be() -> None:
    (only,) = found(situations.problem_numbers_are_sound, situation("situaciya", problems(1, 3)))
    assert only.message == "у проблемы номер 3, а по порядку 2"


def test_a_stage_names_problems_that_exist() -> None:
    files = situation(
        "situaciya",
        "current_process:\n  stages:\n    - {title: А, problems: [1, 2, 3]}\n    - {title: Б}\n"
        "target_process:\n  stages:\n    - {title: В, problems: [0]}\n" + problems(1, 2),
    )
    diagnostics = found(situations.problem_numbers_are_sound, files)
    assert places(diagnostics) == [
        ("problem-number", place(files, SITUATION, "3]}")),
        ("problem-number", place(files, SITUATION, "0]}")),
    ]
    assert_explained(diagnostics)


# --- reports ------------------------------------------------------------------------------------


def numbers(*row_numbers: str) -> Files:
    return report("otchet", items(*(f"number: '{n}', title: Пункт" for n in row_numbers)))


@pytest.mark.parametrize("rows", [["1.1", "1.2", "1.10"], ["1.1–1.8", "1.9"], ["1.2", "1.1"], ["1.1–1.1"]])
def test_sound_item_numbers(rows: list[str]) -> None:
    assert found(reports.item_numbers_are_sound, numbers(*rows)) == []


@pytest.mark.parametrize(
    ("rows", "faulty"),
    [
        (["1.1", "2.2"], ["2.2"]),
        (["11.1"], ["11.1"]),
        (["1.1–2.2"], ["1.1–2.2"]),
        (["1.3", "1.1–1.2", "1.2"], ["1.2'"]),
        (["1.3", "1.1–1.8"], ["1.1–1.8"]),
        (["1.1–1.4", "1.3–1.6"], ["1.3–1.6"]),
        (["1.8–1.1"], ["1.8–1.1"]),
        (["1.1–1.999999999", "1.5"], ["1.5'"]),
    ],
    ids=["other section", "longer section", "range over two sections", "inside a range", "range over an item",
         "two ranges", "backwards", "endless range"],
)
def test_unsound_item_numbers(rows: list[str], faulty: list[str]) -> None:
    files = numbers(*rows)
    diagnostics = found(reports.item_numbers_are_sound, files)
    expected = []
    for needle in faulty:
        at = place(files, OTCHET, needle, 2 if needle == "1.2'" else 1)
        expected.append(("item-number", Location(at.path, at.line, at.column - 1)))  # the quote
    assert places(diagnostics) == expected
    assert_explained(diagnostics)


def test_an_item_that_stands_twice() -> None:
    files = numbers("1.1", "1.2", "1.1")
    first, second = place(files, OTCHET, "'1.1'", 1), place(files, OTCHET, "'1.1'", 2)
    assert found(reports.item_numbers_are_sound, files) == [
        error("item-number", "пункт 1.1 записан дважды", second, f"первый раз – в строке {first.line}", first)
    ]


def test_two_reports_have_numbers_of_their_own() -> None:
    other = report("vtoroy", items("number: '1.1', title: Пункт"))
    assert found(reports.item_numbers_are_sound, numbers("1.1") | other) == []


# --- texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "до <b>10</b> дней",
        "строка<br>строка",
        "строка<br/>строка",
        "</p>",
        "<a href='https://example.ru'>ссылка</a>",
        "<script>alert(1)</script>",
        "<svg/onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "<!-- скрыто -->",
        "<SCRIPT SRC=//example.ru>",
    ],
)
def test_html_in_a_text_is_a_warning(text: str) -> None:
    files = practice("apteka", f'steps:\n  - Хорошо\n  - "{text}"')
    (only,) = found(texts.texts_hold_no_html, files)
    assert (only.code, only.severity) == ("html-in-text", Severity.WARNING)
    assert only.location == place(files, APTEKA, f'"{text}"')
    assert_explained([only])


@pytest.mark.parametrize(
    "text",
    [
        "менее < 10 дней, более > 5",
        "<10 дней>",
        "5 <6> 7",
        "<https://example.ru>",
        "<info@example.ru>",
        "{{ x }} {% y %} ${z}",
        "**жирный** [ссылка](https://example.ru) `код`",
        "a < b",
        "<срок>",
        "&lt;b&gt;",
    ],
)
def test_a_text_without_html(text: str) -> None:
    assert found(texts.texts_hold_no_html, practice("apteka", f'solution: "{text}"')) == []


def test_html_is_found_in_any_text_of_any_record() -> None:
    row = "number: '1.1', title: А, execution: [{text: Хорошо}, {text: <b>да</b>}]"
    files = report("otchet", items(row)) | taxonomy("notes:\n  - {kind: remark, text: да<hr>}")
    assert places(found(texts.texts_hold_no_html, files)) == [
        ("html-in-text", place(files, "practices/taxonomy.yml", "да<hr>")),
        ("html-in-text", place(files, OTCHET, "<b>")),
    ]


# --- all together -------------------------------------------------------------------------------


def test_all_rules_speak_at_once_and_sorted() -> None:
    files = (
        practice(
            "apteka",
            "title: Одно\nregions: [tula]\nresults:\n  - {title: а, value: 1}\naliases: [practices]",
        )
        | practice("kiosk", "title: Одно\nsolution: <b>да</b>")
        | situation("odinokaya", problems(2))
    )
    diagnostics = check(base(files), TODAY)
    assert [(d.code, d.location.path.rpartition("/")[2]) for d in diagnostics] == [
        ("situation-without-model", "odinokaya.yml"),
        ("problem-number", "odinokaya.yml"),
        ("unknown-reference", "apteka.yml"),
        ("figure-without-unit", "apteka.yml"),
        ("redirect-collision", "apteka.yml"),
        ("equal-titles", "kiosk.yml"),
        ("html-in-text", "kiosk.yml"),
    ]
    assert diagnostics == sorted(diagnostics, key=lambda d: d.sort_key)


def test_what_rules_say_does_not_depend_on_the_order_of_files() -> None:
    files = practice("a", "title: Одно\naliases: [x]") | practice("b", "title: Одно\naliases: [x]") | region(
        "c", "other_names: [Тула]", tile=1
    ) | region("d", "other_names: [Тула]", iso="RU-RYA", tile=2)
    backwards = dict(reversed(list(files.items())))
    assert check(base(files), TODAY) == check(base(backwards), TODAY)
    assert {d.code for d in check(base(files), TODAY)} == {
        "equal-titles",
        "redirect-collision",
        "region-clash",
    }
