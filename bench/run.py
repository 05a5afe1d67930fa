"""``python -m bench.run --records 1000``: ours and the peers, side by side, on the same records.

Runs are interleaved, each in fresh processes and cold; the table is of medians. Ratios taken in one
run of this program hold; seconds of different machines and days do not compare.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from .contestant import Input, Missing, Prepared, output_of
from .ours import ours
from .peers import PEERS
from .report import write_report
from .runs import Contest, Score
from .shared_content import REPOSITORY, shared_content
from .synthetic import SEED
from .table import growth, table


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    seconds: dict[str, dict[int, float]] = {}
    failed = False
    given_up: dict[str, str] = {}  # peers that a smaller number of records was too much for
    for records, repeat in zip(options.records, options.repeat, strict=True):
        result = compare(Input(records, options.seed), options.peers, repeat, options.work, options.limit, given_up)
        print(table(result), flush=True)
        options.out.mkdir(parents=True, exist_ok=True)
        path = options.out / f"{records}.json"
        path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
        _say(f"записано: {path}")
        for name, score in result["contestants"].items():
            failed = failed or bool(score["failure"])
            if score["stopped"]:
                given_up[name] = f"не запускался: уже на {records} записях {score['stopped']}"
            if "median_seconds" in score:
                seconds.setdefault(name, {})[records] = score["median_seconds"]
        if options.report:
            _say(f"записано: {write_report(options.out, options.report)}")  # after each size: what is done is kept
    if len(options.records) > 1:
        print("\n".join(growth(seconds)))
    return 1 if failed else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.run", description="Смартека и соседи: сборка одних и тех же записей"
    )
    add = parser.add_argument
    add("--records", type=int, nargs="+", default=[1000], help="сколько записей; можно несколько чисел")
    add("--repeat", type=int, nargs="+", default=[3], help="сколько раз собрать каждому (по умолчанию 3); одно число или по числу на каждый размер")
    add("--limit", type=float, default=1800, help="сколько секунд дать соседу на одну сборку (по умолчанию 1800; 0 – сколько нужно)")
    add("--peers", type=_names, default=list(PEERS), help=f"через запятую: {','.join(PEERS)}")
    add("--seed", type=int, default=SEED)
    add("--out", type=Path, default=REPOSITORY / "build" / "bench", help="куда писать JSON")
    add("--report", type=Path, default=None, help="папка, куда писать RESULTS.md и results.svg по всем JSON из --out")
    add("--work", type=Path, default=None, help="где собирать (по умолчанию во временной папке)")
    options = parser.parse_args(arguments)
    if len(options.repeat) == 1:
        options.repeat *= len(options.records)
    if len(options.repeat) != len(options.records):
        parser.error("--repeat: одно число или столько же, сколько у --records")
    return options


def _names(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    unknown = [name for name in names if name not in PEERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"нет участника {', '.join(unknown)}; есть {', '.join(PEERS)}")
    return names


def compare(
    given: Input, peers: list[str], repeat: int, work: Path | None = None, limit: float = 0,
    given_up: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """All figures of one number of records, ready for JSON.

    ``limit`` is the seconds that a peer may take for one build; peers in ``given_up`` are not run at all.
    """
    contestants: list[Prepared] = []
    missing = {name: why for name, why in (given_up or {}).items() if name in peers}
    peers = [name for name in peers if name not in missing]
    if work:
        work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="smarteka-bench-", dir=work) as folder:
        for name, prepare in {"ours": ours, **{peer: PEERS[peer] for peer in peers}}.items():
            _say(f"{given.records}: готовлю {name}")
            try:
                contestants.append(prepare(Path(folder) / name, given))
            except Missing as fault:
                missing[name] = str(fault)
        contest = Contest(contestants, dict.fromkeys(peers, limit))
        load = os.getloadavg()[0]
        for turn in range(repeat):
            for prepared in contestants:
                _say(f"{given.records}: круг {turn + 1} из {repeat}, {prepared.name}")
                contest.run(prepared.name)
        scores = {name: score.as_json() for name, score in contest.scores.items()}
        return {
            "records": given.records,
            "seed": given.seed,
            "repeat": repeat,
            "limit": limit,
            "revision": revision(),
            "measured": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine(),
            "load_before": round(load, 2),  # above some 0.3 a core the seconds are too high
            "shared_content": list(shared_content(given.source).published),
            "contestants": scores,
            "ours_to": _ratios(contest.scores),
            "missing": missing,
        }


def revision() -> str:
    """The commit that is measured, with «+» where files differ from it; empty outside a repository."""
    try:
        commit = output_of("git", "-C", str(REPOSITORY), "rev-parse", "--short", "HEAD").strip()
        changed = output_of("git", "-C", str(REPOSITORY), "status", "--porcelain", "--untracked-files=no").strip()
    except (OSError, CalledProcessError):
        return ""
    return f"{commit}+" if changed else commit


def machine() -> dict[str, Any]:
    """Where it was measured."""
    models = [line for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    totals = [line for line in _lines("/proc/meminfo") if line.startswith("MemTotal")]
    return {
        "system": f"{platform.system()} {platform.release()}",
        "cpu": models[0].partition(":")[2].strip() if models else platform.processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_bytes": int(totals[0].split()[1]) * 1024 if totals else None,
        "python": platform.python_version(),
    }


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8").splitlines()
    except OSError:
        return []


def _ratios(scores: dict[str, Score]) -> dict[str, float]:
    """Our median to that of each peer: below 1 where ours is quicker."""
    own = scores.get("ours")
    if not own or not own.runs or own.failure:
        return {}
    done = {name: s for name, s in scores.items() if name != "ours" and s.runs and not s.failure}
    return {name: round(own.seconds / score.seconds, 3) for name, score in done.items()}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
