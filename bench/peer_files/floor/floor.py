"""Jinja2 alone: records as JSON lines → pages. ``floor.py RECORDS SITE``; knows nothing of the package."""

import json
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def main() -> int:
    records, site = Path(sys.argv[1]), Path(sys.argv[2])
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    template = environment.get_template("page.html")
    with records.open(encoding="utf-8") as lines:
        for line in lines:
            practice = json.loads(line)
            folder = site / "practices" / practice["id"]
            folder.mkdir(parents=True)
            (folder / "index.html").write_bytes(template.render(practice).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
