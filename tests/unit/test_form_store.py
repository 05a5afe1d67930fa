"""The form's service: what it answers, to whom, and what it never touches."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from publishing import SAMPLE, SAMPLE_TODAY, git

from generator.atomic_files import write_files
from generator.editing.form.service import HEADER, MOST, with_form_service
from generator.editing.form.store import NotFound, RecordStore, RequestRefused
from generator.model.registry import Registry

BUS = "practices/2021/avtobus-s-lekarstvami.yml"
NEW = "practices/2026/novaya.yml"
RECORD = """\
id: novaya
title: Новая
draft: true
summary: Кратко
kind: service
stage: running
solution: Так
sources:
  - title: Паспорт
"""

Ask = Callable[..., Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Records of the invented base, without templates."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "base"))


@pytest.fixture
def store(root: Path) -> RecordStore:
    return RecordStore(root, Registry(), write_files, lambda: date.fromisoformat(SAMPLE_TODAY))


@pytest.fixture
def ask(store: RecordStore) -> Ask:
    return lambda action, **params: store.answer({"action": action, "params": {"branch": "main", **params}})


def save(ask: Ask, path: str, raw: str, **more: Any) -> Any:
    options = {"commitMessage": "x", "collectionName": "practice", **more.pop("options", {})}
    return ask("persistEntry", dataFiles=[{"path": path, "slug": "x", "raw": raw, **more}], assets=[], options=options)


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_records_are_listed_and_read(ask: Ask, root: Path) -> None:
    listed = {entry["file"]["path"]: entry["data"] for entry in ask("entriesByFolder", folder="practices", extension="yml", depth=2)}
    assert listed == {p.relative_to(root).as_posix(): p.read_text("utf-8") for p in root.glob("practices/**/*.yml")}
    regions = ask("entriesByFolder", folder="regions", extension="yml", depth=1)
    assert {entry["file"]["path"] for entry in regions} == {"regions/lesnoy-kray.yml", "regions/ozernaya-oblast.yml"}
    assert ask("getEntry", path=BUS)["data"] == listed[BUS]
    assert ask("getEntry", path=NEW) == {"data": None, "file": {"path": NEW, "label": None, "id": None}}
    (taxonomy,) = ask("entriesByFiles", files=[{"path": "practices/taxonomy.yml", "label": "Темы"}])
    assert taxonomy["file"]["label"] == "Темы" and taxonomy["data"].startswith("id: taxonomy")
    assert ask("info")["publish_modes"] == ["simple"]
    assert ask("getMedia", mediaFolder="practices") == ask("unpublishedEntries") == []


def test_a_record_is_written_into_a_folder_that_was_not(ask: Ask, root: Path) -> None:
    save(ask, NEW, RECORD)
    assert (root / NEW).read_text("utf-8") == RECORD
    assert [p.name for p in (root / NEW).parent.iterdir()] == ["novaya.yml"]


@pytest.mark.parametrize(
    "path",
    [
        "../novaya.yml", "practices/../../novaya.yml", "practices/2026/../2026/novaya.yml", "/etc/novaya.yml", "practices//2026/novaya.yml",
        "practices\\2026\\novaya.yml", "practices/2026/novaya.yaml", "practices/2026/.novaya.yml", "practices/2026/novaya.yml/", "mkdocs.yml",
        "practices/novaya.yml", "practices/.git/novaya.yml", "docs/novaya.yml", ".github/workflows/novaya.yml", "practices/2026/no\x00v.yml", "",
    ],
)
def test_only_places_of_records_are_touched(ask: Ask, root: Path, path: str) -> None:
    before = tree(root)
    with pytest.raises(RequestRefused):
        save(ask, path, RECORD)
    with pytest.raises(RequestRefused):
        ask("getEntry", path=path)
    assert tree(root) == before


def test_links_lead_nowhere(ask: Ask, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "novaya.yml").write_text(RECORD, "utf-8")
    (root / "practices/2026").symlink_to(outside)
    (root / "practices/2021/novaya.yml").symlink_to(root / BUS)
    for path in (NEW, "practices/2021/novaya.yml"):
        with pytest.raises(RequestRefused, match="за пределы"):
            save(ask, path, RECORD)
        with pytest.raises(RequestRefused, match="за пределы"):
            ask("getEntry", path=path)
    assert (outside / "novaya.yml").read_text("utf-8") == RECORD


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("stage: running", "stage: runing"), "возможно, «running»"),
        (("summary: Кратко", "summary: Кратко\nregions: [ozernaya]"), "ozernaya"),  # a rule of the whole base
        (("id: novaya", "id: avtobus-s-lekarstvami"), "не равен имени файла"),
    ],
)
def test_what_the_check_refuses_is_not_written(ask: Ask, root: Path, change: tuple[str, str], told: str) -> None:
    with pytest.raises(RequestRefused, match=told):
        save(ask, NEW, RECORD.replace(*change))
    assert not (root / NEW).exists()


def test_what_would_break_another_record_is_not_written(ask: Ask, root: Path) -> None:
    """A digest names the practice: as a draft it would go from under it."""
    before = (root / BUS).read_text("utf-8")
    with pytest.raises(RequestRefused, match="чернов"):
        save(ask, BUS, before.replace("kind: service\n", "kind: service\ndraft: true\n", 1))
    assert (root / BUS).read_text("utf-8") == before


def test_faults_that_were_there_already_hinder_nobody(ask: Ask, root: Path) -> None:
    other = root / "practices/2021/dom-u-ozera.yml"
    other.write_text(other.read_text("utf-8").replace("title:", "tytle:", 1), "utf-8")
    save(ask, NEW, RECORD)
    assert (root / NEW).is_file()


def test_an_edit_made_meanwhile_is_not_lost(ask: Ask, root: Path) -> None:
    save(ask, NEW, RECORD)
    raw = ask("getEntry", path=NEW)["data"]
    (root / NEW).write_text(raw.replace("Кратко", "Иначе"), "utf-8")
    with pytest.raises(RequestRefused, match="изменился"):
        save(ask, NEW, raw.replace("Так", "Этак"))
    raw = ask("getEntry", path=NEW)["data"]
    save(ask, NEW, raw.replace("Так", "Этак"))
    save(ask, NEW, raw.replace("Так", "Вот так"))  # the same window once more
    assert "Иначе" in (root / NEW).read_text("utf-8")


@pytest.mark.parametrize("action", ["deleteFile", "deleteFiles", "persistMedia", "__class__", None])
def test_other_actions_are_refused(ask: Ask, root: Path, action: Any) -> None:
    before = tree(root)
    with pytest.raises(RequestRefused):
        ask(action, path=BUS, paths=[BUS], asset={"path": BUS, "content": "", "encoding": "base64"}, collection="practice", slug="x")
    assert tree(root) == before


@pytest.mark.parametrize(
    "request_",
    [
        None, [], "x", {}, {"action": "getEntry", "params": []}, {"action": "getEntry", "params": {"path": 1}}, {"action": "persistEntry", "params": {}},
        {"action": "persistEntry", "params": {"dataFiles": []}}, {"action": "persistEntry", "params": {"dataFiles": [1]}},
        {"action": "entriesByFolder", "params": {"folder": "practices", "extension": "yml", "depth": "2"}},
        {"action": "entriesByFiles", "params": {"files": "x"}},
    ],
)
def test_nonsense_is_refused(store: RecordStore, request_: Any) -> None:
    with pytest.raises(RequestRefused):
        store.answer(request_)


def test_other_ways_of_saving_are_refused(ask: Ask, root: Path) -> None:
    for more in ({"newPath": "practices/2021/drugaya.yml"}, {"options": {"useWorkflow": True}}):  # there is no git here
        with pytest.raises(RequestRefused):
            save(ask, NEW, RECORD, **more)
    assert not (root / NEW).exists()


def test_a_disk_that_is_full_is_told(root: Path) -> None:
    def full(files: Mapping[Path, bytes]) -> None:
        raise OSError(28, "No space left on device")

    store = RecordStore(root, Registry(), full, lambda: date.fromisoformat(SAMPLE_TODAY))
    with pytest.raises(RequestRefused, match="не записать"):
        save(lambda action, **params: store.answer({"action": action, "params": params}), NEW, RECORD)


# Records that wait for a review, on branches


@pytest.fixture
def repository(root: Path) -> Path:
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "x"]):
        git(root, *command)
    return root


KEY = {"collection": "practice", "slug": "2026/novaya"}


def propose(ask: Ask, path: str, raw: str, slug: str = "2026/novaya") -> Any:
    options = {"commitMessage": "Новая запись", "collectionName": "practice", "useWorkflow": True, "status": "draft"}
    return ask("persistEntry", dataFiles=[{"path": path, "slug": slug, "raw": raw}], assets=[], options=options)


@pytest.mark.slow
def test_a_record_waits_on_its_branch(repository: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the working files, of what is staged and of the current branch is touched; nobody's name is needed."""
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(repository.parent))
    (repository / "staged.txt").write_text("x", "utf-8")
    git(repository, "add", "staged.txt")
    before = tree(repository / "practices"), git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")
    propose(ask, NEW, RECORD)
    propose(ask, NEW, RECORD.replace("Так", "Этак"))
    assert (tree(repository / "practices"), git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")) == before
    assert ask("unpublishedEntries") == ["practice/2026/novaya"]
    entry = ask("unpublishedEntry", id="practice/2026/novaya")
    assert entry == ask("unpublishedEntry", **KEY)
    assert entry | {"updatedAt": ""} == {**KEY, "status": "draft", "diffs": [{"path": NEW, "id": NEW, "newFile": True}], "updatedAt": ""}
    assert ask("unpublishedEntryDataFile", **KEY, id=NEW, path=NEW)["data"] == RECORD.replace("Так", "Этак")
    assert git(repository, "log", "--format=%s", "main..cms/practice/2026/novaya").splitlines() == ["Новая запись"] * 2
    ask("updateUnpublishedEntryStatus", **KEY, newStatus="pending_publish")
    assert ask("unpublishedEntry", **KEY)["status"] == "pending_publish"
    ask("publishUnpublishedEntry", **KEY)
    assert (repository / NEW).read_text("utf-8") == RECORD.replace("Так", "Этак")
    assert ask("unpublishedEntries") == [] and git(repository, "branch", "--list", "cms/*") == ""


@pytest.mark.slow
def test_an_edit_that_waits_keeps_comments(repository: Path, ask: Ask) -> None:
    old = (repository / BUS).read_text("utf-8")
    (repository / BUS).write_text(f"# Пояснение.\n{old}", "utf-8")
    git(repository, "commit", "-q", "-a", "-m", "y")
    propose(ask, BUS, old.replace("scaled", "running", 1), "2021/avtobus-s-lekarstvami")
    key = {"collection": "practice", "slug": "2021/avtobus-s-lekarstvami"}
    text = ask("unpublishedEntryDataFile", **key, id=BUS, path=BUS)["data"]
    assert text.startswith("# Пояснение.\n") and "stage: running" in text
    assert ask("unpublishedEntry", **key)["diffs"][0]["newFile"] is False
    # Somebody else edits the file: nothing is written over it.
    (repository / BUS).write_text(f"# Другое.\n{old}", "utf-8")
    with pytest.raises(RequestRefused, match="изменился"):
        ask("publishUnpublishedEntry", **key)
    assert ask("unpublishedEntries") == ["practice/2021/avtobus-s-lekarstvami"]
    ask("deleteUnpublishedEntry", **key)
    assert ask("unpublishedEntries") == []
    assert (repository / BUS).read_text("utf-8") == f"# Другое.\n{old}"


@pytest.mark.parametrize("slug", ["../../main", "2026/../x", "x y", "-x", "x.lock", "x//y", "", "Ё"])
def test_branches_have_plain_names(repository: Path, ask: Ask, slug: str) -> None:
    with pytest.raises(RequestRefused):
        propose(ask, NEW, RECORD, slug)
    with pytest.raises(RequestRefused):
        ask("deleteUnpublishedEntry", collection="practice", slug=slug)
    assert git(repository, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/main"]


def test_what_the_check_refuses_does_not_wait_either(repository: Path, ask: Ask) -> None:
    with pytest.raises(RequestRefused, match="ozernaya"):
        propose(ask, NEW, RECORD.replace("summary: Кратко", "summary: Кратко\nregions: [ozernaya]"))
    with pytest.raises(NotFound):
        ask("unpublishedEntry", **KEY)
    with pytest.raises(RequestRefused):
        ask("updateUnpublishedEntryStatus", **KEY, newStatus="x")


# Over HTTP


def call(store: RecordStore, body: Any = None, **change: Any) -> tuple[str, Any]:
    data = body if isinstance(body, bytes) else json.dumps(body if body is not None else {"action": "info"}).encode()
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/base/admin/api/v1", "HTTP_HOST": "127.0.0.1:8000", "HTTP_ORIGIN": "http://127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1", "CONTENT_TYPE": "application/json; charset=utf-8", "CONTENT_LENGTH": str(len(data)), "wsgi.input": io.BytesIO(data),
        **change,
    }
    said: list[Any] = []

    def served(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b'"site"']

    chunks = with_form_service(served, store)({k: v for k, v in environ.items() if v is not None}, lambda status, headers: said.append((status, headers)))
    status, headers = said[0]
    return status[:3] + ("+" if (HEADER, "here") in headers else ""), json.loads(b"".join(chunks))


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, "200"),
        ({"HTTP_HOST": "localhost:8000", "HTTP_ORIGIN": "http://localhost:8000"}, "200"),
        ({"HTTP_HOST": "[::1]:8000", "HTTP_ORIGIN": "http://[::1]:8000", "REMOTE_ADDR": "::1"}, "200"),
        ({"HTTP_ORIGIN": "https://evil.example"}, "403"),
        ({"HTTP_ORIGIN": "null"}, "403"),
        ({"HTTP_ORIGIN": "http://127.0.0.1:9000"}, "403"),
        ({"HTTP_ORIGIN": None}, "403"),
        ({"HTTP_HOST": "evil.example:8000", "HTTP_ORIGIN": "http://evil.example:8000"}, "403"),  # a name that leads here
        ({"HTTP_HOST": "127.0.0.1.evil.example", "HTTP_ORIGIN": "http://127.0.0.1.evil.example"}, "403"),
        ({"REMOTE_ADDR": "192.168.0.7"}, "403"),
        ({"REMOTE_ADDR": ""}, "403"),
        ({"REQUEST_METHOD": "GET"}, "405"),
        ({"REQUEST_METHOD": "OPTIONS"}, "405"),
        ({"CONTENT_TYPE": "text/plain"}, "415"),
        ({"CONTENT_LENGTH": str(MOST + 1)}, "413"),
        ({"CONTENT_LENGTH": "x"}, "413"),
        ({"body": b"{"}, "400"),
        ({"body": b"\xff"}, "400"),
        ({"body": b"[" * 100_000}, "400"),
        ({"body": {"action": "deleteFile"}}, "422"),
        ({"PATH_INFO": "/practices/"}, "200"),
        ({"PATH_INFO": "/admin/config.yml"}, "200+"),
    ],
)
def test_only_its_own_page_on_this_computer_is_answered(store: RecordStore, change: dict[str, Any], status: str) -> None:
    found, answer = call(store, change.pop("body", None), **change)
    assert found == status
    assert ("error" in answer) == (found > "3")
