"""``python -m bench.search --records 10000``: our index and Pagefind's, side by side, in Chromium.

On the same synthetic documents: what building costs, what a first search sends over the wire, how
long answers take on a fresh page and on a used one, and whether it works by double click. With
``--quality``, also the judged queries of ``tests/search`` on the published content.
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

from . import synthetic
from .search_browser import Answer, CannotMeasure, asked, by_double_click, chromium, cold, middle, warm, worst
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
)  # fmt: skip
SLOW = 0.05  # seconds that each answer of the slow server waits, as a mobile network does


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="smarteka-bench-search-") as folder:
            work = options.work or Path(folder)
            result = compare(options.records, work, options.slow, options.quality)
    except CannotMeasure as problem:
        print(f"Ошибка: {problem}", file=sys.stderr)
        return 2
    print(table(result))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    _say(f"записано: {options.out}")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.search", description="Поиск в браузере: свой индекс и Pagefind"
    )
    add = parser.add_argument
    add("--records", type=int, default=10_000, help="сколько синтетических записей (по умолчанию 10 000)")
    add("--quality", action="store_true", help="и оценённые запросы на опубликованных записях")
    add("--slow", action="store_true", help=f"и первый ответ, когда сервер медлит {SLOW * 1000:.0f} мс на запрос")
    add("--out", type=Path, default=REPOSITORY / "build" / "bench" / "search.json", help="куда писать JSON")
    add("--work", type=Path, default=None, help="где собирать; документы, что там уже есть, не пишутся заново")
    return parser.parse_args(arguments)


def compare(records: int, work: Path, slow: bool, quality: bool) -> dict[str, Any]:
    load = os.getloadavg()
    work.mkdir(parents=True, exist_ok=True)
    documents = work / f"documents-{records}.pickle"
    if not documents.is_file():
        _say(f"пишем {records} записей")
        root = work / "root"
        shutil.rmtree(root, ignore_errors=True)
        synthetic.write(root, records)
        save_documents(root, documents)
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


def _figures(answers: list[Answer]) -> dict[str, float]:
    return {
        "ms": middle(answers, "ms"),
        "ms_worst": worst(answers, "ms"),
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
