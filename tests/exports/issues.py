"""Issues of the digest as documents, for the tests of all writers."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from publishing import ROOT, SAMPLE

from generator.exports.digest.compose import compose
from generator.exports.digest.document import DigestDocument, Entry, Section, TopPlace
from generator.exports.digest.formats import TEMPLATES
from generator.model.digest import Digest
from generator.pipeline import check
from generator.wording.blocks import Block, Span

SITE = "https://smarteka.example/"
TEMPLATE_FOLDER = ROOT / TEMPLATES


@lru_cache(maxsize=2)
def issue_of(root: Path) -> DigestDocument:
    """The first issue of a base, composed."""
    base = check(root, date(2022, 1, 10)).base
    return compose(base, base.all(Digest)[0], SITE, "Смартека")


def sample_issue() -> DigestDocument:
    """Invented, with a table, a link, nested markup, a promise, an acting head, a practice that stands twice."""
    return issue_of(SAMPLE)


def published_issue() -> DigestDocument:
    return issue_of(ROOT)


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
