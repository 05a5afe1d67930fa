"""``smarteka fmt``: what is rewritten, what is only named, what is left alone."""

from __future__ import annotations

from pathlib import Path

from publishing import Runner, tree

from generator.loading.records import load
from generator.model.registry import Registry

CALL = "practices/2021/zvonok-sosedu.yml"


def records(root: Path) -> list[object]:
    return [item.record for item in load(root, Registry()).records]


def test_a_base_is_formed_once_and_says_the_same(smarteka: Runner, sample_root: Path) -> None:
    before = records(sample_root)
    run = smarteka("--root", sample_root, "fmt")
    assert run.code == 0
    assert records(sample_root) == before
    again = smarteka("--root", sample_root, "fmt", "--check")
    assert (again.code, again.out) == (0, "")


def test_check_names_files_and_changes_none(smarteka: Runner, sample_root: Path) -> None:
    smarteka("--root", sample_root, "fmt")
    text = (sample_root / CALL).read_text(encoding="utf-8")
    (sample_root / CALL).write_text(text + "\n\n", encoding="utf-8")
    before = tree(sample_root)
    run = smarteka("--root", sample_root, "fmt", "--check", "practices")
    assert (run.code, run.out) == (1, f"{CALL}\n")
    assert tree(sample_root) == before
    assert smarteka("--root", sample_root, "fmt", CALL).out == f"{CALL}\n"
    assert (sample_root / CALL).read_text(encoding="utf-8") == text


def test_a_broken_file_is_told_and_left_alone_and_others_are_formed(smarteka: Runner, sample_root: Path) -> None:
    smarteka("--root", sample_root, "fmt")
    broken = sample_root / "practices/2021/novaya.yml"
    broken.write_text("id: novaya\nid: drugaya\n", encoding="utf-8")
    text = (sample_root / CALL).read_text(encoding="utf-8")
    (sample_root / CALL).write_bytes(text.replace("\n", "\r\n").encode())
    run = smarteka("--root", sample_root, "fmt")
    assert run.code == 1
    assert run.out.splitlines()[0].startswith("practices/2021/novaya.yml:2:1: ошибка [duplicate-key]")
    assert run.out.splitlines()[1:] == [CALL]
    assert broken.read_text(encoding="utf-8") == "id: novaya\nid: drugaya\n"
    assert (sample_root / CALL).read_bytes() == text.encode()


def test_what_is_no_record_is_refused(smarteka: Runner, sample_root: Path) -> None:
    for path in ("mkdocs.yml", "net-takogo.yml"):
        run = smarteka("--root", sample_root, "fmt", path)
        assert (run.code, run.out) == (2, "")
        assert path in run.err
