"""Practices and issue of a digest → YAML drafts, with comments on what the editor has to check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.editing.yaml_writer import Comments, commented, to_yaml
from generator.model.common import PlanFact, Qualifier
from generator.model.practice import PracticeKind, Stage
from generator.wording.russian import KINDS, NBSP, STAGES, day_range

from .digest_practices import FoundPractice, FoundSection
from .figures import Candidate
from .heads import NamedHead
from .proposals import Proposal
from .prose import sentences

DRAFT = {"draft": True}  # the record is not published
_LONGEST_SUMMARY = 300
_LONGEST_TEXT = 20_000
_NO_TEXT = "Описания в источнике нет."


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """Facts common to all records of an issue."""

    id: str
    series: str
    starts: date
    ends: date
    document: str  # name of the file the issue was read from
    written_days: str  # as written in the document; empty if they are those of the week

    @property
    def week(self) -> str:
        year, number, _ = self.starts.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def year(self) -> int:
        return self.starts.isocalendar().year

    @property
    def title(self) -> str:
        return f"{self.series}, {day_range(self.starts, self.ends)} г.".replace(NBSP, " ")

    @property
    def month(self) -> str:
        """The date of the issue as a source: the month of its last day; the day of publication is unknown."""
        return f"{self.ends:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Proposals:
    kind: Proposal[PracticeKind]
    stage: Proposal[Stage]
    figures: tuple[Candidate, ...]


def practice_values(practice: FoundPractice, issue: IssueFacts, proposals: Proposals) -> dict[str, Any]:
    """A practice in the form of its record; texts are those of the source."""
    values: dict[str, Any] = {
        "id": practice.id,
        "title": practice.title,
        **DRAFT,
        "summary": first_sentence(practice.text) or _NO_TEXT,
        "regions": list(map(str, practice.region_ids)),
        "direction": practice.direction.id if practice.direction else None,
        "subcategories": [word.id for word in practice.subcategories if word.id],
        "kind": proposals.kind.value.value,
        "stage": proposals.stage.value.value,
        "stage_date": issue.ends.isoformat(),
        "solution": practice.text[:_LONGEST_TEXT] or _NO_TEXT,
        "sources": [_source(issue, practice.sections)],
        "notes": [{"kind": "damage", "text": text} for text in practice.mended] + _repeat_note(practice),
    }
    return {name: value for name, value in values.items() if value not in (None, [])}


def practice_draft(values: dict[str, Any], practice: FoundPractice, issue: IssueFacts, proposals: Proposals) -> str:
    """The YAML text. Candidate figures are in a comment; uncommented, they are results."""
    title_below, beside = name_remarks(practice)
    beside["kind",] = grounds(KINDS[proposals.kind.value], proposals.kind.words)
    beside["stage",] = grounds(STAGES[proposals.stage.value], proposals.stage.words)
    above: dict[tuple[str | int, ...], list[str]] = {
        ("summary",): ["Текст источника. Перескажите одной фразой, до 300 знаков: кто что сделал и что это дало."],
        ("solution",): ["Текст источника. Перескажите своими словами; факты и числа оставьте."],
        ("sources",): [*check_line(proposals.stage.value), *figure_lines(proposals.figures)],
    }
    comments = Comments(
        top=[
            f"Черновик из файла {issue.document}, {practice.place.words}.",
            "Перескажите summary и solution, проверьте места с пометками # и уберите строку draft: true.",
        ],
        above=above,
        beside=beside,
        below={("title",): title_below} if title_below else {},
    )
    return to_yaml(values, comments)


NO_REGION = "regions: источник региона не называет"


def name_remarks(practice: FoundPractice) -> tuple[list[str], dict[tuple[str | int, ...], str]]:
    """Comments about names that are missing in the source or unknown in the base.

    Lines below the title, and comments beside values by path.
    """
    title_below: list[str] = []
    beside: dict[tuple[str | int, ...], str] = {}
    for region in practice.regions:
        if region.id is None and region.guess is None:
            title_below.append(f"regions: в источнике «{region.text}», такого региона в базе нет")
    for i, id in enumerate(practice.region_ids):
        guessed = next((r.text for r in practice.regions if r.guess == id and r.id is None), None)
        if guessed:
            beside["regions", i] = f"проверьте: в источнике «{guessed}»"
    if not practice.regions:
        title_below.append(NO_REGION)
    direction = practice.direction
    if direction is None:
        title_below.append("direction: источник направления не называет")
    elif direction.id is None:
        title_below.append(f"direction: «{direction.text}» нет в practices/taxonomy.yml{_near(direction.nearest)}")
    elif not direction.sure:
        beside["direction",] = f"проверьте: в источнике «{direction.text}»"
    if not practice.subcategories:
        title_below.append("subcategories: источник подкатегории не называет")
    kept = [word for word in practice.subcategories if word.id]
    for word in practice.subcategories:
        if word.id is None:
            title_below.append(f"subcategories: «{word.text}» нет в practices/taxonomy.yml{_near(word.nearest)}")
    for i, word in enumerate(kept):
        if not word.sure:
            beside["subcategories", i] = f"проверьте: в источнике «{word.text}»"
    return title_below, beside


def digest_values(issue: IssueFacts, top: list[FoundPractice], sections: list[FoundSection], notes: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": issue.id,
        "title": issue.title,
        **DRAFT,
        "series": issue.series,
        "week": issue.week,
        "starts": issue.starts,
        "ends": issue.ends,
        "top": [practice.id for practice in top],
        "sections": [
            {
                "title": section.title,
                "entries": [
                    {"practice": entry.practice.id, **_heads(entry.practice, entry.heads)} for entry in section.entries
                ],
            }
            for section in sections
        ],
        "sources": [{"title": issue.title, "date": issue.month}],
        "notes": [{"kind": "remark", "text": text} for text in notes],
    }
    return {name: value for name, value in values.items() if value != [] or name == "top"}


def digest_draft(values: dict[str, Any], issue: IssueFacts, sections: list[FoundSection]) -> str:
    above: dict[tuple[str | int, ...], list[str]] = {}
    for s, section in enumerate(sections):
        for e, entry in enumerate(section.entries):
            left = [h for h in entry.heads if not usable(h, entry.practice)]
            lines = [f"heads: в источнике «{h.name}», регион не ясен: впишите" for h in left]
            if lines:
                above["sections", s, "entries", e] = lines
    return to_yaml(
        values,
        Comments(
            top=[f"Черновик из файла {issue.document}.", "Проверьте TOP-5 и разделы, затем уберите строку draft: true здесь и в практиках выпуска."],
            above=above,
        ),
    )


def usable(head: NamedHead, practice: FoundPractice) -> bool:
    """Whether a head can be in the entry: the region is one of those of the practice."""
    regions = practice.known.regions if practice.known and practice.known.regions else practice.region_ids
    return head.region is not None and (not regions or head.region in regions)


def _heads(practice: FoundPractice, heads: tuple[NamedHead, ...]) -> dict[str, Any]:
    named = [
        {"region": str(h.region), "name": h.name, **({"acting": True} if h.acting else {})} for h in heads if usable(h, practice)
    ]
    return {"heads": named} if named else {}


def figure_values(figure: Candidate) -> dict[str, Any]:
    """A candidate in the form of ``results``."""
    numbers = {name: value for name in ("value", "value_to", "before", "after") if (value := getattr(figure, name)) is not None}
    return {
        "title": figure.title,
        **numbers,
        **({"unit": figure.unit} if figure.unit else {}),
        **({"period": figure.period} if figure.period else {}),
        **({"kind": figure.kind.value} if figure.kind is not PlanFact.FACT else {}),
        **({"qualifier": figure.qualifier.value} if figure.qualifier is not Qualifier.EXACT else {}),
    }


def figure_lines(figures: Sequence[Candidate]) -> list[str]:
    """Candidates as lines of a comment; uncommented, they are results."""
    if not figures:
        return []
    lines = ["Числа из текста. У нужных снимите # и назовите в title, что измерено; остальные сотрите.", "results:"]
    for figure in figures:
        if figure.quote != figure.title:
            lines.append(f"  # «{figure.quote}»")
        first, *rest = commented(figure_values(figure), 4)
        lines += [f"  - {first.strip()}", *rest]
        if not figure.unit:
            lines.append("    # unit: впишите единицу")
    return lines


def check_line(stage: Stage) -> list[str]:
    if stage not in (Stage.ANNOUNCED, Stage.PILOT):
        return []
    return ["check_on: ГГГГ-ММ-ДД, день, когда проверить, что получилось"]


def _source(issue: IssueFacts, sections: list[str]) -> dict[str, Any]:
    named = " и ".join(f"«{title}»" for title in dict.fromkeys(sections))
    word = "разделы" if len(set(sections)) > 1 else "раздел"
    return {"title": issue.title, "date": issue.month, "place": f"{word} {named}"[:400]}


def _repeat_note(practice: FoundPractice) -> list[dict[str, str]]:
    if len(set(practice.sections)) < 2:
        return []
    texts = "тексты записей совпадают" if practice.repeated_alike else "тексты записей различаются, взят более длинный"
    return [{"kind": "remark", "text": f"Практика стоит в нескольких разделах выпуска; {texts}."}]


def grounds(value: str, words: tuple[str, ...]) -> str:
    """The comment beside a proposed value: the words it is based on."""
    quoted = ", ".join(f"«{word}»" for word in words)
    return f"{value}: проверьте, предложено по словам {quoted}" if words else f"{value}: проверьте, слов-признаков в тексте нет"


def _near(title: str) -> str:
    return f"; похоже на «{title}»" if title else ""


def first_sentence(text: str) -> str:
    """The first sentence of a text, truncated at a word if it is too long for a summary."""
    line = text.partition("\n")[0]
    sentence = next(iter(sentences(line)), "")
    if len(sentence) <= _LONGEST_SUMMARY:
        return sentence
    return f"{sentence[:_LONGEST_SUMMARY].rpartition(' ')[0] or sentence[:_LONGEST_SUMMARY]}…"
