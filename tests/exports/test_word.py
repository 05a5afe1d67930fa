"""The Word file, opened again: headings, contents, fields, properties; and its pages, where LibreOffice is at hand."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Emu
from hypothesis import given
from hypothesis import strategies as st
from issues import document, entry
from pypdf import PdfReader
from trying import tries

from generator.exports.digest.document import DigestDocument
from generator.exports.digest.word import write_word
from generator.exports.digest.word_pages import ROOM, Measured, height, lines, paginate
from generator.exports.digest.word_styles import PAGE_HEIGHT, STYLES, TEXT_WIDTH


@cache
def opened(issue: DigestDocument) -> Document:
    """The file of an issue, for reading only."""
    return docx.Document(io.BytesIO(write_word(issue)))


def styled(file: Document, *names: str) -> list[str]:
    return [p.text for p in file.paragraphs if p.style is not None and p.style.name in names]


def test_headings_make_the_navigation(any_issue: DigestDocument) -> None:
    issue = any_issue
    found = styled(opened(issue), "Heading 1", "Heading 2")
    expected = [issue.top_title] if issue.top else []
    for section in issue.sections:
        expected += [section.heading, *(e.heading for e in section.entries)]
    assert found == expected


def test_an_entry_reads_as_in_the_original(sample_issue: DigestDocument) -> None:
    paragraphs = opened(sample_issue).paragraphs
    start = next(n for n, p in enumerate(paragraphs) if p.style is not None and p.style.name == "Heading 2")
    assert [p.text.replace("\u00a0", " ") for p in paragraphs[start : start + 18]] == [
        "Автобус с лекарствами, Озёрная область",
        "Глава региона: Олег Выдуманный (врио)",
        "Направление: Здоровье",
        "Подкатегория: Лекарства, Соседи и помощники",
        "Описание. Озёрная область возит лекарства автобусом; очередь за ними стала короче на треть.",
        "До аптеки 60 км, автобус ходит 2 раза в неделю. Рецепт из МФЦ не помогает.",
        "нет дороги весной;",
        "нет связи.",
        "Автобус ходит по кругу. Заказ берут по телефону или через МФЦ.",
        "1.\tСобрать заказы.",
        "2.\tДовезти за 2 дня.",
        "День: Пн; Деревень: 4",
        "День: Чт; Деревень: 6",
        "Знаки «<», «&» и {{ 7 * 7 }} остаются текстом.",
        "Результаты:",
        "Время получения лекарства: 12 → 8,5 дней (факт, 2021 год; по опросу 100 жителей)",
        "Деревни на маршруте: около 10–12 деревень (план)",
        "Стадия: тиражируется, ноябрь 2021; проверили 20 декабря 2021: получилось; проверить 15 ноября 2022",
    ]


def contents(file: Document) -> dict[str, int]:
    """Heading → page, as the contents say without an update of fields."""
    listed = [text.rsplit("\t", 1) for text in styled(file, "toc 1", "toc 2")]
    return {words.replace("\n", " "): int(page) for words, page in listed}


def test_contents_name_the_pages_at_which_breaks_put_the_headings(any_issue: DigestDocument) -> None:
    file = opened(any_issue)
    page, pages = 1, {}
    for paragraph in file.paragraphs:
        page += bool(paragraph.paragraph_format.page_break_before)
        if paragraph.style is not None and paragraph.style.name in ("Heading 1", "Heading 2"):
            pages[paragraph.text] = page
    assert contents(file) == pages


def test_every_line_of_the_contents_leads_to_a_heading(published_issue: DigestDocument) -> None:
    body = opened(published_issue).element.body
    bookmarks = {b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))}
    instructions = [i.text.strip() for i in body.iter(qn("w:instrText"))]
    assert instructions[0] == r'TOC \o "1-2" \h \z \u'
    assert {i.split()[1] for i in instructions if i.startswith("PAGEREF")} == bookmarks
    assert {h.get(qn("w:anchor")) for h in body.iter(qn("w:hyperlink")) if h.get(qn("w:anchor"))} <= bookmarks
    kinds = [c.get(qn("w:fldCharType")) for c in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(bookmarks) + 1


def test_the_file_knows_what_it_is(published_issue: DigestDocument) -> None:
    file = opened(published_issue)
    about = file.core_properties
    assert (about.title, about.author, about.language) == (published_issue.title, "Смартека", "ru-RU")
    assert about.created == about.modified
    assert isinstance(about.created, datetime)
    assert about.created.date() == published_issue.day
    defaults = file.styles.element.find(qn("w:docDefaults"))
    assert {lang.get(qn("w:val")) for lang in defaults.iter(qn("w:lang"))} == {"ru-RU"}
    section = file.sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text.replace("\u00a0", " ") == "Мониторинг региональных практик\t15–21 ноября 2021"
    assert [i.text.strip() for i in section.footer._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert file.settings.element.find(qn("w:updateFields")) is None  # Word would ask the reader a question



def test_words_longer_than_a_property_may_be() -> None:
    """Titles of records are up to 400 signs; a property of Word, 255."""
    issue = document(entry(1))
    long = replace(issue, series="Мониторинг " * 36, lead="Суть " * 79, publisher="Смартека " * 40)
    about = docx.Document(io.BytesIO(write_word(long))).core_properties
    assert about.title == long.title[:255]
    assert (len(about.subject), len(about.keywords), len(about.author)) == (255, 255, 255)


def test_links_lead_to_the_site_and_to_what_records_name(sample_issue: DigestDocument) -> None:
    targets = {r.target_ref for r in opened(sample_issue).part.rels.values() if r.is_external}
    assert "https://example.org/zakaz" in targets
    assert all(target.startswith(("https://smarteka.example/", "https://example.org/")) for target in targets)


def test_the_same_issue_gives_the_same_bytes(published_issue: DigestDocument) -> None:
    one = write_word(published_issue)
    assert one == write_word(published_issue)
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [n for n in package.namelist() if "thumbnail" in n or "customXml" in n]
    assert len(one) < 100_000


@tries(20)
@given(st.text(alphabet="аб<>&\"'\t ", min_size=1, max_size=30))
def test_any_text_is_text(text: str) -> None:
    issue = document(entry(1, text, text, text, regions=text, stage=text, results=(text,), fields=((text, text),)))
    assert text in opened(issue).paragraphs[-2].text


# Pages

TEXT = st.text(alphabet="Слово щ- ", max_size=900)
SOME = st.builds(Measured, st.sampled_from(sorted(STYLES)), TEXT, st.integers(0, 3), st.booleans(), st.booleans())
LOOSE = st.builds(Measured, st.sampled_from(sorted(name for name, style in STYLES.items() if not style.keep_next)), TEXT, st.integers(0, 3), st.booleans())


@tries(80)
@given(st.lists(SOME, max_size=40) | st.lists(LOOSE, min_size=10, max_size=40))
def test_no_page_is_filled_beyond_its_room(paragraphs: list[Measured]) -> None:
    placed = paginate(paragraphs)
    assert len(placed) == len(paragraphs)
    used: dict[int, float] = {}
    for paragraph, place in zip(paragraphs, placed, strict=True):
        used[place.page] = used.get(place.page, 0.0) + height(paragraph)
    if not any(p.keep_next or STYLES[p.style].keep_next for p in paragraphs):
        assert max(used.values(), default=0.0) <= ROOM
    pages = [place.page for place in placed]
    assert pages == sorted(pages)
    assert pages[:1] in ([], [1])


def test_a_paragraph_longer_than_a_page_counts_for_as_many_as_it_takes() -> None:
    text = "слово " * 5000
    taken = height(Measured("text", text, 0))
    first, second = paginate([Measured("text", text, 0), Measured("text", "Дальше", 1)])
    assert (first.page, second.page) == (1, 1 + int(taken // PAGE_HEIGHT))


def test_lines_are_counted_by_the_widths_of_letters() -> None:
    assert lines("", 10, 100) == lines("слово", 10, 100) == 1
    assert lines("слово слово слово", 10, 100) == 1
    assert lines("слово слово слово", 10, 60) == 2
    assert lines("слово\u00a0слово слово", 10, 60) == 2
    assert lines("одно\nдва", 10, 1000) == 2
    assert lines("щ" * 100, 10, 100) == 9


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="pages are looked at where LibreOffice is installed")
def test_pages_come_out_as_the_contents_say(any_issue: DigestDocument, tmp_path: Path) -> None:
    issue = any_issue
    (tmp_path / "issue.docx").write_bytes(write_word(issue))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "issue.docx"],
        check=True, capture_output=True, timeout=300,
    )
    shown = [squeezed(page.extract_text()) for page in PdfReader(tmp_path / "issue.pdf").pages]
    listed = contents(opened(issue))
    body = min(page for heading, page in listed.items() if heading[0].isdigit() or heading == issue.sections[0].heading)
    for heading, page in listed.items():
        if page >= body:
            assert squeezed(heading) in shown[page - 1], f"{heading}: стр. {page}"


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u00ad-]+", "", text)


def test_the_text_width_is_that_of_the_page(sample_issue: DigestDocument) -> None:
    section = opened(sample_issue).sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert section.right_margin is not None
    assert round(Emu(section.page_width - section.left_margin - section.right_margin).pt) == round(TEXT_WIDTH)
