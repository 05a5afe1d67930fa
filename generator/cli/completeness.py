"""``smarteka completeness``"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import console
from .base import check
from .given_record import given_record
from .options import format_option
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.analysis.completeness import Completeness, FactPoints


@click.command(
    cls=RussianCommand, name="completeness",
    help="Полнота паспорта: чего не хватит региону, который захочет повторить практику, – сумма очков из 100 и за что они. "
    "ЧТО – id практики или файл черновика; без него – все практики, от самых неполных.",
)
@click.argument("what", metavar="[ЧТО]", required=False)
@format_option()
@click.pass_context
def command(ctx: click.Context, what: str | None, form: str) -> int:
    from generator.analysis.completeness import completeness
    from generator.model.practice import Practice

    root: Path = ctx.obj
    base = check(root, console.today()).with_drafts
    if what is not None:
        practice = given_record(ctx, base, Practice, what)
        if practice is None:
            return 1
        found = completeness(practice)
        if form == "json":
            print(json.dumps(_as_json(practice.id, practice.title, found), ensure_ascii=False, indent=2))
            return 0
        print(f"{found.score} из 100 – {practice.title} ({practice.id})")
        for fact in found.facts:
            print(f"{fact.points:4} из {fact.most:2}  {in_words(fact)}")
        return 0
    ranked = sorted(((completeness(p), p) for p in base.all(Practice)), key=lambda pair: (pair[0].score, pair[1].id))
    if form == "json":
        print(json.dumps([_as_json(p.id, p.title, c) for c, p in ranked], ensure_ascii=False, indent=2))
        return 0
    for found, practice in ranked:
        print(f"{found.score:3}  {practice.title} ({practice.id})")
    print("Из чего складываются очки: smarteka completeness ID.", file=sys.stderr)
    return 0


def in_words(told: FactPoints) -> str:
    """«стоимость – нет, впишите resources.cost, если источник говорит»"""
    from generator.analysis.completeness import ONE_NUMBER
    from generator.wording import completeness as wording

    name = wording.FACTS[told.fact]
    if told.missing:
        return f"{name} – нет; впишите {told.fact}, если источник говорит"
    if told.partly:
        return f"{name} – {wording.ONE_NUMBER if told.points == ONE_NUMBER else wording.PROMISED}"
    return name


def _as_json(id: str, title: str, found: Completeness) -> dict[str, Any]:
    return {
        "id": id, "title": title, "score": found.score, "of": 100, "missing": [str(fact) for fact in found.missing],
        "facts": [{"field": str(t.fact), "points": t.points, "of": t.most, "text": in_words(t)} for t in found.facts],
    }
