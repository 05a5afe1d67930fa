"""The command ``smarteka`` by its contracts, on the invented base of tests/site/sample.

Most run in this process (the fixture ``smarteka``). A process of its own is
started where that is the point: encodings of streams, a reader that leaves, ``serve``.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import product
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from publishing import (
    BIN,
    ROOT,
    SAMPLE,
    SAMPLE_TODAY,
    Published,
    Run,
    Runner,
    command,
    copy_sample,
    surroundings,
    take_over_kept,
    tree,
)

from generator.cli import console
from generator.cli.app import COMMANDS

BUS = "practices/2021/avtobus-s-lekarstvami.yml"
CALL = "practices/2021/zvonok-sosedu.yml"
COLLECTION = "collections/vybor-redaktora.yml"
# What click and argparse would say in English; names of options and of commands are not words of a language.
ENGLISH = re.compile(
    r"\b(?:Usage|Options?|Commands?|Arguments?|Error|Try|Show this message|required|default|Invalid|Missing|No such|"
    r"unexpected|INTEGER|TEXT|PATH|FILE|BOOLEAN|RANGE|OPTIONS|COMMAND|ARGS|Aborted|Traceback)\b"
)

Spoil = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, for reading only."""
    root = tmp_path_factory.mktemp("cli") / "base"
    shutil.copytree(SAMPLE, root)
    (root / "mkdocs.yml").write_text("site_name: Смартека\n", encoding="utf-8")
    return root


@pytest.fixture
def copied(base: Path, tmp_path: Path) -> Path:
    """The sample, to be changed."""
    return Path(shutil.copytree(base, tmp_path / "base", ignore=shutil.ignore_patterns(".cache")))


@pytest.fixture
def spoil(copied: Path) -> Spoil:
    """Replaces a piece of a record that must be there."""

    def replace(path: str, old: str, new: str) -> None:
        text = (copied / path).read_text(encoding="utf-8")
        assert old in text
        (copied / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def place(root: Path, path: str, needle: str) -> dict[str, Any]:
    """Where a text stands in a file, as the contract counts: from 1, in characters."""
    text = (root / path).read_text(encoding="utf-8")
    before = text[: text.index(needle)]
    return {"path": path, "line": before.count("\n") + 1, "column": len(before) - before.rfind("\n")}


def assert_wrong_usage(run: Run, *named: str) -> None:
    """Code 2, nothing on standard output, a Russian sentence that names what was wrong."""
    assert (run.code, run.out) == (2, "")
    first = run.err.splitlines()[0]
    assert first.startswith("Ошибка: ")
    assert re.search("[а-яё]{3}", first.removeprefix("Ошибка: "))
    assert [word for word in named if word not in run.err] == []
    assert ENGLISH.findall(run.err) == []


def assert_cannot_run(run: Run) -> None:
    """Code 2 and a sentence of ours about mkdocs.yml; MkDocs may add what it found, in its own words."""
    assert (run.code, run.out) == (2, "")
    assert [line for line in run.err.splitlines() if line.startswith("Ошибка: ") and "mkdocs.yml" in line]
    assert "Traceback" not in run.err


# Help


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_is_russian(smarteka: Runner, base: Path, name: str) -> None:
    run = smarteka("--root", base, name, "--help")
    assert (run.code, run.err) == (0, "")
    assert re.match(rf"Использование: .*smarteka {name}\b", run.out)
    assert "Параметры:" in run.out
    assert "Показать эту справку и выйти." in run.out
    assert ENGLISH.findall(run.out) == []


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command_and_the_exit_codes(
    smarteka: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, option: str
) -> None:
    monkeypatch.chdir(tmp_path)  # help needs no base
    run = smarteka(option)
    assert (run.code, run.err) == (0, "")
    assert set(re.findall(r"^  ([a-z][a-z-]*)  ", run.out, re.MULTILINE)) == set(COMMANDS)
    assert "Код выхода: 0" in run.out
    assert ENGLISH.findall(run.out) == []


@pytest.mark.slow
def test_help_waits_for_no_models() -> None:
    """They take twice as long to import as all the rest of a help page; a command takes them in when it runs."""
    light = "build, check, completeness, export, fmt, links, review, schemas, serve, similar"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; from generator.cli import {light}; sys.exit('pydantic' in sys.modules)"], check=False, cwd=ROOT
    )
    assert done.returncode == 0


def test_the_promised_commands_exist() -> None:
    assert {"check", "build", "serve", "search", "similar", "new", "export", "schemas", "bench"} <= COMMANDS.keys()


def test_without_a_command_help_is_shown(smarteka: Runner, base: Path) -> None:
    run = smarteka("--root", base)
    assert run.code == 2
    assert "Команды:" in run.out + run.err


def test_version(smarteka: Runner) -> None:
    run = smarteka("--version")
    assert (run.code, run.err) == (0, "")
    assert re.fullmatch(r"smarteka \d+\.\d+\.\d+\n", run.out)


