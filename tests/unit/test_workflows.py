"""Workflows and templates of GitHub and GitLab: well formed, few rights, no text of strangers in a script; and the scripts run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from github_form import form_body
from publishing import BIN, ROOT, SAMPLE, SAMPLE_TODAY, git, surroundings

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RIGHTS = {"contents", "issues", "pull-requests", "pages", "id-token"}
# What of an event anybody may have written; numbers, names of the base branch and ids are GitHub's own.
BY_STRANGERS = re.compile(r"\$\{\{[^}]*github\.(?:event\.(?:issue|pull_request|comment)\.(?:title|body|user)|head_ref|event\.[a-z_]*\.head)")


def load(path: Path) -> dict[str, Any]:
    """YAML 1.1 takes the word «on» for true."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in found.items()}


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_a_workflow_is_well_formed_and_has_few_rights(path: Path) -> None:
    workflow = load(path)
    assert {"name", "on", "permissions", "jobs"} <= workflow.keys()
    assert "pull_request_target" not in workflow["on"], "код ветки не работает с правами"
    given = [workflow["permissions"], *(job.get("permissions", {}) for job in workflow["jobs"].values())]
    assert all(rights.keys() <= RIGHTS for rights in given)
    for name, job in workflow["jobs"].items():
        assert job["runs-on"] == "ubuntu-latest"
        assert 1 <= job["timeout-minutes"] <= 30
        needs = job.get("needs", [])
        assert set([needs] if isinstance(needs, str) else needs) <= workflow["jobs"].keys() - {name}
    for step in steps(workflow):
        assert ("uses" in step) != ("run" in step)
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/x@v1")), "только действия самого GitHub"
        assert "${{" not in step.get("run", ""), "значения идут через env, не через текст сценария"
        for value in step.get("env", {}).values():
            assert not BY_STRANGERS.search(value)
        for script in re.findall(r"tools/[\w.-]+\.sh", step.get("run", "")):
            assert os.access(ROOT / script, os.X_OK), script


def test_who_reads_an_issue_may_not_write_and_who_writes_runs_no_packages() -> None:
    jobs = load(ROOT / ".github" / "workflows" / "proposal.yml")["jobs"]
    assert jobs["draft"]["permissions"] == {"contents": "read"}
    assert jobs["draft"]["steps"][0]["with"]["persist-credentials"] is False
    assert not any("secrets." in str(step) or "github.token" in str(step) for step in jobs["draft"]["steps"])
    commands = " ".join(step.get("run", "") for step in jobs["propose"]["steps"])
    assert "pip" not in commands
    assert "smarteka" not in commands


def test_gitlab_runs_the_same_scripts() -> None:
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    scripts = {script for job in jobs.values() for script in re.findall(r"tools/[\w.-]+\.sh", " ".join(job["script"]))}
    assert scripts == {"tools/review.sh", "tools/proposal-draft.sh", "tools/proposal-publish.sh"}
    assert "PROPOSAL_TOKEN" not in str(jobs)
    assert jobs["proposal-publish"]["environment"]
    assert all(job["rules"] for job in jobs.values())


def test_nothing_is_installed_but_what_the_lock_holds() -> None:
    """Neither a package without its hash nor, to build our own, whatever is newest."""
    files = [*WORKFLOWS, ROOT / ".gitlab-ci.yml"]
    commands = [command for file in files for command in re.findall(r"pip install[^&\n]*", file.read_text(encoding="utf-8"))]
    assert len(commands) >= 10
    assert {command.strip() for command in commands} == {"pip install --require-hashes -r requirements.lock", "pip install --no-build-isolation --no-deps -e ."}
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for package in ("brotli", "setuptools"):
        assert re.search(rf"^{package}==[^ ]+ \\\n +--hash=sha256:", locked, re.MULTILINE), package


def labels() -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((ROOT / ".github" / "labels.json").read_text(encoding="utf-8"))
    return found


