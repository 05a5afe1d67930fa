"""Issues of the digest as documents; tests of files that go out share the small content of tests/unit."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parents[1] / "unit"))

from issues import SITE, long_issue

from generator.exports.digest.compose import compose
from generator.exports.digest.document import DigestDocument
from generator.model.digest import Digest
from generator.pipeline import Checked


def _first(checked: Checked) -> DigestDocument:
    return compose(checked.base, checked.base.all(Digest)[0], SITE, "Смартека")


@pytest.fixture(scope="session")
def sample_issue(sample_checked: Checked) -> DigestDocument:
    """Invented, with a table, a link, nested markup, a promise, an acting head, a practice that stands twice."""
    return _first(sample_checked)


@pytest.fixture(scope="session")
def published_issue(real_checked: Checked) -> DigestDocument:
    return _first(real_checked)


@pytest.fixture(scope="session", params=["published", "sample"])
def issue(request: pytest.FixtureRequest) -> DigestDocument:
    found: DigestDocument = request.getfixturevalue(f"{request.param}_issue")
    return found


@pytest.fixture(scope="session", params=["published", "sample", "long"])
def any_issue(request: pytest.FixtureRequest) -> DigestDocument:
    """One of the two, or one of twenty entries, from a line to more than two pages."""
    found: DigestDocument = long_issue() if request.param == "long" else request.getfixturevalue(f"{request.param}_issue")
    return found
