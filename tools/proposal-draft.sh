#!/bin/sh
# An issue «Предложить практику» → a draft and a reply, in FOLDER; for any service or by hand:
#   tools/proposal-draft.sh EVENT FOLDER
# EVENT is the JSON of the event (GitHub: the issue; GitLab: the payload of the webhook). The text of the
# issue is data from anybody: it goes from file to file and never through a shell.
# FOLDER gets: number, reply.md, where a draft could be made path and record.yml, and edited where the
# author changed the text. An issue without
# the label «практика» gives nothing. Needs smarteka and no secret. Ends with 2 where it could not run.
set -u
event=$1
folder=$2
mkdir -p "$folder" || exit 2
rm -f "$folder/number" "$folder/reply.md" "$folder/path" "$folder/record.yml" "$folder/body.md" "$folder/edited"

python3 - "$event" "$folder" <<'PYTHON' || exit 2
import json
import pathlib
import sys

event, folder = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")), pathlib.Path(sys.argv[2])
issue = event.get("issue") or event.get("object_attributes") or {}
labels = issue.get("labels") or event.get("labels") or []
if any((label.get("name") or label.get("title")) == "практика" for label in labels):
    number = int(issue.get("number") or issue["iid"])
    body = issue.get("body") or issue.get("description") or ""
    (folder / "number").write_text(f"{number}\n", encoding="utf-8")
    (folder / "body.md").write_text(body, encoding="utf-8")
    if {"body", "description"} & set(event.get("changes") or {}):
        (folder / "edited").touch()
PYTHON
[ -f "$folder/number" ] || exit 0

smarteka new practice --from-issue "$folder/body.md" --answer "$folder/reply.md" > "$folder/path"
code=$?
if [ "$code" -eq 0 ]; then
  cp "$(cat "$folder/path")" "$folder/record.yml"
else
  rm -f "$folder/path"
fi
[ "$code" -le 1 ] && [ -f "$folder/reply.md" ] || exit 2
cat "$folder/reply.md"
