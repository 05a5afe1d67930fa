"""The day a site is built for."""

from __future__ import annotations

from datetime import date

import pytest
from mkdocs.exceptions import ConfigurationError

from generator.mkdocs_settings import today


def test_a_fixed_day_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTEKA_TODAY", "2022-01-10")
    assert today() == date(2022, 1, 10)


def test_what_is_no_day_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTEKA_TODAY", "10.01.2022")
    with pytest.raises(ConfigurationError, match=r"SMARTEKA_TODAY: «10\.01\.2022» – не день"):
        today()
