"""Feeds and calendars: what is offered, in which order, and that programs of others read it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest
from builders import base, digest, practice, region, situation, taxonomy
from hypothesis import given
from hypothesis import strategies as st
from trying import tries

from generator.analysis import subscriptions as offers
from generator.analysis.subscriptions import Datings, Subscriptions, Topic, subscriptions
from generator.exports import feeds as feed_files
from generator.exports.calendars import CalendarFiles
from generator.exports.feeds import FeedFiles, Publisher
from generator.knowledge.base import KnowledgeBase
from generator.loading.history import Change
from generator.loading.records import load
from generator.loading.yaml_signs import first_invisible
from generator.model.registry import Registry
from generator.rendering.markup import TextRenderer

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://smarteka.example/baza/"
TAG = "smarteka.example,2026"
PUBLISHER = Publisher("Смартека", SITE, TAG)
MARKDOWN = TextRenderer({}).block
FILES = (
    practice(
        "apteka",
        """
        title: Аптека <рядом> & дома
        regions: [tulskaya-oblast]
        subcategories: [lekarstva]
        direction: zdorove
        helps_with:
          - {problem: situaciya#1, why: Ближе}
        adoptions:
          - {region: ryazanskaya-oblast}
        stage: pilot
        stage_date: 2021-11
        check_on: 2022-06-01
        question: Как довезти?
        problem: Далеко.
        solution: |
          Привозят **всем** <b>даром</b>, [подробно](../../glossary/) и [у них](https://example.ru/?a=1&b=2):

          - в деревню;
          - в город.
        results:
          - {title: Деревень, value: 43.0, unit: штук, kind: plan, period: 2022 год}
        resources: {cost: 5 млн рублей}
        steps: [Купить автобус]
        risks: [Зима & снег]
        timeline:
          - {date: 2022-05, text: Запуск}
        sources:
          - {title: Первый & единственный, date: 2021-11-20, url: "https://example.ru/?a=1&b=2"}
        """,
    )
    | practice("staraya", "stage_date: 2019\nregions: [tulskaya-oblast]")
    | practice("bez-daty", "regions: [kurskaya-oblast]\nstage: announced\ncheck_on: 2022-05-01")
    | practice("chernovik", "draft: true\nstage_date: 2022\nregions: [kurskaya-oblast]\ncheck_on: 2022-05-01")
    | region("tulskaya-oblast", tile=1) | region("ryazanskaya-oblast", "iso: RU-RYA", tile=2)
    | region("kurskaya-oblast", "iso: RU-KRS", tile=3) | region("orlovskaya-oblast", "iso: RU-ORL", tile=4)
    | situation("situaciya", "problems:\n  - {number: 1, title: Далеко}")
    | taxonomy("subcategories:\n  - {id: lekarstva, title: Лекарства}\n  - {id: sport, title: Спорт}")
    | digest("2021-w46", "top: [apteka, staraya]\nsections:\n  - title: Дела & случаи\n    entries:\n      - {practice: apteka}\n      - {practice: staraya}")
)
OLD = "practices/2021/staraya.yml"
TODAY = date(2022, 5, 3)


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return base(FILES).published


def changed(*days: str) -> list[Change]:
    return [Change(date.fromisoformat(day), "abc1234", "Changed") for day in days]


def files(base: KnowledgeBase, offered: Subscriptions | None = None, publisher: Publisher = PUBLISHER) -> dict[str, bytes]:
    offered = offered or subscriptions(base, Datings({}), TODAY)
    feeds, calendars = FeedFiles(base, publisher, MARKDOWN), CalendarFiles(base, publisher)
    found = [*chain.from_iterable(map(feeds.of, offered.feeds)), *chain.from_iterable(map(calendars.of, offered.calendars))]
    assert len({f.path for f in found}) == len(found)
    return {f.path: f.data for f in found}


def ids(entries: list[Any]) -> list[str]:
    return [entry["id"].rpartition("/")[2] for entry in entries]


# What is offered


def test_only_what_holds_something_is_offered(small: KnowledgeBase) -> None:
    offered = subscriptions(small, Datings({}), TODAY)
    assert [(f.path, f.total, [d.record.id for d in f.entries]) for f in offered.feeds] == [
        ("feeds/practices", 2, ["apteka", "staraya"]),
        ("feeds/digests", 1, ["2021-w46"]),
        ("feeds/regions/ryazanskaya-oblast", 1, ["apteka"]),  # adopted there
        ("feeds/regions/tulskaya-oblast", 2, ["apteka", "staraya"]),
        ("feeds/subcategories/lekarstva", 1, ["apteka"]),
        ("feeds/life-situations/situaciya", 1, ["apteka"]),
    ]
    assert [(c.path, [(str(day), d.record.id) for day, d in c.checks]) for c in offered.calendars] == [
        ("calendars/checks.ics", [("2022-05-01", "bez-daty"), ("2022-06-01", "apteka")]),
        ("calendars/regions/kurskaya-oblast.ics", [("2022-05-01", "bez-daty")]),
        ("calendars/regions/ryazanskaya-oblast.ics", [("2022-06-01", "apteka")]),
        ("calendars/regions/tulskaya-oblast.ics", [("2022-06-01", "apteka")]),
    ]


def test_the_newest_are_those_that_came_last_into_the_base(small: KnowledgeBase) -> None:
    changes = {
        OLD: changed("2022-03-05", "2022-02-01"),
        "practices/2021/apteka.yml": changed("2022-04-01", "2022-01-01"),
        "practices/2021/bez-daty.yml": changed("2022-02-01"),
    }
    (feed, *_) = subscriptions(small, Datings(changes), TODAY).feeds
    assert [(d.record.id, str(d.published), str(d.updated)) for d in feed.entries] == [
        ("bez-daty", "None", "2022-02-01"),  # of one day: the later told first
        ("staraya", "2019-01-01", "2022-03-05"),
        ("apteka", "2021-11-01", "2022-04-01"),
    ]


def test_nothing_is_updated_before_it_was_published(small: KnowledgeBase) -> None:
    feed = subscriptions(small, Datings({"practices/2021/apteka.yml": changed("2020-01-01")}), TODAY).feeds[0]
    assert {str(d.record.id): d.updated for d in feed.entries}["apteka"] == date(2021, 11, 1)


def test_a_feed_holds_the_newest_only(small: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "MOST_ENTRIES", 1)
    feed = subscriptions(small, Datings({}), TODAY).feeds[0]
    assert ([d.record.id for d in feed.entries], feed.total) == (["apteka"], 2)


def test_a_feed_of_long_entries_holds_the_newest_that_fit_but_some_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    many = base({path: text for n in range(6) for path, text in practice(f"p{n}", f"stage_date: 202{n}\nsolution: {'Долго.' * (n + 1)}").items()})

    def held(most: int, least: int) -> list[int]:
        monkeypatch.setattr(feed_files, "MOST_BYTES", most)
        monkeypatch.setattr(feed_files, "LEAST_ENTRIES", least)
        found = files(many)
        entries = [len(entry) for entry in re.findall(rb"<entry>.*?</entry>\n", found["feeds/practices.xml"], re.DOTALL)]
        assert len(json.loads(found["feeds/practices.json"])["items"]) == len(entries)
        return entries

    every = held(10**6, 1)
    assert len(every) == 6
    for most, least, number in ((sum(every[:3]), 1, 3), (sum(every[:3]) - 1, 1, 2), (sum(every[:3]), 4, 4), (1, 5, 5), (sum(every), 1, 6)):
        assert held(most, least) == every[:number], (most, least)


def test_issues_go_by_their_weeks_newest_first() -> None:
    issues = [digest(f"2021-w{week}", f"week: 2021-W{week}\nstarts: {first}\nends: {last}\ntop: []\nsections: [{{title: Дела, entries: [{{practice: apteka}}]}}]") for week, first, last in (
        (46, "2021-11-15", "2021-11-21"), (48, "2021-11-29", "2021-12-05"), (45, "2021-11-08", "2021-11-14"),
    )]
    offered = subscriptions(base(practice("apteka") | issues[0] | issues[1] | issues[2]), Datings({}), TODAY)
    assert [[d.record.id for d in f.entries] for f in offered.feeds if f.path == "feeds/digests"] == [["2021-w48", "2021-w46", "2021-w45"]]


def test_a_calendar_holds_the_checks_nearest_to_today(small: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "MOST_CHECKS", 1)
    for today, nearest in (("2022-05-03", "bez-daty"), ("2022-05-31", "apteka"), ("2030-01-01", "apteka")):
        offered = subscriptions(small, Datings({}), date.fromisoformat(today))
        assert [(c.path, [d.record.id for _, d in c.checks], c.total) for c in offered.calendars] == [
            ("calendars/checks.ics", [nearest], 2),
            ("calendars/regions/kurskaya-oblast.ics", ["bez-daty"], 1),  # where all fit in, the day changes nothing
            ("calendars/regions/ryazanskaya-oblast.ics", ["apteka"], 1),
            ("calendars/regions/tulskaya-oblast.ics", ["apteka"], 1),
        ]
    found = files(small, offered)
    said = {path: icalendar.Calendar.from_ical(data).get("description") for path, data in found.items() if path.endswith(".ics")}
    assert {path for path in said if said[path]} == {"calendars/checks.ics"}
    assert str(said["calendars/checks.ics"]).replace("\u00a0", " ") == f"1 проверка из 2, ближайшие к сегодняшнему дню. Все: {SITE}signals/"


def test_a_page_is_offered_what_it_is_about(small: KnowledgeBase) -> None:
    offered = subscriptions(small, Datings({}), TODAY)
    pages = ("regions/tulskaya-oblast/", "regions/orlovskaya-oblast/", "digests/2021-w46/", "practices/apteka/", "signals/", "")
    assert [([f.path for f in o.feeds], [c.path for c in o.calendars]) for o in map(offered.of, pages)] == [
        (["feeds/regions/tulskaya-oblast"], ["calendars/regions/tulskaya-oblast.ics"]),
        ([], []),
        (["feeds/digests"], []),
        (["feeds/practices"], []),
        ([], ["calendars/checks.ics"]),
        ([], []),
    ]


def test_the_feed_of_practices_is_there_even_when_empty() -> None:
    offered = subscriptions(base({}), Datings({}), TODAY)
    assert [f.path for f in offered.feeds] == ["feeds/practices"]
    found = files(base({}))
    assert feedparser.parse(found["feeds/practices.xml"]).entries == []
    assert json.loads(found["feeds/practices.json"])["items"] == []


def test_who_subscribed_under_a_former_name_gets_the_same() -> None:
    now = FILES | region("tulskaya-oblast", "aliases: [regions/tula, regions/tula/reports/otchyot]", tile=1) | situation(
        "situaciya", "problems:\n  - {number: 1, title: Далеко}\naliases: [life-situations/prezhnyaya, life-situations/situaciya]"
    ) | taxonomy("subcategories:\n  - {id: lekarstva, title: Лекарства, former: [apteki, pilyuli]}\n  - {id: sport, title: Спорт, former: [beg]}")
    found = files(base(now).published)
    same: dict[bytes, set[str]] = {}
    for path, data in found.items():
        same.setdefault(data, set()).add(path)
    assert sorted(map(sorted, (paths for paths in same.values() if len(paths) > 1))) == [
        ["calendars/regions/tula.ics", "calendars/regions/tulskaya-oblast.ics"],
        *(
            [f"feeds/{folder}/{name}.{kind}" for name in names]
            for folder, names in (
                ("life-situations", ("prezhnyaya", "situaciya")), ("regions", ("tula", "tulskaya-oblast")),
                ("subcategories", ("apteki", "lekarstva", "pilyuli")),
            )
            for kind in ("json", "xml")
        ),
    ]
    (self_link,) = [link.href for link in feedparser.parse(found["feeds/subcategories/apteki.xml"]).feed.links if link.rel == "self"]
    assert self_link == f"{SITE}feeds/subcategories/lekarstva.xml"


# Atom, as a reader program sees it


def test_atom_is_read(small: KnowledgeBase) -> None:
    found = files(small)
    for path in (p for p in found if p.endswith(".xml")):
        feed = feedparser.parse(found[path])
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.version == "atom10"
        assert feed.feed.title.startswith("Смартека. ")
        assert feed.feed.author == "Смартека"
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == SITE + path
        assert links["alternate"].startswith(SITE)
        assert feed.feed.id == f"tag:{TAG}:{path.removesuffix('.xml')}"
        assert feed.entries
        assert feed.feed.updated == max(e.updated for e in feed.entries)


def test_an_entry_holds_the_whole_text(small: KnowledgeBase) -> None:
    entry = feedparser.parse(files(small)["feeds/regions/tulskaya-oblast.xml"]).entries[0]
    assert entry.id == f"tag:{TAG}:practices/apteka"
    assert entry.link == f"{SITE}practices/apteka/"
    assert entry.title == "Аптека <рядом> & дома"
    assert (entry.published, entry.updated) == ("2021-11-01T00:00:00Z", "2021-11-01T00:00:00Z")
    assert [(tag.term, tag.label) for tag in entry.tags] == [("zdorove", "Здоровье"), ("lekarstva", "Лекарства")]
    content = entry.content[0]
    assert content.type == "text/html"
    headings = re.findall("<h3>(.*?)</h3>", content.value)
    assert headings == ["Проблема", "Решение", "Результаты", "Что нужно", "Как повторить", "Риски и уроки", "Источники"]
    for piece in (
        "Регион tulskaya-oblast; стадия: пилот, ноябрь", "<em>Как довезти?</em>", "<strong>всем</strong>", "&lt;b&gt;даром",
        f'href="{SITE}glossary/"', 'href="https://example.ru/?a=1&amp;b=2"', "<li>в город.</li>",
        "Деревень: 43,0\u00a0штук (план, 2022 год)", "Стоимость: 5 млн рублей", "Зима &amp; снег", "Первый &amp; единственный</a>",
    ):
        assert piece in content.value.replace("в\u00a0город", "в город"), piece


def test_an_issue_tells_its_practices(small: KnowledgeBase) -> None:
    (entry,) = feedparser.parse(files(small)["feeds/digests.xml"]).entries
    assert entry.published == "2021-11-21T00:00:00Z"
    assert entry.summary == "ТОП-2: Аптека <рядом> & дома; Практика staraya"
    assert re.findall("<h3>(.*?)</h3>", entry.content[0].value) == ["ТОП-2", "Дела &amp; случаи"]
    assert entry.content[0].value.count(f'<a href="{SITE}practices/staraya/"') == 2


def test_ids_survive_a_move(small: KnowledgeBase) -> None:
    moved = Publisher("Смартека", "http://new.example.org/", TAG)
    one, other = files(small), files(small, publisher=moved)
    for path in one:
        if path.endswith(".xml"):
            assert [e.id for e in feedparser.parse(one[path]).entries] == [e.id for e in feedparser.parse(other[path]).entries]
        elif path.endswith(".ics"):
            assert re.findall(rb"UID:.*", one[path]) == re.findall(rb"UID:.*", other[path])
        assert b"smarteka.example/" not in other[path]


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30).filter(lambda text: not first_invisible(text)))
@tries(40)
def test_any_title_and_text_come_through(text: str) -> None:
    one = base(practice("apteka", f"stage_date: 2021\ntitle: {json.dumps(text, ensure_ascii=False)}\nsteps: [{json.dumps(text, ensure_ascii=False)}]"))
    found = files(one)
    atom = ElementTree.fromstring(found["feeds/practices.xml"])
    space = {"a": "http://www.w3.org/2005/Atom"}
    item = json.loads(found["feeds/practices.json"])["items"][0]
    assert atom.findtext("a:entry/a:title", namespaces=space) == item["title"] == text
    assert atom.findtext("a:entry/a:content", namespaces=space) == item["content_html"]


# JSON Feed 1.1, field by field


def test_json_feed_says_the_same_as_atom(small: KnowledgeBase) -> None:
    found = files(small)
    for path in (p for p in found if p.endswith(".json")):
        feed = json.loads(found[path])
        atom = feedparser.parse(found[path.removesuffix("json") + "xml"])
        assert list(feed) == ["version", "title", "home_page_url", "feed_url", "language", "authors", "items"]
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"] == atom.feed.title
        assert feed["feed_url"] == SITE + path
        assert feed["home_page_url"] == next(link.href for link in atom.feed.links if link.rel == "alternate")
        assert feed["language"] == "ru"
        assert feed["authors"] == [{"name": "Смартека", "url": SITE}]
        for item, entry in zip(feed["items"], atom.entries, strict=True):
            assert item.keys() <= {"id", "url", "title", "content_html", "summary", "date_published", "date_modified", "tags"}
            assert (item["id"], item["url"], item["title"], item["summary"]) == (entry.id, entry.link, entry.title, entry.summary)
            assert (item["date_published"], item["date_modified"]) == (entry.published, entry.updated)
            assert datetime.fromisoformat(item["date_modified"]).tzinfo is not None
            assert item.get("tags", []) == [tag.label for tag in entry.get("tags", [])]
            assert item["content_html"]


def test_an_undated_record_has_no_day_of_publishing(small: KnowledgeBase) -> None:
    changes = {"practices/2021/bez-daty.yml": changed("2026-05-06")}
    found = files(small, subscriptions(small, Datings(changes), TODAY))
    (entry,) = feedparser.parse(found["feeds/regions/kurskaya-oblast.xml"]).entries
    assert ("published" in entry, entry.updated) == (False, "2026-05-06T00:00:00Z")
    (item,) = json.loads(found["feeds/regions/kurskaya-oblast.json"])["items"]
    assert ("date_published" in item, item["date_modified"]) == (False, "2026-05-06T00:00:00Z")


# Calendars


def events(calendar: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(calendar).walk("VEVENT"))


def test_a_calendar_is_read(small: KnowledgeBase) -> None:
    found = files(small)
    for path in (p for p in found if p.endswith(".ics")):
        assert max(map(len, found[path].split(b"\r\n"))) <= 75
        assert b"\n" not in found[path].replace(b"\r\n", b"")
        calendar: Any = icalendar.Calendar.from_ical(found[path])
        assert calendar["version"] == "2.0"
        assert calendar["calscale"] == "GREGORIAN"
        assert calendar["x-wr-calname"].startswith("Смартека. ")
        assert {event["transp"] for event in calendar.walk("VEVENT")} == {"TRANSPARENT"}  # nobody is busy for the whole day
        assert calendar.errors == []
    calendar = icalendar.Calendar.from_ical(found["calendars/checks.ics"])
    first, second = calendar.walk("VEVENT")
    assert (first["uid"], first["dtstart"].dt, first["dtend"].dt) == (
        "check-bez-daty@smarteka.example", date(2022, 5, 1), date(2022, 5, 2)
    )
    assert first["dtstamp"].dt == datetime(2022, 5, 1, tzinfo=UTC)  # nobody can date the record
    assert second["dtstamp"].dt == datetime(2021, 11, 1, tzinfo=UTC)
    assert second["summary"] == "Проверить: Аптека <рядом> & дома"
    assert second["url"] == f"{SITE}practices/apteka/"
    assert second["location"] == "Регион tulskaya-oblast"
    description = str(second["description"]).split("\n")
    assert description == [
        "Суть", "Обещано:", "– май\u00a02022: Запуск", "– Деревень: 43,0\u00a0штук (2022 год)", "", f"Страница: {SITE}practices/apteka/",
    ]


def test_a_check_that_is_put_off_moves_and_is_not_doubled() -> None:
    put_off = "follow_ups:\n  - {date: 2022-06-01, outcome: postponed, text: Ждут, next_check: 2023-06-01, source: {title: Ответ}}"
    days = []
    for extra in ("", put_off):
        one = base(practice("apteka", f"stage: pilot\nstage_date: 2021\ncheck_on: 2022-06-01\n{extra}"))
        (event,) = events(files(one)["calendars/checks.ics"])
        days.append((event["uid"], event["dtstart"].dt))
    assert days == [("check-apteka@smarteka.example", date(2022, 6, 1)), ("check-apteka@smarteka.example", date(2023, 6, 1))]


# The real base


@pytest.mark.slow
def test_everything_of_the_real_base_is_read_and_the_same_each_time() -> None:
    real = KnowledgeBase(load(ROOT, Registry()).records)
    found = files(real)
    assert found == files(real)
    offered = subscriptions(real, Datings({}), TODAY)
    assert {f.topic for f in offered.feeds} == set(Topic)
    for path, data in found.items():
        if path.endswith(".xml"):
            feed = feedparser.parse(data)
            assert not feed.bozo, (path, feed.get("bozo_exception"))
            assert feed.entries
            assert len(set(ids(feed.entries))) == len(feed.entries)
        elif path.endswith(".ics"):
            assert icalendar.Calendar.from_ical(data).walk("VEVENT"), path
