"""Comments of a draft issue for its editor: why a practice has this place, day and section, known heads, practices left out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.analysis.front_page import MOST, Candidate, Ground, Merit, Points
from generator.analysis.publication import Basis, Published, WeekOfPractices
from generator.analysis.usual_sections import Guess, GuessBasis, UsualSections
from generator.knowledge.base import KnowledgeBase
from generator.model.common import Head
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.week import IsoWeek
from generator.wording import russian as wording

from .yaml_writer import Comments

NAMED = 12  # practices in a comment
WIDTH = 100

Entries = dict[str, list[tuple[Candidate, Guess]]]
"""Candidates by the title of their section, in the order of the issue; no section is empty."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of a draft issue; ``issues`` are the published ones."""

    found: WeekOfPractices
    proposed: tuple[Candidate, ...]
    sections: Entries
    usual: UsualSections
    issues: tuple[Digest, ...]


def issue_comments(base: KnowledgeBase, plan: Plan, today: date) -> Comments:
    """All comments of a draft, by the path of the value they belong to."""
    heads = _heads(plan.issues)
    entries = {
        ("sections", s, "entries", e): entry
        for s, section in enumerate(plan.sections.values())
        for e, entry in enumerate(section)
    }
    return Comments(
        top=_head(plan.found, today),
        above={
            ("top",): _about_top(),
            **{("top", place): _reasons(base, c, place + 1) for place, c in enumerate(plan.proposed)},
            ("sections",): _about_sections(plan),
            **{where: _wrapped(". ".join(_about_entry(c, guess, plan.usual)) + ".") for where, (c, guess) in entries.items()},
            ("sources",): _left_out(plan.found),
        },
        below={(*where, "practice"): _head_hints(c.practice, heads) for where, (c, _) in entries.items()},
    )


def _head(found: WeekOfPractices, today: date) -> list[str]:
    return [
        *_wrapped(
            f"Черновик выпуска за {days_of(found.week)}. Собран из базы {wording.day(today)}: "
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
    """What the points are given for, in Russian."""
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


def _about_sections(plan: Plan) -> list[str]:
    week, usual = plan.found.week, plan.usual
    lines = []
    if usual.newest:
        lines += _wrapped(
            f"Разделы – как в выпуске за {wording.day_range(usual.newest.starts, usual.newest.ends)}; куда какая практика, "
            "подсказывают её направление и темы: где такие стояли раньше."
        )
    if empty := [f"«{title}»" for title in usual.titles if title not in plan.sections]:
        lines += _wrapped(f"На этой неделе ничего нет для раздела: {', '.join(empty)}.")
    return lines + _wrapped(
        f"Кто глава региона на {wording.day(week.ends)}, база не знает. Имя в подсказке – из прежнего выпуска, на его дату: "
        "проверьте, и если оно верно, раскройте строки."
    )


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
    """The head of each region in the newest issue that names one, and that issue."""
    found: dict[str, tuple[Head, Digest]] = {}
    for digest in sorted(issues, key=lambda d: (d.starts, d.id)):
        for section in digest.sections:
            for entry in section.entries:
                found.update({str(head.region): (head, digest) for head in entry.heads})
    return found


def _head_hints(practice: Practice, heads: Mapping[str, tuple[Head, Digest]]) -> list[str]:
    """Lines that become the field ``heads`` when they are uncommented."""
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


def _left_out(found: WeekOfPractices) -> list[str]:
    lines = []
    if found.in_issues:
        lines += _wrapped(f"Уже были в выпусках, поэтому не взяты: {_some([p.id for p in found.in_issues])}.")
    if found.late:
        shown = _some([f"{p.practice.id} ({p.day})" for p in found.late])
        lines += _wrapped(f"Появились в базе на этой неделе, но датированы раньше и в выпусках не были: {shown}.")
    return lines


def _some(names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" и ещё {rest}" if rest > 0 else "")


def days_of(week: IsoWeek) -> str:
    return wording.day_range(week.starts, week.ends).replace(wording.NBSP, " ")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text.replace(wording.NBSP, " "), WIDTH, break_long_words=False, break_on_hyphens=False)
