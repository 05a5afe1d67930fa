"""Deadlines as written in plans → kind, days and recurrence; the original text is kept.

Each kind has a function in ``_READERS``, tried in that order. A text that none recognises is
``unclear``: no day is guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.report import DeadlineKind, Every

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = r"(?:янв|фев|мар|апр|ма[йяе]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?"
_YEAR = r"(20\d\d)(?:\s*(?:гг?\.?|год[а-я]*)(?![а-я]))?"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER_NUMBER = r"([1-4]|iv|i{1,3})(?:\s*-?\s*(?:й|го|м|ый|ого|ом|ой))?"
_QUARTER = rf"{_QUARTER_NUMBER}\s*(?:кв\.?(?![а-я])|квартал[а-я]*)"
_DAY = rf"(\d{{1,2}})\s*({_MONTH})(?:\s*{_YEAR})?"
_NUMERIC_DAY = r"(\d{1,2})\.(\d{1,2})(?:\.(20\d\d|\d\d)(?!\d))"
_ANY_DAY = re.compile(rf"(?<!\d){_NUMERIC_DAY}|(?<!\d){_DAY}")
_SPAN = re.compile(rf"(?:\bс\s+|\bот\s+)?(?<!\d)(?P<one>{_DAY}|{_NUMERIC_DAY}|\d{{1,2}})\s*(?:[–—-]|\bпо\b|\bдо\b)\s*(?P<two>{_DAY}|{_NUMERIC_DAY})")
_HALF_YEAR = re.compile(rf"\b([12]|i{{1,2}}|перв[а-я]+|втор[а-я]+)(?:\s*-?\s*(?:е|го|м|ое|ого|ом))?\s*полугоди[а-я]*\s*{_YEAR}")
_QUARTERS = re.compile(rf"\b{_QUARTER}")
_QUARTER_SPAN = re.compile(rf"\b{_QUARTER_NUMBER}\s*(?:кв\.?|квартал[а-я]*)?\s*(?:[–—-]|\bпо\b)\s*{_QUARTER}\s*{_YEAR}")
_SHARED_QUARTER = re.compile(r"\b([1-4])\s*(?:,|и)\s*(?=[1-4]\s*кв)")  # «1, 3 кв.»: «кв.» applies to both
_YEAR_SPAN = re.compile(rf"\b(20\d\d)\s*(?:гг?\.?|год[а-я]*)?\s*[–—-]\s*{_YEAR}")
_MONTH_AND_YEAR = re.compile(rf"(?<![\d.])\b({_MONTH})\s*{_YEAR}")
_EVERY = (
    (Every.MONTH, re.compile(r"ежемесячно|кажд\w+ месяц|(?:раз|раза) в месяц")),
    (Every.QUARTER, re.compile(r"ежеквартально|кажд\w+ квартал|раз(?:а)? в квартал|четыре раза в год|4 раза в год")),
    (Every.HALF_YEAR, re.compile(r"(?:два|двух|2|2-х) раза? в (?:год|течение года)|раз(?:а)? в полугоди\w+|кажд\w+ полугоди\w+|раз(?:а)? в полгода")),
    (Every.YEAR, re.compile(r"ежегодн\w*|кажд\w+ год|раз(?:а)? в год")),
)
_OFTENER = re.compile(r"ежедневно|еженедельно|кажд\w+ (?:день|недел)\w*|раз(?:а)? в (?:неделю|день)|(?:три|3) раза в год")
_STANDING = re.compile(r"постоянно|на постоянной основе|в постоянном режиме|на регулярной основе|весь период|в течение (?:всего )?(?:срока|периода)")
_AS_NEEDED = re.compile(r"по мере (?:необходимости|поступления|возникновения|надобности|готовности)|при (?:необходимости|наличии)")
_ODD_REPORT = re.compile(r"отч[её]т ежеквартально.*месяц")


@dataclass(frozen=True, slots=True)
class ReadDeadline:
    """A parsed deadline. ``doubts`` are the assumptions made, in Russian.

    ``report_by`` and ``days`` are «MM-DD», days of every year; ``due`` is the last day.
    """

    kind: DeadlineKind
    start: date | None = None
    due: date | None = None
    every: Every | None = None
    report_by: str | None = None
    days: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def read_deadline(text: str) -> ReadDeadline:
    """«постоянно, ежегодно отчет до 25 декабря» → standing, 12-25. Never raises."""
    words = _folded(text)
    for read in _READERS:
        if (found := read(words)) is not None:
            return found
    return ReadDeadline(DeadlineKind.UNCLEAR, doubts=("срок не прочитан: дня и повтора в нём не видно",))


def _folded(text: str) -> str:
    words = " ".join(text.lower().replace("ё", "е").replace("\u00a0", " ").split())
    return _SHARED_QUARTER.sub(r"\1 кв., ", words)


def _standing(words: str) -> ReadDeadline | None:
    if not _STANDING.search(words):
        return None
    yearly = _yearly_days(words)
    oftener = next((e for e in (Every.MONTH, Every.QUARTER, Every.HALF_YEAR) if _says(e, words)), None)
    doubts = ("срок отчёта спорит сам с собой: отчёт раз в квартал, а считают его от отчётного месяца",) if _ODD_REPORT.search(words) else ()
    return ReadDeadline(DeadlineKind.STANDING, every=oftener, report_by=_only(yearly), days=_if_several(yearly), doubts=doubts)


def _as_needed(words: str) -> ReadDeadline | None:
    return ReadDeadline(DeadlineKind.AS_NEEDED) if _AS_NEEDED.search(words) else None


def _recurring(words: str) -> ReadDeadline | None:
    every = next((e for e, _ in _EVERY if _says(e, words)), None)
    if every is None and not _OFTENER.search(words):
        return None
    doubts = () if every else ("повтор чаще или реже, чем запись умеет назвать: он остался только в словах",)
    yearly = _yearly_days(words)
    return ReadDeadline(DeadlineKind.RECURRING, every=every, report_by=_only(yearly), days=_if_several(yearly), doubts=doubts)


def _says(every: Every, words: str) -> bool:
    return any(pattern.search(words) for e, pattern in _EVERY if e is every)


def _span(words: str) -> ReadDeadline | None:
    """«с 1 марта по 17 марта 2024 г.», «01.02.2024–15.03.2024»: the first day may take the year from the last."""
    match = _SPAN.search(words)
    if match is None:
        return None
    last = next(_days(match["two"], _year_beside(words)), None)
    if last is None or last.when is None:
        return None
    first = next(_days(match["one"], last.when.year), None)
    start = first.when if first else _day(last.when.year, last.when.month, int(match["one"])) if match["one"].isdigit() else None
    if start is None or start > last.when:
        return None
    return ReadDeadline(DeadlineKind.RANGE, start=start, due=last.when)


def _half_year(words: str) -> ReadDeadline | None:
    match = _HALF_YEAR.search(words)
    if match is None:
        return None
    year, second = int(match[2]), match[1] in ("2", "ii") or match[1].startswith("втор")
    start, end = (7, 12) if second else (1, 6)
    return ReadDeadline(DeadlineKind.RANGE, start=date(year, start, 1), due=_last_day(year, end))


def _quarter_span(words: str) -> ReadDeadline | None:
    match = _QUARTER_SPAN.search(words)
    if match is None:
        return None
    first, last, year = _quarter_number(match[1]), _quarter_number(match[2]), int(match[3])
    if first >= last:
        return None
    return ReadDeadline(DeadlineKind.RANGE, start=date(year, first * 3 - 2, 1), due=_last_day(year, last * 3))


def _quarters(words: str) -> ReadDeadline | None:
    """«1 кв. 2024 г.»; «1 кв., 3 кв. 2024 г.» and «2 кв. 2024 г., 2 кв. 2025 г.» are of the kind several."""
    found = list(_QUARTERS.finditer(words))
    if not found:
        return None
    ends: list[date] = []
    for match in found:
        year = re.search(r"20\d\d", words[match.end() :]) or re.search(r"20\d\d", words)
        if year:
            ends.append(_last_day(int(year.group()), _quarter_number(match[1]) * 3))
    if not ends:
        return ReadDeadline(DeadlineKind.UNCLEAR, doubts=("квартал назван без года: последнего дня у срока нет",))
    kind = DeadlineKind.QUARTER if len(ends) == 1 else DeadlineKind.SEVERAL
    return ReadDeadline(kind, due=max(ends))


def _dates(words: str) -> ReadDeadline | None:
    found = list(_days(words, None))
    if len(found) < len(_ANY_DAY.findall(words)):
        return ReadDeadline(DeadlineKind.UNCLEAR, doubts=("такого дня в календаре нет: последнего дня у срока нет",))
    if not found:
        return None
    dated = [day.when for day in found if day.when]
    if len(dated) == len(found):
        return ReadDeadline(DeadlineKind.DATE if len(dated) == 1 else DeadlineKind.SEVERAL, due=max(dated))
    year = _year_beside(words)
    if year is not None:
        leaning = [day.when for day in _days(words, year) if day.when]
        return ReadDeadline(
            DeadlineKind.DATE if len(leaning) == 1 else DeadlineKind.SEVERAL, due=max(leaning),
            doubts=(f"год стоит не у каждого дня: взят {year}",),
        )
    days = tuple(dict.fromkeys(day.of_year for day in found))
    doubt = ("год не назван: дни читаем как сроки каждого года",)
    if len(days) == 1:
        return ReadDeadline(DeadlineKind.RECURRING, every=Every.YEAR, report_by=days[0], doubts=doubt)
    return ReadDeadline(DeadlineKind.SEVERAL, days=days, doubts=doubt)


def _month(words: str) -> ReadDeadline | None:
    """«март 2024 г.», «до конца марта 2024 года»: the whole month."""
    match = _MONTH_AND_YEAR.search(words)
    if match is None:
        return None
    year, month = int(match[2]), _month_number(match[1])
    return ReadDeadline(DeadlineKind.RANGE, start=date(year, month, 1), due=_last_day(year, month))


def _years(words: str) -> ReadDeadline | None:
    if match := _YEAR_SPAN.search(words):
        first, last = int(match[1]), int(match[2])
        return ReadDeadline(DeadlineKind.RANGE, start=date(first, 1, 1), due=date(last, 12, 31)) if first < last else None
    years = sorted({int(year) for year in re.findall(r"\b20\d\d\b", words)})
    if not years:
        return None
    return ReadDeadline(DeadlineKind.YEAR if len(years) == 1 else DeadlineKind.SEVERAL, due=date(years[-1], 12, 31))


_READERS: tuple[Callable[[str], ReadDeadline | None], ...] = (
    _standing, _as_needed, _recurring, _span, _half_year, _quarter_span, _quarters, _dates, _month, _years,
)


@dataclass(frozen=True, slots=True)
class _FoundDay:
    """``of_year`` is «MM-DD»; ``when`` is None if the year is unknown."""

    of_year: str
    when: date | None


def _days(words: str, year: int | None) -> Iterator[_FoundDay]:
    """Days in a text in order, without invalid ones. ``year`` is for days without one."""
    for match in _ANY_DAY.finditer(words):
        if match[1]:
            day, month, own = int(match[1]), int(match[2]), match[3]
        else:
            day, month, own = int(match[4]), _month_number(match[5]), match[6]
        whole = int(own if len(own) == 4 else f"20{own}") if own else year
        if _day(whole or 2024, month, day) is not None:
            yield _FoundDay(f"{month:02d}-{day:02d}", _day(whole, month, day) if whole else None)


def _yearly_days(words: str) -> tuple[str, ...]:
    """Days without a year in a recurring deadline: «отчет до 25 декабря»."""
    return tuple(dict.fromkeys(day.of_year for day in _days(words, None)))


def _only(days: tuple[str, ...]) -> str | None:
    return days[0] if len(days) == 1 else None


def _if_several(days: tuple[str, ...]) -> tuple[str, ...]:
    return days if len(days) > 1 else ()


def _year_beside(words: str) -> int | None:
    years = set(re.findall(r"(?<![\d.])20\d\d(?!\d)", words))
    return int(years.pop()) if len(years) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month_number(word: str) -> int:
    return next(i for i, start in enumerate(_MONTHS, 1) if word.startswith(start))


def _quarter_number(text: str) -> int:
    return int(text) if text.isdigit() else _ROMAN[text]
