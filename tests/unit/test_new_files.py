"""New files: all or none, never over another one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.editing import new_files
from generator.editing.new_files import TargetsExist, write_new

FILES = {"practices/2021/a.yml": "id: a\n", "practices/2021/b.yml": "id: b — ё\n", "digests/2021/2021-w46.yml": "id: 2021-w46\n"}


def standing(root: Path) -> dict[str, str]:
    return {p.relative_to(root).as_posix(): p.read_text(encoding="utf-8") for p in sorted(root.rglob("*")) if p.is_file()}


def everything(root: Path) -> list[str]:
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*"))


def test_all_files_stand_where_they_should(tmp_path: Path) -> None:
    write_new(tmp_path / "new" / "base", FILES)
    assert standing(tmp_path / "new" / "base") == FILES


def test_files_of_a_folder_that_exists_stay(tmp_path: Path) -> None:
    (tmp_path / "practices" / "2021").mkdir(parents=True)
    (tmp_path / "practices" / "2021" / "old.yml").write_text("old", encoding="utf-8")
    write_new(tmp_path, FILES)
    assert standing(tmp_path) == {**FILES, "practices/2021/old.yml": "old"}


@pytest.mark.parametrize("link", [False, True], ids=["file", "broken link"])
def test_nothing_is_written_where_one_target_exists(tmp_path: Path, link: bool) -> None:
    target = tmp_path / "practices" / "2021" / "b.yml"
    target.parent.mkdir(parents=True)
    if link:
        target.symlink_to(tmp_path / "nowhere")
    else:
        target.write_text("mine", encoding="utf-8")
    before = everything(tmp_path)
    with pytest.raises(TargetsExist) as refused:
        write_new(tmp_path, FILES)
    assert refused.value.paths == ["practices/2021/b.yml"]
    assert everything(tmp_path) == before


@pytest.mark.parametrize("failing", range(len(FILES)))
@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["disk", "interrupt"])
def test_a_fault_on_the_way_takes_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, fault: BaseException
) -> None:
    moved: list[Path] = []
    move = new_files._move

    def fails(source: Path, target: Path) -> None:
        if len(moved) == failing:
            raise fault
        move(source, target)
        moved.append(target)

    monkeypatch.setattr(new_files, "_move", fails)
    with pytest.raises(type(fault)):
        write_new(tmp_path / "base", FILES)
    assert everything(tmp_path) == []


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def somebody_is_quicker(source: Path, target: Path) -> None:
        if target.name == "2021-w46.yml":
            target.write_text("theirs", encoding="utf-8")
        link(source, target)

    monkeypatch.setattr(os, "link", somebody_is_quicker)
    with pytest.raises(TargetsExist):
        write_new(tmp_path, FILES)
    assert standing(tmp_path) == {"digests/2021/2021-w46.yml": "theirs"}


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    write_new(tmp_path, FILES)
    assert standing(tmp_path) == FILES
