#!/bin/sh
# What tools/proposal-draft.sh made of an issue → a branch with the draft, a request to merge it, a reply:
#   tools/proposal-publish.sh FOLDER
# Has the right to write, so it runs no code of the project and takes nothing but the three files:
# the path must be that of a practice, the number a number, the rest are files handed on as they are.
# GitHub: needs git, gh and GH_TOKEN. GitLab: git, curl and PROPOSAL_TOKEN. BASE names the main branch.
set -eu
folder=$1
base=${BASE:-main}
[ -f "$folder/number" ] || { echo "Обращение не о практике, делать нечего."; exit 0; }
number=$(cat "$folder/number")
case $number in '' | *[!0-9]*) echo "Ошибка: номер обращения – не число" >&2; exit 2 ;; esac
branch="proposal/issue-$number"
title="Практика из обращения № $number"
reply="$folder/reply.md"

# The former reply of this robot is written anew; with «again» a new one is added.
say() {
  if [ -n "${GITLAB_CI:-}" ]; then
    curl --silent --show-error --fail --output /dev/null --header "PRIVATE-TOKEN: $PROPOSAL_TOKEN" \
      --data-urlencode "body@$1" "$CI_API_V4_URL/projects/$CI_PROJECT_ID/issues/$number/notes"
  else
    { [ -z "${2:-}" ] && gh issue comment "$number" --edit-last --body-file "$1" 2>/dev/null; } || gh issue comment "$number" --body-file "$1"
  fi
}

if [ ! -f "$folder/path" ]; then
  say "$reply"
  exit 0
fi
path=$(cat "$folder/path")
{ [ "$(wc -l < "$folder/path")" -le 1 ] && printf '%s\n' "$path" | grep -Eqx 'practices/[0-9]{4}/[a-z0-9-]{1,80}\.yml'; } || { echo "Ошибка: «$path» – не место практики" >&2; exit 2; }

if git ls-remote --exit-code origin "refs/heads/$branch" >/dev/null; then
  if [ -f "$folder/edited" ]; then
    printf 'Черновик из этого обращения уже лежит в ветке `%s`. Правки обращения его не меняют: правьте файл там.\n' "$branch" > "$folder/said.md"
    say "$folder/said.md" again
  fi
  exit 0
fi

git switch --quiet --create "$branch"
if [ -e "$path" ]; then echo "Ошибка: файл $path уже есть" >&2; exit 2; fi
mkdir -p "$(dirname "$path")"
cp "$folder/record.yml" "$path"
git add -- "$path"
git -c user.name="smarteka" -c user.email="smarteka@users.noreply.invalid" commit --quiet -m "Draft of a practice from issue #$number"

cp "$reply" "$folder/said.md"
if [ -n "${GITLAB_CI:-}" ]; then
  git push --quiet -o merge_request.create -o "merge_request.target=$base" -o "merge_request.title=$title" \
    "https://oauth2:$PROPOSAL_TOKEN@$CI_SERVER_HOST/$CI_PROJECT_PATH.git" "$branch"
  printf '\nВетка с черновиком: `%s`, запрос на слияние открыт.\n' "$branch" >> "$folder/said.md"
else
  git push --quiet origin "$branch"
  { cat "$reply"; printf '\nCloses #%s\n' "$number"; } > "$folder/request.md"
  if request=$(gh pr create --head "$branch" --base "$base" --title "$title" --body-file "$folder/request.md"); then
    printf '\nЗапрос на слияние: %s\n' "$request" >> "$folder/said.md"
  else # the repository does not let workflows open requests
    printf '\nВетка с черновиком: `%s`. Открыть запрос на слияние: %s/%s/compare/%s?expand=1\n' \
      "$branch" "${GITHUB_SERVER_URL:-}" "${GITHUB_REPOSITORY:-}" "$branch" >> "$folder/said.md"
  fi
fi
say "$folder/said.md"
