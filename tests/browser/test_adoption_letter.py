"""The letter that asks for a practice: copied, and saved for Word by the browser alone."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from kinds import PAGES
from observing import Observed, downloaded
from playwright.sync_api import Page
from publishing import assert_none

from generator.analysis.next_practices import asked_for
from generator.exports.adoption_letter import word_letter
from generator.model.practice import Practice
from generator.model.region import Region
from generator.pipeline import Checked
from generator.wording.adoption_letter import adoption_letter

pytestmark = pytest.mark.browser

ID = PAGES["practice"].split("/")[1]


def paragraphs(file: Path | BytesIO) -> list[tuple[str, bool, bool, bool]]:
    """Text, and whether it is a heading, an item of a list, set to the right."""
    found = docx.Document(file if isinstance(file, BytesIO) else str(file)).paragraphs
    styles = [str(p.style.name) if p.style else "" for p in found]
    return [(p.text, style == "Heading 1", "List" in style, p.alignment == 2) for p, style in zip(found, styles, strict=True)]


def saved(page: Page, folder: Path) -> Path:
    return downloaded(page.get_by_role("button", name="Скачать для Word"), folder)


def test_the_letter_is_copied_and_saved_as_python_writes_it(
    open_page: Callable[..., Observed], real_checked: Checked, tmp_path: Path
) -> None:
    seen = open_page(PAGES["practice"])
    page = seen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Скопировать письмо").click()
    page.get_by_role("button", name="Скопировано").wait_for()
    base = real_checked.base
    practice = next(p for p in base.all(Practice) if p.id == ID)
    regions = {r.id: r.title for r in base.all(Region)}
    letter = adoption_letter(practice, [regions[id] for id in practice.regions], *asked_for(base, practice))
    assert page.evaluate("navigator.clipboard.readText()") == letter.text
    assert not any("vendor/docx.js" in url for url in seen.requests)
    file = saved(page, tmp_path)
    assert file.name == f"zapros-{ID}.docx"
    written = paragraphs(BytesIO(word_letter(letter)))
    assert letter.known and sum(item for _, _, item, _ in written) == len(letter.known) + len(letter.questions)
    assert paragraphs(file) == written
    assert_none(seen.faults)


def test_the_letter_is_saved_from_a_folder(open_page: Callable[..., Observed], offline_url: str, tmp_path: Path) -> None:
    seen = open_page(f"{PAGES['practice']}index.html", site=offline_url)
    text = seen.page.locator("#letter").text_content() or ""
    found = paragraphs(saved(seen.page, tmp_path))
    assert found[1][0] in text and found[-1][0] == text.strip().split("\n\n")[-1]
    assert_none(seen.faults)


def test_a_script_that_does_not_come_is_told_and_may_be_asked_again(open_page: Callable[..., Observed], tmp_path: Path) -> None:
    seen = open_page(PAGES["practice"], fresh=True)
    seen.page.route("**/drafting/files.js", lambda route: route.abort(), times=1)
    seen.page.get_by_role("button", name="Скачать для Word").click()
    again = seen.page.get_by_role("button", name="Не вышло")
    again.wait_for()
    with seen.page.expect_download():
        again.click()
    seen.page.get_by_role("button", name="Скачать для Word").wait_for()
