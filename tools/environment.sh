#!/bin/sh
# Make the virtual environment with everything from the lock file.
# Usage: environment.sh PYTHON VENV
set -eu
python=$1
venv=$2
export PIP_DISABLE_PIP_VERSION_CHECK=1

if ! command -v "$python" >/dev/null 2>&1; then
  echo "Ошибка: нет $python. Поставьте Python 3.11 или новее: apt-get install python3 python3-venv" >&2
  exit 2
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Ошибка: нужен Python 3.11 или новее, а $python – $("$python" -V 2>&1). Укажите другой: make site PYTHON=python3.12" >&2
  exit 2
fi
if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
  # Debian and Ubuntu keep venv in a package of its own.
  package=$("$python" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Ставлю $package…" >&2
    apt-get update -qq && { apt-get install -y -qq "$package" || apt-get install -y -qq python3-venv; } >/dev/null
  else
    echo "Ошибка: у $python нет модуля venv. Поставьте: sudo apt-get install $package" >&2
    exit 2
  fi
fi
echo "Готовлю окружение в $venv (первый раз – около минуты)…" >&2
# A venv made by an interpreter that is gone or of another version is made anew.
wanted=$("$python" -c 'import sys; print(sys.version_info[:2])')
if ! "$venv/bin/python" -c "import sys; sys.exit(str(sys.version_info[:2]) != '$wanted')" >/dev/null 2>&1; then
  rm -rf "$venv"
  "$python" -m venv "$venv"
fi
if ! "$venv/bin/python" -m pip install -q --require-hashes -r requirements.lock; then
  echo "Ошибка: пакеты не поставились, причина выше. Нужны интернет или свой каталог пакетов (настройки pip) и место на диске; потом повторите команду." >&2
  exit 2
fi
"$venv/bin/python" -m pip install -q --no-build-isolation --no-deps -e .
