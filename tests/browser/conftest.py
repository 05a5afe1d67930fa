"""A real browser, one a worker, on the built site served from a loopback port of the system's choice.

Fixtures to build on:

``open_page(address, width=1280, height=800, scheme="light", scripts=True, site=site_url, fresh=False)``
    An ``Observed`` page of the real site that notes console errors, failed and foreign requests. Another
    site: ``site=sample_url`` (records of every type), ``site=archive_url`` (60 issues of the digest),
    ``site=offline_url`` (from a folder, ``file://``).
    A second call in the same test opens a window that knows nothing of the first. Windows are kept from
    test to test and given back clean (``windows.py``); ``fresh=True`` where a test needs one of its own.
    ``address=None`` opens nothing yet, so that routes can be set before ``observed.go(address)``.
``page_at(...)``
    The same for tests that only want the Playwright page.
``site_url``, ``sample_url``, ``archive_url``, ``offline_url``
    Addresses of the four sites, with a slash at the end.

One page of each kind is named in ``kinds.py``; a new kind of page is a line there, and ``test_pages.py``
and ``test_no_scripts.py`` look at it.
"""

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
from playwright.sync_api import Browser, Page, sync_playwright
from publishing import Published

sys.path.insert(0, str(Path(__file__).parent))

from observing import Observed, observe
from windows import BLANK, Window, Windows, is_served

from generator.exports.headers import REVALIDATE, cache_control, content_policy

# What Playwright turns off by itself; of several such switches Chromium takes the last, so they stand here again.
_OFF_FOR_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
)
# Parts of the browser around the page. Nobody sees them, and they took half of the work of these tests: each window
# draws the list under its address bar with a process of its own, each page that is opened prepares one for the next.
# RenderDocument makes everything that shows a page anew for each address, also of the same site: a fifth of the work.
_OFF_FOR_US = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess", "RenderDocument")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--in-process-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    f"--disable-features={','.join((*_OFF_FOR_PLAYWRIGHT, *_OFF_FOR_US))}",
]


class _StaticFiles(SimpleHTTPRequestHandler):
    """Files of a folder, as any web server gives them; 404.html where there is none."""

    protocol_version = "HTTP/1.1"  # connections are kept: one thread for many files

    def log_message(self, format: str, *args: object) -> None:
        """Not a word."""

    def end_headers(self) -> None:
        """Of ``assets/`` windows keep what ``deploy/`` lets browsers keep; they ask for all else each time.

        So what a search needs comes from the server in each test, and is not there when the network is gone.
        Pages may do what the configurations in ``deploy/`` let them, so every test would meet what those forbid.
        """
        path, _, query = self.path.lstrip("/").partition("?")
        kept = cache_control(path, version=query.removeprefix("v=")) if path.startswith("assets/") else REVALIDATE
        self.send_header("Cache-Control", kept)
        self.send_header("Content-Security-Policy", content_policy(path))
        super().end_headers()

    def do_GET(self) -> None:
        if self.path != f"/{BLANK}":
            super().do_GET()
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0")
        self.end_headers()

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
    # First the one without windows: the same pages for half the work.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, "нет Chromium: поставьте его (apt-get install chromium) или запустите pytest -m 'not browser'"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def offline_url(offline_site: Path) -> str:
    """Address of the folder that opens by double click; pages are named whole: ``practices/index.html``."""
    return f"{offline_site.as_uri()}/"


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    return Windows(browser)


Open = Callable[..., Observed]


@pytest.fixture
def open_page(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Open]:
    """``open_page("practices/", width=390)`` → a page that notes everything that goes wrong on it."""
    taken: list[tuple[Window, bool, str]] = []

    def open(
        address: str | None, *, width: int = 1280, height: int = 800, scheme: str = "light", scripts: bool = True,
        site: str = "", fresh: bool = False,
    ) -> Observed:
        site = site or request.getfixturevalue("site_url")
        alone = fresh or not is_served(site)
        window = windows.take(scripts=scripts, width=width, height=height, scheme=scheme, fresh=alone)
        taken.append((window, alone, site))
        observed = observe(window, site)
        if address is not None:
            observed.go(address)
        return observed

    yield open
    for window, alone, site in taken:
        if alone:
            window.context.close()
        else:
            windows.give_back(window, {site})


@pytest.fixture
def page_at(open_page: Open) -> Callable[..., Page]:
    """The same for tests that only want the page."""
    return lambda *args, **options: open_page(*args, **options).page
