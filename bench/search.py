"""``make bench-search``: what a search on the site of 10,000 synthetic records costs.

The catalogue of a whole site is used as a person does it, typing into its field: milliseconds from the
last key to the results with the counts of all facets, bytes over the wire, on a fresh page and on a
used one; the share of the index in the build; how building it grows with the base. With ``--peers``,
Pagefind on the same documents beside our index alone; with ``--quality``, the judged queries for both.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from . import search_page, synthetic
from .search_browser import Answer, CannotMeasure, asked, by_double_click, chromium, cold, middle, warm, worst
from .search_page import KEY_MS, Search
from .search_sites import NAMES, TITLES, Built, build, save_documents
from .shared_content import REPOSITORY

# As people type them, about what synthetic records speak of: words alone and several, forms, slips,
# the other keyboard layout, unfinished words. Every one is asked as the first on a fresh page.
QUERIES = (
    "запись к врачу", "помощь пожилым", "бесплатные лекарства", "реабилитация детей с инвалидностью",
    "семьи с детьми", "электронные услуги", "справки без очереди", "социальный работник на дом",
    "обучение взрослых", "поддержка студентов",
    "школами", "ребёнок", "выплаты на первого ребенка", "тульская область", "ЯНАО мфц",
    "трудоустройство инвалидов", "гранты предпринимателям", "медецинские справки", "реабелитация", "консультацыи юриста",
    "cghfdrb", "gjvjom gj;bksv", "реабилитац", "бесплатные лек", "волонтёры в селе", "общественный контроль закупок",
)
SLOW = 0.05  # seconds that each answer of the slow server waits, as a mobile network does

SMALL = 1000  # the size beside which growth is told


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="smarteka-bench-search-") as folder:
            work = options.work or Path(folder)
            if options.peers:
                result = compare(options.records, work, options.slow, options.quality)
                shown = table(result)
            else:
                result = measure(options.records, work, options.slow)
                shown = page_table(result)
    except CannotMeasure as problem:
        print(f"Ошибка: {problem}", file=sys.stderr)
        return 2
    print(shown)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    _say(f"записано: {options.out}")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description="Поиск на сайте: байты, время, доля сборки")
    add = parser.add_argument
    add("--records", type=int, default=10_000, help="сколько синтетических записей (по умолчанию 10 000)")
    add("--slow", action="store_true", help=f"и первый ответ, когда сервер медлит {SLOW * 1000:.0f} мс на запрос")
    add("--peers", action="store_true", help="вместо страницы сайта – свой индекс и Pagefind рядом")
    add("--quality", action="store_true", help="с --peers: и оценённые запросы на опубликованных записях")
    add("--out", type=Path, default=REPOSITORY / "build" / "bench" / "search.json", help="куда писать JSON")
    add("--work", type=Path, default=None, help="где собирать; что там уже есть, не делается заново")
    return parser.parse_args(arguments)


def measure(records: int, work: Path, slow: bool) -> dict[str, Any]:
    """The catalogue of a whole site, and how its index grows."""
    load = os.getloadavg()
    sizes = sorted({min(SMALL, records), records})
    built: dict[int, Any] = {}
    for size in sizes:
        documents = _documents(work, size)
        _say(f"{size} записей: сборка индекса")
        built[size] = asdict(build("ours", documents, work / f"index-{size}"))
    site, figures = work / f"site-{records}", work / f"site-{records}.json"
    if not figures.is_file():
        _say(f"{records} записей: сборка сайта")
        shutil.rmtree(site, ignore_errors=True)
        figures.write_text(json.dumps(search_page.build_site(work / f"root-{records}", site)), "utf-8")
    with chromium() as browser:
        _say(f"{len(QUERIES)} запросов в Chromium")
        next_, again = search_page.warm(browser, site, QUERIES)
        parts = {"cold": search_page.cold(browser, site, QUERIES, 0), "next": next_, "again": again}
        parts["typed"] = search_page.cold(browser, site, QUERIES, KEY_MS)
        parts["facets"] = search_page.facets(browser, site)
        if slow:
            parts["slow"] = search_page.cold(browser, site, QUERIES, 0, SLOW)
        version = browser.version
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "records": records,
        "chromium": version,
        "cores": os.cpu_count(),
        "load_before": load[0],
        "site": json.loads(figures.read_text("utf-8")),
        "index": built,
        "parts": {name: _figures(found) for name, found in parts.items()},
        "searches": {name: [asdict(search) for search in found] for name, found in parts.items()},
    }


def page_table(result: dict[str, Any]) -> str:
    site, parts, index = result["site"], result["parts"], result["index"]
    small, large = min(index), max(index)
    lines = [
        f"Записей: {result['records']}, Chromium {result['chromium']}, ядер {result['cores']}, "
        f"нагрузка перед началом {_number(result['load_before'], 1)}",
        f"сборка сайта: {_number(site['seconds'], 1)} с, из них работа над индексом {_number(site['index_seconds'], 1)} с – "
        f"{_number(100 * site['share'], 1)} % всей работы сборки",
        f"индекс: {_number(site['index_bytes'] / 1e6, 1)} МБ, файлов {_number(site['index_files'])}; "
        f"страница каталога: {_number(site['page_bytes'] / 1e3, 1)} КБ (gzip)",
    ]
    if small < large:
        growth = (index[large]["cpu_seconds"] / large) / (index[small]["cpu_seconds"] / small)
        bytes_ = (index[large]["bytes"] / large) / (index[small]["bytes"] / small)
        lines.append(
            f"рост от {_number(small)} до {_number(large)} записей, на одну запись: процессорного времени в "
            f"{_number(growth, 2)} раза, байтов в {_number(bytes_, 2)} раза (1,00 – линейно)"
        )
    titles = {
        "cold": "первый поиск на свежей странице",
        "typed": f"то же, по букве за {KEY_MS} мс",
        "slow": f"то же, сервер медлит {SLOW * 1000:.0f} мс на ответ",
        "next": "следующий поиск",
        "again": "тот же снова",
        "facets": "выбор в фасете, без слов",
    }
    lines.append(f"{'медиана (худший)':<42}{'мс до экрана':>16}{'до всех строк':>16}{'КБ':>12}{'ответов':>9}")
    for name, title in titles.items():
        if name in parts:
            found = parts[name]
            lines.append(
                f"{title:<42}{_pair(found, 'ms', 1):>16}{_pair(found, 'ms_all', 1):>16}"
                f"{_pair(found, 'bytes', 1e3):>12}{_number(found['requests']):>9}"
            )
    return "\n".join(lines)


def _documents(work: Path, records: int) -> Path:
    """Search documents of N synthetic records; their content root lies beside them."""
    work.mkdir(parents=True, exist_ok=True)
    documents, root = work / f"documents-{records}.pickle", work / f"root-{records}"
    if not documents.is_file():
        _say(f"пишем {records} записей")
        shutil.rmtree(root, ignore_errors=True)
        synthetic.write(root, records)
        save_documents(root, documents)
    return documents


def compare(records: int, work: Path, slow: bool, quality: bool) -> dict[str, Any]:
    load = os.getloadavg()
    documents = _documents(work, records)
    found: dict[str, Any] = {}
    with chromium() as browser:
        version = browser.version
        for name in NAMES:
            _say(f"{TITLES[name]}: сборка")
            site = work / name
            found[name] = {"build": asdict(build(name, documents, site))}
            _say(f"{TITLES[name]}: {len(QUERIES)} запросов в Chromium")
            next_, again = warm(browser, site, "практика", QUERIES)
            first = cold(browser, site, QUERIES)
            found[name] |= {"cold": _figures(first), "next": _figures(next_), "again": _figures(again)}
            found[name]["answers"] = [asdict(answer) for answer in first]
            if slow:
                found[name]["slow"] = _figures(cold(browser, site, QUERIES, SLOW))
            found[name]["file"] = by_double_click(browser, site, QUERIES[0])
        if quality:
            _say("оценённые запросы")
            for name, figures in _quality(browser, work).items():
                found[name]["quality"] = figures
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "records": records,
        "queries": len(QUERIES),
        "chromium": version,
        "cores": os.cpu_count(),
        "load_before": load[0],
        "engines": found,
    }


def _figures(answers: list[Answer] | list[Search]) -> dict[str, float]:
    whole = "ms_all" if isinstance(answers[0], Search) else "ms"
    return {
        "ms": middle(answers, "ms"),
        "ms_worst": worst(answers, "ms"),
        "ms_all": middle(answers, whole),
        "ms_all_worst": worst(answers, whole),
        "bytes": middle(answers, "bytes"),
        "bytes_worst": worst(answers, "bytes"),
        "requests": middle(answers, "requests"),
        "unanswered": sum(not answer.total for answer in answers),
    }


def _quality(browser: Any, work: Path) -> dict[str, dict[str, list[float]]]:
    """By engine and class: queries, nDCG@10, recall@10, success@3; «all» is the mean over the queries."""
    sys.path.insert(0, str(REPOSITORY / "tests" / "search"))
    measures = import_module("quality")  # the tests are no package and are not installed with ours
    documents = work / "published.pickle"
    save_documents(REPOSITORY, documents)
    judgements = measures.load_judgements()
    found: dict[str, dict[str, list[float]]] = {}
    for name in NAMES:
        site = work / f"published-{name}"
        build(name, documents, site)
        with asked(browser, site) as engine:
            answers = measures.ask_all(engine, judgements)
        rows = {**measures.by_class(answers), "all": measures.figures(answers)}
        found[name] = {kind: [row.queries, row.ndcg, row.recall, row.success] for kind, row in rows.items()}
    return found


def table(result: dict[str, Any]) -> str:
    """The figures for people, in Russian."""
    engines = result["engines"]
    builds = {name: Built(**found["build"]) for name, found in engines.items()}
    rows = [("", *(TITLES[name] for name in engines))]

    def row(title: str, cell: Any) -> None:
        rows.append((title, *(cell(name) for name in engines)))

    row("сборка индекса, с", lambda name: _number(builds[name].seconds, 1))
    row("разбор слов до неё, с", lambda name: _number(builds[name].read, 1))
    row("процессорного времени всего, с", lambda name: _number(builds[name].cpu_seconds, 1))
    row("память сборки, МБ", lambda name: _number(builds[name].peak_bytes / 1e6))
    row("индекс, МБ / файлов", lambda name: f"{_number(builds[name].bytes / 1e6, 1)} / {_number(builds[name].files)}")
    slow = f"первый, {SLOW * 1000:.0f} мс на запрос"
    parts = {"cold": "первый поиск", "slow": slow, "next": "следующий", "again": "тот же снова"}
    for part, title in parts.items():
        if part not in engines[NAMES[0]]:
            continue
        row(f"{title}, мс (худший)", lambda name, part=part: _pair(engines[name][part], "ms", 1))
        if part in ("cold", "next"):
            row(f"{title}, КБ (худший)", lambda name, part=part: _pair(engines[name][part], "bytes", 1e3))
            row(f"{title}, запросов к серверу", lambda name, part=part: _number(engines[name][part]["requests"]))
    row("без ответа из запросов", lambda name: f"{engines[name]['cold']['unanswered']} из {result['queries']}")
    row("двойным щелчком (file://)", lambda name: "нет" if engines[name]["file"] else "да")
    for kind in engines[NAMES[0]].get("quality", {}):
        title = f"nDCG@10: {'всего' if kind == 'all' else kind}"
        row(title, lambda name, kind=kind: _number(engines[name]["quality"][kind][1], 3))
    widths = [max(len(each[column]) for each in rows) for column in range(len(rows[0]))]
    lines = [
        f"Записей: {result['records']}, запросов: {result['queries']}, "
        f"Chromium {result['chromium']}, ядер {result['cores']}, нагрузка перед началом {_number(result['load_before'], 1)}"
    ]
    for first, *cells in rows:
        numbers = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        lines.append("  ".join((first.ljust(widths[0]), *numbers)))
    return "\n".join(lines)


def _pair(figures: dict[str, float], name: str, unit: float) -> str:
    return f"{_number(figures[name] / unit)} ({_number(figures[f'{name}_worst'] / unit)})"


def _number(value: float, digits: int = 0) -> str:
    return f"{value:,.{digits}f}".replace(",", "\u00a0").replace(".", ",")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
