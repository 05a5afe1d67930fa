"""Markdown, Telegram and plain text: golden files, limits, and that no text turns into markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from issues import document, entry
from markdown_it import MarkdownIt
from telegram_reader import Refused, read
from trying import tries

from generator.exports.digest.document import DigestDocument
from generator.exports.digest.markdown import escaped, write_markdown
from generator.exports.digest.plain import WIDTH, write_plain
from generator.exports.digest.telegram import MOST_MARKS, MOST_UNITS, length, messages, write_telegram
from generator.wording.blocks import blocks

GOLDEN = Path(__file__).parent / "golden"
WRITERS: dict[str, Callable[[DigestDocument], str]] = {
    "digest.md": write_markdown, "digest-telegram.txt": write_telegram, "digest-email.txt": write_plain,
}
# Signs that mean something to one of the formats, and an emoji, which is two units to Telegram.
texts = st.text(alphabet="абв ABC1.)<>&\"'*_[]()#`\\|~!-+=😀\u00a0", min_size=1, max_size=60).filter(lambda t: bool(t.strip()))


@pytest.mark.parametrize("name", WRITERS)
def test_text_of_the_invented_issue(name: str, sample_issue: DigestDocument, update_golden: bool) -> None:
    """Shown with «·» for a no-break space."""
    found = WRITERS[name](sample_issue).replace("\u00a0", "·")
    if update_golden:
        (GOLDEN / name).write_text(found, encoding="utf-8")
    assert found == (GOLDEN / name).read_text(encoding="utf-8")


def visible(message: str) -> int:
    """Length as Telegram counts it, from what a reader of its own makes of the message."""
    return len(read(message).text.encode("utf-16-le")) // 2


def test_messages_keep_the_limits_and_have_every_practice_once(any_issue: DigestDocument) -> None:
    found = any_issue
    sent = messages(found)
    assert max(map(visible, sent)) <= MOST_UNITS
    assert max(len(read(m).marks) for m in sent) <= MOST_MARKS
    told = "\n".join(read(m).text for m in sent)
    for section in found.sections:
        assert told.count(section.heading) >= 1
        for e in section.entries:
            assert e.heading in told
    assert told.count(found.sections[0].entries[0].summary) == 1


def test_no_message_is_cut_inside_a_practice() -> None:
    entries = [entry(n, f"Практика №{n}", f"Суть {n}. " + "слово " * 150) for n in range(12)]
    sent = [read(m).text for m in messages(document(*entries))]
    assert len(sent) == 3
    for e in entries:
        assert len([text for text in sent if f"{e.heading}\n{e.summary}" in text]) == 1


def test_marks_are_limited_too() -> None:
    sent = messages(document(*(entry(n, "П", "С") for n in range(150))))
    assert len(sent) > 2
    assert max(len(read(m).marks) for m in sent) <= MOST_MARKS
    assert sum(read(m).text.count("П, Тульская") for m in sent) == 151  # one of them in the TOP


def test_the_longest_titles_that_a_record_may_have_fit() -> None:
    regions = ", ".join(["Ямало-Ненецкий автономный округ"] * 83)
    found = document(*(entry(n, "😀" * 400, "я" * 400, regions=regions, announced=True) for n in range(3)))
    assert max(map(visible, messages(found))) <= MOST_UNITS


def test_an_emoji_counts_twice_and_marks_do_not() -> None:
    assert length('<b>а😀</b> <a href="https://x.example/">&lt;</a>') == 5


@tries(40)
@given(texts, texts)
def test_whatever_a_record_says_telegram_reads_as_text(title: str, summary: str) -> None:
    try:
        told = "\n".join(read(m).text for m in messages(document(entry(1, title, summary))))
    except Refused as fault:
        pytest.fail(str(fault))
    assert title in told
    assert summary in told


def test_messages_are_numbered(published_issue: DigestDocument) -> None:
    found = write_telegram(published_issue)
    total = len(messages(published_issue))
    assert re.findall(r"^=== Сообщение (\d+) из (\d+) ===$", found, re.M) == [(str(n), str(total)) for n in range(1, total + 1)]


def words(markdown: str) -> str:
    """What a reader of Markdown sees."""
    return " ".join(b.text for b in blocks(markdown)).replace("\u00a0", " ").strip()


@tries(150)
@given(texts)
def test_markdown_reads_back_as_it_was(text: str) -> None:
    # Markdown itself drops spaces at the ends of a line and at its tabs; typography is applied anew by `blocks`.
    shown = re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()
    assert words(escaped(shown)).replace("–", "-") == shown.replace("–", "-")


@tries(40)
@given(texts)
def test_headings_of_markdown_hold_any_title(title: str) -> None:
    tokens = MarkdownIt("commonmark").parse(write_markdown(document(entry(1, title, "Суть"))))
    headings = [tokens[n + 1] for n, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h3"]
    assert len(headings) == 1
    assert all(child.type in ("text", "text_special") for child in headings[0].children or ())


def test_lines_of_plain_text_are_short(published_issue: DigestDocument) -> None:
    for line in write_plain(published_issue).splitlines():
        assert len(line) <= WIDTH or line.strip().startswith("http")
    assert "\u00a0" not in write_plain(published_issue)
