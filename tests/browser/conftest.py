"""A real browser, one a worker, on the built site served from a loopback port of the system's choice."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from publishing import Published

sys.path.insert(0, str(Path(__file__).parent))

from observing import Observed, observe

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]


class _StaticFiles(SimpleHTTPRequestHandler):
    """Files of a folder, as any web server gives them; 404.html where there is none."""

    def log_message(self, format: str, *args: object) -> None:
        """Not a word."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _serve(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_StaticFiles, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site_url(published: Published) -> Iterator[str]:
    """Address of the real base's site."""
    yield from _serve(published.site)


@pytest.fixture(scope="session")
def sample_url(sample_site: Published) -> Iterator[str]:
    """Address of the invented base's site, which has records of every type."""
    yield from _serve(sample_site.site)


@pytest.fixture(scope="session")
def archive_url(archive_site: Published) -> Iterator[str]:
    """Address of the site with 60 synthetic issues of the digest."""
    yield from _serve(archive_site.site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, "нет Chromium: поставьте его (apt-get install chromium) или запустите pytest -m 'not browser'"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


Open = Callable[..., Observed]


@pytest.fixture
def open_page(browser: Browser, site_url: str) -> Iterator[Open]:
    """``open_page("practices/", width=390)`` → a page that notes everything that goes wrong on it."""
    contexts: list[BrowserContext] = []

    def open(
        address: str, *, width: int = 1280, height: int = 800, scheme: str = "light", scripts: bool = True, site: str = site_url
    ) -> Observed:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts, locale="ru-RU", reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        observed = observe(context.new_page(), site)
        observed.go(address)
        return observed

    yield open
    for context in contexts:
        context.close()


@pytest.fixture
def page_at(open_page: Open) -> Callable[..., Page]:
    """The same for tests that only want the page."""
    return lambda *args, **options: open_page(*args, **options).page
