"""What all tests share: bases read once a worker, sites built once a run, the command in this process.

Fixtures to build on, from cheap to dear (tests/browser/conftest.py adds those of the browser):

``sample_checked``, ``real_checked``
    The invented and the published base as ``pipeline.check`` gives them (``.base``, ``.diagnostics``).
    Read once a worker, immutable, without files to change. A second or less.
``sample_root``
    A fresh copy of the invented base with settings, to be broken. Milliseconds. Templates, ten times as much,
    are copied only where the test carries ``pytest.mark.site``: it may build.
``smarteka``
    ``smarteka("--root", root, "check")`` → ``Run(code, out, err)``: the command as if typed, but in this
    process. ``publishing.command`` starts a process: only where that is what is tested.
``sample_site``, ``published``
    A base and its site (``.root``, ``.site``, ``.page(address)``, ``.run``), built by ``smarteka build`` once
    for all workers of a run. For reading only. Seconds; such tests carry ``pytest.mark.site``.
``archive_site``
    A synthetic base with 60 issues of the digest over two years, built once, without files for Word and
    mail. For reading only.
``published_index``
    The command line's search over the published base, its index made once. For reading only.
``offline_site``
    The published site as a folder that opens by double click. For reading only.

Which to take: the invented base of ``tests/site/sample`` has a record of every type and is small, so it
serves wherever the published content is not the point.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import signal
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent / "site"))  # its helpers serve tests/cli and tests/browser too

from archive import ARCHIVE_TODAY, copy_archive
from publishing import (
    COMPILED,
    ROOT,
    SAMPLE,
    SAMPLE_TODAY,
    TODAY,
    Published,
    Run,
    Runner,
    copy_repository,
    copy_sample,
    copy_sample_records,
    once,
    publish,
)

if TYPE_CHECKING:  # fixtures import what they need: workers of a run are started by a process that has read this file, too
    from generator.pipeline import Checked
    from generator.search.local_engine import LocalEngine


# No test asserts a time, not even by hypothesis's own limit for an example.
settings.register_profile("usual", deadline=None)
settings.register_profile("fast", deadline=None, max_examples=10)  # make test-fast; tests that say a number: tests/trying.py
settings.load_profile("usual")


# A run in the background (nohup, a script's «&») ignores Ctrl+C, and so would commands in which a test presses it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

gc.set_threshold(20_000)  # of some 700 objects: looking for rubbish took a tenth of the time


IN_MEMORY = Path("/dev/shm")
ENOUGH = 4 << 30  # bytes: several times what all tests together leave lying about until their end


def pytest_configure() -> None:
    """Folders of tests lie in memory, where there is plenty of it: a tenth of the time went into making and removing files.

    ``--basetemp``, ``TMPDIR`` or ``PYTEST_DEBUG_TEMPROOT`` names another place.
    """
    if "TMPDIR" not in os.environ and "PYTEST_DEBUG_TEMPROOT" not in os.environ and _serves_as_disk(IN_MEMORY):
        _clear_left(IN_MEMORY)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(IN_MEMORY)  # for the workers of this run, too
    if "PYTEST_XDIST_WORKER" in os.environ:
        atexit.register(_leave, os.getpid())  # registered first, so it is done last


def _serves_as_disk(folder: Path) -> bool:
    try:
        room = os.statvfs(folder)
    except (OSError, AttributeError):  # no such folder, or Windows
        return False
    runs_programs = not room.f_flag & os.ST_NOEXEC  # some tests write them
    return runs_programs and room.f_bavail * room.f_frsize >= ENOUGH and os.access(folder, os.W_OK)


def _clear_left(folder: Path) -> None:
    """Remove what killed runs have left, for which pytest would wait three days: memory is dearer than a disk."""
    for lock in folder.glob("pytest-of-*/pytest-*/.lock"):
        try:
            os.kill(int(lock.read_text()), 0)
        except ProcessLookupError:
            shutil.rmtree(lock.parent, ignore_errors=True)
        except (OSError, ValueError):  # somebody else's, or one that is being made
            continue


def _leave(worker: int) -> None:
    """A worker that ends gives all its memory back at once, and takes no objects apart one by one."""
    if os.getpid() == worker:  # and not a process that was forked from it
        os._exit(0)


def pytest_collection_finish() -> None:
    """Three thousand tests and what they import live to the end: nobody looks through them for rubbish again."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Nor when all is over: work in other processes (generator/parallel.py) has given them back to the collector."""
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are to be written: ``--update-golden`` or ``SMARTEKA_UPDATE_GOLDEN=1``."""
    return bool(pytestconfig.getoption("--update-golden")) or os.environ.get("SMARTEKA_UPDATE_GOLDEN") == "1"


@pytest.fixture(scope="session", autouse=True)
def own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What commands keep between runs is kept apart from what the user's own have kept."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session", autouse=True)
def git_of_nobody() -> None:
    """Repositories that tests make obey no settings or hooks of the user's, and never are the one whose hook runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[name]
    os.environ.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1")


