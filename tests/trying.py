"""How many examples hypothesis tries, where a test says it itself."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

LEAST = 5


def tries(examples: int, **more: Any) -> settings:
    """``@tries(400)``: so many; in the profile ``fast`` of ``make test-fast`` (tests/conftest.py) a tenth, but five at least.

    Named values are those of ``hypothesis.settings``.
    """
    fast = settings.get_current_profile_name() == "fast"
    return settings(max_examples=min(examples, max(examples // 10, LEAST)) if fast else examples, deadline=None, **more)
