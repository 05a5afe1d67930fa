"""``smarteka check --changed``: what a branch touches and what refers to it, in a real repository."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from publishing import SAMPLE, Run, Runner, git

BUS = "practices/2021/avtobus-s-lekarstvami.yml"
CALL = "practices/2021/zvonok-sosedu.yml"
SITUATION = "life_situations/poluchit-lekarstvo.yml"



@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``repository`` copies: four times faster than asking git again."""
    root = tmp_path_factory.mktemp("git") / "base"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns(".cache"))
    (root / "mkdocs.yml").write_text("site_name: Смартека\n", encoding="utf-8")
    git(root, "init", "--initial-branch=main", "--template=")
    git(root, "add", "--all")
    git(root, "commit", "--message=База")
    git(root, "checkout", "-b", "pravka")
    return root


@pytest.fixture
def repository(committed: Path, tmp_path: Path) -> Path:
    """The invented base, committed on ``main``; the branch ``pravka`` is checked out."""
    return Path(shutil.copytree(committed, tmp_path / "base"))


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def told(run: Run) -> set[tuple[str, str]]:
    found: dict[str, Any] = json.loads(run.out)
    return {(d["code"], d["path"]) for d in found["diagnostics"]}


def test_a_branch_without_changes_is_told_so(smarteka: Runner, repository: Path) -> None:
    run = smarteka("--root", repository, "check", "--changed")
    assert (run.code, run.out) == (0, "")
    assert "не отличаются от «main»" in run.err


def test_only_the_files_of_the_branch_are_told(smarteka: Runner, repository: Path) -> None:
    """A fault that stands on main already is no matter of the branch."""
    git(repository, "checkout", "main")
    replace(repository, CALL, "title: ", "titel: ")
    git(repository, "commit", "--all", "--message=Опечатка на main")
    git(repository, "checkout", "-b", "drugaya")
    replace(repository, BUS, "stage: ", "stadia: ")
    git(repository, "commit", "--all", "--message=Опечатка в ветке")
    run = smarteka("--root", repository, "check", "--changed", "--format", "json")
    assert run.code == 1
    assert {path for _, path in told(run)} == {BUS}
    everything = smarteka("--root", repository, "check", "--format", "json")
    assert {path for _, path in told(everything)} == {BUS, CALL}


def test_uncommitted_and_new_files_count(smarteka: Runner, repository: Path) -> None:
    replace(repository, BUS, "stage: ", "stadia: ")
    (repository / "practices/2021/novaya.yml").write_text("id: novaya\n", encoding="utf-8")
    run = smarteka("--root", repository, "check", "--changed", "--format", "json")
    assert {path for _, path in told(run)} == {BUS, "practices/2021/novaya.yml"}


def test_who_refers_to_a_deleted_record_is_told(smarteka: Runner, repository: Path) -> None:
    (repository / BUS).unlink()
    git(repository, "commit", "--all", "--message=Убрать практику")
    run = smarteka("--root", repository, "check", "--changed", "main", "--format", "json")
    assert run.code == 1
    assert ("unknown-reference", "digests/2021/2021-w46.yml") in told(run)


def test_problems_belong_to_the_record_of_their_situation(smarteka: Runner, repository: Path) -> None:
    """A problem that is taken away is missed by the practices that help with it."""
    text = (repository / SITUATION).read_text(encoding="utf-8")
    (repository / SITUATION).write_text(text.replace("number: 1", "number: 9", 1), encoding="utf-8")
    run = smarteka("--root", repository, "check", "--changed", "--format", "json")
    assert run.code == 1
    assert {path for code, path in told(run) if code == "unknown-reference"} - {SITUATION}


def test_paths_narrow_what_is_shown(smarteka: Runner, repository: Path) -> None:
    replace(repository, BUS, "stage: ", "stadia: ")
    replace(repository, CALL, "stage: ", "stadia: ")
    run = smarteka("--root", repository, "check", BUS, "--changed", "--format", "json")
    assert {path for _, path in told(run)} == {BUS}


def test_names_in_cyrillic_are_found(smarteka: Runner, repository: Path) -> None:
    (repository / "practices/2021/новая.yml").write_text("id: novaya\n", encoding="utf-8")
    run = smarteka("--root", repository, "check", "--changed", "--format", "json")
    assert {path for _, path in told(run)} == {"practices/2021/новая.yml"}


@pytest.mark.parametrize("base", ["net-takoy", "practices", "main..pravka"])
def test_what_is_no_revision_is_refused(smarteka: Runner, repository: Path, base: str) -> None:
    run = smarteka("--root", repository, "check", f"--changed={base}")
    assert (run.code, run.out) == (2, "")
    assert f"«{base}» – не ветка" in run.err


def test_without_a_repository_it_says_so(smarteka: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "base" / "practices").mkdir(parents=True)
    run = smarteka("--root", tmp_path / "base", "check", "--changed")
    assert (run.code, run.out) == (2, "")
    assert "не под управлением git" in run.err


def test_without_git_it_says_so(smarteka: Runner, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    run = smarteka("--root", repository, "check", "--changed")
    assert (run.code, run.out) == (2, "")
    assert "git не найдена" in run.err
