"""A site takes the place of the one before whole or not at all, whatever else goes on in the folder."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.staging import Staging

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="на Windows папки не запираются")

_BUILDING = """
import sys, time
from pathlib import Path
from generator.staging import Staging
staging = Staging(Path(sys.argv[1]))
(staging.folder / "index.html").write_text("of the other process")
if sys.argv[2] == "aside":
    staging.final.rename(staging.folder.parent / "aside")
print("ready", flush=True)
time.sleep(60)
"""


def _page(folder: Path, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(text)


def _other_build(final: Path, doing: str) -> subprocess.Popen[str]:
    """Another process in the middle of a build."""
    other = subprocess.Popen([sys.executable, "-c", _BUILDING, str(final), doing], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None and other.stdout.readline() == "ready\n"
    return other


def _killed(other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGKILL)
    other.communicate()


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    _page(tmp_path / "site", "old")
    (tmp_path / "site" / "gone.html").write_text("old")
    staging = Staging(tmp_path / "site")
    _page(staging.folder, "new")
    staging.publish()
    assert _names(tmp_path) == ["site"]
    assert _names(tmp_path / "site") == ["index.html"]
    assert (tmp_path / "site" / "index.html").read_text() == "new"


def test_a_discarded_site_leaves_the_old_one(tmp_path: Path) -> None:
    _page(tmp_path / "site", "old")
    staging = Staging(tmp_path / "site")
    _page(staging.folder, "new")
    staging.discard()
    assert _names(tmp_path) == ["site"]
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_leavings_of_a_killed_build_go_with_the_next_one_and_nothing_else_does(tmp_path: Path) -> None:
    (tmp_path / ".site-mine").mkdir()
    _killed(_other_build(tmp_path / "site", "building"))
    assert len(_names(tmp_path)) == 2
    staging = Staging(tmp_path / "site")
    staging.publish()
    assert _names(tmp_path) == [".site-mine", "site"]


def test_a_site_moved_aside_by_a_killed_build_is_put_back(tmp_path: Path) -> None:
    _page(tmp_path / "site", "old")
    _killed(_other_build(tmp_path / "site", "aside"))
    assert not (tmp_path / "site").exists()
    Staging(tmp_path / "site").discard()
    assert _names(tmp_path) == ["site"]
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_a_build_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    other = _other_build(tmp_path / "site", "building")
    try:
        staging = Staging(tmp_path / "site")
        _page(staging.folder, "new")
        staging.publish()
        (left,) = tmp_path.glob(".site-build-*")
        assert (left / "site" / "index.html").read_text() == "of the other process"
    finally:
        _killed(other)


def test_of_two_builds_at_once_the_last_stays(tmp_path: Path) -> None:
    first, second = Staging(tmp_path / "site"), Staging(tmp_path / "site")
    _page(first.folder, "first")
    _page(second.folder, "second")
    second.publish()
    first.publish()
    assert _names(tmp_path) == ["site"]
    assert (tmp_path / "site" / "index.html").read_text() == "first"
