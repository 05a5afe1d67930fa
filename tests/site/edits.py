"""Random edits of a content root, as people make them: the base stays right after each."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.pipeline import Checked, check

Edit = Callable[[random.Random, Path], dict[Path, str | None]]
"""What the edit writes (or removes, with None); empty where it cannot be made."""

_FOLDERS = ("practices", "regions", "life_situations", "digests", "collections", "glossary")


def apply(chance: random.Random, root: Path, today: date) -> tuple[str, Checked]:
    """One edit that leaves the base without errors: its name and what is checked after it."""
    while True:
        name, edit = chance.choice(list(EDITS.items()))
        changes = edit(chance, root)
        before = {path: path.read_text("utf-8") if path.exists() else None for path in changes}
        if changes == before:
            continue
        _write(changes)
        checked = check(root, today)
        if not checked.errors:
            return name, checked
        _write(before)


def _write(changes: dict[Path, str | None]) -> None:
    for path, text in changes.items():
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


def _records(root: Path) -> list[Path]:
    return sorted(path for folder in _FOLDERS for path in (root / folder).rglob("*.yml"))


def _practices(root: Path) -> list[Path]:
    return sorted((root / "practices").glob("*/*.yml"))


def change_text(chance: random.Random, root: Path) -> dict[Path, str | None]:
    """A word more in some text of some record."""
    path = chance.choice(_records(root))
    lines = path.read_text("utf-8").split("\n")
    places = [n for n, line in enumerate(lines) if re.match(r"^ *(- )?(title|summary|short_title|meaning|text|why|question|solution): [А-Яа-яё]", line)]
    if not places:
        return {}
    lines[chance.choice(places)] += f" {chance.choice(('снова', 'аптека', 'школа', 'лекарства', 'автобус', 'соседи'))}{chance.randrange(100)}"
    return {path: "\n".join(lines)}


def change_word_of_text(chance: random.Random, root: Path) -> dict[Path, str | None]:
    """A word of a practice gives way to a word of another: what is alike changes."""
    path, other = chance.choice(_practices(root)), chance.choice(_practices(root))
    text = path.read_text("utf-8")
    words, others = re.findall(r"\b[а-яё]{5,}\b", text), re.findall(r"\b[а-яё]{5,}\b", other.read_text("utf-8"))
    return {path: text.replace(chance.choice(words), chance.choice(others))} if words and others else {}


def change_dates_and_stages(chance: random.Random, root: Path) -> dict[Path, str | None]:
    path = chance.choice(_practices(root))
    text = path.read_text("utf-8")
    text = re.sub(r"(?m)^stage: \w+$", f"stage: {chance.choice(('pilot', 'running', 'scaled', 'closed'))}", text)
    return {path: re.sub(r"(?m)^stage_date: .*$", f"stage_date: 2021-{chance.randrange(1, 13):02}", text)}


def add(chance: random.Random, root: Path) -> dict[Path, str | None]:
    """A practice more, of words of another one."""
    path = chance.choice(_practices(root))
    id = f"novaya-{chance.randrange(10_000)}"
    text = re.sub(r"(?m)^id: .*$", f"id: {id}", path.read_text("utf-8"))
    text = re.sub(r"(?m)^title: .*$", f"title: Новая практика {id}", text)
    return {path.with_name(f"{id}.yml"): _without(text, "aliases")}


def remove(chance: random.Random, root: Path) -> dict[Path, str | None]:
    """A practice goes, where nothing refers to it."""
    return {chance.choice(_practices(root)): None}


def rename(chance: random.Random, root: Path) -> dict[Path, str | None]:
    """A record gets another id, and everything that refers to it names that."""
    path = chance.choice(_practices(root))
    old, new = path.stem, f"{path.stem[:20].rstrip('-')}-{chance.randrange(1000)}"
    changes: dict[Path, str | None] = {
        each: re.sub(rf"(?<![\w/-]){old}(?![\w-])", new, text) for each in _records(root) if old in (text := each.read_text("utf-8"))
    }
    text = _without(changes.get(path) or "", "aliases")
    return {**changes, path: None, path.with_name(f"{new}.yml"): f"{text.rstrip()}\naliases: [practices/{old}]\n"}


def refer(chance: random.Random, root: Path) -> dict[Path, str | None]:
    """A practice stands in another direction or region, or in none, or helps with another problem."""
    path = chance.choice(_practices(root))
    text = path.read_text("utf-8")
    field, values = chance.choice((
        ("regions", sorted(p.stem for p in (root / "regions").glob("*.yml"))),
        ("life_situations", sorted(p.stem for p in (root / "life_situations").glob("*.yml"))),
        ("subcategories", re.findall(r"(?m)^  - id: (\S+)$", (root / "practices/taxonomy.yml").read_text("utf-8"))),
    ))
    chosen = chance.sample(values, min(len(values), chance.randrange(3)))
    return {path: f"{_without(text, field).rstrip()}\n{field}: [{', '.join(chosen)}]\n"}


def draft(chance: random.Random, root: Path) -> dict[Path, str | None]:
    """A practice becomes a draft or is published."""
    path = chance.choice(_practices(root))
    text = path.read_text("utf-8")
    return {path: _without(text, "draft") if "\ndraft:" in text else f"{text.rstrip()}\ndraft: true\n"}


def glossary(chance: random.Random, root: Path) -> dict[Path, str | None]:
    """A short form more, which texts may hold."""
    path = root / "glossary/glossary.yml"
    word = chance.choice(("МФЦ", "ТСР", "ЖКХ", "ВОЗ"))
    term = f"  - term: Выдуманный термин {chance.randrange(1000)}\n    abbreviation: {word}\n    meaning: Выдумано для проверки.\n"
    return {path: path.read_text("utf-8").replace("terms:\n", f"terms:\n{term}", 1)}


def taxonomy(chance: random.Random, root: Path) -> dict[Path, str | None]:
    path = root / "practices/taxonomy.yml"
    lines = path.read_text("utf-8").split("\n")
    titles = [n for n, line in enumerate(lines) if line.strip().startswith("title:")]
    lines[chance.choice(titles)] += f" {chance.randrange(100)}"
    return {path: "\n".join(lines)}


def template(chance: random.Random, root: Path) -> dict[Path, str | None]:
    path = chance.choice(sorted((root / "site_templates").rglob("*.html")))
    return {path: f"{path.read_text('utf-8')}<!-- {chance.randrange(1000)} -->\n"} if path.name.startswith("_") or path.parent.name == "records" else {}


def _without(text: str, field: str) -> str:
    """A record without one of its top fields."""
    return re.sub(rf"(?m)^{field}:.*\n(?:(?: |-).*\n)*", "", text)


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        change_text, change_word_of_text, change_dates_and_stages, add, remove, rename, refer, draft, glossary, taxonomy, template,
    )
}
