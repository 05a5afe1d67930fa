"""What ``make`` calls: a machine without a browser says what to do; every target is in the list."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHELL = "/bin/sh"
WITHOUT_WINDOWS = "install -y -qq --no-install-recommends chromium-headless-shell fonts-liberation"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs that is all the machine has; what apt-get is asked for is written down."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program(folder, "apt-get", f'echo "$*" >> {tmp_path}/asked')
    return folder


def program(folder: Path, name: str, does: str) -> None:
    path = folder / name
    path.write_text(f"#!{SHELL}\n{does}\n", encoding="utf-8")
    path.chmod(0o755)


def run(machine: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SHELL, ROOT / "tools" / "chromium.sh"], env={"PATH": str(machine)}, capture_output=True, text=True, check=False
    )


def asked(machine: Path) -> list[str]:
    return (machine.parent / "asked").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
def test_a_browser_that_is_there_will_do(machine: Path, name: str) -> None:
    program(machine, name, "")
    program(machine, "id", "echo 1000")
    done = run(machine)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_browser_and_rights_one_is_told_what_to_do(machine: Path) -> None:
    program(machine, "id", "echo 1000")
    done = run(machine)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Ошибка: нет Chromium")
    assert "sudo apt-get install chromium" in done.stderr
    assert "make test-fast" in done.stderr
    assert not (machine.parent / "asked").exists()


def test_the_administrator_gets_it_installed(machine: Path) -> None:
    program(machine, "id", "echo 0")
    assert run(machine).returncode == 0
    assert asked(machine) == ["update -qq", WITHOUT_WINDOWS]


def test_where_there_is_only_the_whole_browser_that_is_installed(machine: Path) -> None:
    program(machine, "id", "echo 0")
    program(machine, "apt-get", f'echo "$*" >> {machine.parent}/asked\ncase "$*" in *headless*) exit 100;; esac')
    assert run(machine).returncode == 0
    assert asked(machine) == ["update -qq", WITHOUT_WINDOWS, "install -y -qq chromium"]


@pytest.mark.parametrize("fails", ["*", "install*"])
def test_an_installation_that_fails_is_told_in_plain_words(machine: Path, fails: str) -> None:
    program(machine, "id", "echo 0")
    program(machine, "apt-get", f'case "$*" in {fails}) exit 100;; esac')
    done = run(machine)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-2].startswith("Ошибка: Chromium не поставился")
    assert "make test-fast" in done.stderr


def test_every_target_of_make_says_what_it_does() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z][a-z-]*):(?!=)(.*)$", text, re.MULTILINE)
    assert [name for name, rest in targets if not re.search("## .*[а-яё]", rest)] == []
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony
    assert sorted(phony[1].split()) == sorted(name for name, _ in targets)


def test_packages_that_do_not_come_end_with_what_to_do(machine: Path, tmp_path: Path) -> None:
    """What pip says of it is English and long."""
    program(machine, "pip-fails", 'case "$1" in -m) echo "ERROR: No matching distribution" >&2; exit 1;; esac; exit 1')
    program(machine, "python3", f'case "$1" in -m) mkdir -p "$3/bin"; cp {machine}/pip-fails "$3/bin/python";; esac')
    done = subprocess.run(
        [SHELL, ROOT / "tools" / "environment.sh", "python3", tmp_path / "venv"],
        env={"PATH": f"{machine}:/usr/bin:/bin"}, cwd=tmp_path, capture_output=True, text=True, check=False,
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("Ошибка: пакеты не поставились, причина выше. Нужны интернет")


def test_labels_say_what_they_need(machine: Path) -> None:
    def labels(file: str = ".github/labels.json") -> str:
        done = subprocess.run(
            [SHELL, ROOT / "tools" / "labels.sh", file], env={"PATH": f"{machine}:/usr/bin:/bin"}, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode in (1, 2)
        assert "Traceback" not in done.stderr
        return done.stderr

    program(machine, "gh", "exit 4")
    assert "Метка «практика» не заведена" in labels()
    assert "Метки не прочитаны из «нет.json»" in labels("нет.json")
