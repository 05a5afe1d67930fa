"""What the hand-written documents say of commands, options, files and modules is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from publishing import ROOT

from generator.cli.app import application

READMES = [ROOT / "README.md", ROOT / "README.ru.md"]
DOCUMENTS = [*READMES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "bench/README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FOLDERS = "|".join(sorted(path.name for path in (*ROOT.iterdir(), *(ROOT / "generator").iterdir()) if path.is_dir() and path.name.isidentifier()))
INVENTED = {  # by the guides, to show what an editor or a developer makes
    "generator/model/mentor.py", "site_templates/records/mentor.html", "tests/unit/wrong_input/mentor.yml", "tests/site/golden/mentor.html",
    "practices/2026/prokat-kresel-kolyasok-na-domu.yml", "digests/2026/",
}


def commands(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a group, by its names."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, *path, name)
    else:
        yield path, command


COMMANDS = dict(commands(application))
GROUPS = {path[:1] for path in COMMANDS if len(path) > 1}


def told(text: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Commands that a text tells to type: names as far as they are known, and options."""
    for match in re.finditer(r"(?:^|`)smarteka ((?:--root \S+ )?[a-z][^`\n#]*)", text, re.MULTILINE):
        words = re.sub(r"^--root \S+ ", "", match[1].replace("\\|", " ")).split()
        path: tuple[str, ...] = ()
        while words and any(known[: len(path) + 1] == (*path, words[0]) for known in COMMANDS):
            path = (*path, words.pop(0))
        yield path or tuple(words[:1]), re.findall(r"--[a-z][a-z-]*", " ".join(words))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_and_options_are_those_that_there_are(document: Path) -> None:
    wrong = []
    for path, options in told(document.read_text(encoding="utf-8")):
        if path in GROUPS:
            continue
        if path not in COMMANDS:
            wrong.append(" ".join(path))
        else:
            known = {name for option in COMMANDS[path].params for name in option.opts} | {"--help"}
            wrong += [f"{' '.join(path)} {option}" for option in options if option not in known]
    assert wrong == []


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_names_every_command(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    lacking = {path for path in COMMANDS if not re.search(rf"^\| .*`(?:smarteka )?{r'[^`]*[ |]'.join(path)}[ `\\]", text, re.MULTILINE)}
    drafts = {path for path in COMMANDS if path[0] == "new"} - {("new", "practice"), ("new", "digest")}  # «new TYPE» stands for them
    assert lacking == drafts


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_are_named_are_there(document: Path) -> None:
    named = set(re.findall(rf"`((?:{FOLDERS})/[\w./-]+)`", document.read_text(encoding="utf-8"))) - INVENTED
    beside = (ROOT, ROOT / "generator", ROOT / "site_templates", document.parent)
    assert sorted(path for path in named if not any((folder / path).exists() for folder in beside)) == []


def test_the_map_tells_of_every_floor() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    floors = {path.name if path.suffix else f"{path.name}/" for path in (ROOT / "generator").iterdir() if not path.name.startswith("_")}
    assert sorted(name for name in floors if name not in text) == []


def test_the_page_of_tests_tells_of_every_folder() -> None:
    text = (ROOT / "docs/how-to/tests.md").read_text(encoding="utf-8")
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert sorted(name for name in folders if f"`tests/{name}/`" not in text) == []
