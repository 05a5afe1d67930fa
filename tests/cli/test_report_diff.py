"""``smarteka report diff``: two reports by their ids or files."""

from __future__ import annotations

import json
from pathlib import Path

from publishing import Runner

REPORTS = "regions/ozernaya-oblast/reports"


def test_two_reports_of_the_base(sample_root: Path, smarteka: Runner) -> None:
    run = smarteka("--root", sample_root, "report", "diff", "ozernaya-rss", "ozernaya-rss-2025", "--format", "json")
    told = json.loads(run.out)
    assert (run.code, set(told)) == (0, {"old", "new", "counts", "items"})
    assert {name: n for name, n in told["counts"].items() if n} == {"added": 1, "status_better": 1, "deadline": 1, "execution": 2}
    assert [(i["number"], i["old_status"], i["new_status"]) for i in told["items"]] == [
        ("1.1", "done", "done"), ("1.2", "not_done", "not_done"), ("1.3", None, "none"), ("2.1–2.3", "partly", "done"),
    ]
    text = smarteka("--root", sample_root, "report", "diff", "ozernaya-rss", "ozernaya-rss-2025")
    assert "  Срок: «до 1 декабря 2024 г.» → «до 15 апреля 2025 г.»\n" in text.out


def test_a_file_beside_the_base(sample_root: Path, smarteka: Runner, tmp_path: Path) -> None:
    file = tmp_path / "drugoy.yml"
    file.write_text((sample_root / REPORTS / "ozernaya-rss.yml").read_text(encoding="utf-8").replace("Выполнено, value: done", "Нет, value: not_done"), encoding="utf-8")
    run = smarteka("--root", sample_root, "report", "diff", "ozernaya-rss", file, "--format", "json")
    assert json.loads(run.out)["counts"]["status_worse"] == 1
    file.write_text("id: drugoy\ntitle: 1\n", encoding="utf-8")
    run = smarteka("--root", sample_root, "report", "diff", "ozernaya-rss", file)
    assert run.code == 1
    assert "drugoy.yml:2:8: ошибка" in run.out


def test_wrong_names(sample_root: Path, smarteka: Runner) -> None:
    run = smarteka("--root", sample_root, "report", "diff", "ozernaya-rs", "ozernaya-rss")
    assert run.code == 2
    assert "возможно, «ozernaya-rss»" in run.err
    assert smarteka("--root", sample_root, "report").code == 2
    assert smarteka("--root", sample_root, "report", "differ").code == 2
