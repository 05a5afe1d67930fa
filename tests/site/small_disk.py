"""Builds a site on a disk of its own that is too small, in a namespace where anybody may mount one; tells as JSON how it went.

Run as ``unshare -rm python small_disk.py FOLDER ROOT PREVIOUS``: the disk is mounted at FOLDER and holds the previous
site and room for three quarters of another one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from publishing import SAMPLE_TODAY, command, tree


def main(folder: Path, root: Path, previous: Path) -> None:
    pages = sum(-(-path.stat().st_size // 4096) for path in previous.rglob("*") if path.is_file())
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={pages * 4096 * 7 // 4}", "none", folder], check=True)
    site = folder / "site"
    shutil.copytree(previous, site)
    before = tree(site)
    run = command("smarteka", "--root", root, "build", "--site-dir", site, SMARTEKA_TODAY=SAMPLE_TODAY)
    print(json.dumps({
        "code": run.code, "said": run.err, "untouched": tree(site) == before, "names": sorted(path.name for path in folder.iterdir()),
    }))


main(*map(Path, sys.argv[1:]))
