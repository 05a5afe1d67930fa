"""``smarteka similar``"""

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
    from generator.analysis.similarity import TextSimilarity
    from generator.rendering.views.facts import Facts


@click.command(
    cls=RussianCommand, name="similar",
    help="Похожие практики и чем они похожи. ЧТО – id практики или файл черновика; для файла ещё и "
    "предупреждение, если такая запись, видимо, уже есть.",
)
@click.argument("what", metavar="ЧТО")
@click.option("--limit", type=click.IntRange(1, 100), default=5, metavar="ЧИСЛО", help="Сколько показать; по умолчанию 5.")
@format_option()
@click.pass_context
def command(ctx: click.Context, what: str, limit: int, form: str) -> int:
    from generator.analysis.similarity import similar_to_text
    from generator.model.practice import Practice
    from generator.rendering.views.facts import Facts

    root: Path = ctx.obj
    checked = check(root, console.today())
    base = checked.base
    practice = given_record(ctx, checked.with_drafts, Practice, what)
    if practice is None:
        return 1
    with console.working("похожие"):
        found = similar_to_text(base, practice, limit)
    facts = Facts(base, console.today())
    if form == "json":
        print(json.dumps(_as_json(facts, what, found), ensure_ascii=False, indent=2))
    else:
        _print(facts, found)
    return 0


def _as_json(facts: Facts, what: str, found: TextSimilarity) -> dict[str, Any]:
    from generator.rendering.views.practice import reason_in_words

    return {
        "query": what,
        "similar": [
            {
                "id": s.practice.id,
                "title": s.practice.title,
                "url": f"practices/{s.practice.id}/",
                "score": round(s.score, 3),
                "reasons": [
                    {"kind": r.kind.value, "shared": list(r.shared), "text": reason_in_words(facts, r)} for r in s.reasons
                ],
            }
            for s in found.similar
        ],
        "duplicates": [
            {
                "id": t.practice.id,
                "title": t.practice.title,
                "verdict": t.verdict.value,
                "title_ratio": round(t.title, 3),
                "text_ratio": round(t.text, 3),
                "words_ratio": round(t.words, 3),
                "phrases": list(t.phrases),
                "shared": list(t.shared),
            }
            for t in found.twins
        ],
    }


def _print(facts: Facts, found: TextSimilarity) -> None:
    from generator.analysis.similarity import Verdict
    from generator.rendering.views.practice import reason_in_words

    for s in found.similar:
        reasons = "; ".join(reason_in_words(facts, r) for r in s.reasons)
        print(f"{s.score:.2f}  {s.practice.title} ({s.practice.id})\n      {reasons}")
    if not found.similar:
        print("Похожих практик нет.", file=sys.stderr)
    for twin in found.twins:
        word = "Такая запись, видимо, уже есть" if twin.verdict is Verdict.SAME else "Проверьте, не повтор ли это"
        shared = f" Общее: {', '.join(twin.phrases or twin.shared)}." if twin.phrases or twin.shared else ""
        print(
            f"{word}: «{twin.practice.title}» ({twin.practice.id}); названия совпадают на {twin.title:.0%}, "
            f"фразы – на {twin.text:.0%}, слова – на {twin.words:.0%}.{shared}",
            file=sys.stderr,
        )
