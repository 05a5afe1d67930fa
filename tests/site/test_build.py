"""A real build of the real base: what stands where, the same bytes twice, and what a failure leaves."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree

import brotli
import pytest
from html_page import HtmlPage, address_of, css_addresses, read_page
from publishing import (
    ROOT,
    SAMPLE_TODAY,
    SITE_URL,
    Published,
    Run,
    assert_none,
    command,
    copy_repository,
    differences,
    html_files,
    take_over_kept,
    tree,
)

from generator.model.scalars import PartialDate
from generator.wording.plain_text import plain_text
from generator.wording.russian import partial_date

pytestmark = pytest.mark.site

# Kind, files of its records, name in the API, address of a page: as scripts rely on them.
CONTRACT = (
    ("practice", "practices/*/*.yml", "practices", "practices/{id}/"),
    ("region", "regions/*.yml", "regions", "regions/{id}/"),
    ("roadmap", "regions/*/roadmaps/*.yml", "roadmaps", "roadmaps/{region}/{id}/"),
    ("standard_report", "regions/*/reports/*.yml", "reports", "reports/{region}/{id}/"),
    ("survey", "regions/*/surveys/*.yml", "surveys", "surveys/{region}/{id}/"),
    ("event", "regions/*/events/*.yml", "events", "events/{region}/{id}/"),
    ("life_situation", "life_situations/*.yml", "life-situations", "life-situations/{id}/"),
    ("target_model", "life_situations/target_models/*.yml", "target-models", "target-models/{id}/"),
    ("digest", "digests/*/*.yml", "digests", "digests/{id}/"),
    ("collection", "collections/*.yml", "collections", "collections/{id}/"),
    ("canvas", "life_situations/canvases/*.yml", "canvases", "canvases/{id}/"),
)
VOCABULARIES = {
    "taxonomy": "practices/taxonomy.yml", "glossary": "glossary/glossary.yml", "synonyms": "glossary/synonyms.yml",
}
FORM = "admin/"  # for editors, not for search engines
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(params=["published", "sample_site"])
def either(request: pytest.FixtureRequest) -> Published:
    """The real site and that of the sample, which holds the types that the real base has no record of yet."""
    found: Published = request.getfixturevalue(request.param)
    return found


def record_files(root: Path, pattern: str) -> list[Path]:
    return [p for p in sorted(root.glob(pattern)) if p.name != "taxonomy.yml"]


def page_address(path: Path, root: Path, pattern: str) -> str:
    return pattern.format(id=path.stem, region=path.relative_to(root).parts[1].removesuffix(".yml"))


def real_pages(site: Path) -> dict[str, HtmlPage]:
    """Every page that a reader may land on, by address; redirects and 404.html are no pages."""
    found = {address_of(path, site): read_page(path) for path in html_files(site)}
    return {address: page for address, page in found.items() if not page.redirect and address != "404.html"}


def json_of(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def listed(site: Path, address: str) -> list[dict[str, Any]]:
    """All items of a list of the API, the following parts included."""
    items: list[dict[str, Any]] = []
    following: str | None = address
    while following:
        document = json_of(site / following)
        assert set(document) <= {"items", "next"}
        items += document["items"]
        following = document.get("next")
    return items


def letters(text: str) -> str:
    """What is left when spaces, dashes, quotes and «ё» do not count."""
    return "".join(re.findall("[a-zа-я0-9]+", text.lower().replace("ё", "е")))


def said(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text and number of a dumped record; days and months as pages write them."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from said(part, f"{place}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from said(part, place)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        is_date = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value)
        yield place, partial_date(PartialDate(str(value))) if is_date else plain_text(str(value))


# What is built


def test_the_command_says_what_it_did_and_prints_no_data(published: Published) -> None:
    run = published.run
    assert (run.code, run.out) == (0, "")
    said = re.search(r"Готово: (\d+)\sстраниц", run.err)
    assert said, run.err
    assert int(said[1]) <= len(real_pages(published.site))
    assert "Traceback" not in run.err


@pytest.mark.parametrize(("kind", "files", "collection", "address"), CONTRACT, ids=[c[0] for c in CONTRACT])
def test_every_record_has_its_page_and_its_json(
    either: Published, kind: str, files: str, collection: str, address: str
) -> None:
    missing = []
    for path in record_files(either.root, files):
        page = page_address(path, either.root, address)
        record = either.site / f"api/v1/{collection}/{path.stem}.json"
        if not either.page(page).is_file():
            missing.append(page)
        if not record.is_file():
            missing.append(str(record))
        else:
            document = json_of(record)
            assert (document["id"], document["url"]) == (path.stem, page)
            assert read_page(either.page(page)).first_headings()
    assert not missing


# Words of vocabularies, which pages say in Russian; keys, former addresses; what follows from a deadline as written.
SILENT = re.compile(
    r"\.(?:id|kind|better|qualifier|outcome|stage|phase|state|mood|district|every|report_by|status|status\.value|federal"
    r"|problem|problems|practice|practices|region|regions|direction|subcategories|life_situation|life_situations|template"
    r"|aliases|search_phrases|due|start|end|iso|(?:current|target)_process\.unit|top|recommended_practices|short_title|week|starts)$"
    r"|^\.(?:url|tile\..+|(?:back)?links\..+)$"
)


def test_what_a_record_says_stands_on_its_page(sample_site: Published) -> None:
    """Every text, number, day and address of a record: the sample fills nearly all fields."""
    lost = []
    for _, files, collection, address in CONTRACT:
        for path in record_files(sample_site.root, files):
            page = read_page(sample_site.page(page_address(path, sample_site.root, address)))
            seen = letters(page.text) + " ".join(map(letters, page.links))
            record = json_of(sample_site.site / f"api/v1/{collection}/{path.stem}.json")
            lost += [
                (path.stem, place, text)
                for place, text in said(record)
                if not SILENT.search(place) and letters(text) not in seen
            ]
    titles = {("2021-w46", ".title")}  # the page of an issue is named by its series and its days
    assert {(id, place) for id, place, _ in lost} == titles, lost


def test_the_sample_has_a_record_of_each_type(sample_site: Published) -> None:
    assert [kind for kind, files, _, _ in CONTRACT if not record_files(sample_site.root, files)] == []


def test_files_of_records_are_published_as_they_stand(either: Published) -> None:
    patterns = [*(files for _, files, _, _ in CONTRACT), *VOCABULARIES.values()]
    paths = {path.relative_to(either.root).as_posix(): path for pattern in patterns for path in either.root.glob(pattern)}
    published = {p.relative_to(either.site / "records").as_posix(): p for p in (either.site / "records").rglob("*.yml")}
    assert published.keys() == paths.keys()
    assert [name for name, path in paths.items() if path.read_bytes() != published[name].read_bytes()] == []


def test_schemas_are_those_of_the_repository(published: Published) -> None:
    committed = {path.name: path.read_bytes() for path in (published.root / "schemas").glob("*.json")}
    assert {path.name: path.read_bytes() for path in (published.site / "schemas").iterdir()} == committed
    kinds = {kind for kind, _, _, _ in CONTRACT} | VOCABULARIES.keys()
    assert {path.stem for path in (published.site / "schemas").glob("*.json")} == kinds


def test_former_addresses_lead_on(sample_site: Published) -> None:
    old = read_page(sample_site.page("practices/staryy-avtobus/"))
    assert old.redirect == "../avtobus-s-lekarstvami/"
    assert old.canonical == [f"{SITE_URL}practices/avtobus-s-lekarstvami/"]


# The API


def test_the_api_counts_what_the_check_counts_and_what_lies_in_the_folders(either: Published) -> None:
    index = json_of(either.site / "api/v1/index.json")
    checked = command("smarteka", "--root", either.root, "check", "--format", "json")
    counted = json.loads(checked.out)["summary"]["records"]
    in_files = {kind: len(record_files(either.root, files)) for kind, files, _, _ in CONTRACT}
    assert {name: kind["count"] for name, kind in index["kinds"].items()} == {
        collection: in_files[kind] for kind, _, collection, _ in CONTRACT
    }
    assert counted == {kind: n for kind, n in in_files.items() if n} | dict.fromkeys(VOCABULARIES, 1)


def test_the_index_of_the_api_leads_to_every_list_record_and_schema(either: Published) -> None:
    index = json_of(either.site / "api/v1/index.json")
    assert index["site"] == SITE_URL
    for name, kind in index["kinds"].items():
        assert (either.site / kind["schema"]).is_file()
        items = listed(either.site, kind["url"])
        assert len(items) == kind["count"], name
        assert len({item["id"] for item in items}) == len(items), name
        for item in items:
            record = json_of(either.site / kind["record"].format(id=item["id"]))
            assert record["title"] == item["title"]
            assert item["url"] == record["url"] == kind["page"].format(id=item["id"], region=record.get("region"))
    assert index["vocabularies"].keys() == VOCABULARIES.keys()
    for vocabulary in index["vocabularies"].values():
        assert (either.site / vocabulary["url"]).is_file()
        assert (either.site / vocabulary["schema"]).is_file()


def test_the_newest_record_dates_the_api(sample_site: Published) -> None:
    """Without a history the newest date that a record tells: that of the report."""
    assert json_of(sample_site.site / "api/v1/index.json")["updated"] == "2025-03-31"


# Every page


def test_every_page_is_described(either: Published) -> None:
    faults = []
    for address, page in real_pages(either.site).items():
        if len(page.titles) != 1 or not page.titles[0]:
            faults.append(f"{address}: title {page.titles}")
        if len(page.descriptions) != 1 or len(page.descriptions[0]) < 20:
            faults.append(f"{address}: description {page.descriptions}")
        if [page.preview.get("og:description")] != page.descriptions or page.preview.get("og:url") != SITE_URL + address:
            faults.append(f"{address}: preview {page.preview}")
        if page.preview.get("og:title", "") not in page.titles[0]:
            faults.append(f"{address}: preview {page.preview}")
        if page.canonical != [SITE_URL + address]:
            faults.append(f"{address}: canonical {page.canonical}")
        if page.lang != "ru":
            faults.append(f"{address}: lang {page.lang!r}")
        if len(page.first_headings()) != 1 or not page.first_headings()[0]:
            faults.append(f"{address}: h1 {page.first_headings()}")
    assert_none(faults)


def test_pages_have_titles_of_their_own(either: Published) -> None:
    titles = Counter(page.titles[0] for page in real_pages(either.site).values() if page.titles)
    assert_none(title for title, times in titles.items() if times > 1)


def test_hand_written_pages_say_what_they_are_about(published: Published) -> None:
    """Each by its first paragraph: in a list of links all of them would else say the same."""
    written = {address: page for address, page in real_pages(published.site).items() if address.startswith(("guide/", "methodology/"))}
    assert len({page.descriptions[0] for page in written.values()}) == len(written) > 5
    assert written["guide/exports/"].descriptions[0].startswith("Одна команда берёт всю базу целиком")
    assert written["methodology/"].titles == ["Методика НСИ: коротко – Смартека"]


def test_the_missing_page_speaks_russian(published: Published) -> None:
    page = read_page(published.site / "404.html")
    assert page.lang == "ru"
    assert page.first_headings() == ["Такой страницы нет"]
    assert page.titles == ["Страница не найдена – Смартека"]


def test_ids_of_a_page_differ(either: Published) -> None:
    assert_none(
        f"{address}: {id}"
        for address, page in real_pages(either.site).items()
        for id, times in Counter(page.ids).items()
        if times > 1
    )


def test_headings_go_down_by_one_step(either: Published) -> None:
    """A screen reader's outline has no holes: h2 under h1, h3 under h2."""
    faults = []
    for address, page in real_pages(either.site).items():
        levels = [level for level, _ in page.headings]
        faults += [
            f"{address}: h{before} → h{after} «{page.headings[i + 1][1]}»"
            for i, (before, after) in enumerate(pairwise(levels))
            if after > before + 1
        ]
    assert_none(faults)


