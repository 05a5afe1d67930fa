"""What of the site before can stand in the next one: only files that are what was written, of units made of the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from builders import base, practice

from generator.exports.export_file import ExportFile
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import ReadTracker
from generator.knowledge.tracked_base import Fingerprints
from generator.manifest import SiteManifest, manifest_of, save_manifest
from generator.writer import Unit, Writer

ONE, TWO = "practice/one", "practice/two"
Made = tuple[list[str], dict[str, str]]


class Place:
    """A site of two units, each a file that tells the summary of a practice, and one that reads nothing."""

    def __init__(self, folder: Path) -> None:
        self.site, self.file = folder / "site", folder / "cache" / "root" / "site.json"
        self.summaries = {"one": "первая", "two": "вторая"}
        self.reads = ReadTracker()

    def build(self, whole: str = "same") -> Made:
        """Names of the units that were made, and what stands in the site."""
        files: dict[str, str] = {}
        for id, text in self.summaries.items():
            files |= practice(id, f"summary: {text}")
        found = base(files)
        fingerprints = Fingerprints(found, {}, lambda *_: None)
        previous = SiteManifest.open(self.file, self.site, whole)
        new = self.site.with_name("new")
        new.mkdir()
        units = [Unit(f"practice/{id}", partial(self._make, found, id)) for id in self.summaries]
        left, taken = previous.reuse([*units, Unit("robots", lambda w: w.file(ExportFile("robots.txt", b"-")))], fingerprints, new)
        writer = Writer(new, self.reads, previous if previous.units else None)
        for unit in left:
            writer.make(unit)
        save_manifest(self.file, whole, manifest_of(self.site, fingerprints, [taken, writer.done()]))
        shutil.rmtree(self.site, ignore_errors=True)
        new.rename(self.site)
        return [unit.name for unit in left], self.texts()

    def _make(self, found: KnowledgeBase, id: str, writer: Writer) -> None:
        self.reads.note(f"practice/{id}")
        item = found.find("practice", id)
        assert item
        writer.file(ExportFile(f"{id}/index.html", item.text.split("summary: ")[1].split("\n")[0].encode()))

    def texts(self) -> dict[str, str]:
        return {path.relative_to(self.site).as_posix(): path.read_text("utf-8") for path in self.site.rglob("*") if path.is_file()}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path)
    found.build()
    return found


RIGHT = {"one/index.html": "первая", "two/index.html": "вторая", "robots.txt": "-"}


def test_what_is_made_of_the_same_is_taken_over(place: Place) -> None:
    assert place.build() == ([], RIGHT)
    place.summaries["one"] = "другая"
    assert place.build() == ([ONE], RIGHT | {"one/index.html": "другая"})
    del place.summaries["two"]
    assert place.build() == ([], {"one/index.html": "другая", "robots.txt": "-"})
    place.summaries["three"] = "третья"
    assert place.build()[0] == ["practice/three"]


def test_another_whole_takes_nothing_over(place: Place) -> None:
    assert place.build("other") == ([ONE, TWO, "robots"], RIGHT)


def edited(site: Path) -> None:
    (site / "one/index.html").write_text("чужое", "utf-8")


def edited_at_the_same_time(site: Path) -> None:
    file = site / "one/index.html"
    times = file.stat()
    file.with_name("new").write_bytes(file.read_bytes()[::-1])
    file.with_name("new").replace(file)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def removed(site: Path) -> None:
    shutil.rmtree(site / "one")


def turned_into_a_folder(site: Path) -> None:
    removed(site)
    (site / "one/index.html").mkdir(parents=True)


@pytest.mark.parametrize("done", [edited, edited_at_the_same_time, removed, turned_into_a_folder])
def test_what_somebody_did_is_put_right(place: Place, done: Callable[[Path], None]) -> None:
    done(place.site)
    (place.site / "stray").write_text("")
    assert place.build() == ([ONE], RIGHT)


def test_a_copy_of_the_site_is_not_the_site(place: Place) -> None:
    shutil.copytree(place.site, place.site.with_name("copy"))
    shutil.rmtree(place.site)
    place.site.with_name("copy").rename(place.site)
    assert place.build() == ([ONE, TWO, "robots"], RIGHT)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"form": 1, "units": []}', "null", "\x00"])
def test_damage_of_what_is_written_down(place: Place, text: str) -> None:
    place.file.write_text(text)
    assert place.build() == ([ONE, TWO, "robots"], RIGHT)
    assert place.build() == ([], RIGHT)


def test_where_it_cannot_be_written_down(place: Place) -> None:
    shutil.rmtree(place.file.parent)
    place.file.parent.write_text("")
    for _ in range(2):
        assert place.build() == ([ONE, TWO, "robots"], RIGHT)


def test_the_site_before_stays_as_it_is(place: Place, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for name in ("one", "two"):
        os.link(place.site / name / "index.html", kept / name)
    place.summaries["one"] = "другая"
    place.build()
    assert (kept / "one").read_text("utf-8") == "первая"
    assert (kept / "two").samefile(place.site / "two/index.html")


def test_without_links_files_are_copied(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(there: str, target: str) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    for _ in range(2):
        assert place.build() == ([], RIGHT)


def test_pages_keep_their_days(tmp_path: Path) -> None:
    """Addresses for the sitemap come back as they were written down."""
    site = tmp_path / "site"
    site.mkdir()
    writer = Writer(site, ReadTracker())
    writer.make(Unit("list", lambda w: w._made.addresses.extend([("a/", date(2022, 1, 2)), ("b/", None)])))
    file = tmp_path / "cache" / "root" / "site.json"
    save_manifest(file, "whole", manifest_of(site, Fingerprints(base({}), {}, lambda *_: None), [writer.done()]))
    assert SiteManifest.open(file, site, "whole").units["list"].addresses == [("a/", date(2022, 1, 2)), ("b/", None)]
