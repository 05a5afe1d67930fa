"""The benchmark's program: a peer that takes too long is stopped and named, results are told with their figures."""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bench.contestant import Prepared, Step
from bench.report import report, write_report
from bench.run import main
from bench.runs import Contest


def contestant(folder: Path, name: str, code: str) -> Prepared:
    folder.mkdir()
    step = Step("build", (sys.executable, "-c", code), folder)
    return Prepared(name, name, "1", folder, folder / "site", (), (step,))


@pytest.mark.slow
def test_who_takes_too_long_is_stopped_with_all_it_started(tmp_path: Path) -> None:
    sleeper = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    quick = "import pathlib; pathlib.Path('site').mkdir(); pathlib.Path('site/index.html').write_text('x')"
    contest = Contest(
        [contestant(tmp_path / "slow", "slow", sleeper), contestant(tmp_path / "quick", "quick", quick)],
        {"slow": 0.2, "quick": 30},
    )
    for _ in range(2):
        contest.run("slow")
        contest.run("quick")
    slow, fast = contest.scores["slow"], contest.scores["quick"]
    assert (slow.runs, slow.site, slow.failure) == ([], None, "")
    assert "остановлен" in slow.stopped
    assert len(fast.runs) == 2
    assert fast.site
    assert (fast.site.pages, fast.stopped) == (1, "")
    assert "median_seconds" not in slow.as_json()


@pytest.mark.slow
def test_a_command_that_fails_is_told_apart(tmp_path: Path) -> None:
    contest = Contest([contestant(tmp_path / "x", "x", "import sys; sys.exit('нет памяти')")])
    contest.run("x")
    assert "нет памяти" in contest.scores["x"].failure
    assert not contest.scores["x"].stopped


def score(title: str, seconds: float, peak: float, **more: Any) -> dict[str, Any]:
    run = {"seconds": seconds, "cpu_seconds": seconds, "peak_bytes": peak, "steps": {"build": seconds}}
    return {
        "title": title, "version": "1", "commands": [["/x/bin/tool", "--out", "/x/y/site"]], "runs": [run], "failure": None,
        "stopped": None, "median_seconds": seconds, "median_cpu_seconds": seconds, "peak_bytes": peak,
        "pages": 10, "files": 20, "bytes": 3e6, "search_bytes": 0, **more,
    }


def result(records: int, seconds: float) -> dict[str, Any]:
    stopped = {"title": "Material", "version": "9", "commands": [["mkdocs"]], "runs": [], "failure": None, "stopped": "остановлен: за 5 с не закончил (build)"}
    return {
        "records": records, "seed": 1, "repeat": 3, "limit": 5, "measured": "2026-11-26T10:00:00+00:00", "load_before": 4.0, "revision": "abc",
        "machine": {"system": "Linux 6", "cpu": "CPU", "cores": 2, "memory_bytes": 8e9, "python": "3.11"},
        "contestants": {"ours": score("Смартека", seconds, 1e9), "hugo": score("Hugo", 4 * seconds, 2e9), "material": stopped},
        "ours_to": {"hugo": 0.25}, "missing": {"floor": "пакет jinja2 не установлен"},
    }


def test_results_tell_figures_growth_goals_and_what_is_missing(tmp_path: Path) -> None:
    for each in (result(1_000, 2.0), result(10_000, 30.0)):
        (tmp_path / f"{each['records']}.json").write_text(json.dumps(each), "utf-8")
    (tmp_path / "notes.json").write_text("[]", "utf-8")
    text = write_report(tmp_path, tmp_path / "out").read_text("utf-8")
    assert "| Смартека (1) | 30.00 | 30.00–30.00 | 30.00 | 1000 | 10 | 20 | 3.0 | – |  |" in text
    assert "| Hugo + Pagefind (1) | 120.00 |" in text
    assert "| 0.25 |" in text
    assert "| Смартека (1) | 1,000 – 10,000 | 1.18 | ×1.50 |" in text
    assert "| Build of 10,000 at most 0.4 of Hugo + Pagefind | 0.25 | reached |" in text
    assert "| A record at 10,000 costs at most 1.3 of one at 1,000 | 1.50 | **not reached** |" in text
    assert "- Material for MkDocs (9): **stopped**" in text
    assert "- floor: not run. «пакет jinja2 не установлен»" in text
    assert "doing other work" in text
    assert "tool --out …/site" in text
    assert "/tmp" not in text
    picture = ElementTree.parse(tmp_path / "out" / "results.svg").getroot()
    texts = {element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Смартека", "Hugo + Pagefind", "10,000"} <= texts
    assert "prefers-color-scheme:dark" in (tmp_path / "out" / "results.svg").read_text("utf-8")


def test_one_size_has_no_growth() -> None:
    text = report([copy.deepcopy(result(100, 1.0))])
    assert "## Growth" not in text
    assert "## Goals" not in text


def test_wrong_numbers_of_rounds_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--records", "100", "300", "--repeat", "1", "2", "3"])
    assert ended.value.code == 2
    assert "--repeat" in capsys.readouterr().err
