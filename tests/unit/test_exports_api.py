"""API files: nothing is lost, lists are split, references are told with titles."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import loaded

from generator.analysis.dating import record_date
from generator.exports import api
from generator.exports.api import index, index_file, list_files, newest_day, record_address, record_file
from generator.exports.record_json import ADDED_FIELDS, facts, full_record, short_record
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.common import Record
from generator.model.registry import RECORD_TYPES, RecordType, Registry
from generator.model.scalars import RegionId
from generator.pipeline import Checked

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://smarteka.example/"

PRACTICE = """
id: apteka
title: Аптека рядом
aliases: [practices/apteki]
summary: Лекарства привозят в деревню.
regions: [tulskaya-oblast]
direction: zdravookhranenie
helps_with:
  - problem: serdtse#2
    why: Лекарства ближе.
kind: service
stage: running
stage_date: 2021-11
solution: Привозят.
results:
  - title: Деревень
    before: 43.0
    after: 12.75
    unit: штук
sources:
  - title: Источник
    date: 2020
"""


def practice(id: str = "apteka") -> Loaded:
    return loaded(f"practices/2021/{id}.yml", PRACTICE.replace("id: apteka", f"id: {id}"))


REGION = """
id: tulskaya-oblast
title: Тульская область
iso: RU-TUL
district: central
kind: oblast
short: Тула
tile: {column: 5, row: 5}
"""
SITUATION = """
id: serdtse
title: Помощь при болезнях сердца
short_title: Сердце
borders: {start: боль, end: выписка}
problems:
  - number: 2
    title: Лекарств нет
sources:
  - title: Методика
"""
DIGEST = """
id: 2021-w46
title: Выпуск
series: Мониторинг
week: 2021-W46
starts: 2021-11-15
ends: 2021-11-21
top: [apteka]
sections:
  - title: Здоровье
    entries:
      - practice: apteka
        heads:
          - {region: tulskaya-oblast, name: Иван Иванов}
sources:
  - title: Дайджест