# Wrong usage


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["chek"], ["chek", "check"]),
        (["--nope"], ["--nope"]),
        (["--root"], ["--root"]),
        *(([name, "--nope"], ["--nope", f"smarteka {name} --help"]) for name in COMMANDS),
        (["check", "--format"], ["--format"]),
        (["check", "--format", "xml"], ["--format", "text, json, github, sarif"]),
        (["check", "net-takogo.yml"], ["net-takogo.yml"]),
        (["build", "extra"], ["extra"]),
        (["serve", "--port", "0"], ["--port", "1", "65535"]),
        (["serve", "--port", "восемь"], ["--port"]),
        (["search"], ["ЗАПРОС"]),
        (["search", "лекарства", "--limit", "0"], ["--limit"]),
        (["search", "лекарства", "--limit", "много"], ["--limit"]),
        (["search", "лекарства", "--type", "praktika"], ["--type", "practice"]),
        (["search", "лекарства", "--region", "ozernaya"], ["ozernaya", "ozernaya-oblast"]),
        (["search", "лекарства", "--region", "Озёрная"], ["Озёрная", "ozernaya-oblast"]),
        (["search", "лекарства", "--life-situation", "poluchit"], ["poluchit", "poluchit-lekarstvo"]),
        (["search", "лекарства", "--format", "yaml"], ["--format", "text, json"]),
        (["similar"], ["ЧТО"]),
        (["similar", "avtobus-s-lekarstvam"], ["avtobus-s-lekarstvami"]),
        (["similar", "Автобус с лекарством"], ["avtobus-s-lekarstvami"]),
        (["similar", "avtobus-s-lekarstvami", "--limit", "0"], ["--limit"]),
        (["new"], ["ВИД"]),
        (["new", "practice"], ["ID"]),
        (["new", "praktika", "novaya"], ["ВИД", "practice"]),
        (["new", "practice", "Новая"], ["Новая"]),
        (["new", "practice", "../../etc/passwd"], ["passwd"]),
        (["new", "practice", "avtobus-s-lekarstvami"], [BUS]),
        (["new", "event", "novoe"], ["--region"]),
        (["new", "event", "novoe", "--region", "ozernaya-oblas"], ["ozernaya-oblast"]),
        (["new", "practice", "novaya", "--region", "ozernaya-oblas"], ["ozernaya-oblast"]),
        (["new", "practice", "novaya", "--year", "21"], ["--year"]),
        (["new", "digest", "2022-w01", "--region", "ozernaya-oblast"], ["--region"]),
        (["new", "event", "novoe", "--region", "ozernaya-oblast", "--year", "2022"], ["--year"]),
        (["export"], ["json"]),
        (["export", "xml", "--out", "x"], ["json", "csv", "xlsx", "sqlite", "opensearch"]),
        (["export", "json"], ["--out"]),
        (["schemas", "extra"], ["extra"]),
        (["bench"], ["--records"]),
        (["bench", "--records", "0"], ["--records"]),
        (["bench", "--records", "пять"], ["--records"]),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_explained_in_russian(smarteka: Runner, base: Path, args: list[str], named: list[str]) -> None:
    assert_wrong_usage(smarteka("--root", base, *args) if args != ["--root"] else smarteka(*args), *named)


def test_a_name_of_a_value_is_that_of_the_help(smarteka: Runner, base: Path) -> None:
    """The message calls an argument as the help does, not as the code does."""
    assert "ВИД" in smarteka("--root", base, "new", "praktika", "novaya").err
    assert not re.search(r"\b(form|kind|what|query|out)\b", smarteka("--root", base, "export", "xml", "--out", "x").err)


# Where the base is


def test_a_root_that_is_no_folder(smarteka: Runner, base: Path) -> None:
    assert_wrong_usage(smarteka("--root", base / "nowhere", "check"), "nowhere")
    assert_wrong_usage(smarteka("--root", base / "mkdocs.yml", "check"), "mkdocs.yml")


