"""Files written whole or not at all: places taken together, permissions kept, nothing left beside them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from generator import atomic_files
from generator.atomic_files import atomic_path, part_name, write_file, write_files


def standing(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_take_their_places_together(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    write_files({tmp_path / "a": b"new", tmp_path / "b": b"other"})
    assert standing(tmp_path) == {"a": b"new", "b": b"other"}


def test_one_that_cannot_be_written_leaves_all_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OSError, match="nowhere"):
        write_files({tmp_path / "a": b"new", tmp_path / "nowhere" / "b": b"other"})
    assert standing(tmp_path) == {"a": b"old"}


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


def test_a_place_that_cannot_be_taken_gives_back_those_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one in the middle refuses: what stood comes back, what is new goes."""
    for name in ("a", "c"):
        (tmp_path / name).write_bytes(b"old")
    replace = Path.replace

    def refused(part: Path, target: Path) -> Path:
        if target.name == "c" and part.read_bytes() == b"new c":
            raise PermissionError(13, "refused")
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        write_files({tmp_path / "a": b"new a", tmp_path / "b": b"new b", tmp_path / "c": b"new c", tmp_path / "d": b"new d"})
    assert standing(tmp_path) == {"a": b"old", "c": b"old"}


def test_the_same_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    test_a_place_that_cannot_be_taken_gives_back_those_before_it(tmp_path, monkeypatch)


def test_pieces_make_one_file(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"one ", b"", b"two")
    assert standing(tmp_path) == {"a": b"one two"}


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_permissions_stay_with_the_name(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    file.chmod(mode)
    write_file(file, b"new")
    with atomic_path(file) as part:
        part.write_bytes(b"newer")
    assert (permissions(file), standing(tmp_path)) == (mode, {"a": b"newer"})


def test_a_new_file_is_as_open_as_any_other_and_a_private_one_is_nobody_elses(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_file(tmp_path / "new", b"")
    write_file(tmp_path / "usual", b"secret", private=True)
    write_file(tmp_path / "private", b"", private=True)
    (tmp_path / "usual too").touch()
    assert [permissions(tmp_path / name) for name in ("usual", "private")] == [0o600, 0o600]
    assert permissions(tmp_path / "new") == permissions(tmp_path / "usual too")


def test_what_writes_its_file_itself_and_fails_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def write() -> None:
        with atomic_path(tmp_path / "a") as part:
            part.write_bytes(b"half")
            assert part.parent == tmp_path
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert standing(tmp_path) == {"a": b"old"}


def test_names_of_parts_are_nobody_elses(tmp_path: Path) -> None:
    assert part_name(tmp_path / "a.yml") != part_name(tmp_path / "a.yml")
    assert part_name(tmp_path / "a.yml").suffix == ".part"


def test_what_a_killed_run_has_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    left, fresh, other = part_name(tmp_path / "a"), part_name(tmp_path / "a"), tmp_path / ".a.part"
    for file in (left, fresh, other):
        file.touch()
    for file in (left, other):
        os.utime(file, (0, 0))
    atomic_files._cleared.clear()
    write_file(tmp_path / "b", b"")
    assert standing(tmp_path).keys() == {fresh.name, other.name, "b"}
