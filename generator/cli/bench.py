"""``smarteka bench``"""

from __future__ import annotations

import json
import sys

import click

from .speech import RussianCommand


@click.command(
    cls=RussianCommand, name="bench",
    help="Собрать сайт из придуманных записей во временной папке и напечатать одну строку JSON с числами.",
)
@click.option("--records", type=click.IntRange(1, 200_000), required=True, metavar="ЧИСЛО", help="Сколько практик придумать.")
@click.pass_context
def command(ctx: click.Context, records: int) -> int:
    try:
        from bench.one import run_one
    except ModuleNotFoundError as fault:
        if fault.name not in ("bench", "bench.one"):
            raise
        print("Ошибка: папки bench нет; запустите команду из репозитория Смартеки.", file=sys.stderr)
        return 2
    print(json.dumps(run_one(records), ensure_ascii=False))
    return 0
