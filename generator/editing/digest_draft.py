"""A draft issue of the digest, put together from the practices of one week. The editor decides."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.analysis.front_page import MOST, TOP, Candidate, Ground, Merit, Points, candidates, propose
from generator.analysis.publication import (
    Basis,
    Published,
    WeekOfPractices,
    nearest_weeks,
    practices_of_week,
    weeks_with_practices,
)
from generator.analysis.usual_sections import Guess, GuessBasis, UsualSections
from generator.knowledge.base import KnowledgeBase
from generator.model.common import Head
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.scalars import SLUG
from generator.model.week import IsoWeek
from generator.wording import russian as wording

from .scaffold import DraftRefused, quoted

SERIES = "Мониторинг региональных практик"  # of a base without an issue
OTHERS = "Другие практики"  # the section of what no earlier issue gives an example of
WEEKS_NAMED = 8
NAMED = 12  # practices in a comment
WIDTH = 108


@dataclass(frozen=True, slots=True)
class DigestDraft:
    """``path`` is below the root; ``dated`` counts practices by what their day is known by."""

    path: str
    text: str
    week: IsoWeek
    dated: Mapping[Basis, int]
    old: int  # of the practices: no news of this week by their sources


def digest_draft(
    base: KnowledgeBase, week: IsoWeek, today: date, added: Mapping[str, date], *, id: str = "", title: str = ""
) -> DigestDraft:
    """An issue for a week that has begun, with ``draft: true``; it passes the check as it is.

    ``base`` holds drafts, too. ``added`` is the day of the first commit by path, empty where there
    is no git. Raises DraftRefused, with the next step, where the week has not begun, has an issue
    already, or has fewer practices than a TOP-5 needs.
    """
    issues = [d for d in base.all(Digest) if not d.draft]
    usual = UsualSections(base, issues)
    series = usual.newest.series if usual.newest else SERIES
    id = id or str(week).lower()
    _refuse_what_cannot_be(base, week, today, series, id)
    found = practices_of_week(base, week, added)
    if len(found.practices) < TOP:
        raise DraftRefused(_too_few(base, found, added))
    ranked = candidates(base, found.practices)
    lines = [
        *_head(found, today),
        f"id: {id}",
        "draft: true",
        f"title: {quoted(title or f'{series}, {_days(week)} г.')}",
        f"series: {quoted(series)}",
        f"week: {week}",
        f"starts: {week.starts}",
        f"ends: {week.ends}",
        *_top(base, propose(ranked)),
        *_sections(base, ranked, usual, _heads(issues), week),
        *_told_and_late(found),
        "sources:",
        f"  - title: {quoted(f'Записи базы «Смартека» за {_days(week)}')}",
        f"    date: {today}",
    ]
    dated = {basis: n for basis in Basis if (n := sum(1 for p in found.practices if p.basis is basis))}
    folder = base.registry["digest"].folder.replace("*", str(week.year))
    old = sum(1 for p in found.practices if not p.fresh)
    return DigestDraft(f"{folder}/{id}.yml", "\n".join(lines) + "\n", week, dated, old)


def _refuse_what_cannot_be(base: KnowledgeBase, week: IsoWeek, today: date, series: str, id: str) -> None:
    if week.starts > today:
        last = IsoWeek.of(today).plus(-1)
        raise DraftRefused(f"неделя {week} ({_days(week)}) ещё не началась; последняя полная неделя – {last}")
    for item, digest in base.items(Digest):
        if digest.series == series and digest.starts == week.starts:
            raise DraftRefused(f"выпуск за неделю {week} уже есть: {item.path}; исправьте его или возьмите другую неделю")
    if not re.fullmatch(SLUG, id) or len(id) > 80:
        raise DraftRefused(f"id «{id}» не годится: только строчные латинские буквы, цифры и дефис, например {str(week).lower()}")
    if taken := base.find("digest", id):
        raise DraftRefused(f"id «{id}» уже занят записью {taken.path}")


def _too_few(base: KnowledgeBase, found: WeekOfPractices, added: Mapping[str, date]) -> str:
    """What is missing and what an editor can do about it."""
    week = found.week
    have = len(found.practices)
    lines = [
        f"за неделю {week} ({_days(week)}) в базе нет практик, которых ещё не было в выпусках"
        if not have
        else f"за неделю {week} ({_days(week)}) в базе {wording.count(have, 'новая практика', 'новые практики', 'новых практик')}, "
        f"а в ТОП-5 нужно пять: {', '.join(p.practice.id for p in found.practices)}"
    ]
    if found.told:
        lines.append(f"Уже были в выпусках: {wording.count(len(found.told), 'практика', 'практики', 'практик')} этой недели.")
    others = {w: n for w, n in weeks_with_practices(base, added).items() if w != week}
    if others:
        named = nearest_weeks(others, week, WEEKS_NAMED)
        shown = ", ".join(f"{w} – {others[w]}" for w in named)
        more = " и другие" if len(others) > len(named) else ""
        enough = max(others, key=lambda w: (others[w], w))
        command = f" Хватит на выпуск: smarteka new digest --week {enough}" if others[enough] >= TOP else ""
        lines.append(f"Недели, где такие практики есть: {shown}{more}.{command}")
    else:
        lines.append("Других недель с такими практиками в базе тоже нет.")
    lines.append(
        f"Неделю практики называет день её источника (sources, date), день стадии (stage_date), а без них – день, "
        f"когда файл появился в git; этот день нужен в пределах {week.starts}…{week.ends}."
    )
    if found.undated:
        lines.append(
            f"Без дня – {wording.count(found.undated, 'практика', 'практики', 'практик')}: впишите день источника или сохраните файлы в git (git commit)."
        )
    lines.append(f"Собрать выпуск вручную: smarteka new digest {str(week).lower()} – пустой черновик.")
    return "\n".join(lines)


def _head(found: WeekOfPractices, today: date) -> Iterator[str]:
    yield from _comment(
        f"Черновик выпуска за {_days(found.week)}. Собран из базы {wording.day(today)}: "
        f"{wording.count(len(found.practices), 'практика', 'практики', 'практик')} этой недели. Решает редактор: поменяйте места "
        "и разделы, впишите глав регионов, сотрите лишнее и строку draft: true."
    )
    yield from _comment(
        "День практики – день её источника, а если он не назван, день стадии (stage_date), а без них день, когда файл "
        "появился в git: тогда новость может быть старше недели. Какой день взят, сказано у каждой практики."
    )
    if today <= found.week.ends:
        yield from _comment("Неделя ещё не кончилась: практики могут добавиться.")


def _top(base: KnowledgeBase, proposed: Sequence[Candidate]) -> Iterator[str]:
    most = sum(MOST.values())
    yield from _comment(
        f"ТОП-5 – предложение: очки, в сумме до {most}. Измеренный результат – до {MOST[Merit.MEASURED]}, новое для базы – "
        f"до {MOST[Merit.NEW]}, легко повторить – до {MOST[Merit.REPLICABLE]}, сколько людей – до {MOST[Merit.PEOPLE]}; "
        "один регион дважды – только если других не хватает."
    )
    yield "top:"
    for place, candidate in enumerate(proposed, 1):
        reasons = "; ".join(f"{reason(base, p)} ({p.points})" for p in candidate.grounds)
        yield from _comment(
            f"{place}-е место, {candidate.total} из {most}: {reasons or 'в записи нет того, за что даются очки'}.", "  "
        )
        if not candidate.published.fresh:
            yield from _comment(f"Новость ли это недели, решите сами: {_not_fresh(candidate.published)}.", "  ")
        yield f"  - {candidate.practice.id}"


def reason(base: KnowledgeBase, points: Points) -> str:
    """What points are given for, in words."""
    if points.ground is Ground.NEW_REGION:
        titles = ", ".join(r.title for id in points.regions if (r := base.get(Region, id)))
        return f"{'регион' if len(points.regions) == 1 else 'регионы'} в базе впервые – {titles}"
    words = {
        Ground.VERIFIED: "результат проверен независимо или повторён",
        Ground.BEFORE_AND_AFTER: "измерено «было → стало»",
        Ground.COUNTED: "есть числа факта",
        Ground.PROMISED: "есть только обещанные числа",
        Ground.UNLIKE: "похожих практик в базе нет",
        Ground.STEPS: "названы шаги, чтобы повторить",
        Ground.RESOURCES: "названы деньги, люди или срок",
        Ground.REPEATED: "уже повторяют",
        Ground.PEOPLE: "охват",
    }[points.ground]
    if points.figure is None:
        return words
    value = wording.figure_value(points.figure).replace(wording.NBSP, " ")
    return f"{words} – {value}" if points.ground is Ground.PEOPLE else f"{words} – {points.figure.title}: {value}"


def _sections(
    base: KnowledgeBase, ranked: Sequence[Candidate], usual: UsualSections, heads: Mapping[str, tuple[Head, Digest]], week: IsoWeek
) -> Iterator[str]:
    grouped: dict[str, list[tuple[Candidate, Guess]]] = {title: [] for title in usual.titles}
    for candidate in ranked:
        guess = usual.of(candidate.practice, candidate.like)
        grouped.setdefault(guess.title or _own_section(base, candidate.practice, usual), []).append((candidate, guess))
    if usual.newest:
        yield from _comment(
            f"Разделы – как в выпуске за {wording.day_range(usual.newest.starts, usual.newest.ends)}; куда какая практика, "
            "подсказывают её направление и темы: где такие стояли раньше."
        )
    yield from _comment(
        f"Кто глава региона на {wording.day(week.ends)}, база не знает. Имя в подсказке – из прежнего выпуска, на его дату: "
        "проверьте, и если оно верно, раскройте строки."
    )
    yield "sections:"
    for title, entries in grouped.items():
        if not entries:
            yield from _comment(f"Раздел «{title}»: на этой неделе для него ничего нет.", "  ")
            continue
        yield f"  - title: {quoted(title)}"
        yield "    entries:"
        for candidate, guess in entries:
            yield from _comment(". ".join(_about_entry(candidate, guess, usual)) + ".", "      ")
            yield f"      - practice: {candidate.practice.id}"
            yield from _heads_comment(base, candidate.practice, heads)


def _own_section(base: KnowledgeBase, practice: Practice, usual: UsualSections) -> str:
    """Where no issue tells: the fallback section; in a base without issues, the direction."""
    if usual.titles or not practice.direction:
        return OTHERS
    return base.directions[practice.direction].title


def _about_entry(candidate: Candidate, guess: Guess, usual: UsualSections) -> Iterator[str]:
    when = candidate.published
    yield f"{candidate.practice.title}{' (черновик)' if candidate.practice.draft else ''}"
    yield f"{wording.day(when.day)}, {_BASES[when.basis]}{'' if when.fresh else f'; {_not_fresh(when)}'}"
    if not usual.titles:
        return
    if guess.basis is GuessBasis.NONE:
        yield "Раздел не подсказан: ни таких направления и тем, ни похожей практики в прежних выпусках не было"
    elif guess.basis is GuessBasis.LIKE:
        assert candidate.like is not None  # the guess was made by it
        yield f"Раздел – как у похожей практики: {candidate.like.title}"
    elif not guess.likely:
        yield "Раздел – не наверняка: такие стояли и в других"


_BASES = {Basis.SOURCE: "источник", Basis.STAGE: "стадия", Basis.ADDED: "git"}


def _not_fresh(when: Published) -> str:
    return f"по источнику – {wording.partial_date(when.vague)}" if when.vague else "источник без даты"


def _heads(issues: Sequence[Digest]) -> dict[str, tuple[Head, Digest]]:
    """The head of each region as the newest issue that names one has it."""
    found: dict[str, tuple[Head, Digest]] = {}
    for digest in sorted(issues, key=lambda d: (d.starts, d.id)):
        for section in digest.sections:
            for entry in section.entries:
                found.update({str(head.region): (head, digest) for head in entry.heads})
    return found


def _heads_comment(base: KnowledgeBase, practice: Practice, heads: Mapping[str, tuple[Head, Digest]]) -> Iterator[str]:
    if not practice.regions:
        return
    yield "      #   heads:"
    for id in practice.regions:
        name, where = "", "в прежних выпусках глава не назван"
        if known := heads.get(id):
            head, digest = known
            name = f" {head.name}"
            where = f"так в выпуске за {wording.day_range(digest.starts, digest.ends)}{', врио' if head.acting else ''}"
        yield f"      #     # {where}".replace(wording.NBSP, " ")
        yield f"      #     - region: {id}"
        yield f"      #       name:{name}"


def _told_and_late(found: WeekOfPractices) -> Iterator[str]:
    if found.told:
        yield from _comment(f"Уже были в выпусках, поэтому не взяты: {_some([p.id for p in found.told])}.")
    if found.late:
        shown = _some([f"{p.practice.id} ({p.day})" for p in found.late])
        yield from _comment(f"Появились в базе на этой неделе, но датированы раньше и в выпусках не были: {shown}.")


def _some(names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" и ещё {rest}" if rest > 0 else "")


def _days(week: IsoWeek) -> str:
    return wording.day_range(week.starts, week.ends).replace(wording.NBSP, " ")


def _comment(text: str, indent: str = "") -> list[str]:
    plain = text.replace(wording.NBSP, " ")
    return [f"{indent}# {line}" for line in textwrap.wrap(plain, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)]