def test_linked_data_is_json_of_schema_org(either: Published) -> None:
    described = 0
    for address, page in real_pages(either.site).items():
        for text in page.linked_data:
            read = json.loads(text)
            for document in read if isinstance(read, list) else [read]:
                assert document["@context"] == "https://schema.org", address
                assert document["@type"], address
        described += bool(page.linked_data) and address.startswith("practices/")
    assert described >= len(record_files(either.root, "practices/*/*.yml"))


def test_nothing_is_loaded_from_a_foreign_host(either: Published) -> None:
    foreign = []
    for path in html_files(either.site):
        foreign += [f"{address_of(path, either.site)}: {url}" for url in read_page(path).loaded if _is_foreign(url)]
    for path in either.site.rglob("*.css"):
        foreign += [f"{path.name}: {url}" for url in css_addresses(path.read_text(encoding="utf-8")) if _is_foreign(url)]
    for path in (either.site / "assets").rglob("*.js"):
        if path.parent.name == "vendor":  # names of formats; what a browser asks for is watched in tests/browser
            continue
        named = re.findall(r"""["'`](?:https?:)?//[\w.-]+[^"'`]*""", path.read_text(encoding="utf-8"))
        foreign += [f"{path.name}: {url}" for url in named if "www.w3.org" not in url]
    for path in either.site.rglob("*.svg"):
        text = path.read_text(encoding="utf-8")
        foreign += [f"{path.name}: {url}" for url in re.findall(r'(?:href|src)="((?:https?:)?//[^"]*)', text)]
    assert_none(foreign)


