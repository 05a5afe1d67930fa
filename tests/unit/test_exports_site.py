"""Sitemap, robots, redirects and all files together: valid, with right addresses and dates."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import date
from urllib.parse import urljoin

import pytest
from builders import loaded

from generator.exports.feeds import Publisher
from generator.exports.files import record_files, shared_files
from generator.exports.redirects import redirect_files, redirect_rules
from generator.exports.sitemap import robots_file, sitemap_files
from generator.knowledge.base import KnowledgeBase
from generator.pipeline import Checked
from generator.rendering.views.facts import Facts

SITE = "https://smarteka.example/baza/"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

PRACTICE = """
id: apteka
title: Аптека <рядом> & дома
aliases: [practices/apteki, staroe/mesto/apteka/]
summary: Лекарства привозят.
kind: service
stage: running
stage_date: 2021-11
solution: |
  Привозят **всем**:

  - в деревню;
  - в город.
results:
  - title: Деревень
    value: 43.0
    unit: штук
sources:
  - title: Источник
"""
REPORT = """
id: tula-rss
title: Отчёт
aliases: [reports/tulskaya-oblast/staryy]
region: tulskaya-oblast
period: 2024 год
sections:
  - {number: 1, title: Раздел, items: []}
sources:
  - title: Отчёт
"""


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return KnowledgeBase([
        loaded("practices/2021/apteka.yml", PRACTICE),
        loaded("regions/tulskaya-oblast/reports/tula-rss.yml", REPORT),
        loaded(
            "practices/undated/bez-daty.yml",
            PRACTICE.replace("id: apteka", "id: bez-daty").replace("stage_date: 2021-11\n", "")
            .replace("aliases: [practices/apteki, staroe/mesto/apteka/]\n", ""),
        ),
    ])


def xml(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(data)


def test_the_sitemap_lists_addresses_with_days() -> None:
    pairs = [(f"{SITE}б/?a=1&b=2", None), (SITE, date(2026, 1, 2)), (SITE, date(2026, 1, 2))]
    (file,) = sitemap_files(pairs, SITE)
    urls = xml(file.data).findall(f"{MAP}url")
    assert file.path == "sitemap.xml"
    assert [(u.findtext(f"{MAP}loc"), u.findtext(f"{MAP}lastmod")) for u in urls] == [
        (SITE, "2026-01-02"), (f"{SITE}%D0%B1/?a=1&b=2", None)
    ]


def test_a_large_sitemap_is_an_index_of_parts() -> None:
    pairs = [(f"{SITE}p{i}/", date(2026, 1, i)) for i in range(1, 6)]
    files = {f.path: xml(f.data) for f in sitemap_files(pairs, SITE, most=2)}
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    listed = files["sitemap.xml"].findall(f"{MAP}sitemap")
    assert [(s.findtext(f"{MAP}loc"), s.findtext(f"{MAP}lastmod")) for s in listed] == [
        (f"{SITE}sitemap-1.xml", "2026-01-02"),
        (f"{SITE}sitemap-2.xml", "2026-01-04"),
        (f"{SITE}sitemap-3.xml", "2026-01-05"),
    ]
    assert sum(len(files[f"sitemap-{n}.xml"]) for n in (1, 2, 3)) == 5


def test_robots_name_the_sitemap() -> None:
    assert robots_file(SITE).data.decode().splitlines() == [
        "User-agent: *", "Allow: /", "", f"Sitemap: {SITE}sitemap.xml"
    ]


def test_a_former_address_leads_to_the_page_without_a_script(small: KnowledgeBase) -> None:
    files = {f.path: f.data.decode() for f in redirect_files(small, SITE)}
    for former in ("practices/apteki/", "staroe/mesto/apteka/"):
        page = files[f"{former}index.html"]
        refresh = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
        link = re.search(r'<a href="([^"]+)">Аптека &lt;рядом&gt; &amp; дома</a>', page)
        assert refresh
        assert link
        assert refresh[1] == link[1]
        assert not refresh[1].startswith(("/", "http"))
        assert urljoin(SITE + former, refresh[1]) == f"{SITE}practices/apteka/"
        assert f'<link rel="canonical" href="{SITE}practices/apteka/">' in page
        assert "<script" not in page


def test_a_former_id_is_answered_by_the_api_too(small: KnowledgeBase) -> None:
    files = {f.path: f.data for f in redirect_files(small, SITE)}
    assert json.loads(files["api/v1/practices/apteki.json"]) == {
        "id": "apteki", "moved": {"id": "apteka", "url": "api/v1/practices/apteka.json"}
    }
    assert json.loads(files["api/v1/reports/staryy.json"])["moved"]["id"] == "tula-rss"
    assert len(files) == 5  # an address that never was a page of a practice has no id


def test_servers_are_told_of_former_addresses_too(small: KnowledgeBase) -> None:
    (rules,) = redirect_rules(small, "https://host.example/baza/")
    assert rules.path == "_redirects"
    moved = dict(line.rsplit(" ", 1)[0].split(" ") for line in rules.data.decode().splitlines())
    assert moved["/baza/practices/apteki/"] == moved["/baza/staroe/mesto/apteka/"] == "/baza/practices/apteka/"
    assert list(redirect_rules(KnowledgeBase([]), SITE)) == []


@pytest.mark.slow
def test_a_site_gets_every_file_once_and_the_same_each_time(real_checked: Checked) -> None:
    base = real_checked.base

    def build() -> list[tuple[str, bytes]]:
        publisher = Publisher("Смартека", SITE, "smarteka.example,2026")
        shared = shared_files(base, publisher, {}, Facts(base, date(2026, 11, 22)), str).values()
        files = (*(f for make in shared for f in make()), *(f for item in base.loaded for f in record_files(base, item)))
        return [(f.path, f.data) for f in files]

    files = build()
    paths = {path for path, _ in files}
    assert len(paths) == len(files)
    assert paths >= {
        "api/v1/index.json", "schemas/practice.json", "feeds/practices.xml", "feeds/digests.xml",
        "robots.txt", "records/practices/taxonomy.yml",
    }
    assert not any(path.startswith("/") or ".." in path for path in paths)
    assert build() == files
