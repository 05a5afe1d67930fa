"""What a stranger types wrong, and what the machine refuses: a Russian message with the next step, never a traceback."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from publishing import BIN, SAMPLE, Runner, surroundings

from generator.cli.app import application
from generator.editing.importing.documents import read_document
from generator.editing.importing.report_table import read_table
from generator.editing.importing.survey_import import import_survey
from generator.pipeline import Checked

LONG = "x" * 300  # no file can be called so
NO_TEXT = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chek"], "нет команды «chek»; возможно, check; есть: check, "),
        (["new", "practise"], "нет такого ВИДА «practise»; возможно, practice; "),
        (["check", "--format"], "параметру --format нужно значение: text|json|github|sarif"),
        (["check", "--format", "xml"], "--format: «xml» не годится; можно: text, json, github, sarif"),
        (["check", "--root", "net-takoy"], "--root: папки «net-takoy» нет"),
        (["check", "--root"], "параметр --root пишут перед командой: "),
        (["rename", "a", "b", "--dry-run=да"], "параметр --dry-run пишут без значения"),
        (["search", "мфц", "--limit", "0"], "--limit: нужно целое число от 1 до 1000"),
        (["search", "мфц", "--limit", "много"], "--limit: «много» не годится; нужно целое число от 1 до 1000"),
        (["links", "--pause", "-1"], "--pause: нужно число от 0 до 60 (дробную часть отделяют точкой)"),
        (["links", "--timeout", "скоро"], "--timeout: «скоро» не годится; нужно число"),
        (["roadmap", "new", "a", "b", "--problem", "первая"], "--problem: «первая» не годится; нужно целое число"),
        (["new", "practice", "--from", str(SAMPLE / "practices/2021/zvonok-sosedu.yml")], "– запись, а нужен файл с текстом (.txt, .docx, .pdf)"),
        (["serve", "--allow-host", ""], "--allow-host: «» – не имя"),
        (["serve", "--allow-host", "*"], "--allow-host: «*» – не имя"),
        (["check", "README.md"], "«README.md» – не запись и не папка с записями: проверять там нечего"),
        (["check", "avtobus-s-lekarstvami"], "такого файла или папки нет; есть practices/2021/avtobus-s-lekarstvami.yml"),
        (["check", LONG], "такого файла или папки нет"),
        (["similar", LONG], "нет ни записи, ни файла"),
        (["roadmap", "check", LONG], "нет ни записи, ни файла"),
        (["report", "diff", LONG, LONG], "нет ни записи, ни файла"),
        (["import", "digest", LONG], "нет"),
        (["completeness", "regions/ozernaya-oblast.yml"], "«regions/ozernaya-oblast.yml» – не практика, а регион"),
        (["report", "diff", "regions/ozernaya-oblast.yml", "x"], "«regions/ozernaya-oblast.yml» – не отчёт РСС, а регион"),
        (["new", "digest", "2022"], "по адресу digests/2022/ стоит обзор года"),
        (["digest", "export", "digests/2021/2021-w47.yml", "--to", "md"], "не найден; возможно, «2021-w46»"),
        (["adoption-request", "practices/2021/avtobus-s-lekarstvami.yml"], "возможно, «avtobus-s-lekarstvami»"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_wrong_usage_names_what_was_typed_and_the_next_step(smarteka: Runner, sample_root: Path, args: list[str], said: str) -> None:
    (sample_root / "README.md").write_text("Не запись.\n", encoding="utf-8")
    run = smarteka("--root", sample_root, *args)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert run.err.splitlines()[-1].startswith("Справка: ")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("SMARTEKA_DIGEST_FILES", "может", "пишите true или false"), ("SMARTEKA_DRAFTS", "2", "пишите true или false"), ("SMARTEKA_SITE_URL", "база.рф", "не адрес")],
)
def test_variables_that_will_not_do(smarteka: Runner, sample_root: Path, name: str, value: str, said: str) -> None:
    run = smarteka("--root", sample_root, "digest", "export", "2021-w46", "--to", "md", **{name: value})
    assert (run.code, run.out) == (2, "")
    assert f"{name}: «{value}»" in run.err
    assert said in run.err


@pytest.mark.parametrize("args", [["check", "--root", "{root}", "practices/2021"], ["check", "practices/2021", "--root={root}"]])
def test_the_root_may_be_named_behind_the_command(smarteka: Runner, sample_root: Path, args: list[str]) -> None:
    run = smarteka(*(arg.format(root=sample_root) for arg in args))
    before = smarteka("--root", sample_root, "check", "practices/2021")
    assert (run.code, run.out, run.err) == (before.code, before.out, before.err)
    assert smarteka("--root", sample_root, "search", "--", "--root").err == smarteka("--root", sample_root, "search", "root").err


def test_a_region_may_be_named_as_people_name_it(smarteka: Runner, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "new", "event", "vstrecha-druzey", "--region", "Озёрная обл.")
    assert (run.code, run.out) == (0, "regions/ozernaya-oblast/events/vstrecha-druzey.yml\n")


def test_what_an_importer_left_to_do_is_named_when_it_is_published(smarteka: Runner, sample_root: Path) -> None:
    draft = sample_root / "practices/2021/avtobus-s-lekarstvami.yml"
    text = draft.read_text(encoding="utf-8")
    draft.write_text(f"draft: true\n# Текст источника. Перескажите своими словами.\n{text}# ещё мысль\n", encoding="utf-8")
    run = smarteka("--root", sample_root, "publish", "avtobus-s-lekarstvami")
    assert run.code == 0, run.err
    assert run.err.splitlines()[-1] == "practices/2021/avtobus-s-lekarstvami.yml: остались пометки черновика, строки 1: сверьте и сотрите."


def test_files_that_cannot_be_read_are_counted_by_themselves(smarteka: Runner, sample_root: Path) -> None:
    (sample_root / "practices/2021/novaya.yml").write_text("id: novaya\n", encoding="utf-8")
    assert smarteka("--root", sample_root, "check", "practices/2021/novaya.yml").err.replace("\u00a0", " ").splitlines()[-1] == "1 непрочитанный файл: 6 ошибок, предупреждений нет."


def test_the_summary_counts_what_was_asked_about(smarteka: Runner, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "check", "practices/2021/avtobus-s-lekarstvami.yml")
    assert run.err.replace("\u00a0", " ").startswith("1 запись из ")


def _paths(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, click.Path]]:
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            child = command.get_command(ctx, name)
            assert child is not None
            yield from _paths(child, click.Context(child, info_name=name, parent=ctx))
    for parameter in command.params:
        if isinstance(parameter.type, click.Path):
            yield f"{ctx.command_path} {parameter.name}", parameter.type


def test_click_looks_at_no_path_itself() -> None:
    """It would say in English that a file «is not readable»."""
    found = dict(_paths(application, click.Context(application, info_name="smarteka")))
    assert len(found) > 12
    assert [name for name, type in found.items() if type.readable or type.writable or type.exists] == []


def _refuse(*args: object, **named: object) -> Any:
    raise PermissionError(13, "Permission denied")


def test_a_file_without_rights(smarteka: Runner, sample_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "выпуск.txt"
    file.write_text("Что-то", encoding="utf-8")
    monkeypatch.setattr(Path, "open", _refuse)
    run = smarteka("--root", sample_root, "import", "digest", file)
    assert (run.code, run.out) == (2, "")
    assert "не читается: нет прав" in run.err


def test_drafts_that_find_no_room_are_to_be_tried_again(
    smarteka: Runner, sample_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ``--dry-run`` nobody is told to leave it out."""
    file = tmp_path / "выпуск.txt"
    file.write_text(
        "Мониторинг региональных практик\n3–9 января 2022 г.\n\nЗдоровье\n\nАптека на лыжах, Озёрная область\n"
        "Глава региона: Иван Выдуманный\nНаправление: Здоровье\nОписание. Лекарства возят на лыжах.\n", encoding="utf-8",
    )
    monkeypatch.setattr("generator.editing.new_files.write_new", _refuse)
    run = smarteka("--root", sample_root, "import", "digest", file)
    assert run.code == 2
    assert "нет прав; ничего не записано" in run.err
    assert "или возьмите другую папку (--out ПАПКА) и запустите команду ещё раз" in run.out
    assert "--dry-run" not in run.out


