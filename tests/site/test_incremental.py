"""A build that reuses what has not changed writes, byte for byte, what a build from nothing writes.

So does the local server, which keeps what it has worked out and brings its site up to date where it stands.
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pytest
from edits import KINDS, Edit, edit_lists
from hypothesis import HealthCheck, Phase, given, note, settings
from publishing import SAMPLE_TODAY, copy_sample, differences, tree
from short_lists import shorten_lists

from generator import units
from generator.build_report import DeferredPart, Report
from generator.build_state import BuildState
from generator.exports import api
from generator.loading.user_cache import FRESH
from generator.pipeline import Checked, check, render
from generator.rendering import further_pages, pagination
from generator.rendering.page import Page
from generator.rendering.views import situation
from generator.search.headers import Documents
from generator.search.names import Names
from generator.search.static_shards import Target
from generator.settings import Settings
from generator.staging import Staging

pytestmark = pytest.mark.site

TODAY = date.fromisoformat(SAMPLE_TODAY)
EDITS = int(os.environ.get("SMARTEKA_EDITS", "5"))  # make test-edits makes 200
TOGETHER = 6  # edits between two comparisons, at most
LISTS = 10 + EDITS // 2  # at most: no further one is tried when there were edits enough
TOLD = [Edit.read(each) for each in os.environ.get("SMARTEKA_EDIT_LIST", "").split(",") if each.strip()]


def add_practices(root: Path) -> None:
    """Invented ones, as many as lists need to have several pages."""
    for number in range(1, 6):
        (root / f"practices/2021/sosed-{number}.yml").write_text(
            f"id: sosed-{number}\ntitle: Сосед {number}\nsummary: Соседи по очереди ходят в аптеку.\nregions: [lesnoy-kray]\n"
            "direction: dela-doma\nsubcategories: [sosedi]\nlife_situations: [poluchit-lekarstvo]\nhelps_with:\n"
            "  - {problem: poluchit-lekarstvo#1, why: До аптеки ходит кто-то один}\nkind: method\nstage: running\n"
            f"solution: Соседи договариваются.\nsources:\n  - {{title: Выдуманная новость о соседях, date: 2021-11-{10 + number}}}\n",
            "utf-8",
        )


class BareShell:
    """The least theme. Its words may change, as those of MkDocs' do with its navigation."""

    words = ""

    def wrap(self, page: Page) -> bytes:
        return f"<!doctype html><title>{page.title}</title><body>{self.around(page.section, page.depth)}{page.body()}</body>".encode()

    def around(self, section: str, depth: int) -> str:
        return f"{section} {depth} {self.words}"