@pytest.fixture(scope="session")
def sample_checked() -> Checked:
    """The invented base, read, linked and checked for its day; there is nothing wrong with it."""
    from generator.pipeline import check

    return check(SAMPLE, date.fromisoformat(SAMPLE_TODAY))


@pytest.fixture(scope="session")
def real_checked() -> Checked:
    """The published base, read, linked and checked for its day."""
    from generator.pipeline import check

    return check(ROOT, date.fromisoformat(TODAY))


@pytest.fixture
def sample_root(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A fresh copy of the invented base, to be broken; with templates where the test builds (``pytest.mark.site``)."""
    builds = request.node.get_closest_marker("site") is not None
    return (copy_sample if builds else copy_sample_records)(tmp_path / "base")


@pytest.fixture
def smarteka(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """The command, in this process, as if typed on the day of the sample; ``main`` is what the installed one calls.

    Names set the environment: ``smarteka("check", SMARTEKA_TODAY="2022-03-01")``.
    """

    from generator.cli import main

    def run(*args: str | Path, **environment: str) -> Run:
        for name, value in {"SMARTEKA_TODAY": SAMPLE_TODAY, **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["smarteka", *map(str, args)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Run(ended.value.code, out, err)

    return run


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its workers see; ``publishing.once`` makes something in it once."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def compiled(shared_folder: Path) -> Path:
    """For ``make_environment``: templates that were compiled in this run already, as half of the work of few pages."""
    return shared_folder / COMPILED


@pytest.fixture(scope="session")
def published(shared_folder: Path) -> Published:
    """The real base, as a clone of the repository builds it."""
    found = publish(shared_folder / "published", copy_repository, TODAY)
    assert found.run.code == 0, found.run.out + found.run.err
    return found


@pytest.fixture(scope="session")
def sample_site(shared_folder: Path) -> Published:
    """The invented base of ``tests/site/sample``: a record of every type."""
    found = publish(shared_folder / "sample", copy_sample, SAMPLE_TODAY)
    assert found.run.code == 0, found.run.out + found.run.err
    return found


@pytest.fixture(scope="session")
def archive_site(shared_folder: Path) -> Published:
    """A synthetic base with 60 issues of the digest over two years, without their files: four hundred of them."""
    found = publish(shared_folder / "archive", copy_archive, ARCHIVE_TODAY, SMARTEKA_DIGEST_FILES="false")
    assert found.run.code == 0, found.run.out + found.run.err
    return found


@pytest.fixture(scope="session")
def published_index(shared_folder: Path, real_checked: Checked) -> LocalEngine:
    """The search of the command line over the published base."""
    from generator.search.documents import search_documents
    from generator.search.local_engine import LocalEngine
    from generator.search.names import Names

    base, folder = real_checked.base, shared_folder / "index"
    engine = LocalEngine(folder / "search", Names(base.name_groups))
    once(folder, lambda: engine.update(search_documents(base)))
    return engine


@pytest.fixture(scope="session")
def offline_site(shared_folder: Path, published: Published) -> Path:
    """The real site as ``build --offline`` leaves it: a folder that opens by double click."""
    folder = shared_folder / "offline"

    from generator.exports.offline import make_offline

    def make() -> None:
        shutil.copytree(published.site, folder / "site")
        make_offline(folder / "site")

    once(folder, make)
    return folder / "site"
