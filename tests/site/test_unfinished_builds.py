"""Builds that cannot come to their end, as commands: the site before stays whole, nothing else lies about, the next one is right."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from publishing import BIN, SAMPLE_TODAY, Published, copy_sample, surroundings, take_over_kept, tree

pytestmark = [
    pytest.mark.site, pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="пределы, права и диски здесь – те, что у Linux"),
]
HERE = Path(__file__).parent
DROP_FROM_BOUNDING_SET, DAC_OVERRIDE = 24, 1  # linux/prctl.h, linux/capability.h


@pytest.fixture(scope="module")
def root(sample_site: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_sample(tmp_path_factory.mktemp("unfinished") / "root")
    take_over_kept(sample_site, root)
    return root


@pytest.fixture
def site(sample_site: Published, tmp_path: Path) -> Path:
    """A site that readers see, by a mark another one than what a build would write."""
    site = tmp_path / "published/site"
    shutil.copytree(sample_site.site, site)
    (site / "robots.txt").write_text("of the site before")
    return site


@pytest.fixture(autouse=True)
def cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def started(root: Path, site: Path, before: Callable[[], object] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [BIN / "smarteka", "--root", root, "build", "--site-dir", site], env=surroundings(SMARTEKA_TODAY=SAMPLE_TODAY),
        stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True, preexec_fn=before,
    )


def fault(build: subprocess.Popen[str]) -> str:
    """What a build says that could not run."""
    _, said = build.communicate()
    assert build.returncode == 2, said
    assert "Traceback" not in said
    return said


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)


@contextmanager
def never_read_to_its_end(root: Path) -> Iterator[Path]:
    """A file of an issue of the digest, kept for builds: who reads it is in the midst of writing pages, and stays there."""
    kept = next(iter(sorted((root / ".cache/digests").iterdir())))
    data = kept.read_bytes()
    kept.unlink()
    os.mkfifo(kept)
    try:
        yield kept
    finally:
        kept.unlink()
        kept.write_bytes(data)


def like_anybody() -> None:
    """Root, too, is bound by the rights of folders."""
    ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, DAC_OVERRIDE, 0, 0, 0)


def test_a_full_disk(root: Path, site: Path, tmp_path: Path) -> None:
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
        pytest.skip("здесь нельзя подключить маленький диск: unshare -rm не работает")
    disk = tmp_path / "disk"
    disk.mkdir()
    run = subprocess.run(
        ["unshare", "-rm", sys.executable, HERE / "small_disk.py", disk, root, site], capture_output=True, text=True, check=True,
    )
    found = json.loads(run.stdout)
    assert found.pop("said").splitlines()[-1] == f"Ошибка: сайт не собран: «{disk}/site»: на диске нет места. Прежний сайт не тронут."
    assert found == {"code": 2, "untouched": True, "names": ["site"]}


def test_a_folder_without_rights(root: Path, site: Path) -> None:
    before = tree(site)
    with read_only(site.parent):  # where the new site would be made
        said = fault(started(root, site, like_anybody))
    assert f"Ошибка: сайт не собран: «{site.parent}/.site-build-" in said
    assert said.endswith("»: нет прав. Прежний сайт не тронут.\n")
    with read_only(site):  # the old one, which would have to go
        said = fault(started(root, site, like_anybody))
    assert f"папку «{site}» нельзя заменить новым сайтом: нет прав" in said
    assert (tree(site), names(site.parent)) == (before, ["site"])


def test_a_killed_build_and_then_two_at_once(root: Path, site: Path, sample_site: Published) -> None:
    before = tree(site)
    with never_read_to_its_end(root) as kept:
        build = started(root, site)
        released = threading.Thread(target=lambda: build.wait() and os.open(kept, os.O_RDONLY | os.O_NONBLOCK), daemon=True)
        released.start()
        with kept.open("wb"):  # waits for the build, which then waits for us; or, if it comes to an end without that, for the thread
            os.killpg(build.pid, signal.SIGKILL)
            released.join()
    assert build.returncode == -signal.SIGKILL
    assert (tree(site), len(names(site.parent))) == (before, 2)
    both = [started(root, site) for _ in range(2)]
    said = [each.communicate()[1] for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert (tree(site), names(site.parent)) == (tree(sample_site.site), ["site"])