def test_bytes_that_are_no_text_are_told_what_would_do(sample_checked: Checked) -> None:
    """Each import names the files that it takes itself."""
    _, digest = read_document(NO_TEXT, "x.txt")
    _, report = read_table(NO_TEXT, "x.txt")
    survey = import_survey(sample_checked.with_drafts, NO_TEXT, "x.csv").diagnostics
    assert [d.hint for d in (*digest, *report, *survey)] == [
        "нужен .docx, .pdf или .txt", "нужен .docx, .xlsx или .txt", "в Excel: «Сохранить как» → CSV UTF-8",
    ]


def test_a_base_that_cannot_be_written_is_searched_and_tells_what_it_could_not_read(
    smarteka: Runner, sample_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sample_root / "practices/2021/novaya.yml").write_text("title: [", encoding="utf-8")
    monkeypatch.setattr("generator.cli.search.os.access", lambda *_: False)
    run = smarteka("--root", sample_root, "search", "лекарства")
    assert (run.code, "practices/" in run.out) == (0, True)
    assert "Не прочитано записей: 1, среди найденного их нет" in run.err
    assert list((sample_root / ".cache/search").iterdir()) == []


@pytest.mark.parametrize("args", [["build", "--site-dir", "new"], ["digest", "export", "2021-w46", "--to", "md"], ["serve", "--port", "65123"]])
def test_settings_that_are_no_yaml_are_told_with_their_place(smarteka: Runner, sample_root: Path, args: list[str]) -> None:
    (sample_root / "mkdocs.yml").write_text("site_name: Проба\nplugins: [\n", encoding="utf-8")
    run = smarteka("--root", sample_root, *args)
    assert (run.code, run.out) == (2, "")
    assert "Ошибка: mkdocs.yml:3:1: это место не читается как YAML" in run.err


