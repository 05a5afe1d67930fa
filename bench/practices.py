"""Synthetic practices: what ``narrator`` tells, put into the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from . import phrases, words
from .narrator import Dice, Narrator, Scene
from .shared_content import MARK, Shared

FIRST_YEAR, LAST_YEAR = 2015, 2026
WEEKS = 48  # of each year, from the second on: the first may begin in the year before
LAST_YEAR_WEEKS = 40  # it is not over
LENGTH = 1200  # characters that a reader reads, on average
ENTRIES = 24  # of a digest, as in the published one; more only where a year has too many practices

_KINDS = words.listed("service payment law event organisation infrastructure method digital proposal")
_STAGES = words.listed("running running running scaled scaled pilot pilot closed")
_YOUNG_STAGES = words.listed("announced announced pilot running")
_PROSE = ("title", "question", "summary", "problem", "solution", "steps", "risks")
_CHECK_ON = date(2030, 6, 1)  # announcements of a measurement are never due


@dataclass(frozen=True, slots=True)
class Slot:
    """Where practice ``number`` of ``total`` stands in time: its year and the week of its digest."""

    number: int
    monday: date
    week: int


def slots(total: int) -> Iterator[Slot]:
    """Practices in the order of time, the same number each year, those of a digest side by side."""
    years = LAST_YEAR - FIRST_YEAR + 1
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        first = (year - FIRST_YEAR) * total // years
        after = (year - FIRST_YEAR + 1) * total // years
        weeks = LAST_YEAR_WEEKS if year == LAST_YEAR else WEEKS
        size = max(ENTRIES, -(-(after - first) // weeks))
        issues = max(1, round((after - first) / size))
        for number in range(first, after):
            week = 2 + (number - first) * issues // (after - first) * weeks // issues
            yield Slot(number + 1, date.fromisocalendar(year, week, 1), week)


def practices(total: int, seed: int, shared: Shared) -> Iterator[dict[str, Any]]:
    """All practices, one after the other: nothing is kept but their titles."""
    titles: set[str] = set()
    for slot in slots(total):
        yield _practice(slot, Dice(f"{seed}:{slot.number}"), shared, titles)


def prose_length(practice: dict[str, Any]) -> int:
    """Characters of the texts that a reader reads, without names, dates and numbers in tables."""
    length = 0
    for key in _PROSE:
        value = practice.get(key) or ""
        length += len(value) if isinstance(value, str) else sum(map(len, value))
    return length


def _practice(slot: Slot, dice: Dice, shared: Shared, titles: set[str]) -> dict[str, Any]:
    year = slot.monday.isocalendar().year
    day = slot.monday + timedelta(days=dice.below(5))
    regions = _different(dice, shared.regions, 0 if dice.chance(0.02) else 2 if dice.chance(0.05) else 1)
    subcategories = _different(dice, shared.subcategories, dice.between(1, 2))
    scene = Scene(
        theme=words.THEMES.get(subcategories[0], words.GENERAL),
        people=dice.pick(words.PEOPLE),
        office=dice.pick(words.OFFICES),
        region=shared.regions[regions[0]] if regions else "",
        year=year,
    )
    narrator = Narrator(dice, scene)
    stage = dice.pick(_YOUNG_STAGES if year == LAST_YEAR else _STAGES)
    situations = dice.some(list(shared.problems), 1 if dice.chance(0.6) else 0)
    problems = [p for s in situations for p in dice.some(shared.problems[s], dice.between(0, 2))]
    practice: dict[str, Any] = {
        "id": f"sinteticheskaya-praktika-{slot.number:05d}",
        "title": _title(narrator, titles),
        "question": narrator.tell_one(phrases.QUESTIONS),
        "summary": narrator.tell_one(phrases.SUMMARIES),
        "regions": regions,
        "organisation": _capital(scene.office[1]),
        "direction": dice.pick(list(shared.directions)),
        "subcategories": subcategories,
        "life_situations": situations,
        "helps_with": [{"problem": p, "why": narrator.tell_one(phrases.REASONS)} for p in problems],
        "beneficiaries": scene.people[0],
        "kind": dice.pick(_KINDS),
        "stage": stage,
        "stage_date": day.isoformat(),
        "timeline": _timeline(narrator, year, day) if dice.chance(0.3) else [],
        "problem": " ".join(narrator.tell_some(phrases.PROBLEMS, 2)),
        "solution": "",
        "results": _figures(narrator, year),
        "resources": _resources(narrator) if dice.chance(0.4) else None,
        "steps": narrator.tell_some(phrases.STEPS, 3),
        "risks": narrator.tell_some(phrases.RISKS, 1),
        "legal_acts": [_legal_act(narrator, year)] if dice.chance(0.3) else [],
        "contact": _contact(scene.office[1]) if dice.chance(0.5) else None,
        "story": _story(narrator) if dice.chance(0.15) else None,
        "adoptions": _adoptions(narrator, regions, shared, day) if dice.chance(0.2) else [],
        "check_on": _CHECK_ON.isoformat() if stage == "announced" else None,
        "sources": [_source(slot.number, day)],
    }
    practice["solution"] = _solution(narrator, LENGTH - prose_length(practice))
    return practice


def _different(dice: Dice, titles: dict[str, str], count: int) -> list[str]:
    """Up to ``count`` different ids, the first ones more often than the last."""
    return list(dict.fromkeys(dice.skewed(list(titles)) for _ in range(count)))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _source(number: int, day: date) -> dict[str, Any]:
    return {
        "title": f"{MARK} № {number}",
        "publisher": "bench/synthetic.py",
        "date": day.isoformat(),
        "url": f"https://example.org/synthetic/{number}",
    }


def _title(narrator: Narrator, titles: set[str]) -> str:
    """Like no other title, quotes, «ё» and signs aside."""
    while True:
        title = narrator.tell_one(phrases.TITLES)
        folded = " ".join(re.sub(r"\W", " ", title.casefold().replace("ё", "е")).split())
        if folded not in titles:
            titles.add(folded)
            return title


def _solution(narrator: Narrator, length: int) -> str:
    """Sentences until the record is long enough, in two paragraphs; the last one says what it is."""
    last = f"{MARK}."
    sentences: list[str] = []
    left = length - len(last)
    templates = narrator.dice.some(phrases.SOLUTIONS, len(phrases.SOLUTIONS) - 1)
    while left > 60 and templates:
        sentences.append(narrator.tell(templates.pop()))
        left -= len(sentences[-1]) + 1
    middle = (len(sentences) + 1) // 2
    return "\n\n".join(" ".join(part) for part in (sentences[:middle], sentences[middle:], [last]) if part)


def _timeline(narrator: Narrator, year: int, day: date) -> list[dict[str, Any]]:
    return [
        {"date": year - 1, "text": narrator.tell("Решили начать: {a:nom}"), "stage": "announced"},
        {"date": day.isoformat(), "text": narrator.tell("Заработало: {A:nom} {place}")},
    ]


def _figures(narrator: Narrator, year: int) -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = []
    dice = narrator.dice
    for title, unit, low, high, factor in dice.some(phrases.FIGURES, dice.between(1, 3)):
        before = dice.between(low, high)
        figures.append(
            {
                "title": narrator.tell(title),
                "before": before,
                "after": max(1, round(before * factor)),
                "unit": unit,
                "period": f"{year} год",
                "kind": "plan" if dice.chance(0.2) else "fact",
                "better": "lower" if factor < 1 else "higher",
                "source": 1,
            }
        )
    return figures


def _resources(narrator: Narrator) -> dict[str, Any]:
    return {
        "cost": narrator.tell("{sum} рублей в год"),
        "payer": "Областной бюджет",
        "staff": narrator.tell("{few} специалистов на район"),
        "time_to_launch": narrator.tell("{months}"),
    }


def _legal_act(narrator: Narrator, year: int) -> dict[str, Any]:
    return {
        "title": narrator.tell("Постановление о порядке {a:gen}"),
        "number": f"{narrator.dice.between(10, 900)}-п",
        "date": year,
    }


def _contact(office: str) -> dict[str, Any]:
    return {"organisation": _capital(office), "email": "synthetic@example.org"}


def _story(narrator: Narrator) -> dict[str, Any]:
    name = narrator.dice.pick(phrases.FIRST_NAMES)
    return {"name": name, "age": narrator.dice.between(19, 88), "text": narrator.tell(phrases.STORY)}


def _adoptions(narrator: Narrator, own: list[str], shared: Shared, day: date) -> list[dict[str, Any]]:
    others = [region for region in shared.regions if region not in own]
    return [
        {
            "region": region,
            "since": f"{(day + timedelta(days=narrator.dice.between(20, 60))).isoformat()[:7]}",
            "changes": narrator.tell_one(phrases.CHANGES),
            "result": narrator.tell_one(phrases.ADOPTION_RESULTS),
        }
        for region in narrator.dice.some(others, narrator.dice.between(1, 3))
    ]
