"""Every link inside the built site leads to a file that exists, every fragment to an id on its page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from html_page import address_of, css_addresses, read_page, resolve
from publishing import SITE_URL, Published, assert_none, exported_html, html_files

from generator.knowledge.rules.identity import SITE_SECTIONS
from generator.model.registry import Registry
from generator.model.scalars import SLUG

pytestmark = pytest.mark.site

FREE_FRAGMENTS = {"", "top"}  # the browser's own


@pytest.fixture(params=["published", "sample_site"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Published = request.getfixturevalue(request.param)
    return found.site


def written_addresses(site: Path) -> Iterator[tuple[str, str]]:
    """(page, address as written) for everything that is followed or loaded."""
    for path in (*html_files(site), *exported_html(site)):
        page = read_page(path)
        for written in (*page.links, *page.loaded, *page.alternates, *page.canonical):
            yield address_of(path, site), written


def target(site: Path, path: str) -> Path:
    file = site / unquote(path)
    return file / "index.html" if path.endswith("/") or not path else file


def test_every_link_has_its_file_and_every_fragment_its_id(site: Path) -> None:
    broken = set()
    for page, written in written_addresses(site):
        found = resolve(page if page != "404.html" else "", written, SITE_URL)
        if found is None:
            continue
        path, fragment = found
        file = target(site, path)
        if not file.is_file():
            broken.add(f"{page}: {written}")
        elif file.suffix == ".html" and fragment not in FREE_FRAGMENTS and unquote(fragment) not in read_page(file).ids:
            broken.add(f"{page}: {written} (нет такого id)")
    assert_none(broken)


def test_links_to_other_sites_are_whole(site: Path) -> None:
    """What leads elsewhere is an address of the web, of mail or of a telephone, and never «//host»."""
    odd = {
        f"{page}: {written}"
        for page, written in written_addresses(site)
        if resolve(page, written, SITE_URL) is None
        and (urlsplit(written).scheme not in ("http", "https", "mailto", "tel") or written.startswith("//"))
    }
    assert_none(odd)


def test_pages_link_relatively(site: Path) -> None:
    """So that the site works below any address and from a folder; only 404.html cannot know where it is."""
    absolute = {
        f"{page}: {written}" for page, written in written_addresses(site) if written.startswith("/") and page != "404.html"
    }
    assert_none(absolute)


def test_every_page_can_be_reached_from_home_by_links(site: Path) -> None:
    pages = {address_of(p, site) for p in html_files(site) if not read_page(p).redirect} - {"404.html"}
    seen, waiting = {""}, [""]
    while waiting:
        page = waiting.pop()
        for written in read_page(site / page / "index.html").links:
            found = resolve(page, written, SITE_URL)
            if found and found[0] in pages - seen:
                seen.add(found[0])
                waiting.append(found[0])
    assert_none(pages - seen)


def test_style_sheets_find_their_fonts(site: Path) -> None:
    missing = [
        f"{path.name}: {url}"
        for path in site.rglob("*.css")
        for url in css_addresses(path.read_text(encoding="utf-8"))
        if not url.startswith("data:") and not (path.parent / url).is_file()
    ]
    assert_none(missing)


def test_addresses_in_the_api_lead_to_pages(site: Path) -> None:
    broken = set()
    for path in sorted((site / "api").rglob("*.json")):
        for address in _addresses(json.loads(path.read_text(encoding="utf-8"))):
            page, _, fragment = address.partition("#")
            file = target(site, page)
            if not file.is_file() or (fragment and fragment not in read_page(file).ids):
                broken.add(f"{path.name}: {address}")
    assert_none(broken)


def _addresses(value: object) -> Iterator[str]:
    """Every ``url`` of a document that lies inside the site."""
    if isinstance(value, list):
        for part in value:
            yield from _addresses(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name in ("url", "next") and isinstance(part, str) and "://" not in part and part:
                yield part
            else:
                yield from _addresses(part)


def test_folders_of_the_site_are_known_to_the_rule_of_former_addresses(site: Path) -> None:
    """Each is a list of records or one that no record may take for its former address."""
    of_records = {t.address.partition("/")[0] for t in Registry() if t.address}
    folders = {path.name for path in site.iterdir() if path.is_dir()} - of_records
    assert folders <= SITE_SECTIONS


def test_no_page_of_the_site_stands_where_a_record_may(site: Path) -> None:
    """The record would lose its page without a word: such an address needs a rule, as ``ids_are_not_years`` is for the review of a year."""
    pages = [address_of(path, site) for path in html_files(site)]
    taken = {
        page
        for t in Registry() if t.address
        for page in pages if (found := re.fullmatch(re.sub(r"{(\w+)}", rf"(?P<\1>{SLUG})", t.address), page))
        and not (site / f"api/v1/{t.collection}/{found['id']}.json").is_file() and not read_page(target(site, page)).redirect
    }
    assert {page for page in taken if not re.fullmatch(r"digests/\d{4}/", page)} == set()
