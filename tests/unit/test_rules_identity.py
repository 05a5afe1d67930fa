"""Titles, words, regions and former addresses: each means one thing. For each rule a smallest base that breaks it and one that keeps it."""

from __future__ import annotations

import pytest
from builders import Files, assert_explained, event, found, place, places, practice, region, report, situation, taxonomy

from generator.knowledge.rules import identity
from generator.model.diagnostic import error

APTEKA = "practices/2021/apteka.yml"


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


@pytest.mark.parametrize("alias", ["about", "admin", "search/x", "guide/review", "roadmaps/new", "digests/2021", "digests/2021/2", "directions/zdorove", "practices/2"])
def test_a_redirect_over_a_page_of_the_site_itself(alias: str) -> None:
    """A record of anybody's branch would take the place of a page that no record makes."""
    files = practice("apteka", f"aliases: [{alias}]")
    diagnostics = found(identity.redirects_do_not_collide, files)
    assert places(diagnostics) == [("redirect-collision", place(files, APTEKA, f"{alias}]"))]
    assert_explained(diagnostics)


def test_a_redirect_below_a_page() -> None:
    """A page of a region has further ones below it where its practices are many."""
    files = practice("apteka", "aliases: [regions/tulskaya-oblast/praktiki, regions/prezhnyaya/praktiki]") | region("tulskaya-oblast", tile=1)
    assert places(found(identity.redirects_do_not_collide, files)) == [
        ("redirect-collision", place(files, APTEKA, "regions/tulskaya-oblast/praktiki"))
    ]


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
