"""Pictures of the editors' guide: SMARTEKA_PICTURES=1 takes them from real runs, otherwise they are checked."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from observing import Observed
from publishing import ROOT, command, copy_repository
from terminal import CTRL_C, TerminalSession

pytestmark = pytest.mark.browser

FOLDER = ROOT / "docs" / "guide" / "pictures"
GUIDE = sorted((ROOT / "docs" / "guide").glob("*.md"))
PICTURES = ("questions-900", "check-900", "draft-1280")
MOST_BYTES = 150_000
TAKING = os.environ.get("SMARTEKA_PICTURES") == "1"
DRAFT = "practices/2026/prokat-kresel-kolyasok-na-domu.yml"
SCREEN = (
    "<!doctype html><meta charset=utf-8><body style='margin:0;background:#fbfaf7;color:#1c2324;width:900px'>"
    "<pre style='font:17px/1.5 DejaVu Sans Mono,Liberation Mono,monospace;margin:0;padding:20px 24px;white-space:pre-wrap'>{}</pre>"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the repository with the invented practice of the guide as a draft."""
    root = copy_repository(tmp_path_factory.mktemp("guide") / "base")
    made = command(
        "smarteka", "new", "practice", "--title", "Прокат кресел-колясок на дому", "--region", "Тульская область", "--kind", "услуга", "--stage", "работает",
        "--solution", "Центр держит запас из 40 колясок. Родственник звонит, и через день-два коляску привозят на дом.",
        "--helps-with", "tekhnicheskie-sredstva-reabilitatsii#3 – Пока идут торги, человек пользуется прокатной коляской.",
        "--summary", "Центр социального обслуживания даёт кресло-коляску напрокат, пока человек ждёт свою.", cwd=root,
    )
    assert made.out.strip() == DRAFT, made.err
    return root


@pytest.fixture
def take(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Takes a picture by its name, from a real run of the command."""

    def take(name: str) -> None:
        base: Path = request.getfixturevalue("base")
        {"questions-900": questions, "check-900": check, "draft-1280": draft}[name](base, request)

    return take


def questions(base: Path, request: pytest.FixtureRequest) -> None:
    """The first two questions and what is offered for a region that nobody is called."""
    text = (base / DRAFT).read_bytes()
    (base / DRAFT).unlink()  # or the command would say that such a practice is there already
    session = TerminalSession("--root", base, "new", "practice")
    session.until("Название", "> ")
    session.type("Прокат кресел-колясок на дому")
    session.until("Регион", "> ")
    session.type("тула")
    session.until("1. ", "> ")
    session.type("1")
    session.until("Организация", "> ")
    shown = session.shown
    session.type(CTRL_C, end="")
    session.ended()
    (base / DRAFT).write_bytes(text)
    screen("questions-900", f"$ smarteka new practice\n{shown}", request)


def check(base: Path, request: pytest.FixtureRequest) -> None:
    run = command("smarteka", "check", DRAFT, cwd=base)
    screen("check-900", f"$ smarteka check {DRAFT}\n{run.out}{run.err}", request)


def draft(base: Path, request: pytest.FixtureRequest) -> None:
    built = command("smarteka", "build", "--drafts", "--site-dir", base / "preview", cwd=base)
    assert built.code == 0, built.err
    page = request.getfixturevalue("open_page")(None, width=1280, height=720, fresh=True, site=f"{(base / 'preview').as_uri()}/").page
    serve = served(base / "preview")
    page.goto(f"{next(serve)}practices/{Path(DRAFT).stem}/")
    save(page.screenshot(), "draft-1280")
    next(serve, None)


def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def screen(name: str, text: str, request: pytest.FixtureRequest) -> None:
    observed: Observed = request.getfixturevalue("open_page")(None, width=900, height=120, fresh=True)
    observed.page.set_content(SCREEN.format(escape(text.strip())))
    save(observed.page.screenshot(full_page=True), name)


def save(data: bytes, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.png").write_bytes(data)


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str, take: Callable[[str], None]) -> None:
    """Of its width, light, and not of one colour."""
    if TAKING:
        take(name)
    data = (FOLDER / f"{name}.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">I", data[16:20]) == (int(name.rpartition("-")[2]),)
    assert 8_000 < len(data) < MOST_BYTES


def test_the_guide_shows_each_and_says_what_is_on_it() -> None:
    shown = [found for page in GUIDE for found in re.findall(r"!\[([^\]]*)\]\(pictures/([\w-]+)\.png\)", page.read_text(encoding="utf-8"))]
    assert sorted(name for _, name in shown) == sorted(PICTURES)
    assert all(len(alt) > 30 for alt, _ in shown)
    assert {path.stem for path in FOLDER.iterdir()} == set(PICTURES)
