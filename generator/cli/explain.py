"""``smarteka explain``"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

import click

from .speech import RussianCommand

_WIDTH = 96


@click.command(
    cls=RussianCommand, name="explain",
    help="Что значит замечание проверки, почему так и как исправить – с неверным и верным примером. КОД стоит в "
    "квадратных скобках замечания; без него – список всех кодов. То же есть на сайте, в разделе /codes/.",
)
@click.argument("code", metavar="[КОД]", required=False)
@click.pass_context
def command(ctx: click.Context, code: str | None) -> int:
    from generator.wording.codes import explanations

    known = explanations()
    if code is None:
        print("\n".join(_list()))
        return 0
    name = code.strip("[]").lower()
    if name not in known:
        from generator.wording.nearest import nearest

        guess = nearest(name, list(known))
        hint = f"возможно, {guess}" if guess else "все коды: smarteka explain"
        raise click.UsageError(f"нет замечания с кодом «{code}»; {hint}", ctx)
    found = known[name]
    print(f"{found.code} – {'предупреждение' if found.warning else 'ошибка'}\n{found.title}.\n")
    print("\n".join(textwrap.wrap(found.text, _WIDTH)))
    print("\n".join(("", "Неверно", *_example(found.wrong), "", "Верно", *_example(found.right))))
    return 0


def _list() -> Iterator[str]:
    from generator.wording.codes import GROUPS, explanations

    for group, title in GROUPS.items():
        yield f"{title}:"
        yield from (f"  {e.code:28} {e.title}" for e in explanations().values() if e.group == group)


def _example(pieces: Mapping[str, str]) -> Iterator[str]:
    from generator.wording.codes import visible

    for file, text in pieces.items():
        if file:
            yield f"  {visible(file)}:"
        yield from (f"    {line}" for line in text.rstrip("\n").split("\n"))
