"""How many examples hypothesis tries where a hundred are too few for a parser."""

from __future__ import annotations

from hypothesis import settings


def tries(examples: int) -> settings:
    """``@tries(400)``: so many, or a tenth in the profile ``fast`` of ``make test-fast`` (tests/conftest.py)."""
    fast = settings.get_current_profile_name() == "fast"
    return settings(max_examples=examples // 10 if fast else examples, deadline=None)
