"""Files written whole or not at all, and files kept between builds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.exports.atomic import write_files
from generator.exports.kept_files import KeptFiles, fingerprint


def test_files_take_their_places_together(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    write_files({tmp_path / "a": b"new", tmp_path / "b": b"other"})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a": b"new", "b": b"other"}


def test_one_that_cannot_be_written_leaves_all_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OSError, match="nowhere"):
        write_files({tmp_path / "a": b"new", tmp_path / "nowhere" / "b": b"other"})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a": b"old"}


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_files({pipe: b"words"})
    assert os.read(reading, 100) == b"words"
    os.close(reading)
    assert pipe.is_fifo()


def test_a_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_files({tmp_path / "link": b"new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_kept_file_is_made_once(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("once")
        return b"data"

    assert KeptFiles(tmp_path / "kept").get("key", make) == b"data"
    assert KeptFiles(tmp_path / "kept").get("key", make) == b"data"
    assert made == ["once"]


def test_what_nobody_asked_for_is_dropped(tmp_path: Path) -> None:
    first = KeptFiles(tmp_path)
    first.get("old", lambda: b"1")
    first.get("new", lambda: b"2")
    second = KeptFiles(tmp_path)
    second.get("new", lambda: b"never")
    second.drop_unused()
    assert [p.name for p in tmp_path.iterdir()] == ["new"]


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    kept = KeptFiles(tmp_path / "file" / "kept")
    assert kept.get("key", lambda: b"data") == b"data"
    kept.drop_unused()


def test_borders_of_pieces_count() -> None:
    assert fingerprint([b"ab", b"c"]) != fingerprint([b"a", b"bc"])
    assert fingerprint([b"ab", b"c"]) == fingerprint([b"ab", b"c"])
