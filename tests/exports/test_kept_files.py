"""Files kept between builds."""

from __future__ import annotations

from pathlib import Path

from generator.exports.cached_files import CachedFiles, fingerprint


def test_a_kept_file_is_made_once(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("once")
        return b"data"

    assert CachedFiles(tmp_path / "kept").get("key", make) == b"data"
    assert CachedFiles(tmp_path / "kept").get("key", make) == b"data"
    assert made == ["once"]


def test_what_nobody_asked_for_is_dropped(tmp_path: Path) -> None:
    first = CachedFiles(tmp_path)
    first.get("old", lambda: b"1")
    first.get("new", lambda: b"2")
    second = CachedFiles(tmp_path)
    second.get("new", lambda: b"never")
    second.drop_unused()
    assert [p.name for p in tmp_path.iterdir()] == ["new"]


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    kept = CachedFiles(tmp_path / "file" / "kept")
    assert kept.get("key", lambda: b"data") == b"data"
    kept.drop_unused()


def test_borders_of_pieces_count() -> None:
    assert fingerprint([b"ab", b"c"]) != fingerprint([b"a", b"bc"])
    assert fingerprint([b"ab", b"c"]) == fingerprint([b"ab", b"c"])
