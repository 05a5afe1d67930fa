"""A draft issue of the digest, generated from the practices of one week as a proposal to the editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.analysis.front_page import TOP, Candidate, candidates, propose
from generator.analysis.publication import (
    Basis,
    WeekOfPractices,
    nearest_weeks,
    practices_of_week,
    weeks_with_practices,
)
from generator.analysis.usual_sections import UsualSections
from generator.knowledge.base import KnowledgeBase
from generator.loading.yaml_signs import first_invisible
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.week import IsoWeek
from generator.wording import russian as wording

from .digest_comments import Entries, Plan, days_of, issue_comments
from .ids import unfit_or_taken
from .record_values import record_values
from .scaffold import DraftRefused
from .yaml_writer import Comments, to_yaml

SERIES = "Мониторинг региональных практик"  # in a base without issues
OTHERS = "Другие практики"  # the section of practices unlike any in earlier issues
WEEKS_NAMED = 8
LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class DigestDraft:
    """``path`` is relative to the root; ``dated`` counts practices by the basis of their day."""

    path: str
    text: str
    week: IsoWeek
    dated: Mapping[Basis, int]
    old: int  # number of practices that by their sources are not news of this week


def digest_draft(
    base: KnowledgeBase, week: IsoWeek, today: date, added: Mapping[str, date], *, id: str = "", title: str = ""
) -> DigestDraft:
    """An issue for a week that has begun, with ``draft: true``; it passes the check unchanged.

    ``base`` includes drafts. ``added`` is the day of the first commit by path, empty without git.
    Raises DraftRefused, with the next step, if the week has not begun, already has an issue, or
    has fewer practices than a TOP-5 needs.
    """
    issues = [d for d in base.all(Digest) if not d.draft]
    usual = UsualSections(base, issues)
    series = usual.newest.series if usual.newest else SERIES
    id = id or str(week).lower()
    title = " ".join(title.split()) or f"{series}, {days_of(week)} г."
    _refuse_impossible(base, week, today, series, id, title)
    found = practices_of_week(base, week, added)
    if len(found.practices) < TOP:
        raise DraftRefused(_too_few(base, found, added))
    ranked = candidates(base, found.practices)
    plan = Plan(found, tuple(propose(ranked)), _sections(base, ranked, usual), usual, tuple(issues))
    issue = Digest.model_validate({
        "id": id,
        "draft": True,
        "title": title,
        "series": series,
        "week": str(week),
        "starts": week.starts,
        "ends": week.ends,
        "top": [c.practice.id for c in plan.proposed],
        "sections": [
            {"title": name, "entries": [{"practice": c.practice.id} for c, _ in entries]} for name, entries in plan.sections.items()
        ],
        "sources": [{"title": f"Записи базы «Смартека» за {days_of(week)}", "date": today.isoformat()}],
    })
    dated = {basis: n for basis in Basis if (n := sum(1 for p in found.practices if p.basis is basis))}
    folder = base.registry["digest"].folder.replace("*", str(week.year))
    old = sum(1 for p in found.practices if not p.fresh)
    text = _in_order(issue, issue_comments(base, plan, today))
    return DigestDraft(f"{folder}/{id}.yml", text, week, dated, old)


def _in_order(issue: Digest, comments: Comments) -> str:
    """The YAML text, with the fields in the order in which an editor reads them."""
    values = record_values(issue)
    names = ("id", "draft", "title", "series", "week", "starts", "ends", "top", "sections", "sources")
    return to_yaml({name: values[name] for name in names}, comments)


def _refuse_impossible(base: KnowledgeBase, week: IsoWeek, today: date, series: str, id: str, title: str) -> None:
    if week.starts > today:
        last = IsoWeek.of(today).plus(-1)
        raise DraftRefused(f"неделя {week} ({days_of(week)}) ещё не началась; последняя полная неделя – {last}")
    for item, digest in base.items(Digest):
        if digest.series == series and digest.starts == week.starts:
            raise DraftRefused(f"выпуск за неделю {week} уже есть: {item.path}; исправьте его или возьмите другую неделю")
    if fault := unfit_or_taken(base, "digest", id, str(week).lower()):
        raise DraftRefused(fault)
    if len(title) > LONGEST_TITLE or first_invisible(title) is not None:
        raise DraftRefused(f"название не годится: одна строка до {LONGEST_TITLE} знаков, без невидимых знаков")


def _too_few(base: KnowledgeBase, found: WeekOfPractices, added: Mapping[str, date]) -> str:
    """The message that there are too few practices, and what an editor can do about it."""
    week = found.week
    have = len(found.practices)
    lines = [
        f"за неделю {week} ({days_of(week)}) в базе нет практик, которых ещё не было в выпусках"
        if not have
        else f"за неделю {week} ({days_of(week)}) в базе {wording.count(have, 'новая практика', 'новые практики', 'новых практик')}, "
        f"а в ТОП-5 нужно пять: {', '.join(p.practice.id for p in found.practices)}"
    ]
    if found.in_issues:
        lines.append(f"Уже были в выпусках: {wording.count(len(found.in_issues), 'практика', 'практики', 'практик')} этой недели.")
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


def _sections(base: KnowledgeBase, ranked: Sequence[Candidate], usual: UsualSections) -> Entries:
    grouped: Entries = {title: [] for title in usual.titles}
    for candidate in ranked:
        guess = usual.of(candidate.practice, candidate.like)
        grouped.setdefault(guess.title or _own_section(base, candidate.practice, usual), []).append((candidate, guess))
    return {title: entries for title, entries in grouped.items() if entries}


def _own_section(base: KnowledgeBase, practice: Practice, usual: UsualSections) -> str:
    """The section if none was guessed: the fallback; in a base without issues, the practice's direction."""
    if usual.titles or not practice.direction:
        return OTHERS
    return base.directions[practice.direction].title
