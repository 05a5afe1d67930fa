"""How well an engine answers the judged queries: ``make search-quality``, ``python -m tests.search.quality``.

An engine here is a function from a query to names of what it found, ``type:id``, best first.
"""

from __future__ import annotations

import argparse
import math
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import yaml

from generator.knowledge.base import KnowledgeBase
from generator.pipeline import check
from generator.search.document import SearchDocument
from generator.search.documents import search_documents
from generator.search.local_engine import LocalEngine
from generator.search.names import Names

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
JUDGEMENTS = Path(__file__).with_name("judgements.yml")
FRESH = Path(__file__).with_name("fresh.yml")  # by which nothing was tuned
LATER = Path(__file__).with_name("fresh_2026_11.yml")  # the same, written when the words of the base were other
GRADES = (3, 2, 1)  # exactly what was meant, helps, touches it
USEFUL = 2  # what recall asks for: a record that only touches the matter may be missing
DEPTH = 10
FIRST = 3
GOAL, CLASS_GOAL = 0.92, 0.85  # of nDCG@10: overall, in each class

Engine = Callable[[str], Sequence[str]]


class CannotMeasure(Exception):
    """No site, no browser or no search on its pages: the message says which, in Russian."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A query and the grade of each record that answers it, by ``type:id``; all others have none."""

    kind: str  # class of the query: plain, title, inflected …
    query: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine found for a judged query, the first ten, and how good that is."""

    judgement: Judgement
    found: tuple[str, ...]
    ndcg: float
    recall: float
    success: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over a set of answers."""

    queries: int
    ndcg: float
    recall: float
    success: float


def load_judgements(path: Path = JUDGEMENTS) -> tuple[Judgement, ...]:
    """In the order of the file. Its faults are the business of ``test_judgements``."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["queries"]
    return tuple(
        Judgement(
            entry["class"],
            entry["query"],
            {name: grade for grade, names in entry["relevant"].items() for name in names},
        )
        for entry in entries
    )


def held_out(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Queries by which nothing is tuned: in each class every second one, in the order of their hashes."""
    by_kind: dict[str, list[str]] = {}
    for judgement in judgements:
        by_kind.setdefault(judgement.kind, []).append(judgement.query)
    ordered = (sorted(queries, key=lambda query: sha256(query.encode()).hexdigest()) for queries in by_kind.values())
    return frozenset(query for queries in ordered for query in queries[1::2])


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain: 1 if nothing better could stand on any of the places."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(name, 0) for name in found[:depth]]) / ideal if ideal else 0.0


