"""Edits of a content root, as people make them: the base stays right after each.

An edit is told by its kind and by a few numbers, each of which chooses one of what there is: the first, if it is 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st

from generator.pipeline import Checked, check

T = TypeVar("T")
_MOST_TRIES = 20
_NUMBERS = 4  # as many as an edit asks for at most


class Choices:
    """What the numbers of an edit choose; when they are used up, the first of everything."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = list(numbers)

    def number(self, below: int) -> int:
        return self._numbers.pop(0) % below if self._numbers else 0

    def one(self, of: Sequence[T]) -> T:
        return of[self.number(len(of))]

    def some(self, of: Sequence[T], most: int) -> list[T]:
        """Up to ``most`` neighbours."""
        start = self.number(len(of) + 1)
        return list(of[start : start + self.number(most + 1)])


Make = Callable[[Choices, Path], dict[Path, str | None]]
"""What the edit writes (or removes, with None); empty where it cannot be made."""


@dataclass(frozen=True)
class Edit:
    """``rename 3 12``: the kind, and what its numbers choose."""

    kind: str
    numbers: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return f"{self.kind} {' '.join(map(str, self.numbers))}".strip()

    @classmethod
    def read(cls, text: str) -> Edit:
        kind, *numbers = text.split()
        return cls(kind, tuple(map(int, numbers)))

    def make(self, root: Path, today: date) -> Checked | None:
        """The base after the edit, or after the next one of its kind that leaves the base without errors; None if there is none."""
        for more in range(_MOST_TRIES):
            first, *others = self.numbers or (0,)
            changes = KINDS[self.kind](Choices((first + more, *others)), root)
            before = {path: path.read_text("utf-8") if path.exists() else None for path in changes}
            if changes == before:
                continue
            _write(changes)
            checked = check(root, today)
            if not checked.errors:
                return checked
            _write(before)
        return None


@st.composite
def edit_lists(draw: st.DrawFn, most: int) -> list[Edit]:
    """Mostly long ones; each edit may be left out by itself, so the shortest list that fails is soon found."""
    numbers = st.tuples(*[st.integers(0, 999)] * _NUMBERS)
    return [Edit(draw(st.sampled_from(sorted(KINDS))), draw(numbers)) for _ in range(most) if draw(st.integers(0, 9))]


_FOLDERS = ("practices", "regions", "life_situations", "digests", "collections", "glossary")


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


def change_text(choose: Choices, root: Path) -> dict[Path, str | None]:
    """A word more in some text of some record."""
    path = choose.one(_records(root))
    lines = path.read_text("utf-8").split("\n")
    places = [n for n, line in enumerate(lines) if re.match(r"^ *(- )?(title|summary|short_title|meaning|text|why|question|solution): [А-Яа-яё]", line)]
    if not places:
        return {}
    lines[choose.one(places)] += f" {choose.one(('снова', 'аптека', 'школа', 'лекарства', 'автобус', 'соседи'))}{choose.number(100)}"
    return {path: "\n".join(lines)}


def change_word_of_text(choose: Choices, root: Path) -> dict[Path, str | None]:
    """A word of a practice gives way to a word of another: what is alike changes."""
    path, other = choose.one(_practices(root)), choose.one(_practices(root))
    text = path.read_text("utf-8")
    words, others = re.findall(r"\b[а-яё]{5,}\b", text), re.findall(r"\b[а-яё]{5,}\b", other.read_text("utf-8"))
    return {path: text.replace(choose.one(words), choose.one(others))} if words and others else {}


def change_dates_and_stages(choose: Choices, root: Path) -> dict[Path, str | None]:
    path = choose.one(_practices(root))
    text = path.read_text("utf-8")
    text = re.sub(r"(?m)^stage: \w+$", f"stage: {choose.one(('pilot', 'running', 'scaled', 'closed'))}", text)
    return {path: re.sub(r"(?m)^stage_date: .*$", f"stage_date: 2021-{1 + choose.number(12):02}", text)}


def add(choose: Choices, root: Path) -> dict[Path, str | None]:
    """A practice more, of words of another one."""
    return _another(choose, choose.one(_practices(root)))


