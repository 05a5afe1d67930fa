"""Reading the base in commands, with a progress message on standard error."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from . import console

if TYPE_CHECKING:
    from generator.pipeline import Checked


def check(root: Path, today: date) -> Checked:
    """``pipeline.check``, imported on demand, with the message after a second."""
    from generator import pipeline

    with console.working("чтение базы"):
        return pipeline.check(root, today)
