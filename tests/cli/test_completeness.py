"""``smarteka completeness``: one practice with the working, all of them, a draft in a file."""

from __future__ import annotations

import json
from pathlib import Path

from publishing import Runner


def test_the_points_are_shown_with_their_working(smarteka: Runner, sample_root: Path) -> None:
    found = json.loads(smarteka("--root", sample_root, "completeness", "avtobus-s-lekarstvami", "--format", "json").out)
    assert found["score"] == sum(fact["points"] for fact in found["facts"])
    assert sum(fact["of"] for fact in found["facts"]) == found["of"] == 100
    assert found["missing"] == [fact["field"] for fact in found["facts"] if not fact["points"]]
    text = smarteka("--root", sample_root, "completeness", "avtobus-s-lekarstvami")
    assert text.code == 0
    assert text.out.startswith(f"{found['score']} из 100 – ")
    assert len(text.out.splitlines()) == 1 + len(found["facts"])


def test_without_a_name_all_stand_from_the_weakest(smarteka: Runner, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "completeness")
    scores = [int(line.split()[0]) for line in run.out.splitlines()]
    assert scores == sorted(scores)
    assert len(scores) == len(list((sample_root / "practices/2021").glob("*.yml")))


def test_a_file_with_faults_is_told(smarteka: Runner, sample_root: Path, tmp_path: Path) -> None:
    (tmp_path / "novaya.yml").write_text("id: novaya\n", encoding="utf-8")
    run = smarteka("--root", sample_root, "completeness", tmp_path / "novaya.yml")
    assert run.code == 1
    assert "[missing-key]" in run.out


def test_what_is_not_there_is_refused(smarteka: Runner, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "completeness", "avtobus-s-lekarstvam")
    assert (run.code, run.out) == (2, "")
    assert "avtobus-s-lekarstvami" in run.err
