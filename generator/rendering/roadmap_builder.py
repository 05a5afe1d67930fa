"""«Собрать дорожную карту»: the page, and the data files that its scripts load."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from generator.analysis.roadmap_draft import situation_data
from generator.analysis.target_json import definition
from generator.model.life_situation import LifeSituation
from generator.model.region import Region
from generator.wording import roadmaps as wording
from generator.wording import russian

from .page import Crumb, Output, Page
from .shards import shard_count
from .site import Site
from .views.facts import Facts

ADDRESS = "roadmaps/new/"


def roadmap_builder(site: Site) -> Iterator[Page]:
    """A form that works entirely in the browser; without scripts the page offers the blank form."""
    regions = sorted(site.base.all(Region), key=lambda r: r.title)
    yield site.page(
        "indexes/roadmap_new.html", ADDRESS, "Собрать дорожную карту",
        "Дорожная карта региона по жизненной ситуации: решения, практики, мероприятия, показатели с целями – и файл в форме методики НСИ.",
        "life-situations", crumbs=(Crumb("Дорожные карты", "roadmaps/"),), kinds=("life_situation", "practice", "target_model"),
        scripts=("roadmap.js",), styles=("roadmap/builder.css",),
        regions=[(r.id, r.title) for r in regions], models=site.models, words=builder_words(), shards=shard_count(len(site.facts.ids_of("practice"))),
    )


def builder_words() -> dict[str, Any]:
    """Texts and rules that the scripts share with Python."""
    return {
        "form": dict(wording.FORM),
        "table": list(wording.TABLE),
        "rowKinds": dict(wording.ROW_KINDS),
        "ownSolution": wording.OWN_SOLUTION,
        "takeOver": wording.TAKE_OVER,
        "draftTitle": wording.DRAFT_TITLE,
        "checks": {code: {"severity": each.severity, "text": each.text} for code, each in wording.CHECKS.items()},
        "faults": dict(wording.FIELD_FAULTS),
        "kpiKinds": {kind.value: title for kind, title in russian.KPI_KINDS.items()},
        "statuses": {status.value: title for status, title in russian.ACTIVITY_STATUSES.items()},
        "months": russian.MONTHS,
        "monthsOf": russian.MONTHS_GENITIVE,
        "targets": definition(),
    }


def form_names(facts: Facts) -> dict[str, Any]:
    """For reading a filled form: names of regions and situations, and messages about its cells."""
    return {
        "regions": [{"id": r.id, "names": [r.title, *r.other_names]} for r in facts.base.all(Region)],
        "situations": [{"id": s.id, "names": [s.title, s.short_title, s.id]} for s in facts.base.all(LifeSituation)],
        "faults": dict(wording.IMPORT_FAULTS), "workbook": dict(wording.WORKBOOK_FAULTS), "cell": dict(wording.CELL_FAULTS),
        "source": wording.FORM_SOURCE, "kept": wording.KEPT_OUT.format(fields=wording.NOT_IN_FORM),
        "keptFrom": wording.KEPT_FROM.format(fields=wording.NOT_IN_FORM),
    }


def situation_files(facts: Facts) -> Iterator[tuple[str, Callable[[], Iterator[Output]]]]:
    """Unit name and maker of each data file; they are scripts, so that they work under ``file://``.

    ``data/situations/<id>.js`` calls ``smartekaSituation``; ``data/roadmap-form.js`` is for reading a form filled in Excel.
    """
    yield "roadmap form", partial(_form_file, facts)
    for situation in facts.base.all(LifeSituation):
        yield f"situation {situation.id}", partial(_situation_file, facts, situation.id)


def _form_file(facts: Facts) -> Iterator[Output]:
    yield Output("data/roadmap-form.js", f"smartekaRoadmapForm({_json(form_names(facts))});\n".encode())


def _situation_file(facts: Facts, id: str) -> Iterator[Output]:
    situation = facts.base[LifeSituation, id]
    yield Output(f"data/situations/{id}.js", f"smartekaSituation({_json(situation_data(facts.base, situation))});\n".encode())


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