def test_labels_are_those_that_templates_and_workflows_use() -> None:
    names = [label["name"] for label in labels()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[0-9a-f]{6}", label["color"]) and len(label["description"]) <= 100 for label in labels())
    used = {name for form in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") for name in load(form).get("labels", [])}
    used |= set(re.findall(r"labels\.\*\.name, '([^']+)'", "".join(p.read_text(encoding="utf-8") for p in WORKFLOWS)))
    used |= {name for p in (ROOT / ".gitlab").rglob("*.md") for name in re.findall(r'/label ~"([^"]+)"', p.read_text(encoding="utf-8"))}
    assert used <= set(names)
    assert {"практика", "исправление"} <= used


@pytest.mark.parametrize("path", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")), ids=lambda p: p.stem)
def test_an_issue_form_is_one(path: Path) -> None:
    form = load(path)
    if path.stem == "config":
        assert form.keys() <= {"blank_issues_enabled", "contact_links"}
        return
    assert {"name", "description", "body"} <= form.keys()
    ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert len(set(ids)) == len(ids)
    for field in form["body"]:
        assert field["type"] in ("markdown", "input", "textarea", "dropdown")
        assert ("value" if field["type"] == "markdown" else "label") in field["attributes"]
        options = field["attributes"].get("options", [])
        assert (field["type"] == "dropdown") == bool(options)
        assert "None" not in options


# The scripts, with programs of services that only write down what they are asked for

FAKE = '#!/bin/sh\nprintf "%s\\n" "$*" >> "$ASKED"\nfor word in "$@"; do case $word in *.md) cat "$word" >> "$SAID" ;; esac; done\n'


@pytest.fixture
def service(tmp_path: Path) -> dict[str, str]:
    """The environment of a job: programs, a clone of the base with a remote, what is asked and said."""
    programs = tmp_path / "bin"
    programs.mkdir()
    gh = FAKE + 'case "$*" in\n  *--edit-last*) exit 1 ;;\n  "pr create"*) [ -z "$NO_REQUESTS" ] || exit 1; echo https://git.example/pull/1 ;;\nesac\n'
    for name, text in {"gh": gh, "python3": f'#!/bin/sh\nexec {sys.executable} "$@"\n', "smarteka": f'#!/bin/sh\nexec {BIN / "smarteka"} "$@"\n'}.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    return surroundings(
        PATH=f"{programs}:{os.environ['PATH']}", ASKED=str(tmp_path / "asked"), SAID=str(tmp_path / "said"), NO_REQUESTS="",
        SMARTEKA_TODAY=SAMPLE_TODAY, GITHUB_SERVER_URL="https://git.example", GITHUB_REPOSITORY="baza/smarteka", GITLAB_CI="",
        GIT_CONFIG_GLOBAL=os.devnull,
    )


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the invented base; its remote lies beside it."""
    root = tmp_path_factory.mktemp("service") / "clone"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns(".cache"))
    (root / "mkdocs.yml").write_text("site_name: Смартека\n", encoding="utf-8")
    (root / ".gitignore").write_text("/.cache/\n", encoding="utf-8")
    for args in (["init", "--bare", "../far"], ["init"], ["add", "-A"], ["commit", "-m", "База"], ["remote", "add", "origin", "../far"], ["push", "origin", "main"]):
        git(root, *args)
    return root


@pytest.fixture
def clone(cloned: Path) -> Path:
    """The clone on its main branch; each test has an issue of its own."""
    git(cloned, "switch", "main")
    return cloned


def script(name: str, root: Path, env: dict[str, str], *args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / "tools" / name, *args], cwd=root, env=env, capture_output=True, text=True, check=False, timeout=120)


def event(path: Path, body: str, label: str = "практика", **more: Any) -> Path:
    path.write_text(json.dumps({"issue": {"number": 7, "body": body, "labels": [{"name": label}]}, **more}, ensure_ascii=False), encoding="utf-8")
    return path


GOOD = form_body({"title": 'Аптека "на лыжах"; $(touch hacked)', "region": "Озёрная область", "solution": "Лыжник `touch hacked` развозит.", "source_title": "Отчёт"})


@pytest.mark.slow
def test_an_issue_becomes_a_branch_and_a_request(clone: Path, service: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = script("proposal-draft.sh", clone, service, event(tmp_path / "e.json", GOOD), out)
    assert made.returncode == 0, made.stderr
    path = (out / "path").read_text(encoding="utf-8").strip()
    git(clone, "clean", "-fd")  # the other job has a clone of its own
    done = script("proposal-publish.sh", clone, service, out)
    assert done.returncode == 0, done.stderr
    assert git(clone.parent / "far", "show", f"proposal/issue-7:{path}") == (out / "record.yml").read_text(encoding="utf-8")
    said = (tmp_path / "said").read_text(encoding="utf-8")
    assert "Closes #7" in said
    assert "https://git.example/pull/1" in said
    assert not [*tmp_path.rglob("hacked"), *clone.parent.rglob("hacked")]
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert "лыжах" not in asked, "текст обращения идёт только файлами"

    # Again, for another label of the same issue: silence. The author edits it: one word.
    before = len(asked)
    assert script("proposal-publish.sh", clone, service, out).returncode == 0
    assert len((tmp_path / "asked").read_text(encoding="utf-8")) == before
    (out / "edited").touch()
    assert script("proposal-publish.sh", clone, service, out).returncode == 0
    assert "уже лежит в ветке `proposal/issue-7`" in (tmp_path / "said").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_refused_issue_gets_its_reply_and_no_branch(clone: Path, service: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = script("proposal-draft.sh", clone, service, event(tmp_path / "e.json", form_body({"title": "Аптека"})), out)
    assert made.returncode == 0, made.stderr
    assert not (out / "path").exists()
    assert script("proposal-publish.sh", clone, service, out).returncode == 0
    assert "не хватило вот чего" in (tmp_path / "said").read_text(encoding="utf-8")
    assert "issue comment 7" in (tmp_path / "asked").read_text(encoding="utf-8")


def test_other_issues_and_odd_files_are_left_alone(clone: Path, service: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert script("proposal-draft.sh", clone, service, event(tmp_path / "e.json", GOOD, "вопрос"), out).returncode == 0
    assert list(out.iterdir()) == []
    assert script("proposal-publish.sh", clone, service, out).returncode == 0
    for number, path in (("7; id", "practices/2026/x.yml"), ("7", "../x.yml"), ("7", "practices/2026/../../.github/workflows/x.yml"), ("7", "practices/2026/x.yml\n../x.yml")):
        for name, text in {"number": number, "path": path, "reply.md": "x", "record.yml": "x"}.items():
            (out / name).write_text(f"{text}\n", encoding="utf-8")
        assert script("proposal-publish.sh", clone, service, out).returncode == 2, path
    assert not (tmp_path / "asked").exists()


def test_where_workflows_may_not_open_requests_a_link_does(clone: Path, service: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name, text in {"number": "8", "path": "practices/2022/x.yml", "reply.md": "Спасибо!", "record.yml": "id: x"}.items():
        (out / name).write_text(f"{text}\n", encoding="utf-8")
    done = script("proposal-publish.sh", clone, {**service, "NO_REQUESTS": "1"}, out)
    assert done.returncode == 0, done.stderr
    assert "https://git.example/baza/smarteka/compare/proposal/issue-8?expand=1" in (tmp_path / "said").read_text(encoding="utf-8")


def test_labels_are_made_one_by_one(service: dict[str, str], tmp_path: Path) -> None:
    done = script("labels.sh", ROOT, service)
    assert done.returncode == 0, done.stderr
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert len(asked) == len(labels())
    assert asked[0].startswith("label create практика --color 0b6e6e")
