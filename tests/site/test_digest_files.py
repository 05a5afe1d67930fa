"""Issues as files of a built site: linked from their page, the same as from the command line, and never in the way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from publishing import SAMPLE_TODAY, TODAY, Published, Run, command, exported_html, take_over_kept

from generator.exports.digest.formats import FORMATS

pytestmark = pytest.mark.site

PAGE = "digests/2021-w46/"
FILES = sum(len(form.files) for form in FORMATS.values())


def links(site: Path) -> dict[str, str]:
    """Name of each file that the page offers, with the size that it tells."""
    html = (site / PAGE / "index.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    found = re.findall(r'<a href="\.\./\.\./digests/2021-w46/([^"]+)" download>[^<]+</a> <span class="muted">([^<]+)</span>', html)
    return dict(found)


@pytest.mark.parametrize("name", ["published", "sample_site"])
def test_the_page_offers_every_file_with_its_size(name: str, request: pytest.FixtureRequest) -> None:
    built: Published = request.getfixturevalue(name)
    files = {p.name: p.stat().st_size for p in (built.site / PAGE).iterdir() if p.name != "index.html"}
    assert len(files) == FILES
    assert {file: f"{-(-size // 1000)} КБ" for file, size in files.items()} == links(built.site)


def test_the_command_writes_the_very_same_files(smarteka: Callable[..., Run], published: Published, tmp_path: Path) -> None:
    for form in FORMATS:
        run = smarteka("--root", published.root, "digest", "export", "2021-w46", "--to", form, "--out", tmp_path, SMARTEKA_TODAY=TODAY)
        assert run.code == 0, run.err
    built = published.site / PAGE
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(links(published.site))
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (built / path.name).read_bytes(), path.name


def test_html_files_say_where_the_page_is(published: Published) -> None:
    written = [p.name for p in exported_html(published.site) if p.parent == published.site / PAGE]
    assert written == ["monitoring-2021-w46-email.html", "monitoring-2021-w46.html"]
    assert f'<link rel="canonical" href="https://smarteka.example/{PAGE}">' in (published.site / PAGE / "monitoring-2021-w46.html").read_text(encoding="utf-8")


def test_a_format_that_cannot_be_made_is_told_and_not_offered(
    sample_root: Path, sample_site: Published, tmp_path: Path
) -> None:
    take_over_kept(sample_site, sample_root)  # without its fonts the PDF is another one: not found there
    shutil.rmtree(sample_root / "site_templates" / "exports" / "fonts")
    run = command("smarteka", "--root", sample_root, "build", "--site-dir", tmp_path / "site", SMARTEKA_TODAY=SAMPLE_TODAY)
    assert run.code == 0
    assert re.search(r"Внимание: .*PDF", run.err)
    assert [name for name in links(tmp_path / "site") if name.endswith(".pdf")] == []
    assert len(links(tmp_path / "site")) == FILES - 1