def test_no_base_here_nor_above(smarteka: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert_wrong_usage(smarteka("check"), "mkdocs.yml", "--root")


@pytest.mark.parametrize("name", ["check", "build", "serve"])
def test_an_empty_folder_is_no_base(smarteka: Runner, tmp_path: Path, name: str) -> None:
    """A mistyped --root must not look like a base without errors."""
    assert_cannot_run(smarteka("--root", tmp_path, name))
    assert list(tmp_path.iterdir()) == []


def test_the_base_is_found_from_a_folder_inside(
    smarteka: Runner, monkeypatch: pytest.MonkeyPatch, copied: Path, spoil: Spoil
) -> None:
    spoil(CALL, "stage: pilot", "stage: pilott")
    monkeypatch.chdir(copied / "practices" / "2021")
    run = smarteka("check", "--format", "json")
    assert run.code == 1
    assert [d["path"] for d in json.loads(run.out)["diagnostics"]] == [CALL]


def test_a_day_that_is_none(smarteka: Runner, base: Path) -> None:
    assert_wrong_usage(smarteka("--root", base, "check", SMARTEKA_TODAY="завтра"), "SMARTEKA_TODAY", "завтра")


# check


def test_a_good_base(smarteka: Runner, base: Path) -> None:
    run = smarteka("--root", base, "check")
    assert (run.code, run.out) == (0, "")
    assert re.fullmatch(r"\d+\sзапис\w+: ошибок нет, предупреждений нет\.\n", run.err)


def test_check_as_json_of_a_good_base(smarteka: Runner, base: Path) -> None:
    run = smarteka("--root", base, "check", "--format", "json")
    assert run.code == 0
    found = json.loads(run.out)
    assert list(found) == ["diagnostics", "summary"]
    assert found["diagnostics"] == []
    assert found["summary"].keys() == {"records", "errors", "warnings"}
    assert (found["summary"]["errors"], found["summary"]["warnings"]) == (0, 0)
    files = {"practice": "practices/2021", "region": "regions", "digest": "digests/2021", "event": "regions/ozernaya-oblast/events"}
    assert {kind: found["summary"]["records"][kind] for kind in files} == {
        kind: len(list((base / folder).glob("*.yml"))) for kind, folder in files.items()
    }


@pytest.fixture
def three_faults(copied: Path, spoil: Spoil) -> list[dict[str, Any]]:
    """A word out of a vocabulary behind other letters, a title used twice, HTML in a text."""
    spoil(CALL, "title: Звонок соседу", "title: Дом у озера")
    spoil(CALL, "summary:", "results: [{title: «Ёлка» 💊, value: много, unit: штук}]\nsummary:")
    spoil("practices/2021/shkola-navykov.yml", "solution: ", "solution: <b>Быстро.</b> ")
    spoil("glossary/glossary.yml", "abbreviation: МФЦ", "abbreviation: МФЦ, lishnee: да")
    spoil("life_situations/poluchit-lekarstvo.yml", "title: Лекарства нет", "title: До аптеки далеко")
    spoil("practices/2021/spravka-za-den.yml", "title: Справка за один день", "title: дом у озера!")
    return [
        {
            "code": "unknown-key", "severity": "error", "related": [],
            **place(copied, "glossary/glossary.yml", "lishnee"),
        },
        {"code": "html-in-text", "severity": "warning", "related": [], **place(copied, "practices/2021/shkola-navykov.yml", "<b>")},
        {
            "code": "equal-titles", "severity": "error",
            **place(copied, "practices/2021/spravka-za-den.yml", "дом у озера!"),
            "related": [place(copied, "practices/2021/dom-u-ozera.yml", "Дом у озера")],
        },
        {"code": "wrong-type", "severity": "error", "related": [], **place(copied, CALL, "много")},
    ]


def test_check_as_json_says_what_where_and_what_to_do(
    smarteka: Runner, copied: Path, three_faults: list[dict[str, Any]]
) -> None:
    run = smarteka("--root", copied, "check", "--format", "json")
    assert run.code == 1
    found = json.loads(run.out)
    for d in found["diagnostics"]:
        assert list(d) == ["code", "severity", "message", "path", "line", "column", "hint", "related"]
        assert re.search("[а-яё]{3}", d["message"])
        assert isinstance(d["hint"], str)
    shown = [{k: v for k, v in d.items() if k not in ("message", "hint")} for d in found["diagnostics"]]
    assert shown == sorted(three_faults, key=lambda d: (d["path"], d["line"], d["column"]))
    assert (found["summary"]["errors"], found["summary"]["warnings"]) == (3, 1)


def test_all_forms_say_the_same(smarteka: Runner, copied: Path, three_faults: list[dict[str, Any]]) -> None:
    whole = json.loads(smarteka("--root", copied, "check", "--format", "json").out)["diagnostics"]
    places = [(d["path"], d["line"], d["column"], d["code"], d["severity"]) for d in whole]

    text = smarteka("--root", copied, "check", "--format", "text")
    line = re.compile(r"(?P<path>[^:]+):(\d+):(\d+): (ошибка|предупреждение) \[([a-z-]+)\] (.+)")
    read = [line.fullmatch(row) for row in text.out.splitlines()]
    words = {"ошибка": "error", "предупреждение": "warning"}
    assert [(m[1], int(m[2]), int(m[3]), m[5], words[m[4]]) for m in read if m] == places
    assert len(text.out.splitlines()) == len(places)

    github = smarteka("--root", copied, "check", "--format", "github")
    line = re.compile(r"::(error|warning) file=([^,:]+),line=(\d+),col=(\d+),title=([^,:]+)::(.+)")
    read = [line.fullmatch(row) for row in github.out.splitlines()]
    assert [(m[2], int(m[3]), int(m[4]), m[5], m[1]) for m in read if m] == places
    assert len(github.out.splitlines()) == len(places)

    sarif = json.loads(smarteka("--root", copied, "check", "--format", "sarif").out)
    assert (sarif["version"], len(sarif["runs"])) == ("2.1.0", 1)
    (run,) = sarif["runs"]
    assert run["tool"]["driver"]["name"] == "smarteka"
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert run["columnKind"] == "unicodeCodePoints"
    assert [(*_sarif_place(r["locations"][0]), r["ruleId"], r["level"]) for r in run["results"]] == places
    assert {r["ruleId"] for r in run["results"]} == rules
    assert all(r["message"]["text"] for r in run["results"])
    related = [[_sarif_place(p) for p in r.get("relatedLocations", [])] for r in run["results"]]
    assert related == [[(p["path"], p["line"], p["column"]) for p in d["related"]] for d in whole]

    assert {r.code for r in (text, github)} == {1}
    assert text.err == github.err
    assert "3\xa0ошибки, 1\xa0предупреждение" in text.err


def _sarif_place(location: dict[str, Any]) -> tuple[str, int, int]:
    physical = location["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical["region"]["startLine"], physical["region"]["startColumn"]


def test_github_form_escapes_what_would_cut_it(smarteka: Runner, copied: Path, spoil: Spoil) -> None:
    """A percent sign in a message stays a percent sign; commas and colons of paths do not end a property."""
    (copied / "practices/2021,a").mkdir()
    shutil.move(copied / CALL, copied / "practices/2021,a/zvonok-sosedu.yml")
    spoil("practices/2021,a/zvonok-sosedu.yml", "kind: method", "kind: 50%::x")
    (line,) = [
        row for row in smarteka("--root", copied, "check", "--format", "github").out.splitlines() if "zvonok" in row.partition("::x")[0]
    ]
    assert line.startswith("::error file=practices/2021%2Ca/zvonok-sosedu.yml,line=")
    assert "50%25::x" in line


def test_warnings_alone_are_no_failure(smarteka: Runner, copied: Path, spoil: Spoil) -> None:
    spoil("practices/2021/shkola-navykov.yml", "solution: ", "solution: <b>Быстро.</b> ")
    run = smarteka("--root", copied, "check")
    assert run.code == 0
    assert len(run.out.splitlines()) == 1


def test_paths_choose_what_is_shown(
    smarteka: Runner, copied: Path, three_faults: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(*paths: str) -> list[str]:
        return [d["path"] for d in json.loads(smarteka("--root", copied, "check", *paths, "--format", "json").out)["diagnostics"]]

    monkeypatch.chdir(copied)
    assert set(shown("glossary")) == {"glossary/glossary.yml"}
    assert set(shown(CALL)) == {CALL}
    assert len(shown("glossary", "practices")) == len(three_faults)
    assert shown("regions") == []
    assert smarteka("--root", copied, "check", "regions").code == 0
    assert shown("practices/2021/dom-u-ozera.yml") == ["practices/2021/spravka-za-den.yml"], "соседство по названию"
    monkeypatch.chdir(copied / "practices")  # paths are those of the working folder first
    assert set(shown("2021/zvonok-sosedu.yml")) == {CALL}


def test_a_path_outside_the_base(smarteka: Runner, base: Path) -> None:
    assert_wrong_usage(smarteka("--root", base, "check", base.parent), "вне базы")


# search and similar


def found(run: Run) -> dict[str, Any]:
    assert run.code == 0, run.err
    document: dict[str, Any] = json.loads(run.out)
    return document


def test_search_as_json(smarteka: Runner, base: Path) -> None:
    answer = found(smarteka("--root", base, "search", "автобус", "с", "лекарствами", "--format", "json"))
    assert list(answer) == ["query", "total", "hits", "suggestion"]
    assert answer["query"] == "автобус с лекарствами"
    assert answer["suggestion"] is None
    assert answer["total"] >= len(answer["hits"]) > 0
    for hit in answer["hits"]:
        assert list(hit) == ["type", "id", "title", "url", "score", "snippet"]
        assert isinstance(hit["score"], float)
        assert not hit["url"].startswith("/")
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)
    best = answer["hits"][0]
    assert (best["type"], best["id"], best["title"]) == ("practice", "avtobus-s-lekarstvami", "Автобус с лекарствами")
    assert best["url"] == "practices/avtobus-s-lekarstvami/"


def test_search_narrows(smarteka: Runner, base: Path) -> None:
    def hits(*options: str) -> list[tuple[str, str]]:
        answer = found(smarteka("--root", base, "search", "лекарства", "--format", "json", "--limit", "50", *options))
        return [(hit["type"], hit["id"]) for hit in answer["hits"]]

    everything = hits()
    assert {"practice", "life_situation"} <= {kind for kind, _ in everything}
    assert {kind for kind, _ in hits("--type", "life_situation")} == {"life_situation"}
    assert ("practice", "avtobus-s-lekarstvami") in hits("--region", "ozernaya-oblast")
    assert ("practice", "avtobus-s-lekarstvami") not in hits("--region", "lesnoy-kray")
    assert ("practice", "avtobus-s-lekarstvami") in hits("--life-situation", "poluchit-lekarstvo")
    assert set(hits("--region", "ozernaya-oblast", "--type", "practice")) <= set(everything)


def test_search_limits_what_it_shows_and_counts_all(smarteka: Runner, base: Path) -> None:
    whole = found(smarteka("--root", base, "search", "лекарства", "--format", "json", "--limit", "50"))
    few = found(smarteka("--root", base, "search", "лекарства", "--format", "json", "--limit", "2"))
    assert whole["total"] == len(whole["hits"]) > 2
    assert (few["total"], few["hits"]) == (whole["total"], whole["hits"][:2])


def test_a_mistyped_word_is_mended_aloud(smarteka: Runner, base: Path) -> None:
    answer = found(smarteka("--root", base, "search", "автобсу", "--format", "json"))
    assert answer["query"] == "автобсу"
    assert answer["suggestion"] == "автобус"
    assert "avtobus-s-lekarstvami" in [hit["id"] for hit in answer["hits"]]
    assert "автобус" in smarteka("--root", base, "search", "автобсу").err


def test_nothing_found_is_an_answer(smarteka: Runner, base: Path) -> None:
    run = smarteka("--root", base, "search", "щщщъъъ", "--format", "json")
    assert found(run) == {"query": "щщщъъъ", "total": 0, "hits": [], "suggestion": None}
    said = smarteka("--root", base, "search", "щщщъъъ")
    assert (said.code, said.out) == (0, "")
    assert "Ничего не нашлось" in said.err


def test_search_as_text_keeps_data_apart(smarteka: Runner, base: Path) -> None:
    run = smarteka("--root", base, "search", "автобус")
    assert run.code == 0
    assert run.out.startswith("Автобус с лекарствами\n  practices/avtobus-s-lekarstvami/\n")
    assert "Найдено" in run.err
    assert "Найдено" not in run.out


def test_search_needs_no_errorless_base(smarteka: Runner, copied: Path, spoil: Spoil) -> None:
    spoil(CALL, "stage: pilot", "stage: pilott")
    answer = found(smarteka("--root", copied, "search", "автобус", "--format", "json"))
    assert answer["hits"][0]["id"] == "avtobus-s-lekarstvami"


def test_search_forgets_what_was_removed(smarteka: Runner, copied: Path) -> None:
    assert found(smarteka("--root", copied, "search", "навыков", "--format", "json"))["total"] > 0
    (copied / "digests/2021/2021-w46.yml").unlink()
    (copied / "practices/2021/shkola-navykov.yml").unlink()
    assert found(smarteka("--root", copied, "search", "навыков", "--format", "json"))["hits"] == []


def test_similar_as_json_gives_reasons(smarteka: Runner, base: Path) -> None:
    answer = found(smarteka("--root", base, "similar", "avtobus-s-lekarstvami", "--format", "json"))
    assert answer["query"] == "avtobus-s-lekarstvami"
    assert answer["similar"]
    for like in answer["similar"]:
        assert {"id", "title", "url", "score", "reasons"} <= like.keys()
        assert like["id"] != "avtobus-s-lekarstvami"
        assert like["url"] == f"practices/{like['id']}/"
        assert like["reasons"]
    scores = [like["score"] for like in answer["similar"]]
    assert scores == sorted(scores, reverse=True)


def test_similar_to_a_draft_that_is_not_in_the_base(smarteka: Runner, base: Path, tmp_path: Path) -> None:
    draft = tmp_path / "chernovik.yml"
    text = (base / BUS).read_text(encoding="utf-8")
    draft.write_text(text.replace("id: avtobus-s-lekarstvami", "id: chernovik"), encoding="utf-8")
    run = smarteka("--root", base, "similar", draft)
    assert run.code == 0, run.out + run.err
    assert "avtobus-s-lekarstvami" in run.out + run.err
    assert "avtobus-s-lekarstvami" in run.err, "повтор назван"


def test_similar_to_a_broken_draft(smarteka: Runner, base: Path, tmp_path: Path) -> None:
    draft = tmp_path / "chernovik.yml"
    draft.write_text("id: chernovik\ntitle: Черновик\nstage: pilott\n", encoding="utf-8")
    run = smarteka("--root", base, "similar", draft)
    assert run.code == 1
    assert "chernovik.yml:3:8: ошибка" in run.out


# follow-up


def test_follow_up_shows_what_was_promised(smarteka: Runner, base: Path) -> None:
    path = "practices/2021/budushchiy-tsentr.yml"
    assert smarteka("--root", base, "follow-up").out == ""
    run = smarteka("--root", base, "follow-up", "--on", "2022-06-02", "--format", "json")
    assert run.code == 0
    document = json.loads(run.out)
    assert document["on"] == "2022-06-02"
    assert [c["id"] for c in document["due"]] == ["budushchiy-tsentr"]
    assert [(c["id"], c["check_on"]) for c in document["later"]] == [("avtobus-s-lekarstvami", "2022-11-15")]
    undated = [(c["id"], c["line"]) for c in document["undated"]]
    assert ("zvonok-sosedu", place(base, CALL, "stage")["line"]) in undated, "пилот, у которого срока нет"
    found = document["due"][0]
    assert {key: found[key] for key in ("path", "line")} == {k: v for k, v in place(base, path, "check_on").items() if k != "column"}
    assert found["sources"] == [{"title": "Выдуманный анонс", "date": "2021-11-20"}]
    assert document["later"][0]["promised"]["results"][0]["title"] == "Деревни на маршруте"

    text = smarteka("--root", base, "follow-up", "--on", "2022-06-02")
    assert text.code == 0
    assert text.out.startswith(f"{path}:{found['line']}\nЦентр, который откроют\n")
    assert "Обещан центр помощи; пока это только слова." in text.out
    assert "1\u00a0день назад" in text.out
    assert "Позже: 1; ближайшая – 15\u00a0ноября\u00a02022" in text.err
    assert f"Без даты проверки: {len(undated)} – срока в записи нет." in text.err
    assert all(f":{line} " in text.err for _, line in undated)


def test_what_follow_up_offers_to_write_passes_the_check(smarteka: Runner, copied: Path) -> None:
    run = smarteka("--root", copied, "follow-up", "--on", "2022-06-02")
    record = copied / "practices/2021/budushchiy-tsentr.yml"
    offered = run.out[run.out.index("follow_ups:\n") :]
    record.write_text(record.read_text(encoding="utf-8") + offered, encoding="utf-8")
    checked = smarteka("--root", copied, "check", "--format", "json")
    assert [d["code"] for d in json.loads(checked.out)["diagnostics"]] == ["follow-up-in-future"]
    assert smarteka("--root", copied, "follow-up", "--on", "2022-06-02").out == ""


@pytest.mark.parametrize("day", ["вчера", "2022-02-30", ""])
def test_follow_up_on_no_day(smarteka: Runner, base: Path, day: str) -> None:
    assert_wrong_usage(smarteka("--root", base, "follow-up", "--on", day), "--on", "2026-11-22")


# new


def test_a_draft_of_a_practice(smarteka: Runner, copied: Path) -> None:
    run = smarteka("--root", copied, "new", "practice", "novaya", "--title", 'Новая: «самая» "первая"', "--region", "lesnoy-kray", "--year", "2022")
    assert (run.code, run.out) == (0, "practices/2022/novaya.yml\n")
    assert "smarteka check practices/2022/novaya.yml" in run.err
    text = (copied / run.out.strip()).read_text(encoding="utf-8")
    assert "# " in text
    checked = smarteka("--root", copied, "check", run.out.strip(), "--format", "json")
    assert checked.code == 0, "черновик проходит проверку"
    left = [(d["code"], re.search("ДОПИСАТЬ: ([а-я ]+)", d["message"])[1]) for d in json.loads(checked.out)["diagnostics"]]  # type: ignore[index]
    assert left == [("blank-left", "суть одной фразой"), ("blank-left", "что сделано и как это работает"), ("blank-left", "название источника")]
    assert "\ndraft: true\n" in text


def test_a_draft_is_checked_and_counted_apart(smarteka: Runner, copied: Path, spoil: Spoil) -> None:
    before = smarteka("--root", copied, "check", "--format", "json")
    spoil(COLLECTION, "why: |", "draft: true\nwhy: |")
    run = smarteka("--root", copied, "check", "--format", "json")
    assert run.code == 0
    counted, now = (json.loads(r.out)["summary"]["records"] for r in (before, run))
    assert counted.pop("collection") == 1
    assert now == counted
    assert "1\u00a0черновик:" in run.err
    assert "черновик" not in before.err

    spoil(COLLECTION, "practice: zvonok-sosedu", "practice: zvonok-bratu")
    run = smarteka("--root", copied, "check")
    assert run.code == 1
    assert f"{COLLECTION}:" in run.out


def test_what_is_published_does_not_name_a_draft(smarteka: Runner, copied: Path, spoil: Spoil) -> None:
    spoil(CALL, "title: Звонок соседу", "title: Звонок соседу\ndraft: true")
    run = smarteka("--root", copied, "check", "--format", "json")
    assert run.code == 1
    found = json.loads(run.out)["diagnostics"]
    assert {d["code"] for d in found} == {"refers-to-draft"}
    assert {"path": CALL, **place(copied, CALL, "true")} in found[0]["related"]
    assert {d["path"] for d in found} >= {COLLECTION, "digests/2021/2021-w46.yml"}


def test_a_draft_is_neither_found_nor_exported_but_has_like_practices(
    smarteka: Runner, copied: Path, spoil: Spoil, tmp_path: Path
) -> None:
    text = (copied / CALL).read_text(encoding="utf-8")
    draft = text.replace("id: zvonok-sosedu\ntitle: Звонок соседу", "id: chernovik\ntitle: Квазибулочная\ndraft: true")
    (copied / "practices/2021/chernovik.yml").write_text(draft, encoding="utf-8")
    assert json.loads(smarteka("--root", copied, "search", "квазибулочная", "--format", "json").out)["hits"] == []
    smarteka("--root", copied, "export", "json", "--out", tmp_path / "baza.json")
    smarteka("--root", copied, "export", "csv", "--out", tmp_path / "tables")
    smarteka("--root", copied, "export", "opensearch", "--out", tmp_path / "cluster")
    exported = [tmp_path / "baza.json", *(tmp_path / "tables").iterdir(), *(tmp_path / "cluster").iterdir()]
    assert [p.name for p in exported if "Квазибулочная" in p.read_text(encoding="utf-8-sig")] == []
    similar = json.loads(smarteka("--root", copied, "similar", "chernovik", "--format", "json").out)
    assert similar["similar"][0]["id"] == "zvonok-sosedu"
    of_twin = json.loads(smarteka("--root", copied, "similar", "zvonok-sosedu", "--format", "json").out)
    assert "chernovik" not in {s["id"] for s in of_twin["similar"]}
    assert_wrong_usage(smarteka("--root", copied, "new", "practice", "chernovik"), "chernovik")


DRAFTS: dict[str, list[str]] = {
    "practice": ["--region", "lesnoy-kray", "--year", "2022"],
    "digest": ["--year", "2022"],
    **{kind: ["--region", "lesnoy-kray"] for kind in ("roadmap", "standard_report", "survey", "event")},
    **{kind: [] for kind in ("region", "life_situation", "target_model", "collection", "canvas")},
}


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_draft_of_each_type_lies_in_its_place(smarteka: Runner, copied: Path, kind: str) -> None:
    run = smarteka("--root", copied, "new", kind, "novaya", *DRAFTS[kind])
    assert run.code == 0, run.err
    (path,) = run.out.splitlines()
    codes = {d["code"] for d in json.loads(smarteka("--root", copied, "check", path, "--format", "json").out)["diagnostics"]}
    assert codes
    assert codes.isdisjoint({"unexpected-place", "id-differs-from-file", "region-differs-from-folder", "unknown-key", "bad-yaml"})


def test_a_draft_overwrites_nothing(smarteka: Runner, copied: Path) -> None:
    (copied / "practices/2022").mkdir()
    (copied / "practices/2022/novaya.yml").write_text("id: drugaya\n", encoding="utf-8")
    before = tree(copied)
    assert_wrong_usage(smarteka("--root", copied, "new", "practice", "novaya", "--year", "2022"), "practices/2022/novaya.yml")
    assert tree(copied) == before


# export and schemas


def test_export_json(smarteka: Runner, base: Path, tmp_path: Path) -> None:
    run = smarteka("--root", base, "export", "json", "--out", tmp_path / "baza.json")
    assert (run.code, run.out) == (0, "")
    document = json.loads((tmp_path / "baza.json").read_text(encoding="utf-8"))
    counted = json.loads(smarteka("--root", base, "check", "--format", "json").out)["summary"]["records"]
    assert {kind: len(records) for kind, records in document["records"].items() if records} == counted
    bus = next(p for p in document["records"]["practice"] if p["id"] == "avtobus-s-lekarstvami")
    assert bus["results"][0]["after"] == 8.5
    assert bus["url"] == "practices/avtobus-s-lekarstvami/"


def test_export_csv(smarteka: Runner, base: Path, tmp_path: Path) -> None:
    run = smarteka("--root", base, "export", "csv", "--out", tmp_path / "tables")
    assert (run.code, run.out) == (0, "")
    rows = list(csv.DictReader((tmp_path / "tables/practice.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    assert len(rows) == len(list((base / "practices/2021").glob("*.yml")))
    assert {row["title"] for row in rows if row["id"] == "dom-u-ozera"} == {"Дом у озера"}


def test_export_for_other_programs(smarteka: Runner, base: Path, tmp_path: Path) -> None:
    for form, out in (("xlsx", "baza.xlsx"), ("sqlite", "baza.sqlite"), ("opensearch", "cluster")):
        for _ in range(2 if form == "sqlite" else 1):  # an earlier one is replaced
            run = smarteka("--root", base, "export", form, "--out", tmp_path / out)
            assert (run.code, run.out) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["baza.sqlite", "baza.xlsx", "cluster"]
    found = sorted(path.name for path in (tmp_path / "cluster").iterdir())
    assert found == ["documents-00001.ndjson", "index.json", "query.json", "smarteka-export.json"]
    assert_wrong_usage(smarteka("--root", base, "export", "csv", "--out", tmp_path / "cluster"))


def test_words_of_people_find_a_record_in_exports_too(smarteka: Runner, copied: Path, spoil: Spoil, tmp_path: Path) -> None:
    spoil(CALL, "stage: pilot", "stage: pilot\nsearch_phrases: [бабуле тоскливо]")
    for form in ("sqlite", "opensearch"):
        assert smarteka("--root", copied, "export", form, "--out", tmp_path / form).code == 0
    with closing(sqlite3.connect(tmp_path / "sqlite")) as database:
        assert database.execute("SELECT id FROM full_text WHERE full_text MATCH 'тоскливо'").fetchall() == [("zvonok-sosedu",)]
    lines = (tmp_path / "opensearch/documents-00001.ndjson").read_text(encoding="utf-8").splitlines()
    assert sum("бабуле тоскливо" in line for line in lines) == 1


def test_export_of_a_broken_base_writes_nothing(smarteka: Runner, copied: Path, spoil: Spoil, tmp_path: Path) -> None:
    spoil(CALL, "stage: pilot", "stage: pilott")
    run = smarteka("--root", copied, "export", "json", "--out", tmp_path / "baza.json")
    assert run.code == 1
    assert run.out.startswith(f"{CALL}:")
    assert not (tmp_path / "baza.json").exists()


def test_export_does_not_swallow_what_is_there(smarteka: Runner, base: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("важное", encoding="utf-8")
    before = tree(tmp_path)
    for form, out in product(("json", "csv", "xlsx", "sqlite", "opensearch"), (tmp_path, tmp_path / "notes.txt")):
        assert_wrong_usage(smarteka("--root", base, "export", form, "--out", out))
    assert_wrong_usage(smarteka("--root", base, "export", "json", "--out", "-"), "--out")
    assert tree(tmp_path) == before


def test_export_replaces_its_own_file_and_no_other_of_that_ending(smarteka: Runner, base: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "baza.xlsx", "w") as book:
        book.writestr("docProps/core.xml", "<title>Бюджет</title>")
    with sqlite3.connect(tmp_path / "baza.sqlite") as db:
        db.execute("CREATE TABLE about (name TEXT, value TEXT)")
    db.close()
    (tmp_path / "baza.json").write_text('{"name": "важное"}', encoding="utf-8")
    before = tree(tmp_path)
    for form in ("json", "xlsx", "sqlite"):
        assert_wrong_usage(smarteka("--root", base, "export", form, "--out", tmp_path / f"baza.{form}"), "не прежняя выгрузка")
    assert tree(tmp_path) == before
    ours = tmp_path / "ours.json"
    ours.touch()  # empty: nothing is lost
    for _ in range(2):
        assert smarteka("--root", base, "export", "json", "--out", ours).code == 0


def test_schemas_are_written_and_checked(smarteka: Runner, copied: Path) -> None:
    stale = smarteka("--root", copied, "schemas", "--check")
    assert stale.code == 1
    assert "schemas/practice.json" in stale.out.splitlines()
    assert not (copied / "schemas").exists()
    written = smarteka("--root", copied, "schemas")
    assert (written.code, written.out) == (0, "")
    fresh = smarteka("--root", copied, "schemas", "--check")
    assert (fresh.code, fresh.out) == (0, "")


# build: what it refuses (what it writes is tested in tests/site)


def test_build_refuses_folders_that_hold_something_else(smarteka: Runner, base: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/one.txt").write_text("важное", encoding="utf-8")
    (tmp_path / "file").write_text("", encoding="utf-8")
    before = tree(tmp_path), tree(base)
    for target in (tmp_path / "letters", tmp_path / "file", base, base.parent, base / "practices"):
        assert_wrong_usage(smarteka("--root", base, "build", "--site-dir", target), "--site-dir")
    assert (tree(tmp_path), tree(base)) == before


def test_build_with_settings_that_are_wrong(smarteka: Runner, base: Path, tmp_path: Path) -> None:
    """The sample's mkdocs.yml here names no plugin of ours."""
    assert_cannot_run(smarteka("--root", base, "build", "--site-dir", tmp_path / "site"))
    assert not (tmp_path / "site").exists()


def test_build_with_settings_that_are_no_yaml(smarteka: Runner, copied: Path, tmp_path: Path) -> None:
    (copied / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")
    assert_cannot_run(smarteka("--root", copied, "build", "--site-dir", tmp_path / "site"))


# Processes of their own


@pytest.mark.slow
def test_output_is_utf8_whatever_the_terminal_says(copied: Path, spoil: Spoil) -> None:
    spoil(CALL, "stage: pilot", "stage: пилот")
    run = command("smarteka", "check", cwd=copied, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run.code == 1
    assert "пилот" in run.out
    assert "\ufffd" not in run.out + run.err


@pytest.mark.slow
def test_a_reader_that_leaves_is_no_error(base: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [BIN / "smarteka", "--root", base, "check", "--format", "json"], stdout=write, stderr=subprocess.PIPE,
            env=surroundings(SMARTEKA_TODAY=SAMPLE_TODAY), timeout=120, check=False,
        )
    finally:
        os.close(write)
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


@pytest.mark.site
def test_bench_prints_one_line_of_json(tmp_path: Path) -> None:
    run = command("smarteka", "--root", tmp_path, "bench", "--records", "5", cwd=Path(__file__).parents[2])
    assert run.code == 0, run.err
    (line,) = run.out.splitlines()
    figures = json.loads(line)
    assert figures["records"] == 5
    assert figures["pages"] >= 5
    assert {"seconds", "phases", "peak_memory_mb", "bytes"} <= figures.keys()
    assert "Traceback" not in run.err


# serve


@contextmanager
def serving(root: Path, port: int = 0) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        port = probe.getsockname()[1]
    temporary = root.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [BIN / "smarteka", "--root", root, "serve", "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=surroundings(
            SMARTEKA_TODAY=SAMPLE_TODAY, SMARTEKA_DIGEST_FILES="false", PYTHONUNBUFFERED="1", TMPDIR=str(temporary)
        ), encoding="utf-8", errors="replace",
    )
    watchdog = threading.Timer(120, process.kill)
    watchdog.start()
    try:
        yield Server(process, port)
    finally:
        watchdog.cancel()
        if process.poll() is None:
            process.kill()
        process.communicate()


class Server:
    """A running ``smarteka serve``."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}/"

    def wait_for(self, said: str) -> list[str]:
        """Lines of standard error up to the one that holds a text."""
        lines: list[str] = []
        assert self.process.stderr is not None
        for line in self.process.stderr:
            lines.append(line)
            if said in line:
                return lines
        pytest.fail(f"serve кончился, не сказав «{said}»:\n{''.join(lines)}")

    def get(self, address: str) -> str:
        with urlopen(self.url + address, timeout=100) as answer:
            return str(answer.read().decode())

    def wait_for_rebuild(self, page: str) -> None:
        """The server's own long poll: it answers when a newer site stands."""
        epoch = re.search(r"livereload\((\d+), (\d+)\)", page)
        assert epoch, "страница не ждёт обновления"
        assert int(self.get(f"livereload/{epoch[1]}/{epoch[2]}")) > int(epoch[1])


@pytest.mark.site
def test_serve_shows_edits_survives_mistakes_and_stops(tmp_path: Path, sample_site: Published) -> None:
    root = copy_sample(tmp_path / "base")
    take_over_kept(sample_site, root)
    record = root / CALL
    kept = record.read_text(encoding="utf-8")
    draft = root / "practices/2021/chernovik.yml"
    draft.write_text(kept.replace("id: zvonok-sosedu\ntitle: Звонок соседу", "id: chernovik\ntitle: Наброски\ndraft: true"), encoding="utf-8")
    address = "practices/zvonok-sosedu/"
    with serving(root) as server:
        server.wait_for("Сайт открыт")
        assert "Черновик – не опубликован" in server.get("practices/chernovik/")
        page = server.get(address)
        assert "Звонок соседу" in page
        assert "Смартека" in server.get("")
        assert json.loads(server.get("api/v1/practices/zvonok-sosedu.json"))["title"] == "Звонок соседу"
        with pytest.raises(HTTPError) as missing:
            server.get("practices/net-takoy/")
        assert missing.value.code == 404
        assert "Такой страницы нет" in missing.value.read().decode()

        index = server.get("search/manifest.js")
        record.write_text(kept.replace("title: Звонок соседу", "title: Звонок другу"), encoding="utf-8")
        server.wait_for_rebuild(page)
        page = server.get(address)
        assert "Звонок другу" in page
        server.wait_for("Поиск обновлён.")
        assert server.get("search/manifest.js") != index

        # A hand-written page is MkDocs' work, which an edit of a record does not set going.
        guide = root / "docs/guide/index.md"
        guide.write_text(f"{guide.read_text(encoding='utf-8')}\n\nДописано сейчас.\n", encoding="utf-8")
        server.wait_for_rebuild(page)
        page = server.get(address)
        assert "Звонок другу" in page
        assert "Дописано сейчас." in server.get("guide/")

        # An edit that cannot be shown: the last good site stays, and tells why; so does the terminal.
        record.write_text(kept.replace("stage: pilot", "stage: pilott"), encoding="utf-8")
        server.wait_for_rebuild(page)
        page = server.get(address)
        assert "Звонок другу" in page
        notice = page[page.index("Правка не показана"):]
        fault = f"{CALL}:{place(root, CALL, 'pilott')['line']}:8: [wrong-word]"
        assert fault in notice
        assert "Правка не показана" in server.get("")
        assert json.loads(server.get("api/v1/practices/zvonok-sosedu.json"))["title"] == "Звонок другу"
        said = "".join(server.wait_for("Прежний сайт остаётся"))
        assert fault.replace("[", "ошибка [") in said

        record.write_text(kept.replace("title: Звонок соседу", "title: Звонок брату"), encoding="utf-8")
        server.wait_for_rebuild(page)
        page = server.get(address)
        assert "Звонок брату" in page
        assert "Правка не показана" not in page

        # A fault that shows when pages are being written leaves no half of a site either.
        template = root / "site_templates/records/practice.html"
        drawn = template.read_text(encoding="utf-8")
        template.write_text("{{ view.no_such_thing }}" + drawn, encoding="utf-8")
        server.wait_for_rebuild(page)
        page = server.get(address)
        assert "Звонок брату" in page
        assert "records/practice.html:1" in page[page.index("Правка не показана"):]
        template.write_text(drawn, encoding="utf-8")
        server.wait_for_rebuild(page)
        assert "Правка не показана" not in server.get(address)

        server.process.send_signal(signal.SIGINT)
        out, err = server.process.communicate()
        assert server.process.returncode == 0, err
        assert out == ""
        assert "Traceback" not in err
    # What was made stays for the next start at the same port.
    with serving(root, server.port) as again:
        said = "".join(again.wait_for("Сайт открыт"))
        assert "заново сделано 0\xa0файлов из" in said, said
        page = again.get(address)
        assert "Звонок брату" in page
        record.write_text(kept, encoding="utf-8")
        again.wait_for_rebuild(page)
        assert "Звонок соседу" in again.get(address)
        again.process.send_signal(signal.SIGINT)
        again.process.communicate()
    assert not (root / "site").exists(), "serve не трогает собранный сайт"
    assert list((tmp_path / "temporary").iterdir()) == [], "serve убирает за собой"


@pytest.mark.site
def test_serve_does_not_start_on_a_broken_base(tmp_path: Path) -> None:
    """There is no last good site yet."""
    root = copy_sample(tmp_path / "base")
    record = root / CALL
    record.write_text(record.read_text(encoding="utf-8").replace("stage: pilot", "stage: pilott"), encoding="utf-8")
    with serving(root) as server:
        _, err = server.process.communicate()
        assert server.process.returncode == 1
        assert re.search(rf"{CALL}:\d+:\d+: ошибка \[wrong-word\]", err)
        assert "Сайт не открыт: исправьте ошибки" in err
        assert "Traceback" not in err


def test_a_busy_port(smarteka: Runner, base: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert_wrong_usage(smarteka("--root", base, "serve", "--port", str(port)), str(port))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["check"], ["чтение базы"]),
        (["search", "автобус"], ["чтение базы", "указатель поиска"]),
        (["similar", "avtobus-s-lekarstvami"], ["чтение базы", "похожие"]),
        (["fmt", "--check"], ["чтение файлов"]),
        (["export", "sqlite", "--out", "baza.sqlite"], ["чтение базы", "запись"]),
    ],
    ids=lambda value: value[0] if value and value[0].isascii() else "",
)
def test_what_takes_long_is_named(
    smarteka: Runner, sample_root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], named: list[str]
) -> None:
    """On standard error, so that standard output stays data; on a base of this size patience has to be short."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(console, "QUIET_SECONDS", 1e-4)
    run = smarteka("--root", sample_root, *arguments)
    assert [line[2:] for line in run.err.splitlines() if line.startswith("… ")] == named
    assert "… " + named[0] not in run.out
