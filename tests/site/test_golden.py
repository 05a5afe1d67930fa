"""The rendered body of one small record of each type and of the digest's lists, against files in ``golden/``.

``pytest tests/site/test_golden.py --update-golden`` (or SMARTEKA_UPDATE_GOLDEN=1) writes them anew;
what changed is then read in the diff of the commit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import unified_diff
from itertools import chain
from pathlib import Path

import pytest
from publishing import ROOT, SAMPLE, SAMPLE_TODAY

from generator.analysis.likeness import Likeness
from generator.model.registry import RECORD_TYPES, Registry
from generator.model.scalars import PracticeId
from generator.pipeline import check
from generator.rendering.environment import make_environment
from generator.rendering.list_pages import digest_year, digest_years, digests
from generator.rendering.markup import TextRenderer
from generator.rendering.page import Page
from generator.rendering.record_pages import Extra, record_page
from generator.rendering.site import Site
from generator.rendering.views.facts import Facts
from generator.wording.glossary import abbreviations

GOLDEN = Path(__file__).parent / "golden"


def first_records() -> dict[str, str]:
    """Kind → path of the first record of the sample, for each type that has pages."""
    found = {}
    for t in RECORD_TYPES:
        paths = sorted(p for p in SAMPLE.glob(f"{t.folder}/{t.file}") if Registry().for_path(p.relative_to(SAMPLE).as_posix()) == t)
        if t.address and paths:
            found[t.kind] = paths[0].relative_to(SAMPLE).as_posix()
    return found


# Beside the first of each type: a practice of which the source tells next to nothing.
RECORDS = first_records() | {"practice-announced": "practices/2021/budushchiy-tsentr.yml"}
# Lists, by their address.
LISTS = {"list-digests": "digests/", "list-digest-year": "digests/2021/"}


@pytest.fixture(scope="module")
def rendered(compiled: Path) -> dict[str, Page]:
    """Pages of the sample: of its records by path of the record, of lists by address."""
    today = date.fromisoformat(SAMPLE_TODAY)
    checked = check(SAMPLE, today)
    assert checked.diagnostics == []
    env = make_environment(ROOT / "site_templates", TextRenderer(abbreviations(checked.base.terms)), compiled)
    site, likeness = Site(checked.base, Facts(checked.base, today), env), Likeness(checked.base)
    items = [item for item in checked.base.loaded if item.path in RECORDS.values()]
    lists = {page.address: page for page in chain(digests(site), *(digest_year(site, year) for year in digest_years(site)))}
    records = {item.path: record_page(site, item, Extra(likeness.like(PracticeId(item.record.id)) if item.record.id in likeness.practices else ())) for item in items}
    return records | {address: lists[address] for address in LISTS.values()}


@pytest.mark.parametrize("name", [*RECORDS, *LISTS])
def test_page(rendered: dict[str, Page], name: str, update_golden: bool) -> None:
    file = GOLDEN / f"{name}.html"
    found = "\n".join(lines_of(rendered[{**RECORDS, **LISTS}[name]])) + "\n"
    if update_golden:
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
        return
    expected = file.read_text(encoding="utf-8") if file.exists() else ""
    if found != expected:
        diff = unified_diff(expected.splitlines(), found.splitlines(), f"golden/{file.name}", "сейчас", lineterm="", n=1)
        pytest.fail("\n".join([*diff, "Так и задумано? pytest tests/site/test_golden.py --update-golden"]), pytrace=False)


def test_every_type_with_a_page_has_a_record_in_the_sample() -> None:
    assert {t.kind for t in RECORD_TYPES if t.address} - RECORDS.keys() == set()


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.html")} - RECORDS.keys() - LISTS.keys() == set()


def lines_of(page: Page) -> Iterator[str]:
    """Title, description and body; a line for each block, so that a diff shows the sentence that changed."""
    yield f"<!-- {page.title} -->"
    yield f"<!-- {page.description} -->"
    html = re.sub(r"\s*\n\s*", " ", str(page.body()).replace("\u00a0", "&nbsp;"))
    html = re.sub(r"[ \t]+", " ", html)
    html = re.sub(rf"\s*(</?(?:{_BLOCKS})\b[^>]*>)\s*", r"\n\1\n", html)
    html = re.sub(rf"(<(?:{_LINES})\b[^>]*>)\n", r"\1", html)
    html = re.sub(rf"\n(</(?:{_LINES})>)", r"\1", html)
    yield from (line.strip() for line in html.split("\n") if line.strip())


_LINES = "p|h[1-6]|li|dt|dd|th|td|figcaption|summary|title|text"
_BLOCKS = f"article|section|header|aside|nav|div|ul|ol|dl|table|thead|tbody|tr|figure|blockquote|fieldset|details|svg|g|path|rect|{_LINES}"
