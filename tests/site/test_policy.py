"""What the content security policy of ``deploy/`` forbids stands on no page."""

from __future__ import annotations

import re

import pytest
from publishing import Published, assert_none, exported_html, html_files

pytestmark = pytest.mark.site

# Data blocks (JSON, JSON-LD) are no scripts: a browser never runs them, and the policy lets them be.
_FORBIDDEN = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))[^>]*>|<style\b|<[^>]+\son[a-z]+\s*=|(?:href|src|action)=\"javascript:|<(?:iframe|object|embed|base)\b",
    re.IGNORECASE,
)


def test_pages_need_nothing_that_the_policy_forbids(published: Published, sample_site: Published) -> None:
    assert _FORBIDDEN.search("<p onclick='x'>") and _FORBIDDEN.search("<script>x</script>")
    assert not _FORBIDDEN.search('<script src="a.js" defer>') and not _FORBIDDEN.search('<script type="application/ld+json">')
    pages = [*html_files(published.site), *html_files(sample_site.site)]
    assert len(pages) > 200
    assert_none(f"{page}: {found[0][:80]}" for page in pages if (found := _FORBIDDEN.search(page.read_text("utf-8"))))


def test_an_issue_as_one_file_has_its_styles_and_no_script(published: Published) -> None:
    files = list(exported_html(published.site))
    assert files
    assert_none(f"{file}: скрипт" for file in files if "<script" in file.read_text("utf-8"))