def _is_foreign(url: str) -> bool:
    return bool(urlsplit(url).netloc) and not url.startswith(SITE_URL)


def test_the_theme_leaves_nothing_unused(published: Published) -> None:
    """Material's own scripts and styles are not published: no page loads them."""
    assert [p for p in tree(published.site / "assets") if p.startswith(("javascripts/", "stylesheets/"))] == []


def test_record_pages_are_light(published: Published) -> None:
    """Under 60 KB over the wire with its styles and scripts, without images and fonts."""
    heavy = {}
    for _, files, _, pattern in CONTRACT:
        for path in record_files(published.root, files):
            address = page_address(path, published.root, pattern)
            file = published.page(address)
            fetched = {file} | {
                (file.parent / url.partition("?")[0]).resolve()
                for url in read_page(file).loaded
                if urlsplit(url).path.endswith((".css", ".js"))
            }
            size = sum(len(gzip.compress(part.read_bytes(), mtime=0)) for part in fetched)
            if size >= 60_000:
                heavy[address] = size
    assert heavy == {}


# Sitemap and feeds


def test_the_sitemap_lists_exactly_the_pages(either: Published) -> None:
    urls = ElementTree.parse(either.site / "sitemap.xml").getroot()
    assert urls.tag == f"{MAP}urlset"
    found = [url.findtext(f"{MAP}loc") for url in urls]
    pages = [address for address in real_pages(either.site) if address != FORM]
    assert sorted(map(str, found)) == sorted(quote(SITE_URL + address, safe=":/") for address in pages)
    assert '<meta name="robots" content="noindex">' in either.page(FORM).read_text(encoding="utf-8")
    for url in urls:
        if (day := url.findtext(f"{MAP}lastmod")) is not None:
            date.fromisoformat(day)


