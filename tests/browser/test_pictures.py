"""Pictures for the README, taken by the browser: SMARTEKA_PICTURES=1 takes them, otherwise they are checked."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable

import pytest
from kinds import PAGES
from observing import Observed
from publishing import ROOT

pytestmark = pytest.mark.browser

FOLDER = ROOT / "docs" / "pictures"
PICTURES = {"home-1280": "home", "practice-1280": "practice", "situation-1280": "situation", "home-390": "home"}
HEIGHTS = {1280: 800, 390: 780}
SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_BYTES = 250_000
TAKING = os.environ.get("SMARTEKA_PICTURES") == "1"


@pytest.mark.parametrize("name", PICTURES)
def test_picture(open_page: Callable[..., Observed], name: str) -> None:
    """Of the right size, light enough for a README, and not of one colour."""
    width = int(name.rpartition("-")[2])
    file = FOLDER / f"{name}.png"
    if TAKING:
        page = open_page(PAGES[PICTURES[name]], width=width, height=HEIGHTS[width]).page
        FOLDER.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=file)
    assert file.is_file(), "снимите: make pictures"
    data = file.read_bytes()
    assert data.startswith(SIGNATURE)
    assert struct.unpack(">II", data[16:24]) == (width, HEIGHTS[width])
    assert 10_000 < len(data) < MOST_BYTES


def test_nothing_else_lies_beside_them() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.png" for name in PICTURES}
