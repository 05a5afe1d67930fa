"""The day that a run is for: today, or the one that ``SMARTEKA_TODAY`` fixes for runs that must repeat.

Everything below takes the day as an argument; only commands and the plugin ask here.
"""

from __future__ import annotations

import os
from datetime import date

_VARIABLE = "SMARTEKA_TODAY"


class WrongDay(ValueError):
    """The variable holds no day; the message says so in Russian."""


def run_day() -> date:
    """Raises WrongDay."""
    fixed = os.environ.get(_VARIABLE)
    try:
        return date.fromisoformat(fixed) if fixed else date.today()
    except ValueError:
        raise WrongDay(f"{_VARIABLE}: «{fixed}» – не день; пишите 2026-11-22") from None