def test_no_other_sitemap_lies_beside_it(published: Published) -> None:
    """MkDocs packs its own, in which the pages of records are missing."""
    assert [path.name for path in published.site.glob("sitemap*")] == ["sitemap.xml"]


def test_robots_are_told_of_the_sitemap(published: Published) -> None:
    assert f"Sitemap: {SITE_URL}sitemap.xml" in (published.site / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "files"), [("practices", "practices/*/*.yml"), ("digests", "digests/*/*.yml")])
def test_feeds_lead_to_pages(either: Published, name: str, files: str) -> None:
    feed = ElementTree.parse(either.site / f"feeds/{name}.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}title")
    datetime.fromisoformat(str(feed.findtext(f"{ATOM}updated")))
    entries = feed.findall(f"{ATOM}entry")
    assert 0 < len(entries) <= len(record_files(either.root, files))
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        datetime.fromisoformat(str(entry.findtext(f"{ATOM}updated")))
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert either.page(link.attrib["href"].removeprefix(SITE_URL)).is_file(), link.attrib["href"]


def test_pages_name_their_feeds(either: Published) -> None:
    """Each feed and calendar is named by the page that it is about, and by the page that lists them all."""
    listed = {urljoin("/feeds/", link) for link in read_page(either.page("feeds/")).links}
    written = [p for folder in ("feeds", "calendars") for p in (either.site / folder).rglob("*") if p.suffix in (".xml", ".json", ".ics")]
    assert written
    pages = {"practices": "practices/", "digests": "digests/", "checks": "signals/"}
    reports = {urljoin(f"/{address}", link) for address, page in real_pages(either.site).items() if address.startswith("reports/") for link in page.links}
    for path in written:
        address = path.relative_to(either.site).as_posix()
        if address.startswith("calendars/plans/"):  # they stand on the pages of the plans' reports
            assert f"/{address}" in reports
            continue
        subject = address.partition("/")[2].rpartition(".")[0]
        page = pages.get(subject, f"{subject}/")
        if 'http-equiv="refresh"' in either.page(page).read_text("utf-8"):
            continue  # a former name: its page leads on, and only those who subscribed then know it
        assert f"/{address}" in listed
        assert f"/{address}" in {urljoin(f"/{page}", link) for link in read_page(either.page(page)).alternates}
    for page in ("", "guide/"):
        assert "/feeds/practices.xml" in {urljoin(f"/{page}", link) for link in read_page(either.page(page)).alternates}


