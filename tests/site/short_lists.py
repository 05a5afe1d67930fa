"""Lists that need several pages where a base holds few records."""

from __future__ import annotations

import pytest

from generator.exports import api
from generator.rendering import coverage_page, further_pages, list_pages, pagination
from generator.rendering.views import situation


def shorten_lists(small: pytest.MonkeyPatch) -> None:
    small.setattr(pagination, "PAGE_ROWS", 4)
    small.setattr(further_pages, "SHARED_ROWS", 3)
    small.setattr(list_pages, "SIGNAL_ROWS", 2)
    small.setattr(list_pages, "MOST_SOURCES", 2)
    small.setattr(situation, "MOST_HELPING", 5)
    small.setattr(situation, "FEW_HELPING", 2)
    small.setattr(coverage_page, "NAMED_ON_A_PAGE", 5)
    small.setattr(api, "LIST_RECORDS", 4)
