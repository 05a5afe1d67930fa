"""Writing alone: pages that are already rendered → files. ``write.py PACK SITE``; knows nothing of the package."""

import json
import sys
from pathlib import Path


def main() -> int:
    pack, site = Path(sys.argv[1]), Path(sys.argv[2])
    with pack.open("rb") as pages:
        while head := pages.readline():
            id, size = json.loads(head)
            folder = site / "practices" / id
            folder.mkdir(parents=True)
            (folder / "index.html").write_bytes(pages.read(size))
    return 0


if __name__ == "__main__":
    sys.exit(main())