@pytest.mark.parametrize("args", [["build", "--site-dir", "new"], ["serve", "--port", "65124"]])
def test_settings_that_mkdocs_refuses_are_no_errors_in_records(smarteka: Runner, sample_root: Path, args: list[str]) -> None:
    (sample_root / "mkdocs.yml").write_text("site_name: Проба\ntheme: nosuch\nplugins: [smarteka]\n", encoding="utf-8")
    run = smarteka("--root", sample_root, *args)
    assert (run.code, run.out) == (2, "")
    assert "Ошибка: mkdocs.yml не годится" in run.err


def test_a_record_with_faults_is_not_said_to_be_missing(smarteka: Runner, sample_root: Path) -> None:
    file = sample_root / "practices/2021/zvonok-sosedu.yml"
    file.write_text(f"{file.read_text('utf-8')}title: Дважды\n", "utf-8")
    run = smarteka("--root", sample_root, "similar", "zvonok-sosedu")
    assert run.code == 2
    assert "практика «zvonok-sosedu»: в файле ошибки, записи из него нет; исправьте их (smarteka check)" in run.err


def test_ctrl_c_ends_with_130(smarteka: Runner, sample_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.pipeline.check", broken_off)
    run = smarteka("--root", sample_root, "check")
    assert (run.code, run.out, run.err.strip()) == (130, "", "Прервано.")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "code", "err"),
    [
        ("explain net-takogo >&-", 2, "нет замечания с кодом"),
        ("explain net-takogo 2>&-", 2, ""),  # and nothing among the data
        ("--version > /dev/full", 2, "Ошибка: на диске нет места\n"),  # what fails only when it is flushed
    ],
)
def test_streams_that_take_nothing(typed: str, code: int, err: str) -> None:
    command = f'"{BIN}/smarteka" --root "{SAMPLE}" {typed}'
    run = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, env=surroundings(), check=False)
    assert (run.returncode, run.stdout, err in run.stderr) == (code, "", True)
    assert "Traceback" not in run.stderr
    assert err or not run.stderr
