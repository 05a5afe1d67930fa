"""``python -m bench.report``: what ``bench.run`` has measured → ``RESULTS.md`` and ``results.svg``.

Reads every ``<records>.json`` of a folder, so sizes may be measured on different days; each says when and where.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from .plot import Panel, picture
from .shared_content import REPOSITORY

Result = dict[str, Any]
_BUSY = 0.8  # load a core; less is what the sizes measured just before have left behind


def write_report(measured: Path, folder: Path) -> Path:
    """Both files from the JSON of ``measured``; the path of the first."""
    results = [json.loads(path.read_text("utf-8")) for path in measured.glob("*.json") if path.stem.isdecimal()]
    results.sort(key=lambda result: int(result["records"]))
    if not results:
        raise FileNotFoundError(f"в {measured} нет итогов bench.run")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.svg").write_text(_picture(results), "utf-8")
    path = folder / "RESULTS.md"
    path.write_text(report(results), "utf-8")
    return path


def report(results: list[Result]) -> str:
    """The figures for people who decide: tables by size, growth, ratios, what is missing, how to repeat it."""
    parts = [
        "# Benchmark: results",
        "Written by `python -m bench.run --report bench`; what is measured, and how, says [README.md](README.md). "
        "Medians of interleaved cold runs; memory is the peak of the largest single process. "
        "«ours / theirs» below 1: ours is quicker.",
        "![How time and memory grow with the number of records](results.svg)",
        _goals(results),
        *(_size(result) for result in results),
        _growth(results),
        _repeat(results),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _size(result: Result) -> str:
    machine = result["machine"]
    memory = f", {machine['memory_bytes'] / 1e9:.0f} GB" if machine["memory_bytes"] else ""
    lines = [
        f"## {_thousands(result['records'])} records",
        "",
        f"{result['measured'][:10]}: {machine['cpu']}, {machine['cores']} cores{memory}, {machine['system']}, "
        f"Python {machine['python']}. Revision {result.get('revision') or 'unknown'}. Rounds: {result['repeat']}. Load before the start: {result['load_before']}"
        f"{' – **the machine was doing other work**' if result['load_before'] > _BUSY * (machine['cores'] or 1) else ''}.",
        "",
        "| | median, s | least–most, s | CPU, s | peak memory, MB | pages | files | MB | search index, MB | ours / theirs |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    notes = []
    for name, score in result["contestants"].items():
        title = _title(name, score)
        if "median_seconds" not in score:
            notes.append(f"- {title}: {_in_english(score)}")
            continue
        times = [run["seconds"] for run in score["runs"]]
        steps = score["runs"][0]["steps"]
        parts = f" ({' + '.join(f'{_middle(score, step):.1f}' for step in steps)})" if len(steps) > 1 else ""
        ratio = result["ours_to"].get(name)
        index = f"{score['search_bytes'] / 1e6:.1f}" if score["search_bytes"] else "–"
        lines.append(
            f"| {title} | {score['median_seconds']:.2f}{parts} | {min(times):.2f}–{max(times):.2f} | {score['median_cpu_seconds']:.2f} "
            f"| {score['peak_bytes'] / 1e6:.0f} | {_thousands(score['pages'])} | {_thousands(score['files'])} | {score['bytes'] / 1e6:.1f} "
            f"| {index} | {'' if ratio is None else format(ratio, '.2f')} |"
        )
    notes += [f"- {name}: not run. «{why}»" for name, why in result["missing"].items()]
    return "\n".join([*lines, *(["", *notes] if notes else [])])


def _in_english(score: Result) -> str:
    if score["stopped"]:
        return f"**stopped**, no figures. «{score['stopped']}»"
    return f"**failed**: `{(score['failure'] or '').strip()[-200:]}`"


def _growth(results: list[Result]) -> str:
    """Exponent 1 is linear; beside it, how much more a single record costs at the larger size."""
    if len(results) < 2:
        return ""
    lines = ["## Growth", "", "| | from – to | exponent of time | a record costs | exponent of memory |", "|---|---|--:|--:|--:|"]
    for name in _names(results):
        found = [(r["records"], r["contestants"][name]) for r in results if "median_seconds" in r["contestants"].get(name, {})]
        pairs = list(pairwise(found))
        if len(found) > 2:
            pairs.append((found[0], found[-1]))
        for (small, low), (large, high) in pairs:
            factor = large / small
            times = high["median_seconds"] / low["median_seconds"]
            memory = high["peak_bytes"] / low["peak_bytes"]
            lines.append(
                f"| {_title(name, low)} | {_thousands(small)} – {_thousands(large)} | {math.log(times) / math.log(factor):.2f} "
                f"| ×{times / factor:.2f} | {math.log(memory) / math.log(factor):.2f} |"
            )
    return "\n".join(lines)


def _goals(results: list[Result]) -> str:
    """The goals that have figures, each with what was measured and whether it is reached."""
    by_size = {r["records"]: r for r in results}
    rows: list[tuple[str, str, bool]] = []
    if ten := by_size.get(10_000):
        to = ten["ours_to"]
        own = ten["contestants"].get("ours", {})
        if "hugo" in to:
            rows.append(("Build of 10,000 at most 0.4 of Hugo + Pagefind", f"{to['hugo']:.2f}", to["hugo"] <= 0.4))
        if "material" in to:
            rows.append(("Build of 10,000 at least 6 times faster than Material", f"{1 / to['material']:.1f} times", to["material"] <= 1 / 6))
        if "peak_bytes" in own:
            rows.append(("Memory at 10,000 under 1.2 GB", f"{own['peak_bytes'] / 1e9:.2f} GB", own["peak_bytes"] < 1.2e9))
    if "peak_bytes" in (own := by_size.get(50_000, {}).get("contestants", {}).get("ours", {})):
        rows.append(("Memory at 50,000 under 3 GB", f"{own['peak_bytes'] / 1e9:.2f} GB", own["peak_bytes"] < 3e9))
    for large in (10_000, 50_000):
        one, many = (by_size.get(n, {}).get("contestants", {}).get("ours", {}) for n in (1_000, large))
        if "median_seconds" in one and "median_seconds" in many:
            each = many["median_seconds"] / large / (one["median_seconds"] / 1_000)
            rows.append((f"A record at {_thousands(large)} costs at most 1.3 of one at 1,000", f"{each:.2f}", each <= 1.3))
    if not rows:
        return ""
    lines = [f"| {goal} | {found} | {'reached' if met else '**not reached**'} |" for goal, found, met in rows]
    return "\n".join(["## Goals", "", "| Goal | Measured | |", "|---|--:|---|", *lines])


def _repeat(results: list[Result]) -> str:
    """The commands as they were run, of the largest size; folders are shortened to what they are."""
    last = results[-1]
    sizes = " ".join(str(r["records"]) for r in results)
    repeats = " ".join(str(r["repeat"]) for r in results)
    lines = [
        "## Commands", "", f"Seed {last['seed']}. A peer may take {last.get('limit', 0):.0f} s for one build (0: as long as it needs).", "",
        "```sh", f"python -m bench.run --records {sizes} --repeat {repeats} --limit {last.get('limit', 0):.0f} --report bench", "```", "",
        "What is run for each (`…` is a temporary folder; caches are emptied before each run):", "", "```sh",
    ]
    for name, score in last["contestants"].items():
        lines += [f"# {name}", *(" ".join(map(_shortened, command)) for command in score["commands"])]
    return "\n".join([*lines, "```"])


def _shortened(word: str) -> str:
    path = Path(word)
    if not path.is_absolute():
        return word
    if path.is_relative_to(REPOSITORY):
        return path.relative_to(REPOSITORY).as_posix()
    return path.name if path.suffix or "bin" in path.parts or "binaries" in path.parts else f"…/{path.name}"


def _picture(results: list[Result]) -> str:
    def series(key: str, unit: float) -> dict[str, dict[int, float]]:
        found: dict[str, dict[int, float]] = {}
        for result in results:
            for name, score in result["contestants"].items():
                if key in score:
                    found.setdefault(_title(name, score).split(" (")[0], {})[result["records"]] = score[key] / unit
        return found

    panels = [
        Panel("Build time, s", series("median_seconds", 1), lambda value: f"{value:g}"),
        Panel("Memory of the largest process, MB", series("peak_bytes", 1e6), lambda value: f"{value:g}"),
    ]
    told = "; ".join(
        f"{name}: {', '.join(f'{records} – {value:.1f} s' for records, value in found.items())}" for name, found in panels[0].series.items()
    )
    return picture(panels, "Time and memory of a build by number of records, logarithmic axes", f"{told}.")


def _title(name: str, score: Result) -> str:
    title = {"ours": "Смартека", "material": "Material for MkDocs", "hugo": "Hugo + Pagefind", "floor": "floor: Jinja2 alone", "writing": "floor: writing alone"}.get(name, name)
    return f"{title} ({score['version']})"


def _names(results: list[Result]) -> list[str]:
    return list(dict.fromkeys(name for result in results for name in result["contestants"]))


def _middle(score: Result, step: str) -> float:
    times = sorted(run["steps"][step] for run in score["runs"])
    return float(times[len(times) // 2])


def _thousands(value: int) -> str:
    return f"{value:,}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.report", description="Итоги замеров: RESULTS.md и results.svg")
    parser.add_argument("--measured", type=Path, default=REPOSITORY / "build" / "bench", help="папка с JSON от bench.run")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "bench", help="куда писать")
    options = parser.parse_args()
    try:
        print(write_report(options.measured, options.out), file=sys.stderr)
    except FileNotFoundError as fault:
        print(f"Ошибка: {fault}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
