"""An open page of ``smarteka serve`` while an edit is broken: it tells so by itself, and forgets it when mended."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from observing import Observed
from playwright.sync_api import expect
from publishing import Published, assert_none

from generator.preview import Preview

pytestmark = pytest.mark.browser

Problems = tuple[str, ...]


class Edited:
    """MkDocs' own server on a built site; an edit is a file that says what is wrong with it."""

    def __init__(self, site: Path, edit: Path) -> None:
        self.edit = edit
        self.edit.write_text("", encoding="utf-8")
        self.preview = Preview()
        self.server = LiveReloadServer(self._build, "127.0.0.1", 0, str(site), polling_interval=0.05, shutdown_delay=0.05)
        pages = self.server.get_app()
        assert pages
        self.server.set_app(self.preview.application(pages))
        self.server.watch(str(edit))
        self.thread = threading.Thread(target=self.server.serve, daemon=True)

    def _build(self) -> None:
        self.preview.problems = tuple(self.edit.read_text(encoding="utf-8").splitlines())


@pytest.fixture
def edited(sample_site: Published, tmp_path: Path) -> Iterator[tuple[Edited, str]]:
    edited = Edited(sample_site.site, tmp_path / "edit")
    bound = threading.Event()
    activate = edited.server.server_activate

    def activated() -> None:
        activate()
        bound.set()

    edited.server.server_activate = activated  # type: ignore[method-assign]
    edited.thread.start()
    assert bound.wait(30)
    yield edited, f"http://127.0.0.1:{edited.server.server_port}/"
    edited.server.shutdown()
    edited.thread.join()


def test_an_open_page_tells_that_the_edit_is_broken(
    open_page: Callable[..., Observed], edited: tuple[Edited, str]
) -> None:
    server, site = edited
    seen = open_page("practices/zvonok-sosedu/", site=site, fresh=True)
    notice = seen.page.get_by_role("status", name="Правка не показана")
    expect(notice).to_have_count(0)
    faults = [f"practices/2021/zvonok-sosedu.yml:{n}:8: [wrong-word] в поле «stage» стоит «{'pilott' * n}»" for n in range(1, 9)]
    server.edit.write_text("\n".join(faults), encoding="utf-8")
    expect(notice).to_contain_text(faults[0])
    expect(notice).to_be_in_viewport(ratio=1)
    expect(seen.page.locator("h1")).to_be_in_viewport()
    for width, scheme in ((390, "dark"), (1280, "light")):
        seen.page.set_viewport_size({"width": width, "height": 800})
        seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert_none([*seen.sticking_out(), *seen.axe()])
    server.edit.write_text("", encoding="utf-8")
    expect(notice).to_have_count(0)
    assert_none(seen.faults)
