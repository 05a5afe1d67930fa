"""A draft of a road map for a life situation: its data from the base, and the draft itself.

The browser's builder also loads ``situation_data``, and ``site_templates/assets/roadmap/record.js``
implements the same ``compose``: the same choice gives the same draft (shared vectors in
``tests/roadmaps``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation, Problem
from generator.model.practice import HelpsWith, Practice
from generator.model.region import Region
from generator.model.scalars import ID_LENGTH
from generator.model.target_model import Kpi, TargetModel
from generator.wording import roadmaps as wording
from generator.wording.plain_text import plain_text

from .coverage import covered
from .evidence import evidence

MOST_PRACTICES = 12  # for a problem
LINE = 400  # maximum length of a one-line text of the model

Data = dict[str, Any]
"""Plain JSON values."""


def situation_data(base: KnowledgeBase, situation: LifeSituation) -> Data:
    """Data for a draft: indicators of its target models, problems with solutions, practices that help."""
    helping = {p.number: _best(covered(base, f"{situation.id}#{p.number}").practices) for p in situation.problems}
    practices = {str(p.id): p for found in helping.values() for p, _ in found}
    return {
        "id": str(situation.id),
        "title": situation.title,
        "short": situation.short_title,
        "url": base.registry.of(situation).address_of(situation),
        "kpis": [
            {"title": kpi.title, "kind": kpi.kind.value, "unit": kpi.unit}
            for model in base.all(TargetModel)
            if situation.id in model.life_situations
            for kpi in _measured(model.kpis_of(situation.id))
        ],
        "problems": [
            {
                "number": p.number,
                "title": p.title,
                "text": _problem_words(p),
                "solutions": [{"title": line(plain_text(s.text).removesuffix(".")), "federal": s.federal} for s in p.solutions],
                "practices": [{"id": str(practice.id), "why": plain_text(link.why)} for practice, link in helping[p.number]],
            }
            for p in situation.problems
        ],
        "practices": {id: practice_data(base, practice) for id, practice in sorted(practices.items())},
        "sources": [
            {"title": s.title, **({"place": s.place} if s.place else {})} for s in situation.sources
        ],
    }


def _best(found: Sequence[tuple[Practice, HelpsWith]]) -> list[tuple[Practice, HelpsWith]]:
    """At most ``MOST_PRACTICES``, the best proven ones, in the order of the base: nobody chooses among hundreds."""
    if len(found) <= MOST_PRACTICES:
        return list(found)
    best = sorted(found, key=lambda each: -evidence(each[0]).grade)[:MOST_PRACTICES]
    return sorted(best, key=lambda each: each[0].id)


def practice_data(base: KnowledgeBase, practice: Practice) -> Data:
    """Data of a practice; ``regions``: their names, for its label in the form."""
    regions = [region.title for id in practice.regions if (region := base.get(Region, id))]
    return {"title": practice.title, "url": base.registry.of(practice).address_of(practice), "regions": regions}


def label(practice: Mapping[str, Any]) -> str:
    """The label of a practice in the form: «Школа ухода (Краснодарский край)»."""
    regions = ", ".join(practice.get("regions") or ())
    return f"{practice['title']} ({regions})" if regions else str(practice["title"])


def line(text: str, limit: int = LINE) -> str:
    """A text cut at a word to fit a one-line field."""
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1].rsplit(' ', 1)[0].rstrip(' ,;:–—-')}…"


def compose(
    data: Data,
    region: str,
    region_title: str,
    *,
    problems: Sequence[int] | None = None,
    practices: Sequence[str] | None = None,
    others: Mapping[str, Data] | None = None,
    id: str = "",
    title: str = "",
) -> Data:
    """Values of a draft record, with keys in the order of the model.

    One measure for each solution of a chosen problem that the region can implement (not marked (Ф)), with the
    chosen practices that help; a problem without such a solution gets a measure with a generic title. ``problems``
    None: all; ``practices`` None: all that help with the chosen problems. A chosen practice that helps with
    none of them, from ``data`` or ``others`` (id → ``practice_data``), gets a measure of its own.
    """
    chosen = [p for p in data["problems"] if problems is None or p["number"] in problems]
    measures: list[Data] = []
    used: set[str] = set()
    for problem in chosen:
        helping = [each["id"] for each in problem["practices"] if practices is None or each["id"] in practices]
        used.update(helping)
        solutions = [s["title"] for s in problem["solutions"] if not s["federal"]]
        for solution in solutions or [line(wording.OWN_SOLUTION.format(title=problem["title"]))]:
            measures.append(
                {
                    "title": solution,
                    "problem": problem["text"],
                    "problems": [f"{data['id']}#{problem['number']}"],
                    **({"practices": helping} if helping else {}),
                }
            )
    known = {**data["practices"], **(others or {})}
    for practice in practices or ():
        if practice not in used:
            measures.append({"title": line(wording.TAKE_OVER.format(title=known[practice]["title"])), "practices": [practice]})
    return {
        "id": id or draft_id(region, data["id"]),
        "title": title or line(wording.DRAFT_TITLE.format(region=region_title, situation=data["short"])),
        "draft": True,
        "region": region,
        "life_situation": data["id"],
        **({"kpis": [dict(kpi) for kpi in data["kpis"]]} if data["kpis"] else {}),
        **({"measures": measures} if measures else {}),
        "sources": [dict(source) for source in data["sources"]],
    }


def draft_id(region: str, situation: str) -> str:
    """«tulskaya-oblast-poluchit-lekarstvo», cut to the maximum length of an id."""
    return f"{region}-{situation}"[:ID_LENGTH].rstrip("-")


def federal_only(data: Data, problems: Sequence[int] | None = None) -> list[int]:
    """Numbers of the chosen problems all of whose solutions are marked (Ф)."""
    return [
        p["number"]
        for p in data["problems"]
        if (problems is None or p["number"] in problems) and p["solutions"] and all(s["federal"] for s in p["solutions"])
    ]


def with_values(values: Data, currents: Mapping[int, tuple[Decimal, Decimal | None]]) -> Data:
    """A draft with current values and targets set for some indicators, given by index."""
    kpis = []
    for place, kpi in enumerate(values.get("kpis", ())):
        current, target = currents.get(place, (None, None))
        kpis.append({**kpi, **({} if current is None else {"current": current}), **({} if target is None else {"target": target})})
    return {**values, **({"kpis": kpis} if kpis else {})}


def _measured(kpis: Sequence[Kpi]) -> list[Kpi]:
    """Indicators that have a value, that is, without headings of groups."""
    groups = {kpi.parent for kpi in kpis}
    return [kpi for kpi in kpis if kpi.symbol or kpi.number not in groups]


def _problem_words(problem: Problem) -> str:
    text = plain_text(problem.text) if problem.text else ""
    end = "" if problem.title.endswith((".", "!", "?", "…")) else "."
    return line(f"{problem.title}{end} {text}" if text else problem.title)
