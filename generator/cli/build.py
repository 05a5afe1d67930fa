"""``smarteka build``"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.loading.user_cache import caches_disabled
from generator.wording.counting import count, number

from . import console
from .paths import GIVEN_PATH
from .site_faults import print_site_fault
from .speech import RussianCommand
from .variables import check_variables

if TYPE_CHECKING:
    from generator.build_report import Report
    from generator.mkdocs_plugin import SmartekaPlugin
    from generator.reading import Reading

_WHERE = {
    True: "они показаны с пометкой: такой сайт не публикуйте",
    False: "на сайт они не попали; увидеть их: smarteka serve",
}


@click.command(
    cls=RussianCommand, name="build",
    help="Проверить записи и собрать сайт. При ошибках прежний сайт остаётся нетронутым.",
)
@click.option("--site-dir", metavar="ПАПКА", type=GIVEN_PATH, help="Куда писать; по умолчанию site/ в корне базы.")
@click.option("--offline", is_flag=True, help="Собрать папку, которая открывается двойным щелчком, без веб-сервера: с флешки, в закрытой сети.")
@click.option("--drafts", is_flag=True, help="Показать и черновики, с пометкой: предпросмотр для редактора, не для публикации.")
@click.option("--precompress", is_flag=True, help="Положить рядом с файлами их сжатые копии (.gz и .br): серверу не придётся сжимать самому.")
@click.option("--fresh", is_flag=True, help="Собрать всё заново: ничего не брать из прежнего сайта и из того, что осталось от прошлых сборок. Сайт выйдет тот же.")
@click.pass_context
def command(ctx: click.Context, site_dir: Path | None, offline: bool, drafts: bool, precompress: bool, fresh: bool) -> int:
    with caches_disabled(fresh):
        return _build(ctx, site_dir, offline, drafts, precompress)


def _build(ctx: click.Context, site_dir: Path | None, offline: bool, drafts: bool, precompress: bool) -> int:
    root: Path = ctx.obj
    if offline and precompress:
        raise click.UsageError("--offline и --precompress вместе не нужны: папке без веб-сервера сжатые копии ни к чему", ctx)
    target = _target(root, site_dir, ctx)
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(f"в «{root}» нет mkdocs.yml: записи из этой папки можно проверить, но не собрать в сайт", ctx)
    console.today()  # report a wrong day before anything starts
    check_variables(ctx)
    from generator.reading import Reading

    with Reading(root) as reading:  # in worker processes, while this one imports MkDocs and reads its settings
        return _build_of(reading, root, target, offline, drafts, precompress)


def _build_of(reading: Reading, root: Path, target: Path, offline: bool, drafts: bool, precompress: bool) -> int:
    from generator.parallel import gc_paused

    with gc_paused():  # garbage collection took a seventh of the import time
        from mkdocs.commands.build import build

        import generator.building  # noqa: F401  # needed by rendering: import it before this process waits for the records
        from generator.mkdocs_plugin import ErrorsInRecords, load

    logging.getLogger("mkdocs").addHandler(_ToStderr(logging.WARNING))
    try:
        config, plugin = load(root / "mkdocs.yml", target, console.Progress())
        plugin.reading = reading
        plugin.offline = offline
        plugin.drafts = drafts
        plugin.precompress = precompress
        build(config)
    except ErrorsInRecords:
        found = plugin.checked
        assert found is not None  # set before the exception
        print(console.as_text(found.diagnostics), end="")
        summary = console.summary(found.diagnostics, found.base.counts(), len(found.with_drafts.drafts), unread=len(found.base.unreadable))
        print(summary, file=sys.stderr)
        print("Сайт не собран, прежний не тронут. Исправьте ошибки и повторите.", file=sys.stderr)
        return 1
    except Exception as fault:
        return print_site_fault(fault, target)
    _print_report(plugin, target, offline)
    return 0


def _print_report(plugin: SmartekaPlugin, target: Path, offline: bool) -> None:
    """Print what was built, and what to do next."""
    report, checked = plugin.report, plugin.checked
    assert report is not None and checked is not None  # a build without an exception has both
    for remark in report.remarks:
        print(f"Внимание: {remark}", file=sys.stderr)
    if (made := plugin.compressed) is not None:
        from generator.exports.precompress import NO_BROTLI, has_brotli

        if not has_brotli():
            print(f"Внимание: {NO_BROTLI}", file=sys.stderr)
        brotli = f", brotli {_megabytes(made.brotli_bytes)}" if made.brotli_bytes else ""
        print(
            f"Сжатые копии: {count(made.files, 'файл', 'файла', 'файлов')}, {_megabytes(made.bytes)} МБ → gzip {_megabytes(made.gzip_bytes)}{brotli} МБ.",
            file=sys.stderr,
        )
    seconds = number(round(sum(report.phases.values()), 1))
    waiting = len(checked.with_drafts.drafts)
    print(
        f"Готово: {count(report.pages, 'страница', 'страницы', 'страниц')}, {_megabytes(report.bytes)} МБ "
        f"за {seconds} с{_written(report)}. Предупреждений: {len(checked.warnings)} (smarteka check).\n"
        + (f"Черновиков: {waiting}, {_WHERE[plugin.shows_drafts]}.\n" if waiting else "")
        + (f"Откройте двойным щелчком {target / 'index.html'}." if offline else f"Сайт лежит в {target}; посмотреть: smarteka serve."),
        file=sys.stderr,
    )


def _megabytes(size: int) -> str:
    return number(round(size / 1e6, 1))


def _target(root: Path, site_dir: Path | None, ctx: click.Context) -> Path:
    """The absolute output folder. Raises click.UsageError for one that a build must not replace."""
    target = (root / "site" if site_dir is None else Path.cwd() / site_dir).resolve()
    if target == root or root.is_relative_to(target):
        raise click.UsageError(f"--site-dir: «{target}» – сама база или папка над ней", ctx)
    if target.exists() and not target.is_dir():
        raise click.UsageError(f"--site-dir: «{target}» – не папка", ctx)
    if target.is_dir() and any(target.iterdir()) and not (target / "index.html").exists():
        raise click.UsageError(f"--site-dir: в папке «{target}» лежит что-то другое, не сайт; укажите пустую или новую", ctx)
    if target.is_dir() and not os.access(target, os.W_OK):  # otherwise it would fail at the end, when the folder is replaced
        raise click.UsageError(f"--site-dir: папку «{target}» нельзя заменить новым сайтом: нет прав писать в неё", ctx)
    return target


def _written(report: Report) -> str:
    """«; заново сделано 13 файлов из 5 428» if some files were reused from the previous site, else empty."""
    if report.files_written == report.files:
        return ""
    return f"; заново сделано {count(report.files_written, 'файл', 'файла', 'файлов')} из {number(report.files)}"


class _ToStderr(logging.Handler):
    """Prints warnings of MkDocs itself, without a prefix."""

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("mkdocs.plugins.smarteka"):
            print(record.getMessage(), file=sys.stderr)
