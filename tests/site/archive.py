"""A synthetic base for the digest's archive: 60 issues over two years, invented from the first word to the last.

Regions and directions are the published ones; practices, issues, figures and dates are made by counting.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from publishing import ROOT, copy_settings

from generator.model.week import IsoWeek

ARCHIVE_TODAY = "2025-12-10"  # the 50th week, a Wednesday
FIRST, LAST = IsoWeek(2024, 36), IsoWeek(2025, 49)
SKIPPED = {IsoWeek(2024, 45), IsoWeek(2025, 1), IsoWeek(2025, 2), IsoWeek(2025, 18), *(IsoWeek(2025, n) for n in (30, 31))}
NEW, OLD = 3, 3  # practices of an issue: first told in it, told before
SERIES = "Выдуманный мониторинг"
_SECTIONS = ("Социальная сфера", "Вовлеченность", "Региональная специфика")
_DIRECTIONS = (
    "sotsialno-ekonomicheskaya-sfera", "kachestvo-zhizni", "chelovecheskiy-kapital", "otkrytost-vlasti",
)
_SUBCATEGORIES = (
    "finansovaya-i-infrastrukturnaya-podderzhka", "meditsina-i-zdravookhranenie", "elektronnye-uslugi",
    "podderzhka-sotsialno-nezashchishchennykh-sloev-naseleniya", "pensionery-i-predpensionery", "razvitie-demografii",
    "blagoustroystvo", "molodezhnaya-politika", "razvitie-chelovecheskogo-kapitala", "obshchestvennyy-kontrol",
)
_THINGS = ("автобус", "кабинет", "хор", "портал", "двор", "класс", "дневной стационар", "склад костылей", "пункт проката")


def weeks() -> list[IsoWeek]:
    """Weeks that have an issue, in order."""
    count = (LAST.starts - FIRST.starts).days // 7 + 1
    return [week for n in range(count) if (week := FIRST.plus(n)) not in SKIPPED]


def copy_archive(target: Path) -> Path:
    """The synthetic base with the templates and settings of the real one, to be built."""
    copy_archive_records(target)
    copy_settings(target)
    return target


def copy_archive_records(target: Path) -> Path:
    """The synthetic base without what only a build reads."""
    (target / "practices").mkdir(parents=True)
    (target / "regions").mkdir()
    shutil.copy(ROOT / "practices/taxonomy.yml", target / "practices")
    for file in (ROOT / "regions").glob("*.yml"):
        shutil.copy(file, target / "regions")
    regions = sorted(file.stem for file in (ROOT / "regions").glob("*.yml"))
    for path, text in (*_practices(regions), *_issues()):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, encoding="utf-8")
    return target


def id_of(number: int) -> str:
    return f"vydumannaya-praktika-{number + OLD + 1:03d}"


def practices_of(position: int) -> list[int]:
    """Numbers of the practices of the issue at a position: the new ones, then some of earlier issues."""
    new = [position * NEW + n for n in range(NEW)] if position else list(range(-OLD, NEW))
    old = [(position * 7 + 11 * n) % (position * NEW + OLD) - OLD for n in range(OLD)] if position else []
    return list(dict.fromkeys([*new, *old]))


def _practices(regions: list[str]) -> Iterator[tuple[str, str]]:
    found = weeks()
    for number in range(-OLD, len(found) * NEW):
        day = found[max(number, 0) // NEW].starts + timedelta(days=number % 5)
        yield f"practices/{day.year}/{id_of(number)}.yml", _practice(number, day.isoformat(), regions)


def _practice(number: int, day: str, regions: list[str]) -> str:
    region = regions[(number * number % 31 + max(number, 0) // 4) % len(regions)]  # new ones come in all the time
    stage = ("announced", "running", "pilot", "running", "scaled", "running")[number % 6]
    check_on = f"check_on: {2025 + number // 12 % 2}-{1 + number * 5 % 12:02d}-15\n" if stage == "announced" and number % 4 else ""
    follow_ups = ""
    if stage == "announced" and number % 5 == 0:
        outcome = ("worked", "did_not", "postponed", "unknown")[number // 30 % 4]
        stage = "running" if outcome == "worked" else stage
        later = ", next_check: 2026-09-01" if outcome == "postponed" else ""
        follow_ups = (
            f"follow_ups:\n  - {{date: 2025-12-01, outcome: {outcome}, text: Выдуманная проверка № {number + OLD + 1}{later}, "
            "source: {title: Выдуманный отчёт}}\n"
        )
    results = (
        f"results:\n  - {{title: Выдуманная очередь, before: {40 + number % 50}, after: {3 + number % 30}, unit: дней, better: lower}}\n"
        if number % 3 == 1 else ""
    )
    title = f"Выдуманный {_THINGS[number % len(_THINGS)]} № {number + OLD + 1}"
    topics = [_SUBCATEGORIES[number * number % 10], *([_SUBCATEGORIES[(number + 1) % 10]] if number % 4 == 0 else [])]
    topics_line = f"subcategories: [{', '.join(dict.fromkeys(topics))}]\n" if number % 11 else ""
    return (
        f"id: {id_of(number)}\n"
        f"title: {title}\n"
        f"question: Как проверить архив дайджеста способом № {number + OLD + 1}?\n"
        f"summary: {title} придуман для проверки архива и в жизни не встречается.\n"
        f"regions: [{region}]\n"
        f"direction: {_DIRECTIONS[number * 7 % 9 % 4]}\n"
        f"{topics_line}"
        "kind: service\n"
        f"stage: {stage}\n"
        f"stage_date: {day}\n"
        f"solution: {title} никто не строил. Это запись проверки № {number + OLD + 1}. Она нужна, чтобы увидеть страницы с многими выпусками.\n"
        f"{results}{check_on}{follow_ups}"
        f"sources:\n  - {{title: Выдуманная новость № {number + OLD + 1}, date: {day}}}\n"
    )


def _issues() -> Iterator[tuple[str, str]]:
    for position, week in enumerate(weeks()):
        numbers = practices_of(position)
        cut = 1 + position % 3
        parts = [numbers[:cut], numbers[cut:-1], numbers[-1:]]
        if position % 4 == 0:
            parts[1] = [*parts[1], numbers[0]]  # one practice in two sections
        sections = "".join(
            f"  - title: {title}\n    entries:\n" + "".join(f"      - practice: {id_of(n)}\n" for n in part)
            for title, part in zip(_SECTIONS, parts, strict=True)
        )
        top = "".join(f"  - {id_of(n)}\n" for n in numbers[:5])
        yield f"digests/{week.year}/{str(week).lower()}.yml", (
            f"id: {str(week).lower()}\n"
            f"title: {SERIES}, неделя {week.number} {week.year} года\n"
            f"series: {SERIES}\nweek: {week}\nstarts: {week.starts}\nends: {week.ends}\n"
            f"top:\n{top}sections:\n{sections}"
            f"sources:\n  - {{title: Выдуманный выпуск за неделю {week}}}\n"
        )
