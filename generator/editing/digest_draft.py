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
from generator.loading.yaml_reader import first_invisible
from generator.model.common import Head
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.scalars import SLUG
from generator.model.week import IsoWeek
from generator.wording import russian as wording

from .scaffold import DraftRefused
from .yaml_writer import Comments, record_values, to_yaml

SERIES = "Мониторинг региональных практик"  # of a base without an issue
OTHERS = "Другие практики"  # the section of what no earlier issue gives an example of
WEEKS_NAMED = 8
NAMED = 12  # practices in a comment
WIDTH = 100
LONGEST_TITLE = 400


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
    title = " ".join(title.split()) or f"{series}, {_days(week)} г."
    _refuse_what_cannot_be(base, week, today, series, id, title)
    found = practices_of_week(base, week, added)
    if len(found.practices) < TOP:
        raise DraftRefused(_too_few(base, found, added))
    ranked = candidates(base, found.practices)
    proposed = propose(ranked)
    sections = _sections(base, ranked, usual)
    issue = Digest.model_validate({
        "id": id,
        "draft": True,
        "title": title,
        "series": series,
        "week": str(week),
        "starts": week.starts,
        "ends": week.ends,
        "top": [c.practice.id for c in proposed],
        "sections": [
            {"title": name, "entries": [{"practice": c.practice.id} for c, _ in entries]} for name, entries in sections.items()
        ],
        "sources": [{"title": f"Записи базы «Смартека» за {_days(week)}", "date": today.isoformat()}],
    })
    comments = Comments(
        top=_head(found, today),
        above={
            ("top",): _about_top(),
            **{("top", place): _reasons(base, c, place + 1) for place, c in enumerate(proposed)},
            ("sections",): _about_sections(week, usual, sections),
            **{
                ("sections", s, "entries", e): _wrapped(". ".join(_about_entry(c, guess, usual)) + ".")
                for s, entries in enumerate(sections.values())
                for e, (c, guess) in enumerate(entries)
            },
            ("sources",): _told_and_late(found),
        },
        below={
            ("sections", s, "entries", e, "practice"): _head_hints(c.practice, _heads(issues))
            for s, entries in enumerate(sections.values())
            for e, (c, _) in enumerate(entries)
        },
    )
    dated = {basis: n for basis in Basis if (n := sum(1 for p in found.practices if p.basis is basis))}
    folder = base.registry["digest"].folder.replace("*", str(week.year))
    old = sum(1 for p in found.practices if not p.fresh)
    return DigestDraft(f"{folder}/{id}.yml", _in_order(issue, comments), week, dated, old)


def _in_order(issue: Digest, comments: Comments) -> str:
    """The file as an editor reads it: what the issue is, its contents, its source."""
    values = record_values(issue)
    names = ("id", "draft", "title", "series", "week", "starts", "ends", "top", "sections", "sources")
    return to_yaml({name: values[name] for name in names}, comments)


def _refuse_what_cannot_be(base: KnowledgeBase, week: IsoWeek, today: date, series: str, id: str, title: str) -> None:
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
    if len(title) > LONGEST_TITLE or first_invisible(title) is not None:
        raise DraftRefused(f"название не годится: одна строка до {LONGEST_TITLE} знаков, без невидимых знаков")


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


def _head(found: WeekOfPractices, today: date) -> list[str]:
    return [
        *_wrapped(
            f"Черновик выпуска за {_days(found.week)}. Собран из базы {wording.day(today)}: "
            f"{wording.count(len(found.practices), 'практика', 'практики', 'практик')} этой недели. Решает редактор: поменяйте "
            "места и разделы, впишите глав регионов, сотрите лишнее и строку draft: true."
        ),
        *_wrapped(
            "День практики – день её источника, а если он не назван, день стадии (stage_date), а без них день, когда файл "
            "появился в git: тогда новость может быть старше недели. Какой день взят, сказано у каждой практики."
        ),
        *(["Неделя ещё не кончилась: практики могут добавиться."] if today <= found.week.ends else []),
    ]


