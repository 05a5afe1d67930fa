"""A record type added by just the files of docs/how-to/add-record-type.md: a model, a line in the
registry, a template, a sample. Everything else must follow by itself."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

import pytest
from html_page import parse_page
from jsonschema import Draft202012Validator
from publishing import ROOT, SAMPLE, SAMPLE_TODAY, once
from pydantic import Field

from generator.editing.scaffold import draft
from generator.exports.schemas import schema
from generator.model.common import Part, Record, Source
from generator.model.diagnostic import Location
from generator.model.registry import RECORD_TYPES, RecordType, Registry
from generator.model.scalars import Day, Line, Number, PracticeId, RegionId, Text
from generator.pipeline import Checked, check, render
from generator.rendering.page import Page
from generator.search.documents import search_documents
from generator.search.local_engine import LocalEngine
from generator.settings import Settings

TODAY = date.fromisoformat(SAMPLE_TODAY)

# 1. The model.


class Instalment(Part):
    due: Annotated[Day, Field(description="Когда платят")]
    amount: Annotated[Number, Field(ge=0, description="Сколько, млн рублей")]


class Grant(Record):
    """Грант."""

    region: RegionId = Field(description="Кто получил")
    practices: tuple[PracticeId, ...] = Field((), description="На какие практики")
    purpose: Text = Field(description="На что дали")
    donor: Line = Field(description="Кто дал")
    instalments: tuple[Instalment, ...] = Field((), description="Части по порядку")
    sources: tuple[Source, ...] = Field(min_length=1, description="Источники, хотя бы один")


# 2. The line in the registry.
GRANTS = Registry(
    (
        *RECORD_TYPES,
        RecordType(
            "grant", Grant, "grants/*", ("грант", "гранта", "грантов"), "grants/{region}/{id}/", "grant.html", "grants",
            title="Гранты",
        ),
    )
)

# 3. The template.
TEMPLATE = """\
{% import "_macros.html" as m with context %}
{{ m.crumbs(crumbs, link) }}
<article class="record" data-record-id="{{ record.id }}">
<h1>{{ record.title | tidy }}</h1>
<div class="prose">{{ record.purpose | md }}</div>
<ul>{% for part in record.instalments %}<li>{{ part.due | day }}: {{ part.amount | number }} млн рублей</li>{% endfor %}</ul>
{{ m.foot(foot, link) }}
</article>
"""

# 4. The sample.
SAMPLE_GRANT = """\
id: ozernyy-grant
title: Грант на второй автобус
region: ozernaya-oblast
practices: [avtobus-s-lekarstvami]
purpose: |
  На **второй** автобус и рессору к нему.
donor: Выдуманный фонд
instalments:
  - {due: 2022-02-01, amount: 1.5}
sources:
  - {title: Выдуманное решение фонда, date: 2021-12}
