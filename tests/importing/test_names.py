"""Names as documents write them → ids of the base: regions, heads, words, weeks, new ids."""

from __future__ import annotations

from datetime import date

import pytest

from generator.editing.ids import LENGTH, free_id, new_id
from generator.editing.importing.heads import NamedHead, read_heads
from generator.editing.importing.region_names import NamedRegion, RegionNames
from generator.editing.importing.vocabulary_names import Vocabulary
from generator.editing.importing.weeks import find_days, nearest_week
from generator.knowledge.base import KnowledgeBase
from generator.model.region import Region
from generator.model.scalars import RegionId

RYAZAN, TULA = RegionId("ryazanskaya-oblast"), RegionId("tulskaya-oblast")


@pytest.fixture(scope="session")
def names(bare_base: KnowledgeBase) -> RegionNames:
    return RegionNames(bare_base)


def test_every_name_of_every_region_is_found(names: RegionNames, bare_base: KnowledgeBase) -> None:
    for region in bare_base.all(Region):
        assert names.split_title(f"Практика, {region.title}").regions == (NamedRegion(region.title, region.id),)
        for name in region.other_names:
            assert names.find(name) == region.id, name


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Ямало-Ненецкий АО", "yamalo-nenetskiy-avtonomnyy-okrug"), ("ямало–ненецкий  АО", "yamalo-nenetskiy-avtonomnyy-okrug"),
        ("г.Москва", "moskva"), ("Тульская обл.", TULA), ("Респ. Коми", "respublika-komi"), ("Республика Чувашская", "chuvashskaya-respublika"),
        ("«Рязанская область»", RYAZAN), ("Орёлская область", None), ("область", None), ("", None),
    ],
)
def test_a_name_in_other_spellings(names: RegionNames, name: str, id: str | None) -> None:
    assert names.find(name) == id


def test_a_misspelt_region_is_a_guess_only_when_no_other_is_near(names: RegionNames) -> None:
    assert names.split_title("Практика, Рязаньская область").regions == (NamedRegion("Рязаньская область", None, RYAZAN),)
    assert names.split_title("Практика, Томенская область").regions == (NamedRegion("Томенская область", None, None),)  # Томская or Тюменская
    assert names.split_title("Помощь тем, кто ждёт").regions == ()
    assert names.split_title("Москва").regions == ()  # a title is more than its region


def in_two(*texts: str) -> tuple[NamedRegion, ...]:
    return tuple(NamedRegion(text, id) for text, id in zip(texts, (RYAZAN, TULA), strict=False))


ONE, TWO = in_two("Рязанская область"), in_two("Рязанская область", "Тульская область")


@pytest.mark.parametrize(
    ("text", "regions", "wanted"),
    [
        ("Николай Любимов", ONE, [("Николай Любимов", False, RYAZAN)]),
        ("врио губернатора Павел Малков", ONE, [("Павел Малков", True, RYAZAN)]),
        ("Павел Малков (врио)", ONE, [("Павел Малков", True, RYAZAN)]),
        ("И. о. главы региона П. В. Малков", ONE, [("П. В. Малков", True, RYAZAN)]),
        ("временно исполняющий обязанности губернатора Павел Малков", ONE, [("Павел Малков", True, RYAZAN)]),
        ("губернатор Алексей Дюмин", ONE, [("Алексей Дюмин", False, RYAZAN)]),
        ("Андрей Воробьёв.", ONE, [("Андрей Воробьёв", False, RYAZAN)]),
        ("Махмуд-Али Калиматов оглы", ONE, [("Махмуд-Али Калиматов оглы", False, RYAZAN)]),
        ("Николай Любимов, Алексей Дюмин", TWO, [("Николай Любимов", False, RYAZAN), ("Алексей Дюмин", False, TULA)]),
        ("Николай Любимов и врио Алексей Дюмин", TWO, [("Николай Любимов", False, RYAZAN), ("Алексей Дюмин", True, TULA)]),
        ("Алексей Дюмин (Тульская область), Николай Любимов (Рязанская область)", TWO, [("Алексей Дюмин", False, TULA), ("Николай Любимов", False, RYAZAN)]),
        ("Тульская область – Алексей Дюмин; Рязанская область: Николай Любимов", TWO, [("Алексей Дюмин", False, TULA), ("Николай Любимов", False, RYAZAN)]),
        ("Николай Любимов", TWO, [("Николай Любимов", False, None)]),
        ("Николай Любимов", (), [("Николай Любимов", False, None)]),
        ("", ONE, []),
    ],
)
def test_heads(names: RegionNames, text: str, regions: tuple[NamedRegion, ...], wanted: list[tuple[str, bool, RegionId | None]]) -> None:
    assert [(h.name, h.acting, h.region) for h in read_heads(text, False, regions, names)] == wanted