def _about_top() -> list[str]:
    return _wrapped(
        f"ТОП-5 – предложение: очки, в сумме до {sum(MOST.values())}. Измеренный результат – до {MOST[Merit.MEASURED]}, новое "
        f"для базы – до {MOST[Merit.NEW]}, легко повторить – до {MOST[Merit.REPLICABLE]}, сколько людей – до {MOST[Merit.PEOPLE]}; "
        "один регион дважды – только если других не хватает."
    )


def _reasons(base: KnowledgeBase, candidate: Candidate, place: int) -> list[str]:
    reasons = "; ".join(f"{reason(base, p)} ({p.points})" for p in candidate.grounds)
    lines = _wrapped(
        f"{place}-е место, {candidate.total} из {sum(MOST.values())}: {reasons or 'в записи нет того, за что даются очки'}."
    )
    if not candidate.published.fresh:
        lines += _wrapped(f"Новость ли это недели, решите сами: {_not_fresh(candidate.published)}.")
    return lines


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


Entries = dict[str, list[tuple[Candidate, Guess]]]
"""Candidates by the title of their section, in the order of the issue; no section is empty."""


def _sections(base: KnowledgeBase, ranked: Sequence[Candidate], usual: UsualSections) -> Entries:
    grouped: Entries = {title: [] for title in usual.titles}
    for candidate in ranked:
        guess = usual.of(candidate.practice, candidate.like)
        grouped.setdefault(guess.title or _own_section(base, candidate.practice, usual), []).append((candidate, guess))
    return {title: entries for title, entries in grouped.items() if entries}


def _about_sections(week: IsoWeek, usual: UsualSections, sections: Entries) -> list[str]:
    lines = []
    if usual.newest:
        lines += _wrapped(
            f"Разделы – как в выпуске за {wording.day_range(usual.newest.starts, usual.newest.ends)}; куда какая практика, "
            "подсказывают её направление и темы: где такие стояли раньше."
        )
    if empty := [f"«{title}»" for title in usual.titles if title not in sections]:
        lines += _wrapped(f"На этой неделе ничего нет для раздела: {', '.join(empty)}.")
    return lines + _wrapped(
        f"Кто глава региона на {wording.day(week.ends)}, база не знает. Имя в подсказке – из прежнего выпуска, на его дату: "
        "проверьте, и если оно верно, раскройте строки."
    )


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


def _head_hints(practice: Practice, heads: Mapping[str, tuple[Head, Digest]]) -> list[str]:
    """Lines that become the field ``heads`` when the comment marks are taken off."""
    if not practice.regions:
        return []
    lines = ["heads:"]
    for id in practice.regions:
        name, where = "", "в прежних выпусках глава не назван"
        if known := heads.get(id):
            head, digest = known
            name = f" {head.name}"
            where = f"так в выпуске за {wording.day_range(digest.starts, digest.ends)}{', врио' if head.acting else ''}"
        lines += [f"  # {where}".replace(wording.NBSP, " "), f"  - region: {id}", f"    name:{name}"]
    return lines


def _told_and_late(found: WeekOfPractices) -> list[str]:
    lines = []
    if found.told:
        lines += _wrapped(f"Уже были в выпусках, поэтому не взяты: {_some([p.id for p in found.told])}.")
    if found.late:
        shown = _some([f"{p.practice.id} ({p.day})" for p in found.late])
        lines += _wrapped(f"Появились в базе на этой неделе, но датированы раньше и в выпусках не были: {shown}.")
    return lines


def _some(names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" и ещё {rest}" if rest > 0 else "")


def _days(week: IsoWeek) -> str:
    return wording.day_range(week.starts, week.ends).replace(wording.NBSP, " ")


def _wrapped(text: str) -> list[str]:
    """Lines of a comment."""
    return textwrap.wrap(text.replace(wording.NBSP, " "), WIDTH, break_long_words=False, break_on_hyphens=False)
