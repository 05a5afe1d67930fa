"""Files of a content root → records: what is read, what is refused, and that nothing is skipped in silence."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from builders import (
    REGISTRY,
    Files,
    Spot,
    assert_explained,
    places,
    practice,
    practice_text,
    region,
    report,
    situation,
    spots,
    taxonomy,
    text_of,
    write,
)
from full_records import FULL

from generator.loading.page_links import page_links
from generator.loading.records import LoadResult, content_files, load, load_file
from generator.loading.yaml_signs import MAX_BYTES
from generator.model.diagnostic import Diagnostic, Location, Severity, error, warning

PATH = "practices/2021/apteka.yml"


def load_files(root: Path, files: Files) -> LoadResult:
    return load(write(root, files), REGISTRY)


def test_a_good_root_loads_without_a_word(tmp_path: Path) -> None:
    result = load_files(tmp_path, FULL)
    assert result.diagnostics == []
    assert result.unreadable == set()
    assert sorted(item.path for item in result.records) == sorted(FULL)


def test_an_empty_root_is_no_problem(tmp_path: Path) -> None:
    result = load(tmp_path, REGISTRY)
    assert (result.records, result.diagnostics, result.unreadable) == ([], [], set())


def test_an_error_in_one_file_hides_none_in_another(tmp_path: Path) -> None:
    files = (
        practice("b", "stage: runing")
        | practice("a", "title: 5")
        | practice("good")
        | taxonomy("directions: {")
        | report("otchet", "period: []")
        | situation("pustaya", "borders: {start: А}")
    )
    result = load_files(tmp_path, files)
    assert [item.record.id for item in result.records] == ["good"]
    assert [(d.code, d.location.path) for d in result.diagnostics] == [
        ("missing-key", "life_situations/pustaya.yml"),
        ("wrong-type", "practices/2021/a.yml"),
        ("wrong-word", "practices/2021/b.yml"),
        ("yaml-syntax", "practices/taxonomy.yml"),
        ("wrong-type", "regions/tulskaya-oblast/reports/otchet.yml"),
    ]
    assert_explained(result.diagnostics)
    assert result.unreadable == {
        ("practice", "a"),
        ("practice", "b"),
        ("taxonomy", "taxonomy"),
        ("standard_report", "otchet"),
        ("life_situation", "pustaya"),
    }


def test_only_the_named_files_are_loaded(tmp_path: Path) -> None:
    root = write(tmp_path, practice("a", "stage: runing") | practice("b"))
    result = load(root, REGISTRY, ["practices/2021/b.yml"])
    assert [item.record.id for item in result.records] == ["b"]
    assert result.diagnostics == []


def test_two_records_of_one_type_and_id(tmp_path: Path) -> None:
    result = load_files(tmp_path, practice("a") | practice("a", folder="2022") | region("a"))
    assert result.diagnostics == [
        error(
            "duplicate-id",
            "id «a» уже занят",
            Location("practices/2022/a.yml", 1, 5),
            "первая запись – practices/2021/a.yml; удалите лишнюю или дайте этой другой id и имя файла",
            Location("practices/2021/a.yml", 1, 5),
        )
    ]


def test_a_record_under_a_wrong_name_is_known_by_both(tmp_path: Path) -> None:
    result = load_files(tmp_path, {"practices/2021/kiosk.yml": practice_text("")})
    assert [item.record.id for item in result.records] == ["apteka"]
    assert result.unreadable == {("practice", "kiosk")}
    assert [d.code for d in result.diagnostics] == ["id-differs-from-file"]


@pytest.mark.parametrize(
    "path", ["practices/2021/apteka.yaml", "practices/2021/apteka.YML", "practices/2021/apteka.Yaml"]
)
def test_another_extension(tmp_path: Path, path: str) -> None:
    result = load_files(tmp_path, {path: practice_text("")})
    extension = path.rpartition(".")[2]
    assert result.diagnostics == [
        error(
            "wrong-extension",
            f"расширение файла .{extension}, а нужно .yml",
            Location(path),
            "переименуйте файл в apteka.yml",
        )
    ]
    assert result.records == []
    assert result.unreadable == {("practice", "apteka")}


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("practices/apteka.yml", "practices/…/"),
        ("practices/2021/deep/apteka.yml", "practices/…/"),
        ("practices/apteka.yaml", "practices/…/"),
        ("regions/tulskaya-oblast/raports/apteka.yml", "regions/…/reports/"),
        ("digests/2021-w46.yml", "digests/…/"),
        ("glossary/words.yml", "glossary/glossary.yml"),
        ("practices/taksonomy.yml", "practices/…/"),
    ],
)
def test_a_file_in_an_unexpected_folder_is_a_warning(tmp_path: Path, path: str, hint: str) -> None:
    result = load_files(tmp_path, {path: "id: apteka\ntitle: Аптека\n"})
    (only,) = result.diagnostics
    assert (only.code, only.severity, only.location) == ("unexpected-place", Severity.WARNING, Location(path))
    assert only == warning(only.code, only.message, only.location, only.hint)
    assert only.hint.endswith(f"возможно, {hint}")
    assert_explained([only])
    assert (result.records, result.unreadable) == ([], set())


@pytest.mark.parametrize(
    ("path", "code", "hint"),
    [
        ("practices/apteka.yml", "wrong-folder", "перенесите файл в practices/ГОД/"),
        ("practices/2021/tula/apteka.yml", "wrong-folder", "перенесите файл в practices/2021/"),
        ("regions/apteka.yml", "wrong-folder", "перенесите файл в practices/ГОД/"),
        ("digests/2021/apteka.yml", "wrong-folder", "перенесите файл в practices/2021/"),
        ("life_situations/apteka.yml", "wrong-folder", "перенесите файл в practices/ГОД/"),
    ],
)
def test_a_record_of_another_kind_is_one_remark_that_says_where_it_belongs(tmp_path: Path, path: str, code: str, hint: str) -> None:
    text = practice_text("regions: [tula]\nsteps: [Купить автобус]\nrisks: [Снег]\nbeneficiaries: Жители")
    (only,) = load_files(tmp_path, {path: text}).diagnostics
    assert (only.code, only.location, only.hint) == (code, Location(path), hint)


FOLDERS = sorted({t.folder.replace("regions/*", "regions/tulskaya-oblast").replace("*", "2021") for t in REGISTRY})
ELSEWHERE = ("digests", "glossary/2021", "practices/2021/more", "regions/tulskaya-oblast", "regions/tulskaya-oblast/otchety", "events", "Practice", "life-situations")


@pytest.mark.parametrize("at", FULL)
def test_no_record_is_lost_in_a_wrong_place(tmp_path: Path, at: str) -> None:
    """One of any kind in the folder of any other, in none, or under another name: one error, which says where to put it."""
    kind = REGISTRY.for_path(at)
    assert kind
    places = {f"{folder}/{name}" for folder in (*FOLDERS, *ELSEWHERE) for name in (Path(at).name, "drugoe.yml")} - {at}
    found = load_files(tmp_path, dict.fromkeys(places, FULL[at]))
    told = {d.location.path: d for d in found.diagnostics}
    assert len(found.diagnostics) == len(told)
    assert told.keys() == places
    assert {d.severity for d in told.values()} == {Severity.ERROR}
    home = {path for path in told if kind.matches(path)}
    assert {told[path].code for path in home} <= {"id-differs-from-file", "duplicate-id", "region-differs-from-folder"}
    for path in told.keys() - home:
        assert told[path].code == "wrong-folder", told[path]
        assert (kind.folder.partition("/")[0] if "*" in kind.file else f"{kind.folder}/{kind.file}") in told[path].hint
    of_region = told.get("regions/tulskaya-oblast/otchety/drugoe.yml")
    assert of_region
    assert "РЕГИОН" not in of_region.hint


@pytest.mark.parametrize("path", ["events/apteka.yml", "Regions/apteka.yml", "practice/2021/apteka.yml", "reports/apteka.yml"])
def test_a_folder_that_was_meant_for_records(tmp_path: Path, path: str) -> None:
    (only,) = load_files(tmp_path, {path: "id: apteka\ntitle: Аптека\n", "docs/a.yml": "id: a\n"}).diagnostics
    assert (only.code, only.severity, only.location) == ("unexpected-place", Severity.WARNING, Location(path))


def test_a_copy_under_another_name_is_one_remark_at_the_copy(tmp_path: Path) -> None:
    copy = {"practices/2021/a-kopiya.yml": text_of(practice("a"))}
    (only,) = load_files(tmp_path, practice("a") | copy).diagnostics
    assert (only.code, only.location.path) == ("duplicate-id", "practices/2021/a-kopiya.yml")
    assert only.hint == "первая запись – practices/2021/a.yml; для новой записи напишите id: a-kopiya"


def test_a_hidden_extension_of_notepad_is_found(tmp_path: Path) -> None:
    (only,) = load_files(tmp_path, {"practices/2021/apteka.yml.txt": practice_text("")}).diagnostics
    assert (only.code, only.location) == ("wrong-extension", Location("practices/2021/apteka.yml.txt"))
    assert only.hint.startswith("переименуйте файл в apteka.yml; ")


@pytest.mark.parametrize(
    "path", ["practices/2021/apteka.txt", "practices/2021/apteka", "zzz/apteka.yml", "x"]
)
def test_a_file_that_somebody_names_and_that_is_no_record(tmp_path: Path, path: str) -> None:
    (only,) = load(tmp_path, REGISTRY, [path]).diagnostics
    assert (only.code, only.location) == ("unexpected-place", Location(path))
    assert_explained([only])


def test_hidden_and_other_files_are_not_records(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "practices/2021/.apteka.yml": "{",
            "practices/.cache/apteka.yml": "{",
            "practices/2021/readme.md": "{",
            "practices/2021/apteka.yml~": "{",
            "other/2021/apteka.yml": "{",
        },
    )
    assert list(content_files(tmp_path, REGISTRY)) == []


def test_files_come_sorted(tmp_path: Path) -> None:
    write(tmp_path, practice("b") | practice("a", folder="2022") | practice("c") | region("a") | taxonomy())
    assert list(content_files(tmp_path, REGISTRY)) == [
        "practices/2021/b.yml",
        "practices/2021/c.yml",
        "practices/2022/a.yml",
        "practices/taxonomy.yml",
        "regions/a.yml",
    ]


BYTES: dict[str, tuple[bytes, list[Spot]]] = {
    "cp1251": (practice_text("").encode("cp1251"), [("not-utf-8", 2, 8)]),
    "utf-16": (practice_text("").encode("utf-16"), [("not-utf-8", 1, 1)]),
    "order mark": (practice_text("stage: x").encode("utf-8-sig"), [("wrong-word", 8, 8)]),
    "CRLF": (practice_text("stage: x").replace("\n", "\r\n").encode(), [("wrong-word", 8, 8)]),
    "order mark and error on the first line": (b"\xef\xbb\xbf" + b"id: X\n", []),
    "NUL": (practice_text("question: а\x00").encode(), [("control-character", 9, 12)]),
    "empty": (b"", [("empty-file", 1, 1)]),
    "order mark only": (b"\xef\xbb\xbf", [("empty-file", 1, 1)]),
    "6 MB": (practice_text("").encode() + b"# x\n" * 1_500_000, [("file-too-large", 1, 1)]),
    "deep": (practice_text("question: " + "[" * 10_000).encode(), [("too-deep", 9, 70)]),
}


@pytest.mark.parametrize(("data", "expected"), BYTES.values(), ids=BYTES.keys())
def test_bytes_of_a_file(tmp_path: Path, data: bytes, expected: list[Spot]) -> None:
    file = tmp_path / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    item, found = load_file(tmp_path, PATH, REGISTRY)
    assert item is None
    assert_explained(found)
    if expected:
        assert spots(found) == expected
    else:  # the column of the very first value, untouched by the order mark
        assert ("bad-id", 1, 5) in spots(found)


def test_a_long_comment_counts_for_the_size(tmp_path: Path) -> None:
    file = tmp_path / PATH
    file.parent.mkdir(parents=True)
    text = practice_text("").encode()
    file.write_bytes(text + b"#" * (MAX_BYTES - len(text)))
    item, found = load_file(tmp_path, PATH, REGISTRY)
    assert item is not None
    assert found == []


def test_a_file_larger_than_memory_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / PATH
    file.parent.mkdir(parents=True)
    with file.open("wb") as empty:
        empty.truncate(40_000_000_000)  # takes no room on the disk
    (only,) = load(tmp_path, REGISTRY).diagnostics
    assert (only.code, only.location) == ("file-too-large", Location(PATH))
    assert "40000,0 МБ" in only.message


def unreadable(reason: str, path: str = PATH) -> Diagnostic:
    message = f"файл не читается: {reason}"
    return error("unreadable-file", message, Location(path), "проверьте файл и права на него")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    root = write(tmp_path, practice("good"))
    (root / "practices/2021/folder.yml").mkdir()
    (root / "practices/2021/loop.yml").symlink_to("loop.yml")
    (root / "practices/2021/nowhere.yml").symlink_to("absent.yml")
    paths = [f"practices/2021/{name}.yml" for name in ("absent", "folder", "good", "loop", "nowhere")]
    result = load(root, REGISTRY, paths)
    assert result.diagnostics == [
        unreadable("файла или папки нет, или ссылка ведёт в никуда", paths[0]),
        unreadable("это папка, а нужен файл", paths[1]),
        unreadable("ссылка ведёт на саму себя", paths[3]),
        unreadable("файла или папки нет, или ссылка ведёт в никуда", paths[4]),
    ]
    assert [item.record.id for item in result.records] == ["good"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [(b"a\nb.yml", "a\\x0ab.yml"), (b"\xe0\xe1.yml", "\\xdce0\\xdce1.yml")],
    ids=["line", "cp1251"],
)
def test_a_file_name_that_cannot_be_printed(tmp_path: Path, name: bytes, shown: str) -> None:
    folder = tmp_path / "practices/2021"
    folder.mkdir(parents=True)
    (folder / os.fsdecode(name)).write_text(practice_text(""), encoding="utf-8")
    (only,) = load(tmp_path, REGISTRY).diagnostics
    assert (only.code, only.location) == ("bad-file-name", Location(f"practices/2021/{shown}"))
    assert only.location.path.isprintable()
    assert_explained([only])


def test_a_folder_that_may_not_be_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, practice("apteka") | practice("good"))
    stat = Path.stat

    def refuse(file: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if file.name == "apteka.yml":
            raise PermissionError(13, "Permission denied")
        return stat(file, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refuse)
    result = load(root, REGISTRY)
    assert result.diagnostics == [unreadable("нет прав")]
    assert [item.record.id for item in result.records] == ["good"]


def test_broken_links_are_reported_and_never_skipped(tmp_path: Path) -> None:
    root = write(tmp_path, practice("good"))
    (root / "practices/2021/loop.yml").symlink_to("loop.yml")
    (root / "practices/2021/nowhere.yml").symlink_to("absent.yml")
    assert [(d.code, d.location.path) for d in load(root, REGISTRY).diagnostics] == [
        ("unreadable-file", "practices/2021/loop.yml"),
        ("unreadable-file", "practices/2021/nowhere.yml"),
    ]


def test_folders_that_lead_in_circles_are_walked_once(tmp_path: Path) -> None:
    root = write(tmp_path, practice("good"))
    (root / "practices/2021/again").symlink_to("..")
    (root / "practices/2022").symlink_to("2021")
    (root / "practices/2023.yml").symlink_to("2021")
    (root / "practices/2021/folder.yml").mkdir()
    assert list(content_files(root, REGISTRY)) == ["practices/2021/good.yml"]


def test_a_link_to_a_file_is_a_file(tmp_path: Path) -> None:
    root = write(tmp_path, {"elsewhere/text.yml": practice_text("")})
    (root / "practices/2021").mkdir(parents=True)
    (root / PATH).symlink_to("../../elsewhere/text.yml")
    result = load(root, REGISTRY)
    assert [item.path for item in result.records] == [PATH]
    assert result.diagnostics == []


def test_links_that_lead_out_of_the_base_or_to_no_file(tmp_path: Path) -> None:
    """Git keeps links: a branch of anybody's could publish a file of whoever builds, or keep its reading from ever ending."""
    root = write(tmp_path / "base", practice("good") | practice("own", folder="2022"))
    (tmp_path / "secret.yml").write_text(practice_text("").replace("apteka", "secret"), encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    for name, target in {"device": "/dev/zero", "pipe": "../../../pipe", "secret": "../../../secret.yml"}.items():
        (root / f"practices/2021/{name}.yml").symlink_to(target)
    result = load(root, REGISTRY)
    assert result.diagnostics == [
        unreadable("это устройство или канал, а нужен обычный файл", "practices/2021/device.yml"),
        unreadable("это устройство или канал, а нужен обычный файл", "practices/2021/pipe.yml"),
        unreadable("ссылка ведёт за пределы базы", "practices/2021/secret.yml"),
    ]
    assert [item.record.id for item in result.records] == ["good", "own"]


def test_links_among_pages(tmp_path: Path) -> None:
    """The theme publishes what pages' links lead to, and walks into linked folders."""
    (tmp_path / "key").write_text("тайна", encoding="utf-8")
    root = write(tmp_path / "base", {"docs/guide/index.md": "# Помощь\n", "site_templates/own.html": ""})
    for name, target in {
        "docs/key.txt": "../../key", "docs/guide/all": "/", "docs/guide/round": "..", "docs/guide/same.md": "index.md", "site_templates/x.html": "../../key",
        "docs/git.txt": "../.git/config",
    }.items():
        (root / name).symlink_to(target)
    assert list(page_links(root)) == [
        unreadable("ссылка ведёт к скрытому файлу", "docs/git.txt"),
        unreadable("ссылка ведёт за пределы базы", "docs/key.txt"),
        unreadable("ссылка ведёт за пределы базы", "docs/guide/all"),
        unreadable("это ссылка на папку, а нужна сама папка", "docs/guide/round"),
        unreadable("ссылка ведёт за пределы базы", "site_templates/x.html"),
    ]
    assert list(page_links(tmp_path)) == [], "a root without pages"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    root = write(tmp_path, practice("apteka"))
    (root / PATH).chmod(0)
    assert load(root, REGISTRY).diagnostics == [unreadable("нет прав")]


def unlisted(path: str, reason: str) -> Diagnostic:
    hint = "проверьте папку и права на неё: записей в ней не видно, и сайта без них не собрать"
    return error("unreadable-folder", f"папка не читается: {reason}", Location(path), hint)


def test_folders_that_are_none(tmp_path: Path) -> None:
    root = write(tmp_path, practice("good") | {"collections": ""})
    (root / "events").symlink_to("nowhere")
    (root / "regions").symlink_to("regions")
    (root / "digests").symlink_to("nowhere")
    result = load(root, REGISTRY)
    assert result.diagnostics == [
        unlisted("collections", "на пути стоит файл, а нужна папка"),
        unlisted("digests", "файла или папки нет, или ссылка ведёт в никуда"),
        unlisted("regions", "ссылка ведёт на саму себя"),
    ]
    assert [item.record.id for item in result.records] == ["good"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    root = write(tmp_path, practice("apteka") | practice("good", folder="2022"))
    (root / "practices/2021").chmod(0)
    try:
        result = load(root, REGISTRY)
    finally:
        (root / "practices/2021").chmod(0o755)
    assert result.diagnostics == [unlisted("practices/2021", "нет прав")]
    assert [item.record.id for item in result.records] == ["good"]


def test_a_folder_that_the_system_does_not_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for whom nothing is forbidden: the records beside it are read, and its loss is told once."""
    root = write(tmp_path, practice("apteka") | practice("good", folder="2022"))
    scandir = os.scandir

    def refuse(folder: str | Path) -> Any:
        if Path(folder) == root / "practices/2021":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    result = load(root, REGISTRY)
    assert result.diagnostics == [unlisted("practices/2021", "нет прав")]
    assert [item.record.id for item in result.records] == ["good"]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (PermissionError(13, "Permission denied"), "нет прав"),
        (OSError(5, "Input/output error"), "система сообщает: Input/output error"),
    ],
)
def test_a_disk_that_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, reason: str
) -> None:
    root = write(tmp_path, practice("apteka") | practice("good"))
    read_bytes = Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file.name == "apteka.yml":
            raise fault
        return read_bytes(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = load(root, REGISTRY)
    assert result.diagnostics == [unreadable(reason)]
    assert [item.record.id for item in result.records] == ["good"]
    assert result.unreadable == {("practice", "apteka")}


def test_a_file_that_vanishes_while_being_loaded(tmp_path: Path) -> None:
    root = write(tmp_path, practice("apteka"))
    files = list(content_files(root, REGISTRY))
    shutil.rmtree(root / "practices")
    assert places(load(root, REGISTRY, files).diagnostics) == [("unreadable-file", Location(PATH))]