def remove(choose: Choices, root: Path) -> dict[Path, str | None]:
    """A record goes, where nothing refers to it."""
    return {choose.one(_records(root)): None}


def rename(choose: Choices, root: Path) -> dict[Path, str | None]:
    """A record gets another id, and everything that refers to it names that."""
    path = choose.one(_practices(root))
    old, new = path.stem, f"{path.stem[:20].rstrip('-')}-{choose.number(1000)}"
    changes: dict[Path, str | None] = {
        each: re.sub(rf"(?<![\w/-]){old}(?![\w-])", new, text) for each in _records(root) if old in (text := each.read_text("utf-8"))
    }
    text = _without(changes.get(path) or "", "aliases")
    return {**changes, path: None, path.with_name(f"{new}.yml"): f"{text.rstrip()}\naliases: [practices/{old}]\n"}


def refer(choose: Choices, root: Path) -> dict[Path, str | None]:
    """A practice stands in another direction or region, or in none, or helps with another problem."""
    path = choose.one(_practices(root))
    text = path.read_text("utf-8")
    field, values = choose.one((
        ("regions", sorted(p.stem for p in (root / "regions").glob("*.yml"))),
        ("life_situations", sorted(p.stem for p in (root / "life_situations").glob("*.yml"))),
        ("subcategories", re.findall(r"(?m)^  - id: (\S+)$", (root / "practices/taxonomy.yml").read_text("utf-8"))),
    ))
    chosen = choose.some(values, 2)
    return {path: f"{_without(text, field).rstrip()}\n{field}: [{', '.join(chosen)}]\n"}


def draft(choose: Choices, root: Path) -> dict[Path, str | None]:
    """A draft is published, or a practice more becomes one."""
    path = choose.one(_practices(root))
    text = path.read_text("utf-8")
    if "\ndraft:" in text:
        return {path: _without(text, "draft")}
    return {new: f"{(copy or '').rstrip()}\ndraft: true\n" for new, copy in _another(choose, path).items()}


def glossary(choose: Choices, root: Path) -> dict[Path, str | None]:
    """A short form more, which texts may hold."""
    path = root / "glossary/glossary.yml"
    word = choose.one(("МФЦ", "ТСР", "ЖКХ", "ВОЗ"))
    term = f"  - term: Выдуманный термин {choose.number(1000)}\n    abbreviation: {word}\n    text: Выдумано для проверки.\n"
    return {path: path.read_text("utf-8").replace("terms:\n", f"terms:\n{term}", 1)}


def taxonomy(choose: Choices, root: Path) -> dict[Path, str | None]:
    path = root / "practices/taxonomy.yml"
    lines = path.read_text("utf-8").split("\n")
    titles = [n for n, line in enumerate(lines) if line.strip().startswith("title:")]
    lines[choose.one(titles)] += f" {choose.number(100)}"
    return {path: "\n".join(lines)}


def template(choose: Choices, root: Path) -> dict[Path, str | None]:
    found = sorted((root / "site_templates").rglob("*.html"))
    path = choose.one([path for path in found if path.name.startswith("_") or path.parent.name == "records"])
    return {path: f"{path.read_text('utf-8')}<!-- {choose.number(1000)} -->\n"}


def _another(choose: Choices, path: Path) -> dict[Path, str | None]:
    """A published practice of the same words under another name."""
    id = f"novaya-{choose.number(10_000)}"
    text = re.sub(r"(?m)^id: .*$", f"id: {id}", path.read_text("utf-8"))
    text = re.sub(r"(?m)^title: .*$", f"title: Новая практика {id}", text)
    return {path.with_name(f"{id}.yml"): _without(_without(text, "aliases"), "draft")}


def _without(text: str, field: str) -> str:
    """A record without one of its top fields."""
    return re.sub(rf"(?m)^{field}:.*\n(?:(?: |-).*\n)*", "", text)


KINDS: dict[str, Make] = {
    make.__name__: make
    for make in (
        change_text, change_word_of_text, change_dates_and_stages, add, remove, rename, refer, draft, glossary, taxonomy, template,
    )
}
