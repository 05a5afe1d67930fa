"""The day of a run: today, or the value of ``SMARTEKA_TODAY`` for reproducible runs.

Only commands and the plugin call this; everything below takes the day as an argument.
"""

from __future__ import annotations

import os
from datetime import date

_VARIABLE = "SMARTEKA_TODAY"


class WrongDay(ValueError):
    """The variable is not a date in ISO format; the message says so in Russian."""


def run_day() -> date:
    """The day. Raises WrongDay."""
    fixed = os.environ.get(_VARIABLE)
    try:
        return date.fromisoformat(fixed) if fixed else date.today()
    except ValueError:
        raise WrongDay(f"{_VARIABLE}: «{fixed}» – не день; пишите 2026-11-22") from None
