#!/bin/sh
# Labels of the repository as .github/labels.json has them: missing ones are made, known ones mended,
# others stay. Needs python3, gh and GH_TOKEN (or a gh that is logged in).
#   tools/labels.sh [FILE]
set -eu
if ! command -v gh > /dev/null; then
  echo "Нужна программа gh: https://cli.github.com/. Или запустите на GitHub задание «Метки» (вкладка «Actions»)." >&2
  exit 2
fi
python3 - "${1:-.github/labels.json}" <<'PYTHON'
import json
import pathlib
import subprocess
import sys

try:
    labels = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
except (OSError, ValueError) as fault:
    sys.exit(f"Метки не прочитаны из «{sys.argv[1]}»: {fault}")
for label in labels:
    made = subprocess.run(
        ["gh", "label", "create", label["name"], "--color", label["color"], "--description", label["description"], "--force"],
        check=False,
    )
    if made.returncode:
        sys.exit(f"Метка «{label['name']}» не заведена: gh сказала почему выше; войти в GitHub – gh auth login.")
PYTHON
