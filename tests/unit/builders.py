"""Small content for tests: YAML texts → `load_text` → a linked base, and places found by their text.

A file is a path with its text; a content root is a dictionary of them, joined with `|`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from textwrap import dedent

from hypothesis import strategies as st

from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded, load_text
from generator.loading.yaml_reader import read
from generator.model.diagnostic import Diagnostic, Location
from generator.model.registry import RecordType, Registry

REGISTRY = Registry()
TODAY = date(2022, 1, 10)

Files = dict[str, str]
Spot = tuple[str, int, int]  # code, line, column
Rule = Callable[[KnowledgeBase, date], Iterator[Diagnostic]]

SEEN = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Cn", "Zl", "Zp"), exclude_characters="\u115f\u1160\u3164\uffa0" + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
"""Signs that a record may hold, as ``loading.yaml_signs`` has it."""

# The only diagnostic that has nothing to add: the message says what stands there and what should.
_NO_HINT = {"wrong-type"}


def record_type(path: str) -> RecordType:
    found = REGISTRY.for_path(path)
    assert found, f"{path} is no place of a record"
    return found


def loaded(path: str, text: str) -> Loaded:
    """A record that loads without a word; anything else is a mistake of the test."""
    item, diagnostics = load_text(text, path, record_type(path))
    assert not diagnostics, diagnostics
    assert item
    return item


def base(files: Files, broken: Iterable[str] = ()) -> KnowledgeBase:
    """The linked base of some files. ``broken`` are the paths that must give no record."""
    items: list[Loaded] = []
    unreadable: set[tuple[str, str]] = set()
    for path, text in files.items():
        if path in broken:
            item, diagnostics = load_text(text, path, record_type(path))
            assert item is None, f"{path} was meant to be broken"
            assert diagnostics
            unreadable.add((record_type(path).kind, PurePosixPath(path).stem))
        else:
            items.append(loaded(path, text))
    return KnowledgeBase(items, REGISTRY, frozenset(unreadable))


def found(rule: Rule, files: Files, today: date = TODAY, broken: Iterable[str] = ()) -> list[Diagnostic]:
    return list(rule(base(files, broken), today))


def faults(text: str, path: str = "practices/2021/apteka.yml") -> list[Diagnostic]:
    """What loading one text finds."""
    return load_text(text, path, record_type(path))[1]


def spots(diagnostics: Iterable[Diagnostic]) -> list[tuple[str, int, int]]:
    """Code, line and column of each."""
    return [(d.code, d.location.line, d.location.column) for d in diagnostics]


def places(diagnostics: Iterable[Diagnostic]) -> list[tuple[str, Location]]:
    """Code and full location of each."""
    return [(d.code, d.location) for d in diagnostics]


def place(files: Files, path: str, needle: str, nth: int = 1) -> Location:
    """Where the ``nth`` occurrence of a text stands in a file."""
    text, index = files[path], -1
    for _ in range(nth):
        index = text.index(needle, index + 1)
    return Location(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def write(root: Path, files: Files) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def _file(path: str, head: str, extra: str) -> Files:
    """``extra`` takes the place of a line of the head with the same key, or is added below."""
    addition = dedent(extra).strip("\n")
    given = {line.partition(":")[0] for line in addition.split("\n") if not line.startswith((" ", "-"))}
    lines = _fields(dedent(head).strip("\n"))
    kept = [line for line in lines if line.partition(":")[0] not in given]
    return {path: "\n".join([*kept, *([addition] if addition else [])]) + "\n"}


def _fields(text: str) -> list[str]:
    """The text of each top field."""
    fields: list[str] = []
    for line in text.split("\n"):
        if line.startswith((" ", "-")):
            fields[-1] += f"\n{line}"
        else:
            fields.append(line)
    return fields


_SOURCES = "sources:\n  - title: Новость"


def practice(id: str, extra: str = "", folder: str = "2021") -> Files:
    head = (
        f"id: {id}\ntitle: Практика {id}\nsummary: Суть\nkind: service\nstage: running\n"
        f"solution: Решение\n{_SOURCES}"
    )
    return _file(f"practices/{folder}/{id}.yml", head, extra)


def region(id: str, extra: str = "", iso: str = "RU-TUL", tile: int = 1) -> Files:
    head = (
        f"id: {id}\ntitle: Регион {id}\niso: {iso}\ndistrict: central\nkind: oblast\nshort: Р{tile}\n"
        f"tile:\n  column: {tile}\n  row: 1"
    )
    return _file(f"regions/{id}.yml", head, extra)


def situation(id: str, extra: str = "") -> Files:
    head = (
        f"id: {id}\ntitle: Ситуация {id}\nshort_title: Коротко\n"
        f"borders:\n  start: Начало\n  end: Конец\n{_SOURCES}"
    )
    return _file(f"life_situations/{id}.yml", head, extra)


def numbered_problems(*numbers: int) -> str:
    return "problems:\n" + "\n".join(f"  - {{number: {n}, title: Проблема}}" for n in numbers)


def target_model(id: str, extra: str = "") -> Files:
    head = (
        f"id: {id}\ntitle: Модель {id}\nshort_title: Модель\ndirection: zdorove\n"
        f"life_situations: [situaciya]\n{_SOURCES}"
    )
    return _file(f"life_situations/target_models/{id}.yml", head, extra)


def digest(id: str, extra: str = "") -> Files:
    """Stands in its own series, so that only what a test says can overlap."""
    head = f"""
        id: {id}
        title: Выпуск {id}
        series: Серия {id}
        week: 2021-W46
        starts: 2021-11-15
        ends: 2021-11-21
        top: [p1, p2, p3, p4, p5]
        sections:
          - title: Раздел
            entries:
              - practice: p1
              - practice: p2
              - practice: p3
              - practice: p4
              - practice: p5
              - practice: p6
        sources:
          - title: Новость
    """
    return _file(f"digests/2021/{id}.yml", head, extra)


def report(id: str, extra: str = "", region: str = "tulskaya-oblast") -> Files:
    head = f"""
        id: {id}
        title: Отчёт {id}
        region: {region}
        period: 2024 год
        sections:
          - number: 1
            title: Раздел
            items:
              - number: "1.1"
                title: Пункт
                status: {{text: Выполнено, value: done}}
        sources:
          - title: Новость
    """
    return _file(f"regions/{region}/reports/{id}.yml", head, extra)


def report_items(*rows: str, number: int = 1) -> str:
    """A section of a report with these rows."""
    lines = "\n".join(f"      - {{{row}, status: {{text: '', value: none}}}}" for row in rows)
    return f"sections:\n  - number: {number}\n    title: Раздел\n    items:\n{lines}"


def roadmap(id: str, extra: str = "", region: str = "tulskaya-oblast") -> Files:
    head = f"id: {id}\ntitle: Карта {id}\nregion: {region}\nlife_situation: situaciya\n{_SOURCES}"
    return _file(f"regions/{region}/roadmaps/{id}.yml", head, extra)


def survey(id: str, extra: str = "", region: str = "tulskaya-oblast") -> Files:
    head = (
        f"id: {id}\ntitle: Опрос {id}\nregion: {region}\ninstrument: Анкета\n"
        f"starts: 2021-10\nends: 2021-11\n{_SOURCES}"
    )
    return _file(f"regions/{region}/surveys/{id}.yml", head, extra)


def event(id: str, extra: str = "", region: str = "tulskaya-oblast") -> Files:
    head = f"id: {id}\ntitle: Событие {id}\nregion: {region}\nsummary: Что было\n{_SOURCES}"
    return _file(f"regions/{region}/events/{id}.yml", head, extra)


def taxonomy(extra: str = "") -> Files:
    head = "id: taxonomy\ntitle: Слова\ndirections:\n  - {id: zdorove, title: Здоровье, family: nsi}"
    return _file("practices/taxonomy.yml", head, extra)


def glossary(extra: str = "") -> Files:
    return _file("glossary/glossary.yml", "id: glossary\ntitle: Словарь\nterms:\n  - term: Практика", extra)


def values(text: str) -> dict[str, object]:
    """The mapping of a text that reads without a word."""
    document = read(text, "record.yml")
    assert not document.diagnostics, document.diagnostics
    assert document.mapping is not None
    return document.mapping


# One record of each type with every field filled; `test_references` holds that to be true.


def assert_explained(diagnostics: Iterable[Diagnostic], hints: bool = True) -> None:
    """In Russian, on one line, with a next step where there has to be one."""
    for d in diagnostics:
        assert re.search("[а-яё]", d.message), d
        assert "\n" not in d.message + d.hint, d
        assert re.search("[а-яё]", d.hint) or not hints or (d.code in _NO_HINT and not d.hint), d


def text_of(files: Files) -> str:
    (text,) = files.values()
    return text


def practice_text(extra: str) -> str:
    """A minimal good practice with some fields added or replaced; they come last."""
    return text_of(practice("apteka", extra))


def spots_of(extra: str) -> list[Spot]:
    """Spots in a practice, with lines counted from the first added one."""
    text = practice_text(extra)
    first = text.index(extra.partition("\n")[0])
    diagnostics = faults(text)
    assert_explained(diagnostics)
    above = text.count("\n", 0, first)
    return [(code, line - above, column) for code, line, column in spots(diagnostics)]
