"""What stands behind ``smarteka bench --records N``: one build of N synthetic records, in figures.

The build is done in this process, so that its phases are seen. ``bench.run`` compares whole commands.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from . import synthetic
from .ours import SEARCH
from .runs import site_of

_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


def run_one(records: int, seed: int = synthetic.SEED) -> dict[str, Any]:
    """Builds ``records`` synthetic practices in a temporary folder.

    ``seconds`` is the build alone; writing the records is ``prepare_seconds``. Memory is that of
    the largest process so far, so a process should measure once.
    """
    with tempfile.TemporaryDirectory(prefix="smarteka-bench-") as folder:
        root, site = Path(folder) / "root", Path(folder) / "site"
        start = time.perf_counter()
        written = synthetic.write(root, records, seed)
        prepared = time.perf_counter()
        phases, beside = _build(root, site)
        built = time.perf_counter()
        found = site_of(site, SEARCH)
    if found.pages < records:
        raise RuntimeError(f"сайт собран не полностью: страниц {found.pages}, записей {records}")
    return {
        "records": records,
        "digests": written.digests,
        "pages": found.pages,
        "files": found.files,
        "seconds": round(built - prepared, 3),
        "phases": {name: round(seconds, 3) for name, seconds in phases.items()},
        "beside": {name: round(seconds, 3) for name, seconds in beside.items()},
        "prepare_seconds": round(prepared - start, 3),
        "peak_memory_mb": round(_peak_bytes() / 1e6, 1),
        "bytes": found.bytes,
        "search_index_bytes": found.search_bytes,
        "content_bytes": written.bytes,
    }


def _build(root: Path, site: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Builds as ``smarteka build`` does. Seconds by phase, what comes before the first being one of its own,
    and of the work done on other cores, which they do not wait for."""
    # Only here: writing records needs neither MkDocs nor the pipeline.
    from mkdocs.commands.build import build

    from generator.mkdocs_plugin import load

    os.environ["SMARTEKA_DIGEST_FILES"] = "false"  # as bench.ours does
    starts: list[float] = []
    start = time.perf_counter()
    config, plugin = load(root / "mkdocs.yml", site, lambda _: starts.append(time.perf_counter()))
    build(config)
    if plugin.report is None or not starts:
        raise RuntimeError("сборка не оставила отчёта")
    return {"чтение, проверка, страницы MkDocs": starts[0] - start, **plugin.report.phases}, plugin.report.worker_seconds


def _peak_bytes() -> int:
    """Of the largest process: this one or one that it has waited for."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) * _UNIT


def main() -> int:
    """``python -m bench.one --records N`` prints one JSON line."""
    parser = argparse.ArgumentParser(prog="python -m bench.one", description="Замер одной сборки")
    parser.add_argument("--records", type=int, default=1000, help="сколько записей")
    parser.add_argument("--seed", type=int, default=synthetic.SEED)
    options = parser.parse_args()
    print(json.dumps(run_one(options.records, options.seed), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
