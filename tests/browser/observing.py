"""A page that is watched: what its console says, what it asks the network for, what sticks out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response
from windows import BLANK, Window

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A rule has one impact for all that it finds. What is less than serious is not looked for: a third of the work.
_AXE_RUN = """options => {
  const less = axe._audit.rules.filter(rule => ["moderate", "minor"].includes(rule.impact));
  return axe.run(document, { ...options, rules: Object.fromEntries(less.map(rule => [rule.id, { enabled: false }])) });
}"""

_STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = e => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(e).overflowX);
  const out = [];
  for (const e of document.body.querySelectorAll("*")) {
    const box = e.getBoundingClientRect();
    if (!box.width || box.right <= width + 1) continue;
    let parent = e.parentElement;
    while (parent && parent !== document.body && !scrolls(parent)) parent = parent.parentElement;
    if (parent && parent !== document.body) continue;
    out.push(`${e.tagName.toLowerCase()}.${e.getAttribute("class") || ""} до ${Math.round(box.right)}: ${e.textContent.trim().slice(0, 40)}`);
  }
  return [`страница шире окна: ${document.documentElement.scrollWidth} > ${width}`, ...out.slice(-4)];
}"""


@dataclass
class Observed:
    page: Page
    site: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        self.page.goto(self.site + address, wait_until="load")
        self.page.evaluate("document.fonts.ready.then(() => null)")

    def sticking_out(self) -> list[str]:
        """What makes the page scroll sideways."""
        found: list[str] = self.page.evaluate(_STICKING_OUT)
        return found

    def axe(self, **options: Any) -> list[str]:
        """Serious and critical findings of axe-core, a line each."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text("utf-8"))  # as a script of the page the site's policy would refuse it
        result = self.page.evaluate(_AXE_RUN, {"runOnly": AXE_RULES, "resultTypes": ["violations"], **options})
        return [
            f"axe {v['impact']} {v['id']}: {node['target']} {' '.join(node['failureSummary'].split())[:200]}"
            for v in result["violations"]
            if v["impact"] in ("serious", "critical")
            for node in v["nodes"][:3]
        ]


def downloaded(button: Locator, folder: Path) -> Path:
    """The file that a button gives when it is pressed by keyboard."""
    button.focus()
    with button.page.expect_download() as found:
        button.page.keyboard.press("Enter")
    target = folder / found.value.suggested_filename
    found.value.save_as(target)
    return target


def observe(window: Window, site: str) -> Observed:
    """Starts to note console errors, exceptions, failed and foreign requests."""
    observed = Observed(window.page, site)
    host = urlsplit(site).netloc

    def on_console(message: ConsoleMessage) -> None:
        # A missing page is told of by its response, below.
        if message.type == "error" and "Failed to load resource" not in message.text:
            observed.faults.append(f"консоль: {message.text}")

    def on_request(request: Request) -> None:
        observed.requests.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != host:
            observed.faults.append(f"чужой адрес: {request.url}")

    def on_response(response: Response) -> None:
        is_document = response.request.resource_type == "document"
        if response.status >= 400 and not is_document:
            observed.faults.append(f"ответ {response.status}: {response.url}")

    def on_failure(request: Request) -> None:
        # The empty page between two tests is not the site's.
        if not request.url.endswith(BLANK):
            observed.faults.append(f"не загрузилось: {request.url} {request.failure}")

    window.listen("console", on_console)
    window.listen("pageerror", lambda error: observed.faults.append(f"исключение: {error}"))
    window.listen("request", on_request)
    window.listen("requestfailed", on_failure)
    window.listen("response", on_response)
    return observed
