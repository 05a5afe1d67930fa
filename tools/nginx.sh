#!/bin/sh
# A test runs the configuration of deploy/nginx. Where nginx is neither there nor to be had, the test says that it was skipped.
set -eu
if command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Ставлю nginx для проверки настроек сервера…" >&2
  # Only the program: no service is started, no port is taken.
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends nginx-light >/dev/null; } ||
    echo "nginx не поставился: проверка настроек сервера будет пропущена" >&2
else
  echo "nginx нет: проверка deploy/nginx будет пропущена (apt-get install nginx-light)" >&2
fi
