#!/bin/sh
# Labels of the repository as .github/labels.json has them: missing ones are made, known ones mended,
# others stay. Needs python3, gh and GH_TOKEN (or a gh that is logged in).
#   tools/labels.sh [FILE]
set -eu
python3 - "${1:-.github/labels.json}" <<'PYTHON'
import json
import pathlib
import subprocess
import sys

for label in json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")):
    subprocess.run(
        ["gh", "label", "create", label["name"], "--color", label["color"], "--description", label["description"], "--force"],
        check=True,
    )
PYTHON
