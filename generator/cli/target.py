"""``smarteka target``"""

from __future__ import annotations

import json
from typing import Any

import click

from generator.analysis.target_form import DAY_UNITS, calculate
from generator.analysis.target_json import in_words
from generator.analysis.targets import RULES, Position
from generator.wording.targets import DOUBT_KINDS, POSITIONS

from .options import format_option
from .speech import RussianCommand

_PARTS = (("current", "Сейчас"), ("first_year", "К концу первого года"), ("position", "По месту региона"))


@click.command(
    cls=RussianCommand, name="target",
    help=f"Рассчитать цель показателя по методике НСИ, с ходом расчёта. ПОКАЗАТЕЛЬ: {', '.join(RULES)}.",
)
@click.argument("kind", metavar="ПОКАЗАТЕЛЬ", type=click.Choice([k.value for k in RULES]))
@click.option("--current", metavar="ЧИСЛО", help="Текущее значение, если оно известно.")
@click.option("--yes", metavar="ЧИСЛО", help="Ответов «Да» на первый вопрос.")
@click.option("--rather-yes", metavar="ЧИСЛО", help="Ответов «Скорее да».")
@click.option("--rather-no", metavar="ЧИСЛО", help="Ответов «Скорее нет».")
@click.option("--no", metavar="ЧИСЛО", help="Ответов «Нет».")
@click.option("--promoters", metavar="ЧИСЛО", help="Оценок 9–10.")
@click.option("--passives", metavar="ЧИСЛО", help="Оценок 7–8.")
@click.option("--detractors", metavar="ЧИСЛО", help="Оценок 0–6.")
@click.option("--timings", multiple=True, metavar="ТЕКСТ", help="Замеры одного учреждения: «Городская: 4 5 6,5»; можно повторять.")
@click.option("--unit", type=click.Choice(DAY_UNITS), metavar="|".join(DAY_UNITS), help="Дни: любые, календарные, рабочие.")
@click.option("--benchmark", metavar="ЧИСЛО", help="Свой долгосрочный ориентир для времени, дней.")
@click.option(
    "--position", type=click.Choice([p.value for p in Position]), metavar="|".join(Position),
    help=f"Место региона: {', '.join(POSITIONS.values())}.",
)
@click.option("--mean", metavar="ЧИСЛО", help="Среднее по стране.")
@click.option("--best", metavar="ЧИСЛО", help="Лучшее значение.")
@format_option()
@click.pass_context
def command(ctx: click.Context, /, kind: str, form: str, timings: tuple[str, ...], **options: str | None) -> int:
    fields = {"kind": kind, "timings": "\n".join(timings), **{name: value for name, value in options.items() if value is not None}}
    found = in_words(calculate(fields))
    if found["problems"]:
        raise click.UsageError(" ".join(f"--{p['field'].replace('_', '-')}: {p['text']}" for p in found["problems"]), ctx)
    print(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else _as_text(found))
    return 0


def _as_text(found: dict[str, Any]) -> str:
    lines: list[str] = []
    for name, title in _PARTS:
        if outcome := found[name]:
            lines += ["", f"{title}: {outcome['shown'] or 'не определить'}", *(f"  {step}" for step in outcome["steps"])]
            lines += _doubts(outcome["doubts"])
    return "\n".join([*lines[1:], *_doubts(found["doubts"])])


def _doubts(items: list[dict[str, str]]) -> list[str]:
    return [f"  {DOUBT_KINDS[d['kind']]}: {d['text'][0].lower()}{d['text'][1:]}" for d in items]