# The same bytes


def test_mkdocs_builds_the_same_site_elsewhere(published: Published, tmp_path: Path) -> None:
    """In another clone, in another order of sets and another time zone; ``smarteka build`` in these: tests/site/test_drafts.py."""
    root, site = copy_repository(tmp_path / "other"), tmp_path / "by-mkdocs"
    run = command(
        "mkdocs", "build", "--strict", "--config-file", root / "mkdocs.yml", "--site-dir", site,
        PYTHONHASHSEED="7", TZ="Asia/Vladivostok",
    )
    assert run.code == 0, run.err
    assert_none(differences(published.site, site))


def test_properdocs_builds_the_same_site(sample_site: Published, tmp_path: Path) -> None:
    """ProperDocs continues MkDocs 1.x: the way to stay where MkDocs goes no further."""
    site = tmp_path / "by-properdocs"
    run = command(
        "properdocs", "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", site,
        cwd=sample_site.root, SMARTEKA_TODAY=SAMPLE_TODAY,
    )
    assert run.code == 0, run.err
    assert_none(differences(sample_site.site, site))


# A failure leaves the previous site alone

BROKEN_RECORD = "practices/2021/zvonok-sosedu.yml"


@pytest.fixture
def previous(sample_root: Path, sample_site: Published) -> Path:
    """A site of yesterday at the default place, and what its build kept."""
    take_over_kept(sample_site, sample_root)
    site = sample_root / "site"
    (site / "practices").mkdir(parents=True)
    (site / "index.html").write_text("<h1>вчера</h1>", encoding="utf-8")
    (site / "practices" / "index.html").write_text("<h1>вчера</h1>", encoding="utf-8")
    return site


def break_record(root: Path) -> None:
    path = root / BROKEN_RECORD
    path.write_text(path.read_text(encoding="utf-8").replace("stage: pilot", "stage: pilott"), encoding="utf-8")


def break_template(root: Path) -> None:
    """A name that no view gives: StrictUndefined raises when the first practice is drawn."""
    path = root / "site_templates/records/practice.html"
    path.write_text("{{ view.no_such_thing }}" + path.read_text(encoding="utf-8"), encoding="utf-8")


def break_template_syntax(root: Path) -> None:
    (root / "site_templates/indexes/glossary.html").write_text("{% for %}", encoding="utf-8")


def break_shell(root: Path) -> None:
    path = root / "site_templates/overrides/main.html"
    path.write_text(path.read_text(encoding="utf-8").replace("{% block footer %}", "{% block footer %}{{ 1 // 0 }}"), encoding="utf-8")


def smarteka_build(root: Path, **environment: str) -> Run:
    return command("smarteka", "--root", root, "build", cwd=None, SMARTEKA_TODAY=SAMPLE_TODAY, **environment)


