"""Explanations of diagnostic codes: none missing, none left over, and their examples do what they say."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from builders import (
    REGISTRY,
    TODAY,
    Files,
    digest,
    event,
    practice,
    region,
    report,
    roadmap,
    situation,
    survey,
    target_model,
    taxonomy,
)
from full_records import FULL

from generator.analysis.roadmap_checks import findings
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check
from generator.loading import messages
from generator.loading.records import load
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.roadmap import Roadmap
from generator.wording.codes import GROUPS, Explanation, explanations

PACKAGE = Path(__file__).resolve().parents[2] / "generator"
# Calls whose first argument is a code.
MAKERS = {"error", "warning", "_Explained", "_doubt", "Doubt", "CellDoubt", "ItemRule", "DocumentFault", "_report", "Diagnostic", "_found", "Remark"}
PASSED_ON = {"code", "explained.code", "fault.code", "doubt.code", "each.code", "rule.code", "remark.code"}  # names that hold a code another call gave


@cache
def used_codes() -> dict[str, set[str]]:
    """Every code that a call in the package makes a diagnostic with, by the name of what is called; a computed one fails."""
    found: dict[str, set[str]] = {name: set() for name in MAKERS}
    made = re.compile(rf"\b({'|'.join(MAKERS)})\(")
    for folder in ("loading", "knowledge", "analysis", "editing", "cli", "model"):
        for file in (PACKAGE / folder).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            for call in ast.walk(ast.parse(text)) if made.search(text) else ():
                if not isinstance(call, ast.Call) or not call.args:
                    continue
                name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                code = call.args[0]
                if name in MAKERS and isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found[name].add(code.value)
                elif name in MAKERS - {"_report", "_found"}:
                    assert ast.unparse(code) in PASSED_ON, f"{file.name}:{call.lineno}: a code that cannot be read off"
    return found


def test_every_code_is_explained_and_nothing_else() -> None:
    assert set().union(*used_codes().values()) == set(explanations())


def test_what_the_import_refuses_is_an_error_and_what_it_doubts_a_warning() -> None:
    refused = used_codes()["error"] | used_codes()["DocumentFault"] | {"not-a-digest", "not-a-report", "not-one-issue", "week-unknown", "unknown-life-situation"}
    assert {e.code for e in explanations().values() if e.group == "import" and not e.warning} == {
        e.code for e in explanations().values() if e.group == "import" and e.code in refused
    }


def test_files_of_the_groups_are_the_groups_and_name_no_code_twice() -> None:
    folder = PACKAGE / "wording" / "codes"
    assert {file.stem for file in folder.glob("*.yml")} == set(GROUPS)
    lines = [line for file in folder.glob("*.yml") for line in file.read_text(encoding="utf-8").splitlines()]
    codes = [line.removesuffix(":") for line in lines if line.endswith(":") and not line.startswith((" ", "#"))]
    assert sorted(codes) == sorted(explanations())


@pytest.mark.parametrize("explanation", explanations().values(), ids=lambda e: e.code)
def test_an_explanation_says_something(explanation: Explanation) -> None:
    assert explanation.title[0].isupper() or explanation.title.startswith("id ")
    assert not explanation.title.endswith(".")
    assert explanation.text.endswith(".")
    assert explanation.wrong != explanation.right or explanation.encoding
    assert all(text.strip() for text in (*explanation.wrong.values(), *explanation.right.values()))


# The base in which the examples are tried

BACKGROUND: Files = {
    **taxonomy(),
    **region("tulskaya-oblast"),
    **region("ryazanskaya-oblast", iso="RU-RYA", tile=2),
    **situation("situaciya", "problems: [{number: 1, title: Далеко}]"),
    **target_model("model"),
    **practice("apteka"),
    **{path: text for n in range(1, 7) for path, text in practice(f"p{n}").items()},
    **digest("2021-w46"),
}
MAKE = {
    "practice": practice, "digest": digest, "region": region, "life_situation": situation, "target_model": target_model,
}
OF_REGIONS = {"standard_report": report, "survey": survey, "event": event}


WHOLE_ROADMAP = next(iter(roadmap("lekarstva", """
    kpis:
      - {title: Доля довольных, unit: "%", current: 50, target: 60}
    measures:
      - title: Привозить лекарства в деревни
        problem: До аптеки далеко
        activities:
          - {title: Купить автобус, start: 2022-01-10, end: 2022-03-01, responsible: [Минздрав]}
