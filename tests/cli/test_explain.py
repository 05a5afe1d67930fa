"""``smarteka explain``: a code, the list of codes, a code that is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from publishing import Runner

from generator.wording.codes import explanations


@pytest.mark.parametrize("written", ["refers-to-draft", "[refers-to-draft]", "Refers-To-Draft"])
def test_a_code_is_explained_as_it_was_copied(smarteka: Runner, written: str) -> None:
    run = smarteka("explain", written)
    assert (run.code, run.err) == (0, "")
    head, title = run.out.splitlines()[:2]
    assert (head, title) == ("refers-to-draft – ошибка", "Опубликованная запись ссылается на черновик.")
    assert run.out.index("Неверно") < run.out.index("draft: true") < run.out.index("Верно\n") < run.out.index("draft: false")


def test_it_needs_no_base(smarteka: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert smarteka("explain", "tab").code == 0


def test_without_a_code_all_are_listed(smarteka: Runner) -> None:
    run = smarteka("explain")
    assert run.code == 0
    assert [line.split()[0] for line in run.out.splitlines() if line.startswith("  ")] == list(explanations())


def test_the_nearest_code_is_offered(smarteka: Runner) -> None:
    run = smarteka("explain", "unknown-refrence")
    assert (run.code, run.out) == (2, "")
    assert "возможно, unknown-reference" in run.err


def test_check_tells_of_it_where_there_is_something_to_explain(smarteka: Runner, sample_root: Path) -> None:
    assert "smarteka explain" not in smarteka("--root", sample_root, "check").err
    (sample_root / "practices" / "2021" / "pusto.yml").write_text("", encoding="utf-8")
    run = smarteka("--root", sample_root, "check")
    assert "[empty-file]" in run.out
    assert "smarteka explain" in run.err
