"""``smarteka roadmap new``"""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from . import console
from .base import check
from .new_record import write_draft
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.analysis.targets import Outcome
    from generator.knowledge.base import KnowledgeBase


@click.command(
    cls=RussianCommand, name="new", short_help="Собрать черновик дорожной карты из жизненной ситуации.",
    help="Собрать черновик дорожной карты: показатели целевой модели, решения проблем и практики, которые с ними помогают. "
    "Решения с пометкой (Ф) регион один не выполнит, их в черновике нет. То же собирает страница «Собрать дорожную карту».",
)
@click.argument("region", metavar="РЕГИОН")
@click.argument("situation", metavar="СИТУАЦИЯ")
@click.option("--problem", "problems", multiple=True, type=int, metavar="НОМЕР", help="Номер проблемы; можно повторять. Без него – все.")
@click.option("--practice", "practices", multiple=True, metavar="ID", help="Практика; можно повторять. Без неё – все, что помогают с проблемами.")
@click.option(
    "--current", "currents", multiple=True, metavar="N=ЧИСЛО",
    help="Текущее значение показателя N по порядку: цель первого года посчитается, ход расчёта – в файле. Можно повторять.",
)
@click.option("--id", "id", metavar="ID", help="Имя записи; по умолчанию регион и ситуация.")
@click.option("--title", metavar="ТЕКСТ", help="Название карты.")
@click.pass_context
def command(
    ctx: click.Context, region: str, situation: str, problems: tuple[int, ...], practices: tuple[str, ...],
    currents: tuple[str, ...], id: str | None, title: str | None,
) -> int:
    from generator.analysis.roadmap_draft import compose, federal_only, practice_data, situation_data, with_values
    from generator.editing.roadmap_draft import roadmap_yaml
    from generator.model.life_situation import LifeSituation
    from generator.model.practice import Practice
    from generator.model.region import Region
    from generator.wording.russian import count

    base = check(ctx.obj, console.today()).with_drafts
    known_region = _record(ctx, base, Region, region, "регион")
    known_situation = _record(ctx, base, LifeSituation, situation, "жизненная ситуация")
    numbers = [p.number for p in known_situation.problems]
    if strange := [n for n in problems if n not in numbers]:
        have = f"есть 1–{numbers[-1]}" if numbers else "проблем у неё нет"
        raise click.UsageError(f"--problem: у ситуации нет проблемы {strange[0]}; {have}", ctx)
    others = {p: practice_data(base, _record(ctx, base, Practice, p, "практика")) for p in practices}
    data = situation_data(base, known_situation)
    chosen = list(dict.fromkeys(problems)) or None
    values = compose(
        data, region, known_region.title, problems=chosen, practices=list(dict.fromkeys(practices)) or None, others=others,
        id=id or "", title=" ".join((title or "").split()),
    )
    _check_id(ctx, base, values["id"])
    values_of, computed = _targets(ctx, currents, values.get("kpis", []))
    values = with_values(values, values_of)
    path = f"regions/{region}/roadmaps/{values['id']}.yml"
    write_draft(ctx, path, roadmap_yaml(values, computed), id_option="--id")
    print(path)
    print(
        f"{count(len(values.get('kpis', [])), 'показатель', 'показателя', 'показателей')}, "
        f"{count(len(values.get('measures', [])), 'решение', 'решения', 'решений')}. "
        f"Впишите мероприятия и проверьте: smarteka roadmap check {values['id']}.",
        file=sys.stderr,
    )
    if federal := federal_only(data, chosen):
        listed = ", ".join(map(str, federal))
        print(f"{'У проблемы' if len(federal) == 1 else 'У проблем'} {listed} все решения с пометкой (Ф): своё решение впишите сами, остальное – в предложения для АСИ.", file=sys.stderr)
    return 0


def _record(ctx: click.Context, base: KnowledgeBase, model: type[Any], id: str, name: str) -> Any:
    from generator.knowledge.suggestions import suggest

    record = base.get(model, id)
    if record is None:
        guess = suggest(base, base.registry.kind_of(model), id)
        raise click.UsageError(f"{name} «{id}»: такой записи нет" + (f"; возможно, «{guess}»" if guess else ""), ctx)
    return record


def _check_id(ctx: click.Context, base: KnowledgeBase, id: str) -> None:
    from generator.editing.ids import unfit_or_taken

    if fault := unfit_or_taken(base, "roadmap", id, "tulskaya-karta"):
        raise click.UsageError(f"--id: {fault}; возьмите другой --id", ctx)


def _targets(
    ctx: click.Context, currents: tuple[str, ...], kpis: list[dict[str, Any]]
) -> tuple[dict[int, tuple[Decimal, Decimal | None]], dict[int, Outcome]]:
    """(current value, target or None) and the steps of its calculation, by index of the indicator from 0. Raises click.UsageError."""
    from generator.analysis.target_form import calculate
    from generator.analysis.target_json import in_words

    values: dict[int, tuple[Decimal, Decimal | None]] = {}
    computed: dict[int, Outcome] = {}
    for text in currents:
        number, equals, value = text.partition("=")
        if not equals or not number.strip().isdigit() or not 1 <= int(number) <= len(kpis):
            raise click.UsageError(f"--current: «{text}» не понять; нужно N=ЧИСЛО, N от 1 до {len(kpis)}", ctx)
        place = int(number) - 1
        found = calculate({"kind": kpis[place]["kind"], "current": value})
        if found.value is None:
            problems = [p["text"] for p in in_words(found)["problems"]]
            raise click.UsageError(f"--current: «{text}»: {' '.join(problems)}", ctx)
        values[place] = (found.value, found.first_year.value if found.first_year else None)
        if found.first_year:
            computed[place] = found.first_year
    return values, computed
