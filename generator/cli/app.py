"""The main command group: names, one-line helps, ``--root``, lazy imports."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import __version__

from .lazy_group import LazyGroup
from .paths import GIVEN_PATH

# name → (module, one-line help)
COMMANDS = {
    "check": ("check", "Проверить записи: ошибки с файлом, строкой и подсказкой."),
    "explain": ("explain", "Объяснить замечание проверки: что не так и как исправить, с примером."),
    "build": ("build", "Собрать сайт целиком."),
    "serve": ("serve", "Открыть сайт у себя; правки видны сразу."),
    "search": ("search", "Найти в базе по словам."),
    "similar": ("similar", "Показать похожие практики и чем они похожи."),
    "completeness": ("completeness", "Показать, чего в практике не хватит региону, который захочет её повторить."),
    "follow-up": ("follow_up", "Показать анонсы и пилоты, которые пора проверить, и что было обещано."),
    "target": ("target", "Рассчитать цель показателя по методике НСИ."),
    "new": ("new", "Создать черновик записи с подсказками."),
    "publish": ("publish", "Опубликовать черновики: выпуск вместе с его практиками."),
    "fmt": ("fmt", "Привести файлы записей к одному виду."),
    "review": ("review", "Написать для проверяющего, что меняет эта ветка."),
    "rename": ("rename", "Сменить id записи вместе со всеми ссылками на неё."),
    "migrate": ("migrate", "Переименовать подкатегорию, поле или слово, слить регионы – во всех записях сразу."),
    "links": ("links", "Проверить, открываются ли адреса, которые называют записи."),
    "import": ("import_", "Принять документ: из Word, PDF или текста – черновики записей."),
    "digest": ("digest", "Выпуски дайджеста: Word, PDF, письмо, Telegram."),
    "roadmap": ("roadmap", "Дорожные карты: собрать из жизненной ситуации, проверить, выгрузить."),
    "adoption-request": ("adoption_request", "Составить запрос на внедрение практики: письмо её владельцу."),
    "report": ("report", "Отчёты о внедрении РСС: сравнить два."),
    "export": ("export", "Выгрузить базу: JSON, CSV, Excel, SQLite, OpenSearch."),
    "schemas": ("schemas", "Обновить JSON-схемы записей и настройки редакторов."),
    "bench": ("bench", "Измерить сборку на придуманных записях."),
}


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        print(f"smarteka {__version__}")
        ctx.exit(0)


def find_root(start: Path) -> Path | None:
    """The nearest folder with mkdocs.yml, from ``start`` upward."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    return None


def _looks_like_a_base(folder: Path) -> bool:
    """A mistyped folder must not be taken for an empty base without errors."""
    return (folder / "mkdocs.yml").is_file() or any(
        (folder / name).is_dir() for name in ("practices", "regions", "life_situations", "digests")
    )


class _Application(LazyGroup):
    """Accepts ``--root`` also after the command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _root_first(args))


def _root_first(args: list[str]) -> list[str]:
    """``check --root base practices`` → ``--root base check practices``; arguments after ``--`` are left alone."""
    end = args.index("--") if "--" in args else len(args)
    moved: list[str] = []
    rest: list[str] = []
    waiting = iter(args[:end])
    for arg in waiting:
        if arg.startswith("--root="):
            moved.append(arg)
        elif arg == "--root" and (folder := next(waiting, None)) is not None:
            moved += [arg, folder]
        else:
            rest.append(arg)
    return [*moved, *rest, *args[end:]]


@click.command(
    cls=_Application,
    registry=COMMANDS,
    help="Смартека: открытая база региональных практик. Записи YAML проверяются и становятся сайтом.",
    epilog="Код выхода: 0 – всё в порядке, 1 – в записях ошибки, 2 – команда не выполнена.",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.option(
    "--root", metavar="ПАПКА", type=GIVEN_PATH,
    help="Корень базы; по умолчанию ближайшая папка вверх с mkdocs.yml. Годится и после команды.",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Показать версию и выйти.")
@click.pass_context
def application(ctx: click.Context, root: Path | None) -> int | None:
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())
        return 2
    if root is not None and not root.is_dir():
        raise click.UsageError(f"--root: папки «{root}» нет", ctx)
    needs_base = ctx.invoked_subcommand not in ("bench", "target", "explain")  # these read no base: one makes its own
    if root is not None and needs_base and not _looks_like_a_base(root):
        raise click.UsageError(f"--root: в «{root}» нет ни mkdocs.yml, ни папок с записями", ctx)
    found = root if root is not None else find_root(Path.cwd())
    asks_help = any(a in ("--help", "-h") for a in sys.argv[1:])
    if found is None and needs_base and not asks_help:
        raise click.UsageError(
            "не найден корень базы: ни в этой папке, ни выше нет mkdocs.yml; перейдите в папку базы или укажите --root", ctx
        )
    ctx.obj = (found or Path.cwd()).resolve()
    return None


