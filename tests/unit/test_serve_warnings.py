"""What the local server tells of warnings: many at its start as a number, each new one later."""

from __future__ import annotations

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator import mkdocs_plugin
from generator.model.diagnostic import Location, warning


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([0, 5], [[], [0, 1, 2, 3, 4]]),  # nothing at the start: five of one edit are news
        ([9, 9, 10], [[], [], [9]]),
        ([2, 2, 1], [[0, 1], [], []]),
    ],
)
def test_many_warnings_are_a_number_at_the_start_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, counts: list[int], told: list[list[int]]
) -> None:
    builds = iter([warning("check-due", f"срок {n}", Location("a.yml", n + 1)) for n in range(count)] for count in counts)
    monkeypatch.setattr(mkdocs_plugin, "check", lambda *_, **__: SimpleNamespace(errors=[], warnings=next(builds)))
    monkeypatch.setattr(mkdocs_plugin, "root_of", lambda _: Path())
    plugin = mkdocs_plugin.SmartekaPlugin()
    plugin.on_startup(command="serve", dirty=False)
    found: list[Any] = []
    with caplog.at_level(logging.INFO, logger=mkdocs_plugin.log.name):
        for _ in counts:
            caplog.clear()
            plugin.check(cast(MkDocsConfig, None))
            found.append([int(text.partition("срок ")[2].split()[0]) for text in caplog.messages if "срок " in text])
    assert found == told
