"""Lists of practices by direction and by subcategory, and the list of these topics."""

from __future__ import annotations

from collections.abc import Iterator

from generator.knowledge.dependencies import derived_for
from generator.model.practice import Practice
from generator.model.vocabulary import DirectionFamily
from generator.wording import russian as wording

from .page import Crumb, Page
from .pagination import in_pages
from .site import PRACTICE_FORMS, Site
from .views.facts import Facts

_CRUMB = Crumb("Темы и направления", "subcategories/")
_FIELDS = {"direction": "direction", "subcategory": "subcategories"}  # kind → field of a practice


def topics(site: Site) -> Iterator[Page]:
    facts, directions = site.facts, site.base.directions
    groups = [
        ("Темы", [(facts.subcategory(id), len(_practices(facts, "subcategory", id))) for id in site.base.subcategories]),
        *(
            (title, [(facts.direction(id), len(_practices(facts, "direction", id))) for id, d in directions.items() if d.family is family])
            for title, family in (("Направления дайджеста", DirectionFamily.MONITORING), ("Направления НСИ", DirectionFamily.NSI))
        ),
    ]
    yield site.page(
        "indexes/topics.html", "subcategories/", "Темы и направления",
        "Практики по темам дайджеста и направлениям.", "practices", groups=groups,
    )


def topic_names(site: Site) -> list[str]:
    """``direction/<id>`` and ``subcategory/<id>``."""
    return [*(f"direction/{id}" for id in site.base.directions), *(f"subcategory/{id}" for id in site.base.subcategories)]


def topic(site: Site, name: str) -> Iterator[Page]:
    """The list of a direction or of a subcategory."""
    kind, _, id = name.partition("/")
    practices = _practices(site.facts, kind, id)
    ref, eyebrow = (site.facts.direction(id), "Направление") if kind == "direction" else (site.facts.subcategory(id), "Тема")
    lead = wording.count(len(practices), *PRACTICE_FORMS)
    for part in in_pages(practices, ref.address):
        more = part.pager.suffix
        yield site.page(
            "indexes/practice_list.html", part.address, f"{eyebrow} «{ref.title}»{more}", f"{eyebrow} «{ref.title}»{more}: {lead}.",
            "practices", crumbs=(_CRUMB, Crumb(ref.title, ref.address)) if more else (_CRUMB,), eyebrow=eyebrow,
            heading=f"{ref.title}{more}", lead=lead, rows=site.facts.rows(part.rows), pager=part.pager,
        )


@derived_for
def _practices(facts: Facts, kind: str, id: str) -> list[Practice]:
    """Practices of a direction or a subcategory, best proven first. The list does not depend on other practices."""
    return facts.best_proven_first(
        practice for backlink in facts.base.backlinks(kind, id)
        if isinstance(practice := backlink.source.record, Practice) and backlink.where[0] == _FIELDS[kind]
    )
