"""``smarteka new digest``: a draft issue from a week of the invented base."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from publishing import SAMPLE, Run, Runner, git, tree

WEEK = "2021-W52"  # 27 December – 2 January; the day of the tests, 10 January, is two weeks later
NEWS = """\
id: novost-{n}
title: Выдуманная новость № {n}
summary: Новость придумана для проверки № {n}.
regions: [{region}]
direction: {direction}
kind: service
stage: running
solution: Ничего не сделано № {n}.
sources:
  - {{title: Выдуманный источник № {n}, date: {date}}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sample with six practices dated in one week."""
    base = tmp_path / "base"
    shutil.copytree(SAMPLE, base)
    (base / "mkdocs.yml").write_text("site_name: Смартека\n", encoding="utf-8")
    add(base, "2021-12-{day}")
    return base


def add(base: Path, date: str) -> None:
    for n in range(1, 7):
        region, direction = ("lesnoy-kray", "ozernaya-oblast")[n % 2], ("zdorove", "dela-doma")[n % 2]
        text = NEWS.format(n=n, region=region, direction=direction, date=date.format(day=26 + min(n, 5)))
        (base / f"practices/2021/novost-{n}.yml").write_text(text, encoding="utf-8")


@pytest.fixture
def new_digest(smarteka: Runner, root: Path) -> Runner:
    def run(*args: str, today: str = "2022-01-10") -> Run:
        return smarteka("--root", root, "new", "digest", *args, SMARTEKA_TODAY=today)

    return run


def assert_refused(run: Run, *named: str) -> None:
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Ошибка: ")
    assert [word for word in named if word not in run.err] == []
    assert "Traceback" not in run.err


def test_the_last_full_week_by_itself(root: Path, new_digest: Runner, smarteka: Runner) -> None:
    run = new_digest(today="2022-01-05")
    assert (run.code, run.out) == (0, "digests/2021/2021-w52.yml\n")
    assert re.search(r"Неделя 2021-W52.*6\sпрактик \(6 по дню источника\)", run.err)
    assert "smarteka check digests/2021/2021-w52.yml" in run.err
    checked = smarteka("--root", root, "check", "--format", "json", SMARTEKA_TODAY="2022-01-05")
    assert (checked.code, json.loads(checked.out)["diagnostics"]) == (0, [])
    text = (root / "digests/2021/2021-w52.yml").read_text(encoding="utf-8")
    assert 'title: Выдуманный дайджест, 27 декабря 2021 – 2 января 2022 г.\n' in text
    assert "draft: true" in text


def test_nothing_is_overwritten(root: Path, new_digest: Runner) -> None:
    assert new_digest("--week", WEEK).code == 0
    before = tree(root)
    assert_refused(new_digest("--week", WEEK), "уже есть", "digests/2021/2021-w52.yml")
    (root / "digests/2021/svoy.yml").write_text("id: neponyatno\n", encoding="utf-8")
    (root / "digests/2021/2021-w52.yml").unlink()
    assert_refused(new_digest("svoy", "--week", WEEK), "digests/2021/svoy.yml уже есть")
    assert tree(root) == {**{k: v for k, v in before.items() if "w52" not in k}, "digests/2021/svoy.yml": tree(root)["digests/2021/svoy.yml"]}


def test_a_week_without_practices_names_weeks_that_have_some(root: Path, new_digest: Runner) -> None:
    before = tree(root)
    assert_refused(new_digest(), "2022-W01", f"{WEEK} – 6", f"smarteka new digest --week {WEEK}", "smarteka new digest 2022-w01")
    assert tree(root) == before


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["--week", "2021-W60"], ["--week", "2021-W60", "2026-W47"]),
        (["--week", "завтра"], ["--week", "завтра"]),
        (["--week", "9999-W52"], ["9999-W52"]),
        (["--week", "2022-W10"], ["2022-W10", "не началась", "2022-W01"]),
        (["--week", "2021-W46"], ["2021-W46", "уже есть"]),
        (["--week", WEEK, "--region", "lesnoy-kray"], ["--region"]),
        (["--week", WEEK, "--year", "2021"], ["--year"]),
        (["Выпуск", "--week", WEEK], ["Выпуск"]),
    ],
    ids=" ".join,
)
def test_wrong_usage(new_digest: Runner, args: list[str], named: list[str]) -> None:
    assert_refused(new_digest(*args), *named)


def test_week_is_for_issues_only(root: Path, smarteka: Runner) -> None:
    assert_refused(smarteka("--root", root, "new", "practice", "novaya", "--week", WEEK), "--week")


def test_an_id_alone_gives_the_empty_draft_as_ever(root: Path, new_digest: Runner) -> None:
    run = new_digest("2022-w02")
    assert (run.code, run.out) == (0, "digests/2022/2022-w02.yml\n")
    text = (root / "digests/2022/2022-w02.yml").read_text(encoding="utf-8")
    assert ("\nsections:\n" in text, "novost" in text) == (True, False)


def test_the_id_of_an_empty_draft_tells_its_week(root: Path, new_digest: Runner) -> None:
    run = new_digest("2019-w01")
    assert (run.code, run.out) == (0, "digests/2019/2019-w01.yml\n")
    text = (root / "digests/2019/2019-w01.yml").read_text(encoding="utf-8")
    assert all(f"\n{line}\n" in text for line in ("week: 2019-W01", "starts: 2018-12-31", "ends: 2019-01-06"))
    assert_refused(new_digest("2021-w99"), "такой недели нет")
    assert not (root / "digests/2021/2021-w99.yml").exists()


def test_the_first_commit_dates_what_no_source_does(root: Path, new_digest: Runner) -> None:
    add(root, "2021")
    when = {"GIT_AUTHOR_DATE": "2021-12-30T12:00:00Z", "GIT_COMMITTER_DATE": "2021-12-30T12:00:00Z"}
    for args in (["init"], ["add", "."], ["commit", "-m", "Start"]):
        git(root, *args, **when)
    run = new_digest("--week", WEEK)
    assert run.code == 0, run.err
    assert "по дню, когда запись появилась в git" in run.err
    text = (root / "digests/2021/2021-w52.yml").read_text(encoding="utf-8")
    assert text.count("30 декабря 2021, git") >= 6


def test_records_that_could_not_be_read_are_told_of(root: Path, new_digest: Runner) -> None:
    (root / "practices/2021/novost-1.yml").write_text("id: novost-1\nstage: runing\n", encoding="utf-8")
    run = new_digest("--week", WEEK)
    assert run.code == 0
    assert "Не прочитано из-за ошибок: 1" in run.err