def _gain(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def recall(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Share of the useful records that are among the first; of as many as there is room for."""
    useful = {name for name, grade in grades.items() if grade >= USEFUL} or set(grades)
    return len(useful.intersection(found[:depth])) / min(len(useful), depth)


def success(found: Sequence[str], grades: Mapping[str, int], first: int = FIRST) -> float:
    """1 if a record of the best grade there is stands among the first, else 0."""
    best = max(grades.values())
    return float(any(grades.get(name) == best for name in found[:first]))


def ask(engine: Engine, judgement: Judgement) -> Answer:
    found, grades = tuple(engine(judgement.query))[:DEPTH], judgement.grades
    return Answer(judgement, found, ndcg(found, grades), recall(found, grades), success(found, grades))


def ask_all(engine: Engine, judgements: Iterable[Judgement]) -> list[Answer]:
    return [ask(engine, judgement) for judgement in judgements]


def figures(answers: Sequence[Answer]) -> Figures:
    return Figures(
        len(answers),
        fmean(answer.ndcg for answer in answers),
        fmean(answer.recall for answer in answers),
        fmean(answer.success for answer in answers),
    )


def by_class(answers: Iterable[Answer]) -> dict[str, Figures]:
    """Classes in the order in which they are first met."""
    classes: dict[str, list[Answer]] = {}
    for answer in answers:
        classes.setdefault(answer.judgement.kind, []).append(answer)
    return {kind: figures(found) for kind, found in classes.items()}


def published_base(root: Path = ROOT) -> KnowledgeBase:
    return check(root, date.today()).base


def published_documents(root: Path = ROOT) -> list[SearchDocument]:
    """Everything that can be found in the repository's base."""
    return search_documents(published_base(root))


@contextmanager
def command_line_engine(base: KnowledgeBase) -> Iterator[Engine]:
    """The engine of ``smarteka search``, its index in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="smarteka-quality-") as folder:
        local = LocalEngine(Path(folder), Names(base.name_groups))
        local.update(search_documents(base))
        yield asked(local)


def asked(local: LocalEngine) -> Engine:
    return lambda query: as_judged(f"{hit.type}:{hit.id}" for hit in local.search(query, limit=2 * DEPTH).hits)


def as_judged(found: Iterable[str]) -> list[str]:
    """An item counts as its report: queries were judged when items could not be found on their own."""
    wholes = (re.sub(r"^report_item:(.*)#.*", r"standard_report:\1", name) for name in found)
    return list(dict.fromkeys(wholes))[:DEPTH]


_BROWSER_LOADS_SEARCH = "() => window.smartekaFind.load().then(() => true)"
_BROWSER_SEARCH = """async ([query, depth, patience]) => {
    const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error("no answer")), patience));
    const asked = window.smartekaSearch.search(query, { limit: depth, counts: false });
    const found = await Promise.race([asked, late]);
    return found.hits.map(hit => `${hit.type}:${hit.id}`);
}"""
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chromium-headless-shell")


@contextmanager
def browser_engine(site_dir: Path, page: str = "practices/", patience: float = 15) -> Iterator[Engine]:
    """The engine of a built site in headless Chromium, asked through the page's own object.

    That is ``window.smartekaSearch.search(query, options) -> Promise<{hits: [{type, id…}]…}>``. ``patience`` is
    how many seconds the page has to load it, and each search to answer.
    """
    # Playwright is asked for only here: the command line engine is measured without it.
    from playwright.sync_api import Error, sync_playwright

    if not (site_dir / page / "index.html").is_file():
        raise CannotMeasure(f"в папке {site_dir} нет собранного сайта: сначала make site")
    program = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if program is None:
        raise CannotMeasure("нет Chromium: поставьте его командой make chromium")
    with _served(site_dir) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.set_default_timeout(patience * 1000)
        tab.goto(address + page)
        try:
            engine = page_engine(tab, patience)
            engine("")
        except Error as fault:
            raise CannotMeasure(f"поиск сайта не ответил: {fault.message}") from fault
        yield engine


def page_engine(tab: Page, patience: float = 15) -> Engine:
    """The engine of a page of a built site that is open in a browser."""
    tab.evaluate(_BROWSER_LOADS_SEARCH)

    def engine(query: str) -> list[str]:
        return as_judged(tab.evaluate(_BROWSER_SEARCH, [query, 2 * DEPTH, patience * 1000]))

    return engine


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def table(answers: Sequence[Answer]) -> str:
    """Figures by class and overall; an arrow marks what is below its goal."""
    lines = [f"{'Класс':<14}{'Запросов':>9}{f'nDCG@{DEPTH}':>10}{f'полнота@{DEPTH}':>12}{f'успех@{FIRST}':>9}"]
    rows = [(kind, found, CLASS_GOAL) for kind, found in by_class(answers).items()]
    for name, found, goal in [*rows, ("Всего", figures(answers), GOAL)]:
        below = f"  ← цель {_number(goal)[:-1]}" if found.ndcg < goal else ""
        lines.append(
            f"{name:<14}{found.queries:>9}{_number(found.ndcg):>10}{_number(found.recall):>12}{_number(found.success):>9}{below}"
        )
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def worst(answers: Iterable[Answer], count: int, titles: Mapping[str, str]) -> str:
    """The worst answered queries: what came, with its grade, and what of the useful did not."""
    blocks = []
    for answer in sorted(answers, key=lambda answer: answer.ndcg)[:count]:
        grades = answer.judgement.grades
        lines = [f"{_number(answer.ndcg)}  {answer.judgement.kind}: «{answer.judgement.query}»"]
        lines += [f"    {grades.get(name, 0)}  {name}  {titles.get(name, '')[:70]}" for name in answer.found]
        if not answer.found:
            lines.append("    ничего не нашлось")
        lines += [
            f"    нет: {grade}  {name}  {titles.get(name, '')[:70]}"
            for name, grade in sorted(grades.items(), key=lambda pair: -pair[1])
            if grade >= USEFUL and name not in answer.found
        ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _asked(half: str | None) -> tuple[Judgement, ...]:
    judgements = load_judgements()
    held = held_out(judgements)
    return tuple(j for j in judgements if half is None or (j.query in held) == (half == "held-out"))


ENGINES = {"cli": "командная строка", "browser": "браузер"}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.search.quality", description="Качество поиска по оценённым запросам.")
    parser.add_argument("--engine", choices=("both", *ENGINES), default="both", help="чей поиск: командной строки, сайта или оба")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="собранный сайт для поиска в браузере")
    parser.add_argument("--fresh", action="store_true", help="свежие запросы, по которым ничего не настраивали")
    parser.add_argument("--queries", type=Path, metavar="ФАЙЛ", help="запросы из этого файла")
    parser.add_argument("--half", choices=("tuning", "held-out"), help="только одна половина judgements.yml")
    parser.add_argument("--worst", type=int, default=0, metavar="ЧИСЛО", help="показать столько худших запросов")
    chosen = parser.parse_args(arguments)
    base = published_base()
    titles = {document.key: document.title for document in search_documents(base)}
    file = FRESH if chosen.fresh else chosen.queries
    asked = load_judgements(file) if file else _asked(chosen.half)
    for name in ENGINES if chosen.engine == "both" else (chosen.engine,):
        opened: AbstractContextManager[Engine]
        opened = command_line_engine(base) if name == "cli" else browser_engine(chosen.site_dir)
        try:
            with opened as engine:
                answers = ask_all(engine, asked)
        except CannotMeasure as problem:
            print(f"Ошибка: {problem}", file=sys.stderr)
            return 2
        print(f"Поиск: {ENGINES[name]}\n{table(answers)}\n")
        if chosen.worst:
            print(f"{worst(answers, chosen.worst, titles)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
