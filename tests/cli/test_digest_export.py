"""``smarteka digest export`` by its contract, on the invented base."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from publishing import BIN, Run, Runner, copy_sample, surroundings

from generator.exports.digest.formats import FORMATS


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with templates and settings, for reading only."""
    return copy_sample(tmp_path_factory.mktemp("cli") / "base")


@pytest.fixture
def export(base: Path, smarteka: Runner, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """``export("2021-w46", "--to", "pdf")`` is ``smarteka digest export 2021-w46 --to pdf`` on the invented base."""
    monkeypatch.delenv("SMARTEKA_SITE_URL", raising=False)
    return lambda *args, root=base: smarteka("--root", root, "digest", "export", *args)


def assert_refused(run: Run, *words: str) -> None:
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Ошибка: ")
    assert "Traceback" not in run.err
    for word in words:
        assert word in run.err


@pytest.mark.parametrize(
    ("form", "start"),
    [("docx", b"PK"), ("pdf", b"%PDF-"), ("html", b"<!doctype html>"), ("md", "# Выдуманный дайджест".encode()), ("telegram", "=== Сообщение 1 из 1".encode())],
)
def test_an_issue_is_written_to_a_file(export: Runner, tmp_path: Path, form: str, start: bytes) -> None:
    out = tmp_path / f"выпуск.{form}"
    run = export("2021-w46", "--to", form, "--out", out)
    assert (run.code, run.out) == (0, "")
    assert out.read_bytes().startswith(start)
    assert str(out) in run.err
    assert [p.name for p in tmp_path.iterdir()] == [out.name]


def test_a_letter_has_a_twin_in_text_and_one_for_mail_programs(export: Runner, tmp_path: Path) -> None:
    run = export("2021-w46", "--to", "email", "--out", tmp_path / "a.html")
    assert run.code == 0
    assert "SMARTEKA_SITE_URL" in run.err  # links to the address that no site can have
    assert {p.name for p in tmp_path.iterdir()} == {"a.html", "a.txt", "a.eml"}
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("ВЫДУМАННЫЙ ДАЙДЖЕСТ")
    assert_refused(export("2021-w46", "--to", "email", "--out", tmp_path / "a.txt"), ".html")


def test_a_folder_gets_the_usual_names(export: Runner, tmp_path: Path) -> None:
    assert export("2021-w46", "--to", "pdf", "--out", tmp_path).code == 0
    assert export("2021-w46", "--to", "email", "--out", tmp_path).code == 0
    assert {p.name for p in tmp_path.iterdir()} == {
        "vydumannyy-2021-w46.pdf", "vydumannyy-2021-w46-email.html", "vydumannyy-2021-w46-email.txt",
        "vydumannyy-2021-w46-email.eml",
    }


@pytest.mark.parametrize("form", ["html", "email", "telegram", "md"])
def test_text_goes_to_standard_output(export: Runner, form: str) -> None:
    run = export("2021-w46", "--to", form)
    assert (run.code, run.err) == (0, "")
    assert "Автобус с\u00a0лекарствами" in run.out
    assert export("2021-w46", "--to", form, "--out", "-") == run


@pytest.mark.slow
def test_other_formats_go_there_only_when_asked(export: Runner, base: Path) -> None:
    assert_refused(export("2021-w46", "--to", "docx"), "--out", "vydumannyy-2021-w46.docx")
    asked: list[str | Path] = [BIN / "smarteka", "--root", base, "digest", "export", "2021-w46", "--to", "pdf", "--out", "-"]
    piped = subprocess.run(asked, env=surroundings(), capture_output=True, timeout=300, check=True)
    assert piped.stdout.startswith(b"%PDF-")
    assert piped.stderr == b""


def test_an_existing_file_is_replaced_and_a_failure_leaves_it(
    export: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(b"old")
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "typst", None)
        from generator.exports.digest import pdf

        pdf._compiler.cache_clear()
        assert_refused(export("2021-w46", "--to", "pdf", "--out", out), "pip install typst")
    assert out.read_bytes() == b"old"
    assert export("2021-w46", "--to", "pdf", "--out", out).code == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_wrong_use_is_told_with_the_next_step(export: Runner, tmp_path: Path) -> None:
    assert_refused(export("2021-w45", "--to", "md"), "2021-w45", "возможно, «2021-w46»")
    assert_refused(export("2021-w46", "--to", "doc"), ", ".join(FORMATS))
    assert_refused(export("2021-w46"), "--to")
    assert_refused(export("--to", "md"), "ID")
    assert_refused(export("2021-w46", "--to", "pdf", "--out", tmp_path / "нет" / "a.pdf"), "папки", "нет»")
    assert not (tmp_path / "нет").exists()


def test_a_name_that_would_mislead_is_refused(export: Runner, tmp_path: Path) -> None:
    assert_refused(export("2021-w46", "--to", "docx", "--out", tmp_path / "a.pdf"), "a.docx")
    assert_refused(export("2021-w46", "--to", "pdf", "--out", tmp_path / "a.html"), "a.pdf")
    assert_refused(export("2021-w46", "--to", "md", "--out", tmp_path / "a.docx"), "a.md")
    assert export("2021-w46", "--to", "md", "--out", tmp_path / "a.txt").code == 0
    assert export("2021-w46", "--to", "telegram", "--out", tmp_path / "a.html").code == 0


def test_a_base_with_errors_gives_no_issue(export: Runner, base: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(base, tmp_path / "base"))
    record = broken / "practices/2021/zvonok-sosedu.yml"
    record.write_text(record.read_text(encoding="utf-8").replace("kind:", "kindd:"), encoding="utf-8")
    run = export("2021-w46", "--to", "pdf", "--out", tmp_path / "a.pdf", root=broken)
    assert run.code == 1
    assert "practices/2021/zvonok-sosedu.yml:" in run.out
    assert not (tmp_path / "a.pdf").exists()


def test_a_draft_may_be_looked_at_and_says_what_it_is(export: Runner, base: Path, tmp_path: Path) -> None:
    drafted = Path(shutil.copytree(base, tmp_path / "base"))
    record = drafted / "digests/2021/2021-w46.yml"
    record.write_text(record.read_text(encoding="utf-8") + "draft: true\n", encoding="utf-8")
    run = export("2021-w46", "--to", "md", root=drafted)
    assert run.code == 0
    assert "Черновик. 6" in run.out
    assert "черновик" in run.err


def test_a_base_without_settings_has_no_links(export: Runner, base: Path, tmp_path: Path) -> None:
    bare = Path(shutil.copytree(base, tmp_path / "base"))
    (bare / "mkdocs.yml").write_text("site_name: База\n", encoding="utf-8")
    run = export("2021-w46", "--to", "telegram", root=bare)
    assert run.code == 0
    assert "<a href" not in run.out
    assert "«База»" in run.out


def test_the_group_names_its_commands(smarteka: Runner, base: Path) -> None:
    for words in (["digest"], ["digest", "exprt"]):
        run = smarteka("--root", base, *words)
        assert (run.code, run.out) == (2, "")
        assert run.err.startswith("Ошибка: ")
        assert "export" in run.err
    assert "Word, PDF" in smarteka("--root", base, "digest", "--help").out
