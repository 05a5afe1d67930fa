"""Signs that nobody sees: a text may not read otherwise than it is written."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from browser_twins import in_node, needs_node

from generator.loading.yaml_reader import read
from generator.loading.yaml_signs import INVISIBLE

ALL = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x20000), *range(0xDFFF0, 0xE1010), *range(0xEFFF0, 0xF0010), sys.maxunicode)]
FILLERS = set("\u115f\u1160\u3164\uffa0")  # letters by their category, drawn as nothing
SEEN = "\t\n\u00ad\u200c\u200d\ufe0f👨‍👩‍👧"


@pytest.mark.parametrize(
    "text",
    ["Аптека \u202egnp.fdp", "Дом\u2066 у озера\u2069", "Дом\U000e0041", "Дом\u3164", "Дом\u061c"],
    ids=["override", "isolate", "tag", "filler", "Arabic mark"],
)
@pytest.mark.parametrize("written", ["a: {}\n", 'a: "{}"\n', "a: |\n  {}\n"])
def test_what_misleads_the_eye_is_refused_where_it_stands(text: str, written: str) -> None:
    (found,) = read(written.format(text), "practices/2021/apteka.yml").diagnostics
    sign = next(c for c in text if unicodedata.category(c) == "Cf" or c in FILLERS)
    line = written.count("\n", 0, written.index("{")) + 1
    column = written.index("{") - (written.rfind("\n", 0, written.index("{")) + 1) + text.index(sign) + 1
    assert (found.code, found.location.line, found.location.column) == ("control-character", line, column)


def test_an_escape_hides_it_no_better() -> None:
    assert [d.code for d in read('a: "Дом\\u202e"\n', "practices/2021/apteka.yml").diagnostics] == ["control-character"]


def test_signs_that_people_write_stay() -> None:
    refused = {c for c in ALL if INVISIBLE.match(c)}
    assert not refused & set(SEEN)
    named = {c for c in refused if unicodedata.category(c) not in ("Cc", "Cf", "Cn", "Zl", "Zp")}
    assert {c for c in named if c < "\U000e0000"} == FILLERS
    directions = {c for c in ALL if unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")}
    assert len(directions) == 9 and directions <= refused


@needs_node
def test_drafts_in_the_browser_lose_the_same_signs() -> None:
    text = "".join(ALL)
    (kept,) = in_node(Path(__file__).with_name("run_signs.cjs"), [text])
    assert kept == INVISIBLE.sub("", text)
