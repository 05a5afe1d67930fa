"""The catalogue of a real site of N records, used as a person does: what a search costs from the last key.

``python -m bench.search_page ROOT SITE`` builds the site in a process of its own and prints a line of JSON.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .search_browser import PATIENCE, Traffic, served
from .shared_content import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KEY_MS = 120  # between two keys of somebody who types quickly
CHOICES = 20  # of values of facets
SETTLED_MS = 400  # without anything new: the answer is there
FIELD = "#main input[type=search]"

# Notes when the last key or choice came, and after every change of the page what the reader sees: rows,
# total, counts. When all has settled, what stood in the window and beside it is looked for among these.
_WATCH = """() => {
  const field = document.querySelector("#main input[type=search]"), list = document.querySelector("[data-results]");
  const numbers = [...document.querySelectorAll("[data-result-total], [data-facet-count]")];
  const now = () => ({
    at: performance.now(),
    numbers: numbers.map(each => each.textContent).join(" "),
    rows: [...list.children].filter(row => !row.hidden).slice(0, 40).map(row => row.textContent)
  });
  window.seen = {key: 0, told: []};
  const begin = () => { seen.key = performance.now(); seen.told = []; };
  field.addEventListener("input", begin, true);
  document.addEventListener("change", event => { if (event.target.type === "checkbox") begin(); }, true);
  new MutationObserver(() => seen.told.push(now())).observe(document.querySelector("[data-catalogue]"),
    {childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["aria-busy", "hidden"]});
  seen.ms = () => {
    const last = now(), rows = [...list.children].filter(row => !row.hidden);
    const within = rows.filter(row => row.getBoundingClientRect().top < innerHeight).length;
    const since = wanted => {
      let place = seen.told.length;
      while (place && seen.told[place - 1].numbers === last.numbers &&
        wanted.every((row, i) => seen.told[place - 1].rows[i] === row)) place--;
      return seen.told[place || seen.told.length - 1].at - seen.key; // what stood there before has to be drawn anew
    };
    return [since(last.rows.slice(0, within)), since(last.rows)];
  };
}"""
_SETTLED = """quiet => seen.told.length && performance.now() - seen.told[seen.told.length - 1].at > quiet &&
  document.querySelector("[data-results]").getAttribute("aria-busy") === 'false'"""


@dataclass(frozen=True, slots=True)
class Search:
    query: str
    ms: float  # from the last key until the rows that the window shows and all numbers stand as they stay
    ms_all: float  # and all rows
    bytes: int  # of all answers since the field was entered
    requests: int
    total: int


def build_site(root: Path, site: Path) -> dict[str, Any]:
    """Seconds of a whole build, and of the work on its index; ``share`` of the latter in all work."""
    command = (sys.executable, "-m", "bench.search_page", str(root), str(site))
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-800:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _opened(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}practices/", wait_until="networkidle")
    page.evaluate(_WATCH)
    return page


def _search(page: Page, query: str, traffic: Traffic, key_ms: int) -> Search:
    """``key_ms`` between two keys; nought pastes the whole query at once."""
    field = page.locator(FIELD)
    traffic.reset()
    field.focus()
    if field.input_value():
        field.select_text()
    if key_ms:
        page.keyboard.type(query, delay=key_ms)
    else:
        page.keyboard.insert_text(query)
    page.wait_for_function(_SETTLED, arg=SETTLED_MS)
    with suppress(Exception):  # what other kinds of records there are comes later, and is counted
        page.wait_for_load_state("networkidle", timeout=2000)
    ms, ms_all = page.evaluate("seen.ms()")
    total = int(page.locator("[data-result-total]").inner_text())
    return Search(query, ms, ms_all, traffic.bytes, traffic.requests, total)


def cold(browser: Browser, site: Path, queries: Sequence[str], key_ms: int, delay: float = 0.0) -> list[Search]:
    """Each query is the first on a catalogue that a fresh browser has just opened."""
    found = []
    with served(site, delay) as (address, traffic):
        for query in queries:
            page = _opened(browser, address)
            found.append(_search(page, query, traffic, key_ms))
            page.context.close()
    return found


def warm(browser: Browser, site: Path, queries: Sequence[str]) -> tuple[list[Search], list[Search]]:
    """On one page, after a first search: each query pasted once, then all of them again."""
    with served(site) as (address, traffic):
        page = _opened(browser, address)
        _search(page, "практика", traffic, 0)
        found = [_search(page, query, traffic, 0) for query in queries], [
            _search(page, query, traffic, 0) for query in queries
        ]
        page.context.close()
    return found


def facets(browser: Browser, site: Path) -> list[Search]:
    """Values of facets chosen one at a time, without words, once what they need is loaded."""
    found = []
    with served(site) as (address, traffic):
        page = _opened(browser, address)
        page.locator("[data-facets]").hover()
        page.wait_for_load_state("networkidle")
        boxes = page.locator("[data-facet] input")
        for place in range(0, boxes.count(), max(1, boxes.count() // CHOICES)):
            box = boxes.nth(place)
            traffic.reset()
            box.evaluate("box => box.click()")
            page.wait_for_function(_SETTLED, arg=SETTLED_MS)
            ms, ms_all = page.evaluate("seen.ms()")
            total = int(page.locator("[data-result-total]").inner_text())
            found.append(Search(str(box.get_attribute("value")), ms, ms_all, traffic.bytes, traffic.requests, total))
            box.evaluate("box => box.click()")
            page.wait_for_function(_SETTLED, arg=SETTLED_MS)
        page.context.close()
    return found


def _build(root: Path, site: Path) -> dict[str, Any]:
    # Only here: measuring pages needs neither MkDocs nor the pipeline.
    from mkdocs.commands.build import build

    from generator.mkdocs_plugin import load

    start = time.perf_counter()
    config, plugin = load(root / "mkdocs.yml", site, lambda _: None)
    build(config)
    seconds = time.perf_counter() - start
    if plugin.report is None:
        raise RuntimeError("сборка не оставила отчёта")
    beside = plugin.report.worker_seconds
    # Pages and the index are made side by side; what comes before them is not.
    before = seconds - sum(plugin.report.phases.values())
    index = beside["поиск"]
    return {
        "seconds": round(seconds, 1),
        "index_seconds": round(index, 1),
        "share": round(index / (before + sum(beside.values())), 3),
        "page_bytes": len(gzip.compress((site / "practices" / "index.html").read_bytes(), 6, mtime=0)),
        "index_bytes": sum(file.stat().st_size for file in (site / "search").rglob("*.js")),
        "index_files": sum(1 for _ in (site / "search").rglob("*.js")),
    }


def main() -> int:
    root, site = map(Path, sys.argv[1:])
    print(json.dumps(_build(root, site)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