class Place:
    """A copy of the invented base, its site, and another one to compare it with."""

    def __init__(self, folder: Path) -> None:
        self.root = copy_sample(folder / "root")
        add_practices(self.root)
        self.site = folder / "site"
        self.today = TODAY
        self.shell = BareShell()
        self.state: BuildState | None = None  # of a local server
        self.deferred: DeferredPart | None = None
        self.index_faults: list[Exception] = []

    def check(self) -> Checked:
        return check(self.root, self.today, state=self.state)

    def build(self, checked: Checked | None = None) -> Report:
        """As the plugin does: beside the site, whose place it takes, or whose files those that differ replace.

        An index that is still being made is given up.
        """
        if self.deferred:
            self.deferred.stop()
            self.deferred = None
        staging = Staging(self.site)
        report = self.render(staging.folder, checked or self.check(), self.site, self.state)
        if report.gone is None:
            staging.publish()
        else:
            staging.publish_changes(report.gone)
        if report.deferred and self.state:
            self.deferred = report.deferred
            report.deferred.publish(self.state.add_index, self.index_faults.append)
        return report

    def settle(self) -> None:
        """Wait for what comes after the rest."""
        if self.deferred:
            self.deferred.wait()
        assert self.index_faults == []

    def faults(self, checked: Checked | None = None) -> list[str]:
        """How the site differs from one built from nothing."""
        clean = self.site.with_name("clean")
        shutil.rmtree(clean, ignore_errors=True)
        self.render(clean, checked)
        return differences(self.site, clean)

    def render(
        self, target: Path, checked: Checked | None = None, before: Path | None = None, state: BuildState | None = None,
    ) -> Report:
        settings = Settings("Смартека", "https://smarteka.example/", self.root / "site_templates", self.today, digest_files=False)
        checked = checked or check(self.root, self.today)
        return render(checked, self.root, target, settings, lambda _: self.shell, lambda _: None, before, state)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Built once; every test leaves the site as its base is."""
    folder = tmp_path_factory.mktemp("incremental")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        environment.delenv(FRESH, raising=False)
        environment.setattr(units, "write_static_index", write_documents)
        shorten_lists(environment)
        environment.setattr(pagination, "PAGE_ROWS", 2)  # the invented base is smaller than the published one
        environment.setattr(further_pages, "SHARED_ROWS", 1)
        environment.setattr(situation, "FEW_HELPING", 1)
        environment.setattr(api, "LIST_RECORDS", 2)
        yield Place(folder)


def write_documents(documents: Documents, target: Target, names: Names, titles: object, orders: object, _: Path | None) -> None:
    """In the place of the index, which is right by itself and dear: what it is made of."""
    told = [(header, asdict(documents.document(header.key)), documents.row(header.key)) for header in documents.headers]
    target.write("documents.txt", "\n".join(map(repr, (*told, names.groups, titles, orders))).encode())


@pytest.fixture
def practice(place: Place) -> Iterator[Path]:
    """A practice whose solution has just been changed."""
    place.build()
    path = next((place.root / "practices").glob("*/zvonok-sosedu.yml"))
    text = path.read_text("utf-8")
    path.write_text(text.replace("\nsolution: ", "\nsolution: Итак, ", 1), "utf-8")
    yield path
    path.write_text(text, "utf-8")


def test_exactly_what_is_affected_is_written(place: Place, practice: Path) -> None:
    times = {path: path.stat().st_mtime_ns for path in place.site.rglob("*") if path.is_file()}
    report = place.build()
    assert place.faults() == []
    new = {path for path in place.site.rglob("*") if path.is_file() and path.stat().st_mtime_ns != times.get(path)}
    written = {path.relative_to(place.site).as_posix() for path in new}
    assert len(written) == report.files_written
    assert {path for path in written if not path.startswith(("search/", "feeds/"))} == {
        "practices/zvonok-sosedu/index.html", "api/v1/practices/zvonok-sosedu.json", "records/practices/2021/zvonok-sosedu.yml",
    }
    assert place.build().files_written == 0


def test_a_build_that_did_not_come_to_its_place(place: Place, practice: Path) -> None:
    """Killed before the swap: what it wrote down is of a site that nobody has."""
    before = tree(place.site)
    lost = place.site.with_name("lost")
    place.render(lost, before=place.site)
    assert tree(lost) != before
    assert tree(place.site) == before
    expected = tree(lost)
    shutil.rmtree(lost)
    place.build()
    assert tree(place.site) == expected


def test_what_every_page_is_made_from_makes_them_anew(place: Place) -> None:
    pages = place.build().pages
    place.shell.words = "Новое меню"
    assert place.build().files_written == pages


def test_what_somebody_did_to_the_site_is_put_right(place: Place) -> None:
    place.build()
    expected = tree(place.site)
    page = place.site / "practices/zvonok-sosedu/index.html"
    page.write_bytes(page.read_bytes()[:-1] + b"!")
    (place.site / "robots.txt").unlink()
    (place.site / "stray.html").write_text("")
    assert place.build().files_written == 2
    assert tree(place.site) == expected


@dataclass
class Edited:
    """A place on which lists of edits are tried, each from the same beginning."""

    place: Place
    beginning: Path
    made: int = 0
    in_place: int = 0
    failed: bool = False

    @property
    def enough(self) -> bool:
        """Of edits; never while the shortest list that fails is looked for."""
        return self.made >= EDITS and not self.failed

    def follow(self, edits: list[Edit]) -> None:
        """A build after each edit; the last one is the same as a clean one."""
        if not edits:
            return
        self.begin()
        checked = None
        try:
            for edit in edits:
                if edit.make(self.place.root, self.place.today):
                    checked = self.place.check()
                    report = self.place.build(checked)
                    self.in_place += report.gone is not None
                    self.made += 1
            self.place.settle()
            assert self.place.faults(checked) == []
        except BaseException:
            self.failed = True
            raise

    def keep(self) -> None:
        self._copy(self._parts())

    def begin(self) -> None:
        self._copy({there: here for here, there in self._parts().items()})
        if self.place.state:
            self.place.state = BuildState()
            self.place.build()

    def _parts(self) -> dict[Path, Path]:
        return {
            self.place.root: self.beginning / "root", self.place.site: self.beginning / "site",
            Path(os.environ["XDG_CACHE_HOME"]): self.beginning / "cache",
        }

    def _copy(self, parts: dict[Path, Path]) -> None:
        """Files of the site are linked: a build knows them by their numbers, and writes into none that is there."""
        for source, target in parts.items():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, copy_function=os.link if self.place.site in (source, target) else shutil.copy2)


@pytest.fixture
def edited(place: Place, tmp_path: Path) -> Iterator[Edited]:
    place.build()
    edited = Edited(place, tmp_path)
    edited.keep()
    edited.begin()
    assert place.build().files_written == 0  # what was copied there and back is still known for what the build before wrote
    yield edited
    place.state = None
    edited.begin()


def test_lists_are_long_enough_to_have_parts(place: Place) -> None:
    place.build()
    parts = (
        "practices/list/2", "subcategories/*/2", "directions/*/2", "regions/*/practices/2", "life-situations/*/practices/2",
        "life-situations/*/problem-*/", "api/v1/practices-2.json", "digests/20*",
    )
    assert [part for part in parts if not any(place.site.glob(part))] == []


def test_every_kind_of_edit_can_be_made(sample_root: Path) -> None:
    assert [kind for kind in KINDS if not Edit(kind).make(sample_root, TODAY)] == []


@pytest.mark.parametrize("served", [False, True], ids=["a process each", "one process"])
def test_random_edits(edited: Edited, served: bool) -> None:
    """The lists are the same each time. Where one fails, the shortest that does is printed, and how to try it again."""
    edited.place.state = BuildState() if served else None
    if TOLD:
        edited.follow(TOLD)
        return

    @settings(max_examples=LISTS, derandomize=True, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))
    @given(edit_lists(TOGETHER))
    def any_list(edits: list[Edit]) -> None:
        note(f"Повторить: make test-edits EDITS={shlex.quote(', '.join(map(str, edits)))}")
        if not edited.enough:
            edited.follow(edits)

    any_list()
    assert edited.made >= EDITS
    assert bool(edited.in_place) == served  # but for templates and words that stand on every page
