"""A small server that counts bytes, and a Chromium that searches the pages it serves."""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import shutil
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from generator.exports.precompress import LEAST_BYTES, LEAST_GAIN, SUFFIXES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LIMIT = 10
KIND = "practice"
PATIENCE = 60_000  # milliseconds for one answer
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chromium-headless-shell")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)
_AHEAD = ("assets", "search", "pagefind")  # folders of what a search loads

_FIND = """async ([query, limit, kind]) => {
    const start = performance.now();
    const found = await window.find(query, limit, kind);
    return Object.assign(found, {ms: performance.now() - start});
}"""


class CannotMeasure(Exception):
    """No Chromium or no playwright; the message says which, in Russian."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one search of a page cost and gave."""

    query: str
    ms: float
    bytes: int
    requests: int
    total: int
    hits: tuple[str, ...]


@dataclass(slots=True)
class Traffic:
    """What went over the wire since the last ``reset``: bodies and headers of the answers."""

    bytes: int = 0
    requests: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reset(self) -> None:
        with self.lock:
            self.bytes = self.requests = 0

    def add(self, size: int) -> None:
        with self.lock:
            self.bytes += size
            self.requests += 1


class _Answers:
    """Answers to requests for the files of a folder, whole with their headers.

    Bodies are what nginx sends of a site built with ``--precompress``: gzip 9 where that helps a file of
    1,000 bytes or more. ``ahead`` are compressed before anything is asked for, the others when they are.
    """

    def __init__(self, folder: Path, ahead: Iterable[Path]) -> None:
        self._folder = folder
        self._made = {file: self._answer(file) for file in ahead}

    def of(self, target: str) -> tuple[bytes, bool]:
        """The answer, and whether it is one that counts: what is not there costs a reader no search."""
        file = self._folder / target.partition("?")[0].lstrip("/")
        if file not in self._made:
            if file.is_dir():
                file /= "index.html"
            if file.name == "favicon.ico" or not file.is_file():
                return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", False
            self._made[file] = self._answer(file)
        return self._made[file], True

    @staticmethod
    def _answer(file: Path) -> bytes:
        body = file.read_bytes()
        packed = gzip.compress(body, 9, mtime=0) if file.suffix in SUFFIXES and len(body) >= LEAST_BYTES else body
        small = len(packed) <= len(body) * (1 - LEAST_GAIN)
        if small:
            body = packed
        headers = {
            "Content-Type": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
            "Content-Length": str(len(body)),
            "Cache-Control": "max-age=600",
            **({"Content-Encoding": "gzip"} if small else {}),
        }
        head = "HTTP/1.1 200 OK\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
        return head.encode() + body


class _Connection(asyncio.Protocol):
    """A connection that is kept; a browser asks for the next file when it has the last."""

    def __init__(self, answers: _Answers, traffic: Traffic, delay: float) -> None:
        self._answers, self._traffic, self._delay = answers, traffic, delay
        self._asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            head, _, self._asked = self._asked.partition(b"\r\n\r\n")
            target = unquote(head.split(b" ", 2)[1].decode())
            if self._delay:
                asyncio.get_running_loop().call_later(self._delay, self._send, target)
            else:
                self._send(target)

    def _send(self, target: str) -> None:
        answer, counts = self._answers.of(target)
        self._transport.write(answer)
        if counts:
            self._traffic.add(len(answer))


@contextmanager
def served(folder: Path, delay: float = 0.0) -> Iterator[tuple[str, Traffic]]:
    """The address at which a folder is served gzipped; each answer waits ``delay`` seconds."""
    traffic = Traffic()
    answers = _Answers(folder, (file for part in _AHEAD for file in (folder / part).rglob("*") if file.is_file()))
    listening = socket.create_server(("127.0.0.1", 0))
    loop, over = asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with await loop.create_server(lambda: _Connection(answers, traffic, delay), sock=listening):
            await over.wait()

    # Playwright has a loop of its own in this thread.
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", traffic
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as fault:
        raise CannotMeasure("нет playwright: pip install -e '.[test]'") from fault
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise CannotMeasure("нет Chromium: make chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def _opened(browser: Browser, address: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    return page


def _ask(page: Page, query: str, traffic: Traffic, kind: str = KIND) -> Answer:
    traffic.reset()
    found: dict[str, Any] = page.evaluate(_FIND, [query, LIMIT, kind])
    return Answer(query, found["ms"], traffic.bytes, traffic.requests, found["total"], tuple(found["hits"]))


def cold(browser: Browser, site: Path, queries: Sequence[str], delay: float = 0.0) -> list[Answer]:
    """Each query is the first on a page that a fresh browser has just opened: nothing is cached."""
    answers = []
    with served(site, delay) as (address, traffic):
        for query in queries:
            page = _opened(browser, address)
            answers.append(_ask(page, query, traffic))
            page.context.close()
    return answers


def warm(browser: Browser, site: Path, first: str, queries: Sequence[str]) -> tuple[list[Answer], list[Answer]]:
    """On one page, after a search: each query once, then all of them again."""
    with served(site) as (address, traffic):
        page = _opened(browser, address)
        _ask(page, first, traffic)
        found = [_ask(page, query, traffic) for query in queries], [_ask(page, query, traffic) for query in queries]
        page.context.close()
    return found


def engine_of(page: Page, traffic: Traffic) -> Callable[[str], tuple[str, ...]]:
    """For judged queries: names of what is found among all types."""
    return lambda query: _ask(page, query, traffic, "").hits


@contextmanager
def asked(browser: Browser, site: Path) -> Iterator[Callable[[str], tuple[str, ...]]]:
    with served(site) as (address, traffic):
        page = _opened(browser, address)
        yield engine_of(page, traffic)
        page.context.close()


def by_double_click(browser: Browser, site: Path, query: str) -> str:
    """Empty if the site searches from ``file://``, else why it does not."""
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    try:
        page.goto((site / "index.html").resolve().as_uri())
        found = page.evaluate(_FIND, [query, LIMIT, KIND])
        return "" if found["hits"] else "ничего не найдено"
    except Exception as fault:  # whatever the page or the browser objects to
        return str(fault).strip().splitlines()[0][:160]
    finally:
        page.context.close()


def middle(answers: Sequence[Any], name: str) -> float:
    return float(median(getattr(answer, name) for answer in answers))


def worst(answers: Sequence[Any], name: str) -> float:
    return float(max(getattr(answer, name) for answer in answers))
