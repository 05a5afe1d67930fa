"""``smarteka rename``: the file moves, references follow, the old address lives on; all or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from publishing import Run, Runner, tree

from generator.loading.records import load
from generator.model.common import Record
from generator.model.registry import Registry

BUS = "practices/2021/avtobus-s-lekarstvami.yml"
NEW = "practices/2021/apteka-na-kolesakh.yml"


def records(root: Path) -> dict[str, Record]:
    return {item.path: item.record for item in load(root, Registry()).records}


def errors(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run.out)["diagnostics"]
    return found


def test_a_practice_is_renamed_everywhere(smarteka: Runner, sample_root: Path) -> None:
    before = records(sample_root)
    run = smarteka("--root", sample_root, "rename", "practice/avtobus-s-lekarstvami", "apteka-na-kolesakh")
    assert run.code == 0, run.err
    assert run.out.splitlines()[0] == f"{BUS} → {NEW}"
    after = records(sample_root)
    assert errors(smarteka("--root", sample_root, "check", "--format", "json")) == []
    assert after.keys() == {NEW if path == BUS else path for path in before}
    assert after[NEW].id == "apteka-na-kolesakh"
    assert after[NEW].aliases[-1] == "practices/avtobus-s-lekarstvami"
    # Nothing else is different: put the old name back into what was read.
    said = {path: repr(record).replace("apteka-na-kolesakh", "avtobus-s-lekarstvami") for path, record in after.items() if path != NEW}
    assert said == {path: repr(record) for path, record in before.items() if path != BUS}


def test_texts_change_only_where_the_id_stands(smarteka: Runner, sample_root: Path) -> None:
    digest = sample_root / "digests/2021/2021-w46.yml"
    text = "# Пояснение\n" + digest.read_text(encoding="utf-8")
    digest.write_bytes(text.replace("\n", "\r\n").encode())
    smarteka("--root", sample_root, "rename", "practices/avtobus-s-lekarstvami", "apteka-na-kolesakh")
    wanted = text.replace("avtobus-s-lekarstvami", "apteka-na-kolesakh").replace("\n", "\r\n")
    assert digest.read_bytes().decode() == wanted


@pytest.mark.parametrize("written", ["'avtobus-s-lekarstvami'", '"avtobus\\x2ds-lekarstvami"', ">-\n      avtobus-s-lekarstvami"])
def test_a_reference_follows_however_it_is_written(smarteka: Runner, sample_root: Path, written: str) -> None:
    collection = sample_root / "collections/vybor-redaktora.yml"
    text = collection.read_text(encoding="utf-8")
    assert "practice: avtobus-s-lekarstvami\n" in text
    collection.write_text(text.replace("practice: avtobus-s-lekarstvami", f"practice: {written}"), encoding="utf-8")
    run = smarteka("--root", sample_root, "rename", "practice/avtobus-s-lekarstvami", "apteka-na-kolesakh")
    assert run.code == 0, run.err
    assert "avtobus" not in collection.read_text(encoding="utf-8")
    assert errors(smarteka("--root", sample_root, "check", "--format", "json")) == []


def test_there_and_back_again(smarteka: Runner, sample_root: Path) -> None:
    before = records(sample_root)[BUS]
    smarteka("--root", sample_root, "rename", "practice/avtobus-s-lekarstvami", "apteka-na-kolesakh")
    run = smarteka("--root", sample_root, "rename", "practice/apteka-na-kolesakh", "avtobus-s-lekarstvami")
    assert run.code == 0, run.err
    after = records(sample_root)[BUS]
    assert after.aliases == (*before.aliases, "practices/apteka-na-kolesakh")
    assert after.model_copy(update={"aliases": ()}) == before.model_copy(update={"aliases": ()})
    assert errors(smarteka("--root", sample_root, "check", "--format", "json")) == []


def test_a_region_takes_its_folder_along(smarteka: Runner, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "rename", "region/ozernaya-oblast", "ozernyy-kray")
    assert run.code == 0, run.err
    assert errors(smarteka("--root", sample_root, "check", "--format", "json")) == []
    assert not (sample_root / "regions/ozernaya-oblast").exists()
    report = records(sample_root)["regions/ozernyy-kray/reports/ozernaya-rss.yml"]
    assert report.aliases[-1] == "reports/ozernaya-oblast/ozernaya-rss"


def test_problems_follow_their_situation(smarteka: Runner, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "rename", "life_situation/poluchit-lekarstvo", "kupit-lekarstvo")
    assert run.code == 0, run.err
    assert errors(smarteka("--root", sample_root, "check", "--format", "json")) == []
    assert "poluchit-lekarstvo#" not in "".join(p.read_text(encoding="utf-8") for p in sample_root.glob("practices/*/*.yml"))


def test_a_dry_run_changes_nothing(smarteka: Runner, sample_root: Path) -> None:
    before = tree(sample_root)
    run = smarteka("--root", sample_root, "rename", "practice/avtobus-s-lekarstvami", "apteka-na-kolesakh", "--dry-run")
    assert run.code == 0
    assert f"{BUS} → {NEW}" in run.out
    assert tree(sample_root) == before


@pytest.mark.parametrize(
    ("record", "new", "named"),
    [
        ("practice/avtobus-s-lekarstvam", "novoe", "avtobus-s-lekarstvami"),
        ("praktice/avtobus-s-lekarstvami", "novoe", "practice/avtobus-s-lekarstvami"),
        ("avtobus-s-lekarstvami", "novoe", "practice/avtobus-s-lekarstvami"),
        ("net-takoy", "novoe", "practice/staroe-imya"),
        ("practice/avtobus-s-lekarstvami", "Новое", "не годится"),
        ("practice/avtobus-s-lekarstvami", "aux", "не годится"),
        ("practice/avtobus-s-lekarstvami", "zvonok-sosedu", "уже занят"),
        ("practice/avtobus-s-lekarstvami", "avtobus-s-lekarstvami", "уже называется"),
        ("taxonomy/taxonomy", "slova", "виды: practice"),
        ("digest/2021-w46", "2021", "обзор года"),
    ],
)
def test_what_cannot_be_is_refused(smarteka: Runner, sample_root: Path, record: str, new: str, named: str) -> None:
    before = tree(sample_root)
    run = smarteka("--root", sample_root, "rename", record, new)
    assert (run.code, run.out) == (2, "")
    assert named in run.err
    assert tree(sample_root) == before


def test_references_in_a_broken_file_would_be_missed(smarteka: Runner, sample_root: Path) -> None:
    (sample_root / "practices/2021/novaya.yml").write_text("id: [", encoding="utf-8")
    run = smarteka("--root", sample_root, "rename", "practice/avtobus-s-lekarstvami", "apteka-na-kolesakh")
    assert run.code == 2
    assert "practice/novaya" in run.err


def test_a_disk_that_refuses_leaves_all_as_it_was(
    smarteka: Runner, sample_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(sample_root)
    real = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "avtobus-s-lekarstvami.yml":
            raise PermissionError(13, "Permission denied")
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    run = smarteka("--root", sample_root, "rename", "practice/avtobus-s-lekarstvami", "apteka-na-kolesakh")
    assert (run.code, run.out) == (2, "")
    assert "всё осталось, как было" in run.err
    assert tree(sample_root) == before