def test_a_label_that_says_acting_counts_and_an_odd_name_is_marked(names: RegionNames) -> None:
    assert read_heads("Павел Малков", True, ONE, names) == [NamedHead("Павел Малков", True, RYAZAN)]
    assert [h.odd for h in read_heads("сообщил о планах", False, ONE, names)] == [True]


WORDS = Vocabulary(
    {"uslugi": "Электронные услуги", "dvory": "Благоустройство", "deti": "Семья, дети и молодёжь", "lyudi": "Развитие человеческого капитала"}
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Электронные услуги, Благоустройство", [("uslugi", True), ("dvory", True)]),
        ("электронные  Услуги; благоустройство.", [("uslugi", True), ("dvory", True)]),
        ("Благоустройство, Семья, дети и молодежь", [("dvory", True), ("deti", True)]),
        ("Электронные услуги Благоустройство", [("uslugi", True), ("dvory", True)]),
        ("Благоустроство", [("dvory", False)]),
        ("Космос", [(None, False)]),
        ("Благоустройство, Благоустройство", [("dvory", True)]),
        ("", []),
    ],
)
def test_words_of_a_list(text: str, wanted: list[tuple[str | None, bool]]) -> None:
    assert [(word.id, word.sure) for word in WORDS.listed(text)] == wanted


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("15 — 21 ноября 2021 г.", (2021, 11, 15), (2021, 11, 21)),
        ("29 ноября – 5 декабря 2021 года", (2021, 11, 29), (2021, 12, 5)),
        ("27 декабря 2021 г. – 2 января 2022 г.", (2021, 12, 27), (2022, 1, 2)),
        ("27 декабря – 2 января 2022", (2021, 12, 27), (2022, 1, 2)),
        ("Вестник за период с 7 по 13 марта 2022 года", (2022, 3, 7), (2022, 3, 13)),
        ("15.11.2021-21.11.2021", (2021, 11, 15), (2021, 11, 21)),
        ("15–21.11.2021", (2021, 11, 15), (2021, 11, 21)),
        ("2 — 8 мая 2022", (2022, 5, 2), (2022, 5, 8)),
    ],
)
def test_days_of_an_issue(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    found = find_days(text)
    assert found
    assert found[:2] == (date(*first), date(*last))


@pytest.mark.parametrize("text", ["ноябрь 2021", "31–32 мая 2022", "21 — 15 ноября 2021", "15 – 21 2021", "выпуск 46"])
def test_no_days(text: str) -> None:
    assert find_days(text) is None


@pytest.mark.parametrize(
    ("first", "last", "monday"),
    [
        (date(2021, 11, 15), date(2021, 11, 21), date(2021, 11, 15)),
        (date(2021, 11, 14), date(2021, 11, 20), date(2021, 11, 15)),
        (date(2021, 11, 16), date(2021, 11, 22), date(2021, 11, 15)),
        (date(2021, 11, 18), date(2021, 11, 25), date(2021, 11, 15)),
    ],
)
def test_the_week_that_holds_most_of_the_days(first: date, last: date, monday: date) -> None:
    assert nearest_week(first, last) == monday


def test_a_free_id_is_an_id_wherever_it_is_cut() -> None:
    long = "a" * 75 + "-bcd-efgh"  # a hyphen stands at both cuts
    assert free_id(long, set()) == "a" * 75 + "-bcd"
    assert free_id(long, {"a" * 75 + "-bcd"}) == "a" * 75 + "-2"


def test_new_ids_are_short_stable_and_free() -> None:
    long = "Оценка администраций муниципалитетов по качеству их работы с обращениями граждан в соцсетях"
    assert new_id(long, set()) == new_id(long, set()) == "otsenka-administratsiy-munitsipalitetov-po-kachestvu"
    assert len(new_id(long, set())) <= LENGTH
    assert new_id("Сервис «50+. Цифра»", set()) == "servis-50-plus-tsifra"
    assert new_id("Выдача лекарств для", set()) == "vydacha-lekarstv"  # no preposition at the end
    assert new_id("Двор", {"dvor"}, ["komi"]) == "dvor-komi"
    assert new_id("Двор", {"dvor", "dvor-komi"}, ["komi"]) == "dvor-2"
    assert new_id("Двор", {"dvor", "dvor-2"}) == "dvor-3"
    assert new_id("«…»", set()) == "praktika"
    assert new_id("Con", set()) == "con-2"  # Windows keeps that name for itself
