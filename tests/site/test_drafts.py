"""Drafts: nothing of a site tells that they exist; a preview shows them, marked."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from publishing import (
    SAMPLE_TODAY,
    Published,
    assert_none,
    command,
    copy_sample,
    differences,
    html_files,
    take_over_kept,
)

pytestmark = pytest.mark.site

# Words that stand nowhere else: in ids, titles and texts of drafts of several types.
SECRET = re.compile("kvazibulochnaya|квазибулочн", re.IGNORECASE)
DRAFTS = {
    "practices/2021/kvazibulochnaya.yml": """\
id: kvazibulochnaya
title: Квазибулочная у остановки
draft: true
aliases: [practices/staraya-kvazibulochnaya]
summary: Квазибулочная помогает тем, кто живёт далеко, получить лекарства.
regions: [ozernaya-oblast]
direction: zdorove
life_situations: [poluchit-lekarstvo]
helps_with:
  - {problem: "poluchit-lekarstvo#1", why: Квазибулочная ближе}
kind: service
stage: announced
stage_date: 2021-12-30
check_on: 2021-12-31
solution: Квазибулочную открыли у остановки.
sources:
  - {title: Выдуманный источник о квазибулочной, date: 2021-12-30}
""",
    "digests/2021/2021-w52-kvazibulochnaya.yml": """\
id: 2021-w52-kvazibulochnaya
title: Выпуск с квазибулочной
draft: true
series: Выдуманный дайджест
week: 2021-W52
starts: 2021-12-27
ends: 2022-01-02
top: [kvazibulochnaya, spravka-za-den, avtobus-s-lekarstvami, dom-u-ozera, shkola-navykov]
sections:
  - title: Квазибулочные дела
    entries:
      - practice: kvazibulochnaya
      - practice: spravka-za-den
      - practice: avtobus-s-lekarstvami
      - practice: dom-u-ozera
      - practice: shkola-navykov
sources:
  - {title: Выдуманный выпуск о квазибулочной, date: 2022-01-03}
""",
    "regions/ozernaya-oblast/events/ozernaya-kvazibulochnaya.yml": """\
id: ozernaya-kvazibulochnaya
title: Открытие квазибулочной
draft: true
region: ozernaya-oblast
summary: Открыли квазибулочную.
practices: [kvazibulochnaya, spravka-za-den]
sources:
  - {title: Выдуманная новость о квазибулочной, date: 2021-12-30}
""",
}
PAGES = {"practices/kvazibulochnaya/", "digests/2021-w52-kvazibulochnaya/", "events/ozernaya-oblast/ozernaya-kvazibulochnaya/"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, sample_site: Published) -> Path:
    """The sample and some drafts."""
    root = copy_sample(tmp_path_factory.mktemp("drafts") / "root")
    take_over_kept(sample_site, root)
    for path, text in DRAFTS.items():
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def preview(root: Path) -> Path:
    run = command("smarteka", "--root", root, "build", "--drafts", "--site-dir", root.parent / "preview", SMARTEKA_TODAY=SAMPLE_TODAY)
    assert run.code == 0, run.out + run.err
    assert "Черновиков: 3" in run.err
    return root.parent / "preview"


def test_a_site_with_drafts_beside_it_is_the_site_without_them(root: Path, sample_site: Published) -> None:
    """Built by a command given somewhere in another clone, in another order of sets and another time zone."""
    site = root.parent / "site"
    run = command(
        "smarteka", "build", "--site-dir", site, cwd=root / "practices",
        SMARTEKA_TODAY=SAMPLE_TODAY, PYTHONHASHSEED="7", TZ="Asia/Vladivostok",
    )
    assert run.code == 0, run.out + run.err
    assert "Черновиков: 3" in run.err
    told = [p for p in site.rglob("*") if SECRET.search(p.name) or (p.is_file() and SECRET.search(p.read_bytes().decode(errors="replace")))]
    assert_none(told)
    assert_none(differences(sample_site.site, site))


def test_a_preview_shows_drafts_marked(preview: Path) -> None:
    marked = set()
    for path in html_files(preview):
        text = path.read_text(encoding="utf-8")
        if "Черновик – не опубликован" in text:
            marked.add(f"{path.parent.relative_to(preview).as_posix()}/")
            assert '<meta name="robots" content="noindex">' in text
            assert "<title>Черновик: " in text
        else:
            assert ("noindex" in text) == (path.parent.name == "admin"), path
    assert marked == PAGES
    region = (preview / "regions/ozernaya-oblast/index.html").read_text(encoding="utf-8")
    assert re.search(r"Квазибулочная у\s+остановки</a> <span class=\"draft-tag\">черновик</span>", region)
    taken = [preview / "sitemap.xml", *(p for folder in ("feeds", "calendars") for p in (preview / folder).rglob("*.*"))]
    assert len(taken) > 10
    for path in taken:
        assert not SECRET.search(path.read_text(encoding="utf-8")), path


def test_mkdocs_makes_the_same_preview(root: Path, preview: Path) -> None:
    shutil.rmtree(root.parent / "by-mkdocs", ignore_errors=True)
    run = command(
        "mkdocs", "build", "--config-file", root / "mkdocs.yml", "--site-dir", root.parent / "by-mkdocs",
        SMARTEKA_TODAY=SAMPLE_TODAY, SMARTEKA_DRAFTS="1",
    )
    assert run.code == 0, run.err
    assert_none(differences(preview, root.parent / "by-mkdocs"))
