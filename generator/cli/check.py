"""``smarteka check``"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.model.diagnostic import Diagnostic, Severity

from . import console
from .speech import RussianCommand


@click.command(
    cls=RussianCommand,
    name="check",
    help="Проверить записи. Без ПУТЕЙ – все; с путями читается вся база, а показываются замечания к этим "
    "файлам и папкам.",
)
@click.argument("paths", nargs=-1, metavar="[ПУТЬ…]", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=False,
    metavar="text|json|github|sarif", help="Вид ответа; по умолчанию text.",
)
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], form: str) -> int:
    root: Path = ctx.obj
    wanted = [_relative(root, path, ctx) for path in paths]
    from generator.pipeline import check

    checked = check(root, console.today())
    diagnostics = [d for d in checked.diagnostics if not wanted or _below(d, wanted)]
    records = {kind: n for kind, n in checked.base.counts().items() if n}
    if form == "json":
        print(console.as_json(diagnostics, records))
    elif form == "sarif":
        print(console.as_sarif(diagnostics))
    elif form == "github":
        print(console.as_github(diagnostics), end="")
    else:
        print(console.as_text(diagnostics), end="")
    print(console.summary(diagnostics, records, len(checked.with_drafts.drafts)), file=sys.stderr)
    return 1 if any(d.severity is Severity.ERROR for d in diagnostics) else 0


def _relative(root: Path, path: Path, ctx: click.Context) -> str:
    """A path given by the user, below the root; tried from the working folder, then from the root."""
    for candidate in (Path.cwd() / path, root / path):
        if candidate.exists():
            try:
                return candidate.resolve().relative_to(root).as_posix()
            except ValueError:
                raise click.UsageError(f"«{path}» лежит вне базы {root}", ctx) from None
    raise click.UsageError(f"«{path}»: такого файла или папки нет", ctx)


def _below(diagnostic: Diagnostic, wanted: list[str]) -> bool:
    places = [diagnostic.location.path, *(place.path for place in diagnostic.related)]
    return any(w == "." or p == w or p.startswith(f"{w}/") for p in places for w in wanted)
