"""``smarteka import digest`` by its contract: output, exit codes, what is written and what is not."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from publishing import ROOT, Runner, tree

DIGESTS = ROOT / "tests" / "importing" / "digests"
GOLDEN = DIGESTS / "golden"
ISSUE = "digests/2021/2021-w52.yml"



@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Regions and vocabulary, no practices."""
    root = tmp_path / "base"
    (root / "practices").mkdir(parents=True)
    shutil.copy(ROOT / "practices" / "taxonomy.yml", root / "practices")
    (root / "regions").mkdir()
    for file in (ROOT / "regions").glob("*.yml"):
        shutil.copy(file, root / "regions")
    (root / "mkdocs.yml").write_text("site_name: Смартека\n", encoding="utf-8")
    return root


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(DIGESTS / "week-52.txt", tmp_path)).relative_to(tmp_path)


def compare(name: str, text: str, update: bool) -> None:
    golden = GOLDEN / name
    if update:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def test_the_report_and_the_drafts(smarteka: Runner, base: Path, document: Path, update_golden: bool) -> None:
    run = smarteka("--root", base, "import", "digest", document)
    assert run.code == 0
    compare("report.txt", run.out, update_golden)
    for path in (ISSUE, "practices/2021/avtobus-s-knigami-dlya-dalnikh-sel.yml", "practices/2021/konkurs-dvor-gde-zhdut.yml"):
        compare(Path(path).name, (base / path).read_text(encoding="utf-8"), update_golden)
    check = smarteka("--root", base, "check")
    assert (check.code, check.out) == (0, "")
    assert "8\u00a0черновиков" in check.err


def test_the_report_of_another_layout(smarteka: Runner, base: Path, document: Path, update_golden: bool) -> None:
    run = smarteka("--root", base, "import", "digest", shutil.copy(DIGESTS / "wrapped-cp1251.txt", "."), "--dry-run")
    assert run.code == 0
    compare("report-wrapped.txt", run.out, update_golden)


def test_json(smarteka: Runner, base: Path, document: Path, update_golden: bool) -> None:
    run = smarteka("--root", base, "import", "digest", document, "--dry-run", "--format", "json")
    assert run.code == 0
    told = json.loads(run.out)
    assert list(told) == ["digest", "practices", "diagnostics"]
    compare("import.json", run.out, update_golden)


def test_a_dry_run_writes_nothing(smarteka: Runner, base: Path, document: Path) -> None:
    before = tree(base)
    assert smarteka("--root", base, "import", "digest", document, "--dry-run").code == 0
    assert tree(base) == before


def test_twice_the_same_writes_nothing_new(smarteka: Runner, base: Path, document: Path) -> None:
    assert smarteka("--root", base, "import", "digest", document).code == 0
    before = tree(base)
    again = smarteka("--root", base, "import", "digest", document)
    assert again.code == 0
    assert "Черновик выпуска за эту неделю уже есть: digests/2021/2021-w52.yml" in again.out
    assert tree(base) == before


def test_a_folder_of_its_own(smarteka: Runner, base: Path, document: Path, tmp_path: Path) -> None:
    before = tree(base)
    run = smarteka("--root", base, "import", "digest", document, "--out", "на-проверку")
    assert run.code == 0
    assert len(tree(tmp_path / "на-проверку")) == 8
    assert tree(base) == before
    once = tree(tmp_path / "на-проверку")
    again = smarteka("--root", base, "import", "digest", document, "--out", "на-проверку", "--format", "json")
    assert again.code == 1
    assert {d["code"] for d in json.loads(again.out)["diagnostics"] if d["severity"] == "error"} == {"target-exists"}
    assert tree(tmp_path / "на-проверку") == once
    tried = smarteka("--root", base, "import", "digest", document, "--out", "на-проверку", "--dry-run")
    assert tried.code == 1
    assert "[target-exists]" in tried.out


def test_a_broken_record_in_the_place_of_a_draft_stays(smarteka: Runner, base: Path, document: Path) -> None:
    (base / ISSUE).parent.mkdir(parents=True)
    (base / ISSUE).write_text("id: [", encoding="utf-8")
    before = tree(base)
    run = smarteka("--root", base, "import", "digest", document)
    assert run.code == 1
    assert f"{ISSUE}: файл {ISSUE} уже есть" in run.out
    assert "Часть записей базы не прочитана" in run.err
    assert tree(base) == before


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("пусто.txt", b"", "empty-document"), ("письмо.txt", "Добрый день!".encode(), "not-a-digest"), ("x.pdf", b"%PDF-1.4", "broken-document"),
        ("x.docx", b"PK\x03\x04", "broken-document"),
        ("тайна.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked-document"),
        ("без-недели.txt", (DIGESTS / "week-52.txt").read_bytes().replace("27 декабря 2021 – 2\u00a0января 2022 г.".encode(), b""), "week-unknown"),
    ],
)
def test_a_bad_document_ends_with_one_and_writes_nothing(
    smarteka: Runner, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    before = tree(base)
    run = smarteka("--root", base, "import", "digest", name, "--format", "json")
    told = json.loads(run.out)
    assert (run.code, told["digest"]) == (1, None)
    assert [(d["code"], d["path"], d["place"] != "" or d["line"] == 1) for d in told["diagnostics"] if d["severity"] == "error"] == [(code, name, True)]
    text = smarteka("--root", base, "import", "digest", name)
    assert text.code == 1
    assert f"[{code}]" in text.out
    assert "Дальше" in text.out
    assert tree(base) == before


def test_a_week_given_by_hand(smarteka: Runner, base: Path, document: Path) -> None:
    document.write_bytes(document.read_bytes().replace("27 декабря 2021 – 2\u00a0января 2022 г.".encode(), b""))
    run = smarteka("--root", base, "import", "digest", document, "--week", "2021-W52")
    assert run.code == 0
    assert (base / ISSUE).is_file()


@pytest.mark.parametrize(
    ("args", "named"),
    [
        ([], ["ВИД", "digest"]), (["dijest", "x"], ["dijest", "digest"]), (["digest"], ["ФАЙЛ"]), (["digest", "нет.docx"], ["нет.docx"]),
        (["digest", "."], ["папка"]), (["digest", "week-52.txt", "--week", "2021-W54"], ["--week", "2021-W46"]),
        (["digest", "week-52.txt", "--out", "week-52.txt"], ["--out"]), (["digest", "week-52.txt", "--format", "xml"], ["text, json"]),
    ],
)
def test_wrong_usage(smarteka: Runner, base: Path, document: Path, args: list[str], named: list[str]) -> None:
    run = smarteka("--root", base, "import", *args)
    assert (run.code, run.out) == (2, "")
    assert [word for word in named if word not in run.err] == []
    assert run.err.startswith("Ошибка: ")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights of folders bind neither Windows nor root")
def test_a_folder_without_rights(smarteka: Runner, base: Path, document: Path) -> None:
    base.chmod(0o500)
    try:
        run = smarteka("--root", base, "import", "digest", document)
    finally:
        base.chmod(0o700)
    assert run.code == 2
    assert "ничего не записано" in run.err


def test_a_disk_that_refuses(smarteka: Runner, base: Path, document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.editing import new_files

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new_files, "_move", full)
    before = tree(base)
    run = smarteka("--root", base, "import", "digest", document)
    assert run.code == 2
    assert "ничего не записано" in run.err
    assert tree(base) == before
