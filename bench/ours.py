"""Смартека as a contestant: ``smarteka build`` on the synthetic content root, by its contract."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from . import synthetic
from .contestant import Input, Missing, Prepared, Step, version_of

SEARCH = ("pagefind", "search")  # what below a site may be the search index


def command() -> Path:
    """``smarteka`` of the environment that measures."""
    return Path(sys.executable).parent / ("smarteka.exe" if sys.platform == "win32" else "smarteka")


def ours(folder: Path, given: Input) -> Prepared:
    """Records with everything that a build of the repository reads beside them."""
    smarteka = command()
    if not smarteka.is_file():
        raise Missing(f"нет команды {smarteka}: pip install -e .")
    tried = subprocess.run((smarteka, "build", "--help"), capture_output=True, text=True, check=False)
    if tried.returncode:
        last = (tried.stderr.strip().splitlines() or ["без сообщения"])[-1]
        raise Missing(f"smarteka build не запускается: {last}")
    root, site = folder / "root", folder / "site"
    synthetic.write(root, given.records, given.seed, given.source)
    # Office files of issues are no part of what the peers make; they have a line of their own in the README.
    build = ("env", "SMARTEKA_DIGEST_FILES=false", str(smarteka), "--root", str(root), "build", "--site-dir", str(site))
    steps = (Step("build", build, folder),)
    return Prepared("ours", "Смартека", version_of("smarteka"), folder, site, SEARCH, steps)