"""


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return KnowledgeBase([
        practice(),
        loaded("regions/tulskaya-oblast.yml", REGION),
        loaded("life_situations/serdtse.yml", SITUATION),
        loaded("digests/2021/2021-w46.yml", DIGEST),
    ])


@pytest.fixture(scope="module")
def base(real_checked: Checked) -> KnowledgeBase:
    return real_checked.base


def all_files(base: KnowledgeBase) -> dict[str, Any]:
    """What each file of the API holds, by its path."""
    lists = (file for _, make in list_files(base, base.ids) for file in make())
    files = (*index_file(base, SITE, "Смартека", {}), *lists, *(record_file(base, item) for item in base.loaded))
    return {f.path: json.loads(f.data) for f in files}


@pytest.fixture(scope="module")
def published(base: KnowledgeBase) -> dict[str, Any]:
    return all_files(base)


def test_a_full_record_tells_its_facts_links_and_backlinks(small: KnowledgeBase) -> None:
    item = small.find("practice", "apteka")
    assert item
    document = json.loads(full_record(small, item))
    assert document["url"] == "practices/apteka/"
    assert document["stage_date"] == "2021-11"
    assert document["links"] == {
        "regions": {"tulskaya-oblast": {"title": "Тульская область", "url": "regions/tulskaya-oblast/"}},
        "problems": {"serdtse#2": {"title": "Лекарств нет", "url": "life-situations/serdtse/#problem-2"}},
    }
    assert document["backlinks"] == {"digests": {"2021-w46": ["top", "sections"]}}
    assert "question" not in document  # nothing is told of what is not known
    assert document["adoptions"] == []  # but a list may be walked
    assert document["results"][0]["qualifier"] == "exact"  # and words left to their defaults are told


def test_a_situation_is_told_who_helps_with_its_problems(small: KnowledgeBase) -> None:
    item = small.find("life_situation", "serdtse")
    assert item
    assert json.loads(full_record(small, item))["backlinks"] == {"practices": {"apteka": ["helps_with"]}}


def test_numbers_are_json_numbers(small: KnowledgeBase) -> None:
    item = small.find("practice", "apteka")
    assert item
    figure = json.loads(record_file(small, item).data)["results"][0]
    assert (figure["before"], figure["after"]) == (43.0, 12.75)


def test_a_short_record_holds_what_a_list_filters_by(small: KnowledgeBase) -> None:
    item = small.find("practice", "apteka")
    assert item
    assert short_record(item) == {
        "id": "apteka",
        "title": "Аптека рядом",
        "url": "practices/apteka/",
        "summary": "Лекарства привозят в деревню.",
        "regions": ["tulskaya-oblast"],
        "direction": "zdravookhranenie",
        "subcategories": [],
        "life_situations": [],
        "kind": "service",
        "stage": "running",
        "stage_date": "2021-11",
        "problems": ["serdtse#2"],
        "date": "2021-11",
    }


@pytest.mark.parametrize(
    ("text", "path", "when"),
    [
        (PRACTICE, "practices/2021/apteka.yml", "2021-11"),
        (PRACTICE.replace("stage_date: 2021-11\n", ""), "practices/2021/apteka.yml", "2020"),
        (DIGEST, "digests/2021/2021-w46.yml", "2021-11-21"),
        (SITUATION, "life_situations/serdtse.yml", "None"),
    ],
)
def test_a_record_is_told_for_its_own_date_or_its_newest_source(text: str, path: str, when: str) -> None:
    assert str(record_date(loaded(path, text).record)) == when


def test_a_large_list_is_split_and_each_part_names_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "LIST_RECORDS", 3)
    small = KnowledgeBase([practice(f"p{i}") for i in range(10)])
    files = [file for name, make in list_files(small, small.ids) if "practices" in name for file in make()]
    parts = [json.loads(f.data) for f in files]
    assert [f.path for f in files[:2]] == ["api/v1/practices.json", "api/v1/practices-2.json"]
    assert [len(part["items"]) for part in parts] == [3, 3, 3, 1]
    assert [part.get("next") for part in parts] == [*(f.path for f in files[1:]), None]
    assert [item["id"] for part in parts for item in part["items"]] == [f"p{i}" for i in range(10)]


def test_a_list_that_fills_its_parts_names_no_further_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "LIST_RECORDS", 3)
    small = KnowledgeBase([practice(f"p{i}") for i in range(6)])
    parts = [json.loads(file.data) for name, make in list_files(small, small.ids) if "practices" in name for file in make()]
    assert [(len(part["items"]), part.get("next")) for part in parts] == [(3, "api/v1/practices-2.json"), (3, None)]


def test_an_empty_kind_has_an_empty_list() -> None:
    files = dict(list_files(KnowledgeBase([]), lambda _: []))
    assert [(f.path, f.data) for f in files["api api/v1/roadmaps.json"]()] == [("api/v1/roadmaps.json", b'{"items":[]}\n')]


def test_the_newest_day_is_that_of_a_change_else_of_a_record(small: KnowledgeBase) -> None:
    assert newest_day(small, {}) == date(2021, 11, 21)
    changes = {"practices/2021/apteka.yml": date(2026, 3, 1), "README.md": date(2026, 9, 9)}
    assert newest_day(small, changes) == date(2026, 3, 1)
    assert newest_day(KnowledgeBase([]), {}) is None


def test_the_index_names_kinds_counts_and_addresses(base: KnowledgeBase, published: dict[str, Any]) -> None:
    found = published["api/v1/index.json"]
    assert found == index(base, SITE, "Смартека", {})
    assert (found["version"], found["title"], found["site"]) == (1, "Смартека", SITE)
    assert set(found["kinds"]) >= {
        "practices", "regions", "life-situations", "target-models", "digests", "reports", "roadmaps", "events"
    }
    everything = [*found["kinds"].values(), *found["vocabularies"].values()]
    assert {kind["type"]: kind["count"] for kind in everything} == base.counts()
    assert found["kinds"]["reports"]["title"] == "Отчёт РСС"
    assert found["kinds"]["reports"]["schema"] == "schemas/standard_report.json"
    assert found["updated"]
    for kind in found["kinds"].values():
        assert len(published[kind["url"]]["items"]) == kind["count"]
        for item in published[kind["url"]]["items"]:
            assert published[kind["record"].format(id=item["id"])]["url"] == item["url"]
    for vocabulary in found["vocabularies"].values():
        assert published[vocabulary["url"]]["title"]


def test_every_record_loads_back_unchanged(base: KnowledgeBase, published: dict[str, Any]) -> None:
    for item in base.loaded:
        document = {k: v for k, v in published[record_address(item)].items() if k not in ADDED_FIELDS}
        assert type(item.record).model_validate(document) == item.record


def test_no_type_has_a_field_that_the_site_adds() -> None:
    for record_type in Registry():
        assert not set(ADDED_FIELDS) & set(record_type.model.model_fields)


def test_files_are_compact_readable_and_the_same_each_time(base: KnowledgeBase) -> None:
    item = base.of_kind("practice")[0]
    data = record_file(base, item).data
    assert data == record_file(base, item).data
    assert item.record.title in data.decode()
    assert json.loads(data)["title"] == facts(item.record)["title"]


def test_a_new_type_needs_nothing_here() -> None:
    class Toy(Record):
        region: RegionId

    toy = RecordType("toy", Toy, "toys", ("игрушка", "игрушки", "игрушек"), "toys/{id}/", "toy.html", "toys", title="Игрушки")
    record = Toy.model_validate({"id": "yula", "title": "Юла", "region": "tulskaya-oblast"})
    registry = Registry([*RECORD_TYPES, toy])
    item = Loaded(record, toy, "toys/yula.yml", b"")
    base = KnowledgeBase([item, loaded("regions/tulskaya-oblast.yml", REGION)], registry)
    files = all_files(base)
    assert files["api/v1/toys.json"]["items"][0]["region"] == "tulskaya-oblast"
    assert files["api/v1/regions/tulskaya-oblast.json"]["backlinks"] == {"toys": {"yula": ["region"]}}
    assert files["api/v1/index.json"]["kinds"]["toys"]["count"] == 1
