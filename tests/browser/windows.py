"""Windows of the one browser of a worker: taken by tests, given back clean.

A new context with its page starts processes and compiles everything anew: some four times the work
of opening an address in a page that is there. So windows are kept. What a test may have changed is
put back by ``Windows.give_back``; ``test_windows.py`` proves it. Whoever needs what cannot be put
back (init scripts, throttling, a page from ``file://``) asks for a fresh one. Styles, scripts
and fonts stay in the browser's cache (tests that hold requests back by ``page.route`` do without it);
our servers make it ask for everything else. Lists of requests name what comes from the cache, too, so
they are those of a first visit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page

BLANK = "__blank__"
"""Address on each of our servers of a page with nothing on it, from which storage is emptied."""

_FORGET = """async () => {
  localStorage.clear();
  sessionStorage.clear();
  window.name = "";
  for (const base of await indexedDB.databases()) indexedDB.deleteDatabase(base.name);
  for (const name of await (self.caches ? caches.keys() : [])) await caches.delete(name);
}"""


@dataclass
class Window:
    """A context with one page; ``listeners`` are what a test put on the page."""

    page: Page
    scripts: bool
    listeners: list[tuple[str, Callable[..., Any]]] = field(default_factory=list)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def listen(self, event: Any, heard: Callable[..., Any]) -> None:
        self.page.on(event, heard)
        self.listeners.append((event, heard))


class Windows:
    """All windows of a browser, by whether scripts run in them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[bool, list[Window]] = {True: [], False: []}

    def take(self, *, scripts: bool, width: int, height: int, scheme: str, fresh: bool = False) -> Window:
        """A window in which nothing happened yet; windows in use at the same time know nothing of each other."""
        free = self._free[scripts]
        window = free.pop() if free and not fresh else self._make(scripts)
        window.page.set_viewport_size({"width": width, "height": height})
        window.page.emulate_media(
            media="null", color_scheme=scheme, reduced_motion="reduce", forced_colors="null", contrast="null",  # type: ignore[arg-type]
        )
        return window

    def give_back(self, window: Window, origins: set[str]) -> None:
        """Puts back what a test changed; ``origins`` are the addresses of the sites that it opened.

        A window that cannot be put back (closed, hung, held by a dialogue, with a clock that a test has set) is thrown away.
        """
        try:
            self._clean(window, origins)
        except Error:
            window.context.close()
        else:
            self._free[window.scripts].append(window)

    def _clean(self, window: Window, origins: set[str]) -> None:
        page, context = window.page, window.context
        for event, heard in window.listeners:
            page.remove_listener(event, heard)
        window.listeners.clear()
        for other in context.pages:
            if other is not page:
                other.close()
        page.unroute_all(behavior="ignoreErrors")
        context.unroute_all(behavior="ignoreErrors")
        context.set_offline(False)
        context.clear_permissions()
        context.clear_cookies()
        page.mouse.move(-1, -1)
        for origin in sorted(origins):
            # Whole, not only begun: the next test would hear of it being broken off.
            page.goto(origin + BLANK, wait_until="load")
            page.evaluate(_FORGET)
        if page.evaluate("'__pwClock' in window"):  # of Playwright: nothing gives a page its own clock back
            raise Error("чужие часы")

    def _make(self, scripts: bool) -> Window:
        context = self._browser.new_context(java_script_enabled=scripts, locale="ru-RU")
        context.set_default_timeout(10_000)
        page = context.new_page()
        return Window(page, scripts)


def is_served(address: str) -> bool:
    """Whether an address comes from a server; storage of ``file://`` belongs to all files."""
    return urlsplit(address).scheme in ("http", "https")
