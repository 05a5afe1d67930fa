"""Damaged documents end in a report: no traceback, no draft that does not load, nothing half-written."""

from __future__ import annotations

import io
import random
from datetime import date
from pathlib import Path

import pytest
import word_files
from digest_samples import DIGESTS, Importer, codes, with_drafts
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st
from trying import tries

from generator.editing.importing.digest_import import DigestImport
from generator.editing.importing.digest_json import as_json
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check
from generator.model.diagnostic import Severity

SAMPLE = (DIGESTS / "week-52.txt").read_text(encoding="utf-8")
PDF = (DIGESTS / "week-52.pdf").read_bytes()
TODAY = date(2022, 1, 10)
# What a damaged issue may be short of; the importer says so, and ``check`` repeats it.
OF_THE_EDITOR = {"top-five", "equal-titles"}

quickly = tries(25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def cut(lines: list[str], at: int, length: int) -> list[str]:
    line = lines[at]
    return [*lines[:at], line[:length], line[length:], *lines[at + 1 :]]


def join(lines: list[str], at: int, count: int) -> list[str]:
    return [*lines[:at], " ".join(lines[at : at + count]), *lines[at + count :]]


def shuffle(lines: list[str], at: int, seed: int) -> list[str]:
    part = lines[at : at + 2 + seed % 30]
    random.Random(seed).shuffle(part)
    return [*lines[:at], *part, *lines[at + len(part) :]]


def truncate(lines: list[str], at: int, end: int) -> list[str]:
    return lines[:at] if end % 2 else lines[at:]


def repeat(lines: list[str], at: int, count: int) -> list[str]:
    return [*lines[:at], *lines[at : at + count] * 2, *lines[at + count :]]


def drop(lines: list[str], at: int, count: int) -> list[str]:
    return [*lines[:at], *lines[at + count :]]


def garble(lines: list[str], at: int, seed: int) -> list[str]:
    signs = random.Random(seed)
    odd = "".join(c if signs.random() > 0.1 else signs.choice("\x00\x1f\ufeff\u2028\u00ad\u200b\ud7ff\ue000#&*!|>%@`'\"{}[]:-<b>🙂𝒳") for c in lines[at])
    return [*lines[:at], odd, *lines[at + 1 :]]


damages = st.lists(
    st.tuples(st.sampled_from([cut, join, shuffle, truncate, repeat, drop, garble]), st.integers(0, 10_000), st.integers(0, 60)),
    min_size=1, max_size=6,
)


def assert_sound(base: KnowledgeBase, result: DigestImport) -> None:
    """The report can be printed, the drafts load, and no rule finds more than the importer told."""
    as_json(result)
    assert all(d.message and d.location.path == result.document for d in result.diagnostics)
    errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    assert bool(result.values) == (not errors) or not result.practices
    found = check(with_drafts(base, result, damaged=True), TODAY)
    assert {d.code for d in found if d.severity is Severity.ERROR} <= OF_THE_EDITOR


@quickly
@given(damages)
def test_damaged_lines(importer: Importer, bare_base: KnowledgeBase, damage: list[tuple[object, int, int]]) -> None:
    lines = SAMPLE.split("\n")
    for how, at, more in damage:
        if lines:
            lines = how(lines, at % len(lines), more)  # type: ignore[operator]  # one of the functions above
    assert_sound(bare_base, importer("\n".join(lines).encode("utf-8", "surrogatepass")))


@pytest.mark.slow
@quickly
@given(st.binary(max_size=400), st.integers(0, len(SAMPLE.encode())))
def test_bytes_that_are_anything(importer: Importer, bare_base: KnowledgeBase, noise: bytes, at: int) -> None:
    data = SAMPLE.encode()
    assert_sound(bare_base, importer(noise))
    assert_sound(bare_base, importer(data[:at] + noise + data[at:]))
    assert_sound(bare_base, importer(data[:at]))


@quickly
@given(st.text(st.sampled_from("Глава региона: Направление.\nОписание, «Подкатегория» ТОП-5 Оглавление 1. Москва\n\n—"), max_size=400))
@example("Глава региона:\nНаправление:\nОписание.")
@example("Название: \nНаправление: \nОписание. ")
@example("Оглавление\nГлава региона: А\nНаправление: Б\n")
@example("ТОП-5\n1.\nГлава региона: А\nОписание. -")
def test_labels_without_their_order(importer: Importer, bare_base: KnowledgeBase, text: str) -> None:
    assert_sound(bare_base, importer(f"1–7 марта 2021 г.\n{text}\nГлава региона: А Б\nОписание. В.\n{text}", week=date(2021, 3, 1)))


@pytest.mark.slow
@tries(8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(PDF)), st.integers(1, 4_000), st.binary(min_size=1, max_size=20))
def test_a_pdf_with_holes(importer: Importer, bare_base: KnowledgeBase, at: int, length: int, noise: bytes) -> None:
    assert_sound(bare_base, importer(PDF[:at], "x.pdf"))
    assert_sound(bare_base, importer(PDF[:at] + noise + PDF[at + length :], "x.pdf"))


WORD = word_files.with_headings(SAMPLE)


@quickly
@given(st.integers(0, len(WORD)), st.integers(1, 4_000), st.binary(min_size=1, max_size=20))
def test_a_word_file_with_holes(importer: Importer, bare_base: KnowledgeBase, at: int, length: int, noise: bytes) -> None:
    assert_sound(bare_base, importer(WORD[:at], "x.docx"))
    assert_sound(bare_base, importer(WORD[:at] + noise + WORD[at + length :], "x.docx"))


def test_a_word_file_whose_xml_is_cut(importer: Importer) -> None:
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as sound, zipfile.ZipFile(stream, "w") as broken:
        for name in sound.namelist():
            data = sound.read(name)
            broken.writestr(name, data[: len(data) // 2] if name == "word/document.xml" else data)
    assert codes(importer(stream.getvalue(), "x.docx")) == {"broken-document"}


MEGABYTE = 1_000_000  # two hundred times an issue; what takes the square of it would not come to an end
LARGE = {
    "the issue, many times": SAMPLE * (MEGABYTE // len(SAMPLE.encode())),
    "one line": " ".join(SAMPLE.split()) * (MEGABYTE // len(SAMPLE.encode())),
    "a long description": SAMPLE + " Слово без конца и края." * (MEGABYTE // 40),
    "spaces": " " * MEGABYTE,
    "dots": "." * MEGABYTE,
    "lines of a field": "Глава региона: А\nПодкатегория: б\n" + "в г д\n" * 10_000 + "\nОписание. Б.\nРезультаты:\n" + "в г\n" * 8_000,
    "commas": f"Глава региона: А\nПодкатегория: {'а, ' * (MEGABYTE // 4)}\nОписание. Б.",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_a_megabyte(importer: Importer, bare_base: KnowledgeBase, text: str) -> None:
    assert_sound(bare_base, importer(text))


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "docs/methodology/index.md"])
def test_other_documents_are_no_digest(importer: Importer, name: str) -> None:
    root = Path(__file__).resolve().parents[2]
    result = importer((root / name).read_bytes(), name)
    assert codes(result) <= {"not-a-digest", "text-tidied"}
    assert "not-a-digest" in codes(result)
    assert result.files == {}


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\U000e0041", "\u115f"], ids=ascii)
def test_signs_that_no_record_may_hold_are_taken_away(importer: Importer, bare_base: KnowledgeBase, sign: str) -> None:
    assert_sound(bare_base, importer(SAMPLE.replace("книгами", f"кни{sign}гами").encode()))
