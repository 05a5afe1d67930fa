"""``smarteka serve``"""

from __future__ import annotations

import logging
import os
import re
import socket
import sys
from pathlib import Path

import click

from generator.local_requests import NAMES, host_in

from . import console
from .site_faults import print_site_fault
from .speech import RussianCommand
from .variables import check_variables


@click.command(
    cls=RussianCommand, name="serve",
    help="Собрать сайт и показать его на этом компьютере: http://127.0.0.1:8000/. После правки записи страница обновится сама, "
    "черновики видны с пометкой. Форма для редактора – на странице /admin/; с /admin/?review она кладёт записи на ветки git. "
    "Остановить – Ctrl+C.",
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="ЧИСЛО", help="Порт; по умолчанию 8000.")
@click.option(
    "--allow-host", "names", multiple=True, metavar="ИМЯ",
    help="Отвечать и на это имя: сервера-посредника, облачной среды (8000-….gitpod.io). Без него – только имена этого компьютера и адреса из цифр. Можно повторять.",
)
@click.pass_context
def command(ctx: click.Context, port: int, names: tuple[str, ...]) -> int:
    root: Path = ctx.obj
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(f"в «{root}» нет mkdocs.yml: сайт из этой папки не собрать", ctx)
    console.today()  # report a wrong day before anything starts
    check_variables(ctx)
    if (wrong := next((name for name in names if not host_in(name)), None)) is not None:
        raise click.UsageError(f"--allow-host: «{wrong}» – не имя; оно стоит в адресе между // и следующей косой чертой", ctx)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise click.UsageError(f"порт {port} занят; возьмите другой: smarteka serve --port {port % 65535 + 1}", ctx) from None
    from mkdocs.commands.serve import serve

    from generator.mkdocs_plugin import ErrorsInRecords

    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_in_russian)
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[handler])
    for noisy in ("pymorphy3", "watchdog"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    print(f"Сайт откроется на http://127.0.0.1:{port}/, форма для редактора – на http://127.0.0.1:{port}/admin/ (остановить – Ctrl+C)", file=sys.stderr)
    os.environ[NAMES] = " ".join((os.environ.get(NAMES, ""), *names))  # the only way to pass it through MkDocs
    try:
        serve(str(root / "mkdocs.yml"), livereload=True, dev_addr=f"127.0.0.1:{port}", site_url=f"http://127.0.0.1:{port}/")
    except ErrorsInRecords:
        print("Сайт не открыт: исправьте ошибки (smarteka check) и запустите команду ещё раз.", file=sys.stderr)
        return 1
    except Exception as fault:
        return print_site_fault(fault)
    return 0


# Messages of the server: beginning → replacement; an empty one suppresses the message.
_WORDS = {
    "Building documentation...": "Собираю сайт…",
    "Cleaning site directory": "",
    "Смартека: ": "… ",
    "Documentation built in ": "",
    "Watching paths for changes: ": "",
    "Serving on ": "Сайт открыт: ",
    "Browser connected: ": "",
    "Detected file changes": "Вижу правку.",
    "Reloading browsers": "Открытые страницы обновляются.",
    "Shutting down...": "Остановлено.",
}


def _in_russian(record: logging.LogRecord) -> bool:
    """A logging filter: translates messages of the server into Russian or suppresses them; unknown ones pass unchanged.

    Diagnostics of records are formatted as by ``check``.
    """
    if (found := getattr(record, "diagnostic", None)) is not None:
        record.msg, record.args = console.line(found), ()
        return True
    if record.levelno > logging.INFO:
        return True
    text = re.sub(r"^\[[\d:]+\] ", "", record.getMessage())
    for beginning, words in _WORDS.items():
        if text.startswith(beginning):
            record.msg, record.args = words + text.removeprefix(beginning), ()
            return bool(words)
    return True
