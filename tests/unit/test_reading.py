"""Reading that begins on other cores before anybody waits for it."""

from __future__ import annotations

import multiprocessing
import os
from datetime import date
from pathlib import Path

import pytest
from builders import practice, write

from generator import parallel, pipeline, reading
from generator.loading import records
from generator.loading.records import load
from generator.model.registry import Registry
from generator.parallel import gc_tuned
from generator.reading import Reading


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some practices, one of them with a fault, which are many enough for two cores."""
    monkeypatch.setattr(reading, "MANY_FILES", 3)
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    for number in range(8):
        write(tmp_path / "base", practice(f"practice-{number}", f"title: Практика {number}"))
    write(tmp_path / "base", practice("faulty", "unknown: 1"))
    return tmp_path / "base"


def test_what_was_begun_is_what_would_be_read(root: Path) -> None:
    whole = load(root, Registry())
    for _ in ("from nothing", "from what is kept"):
        with gc_tuned(), Reading(root) as begun:
            found = begun.result()
        assert ([(i, i.source) for i in found.records], found.diagnostics, found.unreadable) == (
            [(i, i.source) for i in whole.records], whole.diagnostics, whole.unreadable,
        )
    assert not multiprocessing.active_children()


def test_a_check_takes_what_was_begun(root: Path) -> None:
    today = date(2022, 1, 10)
    begun = Reading(root)
    write(root, practice("later"))
    assert len(pipeline.check(root, today, reading=begun).base.loaded) == 8, "the files that were there when reading began"
    assert len(pipeline.check(root, today).base.loaded) == 9


def test_reading_that_nobody_waits_for_is_ended(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()
    silent, _open_end = os.pipe()

    def stuck(*_: object) -> None:
        assert os.getpid() != here
        os.read(silent, 1)

    monkeypatch.setattr(records, "load_text", stuck)
    with Reading(root):
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()
