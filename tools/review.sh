#!/bin/sh
# What continuous integration says of a branch, for any service or by hand:
#   tools/review.sh [BASE] [FOLDER]
# Checks what the branch touches against BASE (default: the main branch, as smarteka review finds it), writes the comment for reviewers to
# FOLDER/review.md and a preview that opens by double click to FOLDER/preview (default: review/).
# Needs the command smarteka; uses no secret and writes nothing outside FOLDER.
# Ends with 1 where records have errors (no preview then), 2 where it could not run.
set -u
base=${1:-}
folder=${2:-review}
if ! command -v smarteka > /dev/null; then
  echo "Команда smarteka не найдена. В папке базы: make site, потом source .venv/bin/activate." >&2
  exit 2
fi
mkdir -p "$folder" || exit 2

smarteka review ${base:+"$base"} > "$folder/review.md" || exit 2
cat "$folder/review.md"
if [ -n "$base" ]; then changed="--changed=$base"; else changed=--changed; fi
smarteka check "$changed" --format "${SMARTEKA_FORMAT:-text}"
code=$?
[ "$code" -eq 0 ] || exit "$code"
smarteka build --offline --drafts --site-dir "$folder/preview" || exit

# Where reviewers find the preview: the services keep it with what the run has made.
if [ -n "${GITHUB_RUN_ID:-}" ]; then
  preview="[файл «review»]($GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID#artifacts), в нём откройте \`preview/index.html\`"
elif [ -n "${CI_JOB_URL:-}" ]; then
  preview="[файлы задания]($CI_JOB_URL/artifacts/browse/$folder/preview/), в них откройте \`index.html\`"
else
  preview="\`$folder/preview/index.html\`, открывается двойным щелчком"
fi
printf '\n## Посмотреть\n\nСайт с этими правками: %s. Черновики на нём видны, с пометкой.\n' "$preview" >> "$folder/review.md"
