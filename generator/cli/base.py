"""The base as commands read it: what takes longer than a second is named on standard error."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from . import console

if TYPE_CHECKING:
    from generator.pipeline import Checked


def check(root: Path, today: date) -> Checked:
    """As ``pipeline.check`` does, and as it is imported only when it is needed."""
    from generator import pipeline

    with console.working("чтение базы"):
        return pipeline.check(root, today)