def failing_build(root: Path) -> Run:
    """Without files for Word and mail: a third of the work, and nobody is to see them."""
    return smarteka_build(root, SMARTEKA_DIGEST_FILES="false")


def mkdocs_build(root: Path) -> Run:
    return command("mkdocs", "build", "--config-file", root / "mkdocs.yml", SMARTEKA_TODAY=SAMPLE_TODAY)


def assert_untouched(root: Path, site: Path, before: dict[str, str], names: set[str]) -> None:
    assert tree(site) == before
    assert {path.name for path in root.iterdir()} == names, "временная папка осталась"


def test_a_broken_record_stops_the_build(sample_root: Path, previous: Path) -> None:
    before, names = tree(previous), {path.name for path in sample_root.iterdir()}
    break_record(sample_root)
    run = smarteka_build(sample_root)
    assert run.code == 1
    first = run.out.splitlines()[0]
    assert first.startswith(f"{BROKEN_RECORD}:"), run.out
    assert "pilott" in first
    assert " и 1\xa0непрочитанный файл: 1\xa0ошибка, " in run.err
    assert "Traceback" not in run.err
    assert_untouched(sample_root, previous, before, names)


def test_a_broken_record_stops_mkdocs(sample_root: Path, previous: Path) -> None:
    before, names = tree(previous), {path.name for path in sample_root.iterdir()}
    break_record(sample_root)
    run = mkdocs_build(sample_root)
    assert run.code == 1
    assert f"{BROKEN_RECORD}:" in run.err
    assert_untouched(sample_root, previous, before, names)


@pytest.mark.parametrize(
    ("spoil", "named"),
    [(break_template, "practice.html"), (break_template_syntax, "glossary.html"), (break_shell, "main.html")],
    ids=["unknown name in a template", "syntax of a template", "the theme's shell"],
)
def test_a_template_that_raises_leaves_the_previous_site(
    sample_root: Path, previous: Path, spoil: Callable[[Path], None], named: str
) -> None:
    before, names = tree(previous), {path.name for path in sample_root.iterdir()}
    spoil(sample_root)
    run = failing_build(sample_root)
    assert_untouched(sample_root, previous, before, names)
    assert run.code == 2, run.err[-300:]
    assert "Traceback" not in run.err
    assert named in run.err


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_a_strict_build_that_fails_leaves_the_previous_site(sample_root: Path, previous: Path, program: str) -> None:
    page = sample_root / "docs/guide/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[никуда](no-such-page.md)\n", encoding="utf-8")
    before, names = tree(previous), {path.name for path in sample_root.iterdir()}
    run = command(program, "build", "--strict", "--config-file", sample_root / "mkdocs.yml", SMARTEKA_DIGEST_FILES="false")
    assert run.code == 1
    assert "no-such-page.md" in run.err
    assert_untouched(sample_root, previous, before, names)


def test_a_good_build_takes_the_place_of_the_previous_site(sample_root: Path, previous: Path, sample_site: Published) -> None:
    shutil.copy(ROOT / "LICENSE", previous / "was-here.txt")
    form = sample_root / "site_templates/assets/vendor/decap-cms.js"  # 5 MB of somebody else's: five seconds of brotli
    form.unlink()
    form.write_text("short();\n" * 500, encoding="utf-8")
    names = {path.name for path in sample_root.iterdir()}
    run = command("smarteka", "--root", sample_root, "build", "--precompress", SMARTEKA_TODAY=SAMPLE_TODAY)
    assert run.code == 0, run.err
    copies = [path for path in previous.rglob("*") if path.suffix in (".gz", ".br")]
    assert {path.suffix for path in copies} == {".gz", ".br"}
    for copy in copies:
        unpack = gzip.decompress if copy.suffix == ".gz" else brotli.decompress
        assert unpack(copy.read_bytes()) == copy.with_suffix("").read_bytes()
        copy.unlink()
    assert differences(sample_site.site, previous) == ["различается: assets/vendor/decap-cms.js"]
    assert {path.name for path in sample_root.iterdir()} == names
