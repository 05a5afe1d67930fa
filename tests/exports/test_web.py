"""HTML of an issue: one file for archives, one for mail; nothing is fetched, nothing of a text becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from issues import SITE, TEMPLATE_FOLDER, document, entry
from trying import tries

from generator.exports.digest.document import DigestDocument
from generator.exports.digest.web import as_html, write_email, write_page
from generator.wording.blocks import blocks

VOID = {"meta", "link", "br", "hr", "img"}


class Reader(HTMLParser):
    """Elements with their attributes, and whether tags are closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_lists_nest_and_keep_their_numbers() -> None:
    text = "Да:\n\n3. три\n4. четыре\n\n   ещё\n   - внутри\n\n| День |\n|---|\n| Пн |\n\nВсё"
    assert re.sub(r"\s+", " ", as_html(blocks(text))) == (
        '<p>Да:</p> <ol start="3"> <li>три</li> <li>четыре<p>ещё</p> <ul> <li>внутри</li> </ul> </li> </ol> '
        "<ul> <li>День: Пн</li> </ul> <p>Всё</p> "
    )


def test_the_page_has_everything_and_fetches_nothing(issue: DigestDocument) -> None:
    page = Reader(write_page(issue, TEMPLATE_FOLDER))
    assert {tag for tag, _ in page.elements} & {"script", "img", "iframe", "object", "form"} == set()
    assert page.all("link") == [{"rel": "canonical", "href": issue.address}]
    assert "url(" not in write_page(issue, TEMPLATE_FOLDER)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for a in page.all("a"):
        assert a["href"][1:] in ids if a["href"].startswith("#") else a["href"].startswith("https://")
    for section in issue.sections:
        for e in section.entries:
            assert e.anchor in ids
            assert e.summary in page.words
            assert all(result in page.words for result in e.results)
    assert len(page.all("article")) == sum(len(s.entries) for s in issue.sections)


def test_the_letter_is_made_of_what_mail_programs_know(published_issue: DigestDocument) -> None:
    letter = Reader(write_email(published_issue, TEMPLATE_FOLDER))
    tags = {tag for tag, _ in letter.elements}
    assert tags & {"style", "script", "img", "link", "svg", "video", "form", "iframe"} == set()
    assert all(t["role"] == "presentation" for t in letter.all("table"))
    assert [a["width"] for a in letter.all("table")].count("640") == 0  # that one is for Outlook, in a comment
    for tag in ("p", "h1", "h2", "a"):
        assert all(attributes.get("style") for attributes in letter.all(tag))
    assert all("class" not in attributes for _, attributes in letter.elements)
    assert all(a["href"].startswith(SITE) for a in letter.all("a"))
    assert len(write_email(published_issue, TEMPLATE_FOLDER).encode()) < 100_000  # Gmail cuts longer ones


def test_the_letter_tells_every_practice_once(published_issue: DigestDocument) -> None:
    issue = published_issue
    words = Reader(write_email(issue, TEMPLATE_FOLDER)).words
    top = {t.title for t in issue.top}
    for section in issue.sections:
        for e in section.entries:
            assert words.count(e.summary) == (2 if e.title in top else 1)
    assert words.count("См. «1. Социальная сфера»") == 2


def test_without_an_address_nothing_is_linked() -> None:
    issue = document(entry(1, address=""), address="", top=())
    for html in (write_page(issue, TEMPLATE_FOLDER), write_email(issue, TEMPLATE_FOLDER)):
        assert all(a["href"].startswith("#") for a in Reader(html).all("a"))


@tries(25)
@given(st.text(alphabet="аб<>&\"'{}%#/ ", min_size=1, max_size=30))
def test_texts_stay_texts(text: str) -> None:
    issue = document(entry(1, text, text, regions=text, stage=text, results=(text,), fields=((text, text),)))
    usual = document(entry(1, "т", "т", regions="т", stage="т", results=("т",), fields=(("т", "т"),)))
    for write in (write_page, write_email):
        found, expected = Reader(write(issue, TEMPLATE_FOLDER)), Reader(write(usual, TEMPLATE_FOLDER))
        assert [tag for tag, _ in found.elements] == [tag for tag, _ in expected.elements]
        assert text in found.words
