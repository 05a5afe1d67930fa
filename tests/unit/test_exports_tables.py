"""The whole base as JSON and CSV: nothing lost, nothing of others overwritten, all or nothing."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.exports import tables as export
from generator.exports.destination import MANIFEST, ExportRefused
from generator.exports.flattening import cell, tables
from generator.exports.record_json import ADDED_FIELDS
from generator.exports.tables import base_json, write_csv, write_json
from generator.knowledge.base import KnowledgeBase
from generator.model.practice import Practice, Stage
from generator.model.registry import Registry
from generator.model.report import StandardReport
from generator.model.scalars import RegionId
from generator.pipeline import Checked

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def base(real_checked: Checked) -> KnowledgeBase:
    return real_checked.base


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (Decimal("43.0"), "43.0"),
        (Decimal("-5"), "-5"),
        (date(2021, 11, 15), "2021-11-15"),
        (Stage.PILOT, "pilot"),
        ((RegionId("a"), RegionId("b")), "a; b"),
        (("Первый шаг", "Второй; шаг"), "Первый шаг\nВторой; шаг"),
        ((), ""),
        ("=1+1", "'=1+1"),
        ("- пункт\n- пункт", "'- пункт\n- пункт"),
        ("обычный - текст", "обычный - текст"),
    ],
)
def test_a_cell_is_exact_and_harmless(value: Any, text: str) -> None:
    assert cell(value) == text


def test_the_json_holds_every_record(base: KnowledgeBase, tmp_path: Path) -> None:
    out = tmp_path / "new" / "base.json"
    write_json(base, out)
    document = json.loads(out.read_text("utf-8"))
    assert document["counts"] == base.counts() == {k: len(v) for k, v in document["records"].items()}
    for item in base.loaded:
        record = next(r for r in document["records"][item.type.kind] if r["id"] == item.record.id)
        plain = {k: v for k, v in record.items() if k not in ADDED_FIELDS}
        assert type(item.record).model_validate(plain) == item.record
    assert [p.name for p in out.parent.iterdir()] == ["base.json"]


def test_the_json_is_the_same_each_time(base: KnowledgeBase) -> None:
    assert "".join(base_json(base)) == "".join(base_json(base))


def test_an_empty_base_is_still_json() -> None:
    document = json.loads("".join(base_json(KnowledgeBase([]))))
    assert not any(document["records"].values())


def test_a_json_replaces_only_its_own(base: KnowledgeBase, tmp_path: Path) -> None:
    out = tmp_path / "base.json"
    out.write_text("{}")
    with pytest.raises(ExportRefused, match="не прежняя выгрузка"):
        write_json(base, out)
    assert out.read_text() == "{}"
    out.unlink()
    write_json(base, out)
    write_json(base, out)
    assert out.read_text("utf-8").startswith('{"format"')
    other = tmp_path / "mkdocs.yml"
    other.write_text("site_name: x")
    with pytest.raises(ExportRefused, match=r"не \.json"):
        write_json(base, other)
    with pytest.raises(ExportRefused, match="папка"):
        write_json(base, tmp_path)
    assert other.read_text() == "site_name: x"


def test_the_csv_holds_a_row_a_record_and_a_row_a_figure(base: KnowledgeBase, tmp_path: Path) -> None:
    write_csv(base, tmp_path / "csv")
    for kind, count in base.counts().items():
        assert len(rows(tmp_path / "csv" / f"{kind}.csv")) == count
    practices = {str(practice.id): practice for practice in base.all(Practice)}
    found = {row["id"]: row for row in rows(tmp_path / "csv" / "practice.csv")}
    for id, practice in practices.items():
        row = found[id]
        assert row["title"].lstrip("'") == practice.title
        assert row["regions"].split("; ") == list(practice.regions or ("",))
        assert row["url"] == f"practices/{id}/"
    figures = rows(tmp_path / "csv" / "practice.results.csv")
    assert len(figures) == sum(len(p.results) for p in practices.values())
    assert list(figures[0])[:3] == ["practice", "results_no", "title"]
    for figure in figures:
        record = practices[figure["practice"]].results[int(figure["results_no"]) - 1]
        assert figure["value"] == cell(record.value)
        assert figure["kind"] == record.kind.value


def test_lists_inside_lists_name_both_owners(base: KnowledgeBase) -> None:
    found = {t.name: t for t in tables(Registry()["standard_report"], base.of_kind("standard_report"))}
    items = found["standard_report.sections.items"]
    assert [c.name for c in items.columns][:4] == ["standard_report", "sections_no", "items_no", "number"]
    assert "deadline.due" in [c.name for c in items.columns]
    sections = [section for report in base.all(StandardReport) for section in report.sections]
    assert len(items.rows) == sum(len(section.items) for section in sections)


def test_columns_do_not_depend_on_the_content(base: KnowledgeBase) -> None:
    for record_type in Registry():
        empty = [(t.name, t.columns) for t in tables(record_type, [])]
        assert empty == [(t.name, t.columns) for t in tables(record_type, base.of_kind(record_type.kind))]
        for name, columns in empty:
            names = [c.name for c in columns]
            assert len(set(names)) == len(names), name
            assert all(c.title for c in columns), name


def test_the_csv_opens_in_spreadsheets_and_is_described(base: KnowledgeBase, tmp_path: Path) -> None:
    write_csv(base, tmp_path / "csv")
    assert (tmp_path / "csv" / "region.csv").read_bytes().startswith(b"\xef\xbb\xbfid,title,")
    described = {(r["table"], r["column"]): r["title"] for r in rows(tmp_path / "csv" / "columns.csv")}
    assert described["practice.results", "before"] == "Было"
    manifest = json.loads((tmp_path / "csv" / MANIFEST).read_text("utf-8"))
    assert manifest["tables"]["region"] == len(base.of_kind("region"))


def test_an_earlier_export_is_replaced_with_the_same_bytes(base: KnowledgeBase, tmp_path: Path) -> None:
    out = tmp_path / "csv"
    out.mkdir()  # an empty folder will do
    write_csv(base, out)
    before = snapshot(out)
    write_csv(base, out)
    assert snapshot(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["csv"]


@pytest.mark.parametrize("content", ["{}", "не JSON", '{"format": "smarteka-csv-1"}', '[1]'])
def test_a_foreign_folder_is_left_alone(base: KnowledgeBase, tmp_path: Path, content: str) -> None:
    (tmp_path / "letter.txt").write_text("важно")
    (tmp_path / MANIFEST).write_text(content)
    before = snapshot(tmp_path)
    with pytest.raises(ExportRefused, match="не выгрузка"):
        write_csv(base, tmp_path)
    assert snapshot(tmp_path) == before


def test_files_put_beside_an_export_are_not_lost(base: KnowledgeBase, tmp_path: Path) -> None:
    write_csv(base, tmp_path / "csv")
    (tmp_path / "csv" / "zametki.txt").write_text("важно")
    with pytest.raises(ExportRefused, match=r"zametki\.txt"):
        write_csv(base, tmp_path / "csv")
    assert (tmp_path / "csv" / "zametki.txt").read_text() == "важно"


def test_a_csv_export_wants_a_folder(base: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportRefused, match="нужна папка"):
        write_csv(base, tmp_path / "file")
    with pytest.raises(ExportRefused):
        write_csv(base, tmp_path / "file" / "csv")


def test_a_failed_export_leaves_the_earlier_one(
    base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "csv"
    write_csv(base, out)
    before = snapshot(out)

    def full_disk(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "_manifest", full_disk)
    with pytest.raises(ExportRefused, match="не записать"):
        write_csv(base, out)
    assert snapshot(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["csv"]
