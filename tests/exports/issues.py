"""Issues of the digest that no record tells: made of given words, or of as many as it takes."""

from __future__ import annotations

import random
from datetime import date

from publishing import ROOT

from generator.exports.digest.document import DigestDocument, Entry, Section, TopPlace
from generator.exports.digest.formats import TEMPLATES
from generator.wording.blocks import Block, Span

SITE = "https://smarteka.example/"
TEMPLATE_FOLDER = ROOT / TEMPLATES


def entry(number: int, title: str = "Практика", summary: str = "Суть.", text: str = "", **changed: object) -> Entry:
    values: dict[str, object] = {
        "anchor": f"s1-p{number}", "title": title, "regions": "Тульская область",
        "fields": (("Глава региона", "Иван Иванов"),), "summary": summary,
        "text": tuple(Block((Span(part),)) for part in text.split("\n") if part), "results": (), "stage": "работает",
        "announced": False, "address": f"{SITE}practices/p{number}/", "place": None, "seen_in": "",
    }
    return Entry(**(values | changed))  # type: ignore[arg-type]  # the names are those above


def document(*entries: Entry, **changed: object) -> DigestDocument:
    """An issue of one section; nothing in it comes from a record."""
    values: dict[str, object] = {
        "id": "2021-w46", "name": "seriya-2021-w46", "series": "Серия", "dates": "15–21 ноября 2021", "week": "2021-W46",
        "day": date(2021, 11, 21), "lead": "Одна практика", "top_title": "ТОП-1 региональных практик",
        "top": (TopPlace(1, entries[0].title, "Тульская область", "Суть.", f"{SITE}practices/p/", entries[0].anchor),),
        "sections": (Section(1, "Раздел", "s1", entries),), "publisher": "Смартека", "address": f"{SITE}digests/2021-w46/",
        "imprint": ("Собрано в тесте.",),
    }
    return DigestDocument(**(values | changed))  # type: ignore[arg-type]  # as above


def long_issue() -> DigestDocument:
    """Twenty entries, from a line to more than two pages; the same each time."""
    dice = random.Random(46)

    def words(most: int) -> str:
        return " ".join("слово" * dice.randint(1, 3) for _ in range(dice.randint(1, most)))

    return document(*(
        entry(
            n, words(20), words(60), "\n".join(words(90) for _ in range(dice.choice([1, 3, 8, 40]))),
            results=tuple(words(12) for _ in range(dice.randint(0, 9))),
        )
        for n in range(20)
    ))