"""
PATH = "grants/2022/ozernyy-grant.yml"
ADDRESS = "grants/ozernaya-oblast/ozernyy-grant/"

draws_the_site = pytest.mark.slow  # once for all of them


class BareShell:
    """The least theme: the page between two lines."""

    def wrap(self, page: Page) -> bytes:
        return f"<!doctype html><html lang='ru'><title>{page.title}</title><body>{page.body()}</body></html>".encode()

    def around(self, section: str, depth: int) -> str:
        return ""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("toy") / "base"
    shutil.copytree(SAMPLE, folder)
    shutil.copytree(ROOT / "site_templates", folder / "site_templates")
    (folder / PATH).parent.mkdir(parents=True)
    (folder / PATH).write_text(SAMPLE_GRANT, encoding="utf-8")
    (folder / "site_templates/records/grant.html").write_text(TEMPLATE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def checked(root: Path) -> Checked:
    return check(root, TODAY, GRANTS)


@pytest.fixture(scope="module")
def site(root: Path, checked: Checked, shared_folder: Path) -> Path:
    target = shared_folder / "toy" / "site"
    settings = Settings("Смартека", "https://smarteka.example/", root / "site_templates", TODAY)
    once(target.parent, lambda: render(checked, root, target, settings, lambda _assets: BareShell(), progress=lambda _phase: None))
    return target


def broken(root: Path, text: str) -> list[tuple[str, Location]]:
    """Codes and places of what is wrong with this text in the place of the sample."""
    path = root / PATH
    kept = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        return [(d.code, d.location) for d in check(root, TODAY, GRANTS).diagnostics]
    finally:
        path.write_text(kept, encoding="utf-8")


def test_the_sample_is_right(checked: Checked) -> None:
    assert checked.diagnostics == []
    assert checked.base.counts()["grant"] == 1


def test_its_mistakes_are_found_in_their_places(root: Path) -> None:
    assert broken(root, SAMPLE_GRANT.replace("donor:", "doner:")) == [("unknown-key", Location(PATH, 7, 1))]
    assert broken(root, SAMPLE_GRANT.replace("2022-02-01", "2022-02-30")) == [("impossible-date", Location(PATH, 9, 11))]
    assert broken(root, SAMPLE_GRANT.replace("[avtobus-s-lekarstvami]", "[avtobus]")) == [
        ("unknown-reference", Location(PATH, 4, 13))
    ]


def test_others_know_who_refers_to_them(checked: Checked) -> None:
    fields = {
        (kind, id): [(link.source.record.id, link.where) for link in checked.base.backlinks(kind, id)]
        for kind, id in (("practice", "avtobus-s-lekarstvami"), ("region", "ozernaya-oblast"))
    }
    assert ("ozernyy-grant", ("practices", 0)) in fields["practice", "avtobus-s-lekarstvami"]
    assert ("ozernyy-grant", ("region",)) in fields["region", "ozernaya-oblast"]


@draws_the_site
def test_its_page_stands_at_its_address(site: Path) -> None:
    page = parse_page((site / ADDRESS / "index.html").read_text(encoding="utf-8"))
    assert page.titles == ["Грант на второй автобус"]
    assert page.first_headings() == ["Грант на второй автобус"]
    assert "1 февраля 2022: 1,5 млн рублей" in page.text.replace("\u00a0", " ")
    assert f"../../../records/{PATH}" in page.links
    assert "../../../api/v1/grants/ozernyy-grant.json" in page.links


@draws_the_site
def test_a_list_leads_to_it_and_pages_lead_to_the_list(site: Path) -> None:
    listed = parse_page((site / "grants/index.html").read_text(encoding="utf-8"))
    assert listed.first_headings() == ["Гранты"]
    assert {f"../{ADDRESS}", "../regions/ozernaya-oblast/"} <= set(listed.links)
    assert "../grants/" in parse_page((site / "about/index.html").read_text(encoding="utf-8")).links
    assert "../../../grants/" in parse_page((site / ADDRESS / "index.html").read_text(encoding="utf-8")).links


@draws_the_site
def test_the_sitemap_names_its_page(site: Path) -> None:
    urls = ElementTree.parse(site / "sitemap.xml").getroot()
    assert f"https://smarteka.example/{ADDRESS}" in [url[0].text for url in urls]


@draws_the_site
def test_the_api_holds_it(site: Path) -> None:
    index = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    kind = index["kinds"]["grants"]
    assert (kind["type"], kind["title"], kind["count"]) == ("grant", "Грант", 1)
    items = json.loads((site / kind["url"]).read_text(encoding="utf-8"))["items"]
    assert [(item["id"], item["url"], item["region"]) for item in items] == [("ozernyy-grant", ADDRESS, "ozernaya-oblast")]
    record = json.loads((site / "api/v1/grants/ozernyy-grant.json").read_text(encoding="utf-8"))
    assert record["instalments"] == [{"due": "2022-02-01", "amount": 1.5}]
    assert record["links"]["practices"]["avtobus-s-lekarstvami"]["title"] == "Автобус с лекарствами"
    practice = json.loads((site / "api/v1/practices/avtobus-s-lekarstvami.json").read_text(encoding="utf-8"))
    assert practice["backlinks"]["grants"] == {"ozernyy-grant": ["practices"]}


@draws_the_site
def test_its_schema_is_published_and_fits_its_record(site: Path) -> None:
    published = json.loads((site / "schemas/grant.json").read_text(encoding="utf-8"))
    assert published == schema(GRANTS["grant"])
    Draft202012Validator.check_schema(published)
    record = json.loads((site / "api/v1/grants/ozernyy-grant.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(published)
    assert [error.message for error in validator.iter_errors(record)] == []
    assert not validator.is_valid({**record, "donor": 5})
    assert published["properties"]["donor"]["description"] == "Кто дал"


@draws_the_site
def test_its_file_is_published(site: Path) -> None:
    assert (site / "records" / PATH).read_text(encoding="utf-8") == SAMPLE_GRANT


@draws_the_site
def test_the_search_of_the_site_calls_all_types_by_their_titles(site: Path) -> None:
    text = (site / "search/manifest.js").read_text(encoding="utf-8")
    types = json.loads(text.removeprefix('smartekaShard("manifest",').removesuffix(")\n"))["types"]
    titles = {kind: title for kind, *_, title in types}
    assert titles.items() >= {"grant": "Гранты", "practice": "Практики", "problem": "Проблемы", "term": "Словарь"}.items()
    assert not [kind for kind, title in titles.items() if kind == title]


@pytest.mark.parametrize("query", ["грант", "рессоры", "выдуманный фонд"])
def test_it_is_found(checked: Checked, tmp_path: Path, query: str) -> None:
    engine = LocalEngine(tmp_path / "index")
    engine.update(search_documents(checked.base))
    hits = engine.search(query).hits
    assert ("grant", "ozernyy-grant", ADDRESS) in [(hit.type, hit.id, hit.url) for hit in hits]


def test_a_draft_of_it_can_be_made(checked: Checked) -> None:
    path, text = draft(checked.base, "grant", "novyy-grant", title="Новый грант", year=2022)
    assert path == "grants/2022/novyy-grant.yml"
    assert 'title: "Новый грант"\n' in text
    assert "# Кто дал\ndonor:\n" in text
