"""``smarteka publish``: drafts lose their mark, with the drafts that they name; all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from publishing import Runner, tree

CALL, BUS = "practices/2021/zvonok-sosedu.yml", "practices/2021/avtobus-s-lekarstvami.yml"
ISSUE, PICKED = "digests/2021/2021-w46.yml", "collections/vybor-redaktora.yml"


@pytest.fixture
def drafts(sample_root: Path) -> Path:
    """The issue, two practices that it tells of and the collection that names one are drafts, each marked in another way."""
    marks = {CALL: "draft: true\n", BUS: "draft: true  # до понедельника\n", ISSUE: "# Черновик выпуска\ndraft: true\n", PICKED: "draft: true\n"}
    for path, mark in marks.items():
        file = sample_root / path
        file.write_text(file.read_text(encoding="utf-8").replace("\ntitle:", f"\n{mark}title:", 1), encoding="utf-8")
    return sample_root


def test_an_issue_is_published_with_its_practices(smarteka: Runner, drafts: Path) -> None:
    before = {path: (drafts / path).read_text(encoding="utf-8") for path in (CALL, BUS, ISSUE, PICKED)}
    run = smarteka("--root", drafts, "publish", "2021-w46")
    assert run.code == 0, run.err
    assert run.out.split() == [ISSUE, BUS, CALL]
    assert "Опубликовано: 3\xa0черновика." in run.err
    after = {path: (drafts / path).read_text(encoding="utf-8") for path in before}
    assert after == {
        CALL: before[CALL].replace("draft: true\n", ""),
        BUS: before[BUS].replace("draft: true  # до понедельника\n", ""),
        ISSUE: before[ISSUE].replace("draft: true\n", ""),  # what somebody noted above stays
        PICKED: before[PICKED],
    }
    assert smarteka("--root", drafts, "check").code == 0
    rest = smarteka("--root", drafts, "publish")
    assert rest.out.split(":")[0] == "collection/vybor-redaktora"
    assert "1\xa0черновик. Опубликовать: smarteka publish vybor-redaktora" in rest.err


def test_a_file_a_kind_and_all(smarteka: Runner, drafts: Path) -> None:
    assert smarteka("--root", drafts, "publish", str(drafts / CALL)).out.split() == [CALL]
    assert smarteka("--root", drafts, "publish", "practices/avtobus-s-lekarstvami").out.split() == [BUS]
    assert smarteka("--root", drafts, "publish", "--all").out.split() == [PICKED, ISSUE]
    again = smarteka("--root", drafts, "publish", "--all")
    assert (again.code, again.out) == (0, "")
    assert "Черновиков нет." in again.err


def test_only_shown(smarteka: Runner, drafts: Path) -> None:
    before = tree(drafts)
    run = smarteka("--root", drafts, "publish", "zvonok-sosedu", "--dry-run")
    assert run.code == 0
    assert [line for line in run.out.splitlines() if line[0] in "-+" and line[:3] not in ("---", "+++")] == ["-draft: true"]
    assert tree(drafts) == before


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("summary: ", "summary: ДОПИСАТЬ ", "blank-left"), ("summary: ", "direction: net-takogo\nsummary: ", "unknown-reference")],  # an error of a draft, too
)
def test_what_is_wrong_or_would_be_stays(smarteka: Runner, drafts: Path, old: str, new: str, code: str) -> None:
    practice = drafts / CALL
    practice.write_text(practice.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = tree(drafts)
    run = smarteka("--root", drafts, "publish", "2021-w46")
    assert run.code == 1
    assert f"[{code}]" in run.out
    assert run.out.startswith(f"{CALL}:")
    assert "Ничего не изменено" in run.err
    assert tree(drafts) == before


def test_a_record_in_braces(smarteka: Runner, drafts: Path) -> None:
    record = drafts / "practices/2021/v-skobkakh.yml"
    record.write_text(
        "{id: v-skobkakh, title: В скобках, draft: true, summary: Суть, kind: service, stage: running, solution: Решение, "
        "sources: [{title: Отчёт, date: 2021}], regions: [ozernaya-oblast]}\n", encoding="utf-8",
    )
    run = smarteka("--root", drafts, "publish", "v-skobkakh")
    assert run.code == 0, run.out
    assert "draft: false, summary" in record.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["zvonok-sosed"], "возможно, zvonok-sosedu"),
        (["vopros-otvet-nikak"], "черновика «vopros-otvet-nikak» нет"),
        (["zvonok-sosedu", "--all"], "что-то одно"),
        (["mkdocs.yml"], "черновика «mkdocs.yml» нет"),
    ],
)
def test_what_is_no_draft_is_named(smarteka: Runner, drafts: Path, args: list[str], said: str) -> None:
    before = tree(drafts)
    run = smarteka("--root", drafts, "publish", *args)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert tree(drafts) == before


def test_a_published_record_is_named_so(smarteka: Runner, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "publish", "zvonok-sosedu")
    assert run.code == 2
    assert f"{CALL} уже опубликован" in run.err


@pytest.mark.parametrize("name", ["kiosk", "practice/kiosk", "practices/kiosk", "practices/2021/kiosk.yml"])
def test_a_draft_with_open_fields_is_not_called_missing(smarteka: Runner, sample_root: Path, name: str) -> None:
    """As ``new`` leaves it, it cannot be read: no record, but a file that is there."""
    (sample_root / "practices/2021/kiosk.yml").write_text("id: kiosk\ntitle:\ndraft: true\n", encoding="utf-8")
    run = smarteka("--root", sample_root, "publish", name)
    assert (run.code, run.out) == (2, "")
    assert f"«{name}» не прочитан" in run.err
    assert "Не прочитано: 1\u00a0файл." in smarteka("--root", sample_root, "publish").err
