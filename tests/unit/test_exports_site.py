"""Sitemap, robots, redirects and feeds: valid, with right addresses and dates."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urljoin

import pytest
from builders import loaded

from generator.exports import feeds
from generator.exports.feeds import feed_files, tag_uri
from generator.exports.files import site_files
from generator.exports.redirects import redirect_files
from generator.exports.sitemap import robots_file, sitemap_files
from generator.knowledge.base import KnowledgeBase
from generator.pipeline import Checked

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://smarteka.example/baza/"
ATOM = "{http://www.w3.org/2005/Atom}"
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


def feed(
    base: KnowledgeBase, name: str = "practices", updated: dict[str, date] | None = None
) -> ElementTree.Element:
    files = {f.path: f.data for f in feed_files(base, SITE, "Смартека", updated or {})}
    return xml(files[f"feeds/{name}.xml"])


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


def test_a_feed_has_what_atom_demands(small: KnowledgeBase) -> None:
    found = feed(small)
    assert found.tag == f"{ATOM}feed"
    for tag in ("id", "title", "updated"):
        assert len(found.findall(f"{ATOM}{tag}")) == 1
    assert found.findtext(f"{ATOM}author/{ATOM}name") == "Смартека"
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links == {"self": f"{SITE}feeds/practices.xml", "alternate": f"{SITE}practices/"}
    (entry,) = found.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == "tag:smarteka.example,2026:baza/practices/apteka"
    assert entry.findtext(f"{ATOM}title") == "Аптека <рядом> & дома"
    assert entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published") == "2021-11-01T00:00:00Z"
    assert entry.findtext(f"{ATOM}summary") == "Лекарства привозят."
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "text"
    assert content.text
    assert "**" not in content.text
    assert "Привозят всем:" in content.text
    assert "• Деревень: 43,0\u00a0штук" in content.text


def test_an_undated_record_takes_the_day_of_its_file_or_is_left_out(small: KnowledgeBase) -> None:
    found = feed(small, updated={"practices/undated/bez-daty.yml": date(2026, 5, 6)})
    entries = found.findall(f"{ATOM}entry")
    assert [(e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}updated")) for e in entries] == [
        ("tag:smarteka.example,2026:baza/practices/bez-daty", "2026-05-06T00:00:00Z"),
        ("tag:smarteka.example,2026:baza/practices/apteka", "2021-11-01T00:00:00Z"),
    ]
    assert [e.findtext(f"{ATOM}published") for e in entries] == [None, "2021-11-01T00:00:00Z"]
    assert found.findtext(f"{ATOM}updated") == "2026-05-06T00:00:00Z"


def test_a_feed_holds_the_newest_only(small: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 1)
    found = feed(small, updated={"practices/undated/bez-daty.yml": date(2026, 5, 6)})
    entries = found.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}updated") for e in entries] == ["2026-05-06T00:00:00Z"]


def test_an_empty_feed_is_a_feed(small: KnowledgeBase) -> None:
    found = feed(small, "digests")
    assert not found.findall(f"{ATOM}entry")
    assert found.findtext(f"{ATOM}updated")


def test_a_tag_never_depends_on_the_scheme() -> None:
    plain, secure = (tag_uri(f"{scheme}://smarteka.example/", "practices/a/") for scheme in ("http", "https"))
    assert plain == secure == "tag:smarteka.example,2026:practices/a"


def test_feeds_of_the_real_base_are_in_order_and_unique(real_checked: Checked) -> None:
    base = real_checked.base
    for name in ("practices", "digests"):
        entries = feed(base, name).findall(f"{ATOM}entry")
        ids = [e.findtext(f"{ATOM}id") for e in entries]
        days = [datetime.fromisoformat(e.findtext(f"{ATOM}updated") or "") for e in entries]
        assert entries
        assert len(set(ids)) == len(ids)
        assert days == sorted(days, reverse=True)


def test_a_site_gets_every_file_once_and_the_same_each_time(real_checked: Checked) -> None:
    base = real_checked.base

    def build() -> list[tuple[str, bytes]]:
        return [(f.path, f.data) for f in site_files(base, ROOT, SITE.rstrip("/"), {})]

    files = build()
    paths = {path for path, _ in files}
    assert len(paths) == len(files)
    assert paths >= {
        "api/v1/index.json", "schemas/practice.json", "feeds/practices.xml", "feeds/digests.xml",
        "robots.txt", "records/practices/taxonomy.yml",
    }
    assert not any(path.startswith("/") or ".." in path for path in paths)
    assert build() == files
