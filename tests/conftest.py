"""What all tests share: sites built once for all workers, the switch that refreshes golden files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "site"))  # its helpers serve tests/cli and tests/browser too

from archive import ARCHIVE_TODAY, copy_archive
from publishing import SAMPLE_TODAY, TODAY, Published, copy_repository, copy_sample, publish


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are to be written: ``--update-golden`` or ``SMARTEKA_UPDATE_GOLDEN=1``."""
    return bool(pytestconfig.getoption("--update-golden")) or os.environ.get("SMARTEKA_UPDATE_GOLDEN") == "1"


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its workers see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


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
    """A synthetic base with 60 issues of the digest over two years."""
    found = publish(shared_folder / "archive", copy_archive, ARCHIVE_TODAY)
    assert found.run.code == 0, found.run.out + found.run.err
    return found


@pytest.fixture
def sample_root(tmp_path: Path) -> Path:
    """A fresh copy of the invented base, to be broken."""
    return copy_sample(tmp_path / "base")