""").values()))


def example_files(explanation: Explanation, pieces: dict[str, str]) -> Files:
    """The background with the pieces of an example put into their records."""
    files = dict(BACKGROUND)
    for path, piece in pieces.items():
        files[path] = piece if explanation.whole else merged(files.get(path) or smallest(path), piece)
    return files


def smallest(path: str) -> str:
    """The smallest record that fits a path; a misplaced one is a practice."""
    if path.startswith("regions/") and "/roadmaps/" in path:
        return WHOLE_ROADMAP
    kind = found.kind if (found := REGISTRY.for_path(path.replace(".yaml", ".yml"))) else "practice"
    id = Path(path).stem
    if kind == "canvas":
        return f"id: {id}\ntitle: Лист\ntemplate: persona\nlife_situation: situaciya\nsources:\n  - title: Интервью\n"
    if kind == "collection":
        return FULL["collections/podborka.yml"].replace("id: podborka", f"id: {id}")
    made = OF_REGIONS[kind](id, region=path.split("/")[1]) if kind in OF_REGIONS else MAKE[kind](id)
    return next(iter(made.values()))


def merged(text: str, piece: str) -> str:
    """Fields of the piece take the place of fields of the same name."""
    given = {line.partition(":")[0] for line in piece.splitlines()}
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        if not line.startswith((" ", "-")):
            inside = line.partition(":")[0] in given
        if not inside:
            kept.append(line)
    return "\n".join([*kept, piece])


def diagnostics(root: Path, files: Files, encoding: str = "utf-8") -> list[Diagnostic]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding=encoding if path == "practices/2021/apteka.yml" else "utf-8", newline="\n")
    result = load(root, REGISTRY)
    found = [*result.diagnostics, *check(KnowledgeBase(result.records, REGISTRY, frozenset(result.unreadable)), TODAY)]
    for item in result.records:
        if isinstance(item.record, Roadmap):  # as ``roadmap check`` tells
            found += [Diagnostic(f.code, Severity("error" if f.is_error else "warning"), f.text, item.location(*f.where)) for f in findings(item.record)]
    return found


TRIED = [e for e in explanations().values() if not e.staged]


@pytest.fixture(scope="module")
def background(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Codes told of the background alone: a new rule may find something there, which is then told once."""
    return {d.code for d in diagnostics(tmp_path_factory.mktemp("background"), BACKGROUND)}


def test_the_background_is_faultless(background: set[str]) -> None:
    assert background == set()


@pytest.mark.parametrize("explanation", TRIED, ids=lambda e: e.code)
def test_the_wrong_example_is_told_and_the_right_one_is_not(tmp_path: Path, background: set[str], explanation: Explanation) -> None:
    wrong = diagnostics(tmp_path / "wrong", example_files(explanation, dict(explanation.wrong)), explanation.encoding or "utf-8")
    told = {d.severity for d in wrong if d.code == explanation.code}
    assert told == {Severity.WARNING if explanation.warning else Severity.ERROR}, wrong
    right = diagnostics(tmp_path / "right", example_files(explanation, dict(explanation.right)))
    if not explanation.whole:
        assert {d.code for d in right} <= background
    assert explanation.code not in {d.code for d in right}


# What no text can show


def test_a_large_file_is_told(tmp_path: Path) -> None:
    text = BACKGROUND["practices/2021/apteka.yml"] + "#" * 1_000_001
    assert "file-too-large" in {d.code for d in diagnostics(tmp_path, {**BACKGROUND, "practices/2021/apteka.yml": text})}


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "practices" / "2021").mkdir(parents=True)
    (tmp_path / "practices" / "2021" / "kiosk.yml").symlink_to(tmp_path / "net.yml")
    assert "unreadable-file" in {d.code for d in diagnostics(tmp_path, BACKGROUND)}


def test_a_kind_of_error_without_words_of_its_own_is_told(tmp_path: Path, background: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    explanation = explanations()["invalid-value"]
    pieces = {"practices/2021/apteka.yml": explanation.wrong[""]}
    monkeypatch.setattr(messages, "_EXPLAIN", {k: v for k, v in messages._EXPLAIN.items() if k != "enum"})
    assert {d.code for d in diagnostics(tmp_path, example_files(explanation, pieces))} - background == {"invalid-value"}


def test_every_example_told_in_words_is_seen_here_or_belongs_to_the_import() -> None:
    assert {e.code for e in explanations().values() if e.staged and e.group not in ("import", "links")} == {
        "file-too-large", "unreadable-file", "unreadable-folder", "invalid-value",
        "not-formatted",  # test_formatting
    }
