"""``smarteka review``: one comment on a branch; nothing in a record takes effect in it. And what runs it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from publishing import BIN, ROOT, Runner, surroundings
from test_check_changed import BUS, CALL, committed, replace, repository

from generator.editing.review import in_words
from generator.model.common import Figure
from generator.model.scalars import PartialDate
from generator.pipeline import Checked

__all__ = ["committed", "repository"]  # fixtures


def section(text: str, title: str) -> str:
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0].strip()


def test_a_branch_without_changes(smarteka: Runner, repository: Path) -> None:
    run = smarteka("--root", repository, "review")
    assert run.code == 0
    assert section(run.out, "Что изменится на сайте") == "Записи не отличаются от «main»."
    assert section(run.out, "Замечания проверки") == "Замечаний нет."


def test_a_changed_field_is_told_in_words(smarteka: Runner, repository: Path) -> None:
    text = (repository / BUS).read_text(encoding="utf-8")
    (repository / BUS).write_text(re.sub("^stage: .*$", "stage: closed", text, flags=re.MULTILINE), encoding="utf-8")
    run = smarteka("--root", repository, "review", "--preview", "https://smarteka.example/preview/")
    told = section(run.out, "Что изменится на сайте")
    (row,) = [line for line in told.splitlines() if line.startswith("| Стадия")]
    assert row.endswith(" | завершена |")
    assert "[Посмотреть](https://smarteka.example/preview/practices/avtobus-s-lekarstvami/)" in told
    assert len([line for line in told.splitlines() if line.startswith("| ")]) == 2  # the head and one field


def test_words_of_closed_lists_are_told_in_russian(sample_checked: Checked) -> None:
    words = {"kind": "plan", "qualifier": "up_to", "better": "lower"}
    figure = Figure.model_validate({"title": "дней", "value": 3, **words})
    told = in_words(figure, sample_checked.base)
    assert [part.partition(": ")[2] for part in told.split(", ")] == ["дней", "3", "план или обещание", "до", "лучше меньше"]


def test_a_list_tells_what_came_and_what_went(smarteka: Runner, repository: Path) -> None:
    text = (repository / BUS).read_text(encoding="utf-8")
    (repository / BUS).write_text(re.sub(r"^regions: .*$", "regions: [lesnoy-kray]", text, flags=re.MULTILINE), encoding="utf-8")
    told = section(smarteka("--root", repository, "review").out, "Что изменится на сайте")
    assert "| Регионы | Озёрная область | Лесной край |" in told


def test_dates_and_words_of_lists_are_said_as_pages_say_them(sample_checked: Checked) -> None:
    base = sample_checked.base
    assert in_words((PartialDate("2025-12"), PartialDate("2024")), base) == "декабрь\u00a02025; 2024"
    assert in_words(("Посчитать.", "Купить."), base) == "Посчитать; Купить"


def test_a_new_record_is_compared_with_the_base(smarteka: Runner, repository: Path) -> None:
    text = (repository / BUS).read_text(encoding="utf-8")
    copy = text.replace("id: avtobus-s-lekarstvami", "id: kopiya").replace("title: ", "title: Ещё один ", 1)
    (repository / "practices/2021/kopiya.yml").write_text(re.sub("^aliases:.*\n(  - .*\n)*", "", copy, flags=re.MULTILINE), encoding="utf-8")
    run = smarteka("--root", repository, "review")
    assert "**Новая запись:** «Ещё один " in run.out
    assert "(`avtobus-s-lekarstvami`)" in section(run.out, "Нет ли такой записи уже")
    assert re.search(r"«Ещё один .*»: \d+ из 100", section(run.out, "Полнота паспорта"))


def test_a_file_that_only_looks_different_changes_nothing(smarteka: Runner, repository: Path) -> None:
    (repository / BUS).write_text("# Пояснение\n" + (repository / BUS).read_text(encoding="utf-8"), encoding="utf-8")
    assert "**Только вид файла:**" in smarteka("--root", repository, "review").out


def test_errors_are_told_and_do_not_stop_it(smarteka: Runner, repository: Path) -> None:
    replace(repository, BUS, "stage: ", "stadia: ")
    (repository / CALL).unlink()
    run = smarteka("--root", repository, "review")
    assert run.code == 0
    assert "**Запись удалена или не читается:**" in run.out
    assert "ошибка `unknown-key`" in section(run.out, "Замечания проверки")


def test_nothing_in_a_record_takes_effect(smarteka: Runner, repository: Path) -> None:
    text = (repository / BUS).read_text(encoding="utf-8")
    evil = '@admin <img src=x> ![](https://evil.example/a.png) **жирно** | `код` <!-- '
    (repository / BUS).write_text(re.sub("^title: .*$", f"title: '{evil}'", text, flags=re.MULTILINE), encoding="utf-8")
    out = smarteka("--root", repository, "review").out.replace("<!-- smarteka review -->", "")
    for sign in ("@", "<img", "![", "https://", "<!--", "**жирно", "`код"):
        assert sign not in out, sign


@pytest.mark.parametrize("argument", ["net-takoy", "--preview=javascript:x"])
def test_what_cannot_be_is_refused(smarteka: Runner, repository: Path, argument: str) -> None:
    run = smarteka("--root", repository, "review", argument)
    assert (run.code, run.out) == (2, "")


# What runs it


def script(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = surroundings()
    environment["PATH"] = f"{BIN}:{environment['PATH']}"
    environment["PYTHONPATH"] = str(ROOT)
    return subprocess.run(
        [ROOT / "tools" / "review.sh", *arguments], cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )


@pytest.mark.slow
def test_the_script_stops_at_errors_with_the_comment_written(repository: Path) -> None:
    replace(repository, BUS, "stage: ", "stadia: ")
    run = script(repository, "main")
    assert run.returncode == 1, run.stderr
    assert "unknown-key" in (repository / "review/review.md").read_text(encoding="utf-8")
    assert not (repository / "review/preview").exists()


@pytest.mark.slow
def test_the_script_says_when_there_is_nothing_to_compare_with(repository: Path) -> None:
    assert script(repository, "net-takoy").returncode == 2


@pytest.mark.parametrize(
    ("service", "where"),
    [
        ({"GITHUB_RUN_ID": "7", "GITHUB_SERVER_URL": "https://hub.example", "GITHUB_REPOSITORY": "a/b"}, "(https://hub.example/a/b/actions/runs/7#artifacts)"),
        ({"CI_JOB_URL": "https://lab.example/a/b/-/jobs/7"}, "(https://lab.example/a/b/-/jobs/7/artifacts/browse/out/preview/)"),
        ({}, "`out/preview/index.html`"),
    ],
)
def test_the_comment_leads_to_the_preview(tmp_path: Path, service: dict[str, str], where: str) -> None:
    """The script alone: a command of this name stands in for what other tests run."""
    command = tmp_path / "bin/smarteka"
    command.parent.mkdir()
    command.write_text("#!/bin/sh\necho \"$1 done\"\n", encoding="utf-8")
    command.chmod(0o755)
    environment = {"PATH": f"{command.parent}:/usr/bin:/bin", **service}
    subprocess.run([ROOT / "tools/review.sh", "main", "out"], cwd=tmp_path, env=environment, capture_output=True, timeout=20, check=True)
    comment = (tmp_path / "out/review.md").read_text(encoding="utf-8")
    assert comment.startswith("review done\n")
    assert where in comment.partition("## Посмотреть")[2]


@pytest.mark.parametrize("path", [".github/workflows/check.yml", ".gitlab-ci.yml"])
def test_pipelines_run_the_script_without_rights(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    flow = yaml.safe_load(text)
    assert "tools/review.sh" in text
    assert "secrets." not in text
    assert "pull_request_target" not in text
    if path.startswith(".github"):
        assert flow["permissions"] == {"contents": "read"}
        commands = [step["run"] for step in flow["jobs"]["check"]["steps"] if "run" in step]
        assert [c for c in commands if "${{" in c] == []  # nothing of a branch is put into a command


def test_forms_of_issues_are_whole() -> None:
    for name in ("practice", "correction"):
        form = yaml.safe_load((ROOT / f".github/ISSUE_TEMPLATE/{name}.yml").read_text(encoding="utf-8"))
        assert {"name", "description", "body"} <= form.keys()
        ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
        assert len(ids) == len(set(ids))


