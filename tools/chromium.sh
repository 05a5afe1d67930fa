#!/bin/sh
# The browser tests drive the system's Chromium. Install it with apt where that is possible.
set -eu
missing() {
  echo "Ошибка: $1, без него проверки в браузере не пройдут. Поставьте: sudo apt-get install chromium" >&2
  echo "Без браузера: make test-fast (полминуты), после него .venv/bin/python -m pytest -m 'not browser' (остальное)" >&2
  exit 2
}
for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Ставлю Chromium для проверок в браузере…" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || missing "Chromium не поставился (не отвечает сервер пакетов?)"
  # The same browser without windows: a fraction to download, and half the work for each page of a test.
  if apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-liberation >/dev/null 2>&1; then exit 0; fi
  apt-get install -y -qq chromium >/dev/null || missing "Chromium не поставился"
else
  missing "нет Chromium"
fi
