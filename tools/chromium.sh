#!/bin/sh
# The browser tests drive the system's Chromium. Install it with apt where that is possible.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Ставлю Chromium для проверок в браузере…" >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
else
  echo "Ошибка: нет Chromium, без него проверки в браузере не пройдут. Поставьте: sudo apt-get install chromium" >&2
  echo "Быстрые проверки без браузера: make test-fast" >&2
  exit 2
fi
