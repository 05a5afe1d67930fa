"""Records kept between runs: a second reading gives what the first gave, whatever has happened to files and cache."""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from builders import practice, write

from generator.loading import record_cache, user_cache
from generator.loading.record_cache import CachedRecords, FreshRecords, Read, RecordMemory
from generator.loading.records import LoadResult, content_files, load
from generator.model.registry import Registry

A_DAY_AGO = 86400


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six practices, one of them with a fault, one with a warning; a cache folder of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(user_cache.FRESH, raising=False)
    for number in range(4):
        write(tmp_path / "base", practice(f"practice-{number}", f"title: Практика {number}"))
    write(tmp_path / "base", practice("faulty", "unknown: 1"))
    write(tmp_path / "base", practice("cut", "title: Практика и ещё #МЫВМЕСТЕ"))
    return tmp_path / "base"


def practice_file(root: Path, number: int) -> Path:
    return root / f"practices/2021/practice-{number}.yml"


def age(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the files had been written long ago."""
    now = time.time_ns() + A_DAY_AGO * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: now)


def read(root: Path, memory: RecordMemory | None = None) -> tuple[LoadResult, list[str]]:
    """The result and the files that were read for it."""
    return read_as(root, Registry(), memory)


def read_as(root: Path, registry: Registry, memory: RecordMemory | None = None) -> tuple[LoadResult, list[str]]:
    were_read: list[str] = []

    def start(read: Read, parts: Sequence[list[str]]) -> Callable[[], list[FreshRecords]]:
        were_read.extend(path for part in parts for path in part)
        return lambda: [read(part) for part in parts]

    return CachedRecords(root, registry, content_files(root, registry), start, memory).result(), sorted(were_read)


def right(root: Path, result: LoadResult) -> bool:
    """The same as reading all of it."""
    return as_told(result) == as_told(load(root, Registry()))


def as_told(result: LoadResult) -> object:
    return [(loaded, loaded.text) for loaded in result.records], result.diagnostics, result.unreadable


def shards(root: Path) -> list[Path]:
    folder = user_cache.cache_folder(root)
    assert folder
    return sorted(folder.iterdir())


def test_only_what_is_wrong_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    age(root, monkeypatch)
    first, were_read = read(root)
    assert right(root, first) and len(were_read) == 6
    second, were_read = read(root)
    assert right(root, second)
    assert were_read == ["practices/2021/cut.yml", "practices/2021/faulty.yml"]


def test_what_a_link_leads_to_is_looked_up_each_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of a file says nothing of a link that has taken its place, though it leads to the same text."""
    age(root, monkeypatch)
    read(root)
    practice_file(root, 1).rename(root.parent / "outside.yml")
    practice_file(root, 1).symlink_to(root.parent / "outside.yml")
    result, _ = read(root)
    assert right(root, result)
    assert ("practices/2021/practice-1.yml", "файл не читается: ссылка ведёт за пределы базы") in {(d.location.path, d.message) for d in result.diagnostics}


def test_an_edit_a_new_file_and_a_removed_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    age(root, monkeypatch)
    read(root)
    file = practice_file(root, 1)
    times = file.stat()
    file.write_text(file.read_text("utf-8").replace("Практика 1", "Практика 9"), "utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))  # size and time of writing as before
    write(root, practice("practice-8"))
    practice_file(root, 2).unlink()
    result, were_read = read(root)
    assert right(root, result)
    assert {"practices/2021/practice-1.yml", "practices/2021/practice-8.yml"} < set(were_read)
    assert "practice-2" not in "".join(file.read_bytes().decode("latin-1") for file in shards(root)), "what is gone is dropped"
    assert len(read(root)[1]) == 2


def test_files_too_fresh_for_their_times_are_compared(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written twice within a tick of the clock, a file has the same stamp: git's racy case."""
    monkeypatch.setattr(record_cache, "_stamp", lambda path: (Path(path).stat().st_size, 10**18, 10**18, 1))
    monkeypatch.setattr(time, "time_ns", lambda: 10**18)
    read(root)
    file = practice_file(root, 1)
    file.write_text(file.read_text("utf-8").replace("Практика 1", "Практика 9"), "utf-8")
    result, were_read = read(root)
    assert right(root, result)
    assert "practices/2021/practice-1.yml" in were_read and "practices/2021/practice-0.yml" not in were_read


@pytest.mark.parametrize(
    ("changed", "settled"),
    [
        (10**18 - 1_900_000_000, False), (10**18 - 2_100_000_000, True),  # whole ticks: a clock of two seconds may have given them
        (10**18 - 400_000_001, False), (10**18 - 600_000_001, True),  # a fine clock
        (10**18 + 50_000_001, False),  # of another machine
    ],
)
def test_when_times_alone_are_trusted(changed: int, settled: bool) -> None:
    """The later of the two times counts: that of writing can be set at will."""
    for stamp in ((1, changed, 0, 1), (1, 12_345, changed, 1)):
        assert record_cache._is_settled(stamp, 10**18) is settled


@pytest.mark.parametrize("damage", [lambda data: data[:-7], lambda data: data[:-1] + bytes([data[-1] ^ 255]), lambda _: b""])
def test_damage_costs_time_only(root: Path, damage: object) -> None:
    read(root)
    for file in shards(root):
        file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]  # one of the three above
    result, were_read = read(root)
    assert right(root, result) and len(were_read) == 6
    assert len(read(root)[1]) == 2, "mended by the way"


def test_another_version_of_the_code_or_of_the_types_reads_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(root)
    with monkeypatch.context() as changed:
        changed.setattr(record_cache, "code_version", lambda *_: "another")
        assert len(read(root)[1]) == 6
    read(root)
    first, *others = Registry().types
    other = Registry((replace(first, address="elsewhere/{id}/"), *others))
    assert len(read_as(root, other)[1]) == 6


def test_a_full_disk_and_a_folder_that_is_none(root: Path, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        assert right(root, read(root)[0])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not shards(root), "nothing half-written"
    (tmp_path / "cache" / "smarteka").rename(tmp_path / "aside")
    (tmp_path / "cache" / "smarteka").write_text("")
    assert right(root, read(root)[0])


def test_nothing_of_strangers_is_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(root)
    home = Path(os.environ["XDG_CACHE_HOME"]) / "smarteka"
    home.chmod(0o777)
    assert user_cache.cache_folder(root) is None, "anybody could have written there"
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / ".cache"))
    assert user_cache.cache_folder(root) is None, "it came with the content"
    assert len(read(root)[1]) == 6
    assert not (root / ".cache").exists()


def test_fresh_uses_and_writes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(user_cache.FRESH, "1")
    assert len(read(root)[1]) == 6
    assert not Path(os.environ["XDG_CACHE_HOME"]).exists()


def test_two_at_the_same_time(root: Path) -> None:
    fork = multiprocessing.get_context("fork")
    others = [fork.Process(target=read, args=(root,)) for _ in range(3)]
    for other in others:
        other.start()
    assert right(root, read(root)[0])
    for other in others:
        other.join()
    assert [other.exitcode for other in others] == [0, 0, 0]
    result, were_read = read(root)
    assert right(root, result) and len(were_read) == 2
    assert not [file for file in shards(root) if file.suffix == ".part"]


def test_what_nobody_opens_is_removed_in_time(root: Path, tmp_path: Path) -> None:
    forgotten = tmp_path / "cache" / "smarteka" / "forgotten"
    forgotten.mkdir(parents=True)
    (forgotten / "records-00").write_bytes(b"")
    for path in (forgotten / "records-00", forgotten):
        os.utime(path, (0, 0))
    read(root)
    assert not forgotten.exists() and shards(root)


def test_a_process_that_loads_again_remembers(root: Path, tmp_path: Path) -> None:
    """Records that stay are the same objects, whatever has become of the cache; what was edited is read."""
    memory = RecordMemory()
    first, _ = read(root, memory)
    (tmp_path / "cache").rename(tmp_path / "gone")
    practice_file(root, 0).write_text(practice_file(root, 0).read_text("utf-8").replace("Практика 0", "Другая"), "utf-8")
    practice_file(root, 1).unlink()
    os.utime(practice_file(root, 2))
    write(root, practice("new", "title: Новая"))
    second, were_read = read(root, memory)
    assert right(root, second)
    assert {"practices/2021/practice-0.yml", "practices/2021/new.yml"} <= set(were_read)
    assert not {"practices/2021/practice-2.yml", "practices/2021/practice-3.yml"} & set(were_read)
    before = {item.path: item.record for item in first.records}
    kept = [item.path for item in second.records if item.record is before.get(item.path)]
    assert kept == ["practices/2021/practice-2.yml", "practices/2021/practice-3.yml"]
    third, were_read = read(root, memory)
    assert right(root, third)
    assert were_read == ["practices/2021/cut.yml", "practices/2021/faulty.yml"]
